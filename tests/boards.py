"""A past for boards to draw: finished dossiers written as they would stand, facts as they would be counted."""

import datetime as dt
import random
from collections.abc import Mapping

from motcua.areas.cases.models import Case, CaseType, StepVisit
from motcua.areas.indicators.actions.counting import count
from motcua.base.calendars.queries import calendar_for
from motcua.rules.counting import Row
from tests import world

SINGLE = "1.004873"
STEPS = (("Thẩm tra", "justice-1"), ("Ký", "chair"))


def past_year(at: dt.datetime, dossiers: int = 300) -> None:
    """Dossiers of ten months, one in six late, these long at their first step."""
    type_ = CaseType.objects.filter(kind="dossier", code=SINGLE).latest("version")
    calendar, dice, day = calendar_for(world.WARD), random.Random(1), dt.timedelta(days=1)
    cases, visits = [], []
    for n in range(dossiers):
        came = calendar.add_working_hours(at - 300 * day + n * day * 294 / dossiers, 1)
        hours = dice.randrange(18, 22) if n % 6 == 0 else dice.randrange(1, 9)
        handed = calendar.add_working_hours(came, hours)
        done, due = calendar.add_working_hours(handed, 8), calendar.add_working_hours(came, 24)
        cases.append(Case(
            kind="dossier", code=f"H26.145-{n:04d}", type=type_, agency=world.WARD, place=world.WARD, where=world.WARD,
            title=type_.name, who="x", state="returned", received_at=came, promised_at=due, due_at=due,
            legal_due_at=due, finished_at=done, closed_at=done, on_time=done <= due, search="",
        ))  # fmt: skip
        visits.append([(came, handed), (handed, done)])
    Case.objects.bulk_create(cases)
    StepVisit.objects.bulk_create(
        StepVisit(case=case, n=n, step=n, name=name, kind="work", duty="process", post=post, entered_at=begin,
                  left_at=end, due_at=end)
        for case, stays in zip(cases, visits, strict=True)
        for n, ((name, post), (begin, end)) in enumerate(zip(STEPS, stays, strict=True), 1)
    )  # fmt: skip


def facts(unit: str, months: Mapping[int, tuple[int, int]], *, first: int = 1) -> None:
    """So many finished, and of them late, in each month of 2026."""
    rows = []
    for month, (done, late) in months.items():
        day = dt.date(2026, month, 5)
        rows += [Row("dossier.received", day, unit=unit)] * done
        rows += [Row("dossier.duration", day, unit=unit, outcome="le_3")] * done
        rows += [Row("dossier.finished", day, unit=unit, timing="late")] * late
        rows += [Row("dossier.finished", day, unit=unit, timing="on_time")] * (done - late)
        rows += [Row("step.left", day, unit=unit, post="justice-1", timing="on_time")] * done
    count([(first * 100_000 + n, row) for n, row in enumerate(rows)])
