"""Jobs that read: turnaround, references, and the whole check."""

import answers
from job import Bench, Job, Program
from measure import Failed, run
from plant import PLANTED


def turnaround(bench: Bench, count):
    """Percentiles of each assay's turnaround, beside reading the lines of the file."""
    tools, folder = bench.tools, bench.data.specimens(count)
    file = folder / "specimens.csv"
    programs = [
        Program("Plainlab", [bench.plainlab, "--data", folder, "metrics", "tat", "--format", "csv"])]
    if tools.has("duckdb"):
        programs.append(Program("DuckDB", tools.duckdb("duckdb_tat.sql", folder)))
    if tools.has("duckdb-cli"):
        programs.append(Program("DuckDB CLI", tools.duckdb_cli("duckdb_tat.sql", folder)))
    if tools.has("polars") and count != bench.sizes.huge:
        programs.append(Program("polars", tools.in_python("polars_tat.py", file)))
    if tools.has("pandas", "pyarrow") and count != bench.sizes.huge:
        programs.append(Program("pandas", tools.in_python("pandas_tat.py", file)))
    if tools.has("sqlite3") and count == bench.sizes.specimens[0]:
        programs.append(Program("SQLite", tools.sqlite("sqlite_tat.sql", folder)))
    programs.append(Program("wc -l", ["wc", "-l", file]))

    def compare(files):
        return answers.turnaround({name: file for name, file in files.items() if name != "wc -l"})

    return Job(programs, compare)


def references(bench: Bench):
    """Ids that come twice and references that lead nowhere, counted in a good lab and a faulty one."""
    runs = bench.sizes.runs
    good, faulty = bench.data.lab(runs), bench.data.faulty(runs)

    def compare(files):
        in_faulty = {}
        for program in counting(bench, faulty):
            in_faulty[program.name] = bench.work / "answers" / f"{program.name}, faults"
            run(program.words, bench.work, in_faulty[program.name], statuses=(0, 1))
        return [difference for expected, some in (({}, files), (PLANTED, in_faulty))
                for difference in answers.same(expected, counted(some))]

    return Job(counting(bench, good), compare)


def counting(bench, folder):
    """The programs that count faults of keys and references in a lab."""
    tools = bench.tools
    words = [bench.plainlab, "--data", folder, "check", "--format", "json", "--limit", "0"]
    programs = [Program("Plainlab", words + ["--only", "foreign-key,primary-key"])]
    if tools.has("duckdb"):
        programs.append(Program("DuckDB", tools.duckdb("duckdb_references.sql", folder)))
    if tools.has("duckdb-cli"):
        programs.append(Program("DuckDB CLI", tools.duckdb_cli("duckdb_references.sql", folder)))
    if tools.has("polars"):
        programs.append(Program("polars", tools.in_python("polars_references.py", folder)))
    if tools.has("pandas", "pyarrow"):
        programs.append(Program("pandas", tools.in_python("pandas_references.py", folder)))
    if tools.has("sqlite3"):
        programs.append(Program("SQLite", tools.sqlite("sqlite_references.sql", folder)))
    return programs


def counted(files):
    return {name: (answers.findings if name == "Plainlab" else answers.counts)(file)
            for name, file in files.items()}


def check_lab(bench: Bench):
    """Every cell, key, reference and rule of a lab, beside DuckDB loading it with the same constraints."""
    tools, runs = bench.tools, bench.sizes.runs
    good, faulty = bench.data.lab(runs), bench.data.faulty(runs)

    def programs(folder):
        yield Program("Plainlab", [bench.plainlab, "--data", folder, "check"])
        if tools.has("duckdb"):
            yield Program("DuckDB", tools.duckdb("duckdb_load_lab.sql", folder))
            yield Program("DuckDB, keys by queries", tools.duckdb("duckdb_query_lab.sql", folder))

    def compare(files):
        """All accept the good lab, and none the faulty one."""
        differences = silence(files)
        if "DuckDB, keys by queries" in files:
            queried = {"DuckDB, keys by queries": answers.counts(files["DuckDB, keys by queries"])}
            differences += answers.same({}, queried)
        for program in programs(faulty):
            answer = bench.work / "answers" / f"{program.name}, faults"
            try:
                run(program.words, bench.work, answer)
            except Failed:
                continue
            if program.name != "DuckDB, keys by queries" or not answers.counts(answer):
                differences.append(f"{program.name} finds nothing in the lab with faults")
        return differences

    return Job(list(programs(good)), compare)


def check_specimens(bench: Bench):
    """Every column typed, unique ids and all rules of one large table."""
    tools, folder = bench.tools, bench.data.specimens(bench.sizes.usual)
    programs = [Program("Plainlab", [bench.plainlab, "--data", folder, "check"])]
    if tools.has("duckdb"):
        programs.append(Program("DuckDB", tools.duckdb("duckdb_load_specimens.sql", folder)))
    programs.append(Program("wc -l", ["wc", "-l", folder / "specimens.csv"]))
    return Job(programs, silence)


def silence(files):
    said = files["Plainlab"].read_text()
    return [f"Plainlab finds something in a good lab: {said[:500]}"] if said else []
