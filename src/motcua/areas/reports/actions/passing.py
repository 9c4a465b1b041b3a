"""A report from its opening to whoever waits for it: opened, reminded of, submitted, returned, accepted."""

import datetime as dt

from motcua.areas.cases.queries import words
from motcua.areas.reports import events, evidence, policies, queries
from motcua.areas.reports.actions.keeping import FINDS, keep, require
from motcua.areas.reports.actions.writing import refuse_beyond, refuse_undrawable, refuse_unequal
from motcua.areas.reports.choices import AT_WORK, SentBy, Stage, State, templates
from motcua.areas.reports.models import PeriodicReport, ReportDuty, Snapshot
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.report_templates import differences
from motcua.rules.report_windows import WINDOWS
from motcua.rules.written import body

LAW = "NĐ 09/2019/NĐ-CP Điều 12; R8.5, R8.17–R8.21"


class NotOver(Impossible):
    text = "Kỳ số liệu chưa hết ngày {last}. Trình báo cáo sau ngày đó."


class Unsaid(Impossible):
    text = (
        "Báo cáo còn thiếu: {gaps}. Bổ sung, hoặc ghi lý do trình khi chưa có; lý do được in trong báo cáo."
    )


class Untold(Impossible):
    text = (
        "Mục “{section}” còn thiếu {count} dòng của sổ theo dõi, số liệu đếm được sẽ không khớp. Mở mục này, xem các "
        "dòng hệ thống đề xuất rồi lưu."
    )


class AlreadySent(Impossible):
    text = "Báo cáo này đã gửi, không cần đôn đốc."


# --- opening -----------------------------------------------------------------------------------------------------


def _duty(code: str | ReportDuty, *, by: Actor) -> ReportDuty:
    code = code.code if isinstance(code, ReportDuty) else code
    found = ReportDuty.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise queries.NoSuchDuty(code=code)
    return found


@act(may=policies.runs, records=events.OPENED, law=LAW, finds={"duty": _duty})
def open_report(*, by: Actor, at: dt.datetime, duty: ReportDuty, since: dt.date) -> PeriodicReport:
    """Mở báo cáo của một kỳ: ahead of its day, once, whoever runs the job."""
    window = WINDOWS[templates()[duty.template].window]
    period = window.holding(since)
    if period is None or period.start != since or period.end is None or period.last is None:
        raise Invalid(field="since", text="Ngày này không bắt đầu một kỳ số liệu của mẫu.")
    if PeriodicReport.objects.filter(duty=duty, since=since).exists():
        raise Invalid(field="since", text="Báo cáo của kỳ này đã mở.")
    due_at = queries.due.due_at(duty, period)
    made = PeriodicReport(
        code=f"BC-{duty.code.removeprefix('NVBC-')}-{period.last:%y%m%d}", duty=duty, agency=duty.agency,
        unit=duty.unit, post=duty.post, template=duty.template, recipient_unit=duty.recipient_unit,
        recipient=duty.recipient, since=since, until=period.end, period=window.name(period), opened_at=at,
        due_at=due_at,
    )  # fmt: skip
    made.save(force_insert=True)
    keep(events.OPENED, made, by=by, at=at, period=made.period, due_words=words(due_at))
    return made


@act(may=policies.runs, records=events.REMINDED, law="R8.17", finds=FINDS)
def remind(*, by: Actor, at: dt.datetime, report: PeriodicReport, stage: str) -> PeriodicReport:
    """Nhắc: whoever writes it is told before the day, on it, after it; each once. Their bell shows it."""
    if stage not in Stage.values or report.sent_at is not None:
        raise AlreadySent()
    report.reminded = stage
    keep(events.REMINDED, report, by=by, at=at, stage=stage, stage_words=str(Stage(stage).label))
    return report


@act(may=policies.can_urge, records=events.URGED, law="R8.17", finds=FINDS)
def urge(*, by: Actor, at: dt.datetime, report: PeriodicReport) -> PeriodicReport:
    """Đôn đốc: whoever waits for it says so; the bell of who writes it shows it at once."""
    if report.sent_at is not None:
        raise AlreadySent()
    report.reminded = Stage.AFTER if at > report.due_at else report.reminded or Stage.BEFORE
    keep(events.URGED, report, by=by, at=at)
    return report


