"""The labs whose pages are looked at."""

import csv
import shutil
import subprocess

HOSTILE = '</script><script>alert(1)</script>"\'&<b onmouseover=alert(2)>=1+1 \u202e\U0001f9ea'
HEADER = "id,specimen_id,assay,machine_id,operator_id,status,error_code,received_at,processed_at"


def sample(plainlab, source, folder):
    shutil.copytree(source, folder / "data")


def large(plainlab, source, folder):
    subprocess.run(
        [plainlab, "generate", folder / "data", "--specimens", "4000", "--runs", "400", "--days", "60",
         "--bad-week"], check=True, stdout=subprocess.DEVNULL)


def hostile(plainlab, source, folder):
    """Every word that a person may write is an attack."""
    shutil.copytree(source, folder / "data")
    data = folder / "data"
    change(data / "specimens.csv", lambda row: row.update(
        machine_id=HOSTILE if row["machine_id"] == "ARCH-1" else row["machine_id"],
        assay=HOSTILE if row["assay"] == "TSH" else row["assay"]))
    change(data / "settings.csv", lambda row: row.update(
        value=HOSTILE if row["key"] == "lab_name" else row["value"]))
    change(data / "procedures.csv", lambda row: row.update(name=HOSTILE, description=HOSTILE * 20))
    change(data / "steps.csv", lambda row: row.update(description="x" * 400 + HOSTILE))
    change(data / "qc_materials.csv", lambda row: row.update(name=HOSTILE))


def faulty(plainlab, source, folder):
    shutil.copytree(source, folder / "data")
    change(folder / "data/specimens.csv", lambda row: row.update(
        received_at="soon" if row["id"] == "7" else row["received_at"]))
    (folder / "data/runs.csv").write_text("Our runs\n1,2\n")


def empty(plainlab, source, folder):
    subprocess.run([plainlab, "init", folder / "data"], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


ALL = [sample, large, hostile, faulty, empty]
QUICK = [sample, hostile]


def change(path, edit):
    """Edits each row of a table."""
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        names, rows = reader.fieldnames, list(reader)
    for row in rows:
        edit(row)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def only(source, folder, keep):
    """A copy of a lab with some of its specimens."""
    shutil.copytree(source, folder)
    path = folder / "specimens.csv"
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        names, rows = reader.fieldnames, [row for row in reader if keep(row)]
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
