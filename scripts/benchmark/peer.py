"""One job done by one of the other programs: `peer.py PROGRAM JOB FOLDER`.

Each reads the CSV files with their types given, as a person who knows the program would have it, and
prints the answer: for `tat` a line an assay (assay, n, p50, p90, p99 in minutes), for `references` a
line a question and how many rows it finds.
"""

import sys

SPECIMENS = {
    "id": "BIGINT", "specimen_id": "VARCHAR", "assay": "VARCHAR", "machine_id": "VARCHAR",
    "operator_id": "VARCHAR", "status": "VARCHAR", "error_code": "VARCHAR",
    "received_at": "TIMESTAMP", "processed_at": "TIMESTAMP",
}
TABLES = {
    "procedures": {
        "id": "BIGINT", "name": "VARCHAR", "description": "VARCHAR", "created_at": "TIMESTAMP",
        "updated_at": "TIMESTAMP", "version": "INTEGER"},
    "steps": {
        "id": "BIGINT", "procedure_id": "BIGINT", "order": "INTEGER", "description": "VARCHAR",
        "estimated_duration": "INTEGER"},
    "runs": {
        "id": "BIGINT", "procedure_id": "BIGINT", "start_time": "TIMESTAMP",
        "end_time": "TIMESTAMP", "status": "VARCHAR", "notes": "VARCHAR",
        "procedure_version": "INTEGER", "user_id": "BIGINT"},
    "run_steps": {
        "id": "BIGINT", "run_id": "BIGINT", "step_id": "BIGINT", "completed": "BOOLEAN",
        "completed_at": "TIMESTAMP", "notes": "VARCHAR"},
}
REFERENCES = [
    ("steps", "procedure_id", "procedures"), ("runs", "procedure_id", "procedures"),
    ("run_steps", "run_id", "runs"), ("run_steps", "step_id", "steps"),
]


def show_tat(rows):
    for assay, n, *percentiles in sorted(rows):
        print(",".join([assay, str(n)] + [f"{p / 60:.6f}" for p in percentiles]))


# DuckDB: from the files themselves, on as many threads as there are processors.


def duckdb_source(folder, table, columns):
    given = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return f"read_csv('{folder}/{table}.csv', header = true, columns = {{{given}}})"


def duckdb_tat(folder):
    import duckdb

    show_tat(
        (assay, n, *percentiles) for assay, n, percentiles in duckdb.sql(f"""
            SELECT assay, count(*),
                   quantile_cont(epoch(processed_at) - epoch(received_at), [0.5, 0.9, 0.99])
            FROM {duckdb_source(folder, "specimens", SPECIMENS)}
            WHERE status = 'COMPLETED' GROUP BY assay""").fetchall())


def duckdb_references(folder):
    import duckdb

    for table, columns in TABLES.items():
        duckdb.sql(f"CREATE VIEW {table} AS FROM {duckdb_source(folder, table, columns)}")
    for table, column, target in REFERENCES:
        ((count,),) = duckdb.sql(
            f"SELECT count(*) FROM {table} ANTI JOIN {target} ON {table}.{column} = {target}.id"
        ).fetchall()
        print(f"{table}.{column},{count}")
    for table in TABLES:
        ((count,),) = duckdb.sql(
            f"SELECT count(*) - count(DISTINCT id) FROM {table}").fetchall()
        print(f"{table}.id,{count}")


def duckdb_load(folder):
    """Into tables with the constraints that Plainlab's schema has."""
    import duckdb

    for statement in f"""
        CREATE TABLE users (id BIGINT PRIMARY KEY);
        CREATE TABLE procedures (
          id BIGINT PRIMARY KEY, name VARCHAR NOT NULL, description VARCHAR,
          created_at TIMESTAMP NOT NULL, updated_at TIMESTAMP NOT NULL,
          version INTEGER NOT NULL CHECK (version >= 1));
        CREATE TABLE steps (
          id BIGINT PRIMARY KEY, procedure_id BIGINT NOT NULL REFERENCES procedures (id),
          "order" INTEGER, description VARCHAR NOT NULL, estimated_duration INTEGER,
          UNIQUE (procedure_id, "order"));
        CREATE TABLE runs (
          id BIGINT PRIMARY KEY, procedure_id BIGINT NOT NULL REFERENCES procedures (id),
          start_time TIMESTAMP NOT NULL, end_time TIMESTAMP,
          status VARCHAR NOT NULL CHECK (status IN ('in_progress', 'completed', 'cancelled')),
          notes VARCHAR, procedure_version INTEGER CHECK (procedure_version >= 1),
          user_id BIGINT REFERENCES users (id),
          CHECK ((end_time IS NULL) = (status = 'in_progress')), CHECK (end_time >= start_time));
        CREATE TABLE run_steps (
          id BIGINT PRIMARY KEY, run_id BIGINT NOT NULL REFERENCES runs (id),
          step_id BIGINT NOT NULL REFERENCES steps (id), completed BOOLEAN NOT NULL,
          completed_at TIMESTAMP, notes VARCHAR, UNIQUE (run_id, step_id),
          CHECK ((completed_at IS NOT NULL) = completed));
        INSERT INTO users SELECT id FROM read_csv('{folder}/users.csv')""".split(";"):
        duckdb.sql(statement)
    for table in TABLES:
        duckdb.sql(f"COPY {table} FROM '{folder}/{table}.csv' (HEADER)")


