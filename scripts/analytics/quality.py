"""The commands of `qc`, compared with charts, rules and constants computed here (see charts.py).

Constants are the textbooks', with three decimals; that these are right is confirmed by integrals."""

from fractions import Fraction

import numpy as np
import pandas as pd

import charts
from flow import buckets_of
from lab import instants
from series import (
    grubbs, hampel, least_squares, mann_kendall, modified_z, summary, theil_sen, tukey)

GROUPED = (("specimens.tat", "machine_id"), ("specimens.tat", None),
           ("qc_results.measured_value", "qc_material_id"))


def series(lab, name, by):
    """Values of a column in the order of their times, with their keys, by group."""
    if name == "specimens.tat":
        rows = lab.completed
        rows = rows.assign(value=rows["tat_s"] / 60, time=rows["processed_at"])
    else:
        rows = lab.table("qc_results").copy()
        rows["value"] = rows["measured_value"].astype(float)
        rows["time"] = instants(rows["timestamp"])
    rows = rows.sort_values("time", kind="stable")
    if by is None:
        return {"all": rows}
    return dict(tuple(rows.groupby(by)))


def names(lab):
    """Columns to look at; of the real lab, whose clinics are many, the payors instead."""
    if lab.name == "covid":
        return [("specimens.tat", "operator_id")]
    return [one for one in GROUPED if one[0].startswith("specimens") or lab.has("qc_results")]


def asked(lab, command, name, by, *words):
    rows = lab.plainlab("qc", command, name, *(["--by", by] if by else []), *words)
    answer = {}
    for row in rows:
        answer.setdefault(row["group"], []).append(row)
    return answer


# Western Electric's and Nelson's rules, by the names that the commands give them.
def patterns(z, rules):
    z = np.asarray(z, float)
    found = [set() for _ in z]

    def run(i, count):
        return z[i + 1 - count:i + 1] if i + 1 >= count else None

    for i, value in enumerate(z):
        if abs(value) > 3:
            found[i].add("beyond-limits")
        if rules == "limits":
            continue
        for side in (1, -1):
            for count, of, limit in ((2, 3, 2), (4, 5, 1)):
                window = run(i, of)
                if window is not None and side * value > limit \
                        and sum(side * window > limit) >= count:
                    found[i].add(f"{count}-of-{of}-beyond-{limit}s")
            count = 8 if rules == "western-electric" else 9
            window = run(i, count)
            if window is not None and all(side * window > 0):
                found[i].add(f"{count}-on-one-side")
            if rules == "nelson":
                window = run(i, 6)
                if window is not None and all(side * np.diff(window) > 0):
                    found[i].add("6-trending")
        if rules == "nelson":
            window = run(i, 14)
            if window is not None:
                steps = np.diff(window)
                if all(steps != 0) and all(steps[1:] * steps[:-1] < 0):
                    found[i].add("14-alternating")
            window = run(i, 15)
            if window is not None and all(abs(window) < 1):
                found[i].add("15-within-1s")
            window = run(i, 8)
            if window is not None and all(abs(window) > 1):
                found[i].add("8-beyond-1s")
    return found


def told(row):
    return set((row["rules"] or "").split())


def words_of(rules):
    return " ".join(sorted(rules))


