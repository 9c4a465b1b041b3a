"""Every read of report duties and reports: what this actor may see; "not yours" looks like "not there"."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from motcua.areas.cases.queries import heirs_in
from motcua.areas.reports import policies
from motcua.areas.reports.choices import AT_WORK, State, templates
from motcua.areas.reports.models import Entry, Part, PeriodicReport, Remark, ReportDuty, Snapshot
from motcua.areas.reports.queries import answering, corrections, due, figures
from motcua.areas.reports.queries.corrections import seen
from motcua.areas.reports.queries.figures import Standing, standing, unit_name
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.queries import IssuedView, issued_of, open_issued
from motcua.base.files.queries import OpenedFile
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import (
    NoUnitThen,
    UnitOn,
    agency_of,
    descendants,
    main_heirs,
    posts_on,
    version_on,
)
from motcua.rules.calendar import TZ
from motcua.rules.citing import Reference, cited
from motcua.rules.impossible import Invalid, NotFound
from motcua.rules.periods import Period
from motcua.rules.report_templates import Section, Template, untold
from motcua.rules.report_windows import CYCLES, WINDOWS, Due, require_fit
from motcua.rules.tasks import Every

__all__ = ["Standing", "answering", "corrections", "due", "figures", "seen", "standing", "unit_name"]


class NoSuchReport(NotFound):
    text = "Không tìm thấy báo cáo {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class NoSuchDuty(NotFound):
    text = "Không tìm thấy chế độ báo cáo {code} trong phạm vi của đơn vị."


def template_of(code: str) -> Template:
    """A shipped template; raises NotFound."""
    found = templates().get(code)
    if found is None:
        raise NotFound()
    return found


# --- duties ------------------------------------------------------------------------------------------------------


def duties(by: Actor) -> QuerySet[ReportDuty]:
    """Duties of the agency and its divisions, and of units that report to it; for all who work there."""
    if not policies.can_look(by):
        return ReportDuty.objects.none()
    mine = Q(agency=by.agency) | Q(recipient_unit=by.agency)
    found = ReportDuty.objects.filter(mine)
    if not policies.oversees(by):
        found = found.filter(
            Q(unit=by.unit) | Q(unit=by.agency) | Q(post__in=[by.post, by.on_behalf_of or by.post])
        )
    return found.order_by("template", "unit", "-valid_from", "-id")


def duty_to_act_on(code: str | ReportDuty, *, by: Actor) -> ReportDuty:
    """The duty of an act, locked."""
    code = code.code if isinstance(code, ReportDuty) else code
    found = ReportDuty.objects.select_for_update().filter(code=code).first()
    if found is None or not (policies.runs(by) or by.agency in (found.agency, found.recipient_unit)):
        raise NoSuchDuty(code=code)
    return found


def heirs_of_duty(duty: ReportDuty, on: dt.date) -> dict[str, str]:
    """Who goes on for the unit that reports, and for whom it reports to, where they ended by the day. A division that
    ended with its agency has no heir: it reported to that agency."""
    return main_heirs({duty.unit, duty.recipient_unit} - {""}, on)


def lives(unit: str, on: dt.date) -> bool:
    """Whether a unit is there on a day."""
    try:
        return bool(version_on(unit, on))
    except NoUnitThen:
        return False


def duties_of_ended_units(on: dt.date) -> list[str]:
    """Codes of duties that hold, of units that ended or that reported to one, and have a known heir."""
    held = ReportDuty.objects.filter(valid_to=None)
    gone = {**heirs_in(held, "unit", on), **heirs_in(held, "recipient_unit", on)}
    found = held.filter(Q(unit__in=gone) | Q(recipient_unit__in=gone)) if gone else held.none()
    return list(found.order_by("pk").values_list("code", flat=True))


def waiting_at(agency: str) -> tuple[int, int]:
    """How many duties to report hold at an agency, and how many of its reports have not left."""
    held = ReportDuty.objects.filter(agency=agency, valid_to=None).count()
    return held, PeriodicReport.objects.filter(agency=agency, sent_at=None).count()


def goes_on(report: PeriodicReport) -> bool:
    """Whether an heir writes and sends it: an agency's, that has not left. What a division owed its agency ends."""
    return report.formal and report.sent_at is None


