"""Turnaround time: percentiles in DuckDB and pandas, Kaplan-Meier in lifelines and statsmodels."""

import numpy as np
import pandas as pd

from flow import moments, stamp, state_at

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


def censored(lab, ledger):
    """Kaplan and Meier's quantiles: open specimens take longer than their age, errors than theirs then."""
    for by in COLUMNS:
        for as_of in moments(lab):
            rows = state_at(lab, as_of).assign(all="all")
            rows["minutes"] = rows["tat_s"].where(rows["state"] != "open", rows["age_s"]) / 60
            rows = rows[rows["minutes"].notna()]
            label = "group" if by == "none" else by
            ours = {row[label]: row for row in lab.plainlab(
                "metrics", "tat", "--censored", "--by", by, "--as-of", stamp(as_of))}
            for group, some in rows.groupby(COLUMNS[by] or "all"):
                done = some["state"] == "done"
                if group not in ours or not done.any():
                    continue
                for tool, compute in (("lifelines", in_lifelines), ("statsmodels", in_statsmodels)):
                    for p, value in zip(PERCENTILES, compute(some["minutes"], done)):
                        ledger.compare("tat, censored", tool, ours[group][f"km_p{100 * p:.0f}_min"], value,
                                       f"{by} {group} {p} at {as_of}")


def in_lifelines(minutes, done):
    """The first time at which the curve is not above 1 - p; none where it never comes so far."""
    from lifelines import KaplanMeierFitter
    curve = KaplanMeierFitter().fit(minutes, done).survival_function_["KM_estimate"]
    return [first_at_most(curve.index, curve.to_numpy(), 1 - p) for p in PERCENTILES]


def in_statsmodels(minutes, done):
    from statsmodels.duration.survfunc import SurvfuncRight
    curve = SurvfuncRight(minutes.to_numpy(), done.to_numpy().astype(int))
    return [first_at_most(curve.surv_times, curve.surv_prob, 1 - p) for p in PERCENTILES]


def first_at_most(times, shares, limit):
    """Where the curve lies at the limit for a while, the middle of it, as R's survfit has it."""
    reached = np.flatnonzero(shares <= limit + 1e-12)
    if not len(reached):
        return None
    below = np.flatnonzero(shares < limit - 1e-12)
    if reached[0] not in below and len(below):
        return float(times[reached[0]] + times[below[0]]) / 2
    return float(times[reached[0]])
