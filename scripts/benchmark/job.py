"""What a job is: programs that do the same thing, and whether they did."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data import Data
from tools import Tools


def nothing():
    pass


def no_differences(answers):
    return []


@dataclass(frozen=True)
class Program:
    """One program of a job: the words that call it, which may differ from round to round.

    `prepare` goes before each run and is not measured.
    """

    name: str
    words: list | Callable[[int], list]
    prepare: Callable[[], None] = nothing

    def command(self, number):
        return self.words(number) if callable(self.words) else self.words


@dataclass(frozen=True)
class Job:
    """Programs side by side; ratios are to the first of them.

    `compare` takes the files with their answers, by name, and returns what differs, in words.
    """

    programs: list[Program]
    compare: Callable[[dict[str, Path]], list[str]] = no_differences


@dataclass(frozen=True)
class Sizes:
    """How much is measured, in rows."""

    specimens: tuple[int, ...]
    huge: int | None
    runs: int
    changed: int
    added: int

    @property
    def usual(self):
        return self.specimens[-1]

    @property
    def lab(self):
        """Rows of the lab of runs: run steps, runs, steps and procedures."""
        return self.runs * 11 + self.runs // 5 + self.runs // 50


@dataclass(frozen=True)
class Bench:
    """Everything that jobs are made from."""

    plainlab: str
    data: Data
    tools: Tools
    work: Path
    sizes: Sizes
