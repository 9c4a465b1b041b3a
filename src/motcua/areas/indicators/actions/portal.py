"""What the national portal says where nothing here can count: noted with its source, never reckoned."""

import datetime as dt

from motcua.areas.indicators import events, policies
from motcua.areas.indicators.evidence import definitions as evidence
from motcua.areas.indicators.models import PortalFigure
from motcua.areas.indicators.queries.index_sets import FROM_PORTAL
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults
from motcua.rules.written import line

MOST = 10**8


@act(may=policies.can_close, records=events.PORTAL_NOTED, law="QĐ 766/QĐ-TTg")
def note_portal_figure(
    *, by: Actor, at: dt.datetime, item: str, month: dt.date, numerator: int, denominator: int, source: str
) -> PortalFigure:
    """Ghi số của Cổng: of the own agency and a month that is over, with the document that says it; again to mend it."""
    faults, first = Faults(), month.replace(day=1)
    faults.unless(item in FROM_PORTAL, "item", "Mục này do hệ thống tự đếm, không ghi số của Cổng.")
    over = (first + dt.timedelta(days=32)).replace(day=1) <= at.astimezone(TZ).date()
    faults.unless(over and first.year >= 2022, "month", "Chọn một tháng đã hết, từ năm 2022.")
    faults.unless(0 <= numerator <= denominator <= MOST, "numerator", "Tử số không lớn hơn mẫu số.")
    said = faults.take(line, source, "source", what="văn bản, trang nguồn", most=200) or ""
    faults.done()
    before = PortalFigure.objects.filter(unit=by.agency, item=item, month=first).order_by("-n").first()
    made = PortalFigure(
        unit=by.agency, item=item, month=first, n=before.n + 1 if before else 1, numerator=numerator,
        denominator=denominator, source=said, noted_at=at, noted_by=by.post,
    )  # fmt: skip
    made.save(force_insert=True)
    facts = {
        "item": item, "month": f"{first:%m/%Y}", "n": made.n, "numerator": numerator, "denominator": denominator,
        "rows": evidence.of_portal(made),
    }  # fmt: skip
    record(events.PORTAL_NOTED, subject=made.subject, unit=by.agency, by=by, at=at, facts=facts)
    return made
