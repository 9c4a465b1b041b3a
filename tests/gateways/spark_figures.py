"""Run apart by test_lake: the shipped indicators on a Spark cluster of two worker processes, printed as JSON."""

import csv
import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path

from motcua.gateways.lake import engines
from motcua.gateways.lake.figures import cells_of, figures
from motcua.rules.scoring.definitions import Basis, of_data
from motcua.rules.scoring.figures import Figure

SMALL = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
SETTINGS = {
    "spark.driver.extraJavaOptions": SMALL, "spark.executor.extraJavaOptions": SMALL,
    "spark.sql.codegen.wholeStage": "false", "spark.sql.shuffle.partitions": "2",
}  # fmt: skip
"""For few rows: nothing is compiled that would run once."""


def told(found: dict[str, Figure]) -> dict[str, list[str]]:
    return {key: [str(one.numerator), str(one.denominator)] for key, one in found.items()}


def main() -> None:
    lake, shipped, units, since, until = sys.argv[1:]
    with open(shipped, encoding="utf-8", newline="") as file:
        read = [of_data(row) for row in csv.DictReader(file)]
    definitions = [one for one in read if one.basis is Basis.COUNTED and one.numerator]
    begins, ends = dt.date.fromisoformat(since), dt.date.fromisoformat(until)
    with engines.spark(Path(lake), settings=SETTINGS) as engine:
        totals = figures(engine, definitions, units.split(","), begins, ends, worked=lambda *_: 21)
        year = dt.date(2025, 1, 1), dt.date(2026, 1, 1)
        by_month = cells_of(engine, definitions, year[1])
        everybody = {unit for sums in by_month.sums.values() for unit, _ in sums}
        cells = {one.id: by_month.figure(one, everybody, *year, worked=lambda *_: 21) for one in definitions}
        # by versions: a share that counts late ones too from April on, a stock that counts something else from then on
        known = {one.id: one for one in definitions}
        april, share, stock = dt.date(2025, 4, 1), known["dossiers.on_time"], known["dossiers.overdue"]
        later = replace(share, numerator=share.denominator, version=1, valid_from=april, before=share)
        standing = replace(stock, numerator=stock.numerator[:1], version=1, valid_from=april, before=stock)
        versions = figures(engine, [later, standing], everybody, *year)
        processes = engine.backend._session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
    found = {"totals": told(totals), "cells": told(cells), "versions": told(versions)}
    print(json.dumps({**found, "processes": processes}))


if __name__ == "__main__":
    main()
