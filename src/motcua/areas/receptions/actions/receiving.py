"""A visit at the desk: who came, about what, what was said; a petition written down; documents taken."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from motcua.areas.cases import actions as engine
from motcua.areas.cases import evidence as engine_evidence
from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import CaseType
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.petitions.choices import FIELD, PetitionClass, topics
from motcua.areas.receptions import events, policies, queries
from motcua.areas.receptions.actions.keeping import FINDS, NOTE_MOST, begin, body, keep, line
from motcua.areas.receptions.actions.shielding import NAMED, WORDS, hide_in, petition_of, shield, veil
from motcua.areas.receptions.actions.signing import came
from motcua.areas.receptions.choices import (
    ADDRESSED,
    AT_ONCE,
    KIND,
    PAPERS,
    REASONED,
    REGISTER,
    TYPE_REFUSAL,
    TYPE_VISIT,
    DayState,
    Result,
    Session,
    Signed,
    State,
)
from motcua.areas.receptions.models import DutyDay, Visit
from motcua.areas.receptions.process import CONCLUDE, REFUSAL_STEPS, REFUSE, REPLY, STANDARD, STEPS
from motcua.areas.receptions.queries.visits import HEADS
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import parameter, parameter_from
from motcua.base.orgs.queries import posts_on, unit_on
from motcua.base.people.policies import details
from motcua.base.people.queries import posts_with
from motcua.rules import receptions as rules
from motcua.rules.calendar import TZ
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.impossible import Fault, Faults, Impossible, Invalid
from motcua.rules.numbering import dossier_code

PERSONS_MOST, PAPERS_MOST, COPIES_MOST = 10_000, 50, 999
PERSON = ("name", "id_number", "address", "phone", "email")
TYPES = {
    TYPE_VISIT: ("Tiếp công dân", "reception.reply", STEPS),
    TYPE_REFUSAL: ("Từ chối tiếp công dân bằng văn bản", "reception.refusal_notice", REFUSAL_STEPS),
}


class NotYetReceivable(Impossible):
    text = "Loại việc tiếp công dân chưa được nạp. Chạy lại motcua init."


class AlreadyReceived(Impossible):
    """Sent twice: the visit is there, once."""

    text = "Lượt tiếp này đã vào sổ, mã {code}."


class NotThatDay(Impossible):
    text = "Chỉ tiếp trong ngày {day} đã công bố, đúng ngày đó."


# --- types -----------------------------------------------------------------------------------------------------


@act(
    may=policies.can_load, records=events.TYPES_LOADED,
    law="Luật Tiếp công dân 42/2013/QH13 Điều 28; NĐ 154/2026; R6.8, R6.13",
)  # fmt: skip
def load_types(*, by: Actor, at: dt.datetime, on: dt.date) -> int:
    """Công bố loại việc tiếp công dân: a version for each version in time of the law's days; returns how many."""
    newest, count = engine_evidence.newest_type(), 0
    for code, (name, key, steps) in TYPES.items():
        for value, first in parameter_from(key, on):
            count += engine.publish_if_changed(
                kind=KIND, code=code, name=name, field=FIELD, levels=["commune"], shape=STANDARD.code, steps=steps,
                limit=Limit(Decimal(value.value), TimeUnit(value.unit)), law=value.source, valid_from=first,
            )  # fmt: skip
    facts = {"count": count, **engine_evidence.published(newest)}
    record(events.TYPES_LOADED, subject="reception-types", unit="", by=by, at=at, facts=facts)
    return count


def _type(code: str, on: dt.date) -> CaseType:
    found = cases.current_type(KIND, code, on)
    if found is None:
        raise NotYetReceivable()
    return found


# --- reading what was typed ------------------------------------------------------------------------------------


def _who(visitor: Mapping[str, Any], *, needed: bool) -> dict[str, str]:
    """Who came, with no more than the law asks for (R6.6): name, address, number of an identity paper, authority."""
    if not needed and not str(visitor.get("name") or "").strip():
        return {}
    typed = {name: str(visitor.get(name) or "") for name in PERSON}
    said = details(kind="person", id_required=False, prefix="visitor.", **typed)
    authority = line(
        visitor.get("authority"), "visitor.authority", what="giấy tờ đại diện, ủy quyền", needed=False
    )
    return {**{name: getattr(said, name) for name in PERSON}, "authority": authority}


