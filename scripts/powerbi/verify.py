"""Compares the files of 'plainlab export powerbi' with the model beside them, and with the lab.

verify.py PLAINLAB LAB OUT: exit 1 where anything differs.
"""

import csv
import glob
import json
import os
import re
import subprocess
import sys

import duckdb

plainlab, lab, out = sys.argv[1:]
database = duckdb.connect()
faults = []
compared = 0
csv.field_size_limit(1 << 30)


def equal(what, ours, theirs, tolerance=0.0):
    global compared
    compared += 1
    if ours is None or theirs is None:
        same = ours is theirs
    elif tolerance:
        same = abs(float(ours) - float(theirs)) <= tolerance
    else:
        same = ours == theirs
    if not same:
        faults.append(f"{what}: {ours!r}, and elsewhere {theirs!r}")


def files(folder, table):
    """The files of a table: its own, and its parts."""
    own = os.path.join(folder, table + ".csv")
    return ([own] if os.path.exists(own) else []) + sorted(
        glob.glob(os.path.join(folder, table, "*.csv"))
    )


# The model and the files.
with open(os.path.join(out, "Lab.SemanticModel", "model.bim"), encoding="utf-8") as file:
    model = json.load(file)["model"]
data = os.path.join(out, "data")
tables = {}
for table in model["tables"]:
    name, columns = table["name"], [column["name"] for column in table["columns"]]
    rows = []
    paths = files(data, name)
    if not paths:
        faults.append(f"{name} has no file")
    for path in paths:
        with open(path, "rb") as file:
            equal(f"byte order mark of {path}", file.read(3), b"\xef\xbb\xbf")
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            equal(f"header of {path}", next(reader), columns)
            rows += [dict(zip(columns, row, strict=True)) for row in reader]
    tables[name] = rows
    types = {column["name"]: column["dataType"] for column in table["columns"]}
    forms = {
        "int64": r"-?\d+",
        "double": r"-?\d+(\.\d+)?",
        "boolean": "true|false",
        "dateTime": r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?",
        "string": r"(?![=+\-@\t\r]).*",
    }
    for row in rows:
        for column, cell in row.items():
            if cell and not re.fullmatch(forms[types[column]], cell, re.DOTALL):
                faults.append(f"{name}.{column}: {cell!r} is no {types[column]}")
    # Whatever M reads is a column that there is.
    source = "\n".join(table["partitions"][0]["source"]["expression"])
    typed = re.findall(r'\{"([a-z_]+)", (?:type [a-z]+|Int64\.Type)\}', source)
    equal(f"columns that M gives a type, of {name}", typed, columns)
written = {os.path.relpath(p, data).split(os.sep)[0].removesuffix(".csv")
           for p in glob.glob(os.path.join(data, "**", "*.csv"), recursive=True)}
equal("tables of the model and of the files", written, set(tables))

for relationship in model["relationships"]:
    many = [row[relationship["fromColumn"]] for row in tables[relationship["fromTable"]]]
    one = [row[relationship["toColumn"]] for row in tables[relationship["toTable"]]]
    name = f"{relationship['fromTable']}[{relationship['fromColumn']}]"
    equal(f"{relationship['toTable']}: keys that come twice", len(set(one)), len(one))
    strangers = set(many) - set(one)
    # Of a fact without a day the key is empty: a table of days has no unknown member.
    equal(f"{name}: keys of nobody", strangers - {""}, set())
    if relationship["toTable"] != "dim_date":
        equal(f"{name}: empty keys", "" in strangers, False)
        equal(f"{relationship['toTable']}: dense", sorted(map(int, one)), list(range(len(one))))

days = [row["date"] for row in tables["dim_date"]]
if days:
    first, last, count = database.execute(
        f"SELECT min(d), max(d), count(DISTINCT d) FROM (SELECT unnest({days})::DATE AS d)"
    ).fetchone()
    equal("days, each once and without a gap", count, (last - first).days + 1)
    equal("rows of days", len(days), count)
    equal("first day of a year", (first.month, first.day), (1, 1))
    equal("last day of a year", (last.month, last.day), (12, 31))


