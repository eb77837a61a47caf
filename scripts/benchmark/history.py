"""Jobs that read git's history: what was changed since the last commit, and the audit trail."""

import csv
import os
import random
import subprocess

from job import Bench, Job, Program
from writing import copied

COMMITS, SPECIMENS = 1_000, 10_000
ENVIRONMENT = {
    **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@lab.example",
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@lab.example"}


def diff(bench: Bench):
    """One changed run of a large lab, by row and cell; beside it git's own, by line."""
    lab = repository(bench, bench.data.lab(bench.sizes.runs), "history")
    row = bench.sizes.runs // 2
    change(lab / "runs.csv", row, lambda cells: cells[:4] + ["cancelled"] + cells[5:])

    def compare(files):
        with open(files["Plainlab"], newline="") as answer:
            told = [(line["table"], line["key"]) for line in csv.DictReader(answer)]
        return [] if set(told) == {("runs", str(row))} else [f"Plainlab tells of {told[:5]}"]

    return Job([
        Program("Plainlab", [bench.plainlab, "--data", lab, "diff", "--format", "csv"]),
        Program("git diff", ["git", "-C", lab, "--no-pager", "diff", "HEAD"]),
    ], compare)


def audit(bench: Bench):
    """A thousand commits, each of which gave one specimen of a small lab to another machine."""
    lab = repository(bench, bench.data.specimens(SPECIMENS), "audited")
    machines, choice = ["ARCH-1", "CHEM-1", "CHEM-2", "HEMA-1"], random.Random(1)
    for number in range(COMMITS):
        change(lab / "specimens.csv", choice.randrange(1, SPECIMENS),
               lambda cells: cells[:3] + [next(m for m in machines if m != cells[3])] + cells[4:])
        git(lab, "commit", "--quiet", "--all", "--message", f"change {number}")

    def compare(files):
        with open(files["Plainlab"], newline="") as answer:
            updates = sum(line["action"] == "update" for line in csv.DictReader(answer))
        return [] if updates == COMMITS else [f"Plainlab tells of {updates} changes, not {COMMITS}"]

    return Job([
        Program("Plainlab", [
            bench.plainlab, "--data", lab, "audit", "--table", "specimens", "--format", "csv"]),
        Program("git log -p", ["git", "-C", lab, "--no-pager", "log", "-p", "--", "specimens.csv"]),
    ], compare)


def repository(bench, folder, name):
    """A copy of a lab as a repository in which all is committed."""
    lab = copied(bench, folder, name)
    git(lab, "init", "--quiet", "--initial-branch", "main")
    git(lab, "config", "gc.auto", "0")
    git(lab, "add", "--all")
    git(lab, "commit", "--quiet", "--message", "the lab")
    return lab


def change(file, row, new):
    """Writes other cells into a row of a table without quotes around them."""
    with open(file) as lines:
        rows = lines.readlines()
    rows[row] = ",".join(new(rows[row].rstrip("\n").split(","))) + "\n"
    with open(file, "w") as lines:
        lines.writelines(rows)


def git(lab, *words):
    subprocess.run(["git", "-C", lab, *words], check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
