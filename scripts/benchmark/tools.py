"""The programs that Plainlab is compared with, as far as they are here or can be installed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from string import Template

from peers.columns import COLUMNS, in_duckdb

PEERS = Path(__file__).parent / "peers"
PACKAGES = ("duckdb", "duckdb-cli", "polars", "pandas", "pyarrow")
LOOK = """
import importlib.metadata, json, sys
found = {d.metadata['Name'].lower(): d.version for d in importlib.metadata.distributions()}
print(json.dumps({name: found[name] for name in sys.argv[1:] if name in found}))
"""


class Tools:
    """Which peers there are, their versions, and the words by which each is called.

    Packages from PyPI go to an environment of their own, and stay there for the next time.
    """

    def __init__(self, folder, work, threads, tell):
        self.work, self.threads, self.tell = work, threads, tell
        self.python = folder / "bin" / "python"
        self.versions = self.packages(folder)
        if shutil.which("sqlite3"):
            said = subprocess.run(["sqlite3", "--version"], capture_output=True, text=True).stdout
            self.versions["sqlite3"] = said.split()[0]
        for name in (*PACKAGES, "sqlite3"):
            if name not in self.versions:
                tell(f"skipped: {name} is not here and cannot be installed")

    def packages(self, folder):
        """The versions of the packages, installed first where they are missing."""
        if not self.python.exists():
            if subprocess.run([sys.executable, "-m", "venv", folder], stdout=2).returncode != 0:
                self.tell("skipped: this Python has no venv, so nothing is installed from PyPI")
                return {}
        found = self.installed()
        for name in PACKAGES:
            if name not in found:
                self.tell(f"installing {name}")
                subprocess.run(
                    [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                     "--retries", "1", name], stdout=2)
        return self.installed()

    def installed(self):
        said = subprocess.run(
            [self.python, "-c", LOOK, *PACKAGES], capture_output=True, text=True, check=True)
        return json.loads(said.stdout)

    def has(self, *names):
        return all(name in self.versions for name in names)

    def script(self, name, folder):
        """A script of SQL from `peers/`, about the lab in a folder."""
        readers = {table: in_duckdb(folder, table) for table in COLUMNS}
        text = Template((PEERS / name).read_text()).substitute(
            folder=folder, threads=self.threads, **readers)
        file = self.work / f"{Path(folder).name}-{name}"
        file.write_text(text)
        return file

    def duckdb(self, name, folder):
        return [self.python, PEERS / "duckdb_script.py", self.script(name, folder)]

    def duckdb_cli(self, name, folder):
        """The program itself, without the Python around it that the package begins it with."""
        [program] = self.python.parent.parent.glob("lib/python*/site-packages/duckdb_cli/duckdb")
        return [program, "-csv", "-f", self.script(name, folder)]

    def in_python(self, name, path):
        return [self.python, PEERS / name, path]

    def sqlite(self, name, folder):
        return ["sqlite3", ":memory:", f".read '{self.script(name, folder)}'"]
