"""The data that is measured: synthetic labs, made once and kept in a folder."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
# Bytes on the disk, roughly, to see beforehand whether there is room.
SPECIMEN = 90
RUN = 600
# SQLite's table of specimens, with the keys that ours has.
SQLITE_TABLE = """CREATE TABLE specimens (
  id INTEGER PRIMARY KEY, specimen_id TEXT NOT NULL UNIQUE, assay TEXT NOT NULL, machine_id TEXT NOT NULL,
  operator_id TEXT NOT NULL, status TEXT NOT NULL, error_code TEXT, received_at TEXT NOT NULL,
  processed_at TEXT)"""


class NoRoom(Exception):
    """The disk is too small for what was asked; the message says by how much."""


class Data:
    """A folder of labs. One whose recipe has changed since it was made is made anew."""

    def __init__(self, folder, program, tell):
        self.folder, self.program, self.tell = folder, program, tell
        self.version = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=True).stdout.strip()

    def specimens(self, count):
        """Nothing but specimens: from a month of a small lab to ten years of a large one."""
        days = min(3650, max(30, count // 1400))
        words = ["--specimens", count, "--days", days, "--runs", 0, "--requests", 0]
        return self.made(f"specimens-{count}", count * SPECIMEN, [self.generate(*words)])

    def lab(self, runs):
        """Procedures and runs of them: ten steps a run, a procedure for every fifty runs."""
        empty = self.generate("--specimens", 0, "--procedures", 0, "--runs", 0, "--requests", 0)
        fill = [sys.executable, HERE / "make_lab.py", "FOLDER", runs]
        return self.made(f"lab-{runs}", runs * RUN, [empty, fill])

    def faulty(self, runs):
        """The same, with ids that are there twice and references that lead nowhere."""
        good = self.lab(runs)
        plant = [sys.executable, HERE / "plant.py", "FOLDER"]
        return self.made(
            f"lab-{runs}-faulty", runs * RUN, [["cp", "-R", good, "FOLDER"], plant], good)

    def database(self, count):
        """The specimens in a file of SQLite."""
        lab = self.specimens(count)
        load = ["sqlite3", "FOLDER/lab.db", SQLITE_TABLE,
                f".import --csv --skip 1 '{lab}/specimens.csv' specimens"]
        return self.made(
            f"specimens-{count}-sqlite", count * SPECIMEN * 2, [["mkdir", "FOLDER"], load], lab)

    def generate(self, *words):
        return [self.program, "generate", "FOLDER", *words]

    def made(self, name, size, steps, source=None):
        """The folder of that name, made by commands in which FOLDER stands for it, from another or none."""
        folder, stamp = self.folder / name, self.stamp(name)
        recipe = self.recipe(steps) + (self.stamp(source.name).read_text() if source else "")
        if folder.is_dir() and stamp.is_file() and stamp.read_text() == recipe:
            return folder
        stamp.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        self.need(size, name)
        self.tell(f"making {name}, about {max(1, size // 1_000_000):,} MB")
        for step in steps:
            words = [str(word).replace("FOLDER", str(folder)) for word in step]
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
        stamp.write_text(recipe)
        return folder

    def stamp(self, name):
        return self.folder / f"{name}.recipe"

    def recipe(self, steps):
        """Everything that the data follows from: the commands, Plainlab's version, scripts of ours."""
        lines = [self.version]
        for step in steps:
            lines.append(" ".join(str(word) for word in step[1:]))
            for word in step:
                if isinstance(word, Path) and word.suffix == ".py":
                    lines.append(hashlib.sha256(word.read_bytes()).hexdigest())
        return "\n".join(lines) + "\n"

    def need(self, size, name):
        free = shutil.disk_usage(self.folder).free
        if free < size * 1.1:
            raise NoRoom(
                f"{name} takes {size / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free in {self.folder}")
