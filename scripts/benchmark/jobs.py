"""What is measured: each job, the programs that do it, and what Plainlab is to reach."""

import json
import math
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from measure import Failed, Program

PEER = str(Path(__file__).with_name("peer.py"))
OURS = "plainlab"


@dataclass
class Target:
    """A figure of Plainlab's, divided by that of another program where there is one, and its bound."""

    about: str
    most: float
    over: str = ""
    figure: str = "wall"

    def value(self, programs):
        """`None` where the other program was not measured."""
        if self.over and self.over not in programs:
            return None
        ours = getattr(programs[OURS], self.figure)
        return ours / getattr(programs[self.over], self.figure) if self.over else ours


@dataclass
class Job:
    name: str
    about: str
    programs: list
    targets: list = field(default_factory=list)
    # Compares the answers; raises `Failed` where they differ.
    compare: object = None


class Bench:
    """The jobs on data of one size."""

    def __init__(self, plainlab, python, data, packages, scale, large):
        self.plainlab, self.python, self.data = plainlab, python, data
        self.packages, self.scale, self.large = packages, scale, large

    def ours(self, lab, *words, **rest):
        return Program(OURS, [self.plainlab, "--data", str(lab), *words], **rest)

    def peers(self, names, job, lab, **rest):
        titles = {"duckdb": "DuckDB", "polars": "polars", "pandas": "pandas"}
        return [
            Program(titles[name], [self.python, PEER, name, job, str(lab)], **rest)
            for name in names if name in self.packages]

    def turnaround(self, count, days, with_sqlite=False, is_target=False):
        lab = self.data.specimens(count, days)
        file = str(lab / "specimens.csv")
        programs = [self.ours(lab, "metrics", "tat", "--format", "csv")]
        programs += self.peers(("duckdb", "polars", "pandas"), "tat", lab)
        if with_sqlite and shutil.which("sqlite3"):
            programs.append(Program("SQLite", [
                "sqlite3", ":memory:", "-cmd", ".mode csv", "-cmd", f".import {file} specimens",
                SQLITE_TAT], most_rounds=2))
        programs += [Program("wc -l", ["wc", "-l", file]), Program("cat", ["cat", file])]
        return Job(
            f"tat-{count}", f"Turnaround p50, p90 and p99 by assay, {count:,} specimens "
            f"({Path(file).stat().st_size / 1e6:,.0f} MB)", programs,
            [Target("of DuckDB's wall time", 0.15, "DuckDB"), Target("of `wc -l`", 2.5, "wc -l"),
             Target("MB of memory", 64e6, figure="peak")] if is_target else [],
            lambda: compare_turnaround(programs))

    def growth(self, count):
        """Ten times as many specimens: at most eleven times the time, and the same memory."""
        free = shutil.disk_usage(self.data.folder).free
        if not (self.data.folder / f"specimens-{10 * count}").exists() and free < 12e9:
            raise Failed("100,000,000 specimens need 12 GB of free disk")
        small, large = self.data.specimens(count, 3650), self.data.specimens(10 * count, 36500)
        return Job(
            f"growth-{10 * count}", f"Turnaround of {10 * count:,} specimens beside {count:,}", [
                self.ours(large, "metrics", "tat"),
                Program("plainlab, a tenth", self.ours(small, "metrics", "tat").words),
                *self.peers(("duckdb",), "tat", large, most_rounds=2),
                Program("wc -l", ["wc", "-l", str(large / "specimens.csv")])], [
                Target("times as long as a tenth", 11, "plainlab, a tenth"),
                Target("times the memory of a tenth", 1.25, "plainlab, a tenth", "peak")])

    def references(self, count):
        lab = self.data.runs(count)
        only = ("check", "--only", "foreign-key,primary-key")
        programs = [self.ours(lab, *only)]
        programs += self.peers(("duckdb", "polars", "pandas"), "references", lab)
        files = [str(lab / f"{table}.csv") for table in ("procedures", "steps", "runs", "run_steps")]
        programs.append(Program("wc -l", ["wc", "-l", *files]))
        return Job(
            "references", f"References and ids that come twice, {11.22 * count:,.0f} rows of four "
            "tables", programs, [Target("of DuckDB's wall time", 0.15, "DuckDB")],
            lambda: self.compare_references(count, only))

    def compare_references(self, count, only):
        names = ("duckdb", "polars", "pandas")
        for lab, statuses in ((self.data.runs(count), (0,)),
                              (self.data.faulty_runs(count // 10), (1,))):
            ours = self.ours(lab, *only, "--format", "json", statuses=statuses)
            found = {}
            for line in ours.answer().splitlines():
                finding = json.loads(line)
                name = f"{finding['table']}.{finding['field']}"
                found[name] = found.get(name, 0) + 1
            for peer in self.peers(names, "references", lab):
                rows = dict(line.split(",") for line in peer.answer().splitlines())
                theirs = {name: int(rows) for name, rows in rows.items() if int(rows)}
                if theirs != found:
                    raise Failed(f"{peer.name} finds {theirs} in {lab.name}, Plainlab {found}")

    def check(self, count):
        lab = self.data.runs(count)
        return Job(
            "check", f"All of {11.22 * count:,.0f} rows checked; DuckDB loads them with the same "
            "constraints", [
                self.ours(lab, "check"), *self.peers(("duckdb",), "load", lab, most_rounds=3)],
            [Target("of DuckDB's wall time", 0.25, "DuckDB")])

    def check_specimens(self, count):
        lab = self.data.specimens(count, 3650)
        return Job(
            "check-specimens", f"Every cell of {count:,} specimens checked; DuckDB loads them with "
            "the same constraints", [
                self.ours(lab, "check"),
                *self.peers(("duckdb",), "loadspecimens", lab, most_rounds=2)])

    def change(self, count):
        lab = self.data.fresh("changed", self.data.specimens(count, 730))
        file, copy = str(lab / "specimens.csv"), str(lab / "copy")
        return Job(
            "change", f"One row changed in {count:,} ({Path(file).stat().st_size / 1e6:.0f} MB)", [
                self.ours(lab, "set", "specimens", str(count // 2), "operator_id=O{n}"),
                Program("cp", ["cp", file, copy]),
                Program("cp, synced", ["sh", "-c", f"cp '{file}' '{copy}' && sync '{copy}'"])],
            [Target("times `cp`", 3, "cp")])

    def add(self, count):
        large = self.data.fresh("added-large", self.data.specimens(count, 3650))
        small = self.data.fresh("added-small", self.data.specimens(50, 30))
        database = self.data.folder / "added.sqlite"
        words = [
            "add", "specimens", "specimen_id=L9{n}", "assay=TSH", "machine_id=ARCH-1",
            "operator_id=SOK", "status=RECEIVED", "received_at=2026-11-20T08:00:00Z"]
        programs = [
            self.ours(large, *words), Program("plainlab, 50 rows", self.ours(small, *words).words)]
        if shutil.which("sqlite3"):
            make_database(database, large / "specimens.csv")
            programs.append(Program("SQLite", [
                "sqlite3", str(database),
                "INSERT INTO specimens VALUES (NULL, 'L9{n}', 'TSH', 'ARCH-1', 'SOK', 'RECEIVED', "
                "NULL, '2026-11-20T08:00:00Z', NULL)"]))
        # The first addition to a large table makes an index of its keys.
        first = self.ours(large, *words).run_once()
        return Job(
            "add", f"One row added to {count:,}; the first, which makes the index, took "
            f"{first.wall:.2f} s", programs, [
                Target("s", 0.010), Target("times as long as to 50 rows", 1.5, "plainlab, 50 rows")])

    def start(self):
        small = self.data.specimens(50, 30)
        return Job("start", "Start of the program, and a list of a small lab", [
            Program(OURS, [self.plainlab, "--help"]),
            Program("plainlab list", self.ours(small, "list", "labels").words),
            Program("true", ["true"])], [Target("s", 0.010)])


SQLITE_TAT = """
WITH taken AS (
  SELECT assay, unixepoch(processed_at) - unixepoch(received_at) AS seconds,
         row_number() OVER (
           PARTITION BY assay ORDER BY unixepoch(processed_at) - unixepoch(received_at)) - 1 AS rank,
         count(*) OVER (PARTITION BY assay) AS n
  FROM specimens WHERE status = 'COMPLETED'),
shares (p) AS (VALUES (0.5), (0.9), (0.99)),
percentiles AS (
  SELECT assay, n, p, max(CASE WHEN rank = CAST(p * (n - 1) AS INTEGER) THEN seconds END) AS low,
         max(CASE WHEN rank = min(n - 1, CAST(p * (n - 1) AS INTEGER) + 1) THEN seconds END) AS high
  FROM taken, shares GROUP BY assay, p)
SELECT assay, n,
  group_concat((low + (high - low) * (p * (n - 1) - CAST(p * (n - 1) AS INTEGER))) / 60.0)
FROM (SELECT * FROM percentiles ORDER BY assay, p) GROUP BY assay ORDER BY assay;"""


def compare_turnaround(programs):
    """Each peer's percentiles are Plainlab's, to the digit that it prints."""
    ours = {}
    for line in programs[0].answer().splitlines()[1:]:
        cells = line.split(",")
        ours[cells[0]] = [float(cell) for cell in cells[1:5]]
    for program in programs[1:]:
        if program.name in ("wc -l", "cat"):
            continue
        theirs = {}
        for line in program.answer().replace('"', "").splitlines():
            assay, *figures = line.strip().split(",")
            theirs[assay] = [float(figure) for figure in figures]
        if theirs.keys() != ours.keys():
            raise Failed(f"{program.name} has other assays: {sorted(theirs)}")
        for assay, figures in ours.items():
            near = [math.isclose(a, b, rel_tol=0, abs_tol=0.0501)
                    for a, b in zip(figures, theirs[assay])]
            if not all(near):
                raise Failed(f"{program.name}: {assay} {theirs[assay]}, Plainlab {figures}")


def make_database(path, file):
    """The same rows in SQLite, with the same keys."""
    Path(path).unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute("""CREATE TABLE specimens (
            id INTEGER PRIMARY KEY, specimen_id TEXT NOT NULL UNIQUE, assay TEXT NOT NULL,
            machine_id TEXT NOT NULL, operator_id TEXT NOT NULL, status TEXT NOT NULL,
            error_code TEXT, received_at TEXT NOT NULL, processed_at TEXT)""")
    connection.close()
    subprocess.run(
        ["sqlite3", str(path), "-cmd", ".mode csv", f".import --skip 1 {file} specimens"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
