"""What an agency must issue every year by when, and what it issued (S074)."""

import datetime as dt
from typing import Any

from motcua.areas.directives import events, evidence, policies
from motcua.areas.directives.actions.keeping import day_of, line
from motcua.areas.directives.choices import DirectiveState, Standing, required
from motcua.areas.directives.models import Directive, Fulfilment, Required
from motcua.areas.directives.queries import required as asked
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.people.choices import fields_of_work
from motcua.rules.impossible import Faults, Impossible, Invalid

LAW = "R8.15, S074"
MOST = 200
FINDS = {"required": asked.to_act_on}


class NothingToAdopt(Impossible):
    text = "Danh mục mẫu đã có đủ trong danh mục của đơn vị."


def _keep(
    event: EventKind, row: Required, *beside: Fulfilment, by: Actor, at: dt.datetime, **facts: Any
) -> None:
    said = {**facts, "n": row.n, "rows": evidence.of_required(row, beside)}
    record(event, subject=row.subject, unit=row.agency, by=by, at=at, facts=said)


def _add(agency: str, *, by: Actor, at: dt.datetime, **given: Any) -> Required:
    row = Required(agency=agency, n=Required.objects.filter(agency=agency).count() + 1, **given)
    row.save(force_insert=True)
    _keep(
        events.REQUIRED,
        row,
        by=by,
        at=at,
        field=row.field,
        due_words=f"{row.day:02d}/{row.month:02d}",
        ahead=row.ahead,
    )
    return row


@act(may=policies.can_require, records=events.REQUIRED, law=LAW)
def require_document(
    *, by: Actor, at: dt.datetime, agency: str, title: str, month: int, day: int, source: str, first: int,
    field: str = "", ahead: bool = False, report: str = "",
) -> Required:  # fmt: skip
    """Thêm văn bản phải ban hành hằng năm: which, by which day of the year (or of the year before), who asks for it.

    ``report``: the template of the periodic report that it is; issued, that fulfils it.
    """
    faults = Faults()
    said = faults.take(line, title, "title", what="tên văn bản")
    basis = faults.take(line, source, "source", what="căn cứ", most=200)
    faults.unless(asked.is_day(month, day), "day", "Chọn ngày có trong lịch.")
    faults.unless(field in ("", *fields_of_work()), "field", "Chọn lĩnh vực công tác.")
    faults.unless(abs(first - day_of(at).year) <= 10, "first", "Chọn năm trong vòng mười năm.")
    faults.unless(
        Required.objects.filter(agency=agency).count() < MOST, "title", "Danh mục đã đủ {most}.", most=MOST
    )
    faults.done()
    return _add(
        agency,
        by=by,
        at=at,
        title=said,
        month=month,
        day=day,
        source=basis,
        first=first,
        field=field,
        ahead=ahead,
        report=report,
    )


@act(may=policies.can_require, records=events.REQUIRED, law=LAW)
def adopt_required(*, by: Actor, at: dt.datetime, agency: str) -> list[Required]:
    """Lấy danh mục mẫu: what is commonly asked and is not in the agency's own list yet, from its next day on."""
    there = set(Required.objects.filter(agency=agency, last=None).values_list("title", flat=True))
    made = []
    for one in required():
        if one["title"] not in there:
            asks: dict[str, Any] = {
                "month": int(one["month"]),
                "day": int(one["day"]),
                "ahead": one["ahead"] == "1",
            }
            since = asked.first_year(**asks, on=day_of(at))
            made.append(
                _add(
                    agency, by=by, at=at, title=one["title"], source=one["source"], first=since, field=one["field"],
                    report=one["report"], **asks,
                )
            )  # fmt: skip
    if not made:
        raise NothingToAdopt()
    return made


def _may(by: Actor, required: Required) -> bool:
    """Whoever keeps the list."""
    return policies.can_require(by, required.agency)


@act(may=_may, records=events.REQUIRED_ENDED, law=LAW, finds=FINDS)
def end_required(*, by: Actor, at: dt.datetime, required: Required, year: int) -> Required:
    """Thôi yêu cầu sau một năm: years before stay as they were."""
    if required.last is not None or year < required.first - 1:
        raise Invalid(field="year", text="Văn bản này đã thôi yêu cầu, hoặc năm trước năm đầu tiên.")
    required.last = year
    required.save(update_fields=["last"])
    _keep(events.REQUIRED_ENDED, required, by=by, at=at, year=year)
    return required


@act(may=_may, records=events.FULFILLED, law=LAW, finds=FINDS)
def fulfil(*, by: Actor, at: dt.datetime, required: Required, year: int, directive: str) -> Fulfilment:
    """Ghi văn bản đã ban hành của năm: an issued directive of the agency; in time or late by its own day."""
    faults = Faults()
    faults.unless(asked.is_asked(required, year), "year", "Chọn năm mà văn bản này được yêu cầu.")
    found = Directive.objects.filter(code=directive, agency=required.agency, signed_on__isnull=False)
    issued = found.exclude(state=DirectiveState.DRAFT).first()
    faults.unless(
        issued is not None and issued.issuer_key in ("", required.agency),
        "directive", "Chọn văn bản đã ban hành của cơ quan.",
    )  # fmt: skip
    faults.done()
    row = asked.fulfilment(required, year)
    row.directive, row.report, row.number, row.issued_on = issued, "", "", None
    row.save()
    _keep(events.FULFILLED, required, row, by=by, at=at, year=year, number=str(issued))
    return row


@act(may=policies.can_recur, records=events.FULFILLED, law=LAW, finds=FINDS)
def fulfil_by_report(
    *, by: Actor, at: dt.datetime, required: Required, year: int, report: str, number: str, issued_on: dt.date
) -> Fulfilment:
    """Báo cáo định kỳ đã ban hành là văn bản của năm: by the installation, when it is issued."""
    row = asked.fulfilment(required, year)
    if asked.issued_on(row) is not None:
        raise Invalid(field="year", text="Văn bản của năm này đã ghi.")
    row.report, row.number, row.issued_on = report, number, issued_on
    row.save()
    _keep(events.FULFILLED, required, row, by=by, at=at, year=year, number=number, report=report)
    return row


@act(may=policies.can_recur, records=events.FELL_DUE, law=LAW, finds=FINDS)
def count_due(*, by: Actor, at: dt.datetime, required: Required, year: int) -> Fulfilment:
    """Đếm khi hết ngày phải ban hành: once a year, in time or not; what is issued later stays late."""
    row = asked.fulfilment(required, year)
    if row.counted_at is not None or asked.to_be_noted(row.due_on) >= day_of(at):
        raise Invalid(field="year", text="Chưa hết hạn, hoặc đã đếm.")
    standing = asked.standing_of(row, day_of(at))
    row.counted_at, row.in_time = at, standing == Standing.IN_TIME
    row.save()
    _keep(
        events.FELL_DUE, required, row, by=by, at=at, year=year, due=row.due_on.isoformat(), in_time=row.in_time,
        field=required.field, standing_words=str(standing.label).lower(),
    )  # fmt: skip
    return row
