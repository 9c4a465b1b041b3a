"""An inspection from its plan or decision to its publication (R13.20, R15.2–R15.4)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from motcua.areas.inspections import events, evidence, policies, queries
from motcua.areas.inspections.actions.reading import Reading
from motcua.areas.inspections.choices import FIGURES_OF, FORMS, INQUIRING, OWN, Duty, Kind, State
from motcua.areas.inspections.models import Inspection
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import last_version, unit_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible

FINDS = {"inspection": queries.inspection_to_act_on}
LAW = "QĐ 217-QĐ/TW; Luật 75/2015/QH13; Luật 84/2025/QH15; R13.19, R13.20, R15.2"
LONGEST = dt.timedelta(days=366)
UNITS_MOST = 60
CODES = {
    Kind.SUPERVISION: "GS",
    Kind.CRITICISM: "PB",
    Kind.RESPONSIBILITY: "TT",
    Kind.OVERSIGHT: "KT",
    Kind.GENERAL: "TK",
}


class NotNow(Impossible):
    text = "Không làm được khi cuộc này ở trạng thái “{state}”."


def require(inspection: Inspection, *states: str) -> None:
    """The act is for these states only."""
    if inspection.state not in states:
        raise NotNow(state=State(inspection.state).label)


def keep(event: EventKind, inspection: Inspection, *, by: Actor, at: dt.datetime, **facts: Any) -> Inspection:
    inspection.save()
    record(
        event, subject=inspection.subject, unit=inspection.agency, by=by, at=at,
        facts={"code": inspection.code, **facts, "rows": evidence.of_inspection(inspection)},
    )  # fmt: skip
    return inspection


def _read(by: Actor, kind: str, given: Mapping[str, Any], on: dt.date) -> dict[str, Any]:
    """The columns of a plan, checked; raises Invalid naming everything to mend."""
    read = Reading(impersonal=bool(given.get("impersonal")))
    form = read.among(given.get("form"), [str(one) for one in FORMS[kind]], "form", "Chọn hình thức.")
    begins, ends = given.get("begins_on"), given.get("ends_on")
    read.unless(isinstance(begins, dt.date), "begins_on", "Chọn ngày bắt đầu.")
    if isinstance(begins, dt.date):
        sound = isinstance(ends, dt.date) and begins <= ends <= begins + LONGEST
        read.unless(sound, "ends_on", "Chọn ngày kết thúc từ ngày bắt đầu, trong vòng một năm.")
    units = list(dict.fromkeys(given.get("units") or ()))
    known = queries.units_for(by, on, kind)
    read.unless(
        (bool(units) or kind == Kind.GENERAL) and len(units) <= UNITS_MOST and all(unit in known for unit in units),
        "units", "Chọn từ 1 đến {most} đơn vị.", most=UNITS_MOST,
    )  # fmt: skip
    duties = [duty for duty in Duty.values if duty in (given.get("duties") or ())]
    if kind == Kind.RESPONSIBILITY:
        read.unless(bool(duties), "duties", "Chọn ít nhất một trách nhiệm được thanh tra, kiểm tra.")
    values = {
        "form": form, "begins_on": begins, "ends_on": ends, "units": units,
        "unit_names": [known.get(unit, "") for unit in units],
        "duties": duties if kind == Kind.RESPONSIBILITY else [],
        "title": read.line(given.get("title"), "title", what="nội dung"),
        "draft": read.line(given.get("draft"), "draft", what="dự thảo được phản biện", needed=kind == Kind.CRITICISM)
        if kind == Kind.CRITICISM else "",
        "partners": read.line(given.get("partners"), "partners", what="cơ quan phối hợp", needed=False),
        "number": read.number(given.get("number"), "number", what="số, ký hiệu văn bản"),
        "decided_on": read.day(given.get("decided_on"), "decided_on", until=on),
    }  # fmt: skip
    read.done()
    return values


def _body(by: Actor, kind: str, on: dt.date) -> str:
    """Who does it, as named in public: the organisation for a supervision, the agency for an inspection."""
    own = by.agency if kind in OWN else by.unit
    return queries.name_of(version_on(own, on))


@act(may=policies.can_plan, records=events.PLANNED, law=LAW)
def plan(
    *, by: Actor, at: dt.datetime, kind: str, form: str, title: str, units: Sequence[str], number: str,
    decided_on: dt.date | None, begins_on: dt.date | None, ends_on: dt.date | None, draft: str = "",
    duties: Sequence[str] = (), partners: str = "", impersonal: bool = False,
) -> Inspection:  # fmt: skip
    """Lập kế hoạch giám sát, phản biện; ghi quyết định thanh tra: what, of whom, from when to when."""
    on = at.astimezone(TZ).date()
    given = {
        "form": form, "title": title, "units": units, "number": number, "decided_on": decided_on,
        "begins_on": begins_on, "ends_on": ends_on, "draft": draft, "duties": duties, "partners": partners,
        "impersonal": impersonal,
    }  # fmt: skip
    values = _read(by, kind, given, on)
    serial = take_number(agency=by.agency, book=f"{CODES[Kind(kind)].lower()}-giam-sat", year=on.year)
    made = Inspection(
        code=f"{CODES[Kind(kind)]}-{_agency_code(by, on)}-{on:%y}-{serial:04d}", agency=by.agency, unit=by.unit,
        body=_body(by, kind, on), kind=kind, state=State.PLANNED, planned_at=at, **values,
    )  # fmt: skip
    return keep(events.PLANNED, made, by=by, at=at, kind_words=KIND_WORDS[Kind(kind)], number=made.number)


KIND_WORDS = {
    Kind.SUPERVISION: gettext_noop("kế hoạch giám sát"), Kind.CRITICISM: gettext_noop("kế hoạch phản biện xã hội"),
    Kind.RESPONSIBILITY: gettext_noop("quyết định thanh tra, kiểm tra trách nhiệm"),
    Kind.GENERAL: gettext_noop("quyết định thanh tra, kiểm tra"),
    Kind.OVERSIGHT: gettext_noop("kế hoạch theo dõi, kiểm tra"),
}  # fmt: skip


def _agency_code(by: Actor, on: dt.date) -> str:
    return unit_on(last_version(by.agency).code, on).agency_code


@act(may=policies.can_handle, records=events.CHANGED, law=LAW, finds=FINDS)
def change(*, by: Actor, at: dt.datetime, inspection: Inspection, plan: Mapping[str, Any]) -> Inspection:
    """Sửa kế hoạch: while nothing is concluded."""
    require(inspection, State.PLANNED)
    for name, value in _read(by, inspection.kind, plan, at.astimezone(TZ).date()).items():
        setattr(inspection, name, value)
    return keep(events.CHANGED, inspection, by=by, at=at, number=inspection.number)


@act(may=policies.can_handle, records=events.CONCLUDED, law=LAW, finds=FINDS)
def conclude(
    *, by: Actor, at: dt.datetime, inspection: Inspection, findings: str, report_number: str,
    concluded_on: dt.date | None, figures: Mapping[str, Any] | None = None, impersonal: bool = False,
) -> Inspection:  # fmt: skip
    """Ghi kết luận: what was found; of an inspection also its numbers, never who."""
    require(inspection, State.PLANNED)
    on, read = at.astimezone(TZ).date(), Reading(impersonal=impersonal)
    inspection.findings = read.body(findings, "findings", what="kết luận, nhận xét")
    inspection.report_number = read.number(
        report_number, "report_number", what="số, ký hiệu văn bản kết luận"
    )
    inspection.concluded_on = read.day(concluded_on, "concluded_on", until=on, since=inspection.decided_on)
    if inspection.kind in INQUIRING:
        given = figures or {}
        inspection.figures = {name: read.count(given.get(name), name) for name in FIGURES_OF[inspection.kind]}
        most = len(inspection.units) + inspection.figures.get("bodies", 0)
        read.unless(most > 0, "bodies", "Ghi số doanh nghiệp, tổ chức khi không chọn đơn vị nào.")
        read.unless(
            inspection.figures["units_at_fault"] <= most, "units_at_fault",
            "Không nhiều hơn {most} đơn vị đã thanh tra, kiểm tra.", most=most,
        )  # fmt: skip
    read.done()
    inspection.state = State.CONCLUDED
    return keep(
        events.CONCLUDED, inspection, by=by, at=at, number=inspection.report_number, **inspection.figures
    )


@act(may=policies.can_handle, records=events.PUBLISHED, law=f"{LAW}, R15.4", finds=FINDS)
def publish(*, by: Actor, at: dt.datetime, inspection: Inspection) -> Inspection:
    """Công khai: findings, recommendations and replies, those that come later too, late ones said so."""
    require(inspection, State.CONCLUDED)
    inspection.state, inspection.published_at = State.PUBLISHED, at
    return keep(events.PUBLISHED, inspection, by=by, at=at)


@act(may=policies.can_handle, records=events.CANCELLED, law=LAW, finds=FINDS)
def cancel(
    *, by: Actor, at: dt.datetime, inspection: Inspection, reason: str, impersonal: bool = False
) -> Inspection:
    """Hủy: it is not done, and why."""
    require(inspection, State.PLANNED)
    read = Reading(impersonal=impersonal)
    inspection.reason = read.body(reason, "reason", what="lý do, số văn bản")
    read.done()
    inspection.state = State.CANCELLED
    return keep(events.CANCELLED, inspection, by=by, at=at)


__all__ = ["cancel", "change", "conclude", "plan", "publish"]
