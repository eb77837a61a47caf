CREATE TABLE users (id INTEGER, code, username, full_name, email, is_active, date_joined, role,
  department, supervisor_id, access_expires_at);
CREATE TABLE procedures (id INTEGER, name, description, created_at, updated_at, version);
CREATE TABLE steps (id INTEGER, procedure_id INTEGER, "order", description, estimated_duration);
CREATE TABLE runs (id INTEGER, procedure_id INTEGER, start_time, end_time, status, notes,
  procedure_version, user_id INTEGER);
CREATE TABLE run_steps (id INTEGER, run_id INTEGER, step_id INTEGER, completed, completed_at, notes);
.import --csv --skip 1 '$folder/users.csv' users
.import --csv --skip 1 '$folder/procedures.csv' procedures
.import --csv --skip 1 '$folder/steps.csv' steps
.import --csv --skip 1 '$folder/runs.csv' runs
.import --csv --skip 1 '$folder/run_steps.csv' run_steps
.mode csv
.headers on
SELECT
  (SELECT count(*) - count(DISTINCT id) FROM procedures) AS "procedures.id",
  (SELECT count(*) - count(DISTINCT id) FROM steps) AS "steps.id",
  (SELECT count(*) - count(DISTINCT id) FROM runs) AS "runs.id",
  (SELECT count(*) - count(DISTINCT id) FROM run_steps) AS "run_steps.id",
  (SELECT count(*) FROM steps WHERE procedure_id NOT IN (SELECT id FROM procedures))
    AS "steps.procedure_id",
  (SELECT count(*) FROM runs WHERE procedure_id NOT IN (SELECT id FROM procedures))
    AS "runs.procedure_id",
  (SELECT count(*) FROM runs WHERE user_id <> '' AND user_id NOT IN (SELECT id FROM users))
    AS "runs.user_id",
  (SELECT count(*) FROM run_steps WHERE run_id NOT IN (SELECT id FROM runs)) AS "run_steps.run_id",
  (SELECT count(*) FROM run_steps WHERE step_id NOT IN (SELECT id FROM steps)) AS "run_steps.step_id";
