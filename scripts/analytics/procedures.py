"""Runs of procedures: completion, durations, steps and trends, in pandas, scipy and statsmodels."""

import json

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

import series
from flow import ZONES, bucket_name, compare_counts
from lab import instants


def runs(lab):
    """Runs with their times as instants, and the seconds of pauses that their events tell."""
    rows = lab.table("runs").copy()
    rows["start_time"] = instants(rows["start_time"])
    rows["end_time"] = instants(rows["end_time"])
    rows["wall_s"] = (rows["end_time"] - rows["start_time"]).dt.total_seconds()
    stops = pauses(lab, rows)
    rows["pause_s"] = [
        sum((end - start).total_seconds() for start, end in stops.get(run, [])) for run in rows["id"]]
    rows["work_s"] = rows["wall_s"] - rows["pause_s"]
    return rows, stops


def pauses(lab, rows):
    """Pauses of each run as pairs of instants; one that was not ended lasts to the run's end.

    A second pause in a pause and a resumption without a pause say nothing, and are passed over.
    """
    if not lab.has("run_events"):
        return {}
    events = lab.table("run_events").copy()
    events["at"] = instants(events["at"])
    events["place"] = range(len(events))
    ends = dict(zip(rows["id"], rows["end_time"]))
    starts = dict(zip(rows["id"], rows["start_time"]))
    answer = {}
    for run, group in events.sort_values(["at", "place"]).groupby("run_id"):
        since, found = None, []
        for event in group.itertuples():
            if event.event == "pause" and since is None:
                since = event.at
            elif event.event == "resume" and since is not None:
                found.append((since, event.at))
                since = None
        end = ends.get(run)
        if since is not None and end is not None and not pd.isna(end):
            found.append((since, end))
        if end is not None and not pd.isna(end):
            found = [(max(a, starts[run]), min(b, end)) for a, b in found]
            found = [(a, b) for a, b in found if b > a]
        answer[run] = found
    return answer


def between(start, end, stops):
    """Seconds from one instant to another that lie in no pause."""
    seconds = (end - start).total_seconds()
    for a, b in stops:
        seconds -= max(0.0, (min(b, end) - max(a, start)).total_seconds())
    return seconds


def steps(lab):
    """Seconds that each done step of a completed run took: since the step done before it, or the
    start, by the clock and without pauses."""
    rows, stops = runs(lab)
    rows = rows[rows["status"] == "completed"].set_index("id")
    done = lab.table("run_steps").copy()
    done = done[(done["completed"] == "true") & (done["completed_at"] != "")]
    done = done[done["run_id"].isin(rows.index)]
    done["completed_at"] = instants(done["completed_at"])
    orders = dict(zip(lab.table("steps")["id"], lab.table("steps")["order"]))
    done["order"] = [orders.get(step, "") for step in done["step_id"]]
    found = []
    for run, group in done.groupby("run_id"):
        before = rows.loc[run, "start_time"]
        place = group["order"].map(lambda order: int(order) if order else 10**9)
        for step in group.assign(place=place).sort_values(["completed_at", "place"]).itertuples():
            found.append((
                run, rows.loc[run, "procedure_id"], rows.loc[run, "procedure_version"], step.step_id,
                (step.completed_at - before).total_seconds(),
                between(before, step.completed_at, stops.get(run, []))))
            before = step.completed_at
    return pd.DataFrame(
        found, columns=["run", "procedure", "version", "step", "wall_s", "work_s"])


def estimates(lab):
    """Minutes that each version of a procedure estimates for its steps, by their place."""
    answer = {}
    for row in lab.table("versions").itertuples():
        snapshot = json.loads(row.procedure_snapshot)
        for step in snapshot["steps"]:
            answer[(row.procedure_id, row.version, step["order"])] = step["estimated_duration"]
    return answer




def named(lab):
    """Runs with the name of their procedure and the code of who ran them, and a group of all."""
    rows, stops = runs(lab)
    names = dict(zip(lab.table("procedures")["id"], lab.table("procedures")["name"]))
    users = dict(zip(lab.table("users")["id"], lab.table("users")["code"]))
    rows["procedure"] = [names.get(one, one) for one in rows["procedure_id"]]
    rows["user"] = [users.get(one) for one in rows["user_id"]]
    rows["version"] = rows["procedure_version"].map(lambda text: int(text) if text else None)
    rows["all"] = "all"
    rows["work_min"], rows["wall_min"] = rows["work_s"] / 60, rows["wall_s"] / 60
    return rows, stops


