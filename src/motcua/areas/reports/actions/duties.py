"""Who reports what to whom, by when (R8.17)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.reports import events, evidence, policies, queries
from motcua.areas.reports.actions.keeping import keep as keep_report
from motcua.areas.reports.choices import AT_WORK, templates
from motcua.areas.reports.models import ReportDuty
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import NoPost, NoUnitThen, agency_of, post_on, version_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible, Invalid, NotAllowed
from motcua.rules.report_windows import WINDOWS, By, Due, require_fit
from motcua.rules.written import line

FINDS = {"duty": queries.duty_to_act_on}
LAW = "NĐ 09/2019/NĐ-CP; R8.17–R8.20"
LONGEST_LEAD = 120


class AlreadySet(Impossible):
    text = "{unit} đã có chế độ báo cáo này. Thôi chế độ đang có trước khi đặt lại."


class Ended(Impossible):
    text = "Chế độ báo cáo này đã thôi từ {on}."


def keep(event: EventKind, duty: ReportDuty, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    """Write the duty and journal what was done to it."""
    duty.save()
    record(
        event, subject=duty.subject, unit=duty.agency, by=by, at=at,
        facts={"code": duty.code, "template": duty.template, "short": templates()[duty.template].short, **facts,
               "rows": evidence.of_duty(duty)},
    )  # fmt: skip


def _post(code: str, unit: str, agency: str, on: dt.date) -> str:
    """A post of the unit, or of its agency; blank for whoever heads the unit."""
    if not code:
        return ""
    try:
        found = post_on(code, on)
    except NoPost:
        found = None
    if found is None or found.agency_id != agency or unit not in (found.unit_id, agency):
        raise Invalid(field="post", text="Chọn người lập báo cáo trong đơn vị phải báo cáo.")
    return code


def _due(given: Mapping[str, Any]) -> Due:
    try:
        return Due(By(str(given.get("by"))), int(given.get("n") or 0), int(given.get("month") or 0))
    except (ValueError, TypeError) as error:
        raise Invalid(field="due_by", text="Chọn cách tính hạn gửi.") from error


def _set(
    *, by: Actor, at: dt.datetime, template: str, unit: str, post: str, recipient_unit: str, recipient: str,
    due: Mapping[str, Any], lead_days: int, instrument: str, valid_from: dt.date | None,
    task: int | None,
) -> ReportDuty:  # fmt: skip
    on = at.astimezone(TZ).date()
    faults = Faults()
    faults.among(template, templates(), "template", "Chọn mẫu báo cáo.")
    try:
        agency = agency_of(unit, on).key
    except NoUnitThen as error:
        raise Invalid(field="unit", text="Chọn đơn vị phải báo cáo.") from error
    if agency != by.agency and recipient_unit != by.agency:
        raise NotAllowed()
    if recipient_unit:
        above = recipient_unit == agency and unit != agency
        try:
            faults.unless(
                above or (unit == agency and version_on(agency, on).parent_key == recipient_unit),
                "recipient_unit",
                "Đơn vị chỉ báo cáo lên cơ quan của mình hoặc cơ quan cấp trên trực tiếp.",
            )
            recipient = recipient or version_on(recipient_unit, on).name
        except NoUnitThen:
            faults.unless(False, "recipient_unit", "Chọn nơi nhận báo cáo.")
    faults.unless(
        bool(recipient_unit) or version_on(unit, on).level != Level.DIVISION, "recipient_unit",
        "Bộ phận báo cáo cơ quan của mình; cơ quan gửi ra ngoài.",
    )  # fmt: skip
    recipient = faults.take(line, recipient, "recipient", what="nơi nhận báo cáo")
    instrument = faults.take(line, instrument, "instrument", what="văn bản giao báo cáo", needed=False)
    faults.unless(
        0 <= lead_days <= LONGEST_LEAD,
        "lead_days",
        "Mở báo cáo trước hạn từ 0 đến {most} ngày.",
        most=LONGEST_LEAD,
    )
    post = faults.take(_post, post, unit, agency, on)
    asked = faults.take(_due, due)
    since = valid_from or on
    faults.unless(abs((since - on).days) <= 366, "valid_from", "Chọn ngày bắt đầu trong vòng một năm.")
    faults.done()
    require_fit(WINDOWS[templates()[template].window], asked, calendar_for(agency), since)
    same = ReportDuty.objects.filter(unit=unit, template=template)
    if same.filter(recipient_unit=recipient_unit, recipient=recipient, valid_to=None).exists():
        raise AlreadySet(unit=version_on(unit, on).name)
    short = templates()[template].short
    made = ReportDuty(
        code=f"NVBC-{unit}-{short}-{same.count() + 1}", agency=agency, unit=unit, post=post, template=template,
        recipient_unit=recipient_unit, recipient=recipient, instrument=instrument,
        due={"by": str(asked.by), "n": asked.n, "month": asked.month}, lead_days=lead_days, valid_from=since,
        set_by=by.post, task=task,
    )  # fmt: skip
    made.save(force_insert=True)
    keep(events.DUTY_SET, made, by=by, at=at, due_words=asked.words, unit=unit, recipient=recipient_unit)
    return made


@act(may=policies.can_arrange, records=events.DUTY_SET, law=LAW)
def set_duty(
    *, by: Actor, at: dt.datetime, template: str, unit: str, due: Mapping[str, Any], post: str = "",
    recipient_unit: str = "", recipient: str = "", lead_days: int = 7, instrument: str = "",
    valid_from: dt.date | None = None, task: int | None = None,
) -> ReportDuty:  # fmt: skip
    """Đặt chế độ báo cáo: a unit reports to the agency above or to a body outside, from a day on.

    ``due``: {by: working_days | weekday | day | before, n, month}. A division reports to its own agency.
    ``task``: key of the recurring task that asks for it; whoever calls looked that it is there.
    """
    return _set(
        by=by, at=at, template=template, unit=unit, post=post, recipient_unit=recipient_unit, recipient=recipient,
        due=due, lead_days=lead_days, instrument=instrument, valid_from=valid_from, task=task,
    )  # fmt: skip


@act(may=policies.can_arrange, records=events.DUTY_SET, law=LAW)
def collect(
    *, by: Actor, at: dt.datetime, template: str, units: Sequence[str], due: Mapping[str, Any], lead_days: int = 7,
    instrument: str = "", valid_from: dt.date | None = None, task: int | None = None,
) -> list[ReportDuty]:  # fmt: skip
    """Thu báo cáo: every chosen unit beneath reports here; whoever heads it writes, until it names another."""
    if not units:
        raise Invalid(field="units", text="Chọn ít nhất một đơn vị phải báo cáo.")
    return [
        _set(
            by=by, at=at, template=template, unit=unit, post="", recipient_unit=by.agency, recipient="", due=due,
            lead_days=lead_days, instrument=instrument, valid_from=valid_from, task=task,
        )
        for unit in dict.fromkeys(units)
    ]  # fmt: skip


@act(may=policies.can_change_duty, records=(events.DUTY_ASSIGNED, events.GIVEN), law="R8.17", finds=FINDS)
def assign(*, by: Actor, at: dt.datetime, duty: ReportDuty, post: str) -> ReportDuty:
    """Giao người lập: the post that writes these reports from now on, those still at work with it."""
    _require_held(duty)
    if by.agency != duty.agency:
        raise NotAllowed()
    duty.post = _post(post, duty.unit, duty.agency, at.astimezone(TZ).date())
    keep(events.DUTY_ASSIGNED, duty, by=by, at=at, post=duty.post)
    for report in duty.reports.select_for_update().filter(state__in=AT_WORK):
        report.post = duty.post
        keep_report(events.GIVEN, report, by=by, at=at, post=duty.post)
    return duty


@act(may=policies.can_change_duty, records=events.DUTY_ENDED, law="R8.17", finds=FINDS)
def end_duty(*, by: Actor, at: dt.datetime, duty: ReportDuty) -> ReportDuty:
    """Thôi chế độ báo cáo: no further report is opened; what is open stays to be finished."""
    _require_held(duty)
    duty.valid_to = max(at.astimezone(TZ).date(), duty.valid_from)
    keep(events.DUTY_ENDED, duty, by=by, at=at, until_words=f"{duty.valid_to:%d/%m/%Y}")
    return duty


def _require_held(duty: ReportDuty) -> None:
    if duty.valid_to is not None:
        raise Ended(on=f"{duty.valid_to:%d/%m/%Y}")
