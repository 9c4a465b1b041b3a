"""What the ward aims at this year, and the figures that others published."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.indicators.actions import definitions as actions
from motcua.areas.indicators.choices.definitions import rows, source_rows
from motcua.base.journal.ports import SYSTEM
from motcua.conf.demonstration.year import Story, Year

AIMS = {
    "dossiers.on_time": "98", "dossiers.online_share": "60", "dossiers.overdue": "0", "petitions.on_time": "100",
    "feedback.on_time": "100", "tasks.on_time": "95",
}  # fmt: skip
"""Invented targets of an invented ward."""


def aims(year: Year, start: dt.datetime) -> Story:
    """The chair sets targets for the year in which the demonstration ends; others' figures are loaded."""
    yield start
    actions.load_source_rows(by=SYSTEM, at=year.at, rows=source_rows())
    actions.load_published(by=SYSTEM, at=year.at, rows=rows("published"))
    for indicator, value in AIMS.items():
        actions.set_target(
            by=year.posts["chair"], at=year.at, indicator=indicator, unit="", year=year.until.year, value=value,
            law="Kế hoạch cải cách hành chính năm của phường (trình diễn)",
        )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """Targets and published figures, ten months ago."""
    on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=290))
    yield aims(year, year.calendar.opening(on) + dt.timedelta(minutes=40))
