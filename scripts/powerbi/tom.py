"""Reads and validates a model.bim with Microsoft's Tabular Object Model, on the .NET of dotnetcore2.

tom.py FOLDER            says which object model it is
tom.py FOLDER MODEL.BIM  exit 1 where the model has an error
"""

import json
import os
import sys
import tempfile

folder = sys.argv[1]
os.environ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1"
dotnet = os.path.join(folder, "dotnetcore2", "bin")

with tempfile.TemporaryDirectory() as work:
    path = os.path.join(work, "tom.runtimeconfig.json")
    framework = {"name": "Microsoft.NETCore.App", "version": "3.1.0"}
    with open(path, "w") as config:
        json.dump(
            {
                "runtimeOptions": {
                    "tfm": "netcoreapp3.1",
                    "framework": framework,
                    "configProperties": {"System.Globalization.Invariant": True},
                }
            },
            config,
        )
    from clr_loader import get_coreclr
    from pythonnet import set_runtime

    set_runtime(get_coreclr(runtime_config=path, dotnet_root=dotnet))
    import clr

sys.path.append(os.path.join(folder, "sempy", "lib"))
clr.AddReference("Microsoft.AnalysisServices.Core")
clr.AddReference("Microsoft.AnalysisServices.Tabular")
from Microsoft.AnalysisServices import CompatibilityMode  # noqa: E402
from Microsoft.AnalysisServices.Tabular import Database, JsonSerializer  # noqa: E402

if len(sys.argv) < 3:
    name = clr.GetClrType(Database).Assembly.GetName()
    print(f"{name.Name} {name.Version}")
    sys.exit(0)

with open(sys.argv[2], encoding="utf-8") as file:
    text = file.read()
database = JsonSerializer.DeserializeDatabase(text, None, CompatibilityMode.PowerBI)
result = database.Model.Validate()
for error in result.Errors:
    print("TOM:", error.Message)
tables = list(database.Model.Tables)
measures = sum(table.Measures.Count for table in tables)
# What it writes of the model, it reads again: nothing in it was passed over.
again = json.loads(JsonSerializer.SerializeDatabase(database))
lost = []


def compare(ours, theirs, path):
    if isinstance(ours, dict):
        for name, value in ours.items():
            if name not in theirs:
                lost.append(f"{path}.{name}")
            else:
                compare(value, theirs[name], f"{path}.{name}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for place, (a, b) in enumerate(zip(ours, theirs)):
            compare(a, b, f"{path}[{place}]")
    elif ours != theirs and "\n".join(ours if isinstance(ours, list) else [str(ours)]) != (
        "\n".join(theirs) if isinstance(theirs, list) else str(theirs)
    ):
        lost.append(f"{path}: {ours!r} became {theirs!r}")


compare(json.loads(text), again, "")
for place in lost:
    print("TOM does not keep", place)
print(
    f"TOM: {len(tables)} tables, {database.Model.Relationships.Count} relationships, "
    f"{measures} measures, level {database.CompatibilityLevel}: "
    + ("valid" if result.Errors.Count == 0 and not lost else "INVALID")
)
sys.exit(1 if result.Errors.Count or lost else 0)