def individuals(lab, ledger):
    for name, by in names(lab):
        for rules in ("western-electric", "nelson"):
            if rules == "nelson" and by is None:
                continue
            figure, tool = "qc individuals, limits", "numpy, scipy"
            ours = asked(lab, "individuals", name, by, "--rules", rules)
            theirs = series(lab, name, by)
            ledger.same_keys(figure, tool, ours, theirs)
            for group in set(ours) & set(theirs):
                values = theirs[group]["value"].to_numpy()
                one = charts.individuals(values)
                if one is None or one["sigma"] == 0 or len(values) != len(ours[group]):
                    ledger.compare(figure, tool, len(ours[group]), len(values), f"{name} {group} n")
                    continue
                ranges = np.abs(np.diff(values))
                found = patterns((values - one["centre"]) / one["sigma"], rules)
                for place, row in enumerate(ours[group]):
                    where = f"{name} {group} {row['key']}"
                    ledger.compare(figure, tool, row["key"], theirs[group]["id"].iloc[place], where)
                    for column, value in (("value", values[place]), ("center", one["centre"]),
                                          ("lower", one["low"]), ("upper", one["high"])):
                        ledger.compare(figure, tool, row[column], value, f"{where} {column}")
                    if place:
                        ledger.compare(figure, tool, row["moving_range"], ranges[place - 1], where)
                        ledger.compare(figure, tool, row["moving_range_upper"], one["range_high"], where)
                        ledger.compare(figure, tool, str(row["moving_range_out"]),
                                       str(bool(ranges[place - 1] > one["range_high"])), where)
                    ledger.compare(f"qc individuals, {rules}", "rules in Python",
                                   words_of(told(row)), words_of(found[place]), where)


def ewma(lab, ledger):
    for name, by in names(lab):
        ours, theirs = asked(lab, "ewma", name, by), series(lab, name, by)
        for group in set(ours) & set(theirs):
            values = theirs[group]["value"].to_numpy()
            one = charts.individuals(values)
            if one is None or one["sigma"] == 0:
                continue
            for row, (value, low, high) in zip(
                    ours[group], charts.ewma(values, one["centre"], one["sigma"])):
                where = f"{name} {group} {row['key']}"
                for column, number in (("ewma", value), ("lower", low), ("upper", high)):
                    ledger.compare("qc ewma", "Python", row[column], number, f"{where} {column}",
                                   absolute=1e-6 * abs(one["centre"]))
                ledger.compare("qc ewma", "Python", "beyond-limits" in told(row),
                               not low <= value <= high, where)


def cusum(lab, ledger):
    for name, by in names(lab):
        ours, theirs = asked(lab, "cusum", name, by), series(lab, name, by)
        for group in set(ours) & set(theirs):
            values = theirs[group]["value"].to_numpy()
            one = charts.individuals(values)
            if one is None or one["sigma"] == 0:
                continue
            sums = charts.cusum(values, one["centre"], one["sigma"])
            for row, (high, low, above, below) in zip(ours[group], sums):
                where = f"{name} {group} {row['key']}"
                signal = "both" if above and below else "high" if above else "low" if below else None
                for column, number in (("high", high), ("low", low), ("limit", 5 * one["sigma"])):
                    ledger.compare("qc cusum", "Python", row[column], number, f"{where} {column}",
                                   absolute=1e-9 * one["sigma"])
                ledger.compare("qc cusum", "Python", row["signal"], signal, f"{where} signal")


def x_bar(lab, ledger):
    for name, by, size in (("specimens.tat", "operator_id", 5), ("specimens.tat", None, 10),
                           ("qc_results.measured_value", "qc_material_id", 3)):
        if name.startswith("qc") and not lab.has("qc_results"):
            continue
        ours = asked(lab, "xbar", name, by, "--size", str(size))
        theirs = series(lab, name, by)
        for group in set(ours) & set(theirs):
            values = theirs[group]["value"].to_numpy()
            count = len(values) // size
            ledger.compare("qc xbar", "numpy, scipy", len(ours[group]) if count else 0, count,
                           f"{name} {group} subgroups")
            if count < 2 or len(ours[group]) != count:
                continue
            groups = values[:count * size].reshape(count, size)
            one = charts.x_bar(groups)
            for row, members in zip(ours[group], groups):
                where = f"{name} {group} {row['subgroup']}"
                for column, number in (
                        ("mean", members.mean()), ("spread", np.ptp(members)),
                        ("center", one["centre"]), ("lower", one["low"]), ("upper", one["high"]),
                        ("spread_center", one["mean_range"]), ("spread_lower", one["range_low"]),
                        ("spread_upper", one["range_high"])):
                    # d3 is a double integral, which scipy has to eight digits.
                    ledger.compare("qc xbar", "numpy, scipy", row[column], number,
                                   f"{where} {column}", relative=1e-7)


