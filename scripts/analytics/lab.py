"""The tables of a lab, read by pandas and DuckDB from its CSV files, and what Plainlab says of them."""

import json
import subprocess
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import duckdb
import pandas as pd


class Refused(Exception):
    """Plainlab ended with another exit status than 0; the message is what it said."""


class Lab:
    """One lab: its folder, the moment at which it is looked at, and the program that is verified."""

    def __init__(self, name, folder, program, as_of):
        self.name, self.folder, self.program = name, Path(folder), program
        self.as_of = pd.Timestamp(as_of)

    def plainlab(self, *words):
        """The rows that a command answers with `--format json`; decimals keep their digits."""
        done = subprocess.run(
            [self.program, "--data", str(self.folder), *words, "--format", "json"],
            capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise Refused(f"exit {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout, parse_float=Decimal)

    def has(self, table):
        """Whether the table has any row."""
        return (self.folder / f"{table}.csv").exists() and len(self.table(table)) > 0

    def table(self, name):
        """A table with every cell as text, empty cells as empty text, as they stand in the file."""
        if name not in self._tables:
            self._tables[name] = pd.read_csv(
                self.folder / f"{name}.csv", dtype=str, keep_default_na=False)
        return self._tables[name]

    @cached_property
    def _tables(self):
        return {}

    def settings(self):
        if not (self.folder / "settings.csv").exists():
            return {}
        return dict(zip(self.table("settings")["key"], self.table("settings")["value"]))

    @cached_property
    def specimens(self):
        """Specimens with times as instants and `tat_s`, seconds from reception to result."""
        rows = self.table("specimens").copy()
        rows["received_at"] = instants(rows["received_at"])
        rows["processed_at"] = instants(rows["processed_at"])
        rows["tat_s"] = (rows["processed_at"] - rows["received_at"]).dt.total_seconds()
        return rows

    @cached_property
    def completed(self):
        """Specimens that turnaround counts: completed, and processed when or after they came."""
        rows = self.specimens
        return rows[(rows["status"] == "COMPLETED") & (rows["tat_s"] >= 0)]

    @cached_property
    def duckdb(self):
        """A connection that sees the CSV files as views, with text as text and times as instants."""
        base = duckdb.connect()
        base.execute("SET TimeZone='UTC'")
        base.execute(f"""
            CREATE VIEW specimens AS
            SELECT * REPLACE (
              CAST(received_at AS TIMESTAMPTZ) AS received_at,
              CAST(NULLIF(processed_at, '') AS TIMESTAMPTZ) AS processed_at)
            FROM read_csv('{self.folder}/specimens.csv', all_varchar = true, header = true)""")
        return base


def instants(texts):
    return pd.to_datetime(texts.replace("", None), utc=True, format="ISO8601")
