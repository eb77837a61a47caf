"""Throughput, errors, promises, backlog and arrivals: DuckDB, pandas, scipy and statsmodels."""

import pandas as pd
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

ZONES = ("Europe/Berlin", "America/New_York", "UTC", "Australia/Lord_Howe")


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


def funnel_limits(rate, n, p):
    """Exact binomial limits of a share with so many trials, between whole numbers as Spiegelhalter
    (Statistics in Medicine 24, 2005, appendix A.1) interpolates them: below p/2 and above 1 - p/2."""
    def limit(q):
        r = binom.ppf(q, n, rate)
        part = (binom.cdf(r, n, rate) - q) / binom.pmf(r, n, rate)
        return min(1.0, max(0.0, (r - part) / n))
    return limit(p / 2), limit(1 - p / 2)


def funnel(errors, n, rate):
    """Which limits around the rate of all a group is outside of."""
    for name, p in (("99.8 %", 0.002), ("95 %", 0.05)):
        low, high = funnel_limits(rate, n, p)
        if errors / n > high:
            return f"above {name}"
        if errors / n < low:
            return f"below {name}"
    return "inside"


def promise_hours(lab):
    """Hours that each assay is promised in: its own, else the setting, else 4."""
    own = {}
    if lab.has("assays"):
        table = lab.table("assays")
        own = {code: float(hours) for code, hours in zip(table["code"], table["sla_hours"]) if hours}
    general = float(lab.settings().get("sla_hours") or 4)
    return lambda assay: own.get(assay, general)


def state_at(lab, as_of):
    """Specimens that had come by a moment: `done` and `failed` by then, else `open`, with their age then."""
    rows = lab.specimens[lab.specimens["received_at"] <= as_of].copy()
    ended = rows["processed_at"].notna() & (rows["processed_at"] <= as_of)
    rows["state"] = "open"
    rows.loc[ended & (rows["status"] == "COMPLETED"), "state"] = "done"
    rows.loc[ended & (rows["status"] == "ERROR"), "state"] = "failed"
    # An error without a time ended, nobody knows when.
    rows.loc[rows["processed_at"].isna() & (rows["status"] == "ERROR"), "state"] = "failed"
    rows["age_s"] = (as_of - rows["received_at"]).dt.total_seconds()
    return rows[~(rows["tat_s"] < 0)]


def moments(lab):
    """The moment at which the lab is looked at, and some days before it, from a clock."""
    return [lab.as_of, lab.as_of - pd.Timedelta(days=6, minutes=17)]


