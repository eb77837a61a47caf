"""Turnaround time: percentiles in DuckDB and pandas, Kaplan-Meier in lifelines and statsmodels."""

import numpy as np
import pandas as pd

COLUMNS = {"assay": "assay", "machine": "machine_id", "operator": "operator_id", "none": None}
PERCENTILES = (0.5, 0.9, 0.99)


def verify(lab, ledger):
    for by in COLUMNS:
        for method in ("r7", "nearest"):
            check(lab, ledger, by, method, PERCENTILES)
    check(lab, ledger, "none", "r7", (0, 0.001, 0.25, 0.333, 0.75, 0.95, 0.999, 1))
    check(lab, ledger, "none", "nearest", (0.001, 0.25, 0.333, 0.75, 0.95, 0.999, 1))
    # Periods from midnight to midnight of a clock, which was put back or forward in some of them.
    days = ("2020-05-25", "2020-06-08") if lab.name == "covid" else ("2026-10-25", "2026-11-02")
    for zone in ("Europe/Berlin", "America/New_York", "UTC"):
        check(lab, ledger, "assay", "r7", PERCENTILES, days, zone)
    days = ("2020-03-08", "2020-03-30") if lab.name == "covid" else ("2026-11-13", "2026-11-20")
    for zone in ("Europe/Berlin", "America/New_York"):
        check(lab, ledger, "machine", "r7", PERCENTILES, days, zone)


def check(lab, ledger, by, method, percentiles, days=None, zone=None):
    words = ["--by", by, "--method", method, "--percentiles", ",".join(names(percentiles))]
    figure = f"tat by {by}, {method}"
    since = until = None
    if days:
        words += ["--since", days[0], "--until", days[1], "--time-zone", zone]
        figure += f", days of {zone}"
        since, until = (pd.Timestamp(day).tz_localize(zone) for day in days)
    rows = lab.plainlab("metrics", "tat", *words)
    ours = {row["group" if by == "none" else by]: row for row in rows}
    for tool, compute in (("DuckDB", in_duckdb), ("pandas, numpy", in_pandas)):
        theirs = compute(lab, by, method, percentiles, since, until)
        ledger.rows(figure, tool, ours, theirs)


def names(percentiles):
    return [f"{100 * p:.6f}".rstrip("0").rstrip(".") for p in percentiles]


def columns(percentiles):
    percent = [f"p{name.replace('.', '_')}_min" for name in names(percentiles)]
    return ["n", *percent, "mean_min", "min_min", "max_min"]


def in_duckdb(lab, by, method, percentiles, since, until):
    column = COLUMNS[by] or "'all'"
    quantile = "quantile_cont" if method == "r7" else "quantile_disc"
    period = "true"
    if since is not None:
        period = (f"processed_at >= TIMESTAMPTZ '{since.isoformat()}' "
                  f"AND processed_at < TIMESTAMPTZ '{until.isoformat()}'")
    rows = lab.duckdb.execute(f"""
        SELECT {column} AS label, count(*) AS n,
          {", ".join(f"{quantile}(minutes, {p})" for p in percentiles)},
          avg(minutes), min(minutes), max(minutes)
        FROM (SELECT *, epoch(processed_at - received_at) / 60.0::DOUBLE AS minutes FROM specimens
              WHERE status = 'COMPLETED' AND processed_at >= received_at AND {period})
        GROUP BY label""").fetchall()
    return {row[0]: dict(zip(columns(percentiles), row[1:])) for row in rows}


def in_pandas(lab, by, method, percentiles, since, until):
    rows = lab.completed
    if since is not None:
        rows = rows[(rows["processed_at"] >= since) & (rows["processed_at"] < until)]
    rows = rows.assign(all="all", minutes=rows["tat_s"] / 60)
    answer = {}
    interpolation = "linear" if method == "r7" else "inverted_cdf"
    for group, minutes in rows.groupby(COLUMNS[by] or "all")["minutes"]:
        at = np.quantile(minutes, percentiles, method=interpolation)
        answer[group] = dict(zip(
            columns(percentiles), [len(minutes), *at, minutes.mean(), minutes.min(), minutes.max()]))
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
