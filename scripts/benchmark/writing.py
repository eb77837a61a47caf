"""Jobs that write: one changed row, one added row; and the start of the program."""

import os
import shutil

from job import Bench, Job, Program

FEW = 50
NEW = ["assay=TSH", "machine_id=ARCH-1", "operator_id=SOK", "status=RECEIVED",
       "received_at=2026-11-20T08:00:00Z"]


def change(bench: Bench):
    """Another operator for the row in the middle, beside copies of the file, one of them synced."""
    count = bench.sizes.changed
    made = bench.data.specimens(count)
    lab = copied(bench, made, "changed")
    file, copy = lab / "specimens.csv", bench.work / "copy.csv"
    row = count // 2
    operators = others(lab, row)

    def words(number):
        operator = f"operator_id={operators[number % 2]}"
        return [bench.plainlab, "--data", lab, "set", "specimens", row, operator]

    def compare(files):
        with open(made / "specimens.csv") as before, open(file) as after:
            changed = [number for number, pair in enumerate(zip(before, after)) if pair[0] != pair[1]]
        return [] if changed == [row] else [f"Plainlab changed the lines {changed[:10]}, not only {row}"]

    return Job([
        Program("Plainlab", words),
        Program("cp", ["cp", file, copy]),
        Program("cp and sync", ["sh", "-c", 'cp "$0" "$1" && sync "$1"', file, copy]),
    ], compare)


def others(lab, row):
    """Two people who could have operated the analyzer instead of the one in that row."""
    codes = [line.split(",")[1] for line in (lab / "users.csv").read_text().splitlines()[1:]]
    with open(lab / "specimens.csv") as lines:
        there = next(line for number, line in enumerate(lines) if number == row).split(",")[4]
    return [code for code in codes if code != there][:2]


def add(bench: Bench):
    """A new specimen in a large table and in a small one, each with all checks and synced to the disk."""
    count = bench.sizes.added
    large = copied(bench, bench.data.specimens(count), "large")
    small = copied(bench, bench.data.specimens(FEW), "small")
    labels = Labels()

    def to(lab):
        def words(number):
            return [bench.plainlab, "--data", lab, "add", "specimens", f"specimen_id={labels.next()}", *NEW]
        return words

    def forget_index():
        shutil.rmtree(large / ".plainlab", ignore_errors=True)

    programs = [
        Program("Plainlab", to(large)),
        Program("Plainlab, into few rows", to(small)),
        Program("Plainlab, the first one", to(large), forget_index),
    ]
    if bench.tools.has("sqlite3"):
        base = copied(bench, bench.data.database(count), "database") / "lab.db"

        def insert(number):
            return ["sqlite3", base, f"""
                PRAGMA synchronous = FULL;
                INSERT INTO specimens
                  (specimen_id, assay, machine_id, operator_id, status, received_at)
                VALUES ('{labels.next()}', 'TSH', 'ARCH-1', 'SOK', 'RECEIVED', '2026-11-20T08:00:00Z')"""]

        programs.append(Program("SQLite", insert))

    def compare(files):
        """Two rows are new in the large table, and one in the small."""
        return [f"{lab.name} has {length(lab)} rows and not {expected}"
                for lab, expected in ((large, count + 2), (small, FEW + 1)) if length(lab) != expected]

    return Job(programs, compare)


class Labels:
    """Labels that no specimen has yet."""

    def __init__(self):
        self.last = 99_000_000

    def next(self):
        self.last += 1
        return f"L{self.last}"


def length(lab):
    with open(lab / "specimens.csv", "rb") as lines:
        return sum(1 for _ in lines) - 1


def copied(bench, folder, name):
    """A copy of a folder that may be changed, so that what was made stays as it is."""
    target = bench.work / name
    shutil.copytree(folder, target)
    os.sync()
    return target


def start(bench: Bench):
    """How long the program takes to do next to nothing."""
    small = bench.data.specimens(FEW)
    return Job([
        Program("Plainlab, --help", [bench.plainlab, "--help"]),
        Program("Plainlab, list labels", [bench.plainlab, "--data", small, "list", "labels"]),
    ])