def promises(lab, ledger):
    hours = promise_hours(lab)
    for as_of in moments(lab):
        theirs = {}
        for row in state_at(lab, as_of).itertuples():
            if row.state == "failed":
                continue
            promised = hours(row.assay) * 3600
            one = theirs.setdefault(row.assay, dict(
                promised_hours=hours(row.assay), total=0, within=0, closed_breached=0, open_breached=0,
                at_risk=0, open_in_time=0))
            one["total"] += 1
            if row.state == "done":
                one["closed_breached" if row.tat_s > promised else "within"] += 1
            elif row.age_s > promised:
                one["open_breached"] += 1
            else:
                one["at_risk" if row.age_s >= 0.8 * promised else "open_in_time"] += 1
        for one in theirs.values():
            known = one["within"] + one["closed_breached"] + one["open_breached"]
            one["compliance_pct"] = 100 * one["within"] / known if known else None
        ours = {row["assay"]: row for row in lab.plainlab("metrics", "sla", "--as-of", stamp(as_of))}
        ledger.rows("sla", "pandas", ours, theirs)
        named = {row["specimen_id"] for row in lab.plainlab(
            "metrics", "sla", "--list", "--as-of", stamp(as_of))}
        rows = state_at(lab, as_of)
        promised = rows["assay"].map(hours) * 3600
        late = ((rows["state"] == "done") & (rows["tat_s"] > promised)) \
            | ((rows["state"] == "open") & (rows["age_s"] >= 0.8 * promised))
        ledger.same_keys("sla, which specimens", "pandas", named, set(rows[late]["specimen_id"]))


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def backlog(lab, ledger):
    edges = (("under_1h", 0, 1), ("from_1h", 1, 2), ("from_2h", 2, 4), ("from_4h", 4, 8),
             ("from_8h", 8, 24), ("from_1d", 24, 72), ("from_3d", 72, float("inf")))
    for by in ("assay", "machine", "none"):
        for as_of in moments(lab):
            rows = state_at(lab, as_of).assign(all="all")
            theirs = {}
            for group, some in rows[rows["state"] == "open"].groupby(COLUMNS[by]):
                hours = some["age_s"] / 3600
                theirs[group] = {"open": len(some), "median_h": hours.median(), "oldest_h": hours.max()}
                for name, low, high in edges:
                    theirs[group][name] = int(((hours >= low) & (hours < high)).sum())
            ours = {row["group" if by == "none" else by]: row for row in lab.plainlab(
                "metrics", "backlog", "--by", by, "--as-of", stamp(as_of)) if row["open"]}
            ledger.rows(f"backlog by {by}", "pandas", ours, theirs)


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def workload(lab, ledger):
    since, until = period(lab)
    for zone in ZONES[:3]:
        start, end = (pd.Timestamp(day).tz_localize(zone).tz_convert("UTC") for day in (since, until))
        times = lab.specimens["received_at"]
        inside = times[(times >= start) & (times < end)].dt.tz_convert(zone)
        counts = inside.groupby([inside.dt.weekday, inside.dt.hour]).size()
        quarters = pd.date_range(start, end, freq="15min", inclusive="left").tz_convert(zone)
        lasting = pd.Series(0.25, index=range(len(quarters))).groupby(
            [quarters.weekday, quarters.hour]).sum()
        rows = lab.plainlab("metrics", "workload", "--since", since, "--until", until, "--time-zone", zone)
        ours = {(row["weekday"], int(row["hour"])): row for row in rows}
        theirs = {}
        for weekday in range(7):
            for hour in range(24):
                arrived = int(counts.get((weekday, hour), 0))
                there = float(lasting.get((weekday, hour), 0))
                theirs[(DAYS[weekday], hour)] = {
                    "arrivals": arrived, "hours": there,
                    "arrivals_per_hour": arrived / there if there else None}
        ledger.rows("workload", "pandas", ours, theirs)
    whole = lab.plainlab("metrics", "workload", "--time-zone", "America/New_York")
    sql = {(DAYS[weekday - 1], hour): n for weekday, hour, n in lab.duckdb.execute("""
        SELECT isodow(timezone('America/New_York', received_at)) AS weekday,
               hour(timezone('America/New_York', received_at)) AS hour, count(*)
        FROM specimens GROUP BY ALL""").fetchall()}
    compare_counts(ledger, "workload, arrivals", "DuckDB", {
        (row["weekday"], int(row["hour"])): row["arrivals"] for row in whole if row["arrivals"]}, sql, "")


COLUMNS = {"assay": "assay", "machine": "machine_id", "operator": "operator_id", "none": "all"}


def period(lab):
    """Some days with a clock change in them, where there are specimens."""
    return ("2020-05-25", "2020-06-08") if lab.name == "covid" else ("2026-10-23", "2026-11-04")


