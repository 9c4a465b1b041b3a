"""A dialogue from its plan to its conclusion notice (R6.55, R6.56)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.cases.queries import words
from motcua.areas.dialogues import events, evidence, policies, queries
from motcua.areas.dialogues.actions.reading import body, line, whole
from motcua.areas.dialogues.choices import DialogueState, groups, kinds
from motcua.areas.dialogues.models import Dialogue
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.events import EventKind
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.queries import NoPost, post_on, unit_on
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Faults, Impossible, Invalid
from motcua.rules.numbering import document_number

FINDS = {"dialogue": queries.dialogue_to_act_on}
LAW = "Luật 10/2022/QH15 Điều 32; R6.55, R6.56"
TOPICS_MOST, PEOPLE_MOST = 12, 100_000
LONGEST = dt.timedelta(hours=14)
ISSUER = "UBND"


class NotNow(Impossible):
    text = "Không làm được khi buổi đối thoại ở trạng thái “{state}”."


class KeptElsewhere(Impossible):
    text = "Đối thoại trong giải quyết khiếu nại lập biên bản trong vụ khiếu nại, không lập ở đây."


class NotYetThere(Impossible):
    text = "Buổi đối thoại bắt đầu lúc {starts}; ghi kết quả sau khi bắt đầu."


def require(dialogue: Dialogue, *states: str) -> None:
    """The act is for these states only."""
    if dialogue.state not in states:
        raise NotNow(state=DialogueState(dialogue.state).label)


def keep(event: EventKind, dialogue: Dialogue, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    """Write the dialogue and journal what was done to it."""
    dialogue.save()
    record(
        event, subject=dialogue.subject, unit=dialogue.agency, by=by, at=at,
        facts={"code": dialogue.code, **facts, "rows": evidence.of_dialogue(dialogue)},
    )  # fmt: skip


# --- the plan --------------------------------------------------------------------------------------------------


def _read(given: Mapping[str, Any], *, agency: str, at: dt.datetime) -> dict[str, Any]:
    """The columns of a plan, checked; raises Invalid naming everything to mend."""
    faults, on = Faults(), at.astimezone(TZ).date()
    kind = faults.among(given.get("kind"), kinds(), "kind", "Chọn hình thức đối thoại.")
    starts, ends, until = (given.get(name) for name in ("starts_at", "ends_at", "questions_until"))
    if not isinstance(starts, dt.datetime) or starts <= at:
        faults.unless(False, "starts_at", "Chọn ngày giờ bắt đầu sau lúc này.")
    elif not isinstance(ends, dt.datetime) or not starts < ends <= starts + LONGEST:
        faults.unless(False, "ends_at", "Giờ kết thúc sau giờ bắt đầu, trong cùng buổi.")
    elif until is not None and not (isinstance(until, dt.datetime) and until <= starts):
        faults.unless(False, "questions_until", "Nhận câu hỏi trước đến chậm nhất khi bắt đầu.")
    topics = [
        faults.take(line, one, "topics", what="nội dung đối thoại", most=200)
        for one in given.get("topics", ()) if str(one).strip()
    ]  # fmt: skip
    faults.unless(
        1 <= len(topics) <= TOPICS_MOST, "topics", "Ghi từ 1 đến {most} nội dung.", most=TOPICS_MOST
    )
    invited = dict(given.get("groups") or {})
    counted = invited and all(code in groups() and whole(n, most=PEOPLE_MOST) for code, n in invited.items())
    faults.unless(bool(counted), "groups", "Chọn thành phần mời, mỗi thành phần một số người.")
    chair, title = str(given.get("chair") or ""), ""
    try:
        title = post_on(chair, on).title if chair else ""
    except NoPost:
        title = ""
    faults.unless(bool(title) and of_agency(chair, on, agency), "chair", "Chọn người chủ trì trong đơn vị.")
    needs_project = kind == "compensation"
    values = {
        "kind": kind, "chair": chair, "chair_title": title, "starts_at": starts, "ends_at": ends,
        "questions_until": until or starts, "topics": topics, "groups": invited,
        "title": faults.take(line, given.get("title"), "title", what="tên buổi đối thoại"),
        "place": faults.take(line, given.get("place"), "place", what="địa điểm"),
        "purpose": faults.take(body, given.get("purpose"), "purpose", what="mục đích", most=2000, needed=False),
        "joint": faults.take(line, given.get("joint"), "joint", what="cơ quan phối hợp", needed=False),
        "project": faults.take(line, given.get("project"), "project", what="tên dự án", needed=needs_project),
    }  # fmt: skip
    faults.done()
    if kinds()[kind].record != "here":
        raise KeptElsewhere()
    return values


def of_agency(post: str, on: dt.date, agency: str) -> bool:
    return post_on(post, on).agency_id == agency


@act(may=policies.can_prepare, records=events.PLANNED, law=LAW)
def plan(
    *, by: Actor, at: dt.datetime, unit: str, kind: str, title: str, chair: str, place: str, starts_at: dt.datetime,
    ends_at: dt.datetime, topics: Sequence[str], groups: Mapping[str, int], joint: str = "", purpose: str = "",
    project: str = "", questions_until: dt.datetime | None = None,
) -> Dialogue:  # fmt: skip
    """Lập kế hoạch đối thoại: who leads it, when, where, on what, with whom. Dialogues on complaints are kept there."""
    given = {
        "kind": kind, "title": title, "chair": chair, "place": place, "starts_at": starts_at, "ends_at": ends_at,
        "topics": topics, "groups": groups, "joint": joint, "purpose": purpose, "project": project,
        "questions_until": questions_until,
    }  # fmt: skip
    values = _read(given, agency=unit, at=at)
    on = at.astimezone(TZ).date()
    serial = take_number(agency=unit, book="doi-thoai", year=on.year)
    dialogue = Dialogue(
        code=f"DTH-{unit_on(unit, on).agency_code}-{on:%y}-{serial:03d}", agency=unit, state=DialogueState.PLANNED,
        planned_by=by.post, **values,
    )  # fmt: skip
    dialogue.save(force_insert=True)
    keep(
        events.PLANNED, dialogue, by=by, at=at, kind=kind, kind_words=kinds()[kind].name,
        starts_words=words(dialogue.starts_at),
    )  # fmt: skip
    return dialogue


@act(may=policies.can_arrange, records=events.CHANGED, law=LAW, finds=FINDS)
def change(*, by: Actor, at: dt.datetime, dialogue: Dialogue, plan: Mapping[str, Any]) -> Dialogue:
    """Sửa kế hoạch: until it was approved; afterwards another plan is made."""
    require(dialogue, DialogueState.PLANNED)
    for name, value in _read(plan, agency=dialogue.agency, at=at).items():
        setattr(dialogue, name, value)
    keep(events.CHANGED, dialogue, by=by, at=at, starts_words=words(dialogue.starts_at))
    return dialogue


@act(may=policies.can_approve, records=events.APPROVED, law=LAW, finds=FINDS)
def approve(*, by: Actor, at: dt.datetime, dialogue: Dialogue) -> Dialogue:
    """Duyệt kế hoạch."""
    require(dialogue, DialogueState.PLANNED)
    if dialogue.starts_at <= at:
        raise Invalid(field="starts_at", text="Ngày đối thoại đã qua. Sửa kế hoạch rồi duyệt.")
    dialogue.state, dialogue.approved_by = DialogueState.APPROVED, by.post
    keep(events.APPROVED, dialogue, by=by, at=at)
    return dialogue


@act(may=policies.can_arrange, records=events.ANNOUNCED, law=LAW, finds=FINDS)
def announce(*, by: Actor, at: dt.datetime, dialogue: Dialogue) -> Dialogue:
    """Mời và thông báo công khai: the invitation has its number, the portal shows the day and takes questions."""
    require(dialogue, DialogueState.APPROVED)
    year = at.astimezone(TZ).year
    serial = take_number(agency=dialogue.agency, book="GM", year=year)
    dialogue.invitation_number = document_number(serial, "GM", ISSUER)
    dialogue.state, dialogue.announced_at = DialogueState.ANNOUNCED, at
    keep(events.ANNOUNCED, dialogue, by=by, at=at, number=dialogue.invitation_number)
    return dialogue


@act(may=policies.can_arrange, records=events.CANCELLED, law="", finds=FINDS)
def cancel(*, by: Actor, at: dt.datetime, dialogue: Dialogue, reason: str) -> Dialogue:
    """Hủy buổi đối thoại: whoever was invited reads why."""
    require(dialogue, DialogueState.PLANNED, DialogueState.APPROVED, DialogueState.ANNOUNCED)
    dialogue.reason = body(reason, "reason", what="lý do hủy, nêu ngày thay thế nếu có", most=1000)
    dialogue.state = DialogueState.CANCELLED
    keep(events.CANCELLED, dialogue, by=by, at=at)
    return dialogue


# --- the day, and after ----------------------------------------------------------------------------------------


@act(may=policies.can_arrange, records=events.HELD, law=LAW, finds=FINDS)
def hold(
    *,
    by: Actor,
    at: dt.datetime,
    dialogue: Dialogue,
    participants: Mapping[str, int],
    agreed: int | None = None,
) -> Dialogue:
    """Ghi thành phần dự: how many of each group came; no list of people is needed. ``agreed``: households (R12.10)."""
    require(dialogue, DialogueState.ANNOUNCED)
    if at < dialogue.starts_at:
        raise NotYetThere(starts=words(dialogue.starts_at))
    counted = {code: n for code, n in participants.items() if n}
    if not counted or not all(code in groups() and whole(n, most=PEOPLE_MOST) for code, n in counted.items()):
        raise Invalid(
            field="participants", text="Ghi số người dự của từng thành phần, ít nhất một thành phần."
        )
    if agreed is not None and (
        not whole(agreed, most=PEOPLE_MOST) or agreed > counted.get("households", PEOPLE_MOST)
    ):
        raise Invalid(field="agreed", text="Số hộ đồng thuận không nhiều hơn số hộ dự.")
    dialogue.participants, dialogue.agreed, dialogue.held_at = counted, agreed, dialogue.starts_at
    dialogue.state = DialogueState.HELD
    days = int(parameter("dialogue.conclusion", dialogue.starts_at.astimezone(TZ).date()))
    dialogue.conclusion_due = calendar_for(dialogue.agency).add_working_days(dialogue.ends_at, days)
    people = sum(counted.values())
    keep(events.HELD, dialogue, by=by, at=at, people=people, groups=counted, agreed=agreed)
    return dialogue


@act(may=policies.can_approve, records=events.CONCLUDED, law=LAW, finds=FINDS)
def conclude(*, by: Actor, at: dt.datetime, dialogue: Dialogue, conclusion: str) -> Dialogue:
    """Thông báo kết luận: numbered, published with the answers and the commitments."""
    require(dialogue, DialogueState.HELD)
    dialogue.conclusion = body(conclusion, "conclusion", what="nội dung kết luận")
    serial = take_number(agency=dialogue.agency, book="TB", year=at.astimezone(TZ).year)
    dialogue.conclusion_number = document_number(serial, "TB", ISSUER)
    dialogue.state, dialogue.concluded_at = DialogueState.CONCLUDED, at
    late = dialogue.conclusion_due is not None and at > dialogue.conclusion_due
    keep(events.CONCLUDED, dialogue, by=by, at=at, number=dialogue.conclusion_number, late=late)
    return dialogue
