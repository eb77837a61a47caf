"""Throughput, errors, promises, backlog and arrivals: DuckDB, pandas and statsmodels."""

from math import sqrt

import pandas as pd
from statsmodels.stats.proportion import proportion_confint

ZONES = ("Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata")


def buckets_in_duckdb(lab, grain, zone, what="processed_at", where="status = 'COMPLETED'"):
    """Counts of a time by bucket of the zone's calendar; a bucket is named by its local start."""
    lab.duckdb.execute(f"SET TimeZone='{zone}'")
    rows = lab.duckdb.execute(f"""
        SELECT strftime(date_trunc('{grain}', timezone('{zone}', {what})), '%Y-%m-%dT%H:%M') AS bucket,
               count(*)
        FROM specimens WHERE {where} AND {what} IS NOT NULL GROUP BY bucket""").fetchall()
    lab.duckdb.execute("SET TimeZone='UTC'")
    return dict(rows)


def buckets_in_pandas(times, grain, zone):
    """The same in pandas, from instants."""
    return buckets_of(times, grain, zone).value_counts().to_dict()


def buckets_of(times, grain, zone):
    """The local start of each instant's bucket, as 2026-11-20T08:00."""
    local = times.dt.tz_convert(zone).dt.tz_localize(None)
    if grain == "hour":
        start = local.dt.floor("h")
    elif grain == "day":
        start = local.dt.normalize()
    elif grain == "week":
        start = local.dt.normalize() - pd.to_timedelta(local.dt.weekday, unit="D")
    else:
        start = local.dt.normalize() - pd.to_timedelta(local.dt.day - 1, unit="D")
    return start.dt.strftime("%Y-%m-%dT%H:%M")


def iso_weeks(times, zone):
    """Counts by ISO week, named 2026-W47, with the calendar of Python's standard library."""
    local = times.dt.tz_convert(zone).dt.isocalendar()
    names = local["year"].astype(str) + "-W" + local["week"].astype(str).str.zfill(2)
    return names.value_counts().to_dict()


def error_rates(lab, column):
    """ERROR / (COMPLETED + ERROR) by a column, with Wilson's interval of 95 %."""
    rows = lab.specimens
    rows = rows[rows["status"].isin(["COMPLETED", "ERROR"])].assign(all="all")
    answer = {}
    for group, statuses in rows.groupby(column)["status"]:
        n, errors = len(statuses), int((statuses == "ERROR").sum())
        low, high = proportion_confint(errors, n, alpha=0.05, method="wilson")
        answer[group] = {"errors": errors, "n": n, "rate": errors / n, "low": low, "high": high}
    return answer


def funnel_limits(centre, n, z):
    """Limits of a rate around the common one, as the normal approximation has them."""
    spread = z * sqrt(centre * (1 - centre) / n)
    return max(0.0, centre - spread), min(1.0, centre + spread)


def promise_hours(lab):
    """Hours that each assay is promised in: its own, else the setting, else 4."""
    own = {}
    if lab.has("assays"):
        table = lab.table("assays")
        own = {code: float(hours) for code, hours in zip(table["code"], table["sla_hours"]) if hours}
    general = float(lab.settings().get("sla_hours") or 4)
    return lambda assay: own.get(assay, general)


def promises(lab, as_of):
    """By assay: how many kept and broke the promise, how many open ones have broken it or soon will."""
    hours = promise_hours(lab)
    answer = {}
    for row in lab.specimens.itertuples():
        if row.received_at > as_of:
            continue
        seconds = hours(row.assay) * 3600
        one = answer.setdefault(
            row.assay, dict(closed=0, closed_breached=0, open=0, open_breached=0, at_risk=0))
        closed = row.status in ("COMPLETED", "ERROR") and not pd.isna(row.processed_at) \
            and row.processed_at <= as_of
        if closed:
            one["closed"] += 1
            one["closed_breached"] += row.tat_s > seconds
        else:
            age = (as_of - row.received_at).total_seconds()
            one["open"] += 1
            one["open_breached"] += age > seconds
            one["at_risk"] += 0.8 * seconds <= age <= seconds
    return answer


def open_ages(lab, as_of):
    """Hours that open specimens have waited, by their ids."""
    rows = lab.specimens
    rows = rows[rows["status"].isin(["RECEIVED", "IN_PROCESS"]) & (rows["received_at"] <= as_of)]
    ages = (as_of - rows["received_at"]).dt.total_seconds() / 3600
    return dict(zip(rows["specimen_id"], ages)), rows


def arrivals(lab, zone):
    """Specimens received by weekday (1 is Monday) and hour of the zone's clock, in pandas."""
    local = lab.specimens["received_at"].dt.tz_convert(zone)
    counts = pd.Series(1, index=range(len(local))).groupby(
        [local.dt.weekday.to_numpy() + 1, local.dt.hour.to_numpy()]).sum()
    return counts.to_dict()


def arrivals_in_duckdb(lab, zone):
    return {
        (weekday, hour): n for weekday, hour, n in lab.duckdb.execute(f"""
        SELECT isodow(timezone('{zone}', received_at)) AS weekday,
               hour(timezone('{zone}', received_at)) AS hour, count(*)
        FROM specimens GROUP BY ALL""").fetchall()}
