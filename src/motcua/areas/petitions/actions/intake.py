"""Intake: at the counter, by post with its scan, forwarded by another agency, online, written down at a reception."""

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pypdf
import pypdf.errors
from django.conf import settings

from motcua.areas.cases import actions as engine
from motcua.areas.cases import queries as cases
from motcua.areas.cases.queries import words
from motcua.areas.petitions import events, policies, queries
from motcua.areas.petitions.actions import arrivals, recusing, sealing
from motcua.areas.petitions.actions.keeping import (
    CONTENT_MOST,
    FINDS,
    NOTE_MOST,
    body,
    keep,
    line,
    mark,
    people_of,
)
from motcua.areas.petitions.actions.timing import type_for
from motcua.areas.petitions.choices import (
    Channel,
    PetitionClass,
    Role,
    Sender,
    State,
    topics,
)
from motcua.areas.petitions.models import Petition, PetitionFile
from motcua.areas.petitions.ports import Uploaded
from motcua.areas.petitions.process import HANDLE
from motcua.base.documents.actions import take_number
from motcua.base.files import actions as stored
from motcua.base.files import policies as file_policies
from motcua.base.files.choices import JPEG, PNG
from motcua.base.journal.actions import act
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.base.orgs.queries import unit_on
from motcua.base.people.actions import enter_citizen, read_in_full, recall_citizen
from motcua.base.people.choices import Purpose
from motcua.base.people.events import CITIZEN_READ
from motcua.base.people.fields import blind
from motcua.base.people.policies import details
from motcua.rules import petitions as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Faults, Invalid
from motcua.rules.numbering import dossier_code, scattered
from motcua.rules.places import named

MORNING = dt.time(8)
LETTER_TYPE = "message/rfc822"
SIGNERS_MOST, BACK_MOST, PLACE_MOST = 100_000, 366, 500
PERSON = ("name", "id_number", "phone", "email", "address")


# --- reading what was typed ------------------------------------------------------------------------------------


def _read(given: Mapping[str, Any], on: dt.date) -> dict[str, Any]:
    """The columns of a petition, checked; raises Invalid naming everything to mend."""
    faults = Faults()
    said, channel, sender = (str(given.get(name) or "") for name in ("said", "channel", "sender"))
    sender = sender or Sender.PERSON.value
    faults.unless(said in PetitionClass.values, "said", "Chọn loại đơn theo nội dung.")
    faults.unless(channel in Channel.values, "channel", "Chọn cách nhận đơn.")
    faults.unless(sender in Sender.values, "sender", "Chọn nơi gửi đơn đến.")
    topic = str(given.get("topic") or "")
    faults.unless(topic in topics(), "topic", "Chọn lĩnh vực của đơn.")
    signers = given.get("signers", 1)
    whole = isinstance(signers, int) and not isinstance(signers, bool) and 1 <= signers <= SIGNERS_MOST
    faults.unless(whole, "signers", "Số người ký đơn từ 1 đến {most}.", most=SIGNERS_MOST)
    named = [faults.take(line, one, "representatives", what="tên người đại diện", most=120)
             for one in given.get("representatives", ()) if str(one).strip()]  # fmt: skip
    if whole:
        faults.take(queries.many_on(on).check_representatives, signers, len(named))
    acting = _authorised(given, said, on, faults)
    arrived = given.get("arrived_on") or on
    sound = on - dt.timedelta(days=BACK_MOST) <= arrived <= on
    faults.unless(sound, "arrived_on", "Ngày đơn đến không sau hôm nay và không quá một năm trước.")
    passed_on = channel == Channel.FORWARDED
    values = {
        "said": said, "petition_class": said, "channel": channel, "sender": sender, "topic": topic,
        "signers": signers, "arrived_on": arrived, "representatives": named,
        "authorised": acting,
        "from_agency": faults.take(
            line, given.get("from_agency"), "from_agency", what="tên cơ quan chuyển đơn", needed=passed_on
        ),
        "from_number": faults.take(
            line, given.get("from_number"), "from_number", what="số văn bản chuyển đơn", most=60, needed=False
        ),
        "from_on": given.get("from_on"),
        "spot": faults.take(line, given.get("spot"), "spot", what="nơi xảy ra", needed=False),
        "against": faults.take(
            line, given.get("against"), "against", what="người, cơ quan bị nêu trong đơn", most=500, needed=False
        ),
        "content": faults.take(_told, given.get("content")),
        "demand": faults.take(
            body, given.get("demand"), "demand", what="yêu cầu của người viết đơn", most=NOTE_MOST, needed=False
        ),
        "originals": faults.take(
            line, given.get("originals"), "originals", what="giấy tờ gốc kèm theo", most=500, needed=False
        ),
    }  # fmt: skip
    if faults.found:
        raise Invalid.of(faults.found)
    return values