def duckdb_loadspecimens(folder):
    import duckdb

    duckdb.sql("""CREATE TABLE specimens (
        id BIGINT PRIMARY KEY, specimen_id VARCHAR NOT NULL UNIQUE, assay VARCHAR NOT NULL,
        machine_id VARCHAR NOT NULL, operator_id VARCHAR NOT NULL,
        status VARCHAR NOT NULL
          CHECK (status IN ('RECEIVED', 'IN_PROCESS', 'COMPLETED', 'ERROR')),
        error_code VARCHAR, received_at TIMESTAMP NOT NULL, processed_at TIMESTAMP,
        CHECK (processed_at >= received_at))""")
    duckdb.sql(f"COPY specimens FROM '{folder}/specimens.csv' (HEADER)")


# polars: lazily, and streaming.

POLARS = {
    "BIGINT": "Int64", "INTEGER": "Int64", "VARCHAR": "String", "TIMESTAMP": "String",
    "BOOLEAN": "String"}


def polars_scan(folder, table, columns):
    import polars as pl

    schema = {name: getattr(pl, POLARS[kind]) for name, kind in columns.items()}
    return pl.scan_csv(f"{folder}/{table}.csv", schema=schema)


def polars_tat(folder):
    import polars as pl

    def seconds(name):
        return pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="ms").dt.epoch("s")

    taken = seconds("processed_at") - seconds("received_at")
    shares = [pl.col("taken").quantile(p, "linear").alias(str(p)) for p in (0.5, 0.9, 0.99)]
    show_tat(
        polars_scan(folder, "specimens", SPECIMENS)
        .filter(pl.col("status") == "COMPLETED")
        .select("assay", taken.alias("taken"))
        .group_by("assay").agg(pl.len(), *shares)
        .collect(engine="streaming").rows())


def polars_references(folder):
    import polars as pl

    scans = {table: polars_scan(folder, table, columns) for table, columns in TABLES.items()}
    questions = [
        scans[table].join(scans[target], left_on=column, right_on="id", how="anti").select(pl.len())
        for table, column, target in REFERENCES
    ] + [scan.select(pl.len() - pl.col("id").n_unique()) for scan in scans.values()]
    names = [f"{table}.{column}" for table, column, _ in REFERENCES] + [f"{t}.id" for t in TABLES]
    for name, answer in zip(names, pl.collect_all(questions, engine="streaming")):
        print(f"{name},{answer.item()}")


# pandas: the columns that are needed, by pyarrow's parser.


def pandas_tat(folder):
    import pandas as pd

    rows = pd.read_csv(
        f"{folder}/specimens.csv", engine="pyarrow",
        usecols=["assay", "status", "received_at", "processed_at"],
        dtype={"assay": "category", "status": "category"})
    rows = rows[rows["status"] == "COMPLETED"]
    taken = (pd.to_datetime(rows["processed_at"]) - pd.to_datetime(rows["received_at"]))
    groups = taken.dt.total_seconds().groupby(rows["assay"], observed=True)
    shares = groups.quantile([0.5, 0.9, 0.99]).unstack()
    counts = groups.size()
    show_tat((assay, counts[assay], *shares.loc[assay]) for assay in shares.index)


def pandas_references(folder):
    import pandas as pd

    wanted = {
        table: ["id"] + [column for other, column, _ in REFERENCES if other == table]
        for table in TABLES}
    read = {
        table: pd.read_csv(f"{folder}/{table}.csv", engine="pyarrow", usecols=columns)
        for table, columns in wanted.items()}
    for table, column, target in REFERENCES:
        print(f"{table}.{column},{(~read[table][column].isin(read[target]['id'])).sum()}")
    for table in TABLES:
        print(f"{table}.id,{read[table]['id'].duplicated().sum()}")


if __name__ == "__main__":
    program, job, folder = sys.argv[1:]
    globals()[f"{program}_{job}"](folder)
