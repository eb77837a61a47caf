"""Compares a workbook with the CSV of the same tables; called by scripts/verify-workbook.

    verify.py WORKBOOK FOLDER openpyxl          every cell, its type and its value
    verify.py WORKBOOK FOLDER libreoffice OUT   what LibreOffice wrote of each sheet as CSV
    verify.py WORKBOOK ROWS count               how many rows all sheets have
"""

import csv
import datetime
import pathlib
import re
import sys

import openpyxl

csv.field_size_limit(1 << 30)
FIRST_DAY = datetime.datetime(1900, 3, 1)


def expected(text, kind):
    """What a cell must hold: None, a number, a flag, a day, a time, a moment in UTC, or text."""
    if text == "":
        return None
    if kind in ("int", "decimal"):
        digits = re.sub(r"[-.]", "", text).lstrip("0")
        if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text) and len(digits) <= 15:
            return float(text)
    elif kind == "bool" and text in ("true", "false"):
        return text == "true"
    elif kind in ("date", "datetime"):
        try:
            moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
        except ValueError:
            return text
        if moment.tzinfo is not None:
            moment = moment.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        if moment >= FIRST_DAY:
            return moment
    elif kind == "time" and re.fullmatch(r"\d\d:\d\d", text):
        return datetime.time.fromisoformat(text)
    return text


def tables(folder):
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        with open(path.with_suffix(".schema"), newline="", encoding="utf-8") as file:
            kinds = {row["column"]: row["type"] for row in csv.DictReader(file)}
        yield path.stem, rows, [kinds[name] for name in rows[0]]


def escaped(value):
    """Text as openpyxl shows it: what XML cannot hold stays in its escape."""
    if not isinstance(value, str):
        return value
    absent = "[\x00-\x08\x0b-\x1f\ufffe\uffff]"
    return re.sub(absent, lambda match: f"_x{ord(match[0]):04X}_", value)


def stored(cell):
    """A cell's value as openpyxl has it."""
    value = cell.value
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def compare_openpyxl(workbook, folder):
    count = 0
    for name, rows, kinds in tables(folder):
        sheet = workbook[name]
        assert sheet.freeze_panes == "A2", name
        assert sheet.auto_filter.ref == sheet.dimensions, (name, sheet.auto_filter.ref)
        assert sheet.max_row == len(rows), (name, sheet.max_row, len(rows))
        assert [stored(cell) for cell in sheet[1]] == rows[0], name
        for number, row in enumerate(rows[1:], 2):
            for column, (text, kind) in enumerate(zip(row, kinds), 1):
                cell = sheet.cell(number, column)
                wanted, found = escaped(expected(text, kind)), stored(cell)
                place = f"{name}!{cell.coordinate}"
                assert type(wanted) is type(found) and wanted == found, (place, wanted, found)
                assert cell.data_type != "f", place
                if kind in ("date", "datetime") and isinstance(wanted, datetime.datetime):
                    assert cell.is_date, place
                count += 1
    about = workbook["About"]
    assert [cell.value for cell in about[1]] == ["sheet", "entry", "column", "holds", "meaning"]
    print(f"openpyxl: {count} cells")


def shown(text, kind):
    """What LibreOffice writes of a cell that is shown in its format."""
    value = expected(text, kind)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if kind == "datetime" and isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    return text


def compare_libreoffice(workbook, folder, out):
    count = 0
    for name, rows, kinds in tables(folder):
        path = next(pathlib.Path(out).glob(f"*-{name}.csv"))
        with open(path, newline="", encoding="utf-8") as file:
            found = list(csv.reader(file))
        wanted = [rows[0]] + [[shown(*cell) for cell in zip(row, kinds)] for row in rows[1:]]
        for number, (ours, theirs) in enumerate(zip(wanted, found, strict=True), 1):
            assert ours == theirs, (name, number, ours, theirs)
            count += len(ours)
    print(f"LibreOffice: {count} cells")


def count_rows(path, rows):
    workbook = openpyxl.load_workbook(path, read_only=True)
    names = [name for name in workbook.sheetnames if name.startswith("specimens")]
    counts = [sum(1 for _ in workbook[name].iter_rows(values_only=True)) for name in names]
    assert sum(counts) - len(names) == rows, counts
    print(f"openpyxl: {rows} rows in {len(names)} sheets")


path, folder, how = sys.argv[1:4]
if how == "count":
    count_rows(path, int(folder))
elif how == "openpyxl":
    compare_openpyxl(openpyxl.load_workbook(path), folder)
else:
    compare_libreoffice(None, folder, sys.argv[4])
