"""Compares what Plainlab computes of some labs with what other programs compute of the same files.

    verify.py PLAINLAB NAME=FOLDER=AS_OF … [--only WORD]
"""

import sys
import traceback
from importlib.metadata import version

import turnaround
from lab import Lab, Refused
from ledger import Ledger

PACKAGES = ("duckdb", "pandas", "numpy", "scipy", "statsmodels", "lifelines", "pymannkendall")
CHECKS = (
    ("metrics tat", turnaround.verify),
)


def main(words):
    only = ""
    if "--only" in words:
        place = words.index("--only")
        only = words[place + 1]
        words = words[:place] + words[place + 2:]
    program, labs = words[0], [one.split("=", 2) for one in words[1:]]
    print("with " + ", ".join(f"{name} {version(name)}" for name in PACKAGES) + "\n")

    ledger = Ledger()
    for name, folder, as_of in labs:
        lab = Lab(name, folder, program, as_of)
        ledger.lab = name
        for figure, verify in CHECKS:
            if only not in figure:
                continue
            try:
                verify(lab, ledger)
            except Refused as refusal:
                ledger.failed(figure, str(refusal))
            except (KeyError, TypeError, IndexError, ValueError) as surprise:
                place = traceback.extract_tb(surprise.__traceback__)[-1]
                ledger.failed(figure, f"{type(surprise).__name__} {surprise} at {place.name}")
    ledger.tell()
    return 1 if ledger.differs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
