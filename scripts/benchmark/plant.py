"""Plants faults into a lab: in each table an id that is there already, and references to nothing.

    plant.py FOLDER

Every missing row is missed by one row only, so that a count of findings is a count of rows.
"""

import sys
from pathlib import Path

TIME = "2026-01-05T08:00:00Z"
NOWHERE = 900_000_000
# What is counted, and how often it is planted: ids that come twice, references that lead nowhere.
PLANTED = {
    "procedures.id": 1, "steps.id": 1, "runs.id": 1, "run_steps.id": 1,
    "steps.procedure_id": 2, "runs.procedure_id": 2, "runs.user_id": 2,
    "run_steps.run_id": 2, "run_steps.step_id": 2,
}


def main(folder):
    append(folder / "procedures.csv", lambda free: [f"1,Again,,{TIME},{TIME},1"])
    append(folder / "steps.csv", lambda free: [
        "1,1,,Again,",
        f"{free},{NOWHERE},,Of no procedure,",
        f"{free + 1},{NOWHERE + 1},,Of no procedure,"])
    append(folder / "runs.csv", lambda free: [
        f"1,1,{TIME},,in_progress,,1,",
        f"{free},{NOWHERE},{TIME},,in_progress,,1,",
        f"{free + 1},{NOWHERE + 1},{TIME},,in_progress,,1,",
        f"{free + 2},1,{TIME},,in_progress,,1,{NOWHERE}",
        f"{free + 3},1,{TIME},,in_progress,,1,{NOWHERE + 1}"])
    append(folder / "run_steps.csv", lambda free: [
        f"1,{last_id(folder / 'runs.csv')},1,false,,",
        f"{free},{NOWHERE},1,false,,",
        f"{free + 1},{NOWHERE + 1},1,false,,",
        f"{free + 2},1,{NOWHERE},false,,",
        f"{free + 3},1,{NOWHERE + 1},false,,"])


def append(file, rows):
    """Adds rows at the end of a table; they are told the first id that is free."""
    lines = rows(last_id(file) + 1)
    with open(file, "a", newline="") as out:
        out.writelines(line + "\n" for line in lines)


def last_id(file):
    with open(file, "rb") as table:
        table.seek(-min(1000, file.stat().st_size), 2)
        return int(table.read().splitlines()[-1].split(b",", 1)[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
