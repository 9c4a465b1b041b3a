"""Periodic work of reports: find, then call one action each."""

from motcua.areas.reports import actions, queries
from motcua.areas.reports.queries import due
from motcua.base.journal.clock import TZ, now
from motcua.base.journal.ports import SYSTEM


def open_due() -> int:
    """Reports whose day comes near are opened, each period once (R8.17)."""
    at, made = now(), 0
    for duty, period in due.to_open(at.astimezone(TZ).date()):
        actions.open_report(by=SYSTEM, at=at, duty=duty.code, since=period.start)
        made += 1
    return made


def go_on_with_heirs() -> int:
    """Where units were reorganised, their heirs report what is left, and go on reporting (R11.9); how many."""
    at = now()
    on = at.astimezone(TZ).date()
    duties, reports = queries.duties_of_ended_units(on), queries.of_ended_units(on)
    for code in duties:
        actions.succeed_duty(by=SYSTEM, at=at, code=code)
    for code in reports:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return len(duties) + len(reports)


def remind() -> int:
    """Whoever writes a report is told before, on and after its day."""
    at, said = now(), 0
    for code, stage in due.to_remind(at):
        actions.remind(by=SYSTEM, at=at, report=code, stage=stage)
        said += 1
    return said
