"""Receiving: at the counter, by post, or what was filed online; or refusing to."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases.queries import words
from motcua.areas.dossiers import events, policies
from motcua.areas.dossiers.actions.opening import (
    check_all,
    held_for,
    may_receive,
    opened,
    save_new,
    taken_from_warehouse,
    type_for,
    with_files,
)
from motcua.areas.dossiers.actions.writing import (
    FINDS,
    answer_by,
    begin,
    keep,
    numbered,
    open_text,
)
from motcua.areas.dossiers.choices import Channel, ReturnBy, State
from motcua.areas.dossiers.models import Decision, Dossier
from motcua.areas.results import events as kept
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.people.queries import id_hash
from motcua.rules.calendar import TZ
from motcua.rules.vietnamese import clean_text


@act(may=may_receive, records=(events.RECEIVED, kept.REUSED), law="NĐ 118/2025 Điều 17")
def receive(
    *, by: Actor, at: dt.datetime, procedure: str, unit: str, channel: str, applicant: Mapping[str, Any],
    papers: Sequence[Mapping[str, Any]], note: str = "", return_by: str = ReturnBy.CENTRE,
) -> Dossier:  # fmt: skip
    """Tiếp nhận hồ sơ: give the dossier its code, its clock and its appointment (Mẫu 01).

    ``applicant``: {kind, name, id_number, phone, email, address}, or {citizen: number of a known record}; either with
    {filed_by: {name, capacity}} when another files for them. A paper with ``result`` is taken from the warehouse.

    Raises Invalid naming every field to mend; nothing is kept then.
    """
    on = at.astimezone(TZ).date()
    type_ = type_for(procedure, unit, on)
    seen = channel in {Channel.COUNTER, Channel.ASSISTED}
    held = held_for(papers, applicant, agency=unit, on=on, seen=seen)
    taken = check_all(type_, papers, applicant, held=held)
    work, dossier, _serial = opened(
        by=by, at=at, type_=type_, unit=unit, channel=channel, applicant=applicant, papers=taken, note=note,
        state=State.RECEIVED, return_by=return_by,
    )  # fmt: skip
    start = engine.reception_start(work, at)
    engine.enter(work, 0, state=State.RECEIVED, post=by.on_behalf_of or by.post, start=start)
    reused = {"reused": taken_from_warehouse(work, taken, held)} if held else {}
    return save_new(work, dossier, events.RECEIVED, due_words=words(work.case.due_at), **reused)


@act(
    may=may_receive,
    records=events.RECEPTION_DECLINED,
    law="NĐ 118/2025 Điều 17",
)
def decline_reception(
    *, by: Actor, at: dt.datetime, procedure: str, unit: str, channel: str, applicant: Mapping[str, Any],
    reason: str, law: str, note: str = "",
) -> Dossier:  # fmt: skip
    """Từ chối tiếp nhận: refuse at the counter with reason and legal ground (Mẫu 03); final for that filing."""
    type_ = type_for(procedure, unit, at.astimezone(TZ).date())
    why = clean_text(reason, "reason", what="lý do từ chối")
    ground = clean_text(law, "law", what="căn cứ pháp lý của việc từ chối", most=300)
    work, dossier, number = opened(
        by=by, at=at, type_=type_, unit=unit, channel=channel, applicant=applicant, papers=[], note=note,
        state=State.REFUSED_RECEPTION, form="mau-03",
    )  # fmt: skip
    ground = open_text(ground, "law", dossier, what="căn cứ pháp lý của việc từ chối", most=300)
    engine.enter(work, 0, state=State.REFUSED_RECEPTION, post=by.post)
    engine.leave(work, outcome="refuse")
    engine.close(work, state=State.REFUSED_RECEPTION)
    decision = Decision(form="mau-03", number=number, reason=why, law=ground, at=at, by_title=by.title)
    save_new(work, dossier, events.RECEPTION_DECLINED, decision, law=ground)
    decision.dossier = dossier
    decision.save(force_insert=True)
    return dossier


@act(may=policies.can_submit, records=(events.SUBMITTED, kept.REUSED), law="NĐ 118/2025 Điều 15, Điều 17")
def submit(
    *, by: Actor, at: dt.datetime, procedure: str, unit: str, applicant: Mapping[str, Any],
    papers: Sequence[Mapping[str, Any]], answers: Mapping[str, Any] | None = None, note: str = "",
    return_by: str = ReturnBy.CENTRE, channel: str = Channel.ONLINE, owner: str = "", uploads: str = "",
    identity: str = "",
) -> Dossier:  # fmt: skip
    """Nộp hồ sơ trực tuyến: the dossier has its code; the agency answers within eight working hours (R1.20).

    ``answers``: what the e-form asked, {form, values}; ``owner``: keyed hash of the account that files; ``identity``:
    keyed hash of the number that the account vouches for (only their own results are taken from the warehouse);
    ``uploads``: whose uploaded files the ``files`` of the papers are until now.

    Raises Invalid naming every field to mend; nothing is kept then.
    """
    on = at.astimezone(TZ).date()
    type_ = type_for(procedure, unit, on)
    held = held_for(papers, applicant, agency=unit, on=on, seen=False, identity=identity)
    taken = check_all(type_, papers, applicant, held=held)
    until = answer_by(unit, at)
    work, dossier, _serial = opened(
        by=by, at=at, type_=type_, unit=unit, channel=channel, applicant=applicant, papers=taken, note=note,
        state=State.SUBMITTED, return_by=return_by, answer_by=until,
        proven=bool(identity) and id_hash(str(applicant.get("id_number") or "")) == identity,
    )  # fmt: skip
    dossier.papers = [with_files(paper, uploads, work.case.code) for paper in taken]
    dossier.answers = json.dumps(dict(answers), ensure_ascii=False) if answers else ""
    dossier.owner = owner
    engine.enter(work, 0, state=State.SUBMITTED, due=until)
    reused = {"reused": taken_from_warehouse(work, taken, held)} if held else {}
    return save_new(work, dossier, events.SUBMITTED, answer_by_words=words(until), **reused)


@act(may=policies.can_accept, records=events.ACCEPTED, law="NĐ 118/2025 Điều 17 khoản 2", finds=FINDS)
def accept(*, by: Actor, at: dt.datetime, dossier: Dossier) -> Dossier:
    """Tiếp nhận hồ sơ nộp trực tuyến: it is complete; its time begins, its appointment is made (Mẫu 01)."""
    work, until = begin(dossier, "accept", by=by, at=at), dossier.case.due_at
    engine.leave(work, outcome="accept")
    engine.start(work)
    start = engine.reception_start(work, work.at)
    engine.enter(work, 0, state=State.RECEIVED, post=by.on_behalf_of or by.post, start=start)
    dossier.book_number = numbered(work, "mau-01")
    dossier.save(update_fields=["book_number"])
    keep(work, events.ACCEPTED, due_words=words(work.case.due_at), in_time=work.at <= until)
    return dossier
