"""Looks at the pages of 'plainlab site' in a browser. See scripts/verify-site."""

import argparse
import csv
import functools
import http.server
import io
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

from playwright.sync_api import sync_playwright

import labs

PROBES = (pathlib.Path(__file__).parent / "probes.js").read_text()
WIDTHS = [375, 1440]
failures = []


def expect(holds, what):
    """Notes what does not hold; all is looked at even so."""
    if not holds:
        failures.append(what)
        print(f"FAILED: {what}")


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


def serve(folder):
    """Serves a folder on this machine alone, on a free port."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


def run(plainlab, *words, cwd):
    done = subprocess.run([plainlab, *map(str, words)], cwd=cwd, capture_output=True, text=True)
    expect(done.returncode == 0, f"{words} ends with {done.returncode}: {done.stderr}")
    return done.stdout


def rows(plainlab, cwd, *words):
    return list(csv.DictReader(io.StringIO(run(plainlab, *words, "--format", "csv", cwd=cwd))))


def open_page(context, address, base):
    """Opens a page, and notes what it says to the console and asks elsewhere."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", lambda message: expect(False, f"{address}: console: {message.text}"))
    page.on("pageerror", lambda error: expect(False, f"{address}: {error}"))
    page.on("requestfailed", lambda request: expect(False, f"{address}: no {request.url}"))
    page.on("dialog", lambda dialog: expect(False, f"{address}: a dialog: {dialog.message}"))
    page.on("request", lambda request: expect(
        request.url.startswith((base, "data:")), f"{address}: asks {request.url}"))
    page.goto(address)
    return page


def ask(page, call):
    return page.evaluate(PROBES + "\n" + call)


def check_appearance(browser, base, names, is_thorough, lab, keep):
    # Every look of one lab; of the others each width and each scheme once.
    looks = [(scheme, width) for scheme in ["light", "dark"] for width in WIDTHS]
    for scheme, width in looks if is_thorough else [looks[1], looks[2]]:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme)
        for name in names:
            page = open_page(context, f"{base}/{name}", base)
            where = f"{lab}/{name} at {width} px, {scheme}"
            scroll = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            expect(scroll <= 0, f"{where}: {scroll} px wider than the window")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            for text in ask(page, "faintTexts()"):
                expect(False, f"{where}: contrast {text}")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = false)")
            for fault in ask(page, "structuralFaults()"):
                expect(False, f"{where}: {fault}")
            if keep:
                page.screenshot(
                    path=keep / f"{lab}-{name[:-5]}-{width}-{scheme}.png", full_page=True)
            page.close()
        context.close()


def check_keyboard(browser, base, names, lab):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    for name in names:
        page = open_page(context, f"{base}/{name}", base)
        total, last = ask(page, "reachable().length"), -1
        seen = set()
        for _ in range(4 * total):
            page.keyboard.press("Tab")
            place, is_seen = ask(page, "focused()")
            if place < 0:
                # The browser's own parts of a field, or the end of the page.
                if len(seen) == total:
                    break
                continue
            expect(place >= last, f"{lab}/{name}: Tab goes back from {last} to {place}")
            expect(is_seen, f"{lab}/{name}: the focus is not seen at {place}")
            last = place
            seen.add(place)
            if len(seen) == total:
                break
        expect(len(seen) == total, f"{lab}/{name}: Tab reaches {len(seen)} of {total}")
        page.close()
    context.close()


def check_without_script(browser, base, names, lab):
    with_script = browser.new_context()
    without = browser.new_context(java_script_enabled=False)
    for name in names:
        expected = open_page(with_script, f"{base}/{name}", base)
        page = open_page(without, f"{base}/{name}", base)
        for selector in ["h2", "table", "tbody tr", "svg"]:
            a, b = page.locator(selector).count(), expected.locator(selector).count()
            expect(a == b, f"{lab}/{name}: {a} of {b} {selector} without the script")
        form = page.locator("form")
        expect(form.count() == 0 or not form.first.is_visible(),
               f"{lab}/{name}: a form that nobody answers without the script")
        page.close()
        expected.close()
    for context in [with_script, without]:
        context.close()


