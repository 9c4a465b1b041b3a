"""Writing a report's row with what was done to it; which states an act is for."""

import datetime as dt
from typing import Any

from motcua.areas.reports import evidence, queries
from motcua.areas.reports.choices import State
from motcua.areas.reports.models import Entry, Part, PeriodicReport, Remark, Snapshot
from motcua.base.journal.actions import record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible

FINDS = {"report": queries.report_to_act_on}


class NotNow(Impossible):
    text = "Không làm được khi báo cáo ở trạng thái “{state}”."


def require(report: PeriodicReport, *states: str) -> None:
    """The act is for these states only."""
    if report.state not in states:
        raise NotNow(state=State(report.state).label)


def keep(
    event: EventKind, report: PeriodicReport, *rows: Part | Entry | Remark | Snapshot, by: Actor, at: dt.datetime,
    **facts: Any,
) -> None:  # fmt: skip
    """Write the report and journal what was done to it and to the rows that hang on it."""
    report.save()
    record(
        event, subject=report.subject, unit=report.agency, by=by, at=at,
        facts={"code": report.code, **facts, "rows": evidence.of_report(report, *rows)},
    )  # fmt: skip
