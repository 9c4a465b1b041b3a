"""Units were reorganised: their heirs report what is left to report, and go on reporting (R11.9, R8.17)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.reports import events, policies, queries
from motcua.areas.reports.actions.duties import keep as keep_duty
from motcua.areas.reports.actions.keeping import keep
from motcua.areas.reports.models import PeriodicReport, ReportDuty
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import agency_of, main_heirs, version_on
from motcua.rules.calendar import TZ

LAW = "Luật 72/2025/QH15; NĐ 09/2019/NĐ-CP; R8.17"


@act(may=policies.can_succeed, records=(events.DUTY_SUCCEEDED, events.DUTY_SET), law=LAW, finds={})
def succeed_duty(*, by: Actor, at: dt.datetime, code: str) -> ReportDuty:
    """Chuyển đơn vị kế thừa: the duty ends with its unit, or with who was reported to; the heir has the same from that
    day, unless it has it already. Reports of before stay those of before."""
    duty, on = queries.duty_to_act_on(code, by=by), at.astimezone(TZ).date()
    heirs = queries.heirs_of_duty(duty, on)
    if not heirs:
        raise engine.NothingToSucceed(code=duty.code)
    old = next(key for key in (duty.unit, duty.recipient_unit) if key in heirs)
    duty.valid_to = max(on, duty.valid_from)
    unit, to = (heirs.get(key, key) for key in (duty.unit, duty.recipient_unit))
    keep_duty(events.DUTY_SUCCEEDED, duty, by=by, at=at, **engine.went_on(old, heirs[old], on))
    if not queries.lives(unit, on):
        return duty
    recipient = version_on(to, on).name if duty.recipient_unit in heirs else duty.recipient
    same = ReportDuty.objects.filter(unit=unit, template=duty.template)
    if same.filter(recipient_unit=to, recipient=recipient, valid_to=None).exists():
        return duty
    short = duty.code.rsplit("-", 2)[1]
    made = ReportDuty(
        code=f"NVBC-{unit}-{short}-{same.count() + 1}", agency=agency_of(unit, on).key, unit=unit,
        post="" if duty.unit in heirs else duty.post, template=duty.template, recipient_unit=to,
        recipient=recipient, instrument=duty.instrument, due=duty.due, lead_days=duty.lead_days, valid_from=on,
        set_by=by.post, task=duty.task,
    )  # fmt: skip
    made.save(force_insert=True)
    words = queries.due.due_of(made).words
    keep_duty(events.DUTY_SET, made, by=by, at=at, due_words=words, unit=unit, recipient=to)
    return made


@act(may=policies.can_succeed, records=events.SUCCEEDED, law=LAW, finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> PeriodicReport:
    """Chuyển đơn vị kế thừa: the heir writes and sends a report that has not left, of the days and the figures of the
    unit that ended; who is reported to by now takes it. What was issued keeps its number."""
    report, on = queries.report_to_act_on(code, by=by), at.astimezone(TZ).date()
    heirs = main_heirs({report.agency, report.recipient_unit} - {""}, on)
    if not heirs:
        raise engine.NothingToSucceed(code=report.code)
    old = next(key for key in (report.agency, report.recipient_unit) if key in heirs)
    said = engine.went_on(old, heirs[old], on)
    if report.agency in heirs and queries.goes_on(report):
        engine.bring_row(report, at=at)
        report.unit, report.post = report.agency, ""
    if report.recipient_unit in heirs:
        report.recipient_unit = heirs[report.recipient_unit]
        report.recipient = version_on(report.recipient_unit, on).name
    keep(events.SUCCEEDED, report, by=by, at=at, **said)
    return report
