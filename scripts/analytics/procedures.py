"""Runs of procedures: completion, durations, steps and trends, in pandas."""

import json

import numpy as np
import pandas as pd

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


def weeks(times, zone="UTC"):
    """Monday of each instant's week, on the zone's calendar."""
    local = times.dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    return (local - pd.to_timedelta(local.dt.weekday, unit="D")).dt.strftime("%Y-%m-%d")


def percentiles(values, ps=(0.5, 0.9)):
    return [None if len(values) == 0 else float(np.quantile(values, p)) for p in ps]
