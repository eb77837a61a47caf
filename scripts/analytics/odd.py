"""Odd labs and odd words: every command of figures must answer or refuse, in its right mind.

A command is in its right mind when it ends by itself with status 0, 1 or 2, writes JSON that a strict
parser reads, shows no control character of a cell on the screen, and refuses on stderr in words.
"""

import json
import re
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

GROUPS = ("metrics", "qc", "stats", "simulate", "report")
HEADS = {
    "specimens": "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at",
    "runs": "id,procedure_id,start_time,end_time,status,notes,procedure_version,user_id",
    "run_steps": "id,run_id,step_id,completed,completed_at,notes",
    "run_events": "id,run_id,event,at,user_id,reason",
    "procedures": "id,name,description,created_at,updated_at,version",
    "steps": "id,procedure_id,order,description,estimated_duration",
    "assays": "code,name,sla_hours,target_tat_minutes,service_minutes",
    "qc_materials": "id,name,measurement_type,resource_code,level,target,sd,tea_pct,valid_from,valid_to",
    "qc_results": "id,qc_material_id,run_key,measured_value,timestamp,operator_id",
    "settings": "key,value,description",
}
NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)
HOSTILE = "\x1b[31mred\x07"


def moment(minutes, start=NOON):
    return (start + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def specimens(count, status="COMPLETED", minutes=lambda n: 30 + n, start=NOON, gap=7, assay="TSH",
              machine="M1", operator="O1"):
    rows = []
    for n in range(count):
        done = "" if status in ("RECEIVED", "IN_PROCESS") else moment(gap * n + minutes(n), start)
        error = "E1" if status == "ERROR" else ""
        rows.append(f"{n + 1},S{n + 1},{assay},{machine},{operator},{status},{error},"
                    f"{moment(gap * n, start)},{done}")
    return {"specimens": rows}


def runs(count, minutes=lambda n: 20 + n, status="completed", start=NOON, estimate="5"):
    rows = {name: [] for name in ("procedures", "steps", "runs", "run_steps", "run_events")}
    rows["procedures"].append(f"1,P,,{moment(-9000)},{moment(-9000)},1")
    rows["steps"] += [f"1,1,1,first,{estimate}", "2,1,2,second,"]
    for n in range(count):
        begin, end = n * 1440, n * 1440 + minutes(n)
        over = moment(end, start) if status != "in_progress" else ""
        rows["runs"].append(f"{n + 1},1,{moment(begin, start)},{over},{status},,1,")
        for step in (1, 2):
            at = moment(begin + minutes(n) * step // 2, start) if status == "completed" else ""
            rows["run_steps"].append(
                f"{2 * n + step},{n + 1},{step},{'true' if at else 'false'},{at},")
        rows["run_events"].append(f"{n + 1},{n + 1},start,{moment(begin, start)},,")
    return rows


def controls(values, target="10", sd="1", tea="10", name="C", resource="M1"):
    return {
        "qc_materials": [f"1,{name},TSH,{resource},level 1,{target},{sd},{tea},{moment(-9000)},"],
        "qc_results": [f"{n + 1},1,R{n},{value},{moment(60 * n)}," for n, value in enumerate(values)]}


def together(*parts):
    whole = {}
    for part in parts:
        whole.update(part)
    return whole


def clock_changes():
    """Specimens every 13 minutes around clock changes of Berlin and New York, the turn of a year of 53
    weeks, and the same long before 1970; every eleventh is an error, every fifteenth still open."""
    rows = []
    for day, hours in (("2026-03-08", 30), ("2026-03-28", 40), ("2026-10-24", 40), ("2026-11-01", 30),
                       ("2026-12-27", 240), ("1916-04-30", 30), ("1969-12-31", 30)):
        start = datetime.fromisoformat(f"{day}T00:00:00+00:00")
        for n in range(hours * 60 // 13):
            place = len(rows) + 1
            status = "ERROR" if place % 11 == 0 else "RECEIVED" if place % 15 == 0 else "COMPLETED"
            done = "" if status == "RECEIVED" else moment(13 * n + 20 + place % 50, start)
            error = "E1" if status == "ERROR" else ""
            rows.append(f"{place},S{place},{('TSH', 'GLU')[place % 2]},M{place % 3},O1,{status},{error},"
                        f"{moment(13 * n, start)},{done}")
    return {"specimens": rows}


LABS = {
    "empty": {},
    "one of each": together(specimens(1), runs(1), controls([10])),
    "two of each": together(specimens(2), runs(2), controls([10, 11])),
    "all open": together(specimens(9, "RECEIVED"), runs(5, status="in_progress")),
    "all errors": together(specimens(9, "ERROR"), runs(5, status="cancelled")),
    "all alike": together(
        specimens(40, minutes=lambda n: 30, gap=0), runs(12, lambda n: 20), controls([10] * 25)),
    "no time at all": together(specimens(40, minutes=lambda n: 0), runs(12, lambda n: 0)),
    "before 1970": together(
        specimens(20, start=datetime(1903, 12, 31, 23, tzinfo=timezone.utc)),
        runs(9, start=datetime(1903, 12, 31, 23, tzinfo=timezone.utc))),
    "the year 9999": specimens(20, start=datetime(9999, 12, 30, tzinfo=timezone.utc)),
    "two thousand years apart": {"specimens": [
        f"1,S1,TSH,M1,O1,COMPLETED,,{'0001-01-01T00:00:00Z'},{'0001-01-01T01:00:00Z'}",
        f"2,S2,TSH,M1,O1,COMPLETED,,{'9999-12-31T22:00:00Z'},{'9999-12-31T23:00:00Z'}"]},
    "backwards": specimens(20, minutes=lambda n: -30),
    "daylight saving": together(specimens(
        60, gap=5, start=datetime(2026, 10, 24, 22, tzinfo=timezone.utc))),
    "hostile names": together(
        specimens(30, assay='"=1+1,""A"""', machine=HOSTILE, operator="'; DROP"),
        runs(3), controls([10, 20, 5, 10, 15], name=f'"{HOSTILE}, ""x"""', resource=HOSTILE)),
    "no spread, no target": controls([10, 12, 9], target="0", sd="0", tea=""),
    "negative spread": controls([10, 12, 9], target="10", sd="-1"),
    "huge numbers": controls(["9" * 300, "-" + "9" * 300, "1" + "0" * 308, "0." + "0" * 320 + "1"]),
    "many digits": controls([f"10000000.{n % 2 + 1}" for n in range(1001)], target="10000000", sd="0.1"),
    "a promise of nothing": together(
        specimens(9), {"assays": ["TSH,,0,,"], "settings": ["sla_hours,0,", "time_zone,UTC,"]}),
    "settings that say nothing": together(
        specimens(9), {"settings": ["sla_hours,soon,", "time_zone,Mars/Olympus,"]}),
}

WORDS = [
    ["--since", "2026-11-01", "--until", "2026-10-01"], ["--since", "yesterday"], ["--since", ""],
    ["--until", "9999-12-31"], ["--since", "0001-01-01"], ["--as-of", "1900-01-01"], ["--as-of", "x"],
    ["--as-of", "9999-12-31T23:59:59Z"],
    ["--by", "colour"], ["--by", "none"], ["--by", "machine"], ["--by", "operator"], ["--by", "assay"],
    ["--by", "code"], ["--by", "version"],
    ["--percentiles", "0"], ["--percentiles", "100"], ["--percentiles", "101"], ["--percentiles", "-1"],
    ["--percentiles", "abc"], ["--percentiles", "50,,90"], ["--percentiles", ""],
    ["--percentiles", "nan"], ["--percentiles", "99.99999,50,50"],
    ["--time-zone", "Mars/Olympus"], ["--time-zone", "Europe/Berlin"], ["--time-zone", "../etc/passwd"],
    ["--time-zone", ""], ["--grain", "hour"], ["--grain", "week"], ["--grain", "year"],
    ["--grain", "hour", "--since", "0001-01-01", "--until", "9999-12-31"],
    ["--r4s", "sometimes"], ["--r4s", "range"], ["--r4s", "consecutive"], ["--method", "guess"],
    ["--method", "grubbs"], ["--method", "hampel"], ["--method", "tukey"],
    ["--servers", "0"], ["--servers", "-1"], ["--servers", "99999999999999999999"],
    ["--lambda", "0"], ["--lambda", "2"], ["--lambda", "nan"], ["--k", "0"], ["--h", "-1"],
    ["--target", "nan"], ["--target", "1e308"], ["--threshold", "0"], ["--window", "0"],
    ["--window", "9223372036854775807"], ["--seed", "-1"], ["--runs", "0"], ["--format", "xml"],
    ["--list"], ["nothing.like.this"], ["specimens.assay"], ["qc_results.measured_value"],
    ["specimens.tat"], ["specimens."], [".tat"], [""], ["--nonsense"],
]


def make(folder, rows):
    folder.mkdir(parents=True)
    for table, head in HEADS.items():
        lines = [head, *rows.get(table, [])]
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n")


def commands(program):
    """The commands of figures with the options that each one's help names, and its first operands."""
    found = {}

    def look(path):
        text = subprocess.run([program, *path, "--help"], capture_output=True, text=True).stdout
        inner = re.search(r"^Commands\n((?:  .*\n)+)", text, re.M)
        names = re.findall(r"^  ([a-z][a-z-]*)  ", inner.group(1), re.M) if inner else []
        if names:
            for name in names:
                look([*path, name])
        elif text:
            usage = text.splitlines()[0]
            own = text.split("Options of every command")[0]
            found[tuple(path)] = (set(re.findall(r"--[a-z0-9-]+", own)),
                                  re.findall(r"\b[A-Z][A-Z.]+\b", usage.split("plainlab", 1)[-1]))
    for group in GROUPS:
        look([group])
    return found


def run(program, folder, words):
    return subprocess.run([program, "--data", str(folder), *words], capture_output=True,
                          timeout=120, stdin=subprocess.DEVNULL)


def faults(done, words):
    """What is wrong with the way in which a command ended."""
    said = done.stderr.decode(errors="replace")
    if done.returncode < 0 or "Fatal error" in said or "Trace/breakpoint" in said:
        yield f"CRASH ({done.returncode}): {said.strip()[:200]}"
        return
    if done.returncode not in (0, 1, 2):
        yield f"exit {done.returncode}"
    if done.returncode == 2 and not said.strip():
        yield "exit 2 without a word"
    if done.returncode == 0 and "--format" in words and words[words.index("--format") + 1] == "json":
        try:
            json.loads(done.stdout, parse_constant=lambda name: 1 / 0)
        except (ValueError, ZeroDivisionError) as fault:
            yield f"not JSON: {fault!r}: {done.stdout[:80]!r}"
    shown = done.stdout.decode(errors="replace")
    raw = "csv" in words  # A file keeps every character of a cell; only the screen must not.
    if not raw and re.search(r"[\x00-\x09\x0b-\x1f\x7f\x80-\x9f]", shown + said):
        yield "a control character reaches the screen"
    if re.search(r"(?<![A-Za-z])-?(nan|inf|infinity)(?![A-Za-z])", shown, re.I):
        yield f"a number that is none: {shown[:200]!r}"


def verify(program, work, ledger, only=""):
    ledger.lab = "odd labs"
    operands = {"TABLE.COLUMN": ("specimens.tat", "qc_results.measured_value"),
                "COLUMN": ("specimens.tat", "qc_results.measured_value")}
    every = {path: how for path, how in commands(program).items() if only in " ".join(path)}
    for name, rows in LABS.items():
        make(Path(work) / name.replace(" ", "-"), rows)
    for path, (options, names) in every.items():
        figure = " ".join(path)
        firsts = [[]]
        for wanted in names:
            if wanted in operands:
                firsts = [[one] for one in operands[wanted]]
        for lab in LABS:
            folder = Path(work) / lab.replace(" ", "-")
            tries = [[*path, *first, "--format", form] for first in firsts
                     for form in (("json", "csv", "table") if "--format" in options else ())] \
                or [[*path, *first] for first in firsts]
            if lab in ("all alike", "empty", "one of each"):
                tries += [[*path, *first, *words] for first in firsts[:1] for words in WORDS
                          if not words[0].startswith("--") or words[0] in options or words == ["--nonsense"]]
            for words in tries:
                try:
                    wrong = list(faults(run(program, folder, words), words))
                except subprocess.TimeoutExpired:
                    wrong = ["does not end within two minutes"]
                ledger.demand(figure, lab, words, wrong)