def throughput(lab, ledger):
    done = lab.specimens[lab.specimens["status"] == "COMPLETED"]
    done = done[done["processed_at"].notna()]
    for grain in ("hour", "day", "week", "month"):
        # A clock that is put back by half an hour begins a new hour there, which the others do not.
        for zone in ZONES if grain != "hour" else ZONES[:3]:
            rows = lab.plainlab("metrics", "throughput", "--grain", grain, "--time-zone", zone)
            ours = {row[grain]: row["completed"] for row in rows}
            theirs = done["processed_at"].map(lambda time: bucket_name(time, grain, zone))
            theirs = theirs.value_counts().to_dict()
            compare_counts(ledger, f"throughput by {grain}", "Python's zoneinfo", ours, theirs, zone)
            in_sql = {}
            for bucket, count in buckets_in_duckdb(lab, grain, zone).items():
                in_sql[bucket] = count
            folded = {}
            for bucket, count in ours.items():
                # DuckDB has one local hour where the clock shows it twice.
                start = bucket_start(bucket, grain)
                folded[start] = folded.get(start, 0) + count
            compare_counts(ledger, f"throughput by {grain}", "DuckDB", folded, in_sql, zone)
            since, until = period(lab)
            rows = lab.plainlab("metrics", "throughput", "--grain", grain, "--time-zone", zone,
                                "--since", since, "--until", until)
            start, end = pd.Timestamp(since).tz_localize(zone), pd.Timestamp(until).tz_localize(zone)
            inside = done[(done["processed_at"] >= start) & (done["processed_at"] < end)]
            found = inside["processed_at"].map(lambda time: bucket_name(time, grain, zone))
            whole = {bucket_name(time, grain, zone): 0 for time in
                     pd.date_range(start.tz_convert("UTC"), end.tz_convert("UTC"),
                                   freq="15min", inclusive="left")}
            whole.update(found.value_counts().to_dict())
            compare_counts(ledger, f"throughput by {grain}, with empty ones", "Python's zoneinfo",
                           {row[grain]: row["completed"] for row in rows}, whole, zone)
    for by in ("machine", "assay", "operator"):
        rows = lab.plainlab("metrics", "throughput", "--grain", "week", "--by", by, "--time-zone", "UTC")
        ours = {(row["week"], row[by]): row["completed"] for row in rows if row["completed"]}
        named = done.assign(week=done["processed_at"].map(lambda time: bucket_name(time, "week", "UTC")))
        compare_counts(ledger, "throughput by week and group", "pandas", ours,
                       named.groupby(["week", COLUMNS[by]]).size().to_dict(), by)


def compare_counts(ledger, figure, tool, ours, theirs, place):
    ledger.same_keys(figure, tool, ours, theirs)
    for key in set(ours) & set(theirs):
        ledger.compare(figure, tool, ours[key], int(theirs[key]), f"{place} {key}")


def bucket_name(time, grain, zone):
    """As ISO 8601 writes the hour (with its offset), the day, the week or the month of an instant."""
    local = time.tz_convert(zone)
    if grain == "hour":
        return local.replace(minute=0, second=0, microsecond=0).isoformat(timespec="minutes") \
            if zone != "UTC" else local.strftime("%Y-%m-%dT%H:00Z")
    if grain == "day":
        return local.strftime("%Y-%m-%d")
    if grain == "week":
        year, week, _ = local.isocalendar()
        return f"{year}-W{week:02}"
    return local.strftime("%Y-%m")


def bucket_start(name, grain):
    if grain == "hour":
        return name[:16]
    if grain == "day":
        return f"{name}T00:00"
    if grain == "week":
        return pd.Timestamp.fromisocalendar(int(name[:4]), int(name[6:]), 1).strftime("%Y-%m-%dT00:00")
    return f"{name}-01T00:00"


def errors(lab, ledger):
    whole = error_rates(lab, "all")["all"]
    if lab.name == "covid":
        [row] = lab.plainlab("metrics", "errors", "--by", "none")
        ledger.compare("errors of the real lab", "its README", row["errors"], 301, "errors")
        ledger.compare("errors of the real lab", "its README", row["error_rate_pct"], 1.939, "rate")
    for by, column in COLUMNS.items():
        rows = lab.plainlab("metrics", "errors", "--by", by)
        ours = {row["group" if by == "none" else by]: row for row in rows}
        theirs = {}
        for group, one in error_rates(lab, column).items():
            theirs[group] = {
                "errors": one["errors"], "completed": one["n"] - one["errors"],
                "error_rate_pct": 100 * one["rate"], "low_pct": 100 * one["low"],
                "high_pct": 100 * one["high"]}
        # The lower end at no error is 0, which statsmodels has to sixteen decimals.
        ledger.rows(f"errors by {by}", "statsmodels", ours, theirs, absolute=1e-12)
        if by == "machine":
            for group, one in error_rates(lab, column).items():
                if ours.get(group, {}).get("funnel") is not None:
                    ledger.compare("errors, funnel", "scipy", ours[group]["funnel"],
                                   funnel(one["errors"], one["n"], whole["rate"]), group)
