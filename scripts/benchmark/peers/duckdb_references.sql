-- The columns that are needed are read once, into tables: views would read the files again and again.
SET threads = $threads;
SET preserve_insertion_order = false;
CREATE TEMP TABLE users AS SELECT id FROM $users;
CREATE TEMP TABLE procedures AS SELECT id FROM $procedures;
CREATE TEMP TABLE steps AS SELECT id, procedure_id FROM $steps;
CREATE TEMP TABLE runs AS SELECT id, procedure_id, user_id FROM $runs;
CREATE TEMP TABLE run_steps AS SELECT id, run_id, step_id FROM $run_steps;
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
  (SELECT count(*) FROM run_steps ANTI JOIN steps ON step_id = steps.id) AS "run_steps.step_id";