def of_ended_units(on: dt.date) -> list[str]:
    """Codes of reports that have not left, of agencies that ended, and of those that wait to be taken by one."""
    rows = PeriodicReport.objects.filter(Q(sent_at=None) | Q(state__in=[State.SUBMITTED, State.ISSUED]))
    gone, to = heirs_in(rows, "agency", on), heirs_in(rows, "recipient_unit", on)
    found = rows.filter(Q(agency__in=gone, unit=F("agency"), sent_at=None) | Q(recipient_unit__in=to))
    return list(found.order_by("pk").values_list("code", flat=True)) if gone or to else []


def units_to_ask(by: Actor, on: dt.date) -> list[UnitOn]:
    """The agency, its divisions, and the agencies directly beneath it that are at work here."""
    at_work = {post.unit_id for post in posts_on(on)} | {post.agency_id for post in posts_on(on)}
    found = [version_on(key, on) for key in sorted(descendants(by.agency, on) & at_work | {by.agency})]
    near = [
        one for one in found
        if one.key == by.agency or agency_of(one.key, on).key == by.agency or one.level != Level.DIVISION
    ]  # fmt: skip
    return sorted(near, key=lambda one: (one.key != by.agency, one.level == Level.DIVISION, one.name))


def template_for(agency: str, every: Every, due: Due, on: dt.date) -> str:
    """The one shipped template whose days close in time for a report asked for so often; "" for none or several."""
    fit = [one.code for one in templates().values() if _fits(one, agency, every, due, on)]
    return fit[0] if len(fit) == 1 else ""


def _fits(template: Template, agency: str, every: Every, due: Due, on: dt.date) -> bool:
    window = WINDOWS[template.window]
    if window.cycle is not CYCLES[every]:
        return False
    try:
        require_fit(window, due, calendar_for(agency), on)
    except Invalid:
        return False
    return True


def works_here(key: str, on: dt.date) -> bool:
    """Whether an agency has posts in this installation, so that reports arrive."""
    return bool(key) and bool(posts_on(on, agency=key))


def superior_of(agency: str, on: dt.date) -> UnitOn | None:
    """The agency above, if there is one."""
    try:
        above = version_on(agency, on).parent_key
        return version_on(above, on) if above else None
    except NoUnitThen:
        return None


# --- reports -----------------------------------------------------------------------------------------------------


def report(by: Actor, code: str) -> PeriodicReport:
    """A report that this actor may read."""
    found = PeriodicReport.objects.select_related("duty").filter(code=code).first()
    if found is None or not policies.can_open(by, found):
        raise NoSuchReport(code=code)
    return found


def report_to_act_on(code: str | PeriodicReport, *, by: Actor) -> PeriodicReport:
    """The report of an act, locked; that it belongs to the post the policy says."""
    code = code.code if isinstance(code, PeriodicReport) else code
    found = PeriodicReport.objects.select_for_update().filter(code=code).first()
    if found is None or not (policies.runs(by) or by.agency in (found.agency, found.recipient_unit)):
        raise NoSuchReport(code=code)
    return found


def reports(by: Actor) -> list[PeriodicReport]:
    """Reports of the agency that this post may read, those at work first, then the newest."""
    found = PeriodicReport.objects.filter(agency=by.agency).select_related("duty")
    rows = [one for one in found.order_by("-due_at", "-id")[:400] if policies.can_open(by, one)]
    return sorted(rows, key=lambda one: one.state not in AT_WORK and one.state != State.SUBMITTED)


@dataclass(frozen=True)
class Line:
    """One unit in a collection: its duty, its report if it is open, and when it was or is due."""

    duty: ReportDuty
    name: str
    report: PeriodicReport | None
    due_at: dt.datetime
    readable: bool

    def late(self, now: dt.datetime) -> bool:
        """Sent after its time, or not sent although that is over."""
        sent = self.report.sent_at if self.report is not None else None
        return (sent or now) > self.due_at


def collections(by: Actor) -> list[tuple[Template, Period, str]]:
    """What is collected: template, days and their name, the latest first."""
    if not policies.oversees(by):
        return []
    rows = PeriodicReport.objects.filter(recipient_unit=by.agency).values_list(
        "template", "since", "until", "period"
    )
    found = sorted(set(rows.order_by()), key=lambda row: (row[2], row[0]), reverse=True)
    return [
        (templates()[code], Period(since, until), name)
        for code, since, until, name in found
        if code in templates()
    ]