def _authorised(given: Mapping[str, Any], said: str, on: dt.date, faults: Faults) -> dict[str, Any]:
    """Who acts for the sender of a complaint, under which paper (R6.37); nothing when nobody does."""
    names = [faults.take(line, one, "authorised", what="tên người được ủy quyền", most=120)
             for one in given.get("authorised", ()) if str(one).strip()]  # fmt: skip
    paper, certified = (
        faults.take(line, given.get(name), name, what=what, needed=False)
        for name, what in (("authority", "giấy ủy quyền"), ("certified", "nơi công chứng, chứng thực"))
    )
    if not names and not paper:
        return {}
    faults.unless(said not in (PetitionClass.DENUNCIATION, PetitionClass.SUGGESTION), "authorised",
                  "Chỉ khiếu nại mới ủy quyền cho người khác.")  # fmt: skip
    faults.take(rules.check_authorised, names, paper, most=queries.authorised_most(on))
    return {"names": names, "paper": paper, "certified": certified}


def check(
    *,
    at: dt.datetime,
    unit: str,
    submitter: Mapping[str, Any] | None = None,
    anonymous: bool = False,
    own: bool = False,
    **given: Any,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of a petition and who sends it, as ``receive`` would take them; raises Invalid naming everything to
    mend at once. Nothing is written. ``own``: its sender brings it without an official, and is asked for what an office
    would ask at the counter (R6.21)."""
    faults, on = Faults(), at.astimezone(TZ).date()
    values = faults.take(_read, given, on)
    place = faults.take(_place, given, unit, on)
    if submitter is None and not anonymous:
        faults.found.append(Fault("submitter.name", "Ghi người gửi đơn, hoặc đánh dấu đơn không ghi tên."))
    who = faults.take(_who, submitter, unit) if submitter is not None and not anonymous else {}
    if own:
        faults.found += _lacking(given, submitter or {}, anonymous=anonymous)
    if faults.found:
        raise Invalid.of(faults.found)
    values["place"] = place
    if who:
        who["handwriting"] = str((submitter or {}).get("handwriting") or "")[:500]
    return values, who


def _lacking(given: Mapping[str, Any], submitter: Mapping[str, Any], *, anonymous: bool) -> list[Fault]:
    said = {name: str(given.get(name) or "") for name in ("against", "demand")}
    said["address"] = str(submitter.get("address") or "")
    return [
        replace(one, field=f"submitter.{one.field}") if one.field in PERSON else one
        for one in rules.lacking(str(given.get("said") or ""), said, anonymous=anonymous)
    ]


def _told(value: Any) -> str:
    """What the petition tells; what is too long for a page goes along as a file."""
    if isinstance(value, str) and len(value) > CONTENT_MOST:
        raise Invalid(
            field="content",
            text="Nội dung đơn dài {size} ký tự, ở đây nhận {most}. Ghi ý chính, đính kèm bản đầy đủ thành tệp.",
            size=len(value), most=CONTENT_MOST,
        )  # fmt: skip
    return body(value, "content", what="nội dung đơn")


def _place(given: Mapping[str, Any], unit: str, on: dt.date) -> str:
    """The hamlet or residential group that was chosen, else the one that the spot names, else the whole agency."""
    known, chosen = queries.places(unit, on), str(given.get("place") or "")
    if chosen and chosen != unit and chosen not in known:
        raise Invalid(field="place", text="Chọn thôn, tổ dân phố trong danh sách.")
    return chosen or named(str(given.get("spot") or "")[:PLACE_MOST], known) or unit


def _who(given: Mapping[str, Any], unit: str) -> dict[str, Any]:
    """Who sends it as said: chosen from what is known, or typed; nothing is written."""
    if given.get("citizen"):
        known = recall_citizen(agency=unit, citizen=int(given["citizen"]))
        return {"kind": known.kind, **{name: getattr(known, name) for name in PERSON}}
    typed = {name: str(given.get(name) or "") for name in PERSON}
    said = details(kind=str(given.get("kind") or "person"), id_required=False, prefix="submitter.", **typed)
    return {"kind": str(given.get("kind") or "person"), **{name: getattr(said, name) for name in PERSON}}


# --- receive ---------------------------------------------------------------------------------------------------


@act(
    may=policies.can_receive,
    records=(events.RECEIVED, events.DENOUNCER_SEALED, events.SPARED, events.DENOUNCER_NAMED),
    law="TT 05/2021/TT-TTCP; NĐ 155/2026; R6.20–R6.23, R6.47",
)  # fmt: skip
def receive(
    *, by: Actor, at: dt.datetime, unit: str, channel: str, said: str, topic: str, content: str,
    submitter: Mapping[str, Any] | None = None, anonymous: bool = False, shielded: bool | None = False, owner: str = "",
    demand: str = "", against: str = "", place: str = "", spot: str = "", signers: int = 1,
    representatives: Sequence[str] = (), authorised: Sequence[str] = (), authority: str = "", certified: str = "",
    arrived_on: dt.date | None = None, sender: str = Sender.PERSON,
    from_agency: str = "", from_number: str = "", from_on: dt.date | None = None, originals: str = "",
    scans: Sequence[Uploaded] = (), mark: str = "", letter: bytes = b"", follows: str = "",
    concerns: Sequence[str] | None = None, ground: str = "",
) -> Petition:  # fmt: skip
    """Nhận đơn: give it its code and its clock; who denounces is sealed before anything is written.

    ``submitter``: {citizen} or {kind, name, id_number, phone, email, address, handwriting}; none with ``anonymous``.
    ``authorised``, ``authority``, ``certified``: who acts for the sender of a complaint, under which paper, by whom
    certified (R6.37). ``shielded``: it holds a denunciation though it says more; None: nobody was
    asked, and it does when it sounds so (``queries.may_denounce``). ``arrived_on``: the day it came, from which its
    time counts. ``place``: a hamlet or residential group of the agency. ``owner``: keyed hash of the
    electronic identity that files it. ``mark``: of what came (``Arrival``), whose files are the petition's; what came
    before raises AlreadySent. ``letter``: the e-mail itself, kept whole. ``follows``: subject of the case of which this
    complains again; the caller has checked that the sender holds its receipt. ``concerns``: posts of the agency that
    what denounces is about, as an official ticked them; a post that its text names is left out for a written
    ``ground``. Nothing said, every post that is named is taken to be denounced.
    """
    on = at.astimezone(TZ).date()
    values, who = check(
        at=at, unit=unit, submitter=submitter, anonymous=anonymous, channel=channel, said=said, topic=topic,
        content=content, demand=demand, against=against, place=place, spot=spot, signers=signers,
        representatives=representatives, authorised=authorised, authority=authority, certified=certified,
        arrived_on=arrived_on, sender=sender, from_agency=from_agency, from_number=from_number, from_on=from_on,
        originals=originals, own=by.post == CITIZEN.post,
    )  # fmt: skip
    if shielded is None:
        shielded = queries.may_denounce(
            unit, said, values["against"], f"{values['content']}\n{values['demand']}", on
        )
    secret = shielded or said == PetitionClass.DENUNCIATION
    about, freed, why = list[str](), list[str](), ""
    if secret and concerns is not None:
        named = queries.named_in(unit, values["against"], f"{values['content']}\n{values['demand']}", on)
        about, freed, why = recusing.told_apart(by=by, on=on, named=named, posts=concerns, ground=ground)
    arrival = arrivals.expected(at=at, unit=unit, mark=mark) if mark else None
    if arrival is not None and arrival.petition is not None:
        raise arrivals.AlreadySent(code=arrival.petition.case.code)
    code = next_code(unit, on)
    rows = arrivals.become(arrival, code, sealed=secret, by=by, at=at) if arrival else []
    if letter:
        rows.append(_kept_letter(code, len(rows) + 1, letter, sealed=secret, by=by, at=at))
    rows += [
        kept_scan(code, n, scan, Role.ORIGINAL, sealed=secret, by=by, at=at)
        for n, scan in enumerate(scans, len(rows) + 1)
    ]
    made = place_petition(
        values, who, unit=unit, code=code, by=by, at=at, anonymous=anonymous, owner=owner, shielded=secret,
        known=(submitter or {}).get("citizen"), files=rows,
        follows=follows if said == PetitionClass.COMPLAINT and not secret else "", besides=about, but=freed,
    )  # fmt: skip
    if freed:
        recusing.spare(made, freed, why, by=by, at=at)
    if arrival is not None:
        arrival.petition = made
        arrival.save(update_fields=["petition"])
    return made


def next_code(unit: str, on: dt.date) -> str:
    """A code of the day: DT- and as a dossier's. Serials are scattered under a key of the day: a gap between two codes
    would say that something came between them that is not shown (R6.45)."""
    agency, day = unit_on(unit, on), f"petition-{on:%y%m%d}"
    key = blind(f"{unit}#{day}", "petition.code")
    while True:  # a code that was given in order before codes were scattered is passed over
        serial = take_number(agency=unit, book=day, year=on.year)
        code = f"DT-{dossier_code(agency.agency_code, on, scattered(serial, key))}"
        if not Petition.objects.filter(case__code=code).exists():
            return code


def place_petition(
    values: Mapping[str, Any], who: Mapping[str, Any], *, unit: str, code: str, by: Actor, at: dt.datetime,
    anonymous: bool, shielded: bool, owner: str = "", known: Any = None,
    files: Sequence[PetitionFile] = (), proven: bool | None = None, since: dt.datetime | None = None,
    besides: Sequence[str] = (), but: Sequence[str] = (), **links: Any,
) -> Petition:  # fmt: skip
    """Open the case of a petition; part of ``receive`` and ``split``. What denounces is about no hamlet: where so few
    live, the figure of a place would say who does (R6.45). ``proven``: whether somebody has looked at the sender's
    papers; an official who enters it has, unless it says otherwise. ``since``: when its time began, if
    not now or on the morning of its day."""
    named = {
        "representatives": list(values.get("representatives") or who.get("representatives", ())),
        "authorised": dict(values.get("authorised") or who.get("authorised", {})),
    }
    blank = {"representatives": "", "authorised": "", "place": unit if shielded else values["place"]}
    petition = Petition(
        agency=unit, anonymous=anonymous, shielded=shielded, owner="" if shielded else owner, **{**values, **blank},
        **links,
    )  # fmt: skip
    contact = {name: str(who.get(name) or "") for name in ("name", "phone", "email", "address")}
    if who and shielded:
        if petition.sealed is None:
            told = {**who, **named, "content": petition.content, "demand": petition.demand}
            petition.sealed = sealing.new_identity(unit, at, told, by=by)
        sealing.hide_in(petition, {**who, **named}, petition.sealed.pseudonym)
    elif who:
        petition.submitter = (
            recall_citizen(agency=unit, citizen=int(known))
            if known
            else enter_citizen(
                agency=unit, kind=who["kind"], id_required=False,
                proven=by.post != CITIZEN.post if proven is None else proven,
                prefix="submitter.", **{name: who[name] for name in PERSON},
            )
        )  # fmt: skip
        petition.contact = json.dumps(contact, ensure_ascii=False)
        petition.representatives = json.dumps(named["representatives"], ensure_ascii=False)
        petition.authorised = (
            json.dumps(named["authorised"], ensure_ascii=False) if named["authorised"] else ""
        )
    on = petition.arrived_on
    type_ = type_for(petition.petition_class, on, shielded=shielded)
    earlier = since or (dt.datetime.combine(on, MORNING, TZ) if on < at.astimezone(TZ).date() else None)
    name = "" if shielded else str(who.get("name") or "")
    title = queries.title_of(petition.petition_class, petition.topic)
    work = engine.open_case(
        type_=type_, code=code, agency=unit, place=unit, title=title, who=name, numbers=[], state=State.RECEIVED,
        by=by, at=at, since=earlier, confidential=shielded,
    )  # fmt: skip
    petition.case = work.case
    work.case.who, work.case.search = queries.shown_as(petition), sealing.search_of(petition)
    if by.post != CITIZEN.post:
        engine.enter(work, 0, state=State.RECEIVED, post=by.on_behalf_of or by.post)
        engine.leave(work, outcome="receive")
    engine.enter(work, HANDLE, state=State.RECEIVED)
    work.new.append(petition)
    keep(
        work, petition, events.RECEIVED, *files, channel=petition.channel, signers=petition.signers,
        arrived_on=on.isoformat(), version=type_.version,
        due_words=words(work.case.due_at), received_at=cases.plain(at), due_at=cases.plain(work.case.due_at),
    )  # fmt: skip
    for row in files:
        row.petition = petition
    PetitionFile.objects.bulk_create(files)
    mark(petition, people_of(petition))
    if shielded:
        recusing.keep_from_whom_it_names(petition, at, besides=besides, but=but)
    return petition


# --- scans -----------------------------------------------------------------------------------------------------


def kept_scan(
    code: str, n: int, scan: Uploaded, role: Role, *, sealed: bool, by: Actor, at: dt.datetime
) -> PetitionFile:
    """A scan, checked and kept; one that shows who denounces is sealed first. The row is not written yet."""
    field = "redacted" if role == Role.REDACTED else "scans"
    if not sealed:
        kept = stored.store(
            subject=code, name=scan.name or "", content=_cleaned(scan, role, field), by=by, at=at, field=field
        )
        return PetitionFile(n=n, role=role, file=kept)
    content = scan.read()
    checked = file_policies.check(scan.name or "", content, field=field, limit=settings.UPLOAD_MAX_BYTES)
    clean = file_policies.stripped(checked.media_type, content)
    return PetitionFile(
        n=n, role=role, sealed=True, file=sealing.sealed_file(code, checked.media_type, clean, by=by, at=at)
    )


def _kept_letter(
    code: str, n: int, letter: bytes, *, sealed: bool, by: Actor, at: dt.datetime
) -> PetitionFile:
    """An e-mail as it came; it is no upload to be looked at here, so it is kept and given back only."""
    if sealed:
        file = sealing.sealed_file(code, LETTER_TYPE, letter, by=by, at=at)
    else:
        file = stored.keep(
            subject=code, name="thu-goc.eml", media_type=LETTER_TYPE, content=letter, by=by, at=at
        )
    return PetitionFile(n=n, role=Role.ORIGINAL, sealed=sealed, file=file)


def _cleaned(scan: Uploaded, role: Role, field: str) -> bytes:
    """The content: of a picture without its camera and place; of a redacted copy only its pages, without whatever else
    the file says of who made it."""
    content = scan.read()
    if role != Role.REDACTED:
        checked = file_policies.check(scan.name or "", content, field=field, limit=settings.UPLOAD_MAX_BYTES)
        picture = checked.media_type in (JPEG.name, PNG.name)
        return file_policies.stripped(checked.media_type, content) if picture else content
    try:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        writer = pypdf.PdfWriter()
        for page in pages:
            writer.add_page(page).pop("/Annots", None)
        writer.metadata = None
        out = io.BytesIO()
        writer.write(out)
    except (pypdf.errors.PyPdfError, ValueError, KeyError) as error:
        raise Invalid(field=field, text="Bản che phải là tệp PDF đọc được. Quét lại và tải lên.") from error
    return out.getvalue()


@act(
    may=policies.can_read, records=CITIZEN_READ,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; R6.6, R16.19", finds=FINDS,
)  # fmt: skip
def read_scan(*, by: Actor, at: dt.datetime, petition: Petition, n: int) -> tuple[str, bytes]:
    """Mở bản chụp: (media type, content) of an open scan as it came. It shows who sent it, as much as their name in
    full does: the reading is journalled on the same chain. A sealed one is opened by ``open_scan``."""
    shown = queries.scan(by, petition, n)
    read_in_full(
        subject=f"people-of:{petition.case.code}", unit=by.agency, by=by, at=at, purpose=Purpose.PROCESSING,
        work=petition.case.subject,
    )  # fmt: skip
    return shown


@act(
    may=policies.can_scan, records=events.SCANNED, law="TT 05/2021/TT-TTCP; R6.47", finds=FINDS,
)  # fmt: skip
def add_scan(
    *,
    by: Actor,
    at: dt.datetime,
    petition: Petition,
    scan: Uploaded,
    redacted: bool = False,
    answer: bool = False,
) -> PetitionFile:
    """Thêm bản chụp: the original, sealed where the petition is shielded; the redacted copy that others read; or the
    written answer, which the sender of an open petition reads where they follow it."""
    work = engine.begin(petition.case, by=by, at=at)
    role = Role.REDACTED if redacted else Role.ANSWER if answer else Role.ORIGINAL
    n = PetitionFile.objects.filter(petition=petition).count() + 1
    row = kept_scan(
        petition.case.code, n, scan, role, sealed=petition.shielded and not redacted, by=by, at=work.at
    )
    row.petition = petition
    keep(work, petition, events.SCANNED, row, file=n, role=str(role))
    row.save(force_insert=True)
    return row
