"""Compares what Plainlab computes of some labs with what other programs compute of the same files.

    verify.py PLAINLAB WORK NAME=FOLDER=AS_OF … [--only WORD]

WORK is a folder for labs that it makes itself: one full of clock changes, and the odd ones.
"""

import sys
import traceback
from importlib.metadata import version
from pathlib import Path

import flow
import odd
import procedures
import quality
import queues
import turnaround
from lab import Lab, Refused
from ledger import Ledger

PACKAGES = ("duckdb", "pandas", "numpy", "scipy", "statsmodels", "lifelines", "pymannkendall")
CHECKS = (
    ("metrics tat", turnaround.verify),
    ("metrics throughput", flow.throughput),
    ("metrics errors", flow.errors),
    ("metrics tat, censored", turnaround.censored),
    ("metrics sla", flow.promises),
    ("metrics backlog", flow.backlog),
    ("metrics workload", flow.workload),
    ("metrics completion", procedures.completion),
    ("metrics duration", procedures.duration),
    ("metrics frequency", procedures.frequency),
    ("metrics bottlenecks", procedures.bottlenecks),
    ("metrics trends", procedures.trends),
    ("qc levey-jennings, westgard", quality.westgard),
    ("qc sigma", quality.sigma),
    ("qc individuals", quality.individuals),
    ("qc xbar", quality.x_bar),
    ("qc p", quality.shares),
    ("qc c", quality.counts),
    ("stats", quality.summaries),
    ("qc trend", quality.trend),
    ("qc anomalies", quality.anomalies),
    ("qc ewma", quality.ewma),
    ("qc cusum", quality.cusum),
    ("simulate capacity", queues.capacity),
)


def main(words):
    only = ""
    if "--only" in words:
        place = words.index("--only")
        only = words[place + 1]
        words = words[:place] + words[place + 2:]
    program, work, labs = words[0], Path(words[1]), [one.split("=", 2) for one in words[2:]]
    odd.make(work / "clocks", odd.clock_changes())
    labs.append(("clocks", work / "clocks", "2027-01-06T00:00:00Z"))
    print("with " + ", ".join(f"{name} {version(name)}" for name in PACKAGES) + "\n")

    ledger = Ledger()
    for name, folder, as_of in labs:
        lab = Lab(name, folder, program, as_of)
        ledger.lab = name
        for figure, verify in CHECKS:
            if only not in figure or (name == "clocks" and not figure.startswith("metrics")):
                continue
            try:
                verify(lab, ledger)
            except Refused as refusal:
                ledger.failed(figure, str(refusal))
            except (KeyError, TypeError, IndexError, ValueError) as surprise:
                place = traceback.extract_tb(surprise.__traceback__)[-1]
                ledger.failed(figure, f"{type(surprise).__name__} {surprise} at {place.name}")
    odd.verify(program, work / "odd", ledger, only)
    ledger.tell()
    return 1 if ledger.differs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
