"""Turnaround time: percentiles in DuckDB and pandas, Kaplan-Meier in lifelines and statsmodels."""

import numpy as np

COLUMNS = {"assay": "assay", "machine": "machine_id", "operator": "operator_id", "none": None}
PERCENTILES = (0.5, 0.9, 0.99)


def verify(lab, ledger):
    for by in COLUMNS:
        for method in ("r7", "nearest"):
            rows = lab.plainlab("metrics", "tat", "--by", by, "--method", method)
            label = "group" if by == "none" else by
            ours = {row[label]: row for row in rows}
            compare(ledger, f"tat by {by}, {method}", "DuckDB", ours, in_duckdb(lab, by, method))
            compare(ledger, f"tat by {by}, {method}", "pandas", ours, in_pandas(lab, by, method))


def compare(ledger, figure, tool, ours, theirs):
    ledger.same_keys(figure, tool, ours, theirs)
    for group in set(ours) & set(theirs):
        for column, value in theirs[group].items():
            ledger.compare(figure, tool, ours[group][column], value, f"{group} {column}")


def in_duckdb(lab, by, method):
    column = COLUMNS[by]
    quantile = "quantile_cont" if method == "r7" else "quantile_disc"
    group = column if column else "'all'"
    rows = lab.duckdb.execute(f"""
        SELECT {group} AS label, count(*) AS n,
          {", ".join(f"{quantile}(minutes, {p})" for p in PERCENTILES)},
          avg(minutes), min(minutes), max(minutes)
        FROM (SELECT *, epoch(processed_at - received_at) / 60.0::DOUBLE AS minutes FROM specimens
              WHERE status = 'COMPLETED' AND processed_at >= received_at)
        GROUP BY label""").fetchall()
    names = ("n", "p50_min", "p90_min", "p99_min", "mean_min", "min_min", "max_min")
    return {row[0]: dict(zip(names, row[1:])) for row in rows}


def in_pandas(lab, by, method):
    rows = lab.completed.assign(all="all", minutes=lab.completed["tat_s"] / 60)
    answer = {}
    interpolation = "linear" if method == "r7" else "inverted_cdf"
    for group, minutes in rows.groupby(COLUMNS[by] or "all")["minutes"]:
        at = np.quantile(minutes, PERCENTILES, method=interpolation)
        answer[group] = {
            "n": len(minutes), "p50_min": at[0], "p90_min": at[1], "p99_min": at[2],
            "mean_min": minutes.mean(), "min_min": minutes.min(), "max_min": minutes.max()}
    return answer


def durations(lab, as_of):
    """Minutes that each specimen has been, or was, on its way at a moment, and whether it arrived.

    A specimen that came later is not known yet; one processed later is still open; an error never
    gets a result, and is left out as in the other turnaround figures.
    """
    rows = lab.specimens
    rows = rows[(rows["received_at"] <= as_of) & (rows["status"] != "ERROR")]
    done = (rows["status"] == "COMPLETED") & (rows["processed_at"] <= as_of)
    ends = rows["processed_at"].where(done, as_of)
    minutes = (ends - rows["received_at"]).dt.total_seconds() / 60
    known = minutes >= 0
    return rows[known], minutes[known], done[known]


def kaplan_meier(minutes, done, percentiles=PERCENTILES):
    """Quantiles of the survival curve, as lifelines reads them: the first time with S(t) <= 1 - p."""
    from lifelines import KaplanMeierFitter
    curve = KaplanMeierFitter().fit(minutes, done)
    answer = []
    for p in percentiles:
        at = curve.percentile(1 - p)
        answer.append(None if np.isinf(at) else float(at))
    return answer


def kaplan_meier_statsmodels(minutes, done, percentiles=PERCENTILES):
    from statsmodels.duration.survfunc import SurvfuncRight
    curve = SurvfuncRight(minutes.to_numpy(), done.to_numpy().astype(int))
    answer = []
    for p in percentiles:
        reached = np.flatnonzero(curve.surv_prob <= 1 - p + 1e-12)
        answer.append(float(curve.surv_times[reached[0]]) if len(reached) else None)
    return answer
