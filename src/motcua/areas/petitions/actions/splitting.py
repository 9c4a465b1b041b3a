"""A letter of several contents is split in one act; what denounces in it goes under the seal (R6.9, R6.20, R6.45).

Nothing that a post without right can read leads from what denounces to what is open. The letter goes on as what the
office has known it as: taken in openly, as its open contents; shielded from the start, as what denounces. The other
side is taken in anew, with a code and a way of its own. What leads from one to the other is a keyed mark
(``Arrival``), found by whoever holds the receipt of the letter, and what stands under the seal.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.petitions import events, evidence, policies, ports, queries
from motcua.areas.petitions.actions import sealing
from motcua.areas.petitions.actions.intake import MORNING, PERSON, next_code, place_petition
from motcua.areas.petitions.actions.keeping import FINDS, NOTE_MOST, begin, body, line, mark, people_of
from motcua.areas.petitions.choices import Channel, Outcome, PetitionClass, Purpose, State, topics
from motcua.areas.petitions.models import Arrival, Petition, PetitionFile, SealedIdentity
from motcua.base.files import actions as files
from motcua.base.files import queries as kept
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind
from motcua.rules import petitions as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietnamese import fold

CAME = (
    "channel",
    "sender",
    "from_agency",
    "from_number",
    "from_on",
    "arrived_on",
    "signers",
    "spot",
    "place",
)
"""What every open content has of the letter."""
APART = {"from_agency": "", "from_number": "", "from_on": None, "signers": 1, "spot": "", "place": ""}
"""What denounces has none of: by any of these it could be told of which letter it was."""
AT_THE_DESK = (Channel.COUNTER, Channel.RECEPTION)
ENTERED_AS = {
    Channel.ONLINE: Channel.COUNTER, Channel.EMAIL: Channel.COUNTER, Channel.RECEPTION: Channel.COUNTER,
}  # fmt: skip
"""How an open content counts as come that an official enters from a sealed letter; other ways stay what they are."""
MORNING_MINUTES = 180
ANEW = ("answers", "ground", "outcome_note", "to_agency")
WHOLE = ("said", "petition_class", "topic", "content", "demand", "against")


@act(
    may=policies.can_handle,
    records=(
        events.SPLIT, events.RECEIVED, events.DENOUNCER_SEALED, events.DENOUNCER_OPENED, events.DENOUNCER_NAMED,
    ),
    law="TT 05/2021/TT-TTCP; NĐ 154/2026 Điều 14; Luật Tố cáo 25/2018/QH14 Điều 8; R6.9, R6.20, R6.45–R6.47",
    finds=FINDS,
)  # fmt: skip
def split(
    *, by: Actor, at: dt.datetime, petition: Petition, parts: Sequence[Mapping[str, Any]], reason: str = ""
) -> list[Petition]:
    """Tách đơn: each content becomes a petition of one class; what denounces is sealed in the same act.

    ``parts``: {class, content, demand, against, topic}, what denounces in one of them. Returned are the petitions in
    the order of the parts. The time of every one counts from the day its letter came (R6.23, R6.41): splitting gives
    nobody more time.

    A letter that was shielded is split by who is assigned: the act opens the seal for the sender's name, noted with its
    ``reason``; the open contents are taken in under that name as come that day, and never in a way that says which
    letter they were in.
    """
    work = begin(petition, "split", by=by, at=at)
    rules.check_parts([str(part.get("class") or "") for part in parts])
    read = _read_parts(petition, parts)
    secret = next((part for part in read if _denounces(part)), None)
    if petition.shielded and secret is None:
        raise Invalid(field="parts", text="Đơn đang giữ kín người gửi: ghi một phần là nội dung tố cáo.")
    if secret is not None:
        _lead_nowhere(petition, read)
    if petition.shielded:
        return _taken_out_of_the_seal(work, petition, read, reason)
    if secret is None:
        return _apart(work, petition, read)
    return _sealed_out_of_the_open(work, petition, read, secret)


def _denounces(part: Mapping[str, Any]) -> bool:
    return bool(part["petition_class"] == PetitionClass.DENUNCIATION)


def _read_parts(petition: Petition, parts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found, faults = list[dict[str, Any]](), list[Fault]()
    for n, part in enumerate(parts):
        kind = str(part["class"])
        try:
            topic = str(part.get("topic") or ("" if kind == PetitionClass.DENUNCIATION else petition.topic))
            if topic not in topics():
                raise Invalid(field=f"parts.{n}.topic", text="Chọn lĩnh vực của nội dung này.")
            found.append({
                "said": kind, "petition_class": kind, "topic": topic,
                "content": body(part.get("content"), f"parts.{n}.content", what="nội dung"),
                "demand": body(
                    part.get("demand"), f"parts.{n}.demand", what="yêu cầu", most=NOTE_MOST, needed=False
                ),
                "against": line(
                    part.get("against"), f"parts.{n}.against", what="người, cơ quan bị nêu", most=500, needed=False
                ),
            })  # fmt: skip
        except Invalid as error:
            faults += error.faults
    if faults:
        raise Invalid.of(faults)
    return found


def _lead_nowhere(petition: Petition, read: Sequence[Mapping[str, Any]]) -> None:
    """No content may name the letter, nor an open one the pseudonym."""
    told = [petition.case.code, *([petition.sealed.pseudonym] if petition.sealed else [])]
    faults = [
        Fault(f"parts.{n}.content", "Không ghi mã đơn, mã người tố cáo trong nội dung tách ra.")
        for n, part in enumerate(read)
        if any(fold(one) in fold(" ".join(part[name] for name in ("content", "demand", "against"))) for one in told)
    ]  # fmt: skip
    if faults:
        raise Invalid.of(faults)


# --- an open letter --------------------------------------------------------------------------------------------


def _apart(work: engine.Work, petition: Petition, read: Sequence[Mapping[str, Any]]) -> list[Petition]:
    """Open contents become petitions of their own under one receipt; the letter is settled."""
    made = [_open_part(work, petition, values) for values in read]
    _settle(work, petition, made)
    return made


def _open_part(work: engine.Work, petition: Petition, values: Mapping[str, Any]) -> Petition:
    shared = {name: getattr(petition, name) for name in CAME}
    return place_petition(
        {**shared, **values}, _who(petition), unit=petition.agency, **_new(petition, work.at), by=work.by, at=work.at,
        anonymous=petition.anonymous, shielded=False, owner=petition.owner, known=petition.submitter_id,
        parent=petition,
    )  # fmt: skip


def _new(petition: Petition, at: dt.datetime) -> dict[str, Any]:
    """The code of a part, of the day on which its letter was entered, and since when its time counts: from the day the
    letter came, at a moment of the morning that says nothing of the letter's own (R6.45), and never after it."""
    code = next_code(petition.agency, petition.received_at.astimezone(TZ).date())
    began = queries.counted_from(petition)
    morning = dt.datetime.combine(petition.arrived_on, MORNING, TZ)
    minutes = max(0, int((min(began, at) - morning).total_seconds()) // 60) + 1
    shift = int(blind(code, "petition.part.clock")[:8], 16) % min(minutes, MORNING_MINUTES)
    early = dt.datetime.combine(petition.arrived_on, dt.time(), TZ)
    return {"code": code, "since": morning + dt.timedelta(minutes=shift) if began >= morning else early}


def _settle(work: engine.Work, petition: Petition, made: Sequence[Petition], **written: str) -> None:
    petition.outcome, petition.ground, petition.settled_by = Outcome.SPLIT, "mixed", work.by.post
    petition.answers = {"kind": str(PetitionClass.MIXED)}
    petition.save(update_fields=["outcome", "ground", "settled_by", "answers"])
    engine.leave(work, outcome="split")
    engine.close(work, state=State.SETTLED)
    ports.was_split(petition, work.at)
    _keep(work, petition, written, count=len(made))


def _keep(work: engine.Work, petition: Petition, written: Mapping[str, str], **facts: Any) -> None:
    said = {**evidence.of_rows(work.case.subject, [petition]), **written}
    engine.keep(work, events.SPLIT, {"dates": cases.dates(work.case), **facts}, written=said)


def _who(petition: Petition) -> dict[str, Any]:
    if petition.submitter is None:
        return {}
    return {
        "kind": petition.submitter.kind, "id_number": petition.submitter.id_number, **queries.contact(petition),
        "representatives": queries.representatives(petition), "authorised": queries.authorised(petition),
    }  # fmt: skip


def _sealed_out_of_the_open(
    work: engine.Work, petition: Petition, read: Sequence[Mapping[str, Any]], secret: Mapping[str, Any]
) -> list[Petition]:
    """What denounces is taken in under a pseudonym; the letter goes on as the rest, and nothing says that there was
    more: with one open content it is that petition, with several it is split into them."""
    who = _who(petition)
    identity: SealedIdentity | None = None
    if who:
        whole = {
            **who, "content": petition.content, "demand": petition.demand, "against": petition.against,
            "supplements": [row.said for row in queries.requests(petition) if row.said], "letter": petition.case.code,
            "from": " ".join(filter(None, (petition.from_agency, petition.from_number))),
            "signers": petition.signers,
        }  # fmt: skip
        identity = sealing.new_identity(petition.agency, work.at, whole, by=work.by)
    shared = {name: getattr(petition, name) for name in CAME}
    new = _new(petition, work.at)
    rows = _under_the_seal(work, petition, new["code"])
    denouncing = place_petition(
        {**shared, **APART, **secret}, who, unit=petition.agency, **new, by=work.by, at=work.at,
        anonymous=petition.anonymous, shielded=True, files=rows, sealed=identity,
    )  # fmt: skip
    _lead(petition, [denouncing], work.at)
    written = engine.forget_notes(work)
    written |= evidence.of_rows(work.case.subject, sealing.wipe_supplements(petition))
    rest = [part for part in read if part is not secret]
    if len(rest) == 1:
        made = [_goes_on_as(work, petition, rest[0], written)]
    else:
        for name in ("content", "demand", "against"):
            setattr(petition, name, "\n\n".join(filter(None, (part[name] for part in rest))))
        petition.against = " ".join(petition.against.split())[:500]
        petition.save(update_fields=["content", "demand", "against"])
        mark(petition, people_of(petition))
        made = [_open_part(work, petition, values) for values in rest]
        _settle(work, petition, made, **written)
    engine.forget_found()
    open_ones = iter(made)
    return [denouncing if part is secret else next(open_ones) for part in read]


def _goes_on_as(
    work: engine.Work, petition: Petition, values: Mapping[str, Any], written: Mapping[str, str]
) -> Petition:
    """The letter is the one open content, not classified yet; its time stays the shortest until it is."""
    for name in WHOLE:
        setattr(petition, name, values[name])
    petition.answers, petition.ground, petition.outcome_note, petition.to_agency = {}, "", "", ""
    petition.save(update_fields=[*WHOLE, *ANEW])
    mark(petition, people_of(petition))
    work.set(title=queries.title_of(petition.petition_class, petition.topic))
    work.set(search=sealing.search_of(petition))
    ports.was_split(petition, work.at)
    _keep(work, petition, written)
    return petition


def _under_the_seal(work: engine.Work, petition: Petition, code: str) -> list[PetitionFile]:
    """The scans of the letter show all of it in the sender's hand: they go under the seal of what denounces."""
    rows = list[PetitionFile]()
    for row in PetitionFile.objects.filter(petition=petition, file__erased_at=None).order_by("n"):
        opened = kept.open_file(row.file_id, subject=petition.case.code)
        files.erase(file_id=row.file_id, subject=petition.case.code, at=work.at)
        file = sealing.sealed_file(code, opened.view.media_type, opened.content, by=work.by, at=work.at)
        rows.append(PetitionFile(n=len(rows) + 1, role=row.role, sealed=True, file=file))
    return rows


def _lead(petition: Petition, made: Sequence[Petition], at: dt.datetime) -> None:
    """Whoever holds the receipt of the letter is led to every part of it; nobody who reads the rows is: of when it was
    split they keep the day."""
    day = dt.datetime.combine(at.astimezone(TZ).date(), dt.time(), TZ)
    Arrival.objects.bulk_create(
        [
            Arrival(agency=petition.agency, mark=queries.mark_of_part(petition, n), came_at=day, petition=one)
            for n, one in enumerate(made, 1)
        ]
    )


# --- a letter under the seal -----------------------------------------------------------------------------------


def _taken_out_of_the_seal(
    work: engine.Work, petition: Petition, read: Sequence[Mapping[str, Any]], reason: str
) -> list[Petition]:
    """The letter goes on as what denounces; the open contents are taken in under the sender's name."""
    who = dict[str, Any]()
    signers, came = petition.signers, ENTERED_AS.get(Channel(petition.channel), petition.channel)
    shared = {
        "channel": came, "sender": petition.sender, "from_agency": "", "from_number": "", "from_on": None,
        "arrived_on": petition.arrived_on, "signers": signers, "spot": "", "place": petition.agency,
    }  # fmt: skip
    if petition.sealed is not None:
        known = sealing.open_now(petition, purpose=Purpose.SPLIT, reason=reason, by=work.by, at=work.at)
        sealing.add(petition.sealed, {"signers": signers}, by=work.by, at=work.at)
        petition.sealed.refresh_from_db()
        who = {**dict.fromkeys(PERSON, ""), "kind": "person", **known}
    told = dict[int, Petition]()
    for n, values in enumerate(read):
        if _denounces(values):
            told[n] = _only_what_denounces(petition, values, by=work.by, at=work.at)
            continue
        acting = who.get("authorised") if values["petition_class"] == PetitionClass.COMPLAINT else {}
        told[n] = place_petition(
            {**shared, **values}, {**who, "authorised": acting or {}} if who else {}, unit=petition.agency,
            **_new(petition, work.at), by=work.by, at=work.at, anonymous=petition.anonymous, shielded=False,
            proven=petition.channel in AT_THE_DESK,
        )  # fmt: skip
    _lead(petition, [one for one in told.values() if one is not petition], work.at)
    work.set(title=queries.title_of(petition.petition_class, petition.topic))
    work.set(search=sealing.search_of(petition))
    for row in PetitionFile.objects.filter(petition=petition, sealed=False, file__erased_at=None):
        files.erase(file_id=row.file_id, subject=petition.case.code, at=work.at)
    requests = sealing.wipe_supplements(petition)
    written = {**engine.forget_notes(work), **evidence.of_rows(work.case.subject, requests)}
    _keep(work, petition, written)
    return [told[n] for n in range(len(read))]


def _only_what_denounces(
    petition: Petition, values: Mapping[str, Any], *, by: Actor, at: dt.datetime
) -> Petition:
    told = {name: values[name] for name in ("content", "demand", "against")}
    for name, text in sealing.veil(petition, told, by=by, at=at).items():
        setattr(petition, name, text)
    petition.said = petition.petition_class = PetitionClass.DENUNCIATION
    petition.topic, petition.signers = values["topic"], 1
    petition.answers, petition.ground, petition.outcome_note, petition.to_agency = {}, "", "", ""
    petition.save(update_fields=[*WHOLE, *ANEW, "signers"])
    mark(petition, ())
    return petition
