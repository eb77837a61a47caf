"""Runs a file of SQL in DuckDB and writes what the last statement answers as CSV."""

import csv
import sys

import duckdb

answer = duckdb.connect().execute(open(sys.argv[1]).read())
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(column[0] for column in answer.description)
out.writerows(answer.fetchall())