def shares(lab, ledger):
    for by, column in (("machine", "machine_id"), ("none", None)):
        for grain, zone in (("day", "UTC"), ("week", "Europe/Berlin")):
            rows = lab.plainlab("qc", "p", "--by", by, "--grain", grain, "--time-zone", zone)
            label = "group" if by == "none" else by
            ours = {(row[label], row["from"]): row for row in rows}
            judged = lab.specimens[lab.specimens["status"].isin(["COMPLETED", "ERROR"])]
            judged = judged[judged["processed_at"].notna()].assign(all="all")
            judged = judged.assign(bucket=buckets_of(judged["processed_at"], grain, zone).str[:10])
            theirs = {}
            for group, some in judged.groupby(column or "all"):
                if not any(some["status"] == "ERROR"):
                    # No error, no spread: the chart is one row that says so.
                    theirs[(group, None)] = {"center": None, "upper": None}
                    continue
                table = some.groupby("bucket")["status"].agg(
                    n="size", errors=lambda statuses: (statuses == "ERROR").sum())
                rate, low, high = charts.p_chart(table["errors"], table["n"])
                for place, (bucket, line) in enumerate(table.iterrows()):
                    theirs[(group, bucket)] = {
                        "errors": int(line["errors"]), "n": int(line["n"]),
                        "share": line["errors"] / line["n"], "center": rate,
                        "lower": low[place], "upper": high[place]}
            if by == "none":
                ours = {("all", key[1]): row for key, row in ours.items()}
            ledger.rows("qc p", "pandas", ours, theirs)


def counts(lab, ledger):
    for grain, zone in (("week", "UTC"), ("day", "America/New_York")):
        rows = lab.plainlab("qc", "c", "--of", "errors", "--grain", grain, "--time-zone", zone)
        errors = lab.specimens[
            (lab.specimens["status"] == "ERROR") & lab.specimens["processed_at"].notna()]
        if len(errors) == 0:
            ledger.compare("qc c, of errors", "pandas", len(rows), 0, "rows")
            continue
        buckets = buckets_of(errors["processed_at"], grain, zone).str[:10].value_counts()
        days = pd.date_range(min(buckets.index), max(buckets.index), freq="7D" if grain == "week" else "D")
        table = buckets.reindex(days.strftime("%Y-%m-%d"), fill_value=0)
        mean, low, high = charts.c_chart(table)
        ledger.rows("qc c, of errors", "pandas", {row["from"]: row for row in rows}, {
            bucket: {"count": int(count), "center": mean, "lower": low, "upper": high}
            for bucket, count in table.items()})


def sigma(lab, ledger):
    if not lab.has("qc_results"):
        return
    results, theirs = lab.table("qc_results"), {}
    for row in lab.table("qc_materials").itertuples():
        values = results[results["qc_material_id"] == row.id]["measured_value"].astype(float)
        if len(values) >= 20:
            theirs[row.id] = charts.sigma_metric(values, float(row.target), float(row.tea_pct))
    ours = {str(row["material_id"]): row for row in lab.plainlab("qc", "sigma")}
    ledger.rows("qc sigma", "numpy", ours, theirs)


def westgard(lab, ledger):
    if not lab.has("qc_results"):
        return
    for r4s in ("within-run", "consecutive", "range"):
        for levels in ("across", "within"):
            theirs = judged(lab, r4s, levels)
            figure, tool = f"qc levey-jennings, R-4s {r4s}, {levels} levels", "rules in Python"
            ours = {str(row["result_id"]): row for row in lab.plainlab(
                "qc", "levey-jennings", "--r4s", r4s, "--levels", levels)}
            ledger.same_keys(figure, tool, ours, theirs)
            for key in set(ours) & set(theirs):
                ledger.compare(figure, tool, ours[key]["z"], float(theirs[key][0]), f"{key} z")
                ledger.compare(figure, tool, words_of(told(ours[key])), words_of(theirs[key][1]), key)
            some = {str(row["result_id"]) for row in lab.plainlab(
                "qc", "westgard", "--r4s", r4s, "--levels", levels)}
            ledger.same_keys("qc westgard, which results", tool, some,
                             {key for key, (_, rules) in theirs.items() if rules})


