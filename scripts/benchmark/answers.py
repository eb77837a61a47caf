"""Whether all programs gave the same answer; each function names the differences, in words."""

import csv
import json
from collections import Counter

PERCENTILES = ("p50_min", "p90_min", "p99_min")
# Plainlab prints minutes with one decimal: the others' must round to it.
HALF_OF_A_DIGIT = 0.05 + 1e-6
KINDS = ("foreign-key", "primary-key")


def turnaround(answers):
    """Compares counts and percentiles by assay with Plainlab's."""
    ours, *others = answers.items()
    return [difference for other in others for difference in unlike(by_assay(ours[1]), other)]


def unlike(ours, other):
    name, theirs = other[0], by_assay(other[1])
    if ours.keys() != theirs.keys():
        yield f"{name} has the assays {', '.join(theirs)}, Plainlab {', '.join(ours)}"
    for assay in ours.keys() & theirs.keys():
        mine, its = ours[assay], theirs[assay]
        if int(mine["n"]) != int(its["n"]):
            yield f"{name} counts {its['n']} of {assay}, Plainlab {mine['n']}"
        for column in PERCENTILES:
            if abs(float(mine[column]) - float(its[column])) > HALF_OF_A_DIGIT:
                yield f"{name} has {its[column]} as {column} of {assay}, Plainlab {mine[column]}"


def by_assay(file):
    with open(file, newline="") as rows:
        return {row["assay"]: row for row in csv.DictReader(rows)}


def counts(file):
    """What a program counted of what; columns of nothing are left out, as Plainlab is silent then."""
    with open(file, newline="") as rows:
        [row] = csv.DictReader(rows)
    return {what: int(count) for what, count in row.items() if int(count)}


def findings(file):
    """Plainlab's findings about keys and references, counted by the column they are in."""
    with open(file) as lines:
        all = [json.loads(line) for line in lines]
    return dict(Counter(f"{one['table']}.{one['field']}" for one in all if one["code"] in KINDS))


def same(expected, answers):
    """Compares each program's counts with those that were planted."""
    return [f"{name} counts {some}, where {expected} is right"
            for name, some in answers.items() if some != expected]
