"""Tables of cases that an official can read and sign: one row, one case, said in Vietnamese."""

import csv
import datetime as dt
from pathlib import Path

from motcua.rules.calendar import TZ

HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``name``.csv by column heading."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return [dict(row) for row in csv.DictReader(table)]


def day(text: str) -> dt.date:
    """``26/11/2026``."""
    return dt.datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=TZ).date()


def moment(text: str) -> dt.datetime:
    """``26/11/2026 10:00``, Vietnamese time."""
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=TZ)
