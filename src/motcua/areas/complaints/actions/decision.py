"""The decision: made by who did not verify, sent, made public, in effect (Luật Khiếu nại Điều 31–32, 40–44)."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.complaints import events, policies, queries
from motcua.areas.complaints.actions.keeping import (
    BODY_MOST,
    FINDS,
    begin,
    day_of,
    keep,
    numbered,
    text,
    whole,
)
from motcua.areas.complaints.choices import Document, Form, Instance, Result, State
from motcua.areas.complaints.models import Complaint, Numbered, Publication
from motcua.areas.complaints.process import ANNOUNCE, EFFECT
from motcua.areas.petitions.actions import veiled
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules import complaints as rules
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.privacy import check_public

AREA_MOST = Decimal(10**9)
COMPLAINANT = "người khiếu nại"
"""How who complains stands in what everybody reads."""
_VEILED = "\ue000"
_COURTESY = re.compile(
    r"(?<!\w)(?:[Ôô]ng(?:,? (?:bà|Bà)| \([Bb]à\))?|[Bb]à|(?<!anh )(?<!chị )(?<!con )em|anh|chị|cô|chú|bác"
    rf"|(?:(?<=^)|(?<=[.!?] )|(?<=\n))(?:Anh|Chị|Cô|Chú|Bác|Em))\s+{_VEILED}"
)
_BEGINS = re.compile(rf"(^|[.!?]\s+|\n){_VEILED}")


class VerifiedIt(Impossible):
    text = "Người đã xác minh vụ việc không quyết định giải quyết vụ việc đó."


class AllWithdrew(Impossible):
    text = "Tất cả người khiếu nại đã rút: ra quyết định đình chỉ, không quyết định giải quyết."


class SentAlready(Impossible):
    text = "Văn bản {number} đã ghi ngày gửi."


class PublicAlready(Impossible):
    text = (
        "Quyết định đang công khai bằng hình thức này đến hết ngày {until}. Chọn hình thức khác, "
        "hoặc công khai tiếp từ sau ngày đó."
    )


class NotYetInEffect(Impossible):
    text = "Quyết định có hiệu lực từ ngày {first}, khi không có khiếu nại lần hai."


@act(
    may=policies.can_decide,
    records=events.DECIDED,
    law="Luật Khiếu nại 02/2011 Điều 31, 40; R6.36, R6.51",
    finds=FINDS,
)
def decide(
    *, by: Actor, at: dt.datetime, complaint: Complaint, result: str, reasons: str, ruling: str,
    amounts: Mapping[str, Any] | None = None,
) -> Complaint:  # fmt: skip
    """Quyết định giải quyết: right, partly right or wrong; what is recovered for the State, restored to people.

    ``amounts``: {recovered_money, restored_money, restored_people} whole numbers; {recovered_land, restored_land} in
    square metres.
    """
    work = begin(complaint, "decide", by=by, at=at)
    if queries.verified_by(by, complaint):
        raise VerifiedIt()
    if complaint.withdrawn >= complaint.signers:
        raise AllWithdrew()
    if result not in Result.values:
        raise Invalid(field="result", text="Chọn kết quả: đúng, đúng một phần hay sai.")
    complaint.result = result
    complaint.reasons = text(reasons, "reasons", what="nhận định, căn cứ", most=BODY_MOST)
    complaint.ruling = text(ruling, "ruling", what="nội dung quyết định", most=BODY_MOST)
    for name, value in (amounts or {}).items():
        setattr(complaint, name, _amount(name, value))
    on = day_of(work)
    paper = numbered(work, complaint, Document.DECISION)
    complaint.decided_by, complaint.decided_on = paper.post, on
    complaint.publish_by = queries.within("complaint.publish", on, complaint.agency)
    complaint.effect_on = queries.within(
        "complaint.effect", on, complaint.agency, case=queries.area_of(complaint)
    )
    complaint.save()
    engine.leave(work, outcome=result)
    engine.finish(work, state=State.DECIDED)
    engine.enter(
        work, ANNOUNCE, state=State.DECIDED, due=calendar_for(complaint.agency).closing(complaint.publish_by)
    )
    keep(
        work, complaint, events.DECIDED, paper, number=paper.number, result=result,
        result_words=queries.in_vietnamese(Result(result).label).lower(),
        amounts={name: str(value) for name, value in queries.amounts(complaint).items()},
    )  # fmt: skip
    paper.save(force_insert=True)
    return complaint


def _amount(name: str, value: Any) -> int | Decimal:
    if name in ("recovered_land", "restored_land"):
        area = Decimal(value)
        if not area.is_finite() or not 0 <= area <= AREA_MOST:
            raise Invalid(field=name, text="Ghi diện tích bằng mét vuông.")
        return area.quantize(Decimal("0.01"))
    if name in ("recovered_money", "restored_money", "restored_people"):
        return whole(value, name, what="số tiền hoặc số người")
    raise Invalid(field=name, text="Không có mục này.")


# --- sent, public ----------------------------------------------------------------------------------------------


@act(
    may=policies.can_handle, records=events.SENT,
    law="Luật Khiếu nại 02/2011 Điều 32, 41; NĐ 155/2026 Điều 12; R6.35, R6.36", finds=FINDS,
)  # fmt: skip
def send(
    *, by: Actor, at: dt.datetime, complaint: Complaint, n: int, sent_on: dt.date | None = None,
    received_on: dt.date | None = None,
) -> Numbered:  # fmt: skip
    """Ghi đã gửi: when a document went out and when it was received; a decision is open to a second complaint then."""
    row = Numbered.objects.filter(complaint=complaint, n=n).first()
    if row is None:
        raise Invalid(field="n", text="Chọn văn bản đã ban hành.")
    if row.sent_on is not None:
        raise SentAlready(number=row.number)
    deciding = row.document == Document.DECISION
    work = begin(complaint, "send", by=by, at=at) if deciding else engine.begin(complaint.case, by=by, at=at)
    on = day_of(work)
    row.sent_on = sent_on or on
    row.received_on = received_on
    if not row.issued_on <= row.sent_on <= on:
        raise Invalid(field="sent_on", text="Ngày gửi từ ngày ban hành đến hôm nay.")
    if received_on is not None and not row.sent_on <= received_on <= on:
        raise Invalid(field="received_on", text="Ngày nhận từ ngày gửi đến hôm nay.")
    if deciding:
        if complaint.instance == Instance.FIRST:
            complaint.second_until = queries.second_within(complaint, received_on or row.sent_on)
            complaint.save(update_fields=["second_until"])
        if queries.publications(complaint):
            _announced(work, complaint)
    row.save()
    label = queries.in_vietnamese(Document(row.document).label)
    keep(
        work, complaint, events.SENT, row, n=n, document_words=f"{label[0].lower()}{label[1:]}", number=row.number,
        on=row.sent_on.isoformat(),
    )  # fmt: skip
    return row


@act(
    may=policies.can_handle,
    records=events.PUBLISHED,
    law="Luật Khiếu nại 02/2011 Điều 12, 41; R6.36",
    finds=FINDS,
)
def publish(
    *, by: Actor, at: dt.datetime, complaint: Complaint, form: str, from_on: dt.date | None = None,
    until_on: dt.date | None = None, times: int = 1, public_text: str = "", impersonal: bool = False,
) -> Publication:  # fmt: skip
    """Công khai quyết định, in a form of the law and for as long as it asks.

    On the portal with a text for everybody: who complains stands in it as “người khiếu nại”, and what may be somebody's
    own is mended or denied (``impersonal``).
    """
    work = begin(complaint, "publish", by=by, at=at)
    if form not in Form.values:
        raise Invalid(field="form", text="Chọn hình thức công khai.")
    on = day_of(work)
    first = from_on or on
    if complaint.decided_on is None or not complaint.decided_on <= first:
        raise Invalid(field="from_on", text="Ngày công khai không trước ngày quyết định.")
    least = int(parameter("complaint.posting", complaint.decided_on))
    chosen = rules.Form(form)
    if until_on is None and chosen in rules.LASTING:
        until_on = first + dt.timedelta(days=least)
    whole(times, "times", what="số lần", least=1, most=99)
    rules.check_publication(chosen, first, until_on, times, least_days=least)
    said = text(
        public_text, "public_text", what="nội dung công khai", most=BODY_MOST, needed=form == Form.PORTAL
    )
    known = queries.complainant(complaint)
    said = check_public(_unnamed(said, known), "public_text", impersonal=impersonal, people=True)
    rows = queries.publications(complaint)
    for row in rows:
        until = row.until_on or row.from_on
        if row.form == form and row.from_on <= (until_on or first) and first <= until:
            raise PublicAlready(until=f"{until:%d/%m/%Y}")
    made = Publication(
        complaint=complaint, n=len(rows) + 1, form=form, from_on=first, until_on=until_on, times=times,
        public_text=said if form == Form.PORTAL else "",
    )  # fmt: skip
    sent = queries.document(complaint, Document.DECISION)
    if complaint.case.state == State.DECIDED and sent is not None and sent.sent_on:
        _announced(work, complaint)
    keep(
        work, complaint, events.PUBLISHED, made, form=form,
        form_words=queries.in_vietnamese(Form(form).label).lower(), from_on=first.isoformat(),
        until_on=until_on.isoformat() if until_on else "",
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _unnamed(said: str, known: Mapping[str, Any]) -> str:
    """A text in which who complains stands as “người khiếu nại”, with what they are called by: ông, bà, anh, chị."""
    made = _COURTESY.sub(_VEILED, veiled(said, known, _VEILED))
    made = _BEGINS.sub(rf"\g<1>{COMPLAINANT.capitalize()}", made)
    return made.replace(_VEILED, COMPLAINANT)


def _announced(work: engine.Work, complaint: Complaint) -> None:
    """Sent and public: what is left is to wait for effect."""
    assert complaint.effect_on is not None
    engine.leave(work, outcome="announce")
    engine.enter(
        work, EFFECT, state=State.ANNOUNCED, due=calendar_for(complaint.agency).closing(complaint.effect_on)
    )


@act(
    may=policies.can_take_effect,
    records=events.TOOK_EFFECT,
    law="Luật Khiếu nại 02/2011 Điều 44; R6.33",
    finds=FINDS,
)
def take_effect(*, by: Actor, at: dt.datetime, complaint: Complaint) -> Complaint:
    """Có hiệu lực: the days are over and nobody complained again in time."""
    work = begin(complaint, "take_effect", by=by, at=at)
    first = queries.in_effect_from(complaint)
    assert first is not None
    if day_of(work) < first:
        raise NotYetInEffect(first=f"{first:%d/%m/%Y}")
    work.set(state=State.IN_EFFECT)
    keep(work, complaint, events.TOOK_EFFECT)
    return complaint
