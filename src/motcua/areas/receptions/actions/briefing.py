"""The monthly briefing of reception, and duties towards many people ticked off (R6.54, R6.17)."""

import datetime as dt
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.receptions import events, evidence, policies, queries
from motcua.areas.receptions.actions.keeping import FINDS, NOTE_MOST, body, line
from motcua.areas.receptions.models import Briefing, BriefingMatter, MassDuty, Visit
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, post_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid, NotFound
from motcua.rules.privacy import check_coded, check_no_denouncer

BRIEFING = {"briefing": queries.briefing_to_act_on}
LAW = "NĐ 154/2026/NĐ-CP Điều 30; R6.54"
MATTERS_MOST, AHEAD_MOST = 60, 366


class BriefingClosed(Impossible):
    text = "Giao ban tháng {month} đã kết thúc, biên bản không sửa được nữa."


class BriefedAlready(Impossible):
    text = "Giao ban tháng {month} đã mở."


class SolvedAlready(Impossible):
    text = "Việc này đã ghi xong."


def _note(
    kind: EventKind, briefing: Briefing, *matters: BriefingMatter, by: Actor, at: dt.datetime, **facts: Any
) -> None:
    rows = evidence.of_briefing(briefing, *matters)
    told = {"month": f"{briefing.month:%m/%Y}", **facts, "rows": rows}
    record(kind, subject=briefing.subject, unit=briefing.agency, by=by, at=at, facts=told)


def _still_open(briefing: Briefing) -> None:
    if briefing.closed_at is not None:
        raise BriefingClosed(month=f"{briefing.month:%m/%Y}")


@act(may=policies.can_brief, records=events.BRIEFING_OPENED, law=LAW)
def open_briefing(*, by: Actor, at: dt.datetime, agency: str, month: dt.date) -> Briefing:
    """Mở giao ban của một tháng: this month or one that passed, once."""
    first, today = month.replace(day=1), at.astimezone(TZ).date()
    if first > today or first < today.replace(day=1) - dt.timedelta(days=AHEAD_MOST):
        raise Invalid(field="month", text="Chọn tháng này hoặc một tháng đã qua trong một năm.")
    if Briefing.objects.filter(agency=agency, month=first).exists():
        raise BriefedAlready(month=f"{first:%m/%Y}")
    made = Briefing.objects.create(agency=agency, month=first, opened_at=at)
    _note(events.BRIEFING_OPENED, made, by=by, at=at)
    return made


@act(may=policies.can_note, records=events.MATTER_RAISED, law=LAW, finds=BRIEFING)
def raise_matter(
    *, by: Actor, at: dt.datetime, briefing: Briefing, text: str, unit: str, due: dt.date
) -> BriefingMatter:
    """Nêu việc: what is stuck, which unit solves it, by which day."""
    _still_open(briefing)
    on, count = at.astimezone(TZ).date(), BriefingMatter.objects.filter(briefing=briefing).count()
    if count >= MATTERS_MOST:
        raise Invalid(field="text", text="Một buổi giao ban nêu nhiều nhất {most} việc.", most=MATTERS_MOST)
    if not on <= due <= on + dt.timedelta(days=AHEAD_MOST):
        raise Invalid(field="due", text="Chọn hạn từ hôm nay đến một năm sau.")
    row = BriefingMatter.objects.create(
        briefing=briefing, n=count + 1, due=due,
        text=check_coded(body(text, "text", what="việc cần giải quyết", most=NOTE_MOST), "text"),
        unit=line(unit, "unit", what="đơn vị giải quyết"),
    )  # fmt: skip
    _note(events.MATTER_RAISED, briefing, row, by=by, at=at, n=row.n, due=f"{due:%d/%m/%Y}")
    return row


@act(may=policies.can_note, records=events.MATTER_SOLVED, law=LAW, finds=BRIEFING)
def solve_matter(*, by: Actor, at: dt.datetime, briefing: Briefing, n: int, outcome: str) -> BriefingMatter:
    """Ghi xong một việc đã nêu: also after the briefing was closed, the minutes stay as they were."""
    row = BriefingMatter.objects.select_for_update().filter(briefing=briefing, n=n).first()
    if row is None:
        raise NotFound()
    if row.solved_at is not None:
        raise SolvedAlready()
    row.outcome = check_coded(body(outcome, "outcome", what="kết quả giải quyết", most=NOTE_MOST), "outcome")
    row.solved_at, row.solved_by = at, by.on_behalf_of or by.post
    row.save(update_fields=["outcome", "solved_at", "solved_by"])
    _note(events.MATTER_SOLVED, briefing, row, by=by, at=at, n=n)
    return row


