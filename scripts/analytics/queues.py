"""Waiting lines: Erlang's formula, and a replay of arrivals, with Python's heap and fractions."""

import heapq
from fractions import Fraction
from math import log

import numpy as np

from lab import Refused


def erlang_c(rate, service, servers):
    """Of a line M/M/c: whether one waits, how long, and the load; none where it never settles.

    Erlang's own recursion of B in fractions, so that nothing is lost in factorials.
    """
    load = Fraction(rate) * Fraction(service)
    if load >= servers:
        return None
    blocked = Fraction(1)
    for count in range(1, servers + 1):
        blocked = load * blocked / (count + load * blocked)
    waits = blocked / (1 - load / servers * (1 - blocked))
    wait = waits * Fraction(service) / (servers - load)
    return {"load": float(load / servers), "waits": float(waits), "wait": float(wait)}


def wait_percentile(rate, service, servers, p):
    """Time within which a share p begins to be served; waits of those who wait are exponential."""
    one = erlang_c(rate, service, servers)
    if one["waits"] <= 1 - p:
        return 0.0
    return log(one["waits"] / (1 - p)) / (servers / service - rate)


def replay(arrivals, services, servers):
    """Waits of jobs that are taken in the order in which they came by the first server that is free."""
    heap = [(float("-inf"), number) for number in range(servers)]
    heapq.heapify(heap)
    waits = []
    for arrival, service in zip(arrivals, services):
        at, number = heapq.heappop(heap)
        start = max(at, arrival)
        waits.append(start - arrival)
        heapq.heappush(heap, (start + service, number))
    return waits


def refusal(lab, words):
    """The words that matter of a refusal; what was answered where there was none."""
    try:
        return f"answered {len(lab.plainlab(*words))} rows"
    except Refused as refused:
        return "would never settle" if "would never settle" in str(refused) else str(refused)


def capacity(lab, ledger):
    """Pools whose machines all take every assay and have no opening hours: one line each."""
    if not lab.has("assays"):
        return
    minutes = dict(zip(lab.table("assays")["code"], lab.table("assays")["service_minutes"]))
    rows = lab.specimens.sort_values("received_at", kind="stable")
    rows = rows.assign(pool=rows["machine_id"].str.split("-").str[0],
                       service=rows["assay"].map(lambda code: float(minutes.get(code) or "nan")))
    days = rows["received_at"].dt.normalize()
    hours = ((days.max() - days.min()).days + 1) * 24
    for load in (1, 5, 20):
        for method in ("closed-form", "replay"):
            words = ("simulate", "capacity", "--method", method, "--load", str(load))
            busiest = max(
                load * group["service"].sum() / 60 / hours / group["machine_id"].nunique()
                for _, group in rows.groupby("pool"))
            if method == "replay" and busiest >= 1:
                ledger.compare("simulate capacity, refusal", "arithmetic", refusal(lab, words),
                               "would never settle", f"load {load}")
                continue
            answer = lab.plainlab(*words)
            # Today's lab, the only one where nothing is otherwise, is told as before.
            wanted = "before" if load == 1 else "after"
            for row in answer:
                if row["scenario"] != wanted or row["pool"] == "all":
                    continue
                some = rows[rows["pool"] == row["pool"]]
                servers = some["machine_id"].nunique()
                everywhere = some.groupby("assay")["machine_id"].nunique().eq(servers).all()
                if some["service"].isna().any() or not everywhere:
                    continue
                place = f"{row['pool']}, load {load}"
                service = some["service"].mean()
                if method == "closed-form":
                    rate = load * len(some) / hours / 60
                    one = erlang_c(rate, service, servers)
                    if one is None:
                        ledger.compare("simulate capacity, closed form", "fractions", row["wait_mean_min"],
                                       None, f"{place} settles")
                        continue
                    for column, value in (
                            ("machines", servers), ("arrivals_per_hour", 60 * rate),
                            ("service_mean_min", service), ("load_erlang", rate * service),
                            ("utilisation_pct", 100 * one["load"]),
                            ("wait_probability_pct", 100 * one["waits"]), ("wait_mean_min", one["wait"]),
                            ("wait_p90_min", wait_percentile(rate, service, servers, 0.9))):
                        ledger.compare("simulate capacity, closed form", "fractions", row[column], value,
                                       f"{place} {column}", absolute=0.005 if value == 0 else 0)
                else:
                    arrivals = np.repeat(some["received_at"].astype("int64").to_numpy() / 6e10, load)
                    arrivals -= arrivals[0]
                    waits = replay(arrivals, np.repeat(some["service"].to_numpy(), load), servers)
                    ledger.compare("simulate capacity, replay", "heapq, numpy", row["n"], len(waits),
                                   f"{place} n")
                    for p in (50, 90, 99):
                        # Differences of minutes since the first arrival keep nine decimals.
                        ledger.compare("simulate capacity, replay", "heapq, numpy", row[f"wait_p{p}_min"],
                                       float(np.quantile(waits, p / 100)), f"{place} wait p{p}",
                                       absolute=0.0500001)
    ledger.not_confirmed("simulate capacity, turnaround and promises of the model",
                         "the model's handling time is its own; only its waits are replayed here")
    ledger.not_confirmed("simulate capacity --method simulation",
                         "drawn numbers are the program's own; another generator draws others")
    ledger.not_confirmed("simulate capacity with shifts and operators", "not written for another program")
    ledger.not_confirmed("report", "its figures are those of the commands; its story is for a reader")
