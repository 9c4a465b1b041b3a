"""The verbs of coordination programmes (R13.21)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.programmes import events, evidence, policies, queries
from motcua.areas.programmes.choices import Given, Kind, Outcome, ReviewKind
from motcua.areas.programmes.models import Contribution, JointTask, Programme, Review, YearPlan
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import main_heirs
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import refuse_secrets
from motcua.rules.impossible import Faults, Impossible, Invalid, NotAllowed
from motcua.rules.written import body, line

FINDS = {"programme": queries.to_act_on}
LAW = "R13.21"
TEXT, LINES = 10_000, 20


class NoSuchProposal(Impossible):
    text = "Đề xuất này đã trả lời, hoặc không có."


class NoSuchTask(Impossible):
    text = "Việc chung này không còn đang làm."


def _line(value: Any, field: str, *, what: str, most: int = 200, needed: bool = True) -> str:
    said = line(value, field, what=what, most=most, needed=needed)
    refuse_secrets("", said, field=field)
    return said


def _body(value: Any, field: str, *, what: str, needed: bool = True) -> str:
    said = body(value, field, what=what, most=TEXT, needed=needed)
    refuse_secrets("", said, field=field)
    return said


def _lines(value: str | Sequence[str], field: str, *, what: str, least: int) -> list[str]:
    given = value.splitlines() if isinstance(value, str) else list(value)
    kept = [said for one in given if (said := _line(one.strip(" -;"), field, what=what, needed=False))]
    if not least <= len(kept) <= LINES:
        raise Invalid(field=field, text="Ghi {what}, mỗi dòng một, ít nhất {least}.", what=what, least=least)
    return kept


def _keep(
    event: EventKind, programme: Programme, *beside: YearPlan | JointTask | Review | Contribution, by: Actor,
    at: dt.datetime, **facts: Any,
) -> None:  # fmt: skip
    said = {**facts, "rows": evidence.of_rows(programme, *beside)}
    record(event, subject=programme.subject, unit=programme.agency, by=by, at=at, facts=said)


@act(may=policies.can_enter, records=events.SIGNED, law=LAW)
def enter(
    *, by: Actor, at: dt.datetime, kind: str, title: str, parties: str | Sequence[str], signed_on: dt.date,
    begins_on: dt.date, ends_on: dt.date, contents: str, number: str = "", signatories: str | Sequence[str] = (),
    follows: str = "",
) -> Programme:  # fmt: skip
    """Ghi chương trình, quy chế đã ký: its parties, its period, what it is about; it may renew an earlier one."""
    on, faults = at.astimezone(TZ).date(), Faults()
    before = queries.to_act_on(follows, by=by) if follows else None
    said = {
        "kind": faults.among(kind, Kind.values, "kind", "Chọn chương trình hay quy chế."),
        "title": faults.take(_line, title, "title", what="tên", most=300),
        "number": faults.take(_line, number, "number", what="số, ký hiệu", most=80, needed=False),
        "parties": faults.take(_lines, parties, "parties", what="các bên ký", least=2),
        "signatories": faults.take(_lines, signatories, "signatories", what="chức danh người ký", least=0),
        "contents": faults.take(_body, contents, "contents", what="nội dung phối hợp"),
    }
    faults.unless(signed_on <= on, "signed_on", "Ngày ký không sau hôm nay.")
    faults.unless(
        begins_on < ends_on <= begins_on + dt.timedelta(days=3660), "ends_on",
        "Giai đoạn kết thúc sau khi bắt đầu, không quá mười năm.",
    )  # fmt: skip
    if before is not None:
        faults.unless(
            queries.successor(before) is None, "follows", "Chương trình đó đã có chương trình tiếp nối."
        )
        faults.unless(
            before.ends_on < ends_on, "follows", "Chương trình tiếp nối phải kết thúc sau chương trình trước."
        )
    faults.done()
    n = take_number(agency=by.agency, book="programme", year=on.year)
    made = Programme(
        code=f"CTPH-{by.agency}-{on.year}-{n:02d}", agency=by.agency, signed_on=signed_on, begins_on=begins_on,
        ends_on=ends_on, follows=before, entered_at=at, entered_by=by.post,
        units=queries.units_of(said["parties"], by.agency, on), **said,
    )  # fmt: skip
    made.save(force_insert=True)
    _keep(
        events.SIGNED, made, by=by, at=at, kind=kind, kind_words=str(Kind(kind).label).lower(), period=made.period,
        parties=len(made.parties), number=made.number, follows=follows,
    )  # fmt: skip
    return made


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15; R13.21", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Programme:
    """Chuyển đơn vị kế thừa: the heir keeps what the unit signed, for the years of its period; a party that ended acts
    by its heir. Names stay as they were signed."""
    programme, on = queries.to_act_on(code, by=by), at.astimezone(TZ).date()
    gone = main_heirs({programme.agency, *programme.units.values()}, on)
    if not gone:
        raise engine.NothingToSucceed(code=programme.code)
    programme.units = {party: gone.get(unit, unit) for party, unit in programme.units.items()}
    if programme.agency in gone:
        said = engine.bring_row(programme, at=at)
    else:
        said = engine.went_on(*next(iter(gone.items())), on)
    programme.save(update_fields=["agency", "units", "came_to", "brought_at"])
    _keep(events.SUCCEEDED, programme, by=by, at=at, **said)
    return programme


@act(may=policies.can_keep, records=events.PLANNED, law=LAW, finds=FINDS)
def plan_year(*, by: Actor, at: dt.datetime, programme: Programme, year: int, content: str) -> YearPlan:
    """Ghi nội dung, kế hoạch của năm: once a year, of a year of its period; again, it takes the new words."""
    if not programme.begins_on.year <= year <= programme.ends_on.year:
        raise Invalid(field="year", text="Chọn năm trong giai đoạn {period}.", period=programme.period)
    said = _body(content, "content", what="nội dung của năm")
    row, _made = YearPlan.objects.update_or_create(
        programme=programme, year=year, defaults={"content": said, "at": at, "post": by.post}
    )
    _keep(events.PLANNED, programme, row, by=by, at=at, year=year)
    return row


@act(may=policies.can_keep, records=events.TASK_GIVEN, law=LAW, finds=FINDS)
def add_task(
    *, by: Actor, at: dt.datetime, programme: Programme, what: str, lead: str, due_on: dt.date, beside: str = "",
    task: str = "",
) -> JointTask:  # fmt: skip
    """Ghi việc chung: what, who leads it, who helps, by which day."""
    faults = Faults()
    said = {
        "what": faults.take(_body, what, "what", what="việc chung"),
        "lead": faults.among(lead, programme.parties, "lead", "Chọn bên chủ trì trong các bên ký."),
        "beside": faults.take(_line, beside, "beside", what="bên phối hợp", most=400, needed=False),
        "task": faults.take(_line, task, "task", what="mã nhiệm vụ", most=40, needed=False),
    }
    faults.unless(
        programme.begins_on <= due_on <= programme.ends_on,
        "due_on",
        "Chọn hạn trong giai đoạn của chương trình.",
    )
    faults.done()
    row = JointTask(
        programme=programme, n=programme.tasks.count() + 1, year=due_on.year, due_on=due_on, **said
    )
    row.save(force_insert=True)
    _keep(
        events.TASK_GIVEN, programme, row, by=by, at=at, task=row.n, due=due_on.isoformat(),
        due_words=f"{due_on:%d/%m/%Y}",
    )  # fmt: skip
    return row


def _open_task(programme: Programme, n: int, by: Actor) -> JointTask:
    row = programme.tasks.filter(n=n, done_at=None).first()
    if row is None:
        raise NoSuchTask()
    if not policies.leads(by, programme, row.lead):
        raise NotAllowed()
    return row


@act(may=policies.can_report, records=events.TASK_DONE, law=LAW, finds=FINDS)
def finish_task(*, by: Actor, at: dt.datetime, programme: Programme, n: int, result: str) -> JointTask:
    """Ghi kết quả việc chung: officials of the agency, and the party that leads it."""
    row = _open_task(programme, n, by)
    row.result, row.done_at = _body(result, "result", what="kết quả"), at
    row.save(update_fields=["result", "done_at"])
    late = at.astimezone(TZ).date() > row.due_on
    _keep(events.TASK_DONE, programme, row, by=by, at=at, task=n, late=late)
    return row


@act(may=policies.can_keep, records=events.REVIEWED, law=LAW, finds=FINDS)
def review(
    *,
    by: Actor,
    at: dt.datetime,
    programme: Programme,
    kind: str,
    on: dt.date,
    findings: str,
    sure: bool = False,
) -> Review:
    """Sơ kết, tổng kết: on which day, what was found; ``sure``: the final one is meant though something is open."""
    faults = Faults()
    faults.among(kind, ReviewKind.values, "kind", "Chọn sơ kết hay tổng kết.")
    faults.unless(
        programme.signed_on <= on <= at.astimezone(TZ).date(), "on", "Chọn ngày họp từ ngày ký đến hôm nay."
    )
    said = faults.take(_body, findings, "findings", what="kết quả, tồn tại, kiến nghị")
    unfinished, unanswered = queries.left_open(programme)
    faults.unless(
        kind != ReviewKind.FINAL or sure or not (unfinished or unanswered), "sure",
        "Còn {unfinished} việc chung chưa xong, {unanswered} đề xuất chưa trả lời. Làm xong, hoặc đánh dấu vẫn ghi "
        "tổng kết; nêu việc còn lại trong kết quả, tồn tại.",
        unfinished=unfinished, unanswered=unanswered,
    )  # fmt: skip
    faults.done()
    row = Review(
        programme=programme,
        n=programme.reviews.count() + 1,
        kind=kind,
        on=on,
        findings=said,
        at=at,
        post=by.post,
    )
    row.save(force_insert=True)
    _keep(
        events.REVIEWED, programme, row, by=by, at=at, review=row.n, kind=kind,
        kind_words=str(ReviewKind(kind).label), on_words=f"{on:%d/%m/%Y}",
    )  # fmt: skip
    return row


# --- what the parties say ----------------------------------------------------------------------------------------


@act(may=policies.can_keep, records=events.PLACED, law=LAW, finds=FINDS)
def place(*, by: Actor, at: dt.datetime, programme: Programme, party: str, unit: str) -> Programme:
    """Ghi đơn vị của bên ký: which unit of ours a party is, whose posts then act for it; blank takes it back."""
    faults, known = Faults(), queries.units_here(programme.agency, at.astimezone(TZ).date())
    faults.among(party, programme.parties, "party", "Chọn một bên ký.")
    faults.unless(not unit or unit in known, "unit", "Chọn đơn vị trên hệ thống.")
    others = {held for one, held in programme.units.items() if one != party}
    faults.unless(unit not in others, "unit", "Đơn vị này đã là một bên ký khác.")
    faults.done()
    programme.units = {one: held for one, held in programme.units.items() if one != party}
    if unit:
        programme.units[party] = unit
    programme.save(update_fields=["units"])
    _keep(
        events.PLACED, programme, by=by, at=at, party=programme.parties.index(party) + 1, unit=unit,
        unit_words=known.get(unit, "không có"),
    )  # fmt: skip
    return programme


def _contribution(
    programme: Programme, kind: Given, *, by: Actor, at: dt.datetime, year: int, text: str, what: str, party: str = "",
    task: int | None = None,
) -> Contribution:  # fmt: skip
    row = Contribution(
        programme=programme, n=programme.contributions.count() + 1, kind=kind, year=year, task=task, at=at,
        post=by.post, party=party or policies.party_of(by, programme), text=_body(text, "text", what=what),
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _year(programme: Programme, year: int, last: int) -> int:
    if not programme.begins_on.year <= year <= min(programme.ends_on.year, last):
        raise Invalid(field="year", text="Chọn năm trong giai đoạn {period}.", period=programme.period)
    return year


@act(may=policies.can_report, records=events.PROGRESSED, law=LAW, finds=FINDS)
def report_progress(*, by: Actor, at: dt.datetime, programme: Programme, n: int, text: str) -> Contribution:
    """Báo cáo tiến độ việc chung: how it goes, by the party that leads it, or by officials for it."""
    task = _open_task(programme, n, by)
    row = _contribution(
        programme, Given.PROGRESS, by=by, at=at, year=at.astimezone(TZ).year, task=n, party=task.lead, text=text,
        what="tiến độ",
    )  # fmt: skip
    _keep(events.PROGRESSED, programme, row, by=by, at=at, task=n)
    return row


@act(may=policies.can_contribute, records=events.PART_GIVEN, law=LAW, finds=FINDS)
def give_part(*, by: Actor, at: dt.datetime, programme: Programme, year: int, text: str) -> Contribution:
    """Đánh giá của bên trong năm: what the party found, for who writes the review of all."""
    year = _year(programme, year, at.astimezone(TZ).year)
    row = _contribution(
        programme, Given.PART, by=by, at=at, year=year, text=text, what="kết quả, tồn tại, kiến nghị"
    )
    _keep(events.PART_GIVEN, programme, row, by=by, at=at, year=year, party=_party_n(programme, row))
    return row


@act(may=policies.can_contribute, records=events.PROPOSED, law=LAW, finds=FINDS)
def propose(*, by: Actor, at: dt.datetime, programme: Programme, year: int, text: str) -> Contribution:
    """Đề xuất nội dung phối hợp của một năm: who keeps the programme answers it."""
    year = _year(programme, year, programme.ends_on.year)
    row = _contribution(
        programme, Given.PROPOSAL, by=by, at=at, year=year, text=text, what="nội dung đề xuất"
    )
    _keep(events.PROPOSED, programme, row, by=by, at=at, year=year, party=_party_n(programme, row))
    return row


def _party_n(programme: Programme, row: Contribution) -> int:
    return int(programme.parties.index(row.party)) + 1


@act(may=policies.can_keep, records=events.ANSWERED, law=LAW, finds=FINDS)
def answer(
    *, by: Actor, at: dt.datetime, programme: Programme, n: int, outcome: str, said: str
) -> Contribution:
    """Trả lời đề xuất: taken up or not, and why; once."""
    row = programme.contributions.filter(n=n, kind=Given.PROPOSAL, outcome="").first()
    if row is None:
        raise NoSuchProposal()
    faults = Faults()
    row.outcome = faults.among(outcome, Outcome.values, "outcome", "Chọn tiếp thu hay chưa tiếp thu.")
    row.answer = faults.take(_body, said, "said", what="nội dung trả lời")
    faults.done()
    row.answered_at, row.answered_by = at, by.post
    row.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    words = str(Outcome(outcome).label).lower()
    _keep(events.ANSWERED, programme, row, by=by, at=at, n=n, outcome=outcome, outcome_words=words)
    return row


VERBS: dict[str, Any] = {
    "year": plan_year, "task": add_task, "done": finish_task, "review": review, "progress": report_progress,
    "part": give_part, "propose": propose, "answer": answer, "place": place,
}  # fmt: skip