def collection(by: Actor, template: str, since: dt.date) -> tuple[Template, Period, str, list[Line]]:
    """Every unit that must report one period: who sent, who is late, who has not begun."""
    chosen = template_of(template)
    if not policies.oversees(by):
        raise NotFound()
    window = WINDOWS[chosen.window]
    period = window.holding(since)
    if period is None or period.start != since or period.end is None or period.last is None:
        raise NotFound()
    asked = figures.duties_to(by.agency, template, since, period.end)
    if not asked:
        raise NotFound()
    found = {one.duty_id: one for one in PeriodicReport.objects.filter(duty__in=asked, since=since)}
    lines = []
    for duty in asked:
        one = found.get(duty.pk)
        if one is not None:
            one.duty = duty
        due_at = one.due_at if one is not None else due.due_at(duty, period)
        readable = one is not None and policies.can_open(by, one)
        lines.append(Line(duty, unit_name(duty.unit, period.last), one, due_at, readable))
    return chosen, period, window.name(period), lines


def consolidating(by: Actor, template: str, since: dt.date) -> PeriodicReport | None:
    """The agency's own report of the same days, in which the units' are added up."""
    return PeriodicReport.objects.filter(
        agency=by.agency, unit=by.agency, template=template, since=since
    ).first()


def before(found: PeriodicReport) -> PeriodicReport | None:
    """The report of the same duty for the days before."""
    return PeriodicReport.objects.filter(duty=found.duty_id, since__lt=found.since).order_by("-since").first()


def texts_before(found: PeriodicReport) -> tuple[str, dict[str, str]]:
    """What was said last time, by part, for reference: the period's name and the words as printed."""
    last = before(found)
    if last is None:
        return "", {}
    snapshot = Snapshot.objects.filter(report=last).order_by("-n").first()
    return (last.period, snapshot.content["printed"]) if snapshot is not None else ("", {})


def versions_of(by: Actor, found: PeriodicReport, section: str) -> list[Part]:
    """Versions of a part, the newest first, for who works on it."""
    if not policies.can_follow(by, found):
        return []
    return list(Part.objects.filter(report=found, section=section).order_by("-n"))


def latest(found: PeriodicReport) -> dict[str, int]:
    """Number of the last version of each part."""
    rows = Part.objects.filter(report=found).values_list("section").annotate(n=Max("n")).order_by()
    return dict(rows)


def entries_of(found: PeriodicReport, figure: str) -> list[Entry]:
    """What was entered for a figure, the newest first."""
    return list(Entry.objects.filter(report=found, figure=figure).order_by("-n"))


def remarks_of(by: Actor, found: PeriodicReport) -> dict[str, list[Remark]]:
    """Remarks by part, oldest first, for who works on it."""
    made: dict[str, list[Remark]] = {}
    if not policies.can_follow(by, found):
        return made
    for one in Remark.objects.filter(report=found).order_by("n"):
        made.setdefault(one.section, []).append(one)
    return made


def snapshots_of(by: Actor, found: PeriodicReport) -> list[Snapshot]:
    """Versions that were submitted, the newest first; of those only what left for who does not work on it."""
    if not policies.can_follow(by, found):
        return corrections.left(found)[::-1]
    return list(Snapshot.objects.filter(report=found).order_by("-n"))


def snapshot(found: PeriodicReport, n: int = 0) -> Snapshot:
    """A version; the last one when none is named."""
    made = Snapshot.objects.filter(report=found, n=n or found.version).first()
    if made is None:
        raise NoSuchReport(code=found.code)
    return made


def rows_behind(by: Actor, found: PeriodicReport, figure: str, at: dt.datetime) -> list[str] | None:
    """Codes behind a figure that the system counts, for the agency that reports; None where none may be opened."""
    one = template_of(found.template).figure(figure)
    if by.agency != found.agency or not found.formal:
        return None
    return figures.facts().codes(by, one.fact, found.since, found.until, at, one.where)


