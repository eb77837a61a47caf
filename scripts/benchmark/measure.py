"""Runs whole processes and measures them: wall time, processor time and peak memory."""

import os
import statistics
import sys
import time
from dataclasses import dataclass

MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
# A program that takes longer than this takes part in the first rounds only.
LONG = 5.0
ROUNDS_OF_LONG = 3


class Failed(Exception):
    """A program that was to be measured ended badly; the message is what it said."""


@dataclass(frozen=True)
class Run:
    """One run of one process: seconds, seconds of processor time, bytes at its peak."""

    wall: float
    cpu: float
    memory: int


@dataclass(frozen=True)
class Result:
    """What the runs of one program came to: medians, the range of its wall time, its highest peak.

    A process begins as a twin of the one that starts it, and the system counts the memory it had then:
    of one that needs less than `floor` nothing more is known than that.
    """

    wall: float
    fastest: float
    slowest: float
    cpu: float
    memory: int
    floor: int
    rounds: int

    @classmethod
    def of(cls, runs, floor):
        walls = [run.wall for run in runs]
        return cls(
            statistics.median(walls), min(walls), max(walls), statistics.median(run.cpu for run in runs),
            max(run.memory for run in runs), floor, len(runs))


def run(command, work, output=os.devnull, statuses=(0,)):
    """Runs a command to its end; its answer goes to a file, and what it says to another."""
    said = work / "said"
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    files = [(os.POSIX_SPAWN_OPEN, 1, str(output), flags, 0o644),
             (os.POSIX_SPAWN_OPEN, 2, str(said), flags, 0o644)]
    words = [str(word) for word in command]
    start = time.perf_counter()
    process = os.posix_spawnp(words[0], words, os.environ, file_actions=files)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code not in statuses:
        raise Failed(f"'{' '.join(words)}' ended with {code}: {said.read_text(errors='replace')[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MEMORY_UNIT)


def read_anew(program):
    """Has a program read from the disk at its next start, as it is on every day but that of its build.

    What was just written is in the page cache in large pieces, which are mapped as wholes and count as the
    process's memory: 11 MB more of a program of 65.
    """
    if not hasattr(os, "posix_fadvise"):
        return
    file = os.open(program, os.O_RDONLY)
    os.fsync(file)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(file)


def answered(programs, work):
    """Runs each program once: the files with their answers, and how long they took, by name.

    This also brings the files into the page cache before anything is measured.
    """
    folder = work / "answers"
    folder.mkdir(exist_ok=True)
    files, walls = {}, {}
    for program in programs:
        files[program.name] = folder / program.name
        program.prepare()
        walls[program.name] = run(program.command(0), work, files[program.name]).wall
    return files, walls


def in_turn(programs, work, most, walls, tell):
    """Measures programs in turn: A B C, A B C …, so that a busy moment of the machine hits all."""
    runs = {program.name: [] for program in programs}
    for number in range(1, most + 1):
        tell(f"round {number} of {most}")
        for program in programs:
            if number <= ROUNDS_OF_LONG or walls[program.name] < LONG:
                program.prepare()
                runs[program.name].append(run(program.command(number), work))
    floor = run(["true"], work).memory
    return {name: Result.of(some, floor) for name, some in runs.items()}
