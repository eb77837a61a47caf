"""Runs the jobs and prints what was measured: see scripts/bench."""

import argparse
import os
import platform
import subprocess
import sys
from datetime import date

from data import Data
from jobs import OURS, Bench
from measure import Failed, measure


def main():
    options = argparse.ArgumentParser(prog="scripts/bench")
    options.add_argument("plainlab")
    options.add_argument("python")
    options.add_argument("data")
    options.add_argument("--quick", action="store_true")
    options.add_argument("--large", action="store_true")
    options.add_argument("--job", default="")
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()

    packages = versions(given.python)
    bench = Bench(
        given.plainlab, given.python, Data(given.data, given.plainlab), packages,
        10 if given.quick else 1, given.large)
    print(f"{date.today()}; {machine()}")
    print("; ".join([version(given.plainlab)] + [f"{n} {v}" for n, v in packages.items()]))
    for name in ("duckdb", "polars", "pandas"):
        if name not in packages:
            print(f"passed over: {name} is not installed")
    print(f"Whole processes, medians of {given.rounds} rounds (fewer of what takes long), in turn.")
    targets = []
    for make in jobs(bench, given.job):
        job = make()
        if job.compare:
            job.compare()
        measure(job.programs, given.rounds)
        targets += show(job)
    print("\n| target | measured | |\n| --- | --- | --- |")
    for line in targets:
        print(line)


def jobs(bench, word):
    """The jobs that are asked for; each makes its data when it is called."""
    million = 1_000_000 // bench.scale
    everything = {
        f"tat-{million}": lambda: bench.turnaround(million, 730, with_sqlite=True),
        f"tat-{10 * million}": lambda: bench.turnaround(10 * million, 3650, is_target=True),
        "references": lambda: bench.references(million // 2),
        "check": lambda: bench.check(million // 2),
        "check-specimens": lambda: bench.check_specimens(10 * million),
        "change": lambda: bench.change(million // 2),
        "add": lambda: bench.add(5 * million),
        "start": bench.start,
    }
    if bench.large:
        everything[f"growth-{100 * million}"] = lambda: bench.growth(10 * million)
    return [make for name, make in everything.items() if word in name]


def show(job):
    """Prints a job's table, and returns the lines of its targets."""
    ours = job.programs[0].wall
    print(f"\n**{job.about}**\n")
    print("| program | wall time | plainlab is | CPU time | peak memory |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for program in job.programs:
        beside = "" if program.name == OURS else f"{ours / program.wall:.3g} of it"
        print(
            f"| {program.name} | {seconds(program.wall)} | {beside} | {seconds(program.cpu)} "
            f"| {program.peak / 1e6:,.0f} MB |", flush=True)
    programs = {program.name: program for program in job.programs}
    lines = []
    for target in job.targets:
        value = target.value(programs)
        if value is None:
            lines.append(f"| {job.name}: {target.about} | not measured | |")
            continue
        unit = 1e6 if target.figure == "peak" and not target.over else 1
        verdict = "met" if value <= target.most else "**missed**"
        lines.append(
            f"| {job.name}: at most {target.most / unit:g} {target.about} "
            f"| {value / unit:.3g} | {verdict} |")
    return lines


def seconds(time):
    return f"{time * 1000:.1f} ms" if time < 0.1 else f"{time:.2f} s"


def machine():
    cores, model, memory = os.cpu_count(), platform.processor(), ""
    if sys.platform == "linux":
        with open("/proc/cpuinfo") as file:
            names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
        model = names[0] if names else platform.machine()
        with open("/proc/meminfo") as file:
            memory = f", {int(file.readline().split()[1]) / 2**20:.0f} GiB of memory"
    return f"{cores} processors ({model}){memory}, {platform.system()} {platform.release()}"


def version(program):
    return subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()


def versions(python):
    """The Python packages that are there, with their versions."""
    found = {}
    for name in ("duckdb", "polars", "pandas"):
        done = subprocess.run(
            [python, "-c", f"import {name}; print({name}.__version__)"],
            capture_output=True, text=True)
        if done.returncode == 0:
            found[name] = done.stdout.strip()
    return found


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"scripts/bench: {failure}")
