"""Tables and periods of reports, as the catalogue words them (R6.51): data with their source and how sure it is."""

import csv
import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from motcua.rules.reporting import Column, Table, condition


@dataclass(frozen=True)
class Period:
    """A period of reports: its months, and on which day of the month before them it begins."""

    code: str
    name: str
    first_month: int
    last_month: int
    cutoff_day: int
    law: str
    certainty: str

    def days(self, year: int) -> tuple[dt.date, dt.date]:
        """From which day, up to, not including, which day it runs in a year."""
        before = dt.date(year, self.first_month, 1) - dt.timedelta(days=1)
        return before.replace(day=self.cutoff_day), dt.date(year, self.last_month, self.cutoff_day)


def _rows(name: str) -> list[dict[str, str]]:
    place = settings.CATALOGUE / "reports" / f"{name}.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def periods() -> Mapping[str, Period]:
    """The shipped periods by code, in their order."""
    return {
        row["code"]: Period(
            row["code"], row["name"], int(row["first_month"]), int(row["last_month"]), int(row["cutoff_day"]),
            row["law"], row["certainty"],
        )
        for row in _rows("periods")
    }  # fmt: skip


@functools.cache
def tables() -> Mapping[str, Table]:
    """The shipped tables by code, in their order."""
    columns: dict[str, list[Column]] = {}
    for row in _rows("columns"):
        plus, minus, over = (tuple(row[name].split()) for name in ("plus", "minus", "over"))
        columns.setdefault(row["table"], []).append(
            Column(
                row["key"], row["number"], row["group"], row["title"], condition(row["where"]), row["amount"], plus,
                minus, over, row["certainty"],
            )
        )  # fmt: skip
    return {
        row["code"]: Table(
            row["code"], row["number"], row["title"], row["law"], row["fact"], tuple(columns[row["code"]]),
            row["certainty"], row["note"],
        )
        for row in _rows("tables")
    }  # fmt: skip