@act(may=policies.can_close, records=events.BRIEFING_CLOSED, law=LAW, finds=BRIEFING)
def close_briefing(
    *, by: Actor, at: dt.datetime, briefing: Briefing, held_on: dt.date, present: str, conclusions: str
) -> Briefing:
    """Kết thúc giao ban: who took part, what was concluded; the figures stay as they are at this moment."""
    _still_open(briefing)
    if not briefing.month <= held_on <= at.astimezone(TZ).date():
        raise Invalid(field="held_on", text="Ngày giao ban từ đầu tháng đó đến hôm nay.")
    briefing.held_on, briefing.chaired_by, briefing.closed_at = held_on, by.on_behalf_of or by.post, at
    briefing.present = check_no_denouncer(
        body(present, "present", what="thành phần dự", most=NOTE_MOST), "present"
    )
    said = body(conclusions, "conclusions", what="kết luận", most=NOTE_MOST * 2)
    briefing.conclusions = check_coded(said, "conclusions")
    briefing.figures = queries.briefing_figures(by, briefing.month, at)
    briefing.save()
    _note(events.BRIEFING_CLOSED, briefing, by=by, at=at, held_on=held_on.isoformat())
    return briefing


# --- many people -----------------------------------------------------------------------------------------------


@act(
    may=policies.can_handle,
    records=events.DUTY_DONE,
    law="NĐ 155/2026/NĐ-CP Điều 6; R6.15–R6.17",
    finds=FINDS,
)
def fulfil_duty(*, by: Actor, at: dt.datetime, visit: Visit, duty: str, post: str = "") -> MassDuty:
    """Ghi đã làm một trách nhiệm với đoàn đông người: which post did it, when."""
    owed = {one.duty.code: one for one in queries.mass_duties(visit)}
    if duty not in owed or owed[duty].done is not None:
        raise Invalid(field="duty", text="Chọn một việc chưa làm trong danh sách.")
    named = post or by.on_behalf_of or by.post
    try:
        own = post_on(named, at.astimezone(TZ).date()).agency_id == visit.agency
    except NoPost:
        own = False
    if not own:
        raise Invalid(field="post", text="Chọn vị trí của cơ quan này đã làm việc đó.")
    if not policies.speaks_for(by, named):
        raise Invalid(
            field="post", text="Vị trí nào làm thì vị trí đó ghi; ghi thay do người ký của cơ quan."
        )
    work = engine.begin(visit.case, by=by, at=at)
    n = visit.duties.filter(code=duty).count() + 1
    row = MassDuty.objects.create(visit=visit, code=duty, n=n, post=named, done_at=work.at)
    facts = {"duty": duty, "duty_words": owed[duty].duty.text, "post": named, "dates": cases.dates(work.case)}
    written = evidence.of_visit(visit, work.case.subject) | evidence.of_duty(row, work.case.subject)
    engine.keep(work, events.DUTY_DONE, facts, written=written)
    return row


@act(
    may=policies.can_handle,
    records=events.DUTY_UNDONE,
    law="NĐ 155/2026/NĐ-CP Điều 6; R6.15–R6.17",
    finds=FINDS,
)
def undo_duty(*, by: Actor, at: dt.datetime, visit: Visit, duty: str, reason: str) -> MassDuty:
    """Bỏ ghi một trách nhiệm đã ghi nhầm: by the post that is named, or who signs; the reason stays with it."""
    owed = {one.duty.code: one for one in queries.mass_duties(visit)}
    row = owed[duty].done if duty in owed else None
    if row is None:
        raise Invalid(field="duty", text="Chọn một việc đã ghi trong danh sách.")
    if not policies.speaks_for(by, row.post):
        raise Invalid(
            field="duty", text="Vị trí nào làm thì vị trí đó bỏ ghi; bỏ thay do người ký của cơ quan."
        )
    why = check_coded(body(reason, "reason", what="lý do bỏ ghi", most=NOTE_MOST), "reason")
    work = engine.begin(visit.case, by=by, at=at)
    row.undone_at, row.undone_by, row.undone_why = work.at, by.on_behalf_of or by.post, why
    row.save(update_fields=["undone_at", "undone_by", "undone_why"])
    facts = {"duty": duty, "duty_words": owed[duty].duty.text, "dates": cases.dates(work.case)}
    written = evidence.of_visit(visit, work.case.subject) | evidence.of_duty(row, work.case.subject)
    engine.keep(work, events.DUTY_UNDONE, facts, written=written)
    return row
