-- The lab in tables that refuse what 'plainlab check' would name. Of a person's supervisor only the
-- type is checked: DuckDB cannot load rows that refer to rows of the same statement.
SET threads = $threads;
SET preserve_insertion_order = false;
CREATE TYPE role AS ENUM ('admin', 'engineer', 'operator', 'viewer');
CREATE TYPE run_status AS ENUM ('in_progress', 'completed', 'cancelled');
CREATE TABLE users (
  id BIGINT PRIMARY KEY,
  code VARCHAR NOT NULL UNIQUE CHECK (length(code) <= 10),
  username VARCHAR NOT NULL UNIQUE,
  full_name VARCHAR NOT NULL,
  email VARCHAR,
  is_active BOOLEAN NOT NULL,
  date_joined TIMESTAMP,
  role role NOT NULL,
  department VARCHAR,
  supervisor_id BIGINT CHECK (supervisor_id <> id),
  access_expires_at TIMESTAMP CHECK (date_joined <= access_expires_at));
CREATE TABLE procedures (
  id BIGINT PRIMARY KEY,
  name VARCHAR NOT NULL,
  description VARCHAR,
  created_at TIMESTAMP NOT NULL,
  updated_at TIMESTAMP NOT NULL CHECK (created_at <= updated_at),
  version BIGINT NOT NULL CHECK (version >= 1));
CREATE TABLE steps (
  id BIGINT PRIMARY KEY,
  procedure_id BIGINT NOT NULL REFERENCES procedures (id),
  "order" BIGINT CHECK ("order" >= 1),
  description VARCHAR NOT NULL,
  estimated_duration BIGINT CHECK (estimated_duration BETWEEN 0 AND 525600),
  UNIQUE (procedure_id, "order"));
CREATE TABLE runs (
  id BIGINT PRIMARY KEY,
  procedure_id BIGINT NOT NULL REFERENCES procedures (id),
  start_time TIMESTAMP NOT NULL,
  end_time TIMESTAMP CHECK (start_time <= end_time),
  status run_status NOT NULL,
  notes VARCHAR,
  procedure_version BIGINT CHECK (procedure_version >= 1),
  user_id BIGINT REFERENCES users (id),
  CHECK ((end_time IS NOT NULL) = (status <> 'in_progress')));
CREATE TABLE run_steps (
  id BIGINT PRIMARY KEY,
  run_id BIGINT NOT NULL REFERENCES runs (id),
  step_id BIGINT NOT NULL REFERENCES steps (id),
  completed BOOLEAN NOT NULL,
  completed_at TIMESTAMP,
  notes VARCHAR,
  UNIQUE (run_id, step_id),
  CHECK ((completed_at IS NOT NULL) = completed));
COPY users FROM '$folder/users.csv' (HEADER, AUTO_DETECT false);
COPY procedures FROM '$folder/procedures.csv' (HEADER, AUTO_DETECT false);
COPY steps FROM '$folder/steps.csv' (HEADER, AUTO_DETECT false);
COPY runs FROM '$folder/runs.csv' (HEADER, AUTO_DETECT false);
COPY run_steps FROM '$folder/run_steps.csv' (HEADER, AUTO_DETECT false);
SELECT
  (SELECT count(*) FROM procedures) AS procedures,
  (SELECT count(*) FROM steps) AS steps,
  (SELECT count(*) FROM runs) AS runs,
  (SELECT count(*) FROM run_steps) AS run_steps;
