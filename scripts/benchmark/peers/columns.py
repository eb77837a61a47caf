"""The columns of the lab's tables and their types, as every peer is told them."""

WHOLE, REAL, TEXT, TIME, TRUTH = "BIGINT", "DOUBLE", "VARCHAR", "TIMESTAMP", "BOOLEAN"

COLUMNS = {
    "specimens": {
        "id": WHOLE, "specimen_id": TEXT, "assay": TEXT, "machine_id": TEXT, "operator_id": TEXT,
        "status": TEXT, "error_code": TEXT, "received_at": TIME, "processed_at": TIME},
    "procedures": {
        "id": WHOLE, "name": TEXT, "description": TEXT, "created_at": TIME, "updated_at": TIME,
        "version": WHOLE},
    "steps": {
        "id": WHOLE, "procedure_id": WHOLE, "order": WHOLE, "description": TEXT,
        "estimated_duration": WHOLE},
    "runs": {
        "id": WHOLE, "procedure_id": WHOLE, "start_time": TIME, "end_time": TIME, "status": TEXT,
        "notes": TEXT, "procedure_version": WHOLE, "user_id": WHOLE},
    "run_steps": {
        "id": WHOLE, "run_id": WHOLE, "step_id": WHOLE, "completed": TRUTH, "completed_at": TIME,
        "notes": TEXT},
    "users": {
        "id": WHOLE, "code": TEXT, "username": TEXT, "full_name": TEXT, "email": TEXT,
        "is_active": TRUTH, "date_joined": TIME, "role": TEXT, "department": TEXT,
        "supervisor_id": WHOLE, "access_expires_at": TIME},
}

# What refers to what, and the tables whose ids are looked at.
REFERENCES = (
    ("steps", "procedure_id", "procedures"),
    ("runs", "procedure_id", "procedures"),
    ("runs", "user_id", "users"),
    ("run_steps", "run_id", "runs"),
    ("run_steps", "step_id", "steps"),
)
TABLES_WITH_IDS = ("procedures", "steps", "runs", "run_steps")


def used(table):
    """The columns that the references of a table need."""
    return ["id", *(column for name, column, _ in REFERENCES if name == table)]


def in_duckdb(folder, table):
    """What DuckDB reads a table with: all is told, so that it need not look at the file first."""
    types = ", ".join(f"'{column}': '{kind}'" for column, kind in COLUMNS[table].items())
    return (f"read_csv('{folder}/{table}.csv', header = true, auto_detect = false, delim = ',', "
            f"quote = '\"', escape = '\"', columns = {{{types}}})")