def judged(lab, r4s, levels):
    """Each result's z and the rules that it breaks, in the words of the command's help."""
    materials = lab.table("qc_materials").set_index("id")
    rows = lab.table("qc_results").copy()
    rows["time"] = instants(rows["timestamp"])
    rows = rows.sort_values("time", kind="stable")
    rows["z"] = [
        (Fraction(value) - Fraction(materials.loc[material, "target"]))
        / Fraction(materials.loc[material, "sd"])
        for value, material in zip(rows["measured_value"], rows["qc_material_id"])]
    rows["kind"] = [
        (materials.loc[one, "measurement_type"], materials.loc[one, "resource_code"])
        for one in rows["qc_material_id"]]
    found = {key: set() for key in rows["id"]}
    scores = dict(zip(rows["id"], rows["z"]))
    for key, z in scores.items():
        if abs(z) > 2:
            found[key].add("1-2s")
        if abs(z) > 3:
            found[key].add("1-3s")

    def in_a_row(keys, rule, count, limit):
        for end in range(count, len(keys) + 1):
            window = [scores[key] for key in keys[end - count:end]]
            if all(z > limit for z in window) or all(-z > limit for z in window):
                found[keys[end - 1]].add(rule)

    for _, group in rows.groupby("qc_material_id", sort=False):
        keys = list(group["id"])
        in_a_row(keys, "2-2s", 2, 2)
        in_a_row(keys, "4-1s", 4, 1)
        in_a_row(keys, "10-x", 10, 0)
        if r4s == "consecutive":
            for before, key in zip(keys, keys[1:]):
                pair = sorted((scores[before], scores[key]))
                if pair[0] < -2 and pair[1] > 2:
                    found[key].add("R-4s")
    if levels == "across":
        for _, group in rows.groupby("kind", sort=False):
            in_a_row(list(group["id"]), "4-1s", 4, 1)
            in_a_row(list(group["id"]), "10-x", 10, 0)
    for _, group in rows.groupby(["kind", "run_key"], sort=False):
        keys = list(group["id"])
        for key in keys:
            for other in keys:
                if key == other:
                    continue
                a, b = scores[key], scores[other]
                if (a > 2 and b > 2) or (a < -2 and b < -2):
                    found[key].add("2-2s")
                if r4s == "within-run" and ((a > 2 and b < -2) or (a < -2 and b > 2)):
                    found[key].add("R-4s")
                if r4s == "range" and abs(a - b) > 4:
                    found[key].add("R-4s")
    return {key: (scores[key], found[key]) for key in found}


def with_unit(row, name):
    """A number of the row, whose column has the unit at its end where the series has one."""
    return row[f"{name}_min"] if f"{name}_min" in row else row[name]


def summaries(lab, ledger):
    for name, by in names(lab):
        theirs = series(lab, name, by)
        rows = lab.plainlab("stats", name, *(["--by", by] if by else []),
                            "--percentiles", "5,10,25,50,75,90,99")
        ours = {next(iter(row.values())): row for row in rows}
        ledger.same_keys("stats", "numpy, scipy", ours, theirs)
        for group in set(ours) & set(theirs):
            values, row = theirs[group]["value"], ours[group]
            exact = values if name == "specimens.tat" else theirs[group]["measured_value"].map(Fraction)
            if name == "specimens.tat":
                exact = [Fraction(int(seconds), 60) for seconds in theirs[group]["tat_s"]]
            one = summary(exact)
            array = values.to_numpy()
            away = array - array.mean()
            one["autocorrelation"] = (away[1:] @ away[:-1]) / (away @ away)
            for ours_name, theirs_name in (
                    ("n", "n"), ("mean", "mean"), ("sd", "sd"), ("cv", "cv"), ("se", "sem"),
                    ("min", "min"), ("p5", "p05"), ("p10", "p10"), ("p25", "q1"), ("p50", "median"),
                    ("p75", "q3"), ("p90", "p90"), ("p99", "p99"), ("max", "max"),
                    ("skewness", "skewness"), ("kurtosis", "kurtosis"),
                    ("autocorrelation", "autocorrelation")):
                if theirs_name in one:
                    ledger.compare("stats", "numpy, scipy, fractions",
                                   row["n"] if ours_name == "n" else with_unit(row, ours_name),
                                   one[theirs_name], f"{name} {group} {ours_name}")