BY = {"procedure": ["procedure"], "version": ["procedure", "version"], "user": ["user"], "none": ["all"]}


def keyed(rows, by):
    labels = ["group" if one == "all" else one for one in BY[by]]
    return {tuple(row[label] for label in labels): row for row in rows}


def groups(rows, by):
    for key, group in rows.groupby(BY[by]):
        yield (key if isinstance(key, tuple) else (key,)), group


def completion(lab, ledger):
    if not lab.has("runs"):
        return
    rows, _ = named(lab)
    steps_of = lab.table("run_steps")
    undone = steps_of[steps_of["completed"] == "false"].groupby("run_id").size()
    rows["undone"] = rows["id"].map(undone).fillna(0)
    for by in BY:
        theirs = {}
        for key, group in groups(rows, by):
            done = int((group["status"] == "completed").sum())
            given_up = int((group["status"] == "cancelled").sum())
            one = {"started": len(group), "completed": done, "cancelled": given_up,
                   "open": len(group) - done - given_up,
                   "steps_left_out": int(group[group["status"] == "completed"]["undone"].sum())}
            if done + given_up:
                low, high = proportion_confint(done, done + given_up, method="wilson")
                one |= {"completion_pct": 100 * done / (done + given_up),
                        "low_pct": 100 * low, "high_pct": 100 * high}
            theirs[key] = one
        ours = keyed(lab.plainlab("metrics", "completion", "--by", by), by)
        ledger.rows(f"completion by {by}", "pandas, statsmodels", ours, theirs)


def duration(lab, ledger):
    if not lab.has("runs"):
        return
    rows, _ = named(lab)
    rows = rows[rows["status"] == "completed"].copy()
    thought = {}
    for (procedure, version, _), minutes in estimates(lab).items():
        thought.setdefault((procedure, version), []).append(minutes)
    rows["estimated"] = [
        sum(minute for minute in thought.get(key, []) if minute is not None) or None
        for key in zip(rows["procedure_id"], rows["procedure_version"])]
    for by in BY:
        for method in ("r7", "nearest"):
            how = "linear" if method == "r7" else "inverted_cdf"
            theirs, before = {}, {}
            for key, group in groups(rows, by):
                one = {"n": len(group)}
                for column in ("work", "wall"):
                    at = np.quantile(group[f"{column}_min"], (0.5, 0.9, 0.99), method=how)
                    name = "worked" if column == "work" else "wall"
                    one |= {f"{name}_p50_min": at[0], f"{name}_p90_min": at[1], f"{name}_p99_min": at[2],
                            f"{name}_mean_min": group[f"{column}_min"].mean()}
                if group["estimated"].notna().all():
                    one["estimated_min"] = group["estimated"].mean()
                    one["of_estimated_pct"] = \
                        100 * group["work_min"].sum() / group["estimated"].sum()
                if by == "version" and method == "r7" and key[0] in before:
                    old, new = before[key[0]], group["work_min"].to_numpy()
                    one["shift_min"] = float(np.median(np.subtract.outer(new, old)))
                    one["p_value"] = mann_whitney(old, new)
                before[key[0]] = group["work_min"].to_numpy()
                theirs[key] = one
            words = ["metrics", "duration", "--by", by, "--method", method]
            ledger.rows(f"duration by {by}, {method}", "pandas, scipy", keyed(lab.plainlab(*words), by),
                        theirs)


def mann_whitney(old, new):
    """Exact where both are small and nothing is tied, else normal with a correction for continuity."""
    ties = len(set(old) | set(new)) < len(old) + len(new)
    exact = not ties and len(old) < 50 and len(new) < 50
    return float(stats.mannwhitneyu(
        old, new, alternative="two-sided", method="exact" if exact else "asymptotic").pvalue)


