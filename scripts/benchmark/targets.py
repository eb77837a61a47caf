"""What Plainlab aims for, beside what it came to in one run."""

from collections.abc import Callable
from dataclasses import dataclass

from plan import turnaround

DUCKDB = ("DuckDB", "DuckDB CLI")


@dataclass(frozen=True)
class Target:
    """What should be at most `limit`, in words; `show` writes such a figure."""

    words: str
    limit: float
    measured: float
    show: Callable[[float], str]

    @property
    def is_met(self):
        return self.measured <= self.limit


def targets(results, sizes):
    """Those of which everything was measured: results by key of the job and name of the program."""
    tat, huge = turnaround(sizes.usual), sizes.huge and turnaround(sizes.huge)
    wanted = [
        ratio("TAT, wall time of DuckDB's", results, tat, DUCKDB, 0.15),
        ratio("TAT, wall time of that of `wc -l`", results, tat, ("wc -l",), 2.5),
        memory("TAT, peak memory", results, tat),
        ratio("references, wall time of DuckDB's", results, "references", DUCKDB, 0.15),
        ratio("check of the lab, wall time of DuckDB's", results, "check lab", ("DuckDB",), 0.25),
        ratio("one changed row, wall time of that of `cp`", results, "change", ("cp",), 3),
        wall("one added row", results, "add", "Plainlab"),
        wall("one row added to few", results, "add", "Plainlab, into few rows"),
        growth("TAT of ten times the specimens, wall time", results, huge, tat, 11),
        memory("the same, peak memory", results, huge),
        wall("start, `plainlab --help`", results, "start", "Plainlab, --help"),
        wall("start, `plainlab list labels`", results, "start", "Plainlab, list labels"),
    ]
    return [target for target in wanted if target]


def ratio(words, results, key, peers, limit):
    """Plainlab's wall time as a part of the fastest of some peers'."""
    job = results.get(key, {})
    there = [job[peer].wall for peer in peers if peer in job]
    return Target(words, limit, job["Plainlab"].wall / min(there), times) if there else None


def growth(words, results, key, smaller, limit):
    """Plainlab's wall time for more rows, as a multiple of that for fewer."""
    if key not in results or smaller not in results:
        return None
    return Target(words, limit, results[key]["Plainlab"].wall / results[smaller]["Plainlab"].wall, times)


def wall(words, results, key, program):
    job = results.get(key)
    return Target(words, 0.010, job[program].wall, milliseconds) if job else None


def memory(words, results, key):
    job = results.get(key)
    return Target(words, 64e6, job["Plainlab"].memory, megabytes) if job else None


def times(number):
    return f"{number:.2f}".rstrip("0").rstrip(".")


def milliseconds(seconds):
    return f"{seconds * 1e3:.1f} ms".replace(".0 ", " ")


def megabytes(bytes):
    return f"{bytes / 1e6:.0f} MB"