def trend(lab, ledger):
    for name, by in names(lab):
        theirs = series(lab, name, by)
        rows = lab.plainlab("qc", "trend", name, *(["--by", by] if by else []))
        ours = {next(iter(row.values())): row for row in rows}
        for group in set(ours) & set(theirs):
            values, times = theirs[group]["value"].to_numpy(), theirs[group]["time"]
            if not 10 <= len(values) <= 3000 or ours[group]["p"] is None:
                continue
            days = (times - times.iloc[0]).dt.total_seconds().to_numpy() / 86400
            place, row = f"{name} {group}", ours[group]
            test = mann_kendall(values)
            if len(set(days)) == len(days):
                ledger.compare("qc trend, Mann-Kendall", "pymannkendall", row["p"], test["p"], f"{place} p")
                ledger.compare("qc trend, Mann-Kendall", "scipy", row["tau"], test["tau_b"], f"{place} tau")
            slope, line = theil_sen(values, days), least_squares(values, days)
            for column, value in (("slope", "slope"), ("slope_low", "low"), ("slope_high", "high")):
                ledger.compare("qc trend, Theil-Sen", "scipy", with_unit(row, column), slope[value],
                               f"{place} {column}")
            for column, value in (("line_slope", "slope"), ("line_slope_error", "stderr"),
                                  ("line_r2", "r2"), ("line_p", "p")):
                ledger.compare("qc trend, least squares", "scipy", with_unit(row, column), line[value],
                               f"{place} {column}")


def anomalies(lab, ledger):
    for name, by in names(lab):
        theirs = series(lab, name, by)
        for method in ("modified-z", "hampel", "tukey", "grubbs"):
            ours = {}
            for row in asked_rows(lab, name, by, method):
                if row["key"] is not None:
                    group = row["group"] if "group" in row else list(row.values())[3]
                    ours.setdefault(group, {})[row["key"]] = row
            for group, rows in theirs.items():
                if len(rows) < 10:
                    continue
                values, keys = rows["value"].to_numpy(), list(rows["id"])
                found, limits = apart(values, method)
                if found is None:
                    continue
                some = ours.get(group, {})
                figure, tool = f"qc anomalies, {method}", "numpy, scipy"
                ledger.same_keys(figure, tool, {f"{group} {key}" for key in some},
                                 {f"{group} {keys[place]}" for place in found})
                for row in some.values():
                    if limits:
                        ledger.compare(figure, tool, with_unit(row, "lower"), limits[0], f"{group} lower")
                        ledger.compare(figure, tool, with_unit(row, "upper"), limits[1], f"{group} upper")


def asked_rows(lab, name, by, method):
    return lab.plainlab("qc", "anomalies", name, *(["--by", by] if by else []), "--method", method)


def apart(values, method):
    """Places of the numbers that stand apart, and the limits where they are the same for all."""
    if method == "modified-z":
        z = modified_z(values)
        if z is None:
            return None, None
        middle = np.median(values)
        reach = 3.5 * np.median(np.abs(values - middle)) / 0.6745
        return np.flatnonzero(np.abs(z) > 3.5), (middle - reach, middle + reach)
    if method == "hampel":
        return hampel(values, 3), None
    if method == "tukey":
        low, high = tukey(values)
        return np.flatnonzero((values < low) | (values > high)), (low, high)
    one = grubbs(values)
    if one is None:
        return None, None
    return ([one[0]] if one[1] > one[2] else []), None
