"""Writes procedures, their steps, and runs of them into a lab that has none yet.

    make_lab.py FOLDER RUNS

Ten steps a procedure, fifty runs of each, ten run steps a run: 500000 runs give 10000 procedures,
100000 steps and 5000000 run steps. The same words give the same bytes; 'plainlab check' is silent
about them. Some runs are cancelled, the last ones are in progress, some cells are quoted.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

STEPS = 10
RUNS_OF_EACH = 50
FIRST_DAY = date(2022, 1, 1)
SECONDS_BETWEEN_RUNS = 230
NOTES = ("read twice", "second operator, see shift book", "lid was \"\"stiff\"\"", "slow")
CREATED = "2021-12-01T08:00:00Z"


def main(folder, run_count):
    dice = random.Random(8)
    procedures = max(1, run_count // RUNS_OF_EACH)
    users = people(folder)
    write_procedures(folder, procedures)
    with (
        open(folder / "runs.csv", "w", newline="") as runs,
        open(folder / "run_steps.csv", "w", newline="") as run_steps,
    ):
        runs.write("id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id\n")
        run_steps.write("id,run_id,step_id,completed,completed_at,notes\n")
        second = 0
        for run in range(1, run_count + 1):
            second += dice.randrange(2 * SECONDS_BETWEEN_RUNS)
            write_run(runs, run_steps, run, run > run_count - 100, second, dice, procedures, users)


def write_procedures(folder, count):
    with (
        open(folder / "procedures.csv", "w", newline="") as procedures,
        open(folder / "steps.csv", "w", newline="") as steps,
    ):
        procedures.write("id,name,description,created_at,updated_at,version\n")
        steps.write("id,procedure_id,order,description,estimated_duration\n")
        for procedure in range(1, count + 1):
            procedures.write(
                f'{procedure},Procedure {procedure},"What it is for, briefly.",{CREATED},{CREATED},1\n')
            for order in range(1, STEPS + 1):
                step = (procedure - 1) * STEPS + order
                steps.write(f"{step},{procedure},{order},Do part {order} of it,{3 + step % 9}\n")


def write_run(runs, run_steps, run, is_open, second, dice, procedures, users):
    """One run: done to its end mostly, cancelled half-way at times, half done where it is open."""
    procedure = dice.randrange(procedures)
    is_cancelled = not is_open and dice.random() < 0.03
    done = STEPS // 2 if is_open or is_cancelled else STEPS
    now = second
    for place in range(STEPS):
        number = (run - 1) * STEPS + place + 1
        step = procedure * STEPS + place + 1
        if place < done:
            now += 30 + int(dice.random() * 300)
            note = quoted(dice.choice(NOTES)) if dice.random() < 0.02 else ""
            run_steps.write(f"{number},{run},{step},true,{instant(now)},{note}\n")
        else:
            run_steps.write(f"{number},{run},{step},false,,\n")
    status = "in_progress" if is_open else "cancelled" if is_cancelled else "completed"
    end = "" if is_open else instant(now + 60)
    user = users[run % len(users)] if run % 10 else ""
    runs.write(f"{run},{procedure + 1},{instant(second)},{end},{status},,1,{user}\n")


def people(folder):
    lines = (folder / "users.csv").read_text().splitlines()[1:]
    return [line.split(",", 1)[0] for line in lines]


def quoted(text):
    return f'"{text}"' if "," in text or '"' in text else text


DAYS = [(FIRST_DAY + timedelta(days=day)).isoformat() for day in range(3650)]


def instant(second):
    day, rest = divmod(second, 86_400)
    return f"{DAYS[day]}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
