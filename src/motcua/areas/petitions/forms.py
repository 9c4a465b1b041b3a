"""What is printed of a petition, filled from what was recorded. Forms are in Vietnamese whatever is spoken."""

import datetime as dt
import json
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import override

from motcua.areas.cases.queries import had_at
from motcua.areas.petitions import policies, queries
from motcua.areas.petitions.models import Petition, PetitionFile, PetitionLetter
from motcua.base.documents import forms as wordings
from motcua.base.documents.queries import render, with_file
from motcua.base.journal import queries as journal
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoPost, post_on, version_on
from motcua.base.people.choices import CitizenKind
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.certification import CannotCertify, signs_as
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.petitions import GROUNDS
from motcua.rules.vietnamese import locality

RECEIPT, DOOR = "petition-receipt", "/gui-don/tra-cuu"
Filled = dict[str, object]


def track_address(code: str) -> str:
    """The address in the QR code: follows this petition without typing."""
    return f"{settings.BASE_URL}{DOOR}?{urlencode({'ma': code, 'key': queries.tracking_key(code)})}"


def receipt_pdf(petition: Petition, *, keyed: bool = True) -> bytes:
    """The receipt to print or keep, with what proves it inside: a checker reads it from the PDF itself."""
    proof = json.dumps(journal.receipt(queries.received_event(petition)), ensure_ascii=False, indent=1)
    name = f"bien-nhan-{petition.case.code}.json"
    return with_file(
        render(RECEIPT, receipt(petition, keyed=keyed), paper="a5"),
        name,
        proof.encode(),
        "Bằng chứng của biên nhận",
    )


@override("vi")
def receipt(petition: Petition, *, keyed: bool = True) -> Filled:
    """Biên nhận đơn: what was taken in, when, and by when it is answered; the caller has asked who may see it.

    Of what denounces it names neither who sent it nor what it is: whoever finds the paper learns nothing. Not ``keyed``
    it proves, and opens nothing. Who gave no name is promised no answer.
    """
    case, first = petition.case, queries.received_event(petition)
    on = first.at.astimezone(TZ).date()
    unit = version_on(had_at(case, on), on)
    name = f"{unit.name[:1].lower()}{unit.name[1:]}"
    count = PetitionFile.objects.filter(petition=petition).count()
    return {
        "agency": f"Ủy ban nhân dân {name}", "division": "Bộ phận tiếp công dân, xử lý đơn",
        "place": locality(unit.name, unit.kind), "issued_on": on, "code": case.code,
        "title": "Đơn gửi cơ quan" if petition.shielded else case.title,
        "sender": "Người gửi đơn" if petition.shielded else queries.shown_as(petition),
        "channel": queries.in_vietnamese(petition.get_channel_display()), "signers": petition.signers,
        "files": f"{count} tệp" if count else "", "received_at": first.at,
        "answer_by": "" if petition.anonymous else case.due_at,
        "answerable": f"Ủy ban nhân dân {name}",
        "qr": track_address(case.code) if keyed else f"{settings.BASE_URL}{DOOR}?{urlencode({'ma': case.code})}",
        "key": queries.tracking_key(case.code) if keyed else "",
        "proof": " ".join(first.hash[start : start + 8] for start in range(0, 32, 8)),
    }  # fmt: skip


# --- what became of it -----------------------------------------------------------------------------------------


class NoSuchLetter(NotFound):
    text = "Đơn {code} không có văn bản này: việc mà văn bản ghi lại chưa xảy ra."


def letter(petition: Petition, n: int, *, by: Actor) -> Filled:
    """A letter of a petition that was settled, for who may read the petition (R6.24)."""
    if not policies.can_read(by, petition):
        raise NotAllowed()
    return _filled(petition, queries.letters(petition), n)


def own_letter(petition: Petition, n: int) -> Filled:
    """A letter to the sender, for whoever holds the receipt; callers have checked it."""
    return _filled(petition, queries.own_letters(petition), n)


@override("vi")
def _filled(petition: Petition, rows: list[PetitionLetter], n: int) -> Filled:
    row = next((one for one in rows if one.n == n), None)
    if row is None:
        raise NoSuchLetter(code=petition.code)
    frame = head(had_at(petition.case, row.issued_on), row.post, row.issued_on, number=row.number)
    ground = GROUNDS[petition.ground]
    values = of_petition(petition) | {
        "agency": str(frame["agency"]), "ground": f"{ground.text[:1].lower()}{ground.text[1:]}",
        "ground_law": ground.law, "note": petition.outcome_note, "to_agency": petition.to_agency,
        "from_agency": petition.from_agency,
    }  # fmt: skip
    return wordings.filled(row.form, {**frame, "code": petition.code}, values)


def names_of(petition: Petition) -> list[tuple[int, str]]:
    """Number and name of every letter that there is."""
    return _names(queries.letters(petition))


def own_names_of(petition: Petition) -> list[tuple[int, str]]:
    """Number and name of every letter to the sender."""
    return _names(queries.own_letters(petition))


def _names(rows: list[PetitionLetter]) -> list[tuple[int, str]]:
    return [(row.n, wordings.wordings()[row.form].heading) for row in rows]


def of_petition(petition: Petition) -> dict[str, str]:
    """What every letter about a petition may say; who denounces stands as the pseudonym, and their words nowhere."""
    said = {"petition": petition.code, "arrived_on": f"{petition.arrived_on:%d/%m/%Y}"}
    if petition.shielded:
        pseudonym = petition.sealed.pseudonym if petition.sealed else ""
        known = f"người tố cáo có mã {pseudonym}" if pseudonym else "người không ghi tên"
        return {
            **said, "pseudonym": pseudonym, "complainant": known, "sender": known, "person": "người tố cáo",
            "addressee": f"{known[:1].upper()}{known[1:]}", "address": "", "content": "",
        }  # fmt: skip
    contact = queries.contact(petition)
    name = contact.get("name") or petition.case.who
    person = petition.submitter is None or petition.submitter.kind == CitizenKind.PERSON
    called = f"ông/bà {name}" if person else name
    return {
        **said, "complainant": name, "sender": called, "addressee": f"Ông/Bà {name}" if person else name,
        "person": "ông/bà" if person else "đơn vị", "address": contact.get("address", ""), "content": petition.content,
    }  # fmt: skip


def committee(agency: str, on: dt.date) -> str:
    """The name of the agency that issues a letter."""
    unit = version_on(agency, on)
    kind = unit.name.split(" ", 1)[0]
    return f"Ủy ban nhân dân {unit.name.replace(kind, kind.lower(), 1)}"


def head(agency: str, post: str, on: dt.date, *, number: str) -> Filled:
    """The frame of a letter: who issues it, where, who signs as what (NĐ 30/2020/NĐ-CP Phụ lục I)."""
    unit = version_on(agency, on)
    lines: tuple[str, ...] = ("CHỦ TỊCH",)
    try:
        title = post_on(post, on).title
        lines = signs_as(title)
    except (NoPost, CannotCertify):
        title = ""
    return {
        "agency": committee(agency, on), "place": locality(unit.name, unit.kind),
        "issued_on": on, "symbol": number, "authority": lines[0] if len(lines) > 1 else "", "capacity": lines[-1],
        "signer": next(iter(holder_names(post, on)), "") if title else "",
    }  # fmt: skip