# --- submitted, returned, accepted -------------------------------------------------------------------------------


@act(may=policies.can_write, records=(events.SUBMITTED, events.CONSOLIDATED), law=LAW, finds=FINDS)
def submit(*, by: Actor, at: dt.datetime, report: PeriodicReport, without: str = "") -> PeriodicReport:
    """Trình: figures and words are frozen as a version with its hash; a later one lists what differs (R8.21).

    Its tables agree with its figures: rows of the record are told, numbers add up to what they are said to.
    With figures or parts that say nothing it goes for a reason only, which is printed with what is missing (R8.20).
    An agency's report goes to who signs; a division's to its agency. The reports of units that are added up in it are
    consolidated with it.
    """
    require(report, *AT_WORK)
    last = report.until - dt.timedelta(days=1)
    if at.astimezone(TZ).date() <= last:
        raise NotOver(last=f"{last:%d/%m/%Y}")
    found = queries.standing(report, at)
    refuse_beyond(found)
    reason = body(without, "without", what="lý do", most=500, needed=False)
    refuse_secrets("", reason, field="without")
    refuse_undrawable(reason, field="without")
    if found.gaps and not reason:
        raise Unsaid(
            gaps="; ".join((*(one.title for one in found.blank), *(one.heading for one in found.unwritten)))
        )
    for part in found.template.sections:
        if part.adds_up:
            refuse_unequal(found, part)
        if report.formal and (missing := queries.rows_untold(by, found, part, at)):
            raise Untold(section=part.heading, count=len(missing))
    content = queries.figures.content(found, without=reason)
    before = queries.published(report)
    changed: list[str] = []
    if before is not None:
        earlier = queries.figures.figures_of(before, found.template)
        changed = [str(one) for one in differences(found.template, earlier, found.figures)]
    made = Snapshot(
        report=report, n=report.version + 1, content=content, sha256=evidence.sha256_of(content), changed=changed,
        at=at, post=by.post,
    )  # fmt: skip
    made.save(force_insert=True)
    report.version, report.state, report.submitted_at, report.reason = made.n, State.SUBMITTED, at, ""
    if not report.formal and report.sent_at is None:
        report.sent_at, report.sent_by = at, SentBy.HERE
    keep(
        events.SUBMITTED, report, made, by=by, at=at, n=made.n, sha256=made.sha256, missing=len(found.missing),
        blank=[one.key for one in found.blank] if found.gaps else [],
        unwritten=[one.code for one in found.unwritten] if found.gaps else [],
        late=report.sent_at is not None and report.sent_at > report.due_at,
    )  # fmt: skip
    for unit in found.units:
        taken = unit.report
        if taken is not None and unit.values is not None and taken.taken_into_id != report.pk:
            taken.state, taken.taken_into = State.CONSOLIDATED, report
            keep(events.CONSOLIDATED, taken, by=by, at=at, into=report.code)
    return report


@act(may=policies.can_judge, records=events.RETURNED, law="R8.21", finds=FINDS)
def send_back(*, by: Actor, at: dt.datetime, report: PeriodicReport, reason: str) -> PeriodicReport:
    """Trả lại để sửa: who signs before it is issued, or who received it; the next version lists what differs."""
    allowed = (
        (State.SUBMITTED, State.ISSUED, State.ACCEPTED) if report.sent_at is not None else (State.SUBMITTED,)
    )
    require(report, *allowed)
    report.reason = body(reason, "reason", what="điều cần sửa", most=2_000)
    report.state = State.RETURNED
    keep(events.RETURNED, report, by=by, at=at, version=report.version)
    return report


@act(may=policies.can_judge, records=events.ACCEPTED, law=LAW, finds=FINDS)
def accept(*, by: Actor, at: dt.datetime, report: PeriodicReport) -> PeriodicReport:
    """Nhận báo cáo: from now on its figures are in the sums of who received it."""
    require(report, State.ISSUED if report.formal else State.SUBMITTED)
    if by.agency != report.recipient_unit or report.sent_at is None:
        raise Impossible()
    report.state = State.ACCEPTED
    keep(events.ACCEPTED, report, by=by, at=at, version=report.version)
    return report