def _read(
    given: Mapping[str, Any], visitor: Mapping[str, Any], on: dt.date
) -> tuple[dict[str, Any], dict[str, str], list[str]]:
    """(columns, who came, who speaks for them); raises Invalid naming everything to mend."""
    faults = Faults()
    said, topic, result = (str(given.get(name) or "") for name in ("petition_class", "topic", "result"))
    faults.unless(said in PetitionClass.values, "petition_class", "Chọn loại việc công dân trình bày.")
    faults.unless(topic in topics(), "topic", "Chọn lĩnh vực.")
    faults.unless(
        result in ("", *AT_ONCE, Result.TURNED_AWAY), "result", "Chọn kết quả tiếp, hoặc trả lời sau."
    )
    persons = given.get("persons", 1)
    whole = isinstance(persons, int) and not isinstance(persons, bool) and 1 <= persons <= PERSONS_MOST
    faults.unless(whole, "persons", "Số người cùng nội dung từ 1 đến {most}.", most=PERSONS_MOST)
    named = [faults.take(line, one, "representatives", what="tên người đại diện", most=120)
             for one in given.get("representatives", ()) if str(one).strip()]  # fmt: skip
    if whole:
        faults.take(petition_queries.many_on(on).check_representatives, persons, len(named))
    refused = result == Result.TURNED_AWAY
    ground = str(given.get("ground") or "") if refused else ""
    faults.unless(
        not refused or ground in {one.code for one in rules.refusals(on)},
        "ground",
        "Chọn căn cứ từ chối tiếp.",
    )
    nameless = refused or said == PetitionClass.DENUNCIATION
    who = faults.take(_who, visitor, needed=not nameless) or {}
    if who and not refused:
        faults.unless(
            bool(who["address"]), "visitor.address", "Ghi địa chỉ của người đến (NĐ 154/2026 Điều 12)."
        )
    values = {
        "petition_class": said, "topic": topic, "persons": persons, "result": result, "ground": ground,
        "summary": faults.take(body, given.get("summary"), "summary", what="tóm tắt nội dung trình bày"),
        "settled_by": faults.take(
            line, given.get("settled_by"), "settled_by", what="cơ quan đã giải quyết", most=300, needed=False
        ),
        "competent": bool(given.get("competent", True)),
        "result_note": faults.take(
            body, given.get("result_note"), "result_note", what="nội dung trả lời, hướng dẫn", most=NOTE_MOST,
            needed=result in REASONED,
        ),
        "to_agency": faults.take(
            line, given.get("to_agency"), "to_agency", what="cơ quan có thẩm quyền", needed=result in ADDRESSED
        ),
        "document_number": faults.take(
            line, given.get("document_number"), "document_number", what="số văn bản", most=60, needed=False
        ),
    }  # fmt: skip
    faults.done()
    return values, who, named