def rows_offered(by: Actor, found: PeriodicReport, part: Section, at: dt.datetime) -> list[list[str]]:
    """Rows of the record with which a table begins, for whoever writes it: as much as this post may read."""
    if not part.take or not policies.can_write(by, found):
        return []
    told = figures.facts().told(by, part.fact, found.since, found.until, at, part.where)
    return [[str(one.get(name, "")) for name in part.take] for one in told]


def rows_untold(by: Actor, found: Standing, part: Section, at: dt.datetime) -> list[list[str]]:
    """Rows of the record that an agency's table does not tell of yet, as much of them as this post may read."""
    if not found.report.formal and part.code in found.tables:
        return []
    return untold(part, found.rows(part), rows_offered(by, found.report, part, at))


def references(code: str) -> tuple[str, list[Reference]] | None:
    """Whose report it is and what its written parts cite, as they read now. None when it is not there."""
    found = PeriodicReport.objects.filter(code=code).first()
    if found is None:
        return None
    newest = {part.section: part.text for part in found.parts.order_by("n")}
    return found.agency, list(cited("\n\n".join(newest.values())))


def titles(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """What reports are called, of those that this actor may read; one query."""
    rows = PeriodicReport.objects.filter(code__in=list(codes)).select_related("duty")
    return {
        row.code: " · ".join(filter(None, (row.number, template_of(row.template).title, row.period)))
        for row in rows
        if policies.can_open(by, row)
    }


def documents(found: PeriodicReport) -> list[IssuedView]:
    """What was issued, oldest first."""
    return issued_of(found.subject)


def replaced(found: PeriodicReport, by: Snapshot) -> IssuedView | None:
    """The document that a version replaces: the last one issued before it was submitted."""
    return next((one for one in reversed(documents(found)) if one.issued_at < by.at), None)


def published(found: PeriodicReport) -> Snapshot | None:
    """The last version that left: of an agency's report the one that was issued, of a division's the last submitted."""
    return next(reversed(corrections.left(found)), None)


def document(found: PeriodicReport, number: int) -> OpenedFile:
    """The exact bytes of an issued document of the report; the caller asked whether it may be read."""
    return open_issued(number, subject=found.subject)


def events(subject: str) -> list[Event]:
    """The chain of a report or a duty in the journal, oldest first."""
    return journal.of_subject(subject)


def on_time(found: Iterable[PeriodicReport], now: dt.datetime) -> dict[str, int]:
    """How many were sent in time, late, and are open past their day."""
    made: dict[str, Any] = {"in_time": 0, "late": 0, "overdue": 0, "open": 0}
    for one in found:
        if one.sent_at is None:
            made["overdue" if now > one.due_at else "open"] += 1
        else:
            made["in_time" if one.sent_at <= one.due_at else "late"] += 1
    return made


# --- printed without the desk ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printable:
    """What ``motcua report`` prints: a version that was submitted, or figures counted now for any days."""

    held: dict[str, Any]
    recipient: str = ""
    code: str = ""
    number: str = ""
    state: str = ""
    version: int = 0
    sha256: str = ""
    capacity: tuple[str, ...] = ()


def printable(template: str, unit: str, since: dt.date, until: dt.date, at: dt.datetime) -> Printable:
    """The report of a unit for these days: the last version, else as it stands; where none is open, counted now."""
    chosen = template_of(template)
    found = (
        PeriodicReport.objects.filter(template=template, unit=unit, since=since, until=until)
        .order_by("id")
        .first()
    )
    if found is not None:
        last = Snapshot.objects.filter(report=found, n=found.version).first()
        held = last.content if last is not None else figures.content(standing(found, at))
        return Printable(
            held, found.recipient, found.code, found.number, found.state, found.version,
            last.sha256 if last is not None else "", tuple(found.capacity),
        )  # fmt: skip
    window = WINDOWS[chosen.window]
    days = Period(since, until)
    said = window.name(days) if window.is_one(days) else f"từ {since:%d/%m/%Y} đến {days.last:%d/%m/%Y}"
    agency = agency_of(unit, at.astimezone(TZ).date()).key
    new = PeriodicReport(
        template=template,
        unit=unit,
        agency=agency,
        since=since,
        until=until,
        period=said,
        due_at=at,
        opened_at=at,
    )
    return Printable(figures.content(figures.fresh(new, at)))
