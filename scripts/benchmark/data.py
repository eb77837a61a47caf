"""The labs that are measured, made once and kept: the same bytes for the same recipe."""

import random
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

# Another number when what is made changes.
RECIPE = "3"


class Data:
    """Labs in a folder; each is made when it is first asked for."""

    def __init__(self, folder, plainlab):
        self.folder, self.plainlab = Path(folder), plainlab

    def _made(self, name, make):
        lab = self.folder / name
        stamp = lab / ".recipe"
        if not stamp.exists() or stamp.read_text() != RECIPE:
            print(f"making {name} …", flush=True)
            shutil.rmtree(lab, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            make(lab)
            stamp.write_text(RECIPE)
        return lab

    def _generate(self, lab, *words):
        subprocess.run(
            [self.plainlab, "generate", str(lab), "--runs", "0", "--requests", "0", *words],
            check=True, stdout=subprocess.DEVNULL)

    def specimens(self, count, days):
        """A lab with so many specimens, and without runs and requests."""
        return self._made(
            f"specimens-{count}",
            lambda lab: self._generate(lab, "--specimens", str(count), "--days", str(days)))

    def fresh(self, name, of):
        """A copy that is written to; made anew each time."""
        lab = self.folder / name
        shutil.rmtree(lab, ignore_errors=True)
        shutil.copytree(of, lab)
        return lab

    def runs(self, count):
        """A lab with so many runs of ten steps each, of a fiftieth as many procedures."""
        return self._made(f"runs-{count}", lambda lab: self._make_runs(lab, count))

    def faulty_runs(self, count):
        """The same, with three references to nothing and one id that comes twice."""
        def make(lab):
            self._make_runs(lab, count)
            replace(lab / "run_steps.csv", {7: (1, "900001"), 5 * count: (1, "900002")})
            replace(lab / "runs.csv", {count // 2: (1, "900003")})
            replace(lab / "run_steps.csv", {10 * count: (0, str(10 * count - 1))})

        return self._made(f"faulty-runs-{count}", make)

    def _make_runs(self, lab, count):
        self._generate(lab, "--specimens", "0")
        for name in ("run_events", "versions", "procedure_labels"):
            file = lab / f"{name}.csv"
            file.write_text(file.read_text().split("\n")[0] + "\n")
        chance = random.Random(7)
        procedures = max(1, count // 50)
        with open(lab / "procedures.csv", "w") as file:
            file.write("id,name,description,created_at,updated_at,version\n")
            for i in range(1, procedures + 1):
                file.write(
                    f'{i},Procedure {i},"Text, of {i}",2021-12-01T08:00:00Z,'
                    "2021-12-01T08:00:00Z,1\n")
        with open(lab / "steps.csv", "w") as file:
            file.write("id,procedure_id,order,description,estimated_duration\n")
            for i in range(procedures * 10):
                file.write(f"{i + 1},{i // 10 + 1},{i % 10 + 1},Do part {i % 10 + 1},{5 + i % 7}\n")
        with open(lab / "runs.csv", "w") as runs, open(lab / "run_steps.csv", "w") as steps:
            runs.write(
                "id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id\n")
            steps.write("id,run_id,step_id,completed,completed_at,notes\n")
            start = datetime(2022, 1, 1)
            for run in range(1, count + 1):
                procedure = chance.randint(1, procedures)
                start += timedelta(seconds=chance.randint(60, 240))
                end = instant(start + timedelta(minutes=40))
                runs.write(
                    f"{run},{procedure},{instant(start)},{end},completed,,1,{run % 10 + 1}\n")
                at = start
                for step in range(10):
                    at += timedelta(seconds=chance.randint(60, 230))
                    number = (run - 1) * 10 + step + 1
                    steps.write(
                        f"{number},{run},{procedure * 10 - 9 + step},true,{instant(at)},\n")


def instant(time):
    return (
        f"{time.year}-{time.month:02}-{time.day:02}T"
        f"{time.hour:02}:{time.minute:02}:{time.second:02}Z")


def replace(file, cells):
    """Writes other values into cells: by the row, from 1, the column, from 0, and the text."""
    lines = file.read_text().split("\n")
    for row, (column, text) in cells.items():
        parts = lines[row].split(",")
        parts[column] = text
        lines[row] = ",".join(parts)
    file.write_text("\n".join(lines))
