CREATE TABLE specimens (
  id INTEGER, specimen_id TEXT, assay TEXT, machine_id TEXT, operator_id TEXT, status TEXT,
  error_code TEXT, received_at TEXT, processed_at TEXT);
.import --csv --skip 1 '$folder/specimens.csv' specimens
.mode csv
.headers on
WITH
  times AS (
    SELECT assay, unixepoch(processed_at) - unixepoch(received_at) AS seconds
    FROM specimens WHERE status = 'COMPLETED'),
  ranks AS (
    SELECT assay, seconds,
      row_number() OVER assays - 1 AS place,
      lead(seconds, 1, seconds) OVER assays AS next,
      count(*) OVER (PARTITION BY assay) AS n
    FROM times WHERE seconds >= 0
    WINDOW assays AS (PARTITION BY assay ORDER BY seconds))
SELECT assay, n,
  max(iif(place = CAST(0.50 * (n - 1) AS INT), seconds + (0.50 * (n - 1) - place) * (next - seconds), 0))
    / 60.0 AS p50_min,
  max(iif(place = CAST(0.90 * (n - 1) AS INT), seconds + (0.90 * (n - 1) - place) * (next - seconds), 0))
    / 60.0 AS p90_min,
  max(iif(place = CAST(0.99 * (n - 1) AS INT), seconds + (0.99 * (n - 1) - place) * (next - seconds), 0))
    / 60.0 AS p99_min
FROM ranks GROUP BY assay ORDER BY assay;
