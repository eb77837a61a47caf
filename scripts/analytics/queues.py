"""Waiting lines: Erlang's formula, and a replay of arrivals, with Python's heap and fractions."""

import heapq
from fractions import Fraction
from math import exp


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


def beyond(rate, service, servers, time):
    """Share that waits longer than a time."""
    one = erlang_c(rate, service, servers)
    return None if one is None else one["waits"] * exp(-(servers / service - rate) * time)


def replay(arrivals, services, servers):
    """Waits of jobs that are taken in the order in which they came by the first server that is free."""
    free = [None] * servers
    heap = [(float("-inf"), number) for number in range(servers)]
    heapq.heapify(heap)
    waits = []
    for arrival, service in zip(arrivals, services):
        at, number = heapq.heappop(heap)
        start = max(at, arrival)
        waits.append(start - arrival)
        heapq.heappush(heap, (start + service, number))
    return waits
