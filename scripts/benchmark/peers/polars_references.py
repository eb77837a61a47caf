"""Ids that come twice and references that lead nowhere, in polars: polars_references.py FOLDER"""

import sys

import polars as pl
from columns import COLUMNS, REFERENCES, TABLES_WITH_IDS, used

TYPES = {"BIGINT": pl.Int64}
tables = {
    name: pl.scan_csv(
        f"{sys.argv[1]}/{name}.csv",
        schema={column: TYPES.get(kind, pl.String) for column, kind in COLUMNS[name].items()},
    ).select(used(name))
    for name in (*TABLES_WITH_IDS, "users")}
# Each file is read once.
tables = {name: rows.lazy() for name, rows in zip(tables, pl.collect_all(tables.values()))}

counts = [
    tables[name].select(pl.lit(f"{name}.id").alias("what"), (pl.len() - pl.col("id").n_unique()).alias("n"))
    for name in TABLES_WITH_IDS]
counts += [
    tables[name].drop_nulls(column)
    .join(tables[target].select("id"), left_on=column, right_on="id", how="anti")
    .select(pl.lit(f"{name}.{column}").alias("what"), pl.len().alias("n"))
    for name, column, target in REFERENCES]
answer = [frame.row(0) for frame in pl.collect_all(counts)]
print(",".join(what for what, _ in answer))
print(",".join(str(n) for _, n in answer))