# DuckDB and the lab's own files.
def view(name, paths):
    database.execute(
        f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_csv({paths}, header = true, "
        "all_varchar = true, strict_mode = true, quote = '\"', escape = '\"', delim = ',')"
    )


def one(query):
    return database.execute(query).fetchone()


def metrics(*words):
    command = [plainlab, "--data", lab, "metrics", *words, "--format", "json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout or "[]")


for table in model["tables"]:
    name = table["name"]
    view(name, files(data, name))
    equal(f"rows of {name} in DuckDB", one(f"SELECT count(*) FROM {name}")[0], len(tables[name]))
    source = name.removeprefix("fact_")
    if source != name and files(lab, source):
        view(f"lab_{source}", files(lab, source))
        equal(f"rows of {source}", one(f"SELECT count(*) FROM lab_{source}")[0], len(tables[name]))
        ids = "SELECT sum(id::BIGINT), count(DISTINCT id) FROM "
        equal(f"ids of {source}", one(ids + f"lab_{source}"), one(ids + name))

if tables["fact_specimens"]:
    minutes = (
        "SELECT count(m), sum(m), quantile_cont(m, 0.5), quantile_cont(m, 0.9), "
        "quantile_cont(m, 0.99), avg(m) FROM "
    )
    ours = one(
        minutes + "(SELECT turnaround_minutes::DOUBLE AS m FROM fact_specimens WHERE "
        "turnaround_minutes IS NOT NULL)"
    )
    theirs = one(
        minutes + "(SELECT epoch(processed_at::TIMESTAMPTZ - received_at::TIMESTAMPTZ) / 60 AS m "
        "FROM lab_specimens WHERE status = 'COMPLETED' AND processed_at >= received_at)"
    )
    names = ("n", "sum", "P50", "P90", "P99", "mean")
    for name, a, b in zip(names, ours, theirs):
        equal(f"turnaround, {name}, with the lab's files", a, b, 1e-6 * max(1, ours[0]))
    rows = metrics("tat", "--by", "none", "--percentiles", "50,90,99")
    for row in rows:
        equal("n of metrics tat", ours[0], row["n"])
        for name, value in (("p50_min", ours[2]), ("p90_min", ours[3]), ("p99_min", ours[4]),
                            ("mean_min", ours[5])):
            equal(f"{name} of metrics tat", value, row[name], 0.0500001)
    for row in metrics("tat"):
        n, p90 = one(
            "SELECT count(*), quantile_cont(turnaround_minutes::DOUBLE, 0.9) FROM fact_specimens "
            "JOIN dim_assay USING (assay_key) WHERE turnaround_minutes IS NOT NULL AND "
            f"assay_code = '{row['assay']}'"
        )
        if n:
            equal(f"n of {row['assay']}", n, row["n"])
            equal(f"P90 of {row['assay']}", p90, row["p90_min"], 0.0500001)
    for row in metrics("errors", "--by", "none"):
        errors, completed = one(
            "SELECT count(*) FILTER (is_error = 'true'), count(*) FILTER (status = 'COMPLETED') "
            "FROM fact_specimens"
        )
        equal("errors of metrics errors", errors, row["errors"])
        equal("completed of metrics errors", completed, row["completed"])
    for row in metrics("throughput", "--grain", "month"):
        equal(
            f"completed in {row['month']}",
            one(
                "SELECT count(*) FROM fact_specimens JOIN dim_date ON date_key = "
                "processed_date_key WHERE status = 'COMPLETED' AND "
                f"year_month = '{row['month']}'"
            )[0],
            row["completed"],
        )
    promises = metrics("sla")
    for state in ("within", "closed_breached", "open_breached", "at_risk", "open_in_time"):
        equal(
            f"{state} of metrics sla",
            one(f"SELECT count(*) FROM fact_specimens WHERE sla_state = '{state}'")[0],
            sum(row[state] for row in promises),
        )

if tables["fact_runs"]:
    runs = metrics("completion")
    for column, of in (("completed", "completed"), ("cancelled", "cancelled"), ("open", "open")):
        equal(
            f"{column} of metrics completion",
            one(f"SELECT count(*) FROM fact_runs WHERE is_{column} = 'true'")[0],
            sum(row[of] for row in runs),
        )
    equal(
        "steps that are done",
        one("SELECT count(*) FROM fact_run_steps WHERE is_completed = 'true'")[0],
        one("SELECT count(*) FROM lab_run_steps WHERE completed = 'true'")[0],
    )

for fault in faults[:20]:
    print("DIFFERS:", fault)
rows = sum(map(len, tables.values()))
print(f"files: {len(tables)} tables, {rows} rows, {compared} comparisons, {len(faults)} differ")
sys.exit(1 if faults else 0)
