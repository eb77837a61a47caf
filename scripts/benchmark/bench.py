"""Compares Plainlab with the programs that people would load its files into.

Makes its data, sees first that all programs give the same answers, and measures them: whole processes,
in turn, several rounds. Prints medians, ratios and peak memory as Markdown, and what was aimed for beside
what was measured. The exit status is 1 when answers differ or a program fails, and 0 however fast they are.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from data import Data, NoRoom
from job import Bench
from machine import description
from measure import Failed, answered, in_turn, read_anew
from plan import LARGE, QUICK, USUAL, entries
from report import report
from tools import Tools

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = """
environment:
  PLAINLAB        a program that is already built; otherwise a release is built
  PLAINLAB_TOOLS  a folder for what is installed from PyPI, in 'benchmark' there; otherwise DIR/tools
  ROUNDS          how many rounds, 7 by default; programs that take over five seconds have three

DuckDB, polars, pandas and SQLite take part where they are there or can be installed; wc and cp always.
"""


class Differs(Exception):
    """Programs gave different answers; the message says which."""


def options(words):
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description=__doc__, epilog=ENVIRONMENT,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--quick", action="store_const", dest="sizes", const=QUICK,
        help="a tenth of everything: 100 k and 1 M specimens; the targets are meant for the usual sizes")
    size.add_argument(
        "--large", action="store_const", dest="sizes", const=LARGE,
        help="100 M specimens too, which takes 9 GB on the disk")
    parser.set_defaults(sizes=USUAL)
    parser.add_argument("--job", metavar="WORD", default="", help="only jobs whose names contain the word: "
             "tat, references, check, change, add, start")
    parser.add_argument(
        "--folder", metavar="DIR", type=Path, default=ROOT / ".build-bench",
        help="where the data is kept for the next time (default: .build-bench in the package)")
    return parser.parse_args(words)


def main(words):
    chosen = options(words)
    setting = description()
    rounds = int(os.environ.get("ROUNDS", 7))
    folder = chosen.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    tools = Path(os.environ.get("PLAINLAB_TOOLS", folder / "tools")).resolve()
    program = os.environ["PLAINLAB"]
    read_anew(program)
    wanted = [entry for entry in entries(chosen.sizes) if entry.is_called(chosen.job)]

    with tempfile.TemporaryDirectory(prefix="work-", dir=folder) as work:
        work = Path(work)
        data = Data(folder, program, tell)
        peers = Tools(tools / "benchmark", work, os.cpu_count(), tell)
        bench = Bench(program, data, peers, work, chosen.sizes)
        try:
            results = {entry.key: measured for entry in wanted
                       if (measured := measure(entry, bench, rounds)) is not None}
        except (Failed, Differs, subprocess.CalledProcessError) as trouble:
            tell(str(trouble))
            return 1

    versions = {"Plainlab": data.version.split()[-1], **peers.versions}
    titles = {entry.key: entry.title for entry in wanted}
    print(f"{rounds} rounds on {setting}.")
    print("\n".join(report(versions, titles, results, chosen.sizes)))
    return 0


def measure(entry, bench, rounds):
    """The results of a job, or nothing where there is no room for its data."""
    def told(words):
        tell(f"{entry.title}: {words}")

    try:
        job = entry.make(bench)
    except NoRoom as reason:
        told(f"left out, for {reason}")
        return None
    told("answers")
    answers, walls = answered(job.programs, bench.work)
    differences = job.compare(answers)
    if differences:
        raise Differs("\n".join([f"{entry.title}: the answers differ", *differences]))
    return in_turn(job.programs, bench.work, rounds, walls, told)


def tell(words):
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
