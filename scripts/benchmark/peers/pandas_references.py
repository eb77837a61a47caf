"""Ids that come twice and references that lead nowhere, in pandas: pandas_references.py FOLDER"""

import sys

import pandas as pd
from columns import REFERENCES, TABLES_WITH_IDS, used

tables = {
    name: pd.read_csv(f"{sys.argv[1]}/{name}.csv", engine="pyarrow", usecols=used(name))
    for name in (*TABLES_WITH_IDS, "users")}
answer = {f"{name}.id": tables[name]["id"].duplicated().sum() for name in TABLES_WITH_IDS}
for name, column, target in REFERENCES:
    values = tables[name][column].dropna()
    answer[f"{name}.{column}"] = (~values.isin(tables[target]["id"])).sum()
print(",".join(answer))
print(",".join(str(count) for count in answer.values()))
