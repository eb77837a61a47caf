"""Which jobs there are at which sizes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import history
import reading
import writing
from job import Bench, Job, Sizes

QUICK = Sizes(specimens=(100_000, 1_000_000), huge=None, runs=50_000, changed=50_000, added=500_000)
USUAL = Sizes(specimens=(1_000_000, 10_000_000), huge=None, runs=500_000, changed=500_000, added=5_000_000)
LARGE = Sizes(
    specimens=(1_000_000, 10_000_000), huge=100_000_000, runs=500_000, changed=500_000, added=5_000_000)


@dataclass(frozen=True)
class Entry:
    """A job that can be measured: a short key, what it says in the table, and how its data is made."""

    key: str
    title: str
    make: Callable[[Bench], Job]

    def is_called(self, word):
        return word.lower() in f"{self.key}, {self.title}".lower()


def entries(sizes):
    lab = f"{rows(sizes.lab)} rows"
    return [
        *(Entry(turnaround(count), f"TAT by assay, {rows(count)} specimens",
                partial(reading.turnaround, count=count))
          for count in (*sizes.specimens, sizes.huge) if count),
        Entry("references", f"keys and references of a lab of {lab}", reading.references),
        Entry("check lab", f"the whole check of a lab of {lab}", reading.check_lab),
        Entry("check specimens", f"the whole check of {rows(sizes.usual)} specimens",
              reading.check_specimens),
        Entry("change", f"one row changed in {rows(sizes.changed)} specimens", writing.change),
        Entry("add", f"one row added to {rows(sizes.added)} specimens", writing.add),
        Entry("diff", f"one row changed since the last commit of a lab of {lab}", history.diff),
        Entry("audit", f"the audit trail of {history.COMMITS:,} commits, {rows(history.SPECIMENS)} specimens",
              history.audit),
        Entry("start", "start of the program", writing.start),
    ]


def turnaround(count):
    return f"tat {rows(count)}"


def rows(count):
    """A count as people say it: 500 k, 5.6 M."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            return f"{count / size:.1f}".removesuffix(".0") + f" {letter}"
    return str(count)
