"""The job in pandas: python3 pandas_job.py MODULES THREADS DATA OUT (pandas has one thread)."""
import glob
import sys

import numpy as np
import pandas as pd

data, out = (sys.argv[3:] + [""])[:2]
if data == "--version":
    print(pd.__version__)
    sys.exit()
types = {"dept": "int32", "year": "int16", "item": "int32", "stage": "category", "value": "float64"}
figure = pd.concat([pd.read_csv(path, dtype=types, engine="c") for path in sorted(glob.glob(data + "/figures-*.csv"))],
                   ignore_index=True)

current = figure.loc[(figure.stage == "actual") & figure.value.notna(), ["dept", "item", "year", "value"]]
current = current.rename(columns={"value": "current"})
prior = current.rename(columns={"current": "prior"})
prior["year"] = prior["year"] + np.int16(1)
change = current.merge(prior, on=["dept", "item", "year"], how="inner")
change["rate"] = ((change.current - change.prior) / change.prior.where(change.prior > 0)) * 100
table = change[["dept", "item", "year", "prior", "current"]].copy()
table["change"] = (change.current - change.prior).round(2)
table["rate"] = change.rate.round(2)
table.to_csv(out + "/changes.csv", index=False)
del table, current, prior

total = figure.groupby(["dept", "year", "stage"], observed=True)["value"].sum().unstack("stage").reset_index()
total["adjustment_rate"] = (total.adjusted - total.budget) / total.budget * 100
total["execution_rate"] = total.actual / total.adjusted * 100
total = total[["dept", "year", "budget", "adjusted", "actual", "adjustment_rate", "execution_rate"]]
total.round(2).to_csv(out + "/totals.csv", index=False)

rates = change.groupby(["item", "year"]).rate
spread = pd.DataFrame({"n": rates.count(), "median": rates.median()})
change["median"] = rates.transform("median")
change["away"] = (change.rate - change["median"]).abs()
away = change.groupby(["item", "year"]).away
spread["mad"] = away.median()
change["mad"] = away.transform("median")
spread.round(4).reset_index().to_csv(out + "/spread.csv", index=False)
found = change.loc[change.away > 5 * 1.4826 * change["mad"], ["dept", "item", "year", "rate", "median", "mad"]].copy()
found["score"] = (found.rate - found["median"]) / (1.4826 * found["mad"])
found.round({"rate": 2, "median": 4, "mad": 4, "score": 4}).to_csv(out + "/outliers.csv", index=False)