# Columns whose values are right to within 2.5 %, and one step of the last digit.
ROUGH = {"p50_min": 0.1, "p90_min": 0.1, "p99_min": 0.1}
# Columns that a selection does not count.
UNCOUNTED = {"funnel", "note", "open_breached", "at_risk", "open_in_time"}


def compare(where, shown, expected):
    """Compares rows of a page with those of a command, by the name in their first column."""
    if not expected:
        expect(not shown, f"{where}: rows where there are none")
        return 0
    first = next(iter(expected[0]))
    named = {row[first]: row for row in shown}
    expect(set(named) == {row[first] for row in expected},
           f"{where}: rows {sorted(named)} for {sorted(row[first] for row in expected)}")
    compared = 0
    for row in expected:
        for column, value in row.items():
            text = named.get(row[first], {}).get(column)
            if column in UNCOUNTED or text is None:
                continue
            text = text.replace(",", "")
            if column in ROUGH and value and text:
                rough = abs(float(text) - float(value)) <= 0.025 * float(value) + ROUGH[column]
                expect(rough, f"{where}: {row[first]} {column}: {text} for {value}")
            else:
                expect(text == value, f"{where}: {row[first]} {column}: {text} for {value}")
            compared += 1
    return compared


def check_selections(browser, base, plainlab, folder, lab):
    """Each selection against what a lab says that has no other specimens."""
    with open(folder / "data/specimens.csv", newline="", encoding="utf-8") as file:
        specimens = list(csv.DictReader(file))
    days = sorted(row["processed_at"][:10] for row in specimens if row["processed_at"])
    first, last = days[len(days) // 3], days[2 * len(days) // 3]
    machine = specimens[0]["machine_id"]
    assay = next(row["assay"] for row in specimens if row["machine_id"] == machine)
    end = subprocess.run(["date", "-u", "-d", f"{last} + 1 day", "+%Y-%m-%d"],
                         capture_output=True, text=True).stdout.strip()
    context = browser.new_context()
    compared = 0
    for number, (some_assay, some_machine) in enumerate(
            [("", ""), (assay, ""), ("", machine), (assay, machine)]):
        part = folder / f"part-{number}"
        labs.only(folder / "data", part, lambda row: (
            some_assay in ("", row["assay"]) and some_machine in ("", row["machine_id"])
            # What is open is not selected.
            and row["status"] in ("COMPLETED", "ERROR")))
        times = ["--since", first, "--until", end]
        for name, section, words in [
            ("turnaround", "turnaround-by-assay", ["tat"]),
            ("turnaround", "turnaround-by-machine", ["tat", "--by", "machine"]),
            ("throughput", "throughput-by-day", ["throughput"]),
            ("errors", "errors-by-machine", ["errors"]),
            ("errors", "errors-by-assay", ["errors", "--by", "assay"]),
            ("sla", "sla-by-assay", ["sla"]),
        ]:
            page = open_page(context, f"{base}/{name}.html", base)
            page.locator("[name=since]").fill(first)
            page.locator("[name=until]").fill(last)
            select = lambda field, value: page.locator(f"[name={field}]").select_option(
                label=value or f"All {field}s")
            select("assay", some_assay)
            select("machine", some_machine)
            shown = ask(page, f"rowsOf('{section}')")
            expected = rows(plainlab, folder, "--data", part, "metrics", *words, *times)
            if name == "sla":
                # Specimens that are late by now, and had no result then, are open for the command.
                expected = [row for row in expected if row["within"] != "0"
                            or row["closed_breached"] != "0"]
                for row in expected:
                    decided = int(row["within"]) + int(row["closed_breached"])
                    row["total"] = str(decided)
                    row["compliance_pct"] = f"{100 * int(row['within']) / decided:.1f}"
            if name == "throughput" and not any(row["completed"] != "0" for row in expected):
                shown = expected = []
            compared += compare(f"{lab}/{section} of {some_assay} {some_machine}", shown, expected)
            page.locator("[type=reset]").click()
            page.wait_for_timeout(50)
            whole = ask(page, f"rowsOf('{section}')")
            expect(not page.locator("#selected").text_content(), f"{lab}/{section}: still selected")
            expect(len(whole) >= len(shown), f"{lab}/{section}: rows are gone for good")
            page.close()
    expect(compared > 100, f"{lab}: only {compared} figures of selections were compared")
    print(f"{lab}: {compared} figures of selections are those of 'plainlab metrics'")
    context.close()


def check_watch(browser, plainlab, folder):
    """An open page renews itself when a row is added."""
    watcher = subprocess.Popen(
        [plainlab, "site", "watched", "--watch"], cwd=folder, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    try:
        site = folder / "watched"
        wait(lambda: (site / "index.html").exists(), "the watched site is written")
        server, base = serve(site)
        context = browser.new_context()
        page = open_page(context, f"{base}/throughput.html", base)
        before = page.get_attribute("html", "data-version")
        page.wait_for_function("document.getElementById('refresh').textContent !== ''")
        page.locator("[name=machine]").select_option(index=1)
        chosen = page.locator("[name=machine]").input_value()
        with open(folder / "data/specimens.csv", encoding="utf-8") as file:
            lines = file.read().splitlines()
        cells = lines[-1].split(",")
        run(plainlab, "add", "specimens", "specimen_id=L99999999", f"assay={cells[2]}",
            f"machine_id={cells[3]}", f"operator_id={cells[4]}", "status=RECEIVED",
            "received_at=2026-11-20T17:49:30Z", cwd=folder)
        wait(lambda: page.get_attribute("html", "data-version") != before, "the page renews itself",
             page)
        expect(page.locator("[name=machine]").input_value() == chosen,
               "a selection outlives the renewal")
        page.close()
        local = context.new_page()
        local.goto(f"file://{site}/index.html")
        expect("load the page anew" in local.locator("#refresh").text_content(),
               "a page of a folder says that it does not look for news")
        server.shutdown()
        context.close()
        print("sample: an open page renews itself")
    finally:
        watcher.send_signal(signal.SIGINT)
        expect(watcher.wait(timeout=20) == 0, "Ctrl-C ends the watch with 0")


def wait(holds, what, page=None):
    for _ in range(150):
        if holds():
            return
        page.wait_for_timeout(200) if page else time.sleep(0.2)
    expect(False, what)


def main():
    parser = argparse.ArgumentParser()
    for name in ["plainlab", "chromium", "sample", "work", "keep"]:
        parser.add_argument(f"--{name}", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    plainlab = str(given.plainlab.resolve())
    with sync_playwright() as playwright:
        # A container's only user is root, for whom the browser has no sandbox.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=str(given.chromium), args=arguments)
        for make in labs.QUICK if given.quick else labs.ALL:
            lab, folder = make.__name__, given.work / make.__name__
            folder.mkdir()
            make(plainlab, given.sample, folder)
            run(plainlab, "site", "site", cwd=folder)
            site = folder / "site"
            begun = time.monotonic()
            names = sorted(path.name for path in site.glob("*.html"))
            server, base = serve(site)
            # A page for a procedure looks like the others of its kind.
            some = [name for name in names if not name.startswith("procedure-")]
            some += [name for name in names if name.startswith("procedure-")][:1]
            is_thorough = lab == "sample" and not given.quick
            check_appearance(browser, base, some, is_thorough, lab, given.keep)
            check_keyboard(browser, base, some if lab in ("sample", "empty") else [], lab)
            check_without_script(browser, base, some, lab)
            if lab in ("sample", "large") and not given.quick:
                check_selections(browser, base, plainlab, folder, lab)
            context = browser.new_context()
            for name in names:
                open_page(context, f"file://{site}/{name}", f"file://{site}/").close()
                if given.keep and lab == "sample":
                    page = open_page(context, f"{base}/{name}", base)
                    page.pdf(path=given.keep / f"{lab}-{name[:-5]}.pdf", prefer_css_page_size=True)
                    page.close()
            context.close()
            took = time.monotonic() - begun
            print(f"{lab}: {len(names)} pages were looked at in {took:.0f} s", flush=True)
            if lab == "sample":
                check_watch(browser, plainlab, folder)
            server.shutdown()
        browser.close()
    print(f"{len(failures)} failures" if failures else "all is well")
    sys.exit(1 if failures else 0)


main()
