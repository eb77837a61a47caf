SET threads = $threads;
SELECT assay, n, q[1] / 60 AS p50_min, q[2] / 60 AS p90_min, q[3] / 60 AS p99_min
FROM (
  SELECT assay, count(*) AS n,
    quantile_cont(date_diff('second', received_at, processed_at), [0.5, 0.9, 0.99]) AS q
  FROM $specimens
  WHERE status = 'COMPLETED' AND processed_at >= received_at
  GROUP BY assay)
ORDER BY assay;
