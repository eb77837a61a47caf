-- What duckdb_load_lab.sql refuses by keys is counted by queries here, for DuckDB builds an index for
-- every key. Types, required cells and rules are those of the tables there.
SET threads = $threads;
SET preserve_insertion_order = false;
CREATE TYPE run_status AS ENUM ('in_progress', 'completed', 'cancelled');
CREATE TABLE procedures (
  id BIGINT NOT NULL,
  name VARCHAR NOT NULL,
  description VARCHAR,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL CHECK (created_at <= updated_at),
  version BIGINT NOT NULL CHECK (version >= 1));
CREATE TABLE steps (
  id BIGINT NOT NULL,
  procedure_id BIGINT NOT NULL,
  "order" BIGINT CHECK ("order" >= 1),
  description VARCHAR NOT NULL,
  estimated_duration BIGINT CHECK (estimated_duration BETWEEN 0 AND 525600));
CREATE TABLE runs (
  id BIGINT NOT NULL,
  procedure_id BIGINT NOT NULL,
  start_time TIMESTAMP NOT NULL,
  end_time TIMESTAMP CHECK (start_time <= end_time),
  status run_status NOT NULL,
  notes VARCHAR,
  procedure_version BIGINT CHECK (procedure_version >= 1),
  user_id BIGINT,
  CHECK ((end_time IS NOT NULL) = (status <> 'in_progress')));
CREATE TABLE run_steps (
  id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  step_id BIGINT NOT NULL,
  completed BOOLEAN NOT NULL,
  completed_at TIMESTAMP,
  notes VARCHAR,
  CHECK ((completed_at IS NOT NULL) = completed));
CREATE TABLE users AS FROM $users;
COPY procedures FROM '$folder/procedures.csv' (HEADER, AUTO_DETECT false);
COPY steps FROM '$folder/steps.csv' (HEADER, AUTO_DETECT false);
COPY runs FROM '$folder/runs.csv' (HEADER, AUTO_DETECT false);
COPY run_steps FROM '$folder/run_steps.csv' (HEADER, AUTO_DETECT false);
SELECT
  (SELECT count(*) - count(DISTINCT id) FROM procedures) AS "procedures.id",
  (SELECT count(*) - count(DISTINCT id) FROM steps) AS "steps.id",
  (SELECT count(*) - count(DISTINCT id) FROM runs) AS "runs.id",
  (SELECT count(*) - count(DISTINCT id) FROM run_steps) AS "run_steps.id",
  (SELECT count(*) FROM steps ANTI JOIN procedures ON procedure_id = procedures.id)
    AS "steps.procedure_id",
  (SELECT count(*) FROM runs ANTI JOIN procedures ON procedure_id = procedures.id)
    AS "runs.procedure_id",
  (SELECT count(*) FROM runs ANTI JOIN users ON user_id = users.id WHERE user_id IS NOT NULL)
    AS "runs.user_id",
  (SELECT count(*) FROM run_steps ANTI JOIN runs ON run_id = runs.id) AS "run_steps.run_id",
  (SELECT count(*) FROM run_steps ANTI JOIN steps ON step_id = steps.id) AS "run_steps.step_id",
  (SELECT count(*) - count(DISTINCT (procedure_id, "order")) FROM steps WHERE "order" IS NOT NULL)
    AS "steps.order",
  (SELECT count(*) - count(DISTINCT (run_id, step_id)) FROM run_steps) AS "run_steps.pair";