def frequency(lab, ledger):
    if not lab.has("runs"):
        return
    rows, _ = named(lab)
    for grain in ("day", "week", "month"):
        for zone in ZONES[:3]:
            ours = {row[grain]: row["started"] for row in lab.plainlab(
                "metrics", "frequency", "--grain", grain, "--time-zone", zone)}
            first, last = rows["start_time"].min(), rows["start_time"].max()
            theirs = {bucket_name(time, grain, zone): 0
                      for time in pd.date_range(first, last, freq="6h")}
            theirs |= rows["start_time"].map(
                lambda time: bucket_name(time, grain, zone)).value_counts().to_dict()
            compare_counts(ledger, f"frequency by {grain}", "Python's zoneinfo", ours, theirs, zone)


def bottlenecks(lab, ledger):
    if not lab.has("runs"):
        return
    rows, _ = named(lab)
    worked = rows[rows["status"] == "completed"].groupby("procedure")["work_s"].sum()
    places = dict(zip(lab.table("steps")["id"], lab.table("steps")["order"]))
    done = steps(lab)
    names = dict(zip(lab.table("procedures")["id"], lab.table("procedures")["name"]))
    done["name"] = [names[one] for one in done["procedure"]]
    done["place"] = [int(places[one]) if places.get(one) else None for one in done["step"]]
    known = estimates(lab)
    done["estimated"] = [known.get(key) for key in zip(done["procedure"], done["version"], done["place"])]
    for method in ("r7", "nearest"):
        how = "linear" if method == "r7" else "inverted_cdf"
        theirs = {}
        for key, group in done[done["place"].notna()].groupby(["name", "place"]):
            at = np.quantile(group["work_s"] / 60, (0.5, 0.9), method=how)
            theirs[key[0], int(key[1])] = {
                "n": len(group), "p50_min": at[0], "p90_min": at[1],
                "mean_min": group["work_s"].mean() / 60, "share_pct": 100 * group["work_s"].sum() / worked[key[0]]}
            if group["estimated"].notna().all():
                theirs[key[0], int(key[1])]["estimated_min"] = group["estimated"].mean()
                theirs[key[0], int(key[1])]["of_estimated_pct"] = \
                    100 * group["work_s"].sum() / 60 / group["estimated"].sum()
        ours = {(row["procedure"], row["step"]): row for row in lab.plainlab(
            "metrics", "bottlenecks", "--method", method) if row["step"] is not None}
        ledger.rows(f"bottlenecks, {method}", "pandas", ours, theirs)


def trends(lab, ledger):
    if not lab.has("runs"):
        return
    rows, _ = named(lab)
    rows = rows[rows["status"] == "completed"].copy()
    for by in BY:
        for zone in ("UTC", "America/New_York"):
            rows["week"] = rows["end_time"].map(lambda time: bucket_name(time, "week", zone))
            weeks, theirs = {}, {}
            for key, group in groups(rows, by):
                medians = group.groupby("week")["work_min"].median()
                counts = group.groupby("week").size()
                for week, median in medians.items():
                    weeks[(*key, week)] = {"n": int(counts[week]), "p50_min": median}
                one = {"weeks": len(medians), "n": len(group), "first_p50_min": medians.iloc[0],
                       "last_p50_min": medians.iloc[-1]}
                if len(medians) >= 10:
                    at = [pd.Timestamp.fromisocalendar(int(week[:4]), int(week[6:]), 1).toordinal() / 7
                          for week in medians.index]
                    test = series.mann_kendall(medians.to_numpy())
                    slope = series.theil_sen(medians.to_numpy(), np.array(at) - at[0])
                    one |= {"slope_min_per_week": slope["slope"], "slope_low_min_per_week": slope["low"],
                            "slope_high_min_per_week": slope["high"], "tau": test["tau_b"], "p_value": test["p"]}
                theirs[key] = one
            words = ["metrics", "trends", "--by", by, "--time-zone", zone]
            ledger.rows(f"trends by {by}", "pymannkendall, scipy", keyed(lab.plainlab(*words), by), theirs)
            labels = ["group" if one == "all" else one for one in BY[by]] + ["week"]
            ours = {tuple(row[label] for label in labels): row
                    for row in lab.plainlab(*words, "--weeks") if row["n"]}
            ledger.rows(f"weeks by {by}", "pandas", ours, weeks)
