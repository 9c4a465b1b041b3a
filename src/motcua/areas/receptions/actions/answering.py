"""What a visit left to do: the head's conclusion, the notice of the result, the written refusal."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases.choices import ClockKind
from motcua.areas.receptions import events, policies, queries
from motcua.areas.receptions.actions.keeping import FINDS, NOTE_MOST, begin, body, keep, line
from motcua.areas.receptions.actions.shielding import NAMED, WORDS, veil
from motcua.areas.receptions.choices import ADDRESSED, REASONED, REPLIES, SYMBOL, Result, State
from motcua.areas.receptions.models import Visit
from motcua.areas.receptions.process import REPLY
from motcua.areas.receptions.queries.visits import by_head
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules import receptions as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.numbering import book_of

AGENCIES_MOST, AHEAD_MOST = 20, 366


class NothingToConclude(Impossible):
    text = "Lượt tiếp này không phải của người đứng đầu, hoặc đã có thông báo kết luận."


class FirstConclude(Impossible):
    text = "Người đứng đầu tiếp thì ban hành thông báo kết luận trước, rồi trả lời kết quả."


def _number(visit: Visit, at: dt.datetime, by: Actor) -> None:
    visit.notice_number = take_number(
        agency=visit.case.agency, book=book_of(SYMBOL), year=at.astimezone(TZ).year
    )
    visit.notice_at, visit.notice_by = at, by.on_behalf_of or by.post


@act(
    may=policies.can_sign, records=(events.CONCLUDED, NAMED),
    law="NĐ 154/2026/NĐ-CP Điều 25; R6.11", finds=FINDS,
)  # fmt: skip
def conclude(
    *, by: Actor, at: dt.datetime, visit: Visit, text: str, agencies: Sequence[Mapping[str, Any]] = (),
    until: dt.date | None = None, contact: str = "",
) -> Visit:  # fmt: skip
    """Thông báo kết luận việc tiếp công dân: what the head concluded, who must do what.

    Without ``until`` the matter was answered on the spot; else by that day, with whom to ask: ``contact``.
    ``agencies``: {agency, task}.
    """
    work = begin(visit, "conclude", by=by, at=at)
    if not by_head(visit) or visit.notice_at is not None:
        raise NothingToConclude()
    on = work.at.astimezone(TZ).date()
    told = [one for one in agencies if str(one.get("agency") or "").strip()][:AGENCIES_MOST]
    said = {
        "text": body(text, "text", what="nội dung kết luận", most=NOTE_MOST),
        "agencies": [
            {
                "agency": line(one.get("agency"), f"agencies.{n}.agency", what="cơ quan thực hiện"),
                "task": line(one.get("task"), f"agencies.{n}.task", what="việc phải làm", most=500),
            }
            for n, one in enumerate(told)
        ],
        "until": until.isoformat() if until else "",
        "contact": line(contact, "contact", what="người liên hệ để biết kết quả", needed=until is not None),
    }
    if until is not None and not on <= until <= on + dt.timedelta(days=AHEAD_MOST):
        raise Invalid(field="until", text="Chọn thời hạn từ hôm nay đến một năm sau.")
    visit.conclusion = json.dumps(said, ensure_ascii=False)
    veil(visit, by=by, at=work.at)
    _number(visit, work.at, by)
    engine.leave(work, outcome="conclude")
    if until is None:
        visit.result, visit.result_at = Result.ON_SPOT, work.at
        engine.close(work, state=State.ANSWERED)
    else:
        engine.enter(work, REPLY, state=State.WAITING)
    visit.save(update_fields=[*WORDS, "notice_number", "notice_at", "notice_by", "result", "result_at"])
    keep(work, visit, events.CONCLUDED, number=f"{visit.notice_number:02d}/{SYMBOL}", until=said["until"])
    return visit


@act(
    may=policies.can_handle, records=(events.REPLIED, NAMED),
    law="Luật Tiếp công dân 42/2013/QH13 Điều 28; R6.13", finds=FINDS,
)  # fmt: skip
def reply(
    *, by: Actor, at: dt.datetime, visit: Visit, result: str, note: str = "", to_agency: str = "", number: str = "",
    until: dt.date | None = None,
) -> Visit:  # fmt: skip
    """Trả lời kết quả: accepted, not accepted with the reason, still examined, transferred; the clock stops here.

    What is still examined stays open: it is answered again by the new day, ``until``. Told in time, the time runs to
    that day; told too late, it stays late.
    """
    work = begin(visit, "reply", by=by, at=at)
    if by_head(visit) and visit.notice_at is None:
        raise FirstConclude()
    again = visit.case.state == State.EXAMINING
    if result not in REPLIES or (again and result == Result.EXAMINING):
        raise Invalid(field="result", text="Chọn một trong các kết quả trả lời.")
    on = work.at.astimezone(TZ).date()
    if result == Result.EXAMINING and (until is None or not on < until <= on + dt.timedelta(days=AHEAD_MOST)):
        raise Invalid(field="until", text="Ghi ngày sẽ trả lời: sau hôm nay, nhiều nhất một năm sau.")
    visit.result, visit.result_at = result, work.at
    visit.result_note = body(
        note, "note", what="lý do, nội dung trả lời", most=NOTE_MOST, needed=result in REASONED
    )
    visit.to_agency = line(to_agency, "to_agency", what="cơ quan có thẩm quyền", needed=result in ADDRESSED)
    visit.document_number = line(number, "number", what="số văn bản", most=60, needed=False)
    veil(visit, by=by, at=work.at)
    visit.save(update_fields=["result", "result_at", *WORDS])
    engine.leave(work, outcome=result)
    if result == Result.EXAMINING and until is not None:
        due = work.calendar.closing(work.calendar.next_working_day(until))
        if work.at <= work.case.legal_due_at < due:
            engine.tick(work, ClockKind.PROLONGED, until=due)
        engine.enter(work, REPLY, state=State.EXAMINING, post=by.on_behalf_of or by.post, due=due)
    else:
        engine.close(work, state=State.ANSWERED)
    told = {"until": until.isoformat()} if result == Result.EXAMINING and until else {}
    keep(work, visit, events.REPLIED, result=result, result_words=queries.result_words(result), **told)
    return visit


@act(
    may=policies.can_sign, records=(events.REFUSED, NAMED),
    law="NĐ 154/2026/NĐ-CP Điều 4; R6.7, R6.8", finds=FINDS,
)  # fmt: skip
def refuse(*, by: Actor, at: dt.datetime, visit: Visit, note: str) -> Visit:
    """Thông báo từ chối tiếp công dân: the head says no in writing within three working days (Mẫu số 01/TCD)."""
    work = begin(visit, "refuse", by=by, at=at)
    visit.result_note = body(note, "note", what="lý do cụ thể", most=NOTE_MOST)
    veil(visit, by=by, at=work.at)
    visit.result, visit.result_at = Result.TURNED_AWAY, work.at
    _number(visit, work.at, by)
    visit.save(update_fields=["result", "result_at", "notice_number", "notice_at", "notice_by", *WORDS])
    engine.leave(work, outcome="refuse")
    engine.close(work, state=State.TURNED_AWAY)
    keep(
        work, visit, events.REFUSED, number=f"{visit.notice_number:02d}/{SYMBOL}", ground=visit.ground,
        law=rules.REFUSAL[visit.ground].law,
    )  # fmt: skip
    return visit
