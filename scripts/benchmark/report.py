"""The measurements as Markdown, ready for a README."""

from targets import megabytes, targets

NAMES = {"cp": "`cp`", "cp and sync": "`cp`, synced", "wc -l": "`wc -l`"}


def report(versions, titles, results, sizes):
    """The versions, a table of all programs, and a table of targets, line by line."""
    yield "With " + ", ".join(f"{name} {version}" for name, version in versions.items()) + "."
    yield ""
    yield "| | wall time | from, to | ratio | processor time | peak memory |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for key, programs in results.items():
        yield f"| **{titles[key]}** | | | | | |"
        first = next(iter(programs.values()))
        for name, result in programs.items():
            yield line(name, result, first)
    yield ""
    yield ("Wall times are medians of whole processes, run in turn with the files in the page cache. "
           "The ratio is the first line's wall time divided by this line's: 0.1 means that Plainlab "
           "takes a tenth of it. Peak memory is the highest of all rounds.")
    wanted = targets(results, sizes)
    if wanted:
        yield ""
        yield "| target | at most | measured | |"
        yield "| --- | --- | --- | --- |"
    for target in wanted:
        words = "met" if target.is_met else "**missed**"
        yield f"| {target.words} | {target.show(target.limit)} | {target.show(target.measured)} | {words} |"


def line(name, result, first):
    label = NAMES.get(name, name) + ("" if result.rounds == first.rounds else f" ({result.rounds} rounds)")
    ratio = "" if result is first else f"{first.wall / result.wall:.2f}"
    memory = megabytes(result.memory)
    if result.memory <= result.floor * 1.05:
        memory = f"under {megabytes(result.floor)}"
    spread = f"{seconds(result.fastest)}, {seconds(result.slowest)}"
    return f"| {label} | {seconds(result.wall)} | {spread} | {ratio} | {seconds(result.cpu)} | {memory} |"


def seconds(number):
    if number >= 1:
        return f"{number:.2f} s"
    return f"{number * 1e3:.0f} ms" if number >= 0.0995 else f"{number * 1e3:.1f} ms"
