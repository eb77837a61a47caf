"""Whole processes, measured by what the system says of each once it has ended."""

import itertools
import os
import statistics
import subprocess
import time
from dataclasses import dataclass, field


NUMBERS = itertools.count(int(time.time()) % 1_000_000)


class Failed(Exception):
    """A program ended otherwise than it should; the message is what it said."""


@dataclass
class Run:
    wall: float
    cpu: float
    peak: int  # bytes


@dataclass
class Program:
    """A command to be measured; `{n}` in a word becomes seven digits that no run had before."""

    name: str
    words: list
    # A command whose answer is that something is wrong ends with 1.
    statuses: tuple = (0,)
    most_rounds: int = 1000
    runs: list = field(default_factory=list)

    def run_once(self):
        number = f"{next(NUMBERS):07}"
        words = [word.replace("{n}", number) for word in self.words]
        out = os.open(os.devnull, os.O_WRONLY)
        start = time.perf_counter()
        process = os.posix_spawnp(
            words[0], words, os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)])
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - start
        os.close(out)
        code = os.waitstatus_to_exitcode(status)
        if code not in self.statuses:
            raise Failed(f"{self.name}: exit {code}: {' '.join(words)}")
        # Linux counts in kibibytes, macOS in bytes.
        unit = 1 if os.uname().sysname == "Darwin" else 1024
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)

    def answer(self):
        """What it writes to stdout."""
        done = subprocess.run(self.words, capture_output=True, text=True)
        if done.returncode not in self.statuses:
            raise Failed(f"{self.name}: exit {done.returncode}: {done.stderr.strip()[-400:]}")
        return done.stdout

    @property
    def wall(self):
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self):
        return statistics.median(run.cpu for run in self.runs)

    @property
    def peak(self):
        return max(run.peak for run in self.runs)


def measure(programs, rounds, budget=25.0):
    """Runs all programs in turn, so that a busy moment of the machine hits all of them.

    The first round warms up and does not count, but for a program that takes longer than a second. One
    that has used up its `budget` of seconds, after two runs, is left out of the rounds that follow.
    """
    for program in programs:
        run = program.run_once()
        if run.wall > 1:
            program.runs.append(run)
    for number in range(rounds):
        for program in programs:
            spent = sum(run.wall for run in program.runs)
            if len(program.runs) >= min(rounds, program.most_rounds):
                continue
            if len(program.runs) >= 2 and spent > budget:
                continue
            program.runs.append(program.run_once())