def read_papers(papers: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Documents handed over, each with its number of copies; lines without a name do not count."""
    faults, found = Faults(), list[dict[str, Any]]()
    told = [one for one in papers if str(one.get("name") or "").strip()]
    faults.unless(len(told) <= PAPERS_MOST, "papers", "Ghi nhiều nhất {most} tài liệu.", most=PAPERS_MOST)
    for n, one in enumerate(told[:PAPERS_MOST]):
        copies = one.get("copies", 1)
        whole = isinstance(copies, int) and not isinstance(copies, bool) and 1 <= copies <= COPIES_MOST
        faults.unless(whole, f"papers.{n}.copies", "Số bản từ 1 đến {most}.", most=COPIES_MOST)
        name = faults.take(line, one.get("name"), f"papers.{n}.name", what="tên tài liệu")
        found.append({"name": name, "copies": copies, "original": bool(one.get("original"))})
    faults.done()
    return found


def _matter(agency: str, code: str, *, denounces: bool, by: Actor) -> str:
    """The matter of an earlier visit that this one is about again; what denounces leads to nobody who is named."""
    if not code.strip():
        return ""
    found = (
        Visit.objects.select_related("case").filter(case__code=code.strip().upper(), agency=agency).first()
    )
    if found is None or not policies.can_read(by, found):
        raise Invalid(field="same_as", text="Ghi mã của lượt tiếp trước trong đơn vị.")
    if found.shielded != denounces:
        raise Invalid(
            field="same_as", text="Không gắn lượt tiếp tố cáo với lượt tiếp có ghi tên, và ngược lại."
        )
    return found.same_as


def _session(agency: str, day: str, session: str, on: dt.date, *, by: Actor) -> tuple[DutyDay | None, str]:
    if not day:
        if session and session != Session.REGULAR:
            raise Invalid(field="day", text="Chọn ngày tiếp của người đứng đầu.")
        return None, str(Session.REGULAR)
    found = queries.one_day(by, day)
    if found.agency != agency or found.on != on or found.state not in (DayState.PUBLISHED, DayState.HELD):
        raise NotThatDay(day=f"{found.on:%d/%m/%Y}")
    return found, found.session


# --- receive ---------------------------------------------------------------------------------------------------


@act(
    may=policies.can_receive, records=(events.RECEIVED, events.CAME),
    law="Luật Tiếp công dân 42/2013/QH13 Điều 9, 25–28; NĐ 154/2026 Điều 4, 12–15, 27; R6.6–R6.13",
)  # fmt: skip
def receive(
    *, by: Actor, at: dt.datetime, agency: str, visitor: Mapping[str, Any], petition_class: str, topic: str,
    summary: str, persons: int = 1, representatives: Sequence[str] = (), day: str = "", session: str = "",
    sign_up: int = 0, waives_protection: bool = False, settled_by: str = "", competent: bool = True, result: str = "",
    result_note: str = "", to_agency: str = "", document_number: str = "", ground: str = "", same_as: str = "",
    petition: Mapping[str, Any] | None = None, papers: Sequence[Mapping[str, Any]] = (),
    shielded: bool = False, concerns: Sequence[str] = (), key: str = "",
) -> Visit:  # fmt: skip
    """Tiếp công dân: enter the visit in the register; answered on the spot, or within ten working days.

    ``visitor``    {name, id_number, address, phone, email, authority}; of who denounces nothing of it is kept here
    ``result``     empty: answered later; on_spot, guided, transferred; turned_away with its ``ground`` (R6.7)
    ``petition``   {content, demand, against, place, spot, signed}: written down, read back and signed (R6.9)
    ``day``        duty day of the head; its visits end with a conclusion (R6.11)
    ``shielded``   it holds a denunciation though it says more: who came is not named, as of a denunciation
    ``concerns``   posts of the agency that it denounces besides those it names
    ``key``        of the form it was typed into: what came before under it raises AlreadyReceived
    """
    on, said = at.astimezone(TZ).date(), petition_class
    if shielded:
        petition_class = PetitionClass.DENUNCIATION.value
    given = {
        "petition_class": petition_class, "topic": topic, "summary": summary, "persons": persons, "ground": ground,
        "representatives": representatives, "settled_by": settled_by, "competent": competent, "result": result,
        "result_note": result_note, "to_agency": to_agency, "document_number": document_number,
    }  # fmt: skip
    values, who, named = _read(given, visitor, on)
    held_on, kind = _session(agency, day, session, on, by=by)
    denounces = petition_class == PetitionClass.DENUNCIATION
    if held_on is not None and held_on.online:
        rules.check_online_denunciation(denounces=denounces, waives_protection=waives_protection)
    by_head = kind in HEADS
    if by_head and result in AT_ONCE:
        raise Invalid(
            field="result",
            text="Người đứng đầu tiếp thì trả lời bằng thông báo kết luận, kể cả khi trả lời tại chỗ.",
        )
    handed = read_papers(papers)
    refusal = rules.REFUSAL.get(values["ground"])
    if refusal is not None and (petition or handed):
        raise Invalid(field="result", text="Đã từ chối tiếp thì không nhận đơn, tài liệu.")
    code, mark = _next_code(agency, on), queries.mark_of_key(key)
    before = Visit.objects.select_related("case").filter(agency=agency, mark=mark).first() if mark else None
    if before is not None:
        raise AlreadyReceived(code=before.case.code)
    matter = _matter(agency, same_as, denounces=denounces, by=by) or code
    kept = {} if denounces else who
    visit = Visit(
        agency=agency, year=on.year, mark=mark, serial=take_number(agency=agency, book=REGISTER, year=on.year), on=on,
        session=kind, day=held_on, online=bool(held_on and held_on.online), same_as=matter,
        received_by=held_on.post if held_on else (by.on_behalf_of or by.post),
        contact=json.dumps(kept, ensure_ascii=False) if kept else "",
        person=queries.person_hash(agency, kept.get("name", ""), kept.get("id_number", "")),
        representatives=json.dumps([] if denounces else named, ensure_ascii=False), **values,
    )  # fmt: skip
    about = set(
        _write(visit, who, named, petition, said=said, shielded=denounces, by=by, at=at) if petition else ()
    )
    if denounces:
        about |= {
            *_of_the_agency(concerns, agency, on),
            *petition_queries.named_in(agency, "", visit.summary, on),
        }
    if handed:
        _take(visit, handed, at)
    written = refusal is not None and refusal.written
    work = _open(visit, code, kept, TYPE_REFUSAL if written else TYPE_VISIT, by=by, at=at)
    signed = came(held_on, sign_up, forget=denounces, by=by, at=at) if held_on is not None and sign_up else {}
    if denounces:
        hide_in(visit, {**who, "representatives": named}, signed)
    _first_step(work, visit, written=written)
    if about:
        engine.keep_from(work, sorted(about))
    work.new.append(visit)
    keep(
        work, visit, events.RECEIVED, serial=visit.serial, session=kind, petition_class=petition_class, topic=topic,
        persons=persons, group=petition_queries.many_on(on).are(persons), result=values["result"],
        result_words=queries.result_words(values["result"]), ground=values["ground"],
        law=refusal.law if refusal else "", petition=visit.petition, papers=visit.papers_number or 0,
        received_at=cases.plain(at), due_at=cases.plain(work.case.due_at), matter=matter,
    )  # fmt: skip
    return visit


def _of_the_agency(posts: Sequence[str], agency: str, on: dt.date) -> list[str]:
    """Posts that were ticked, and all others of who holds them."""
    known = {post.code for post in posts_on(on, agency=agency)}
    if not set(posts) <= known:
        raise Invalid(field="posts", text="Chọn vị trí của cơ quan này.")
    return [post for post in posts_with(posts, on) if post in known]


def _next_code(agency: str, on: dt.date) -> str:
    unit, book = unit_on(agency, on), f"reception-{on:%y%m%d}"
    return f"TCD-{dossier_code(unit.agency_code, on, take_number(agency=agency, book=book, year=on.year))}"


def _open(
    visit: Visit, code: str, who: Mapping[str, str], type_code: str, *, by: Actor, at: dt.datetime
) -> engine.Work:
    name, title = who.get("name", ""), queries.title_of(visit.petition_class, visit.topic)
    work = engine.open_case(
        type_=_type(type_code, visit.on), code=code, agency=visit.agency, place=visit.agency, title=title,
        who=name, numbers=[who.get("id_number", ""), who.get("phone", "")], state=State.ARRIVED, by=by, at=at,
        confidential=visit.shielded,
    )  # fmt: skip
    visit.case = work.case
    work.case.who = queries.shown_as(visit)
    engine.enter(work, 0, state=State.ARRIVED, post=by.on_behalf_of or by.post)
    engine.leave(work, outcome="receive")
    return work


def _first_step(work: engine.Work, visit: Visit, *, written: bool) -> None:
    if written:
        engine.enter(work, REFUSE, state=State.REFUSING)
    elif visit.result == Result.TURNED_AWAY:
        visit.result_at = work.at
        engine.close(work, state=State.TURNED_AWAY)
    elif visit.result:
        visit.result_at = work.at
        engine.close(work, state=State.ANSWERED)
    elif visit.session in HEADS:
        engine.enter(work, CONCLUDE, state=State.WAITING, post=visit.received_by)
    else:
        engine.enter(work, REPLY, state=State.WAITING, due=_internal(visit, work.at))


def _internal(visit: Visit, at: dt.datetime) -> dt.datetime:
    days = Decimal(parameter("reception.internal", visit.on))
    return calendar_for(visit.agency).add_working_days(at, days)


# --- a petition, documents -------------------------------------------------------------------------------------


def _write(
    visit: Visit, who: Mapping[str, Any], named: Sequence[str], petition: Mapping[str, Any], *, said: str, by: Actor,
    at: dt.datetime, shielded: bool | None = None,
) -> list[str]:  # fmt: skip
    """Hand what was said over to petitions: written down fully, read back, signed or with a fingerprint (R6.9). Gives
    the posts that it is kept from."""
    signed = str(petition.get("signed") or "")
    if signed not in Signed.values:
        raise Invalid(
            field="petition.signed", text="Đọc lại cho người trình bày nghe, rồi ghi họ đã ký hay điểm chỉ."
        )
    denounces = visit.petition_class == PetitionClass.DENUNCIATION
    try:
        made = petitions.receive(
            by=by, at=at, unit=visit.agency, channel="reception", said=said, shielded=shielded, topic=visit.topic,
            content=str(petition.get("content") or ""), demand=str(petition.get("demand") or ""),
            against=str(petition.get("against") or ""), place=str(petition.get("place") or ""),
            spot=str(petition.get("spot") or ""),
            submitter={"kind": "person", **{name: who.get(name, "") for name in PERSON}} if who else None,
            anonymous=denounces and not who, signers=visit.persons, representatives=named,
        )  # fmt: skip
    except Invalid as error:
        raise Invalid.of(
            Fault(f"petition.{one.field}" if "." not in one.field else one.field, one.text, one.params)
            for one in error.faults
        ) from error
    visit.petition, visit.signed = made.case.code, signed
    return petition_queries.concerned(made)


@act(
    may=policies.can_add, records=events.WRITTEN_DOWN, law="NĐ 154/2026/NĐ-CP Điều 14; R6.9", finds=FINDS,
)  # fmt: skip
def write_down(*, by: Actor, at: dt.datetime, visit: Visit, petition: Mapping[str, Any]) -> Visit:
    """Ghi lại thành đơn: what a citizen said who cannot write it, after the visit was entered.

    What sounds like a denunciation is sealed, and the visit with it. Not of a denunciation: who denounces is asked
    again, since nothing here says who it is.
    """
    work = begin(visit, "write_down", by=by, at=at)
    if visit.petition or visit.shielded:
        raise Invalid(field="petition.content", text="Lượt tiếp này không ghi thêm đơn được nữa.")
    said = visit.petition_class
    _write(
        visit, queries.contact(visit), queries.representatives(visit), petition, said=said, by=by, at=work.at
    )
    visit.save(update_fields=["petition", "signed"])
    keep(work, visit, events.WRITTEN_DOWN, petition=visit.petition)
    written = petition_of(visit)
    return shield(by=SYSTEM, at=work.at, visit=visit) if written is not None and written.shielded else visit


@act(
    may=policies.can_add, records=(events.LINKED, NAMED), law="NĐ 154/2026/NĐ-CP Điều 14; R6.9", finds=FINDS,
)  # fmt: skip
def link(*, by: Actor, at: dt.datetime, visit: Visit, petition: str) -> Visit:
    """Gắn với đơn: the petition that the citizen brought along was taken in by the desk."""
    work = begin(visit, "link", by=by, at=at)
    if visit.petition:
        raise Invalid(field="petition", text="Lượt tiếp này đã gắn với đơn {code}.", code=visit.petition)
    try:
        found = petition_queries.to_act_on(petition.strip().upper(), by=by)
    except petition_queries.NoSuchPetition as error:
        raise Invalid(field="petition", text="Không có đơn với mã này trong đơn vị.") from error
    if found.shielded != visit.shielded:
        raise Invalid(field="petition", text="Không gắn đơn tố cáo với lượt tiếp có ghi tên, và ngược lại.")
    visit.petition = found.case.code
    if about := petition_queries.concerned(found):
        engine.keep_from(work, about)
    veil(visit, by=by, at=work.at)
    visit.save(update_fields=["petition", *WORDS])
    keep(work, visit, events.LINKED, petition=visit.petition)
    return visit


def _take(visit: Visit, papers: Sequence[Mapping[str, Any]], at: dt.datetime) -> None:
    visit.papers = json.dumps(list(papers), ensure_ascii=False)
    visit.papers_at = at
    agency = visit.case.agency if visit.case_id else visit.agency
    visit.papers_number = take_number(agency=agency, book=PAPERS, year=at.astimezone(TZ).year)


@act(
    may=policies.can_add, records=(events.PAPERS_TAKEN, NAMED), law="NĐ 154/2026/NĐ-CP Điều 15; R6.10", finds=FINDS,
)  # fmt: skip
def take_papers(*, by: Actor, at: dt.datetime, visit: Visit, papers: Sequence[Mapping[str, Any]]) -> Visit:
    """Nhận tài liệu: documents handed over later, with a receipt (Mẫu số 02/TCD)."""
    work = begin(visit, "take_papers", by=by, at=at)
    if visit.papers_number is not None:
        raise Invalid(field="papers", text="Lượt tiếp này đã có giấy biên nhận.")
    handed = read_papers(papers)
    if not handed:
        raise Invalid(field="papers", text="Ghi tên tài liệu công dân giao.")
    _take(visit, handed, work.at)
    veil(visit, by=by, at=work.at)
    visit.save(update_fields=["papers_at", "papers_number", *WORDS])
    keep(work, visit, events.PAPERS_TAKEN, number=visit.papers_number)
    return visit


@act(may=policies.can_take_register, records=events.REGISTER_TAKEN, law="NĐ 154/2026/NĐ-CP Điều 27; R6.12")
def take_register(
    *, by: Actor, at: dt.datetime, agency: str, first: dt.date, last: dt.date, form: str = "pdf"
) -> list[Visit]:
    """Xuất sổ tiếp công dân: the register of a time as it is printed, or sent on to the national database (``form``:
    csv); who took it is noted, since it names people."""
    found = queries.register(by, first, last)
    period = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
    facts = {"period": period, "count": len(found), "form": form}
    record(
        events.REGISTER_TAKEN, subject=f"reception-register:{agency}", unit=agency, by=by, at=at, facts=facts
    )
    return found
