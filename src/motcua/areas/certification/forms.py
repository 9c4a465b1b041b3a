"""What is printed of certification, filled from what was recorded: slip, refusal, attestations, books.

The wording of attestations follows the forms of NĐ 23/2015/NĐ-CP and TT 01/2020/TT-BTP and is to be compared with them
by a jurist before use (README). Forms are in Vietnamese whatever language the page is read in.
"""

import datetime as dt
from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.translation import override

from motcua.areas.cases.queries import had_at
from motcua.areas.certification import policies, queries
from motcua.areas.certification.choices import Identity, Kind, Shown, State
from motcua.areas.certification.models import Certification, Document, ElectronicCopy
from motcua.areas.certification.queries import Numbered
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import UnitOn, version_on
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.certification import COPIES, REFUSAL_BY_CODE, Book
from motcua.rules.certification import Kind as RuleKind
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.vietnamese import fold, locality

Filled = dict[str, object]
SLIP, REFUSAL, REGISTER, ELECTRONIC = (
    "certification-slip", "certification-refusal", "certification-register", "attestation-electronic",
)  # fmt: skip
ATTESTATIONS = {
    Kind.COPY: "attestation-copy",
    Kind.ELECTRONIC_COPY: ELECTRONIC,
    Kind.SIGNATURE: "attestation-signature",
    Kind.FINGERPRINT: "attestation-fingerprint",
    Kind.TRANSLATION: "attestation-translation",
    Kind.CONTRACT: "attestation-contract",
}
NAMES = {
    Book.COPIES: "Sổ chứng thực bản sao từ bản chính",
    Book.SIGNATURES: "Sổ chứng thực chữ ký, chứng thực điểm chỉ",
    Book.TRANSLATIONS: "Sổ chứng thực chữ ký người dịch",
    Book.CONTRACTS: "Sổ chứng thực hợp đồng, giao dịch",
}


class NoSuchForm(NotFound):
    text = "Yêu cầu {code} không có mẫu này: việc mà mẫu ghi lại chưa xảy ra."


def available(certification: Certification) -> list[str]:
    """Codes of the forms that a request has now, but for attestations: those are one a paper."""
    found = [SLIP] if certification.slip_number else []
    return [*found, REFUSAL] if certification.refusal_number else found


@override("vi")
def filled(form: str, certification: Certification, *, by: Actor, on: dt.date) -> Filled:
    """The data of the slip or the refusal; raises NotAllowed for a post that may not see people."""
    if not policies.can_see_people(by, certification.case.agency):
        raise NotAllowed()
    if form not in available(certification):
        raise NoSuchForm(code=certification.code)
    return _FILL[form](certification, on)


@override("vi")
def attestation_of(certification: Certification, n: int, *, by: Actor) -> tuple[str, Filled]:
    """The attestation of one paper: its form and data; with blanks for what is not known before the number."""
    if not policies.can_see_people(by, certification.case.agency):
        raise NotAllowed()
    document = next((row for row in queries.documents(certification) if row.n == n), None)
    if document is None or document.refused or certification.case.state == State.WITHDRAWN:
        raise NoSuchForm(code=certification.code)
    copy = queries.electronic_copies(certification).get(n)
    if document.kind == Kind.ELECTRONIC_COPY and copy is None:
        raise NoSuchForm(code=certification.code)
    at = document.entered_at or certification.signed_at or certification.received_at
    return ATTESTATIONS[Kind(document.kind)], attestation(certification, document, copy=copy, at=at)


# --- what the forms share --------------------------------------------------------------------------------------


def _lowered(unit: UnitOn) -> str:
    kind = unit.name.split(" ", 1)[0]
    return unit.name.replace(kind, kind.lower(), 1)


def _head(agency: str, on: dt.date) -> Filled:
    unit = version_on(agency, on)
    return {
        "agency": f"Ủy ban nhân dân {_lowered(unit)}",
        "place": locality(unit.name, unit.kind),
        "issued_on": on,
    }


def committee(agency: str, at: dt.datetime) -> str:
    """Name of the people's committee, as on its seal."""
    return str(_head(agency, at.astimezone(TZ).date())["agency"])


def _holder(post: str, on: dt.date) -> str:
    return next(iter(holder_names(post, on)), "") if post else ""


def _money(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _symbol(number: int, symbol: str) -> str:
    return f"{number:02d}/{symbol}"


def _applicant(certification: Certification) -> str:
    return queries.contact(certification).get("name") or certification.case.who


def _parties(certification: Certification, document: Document) -> list[str]:
    """Who signs: those named for the paper, else the applicant."""
    named = [part.strip() for part in document.parties.split(";") if part.strip()]
    return named or [_applicant(certification)]


def _identity(certification: Certification) -> str:
    """The paper shown by the applicant with its number, as the attestation asks."""
    kind = Identity(certification.identity)
    label = "" if kind == Identity.NONE else str(kind.label)
    return f"{label} số {certification.applicant.id_number}" if label else certification.applicant.id_number


def signed_by(certification: Certification) -> str:
    """Name of who held the post that signed, on the day it signed."""
    if certification.signed_at is None:
        return ""
    return _holder(certification.signed_by, certification.signed_at.astimezone(TZ).date())


def delegation_words(certification: Certification) -> str:
    """The instrument and period of the delegation, as printed."""
    if not certification.instrument or not certification.delegated_from or not certification.delegated_to:
        return ""
    first, last = certification.delegated_from, certification.delegated_to
    return (
        f"Ký theo văn bản ủy quyền số {certification.instrument}, có hiệu lực từ ngày {first:%d/%m/%Y} đến hết ngày "
        f"{last:%d/%m/%Y}."
    )


# --- attestations ----------------------------------------------------------------------------------------------


def attestation(
    certification: Certification, document: Document, *, copy: ElectronicCopy | None = None, at: dt.datetime
) -> Filled:
    """The data of a paper's attestation; the caller has asked who may see it."""
    on = at.astimezone(TZ).date()
    data = _head(document.agency, on) | {
        "code": certification.code,
        "serial": f"{document.serial:02d}" if document.serial else "",
        "volume": f"01/{document.year}-{document.book}" if document.year else "",
        "capacity": list(certification.capacity),
        "signer": signed_by(certification),
        "authority": delegation_words(certification),
    }
    kind = RuleKind(document.kind)
    if kind is RuleKind.COPY:
        return data
    if kind is RuleKind.ELECTRONIC_COPY:
        return data | {"pages": document.pages, "qr": public_address(copy.code) if copy else ""}
    office = certification.capacity[-1].capitalize() if certification.capacity else ""
    people, receiver = _parties(certification, document), _receiver(certification)
    data |= {"office": office, "people": people}
    if kind is RuleKind.CONTRACT:
        return data | {
            "receiver": receiver, "subject": document.title, "copies": document.copies, "pages": document.pages,
        }  # fmt: skip
    data["identity"] = _identity(certification)
    if kind is RuleKind.TRANSLATION:
        return data | {"languages": document.languages}
    return data | {"receiver": receiver}


def _receiver(certification: Certification) -> str:
    """Who received at the counter, before whom the applicant signed (Điều 24 khoản 3)."""
    case = certification.case
    visit = case.visits.filter(n=1).first()
    return _holder(visit.post, certification.received_at.astimezone(TZ).date()) if visit else ""


def public_address(code: str) -> str:
    """The address in the QR code of an electronic copy."""
    return f"{settings.BASE_URL}/chung-thuc/{code}"


# --- slip and refusal ------------------------------------------------------------------------------------------


def _slip(certification: Certification, on: dt.date) -> Filled:
    case = certification.case
    received = certification.received_at.astimezone(TZ).date()
    return _head(had_at(case, received), received) | {
        "division": "Trung tâm Phục vụ hành chính công",
        "symbol": _symbol(certification.slip_number, "HCT"),
        "code": certification.code,
        "applicant": _applicant(certification),
        "phone": queries.contact(certification).get("phone", ""),
        "received_at": certification.received_at,
        "promised_at": case.due_at,
        "ground": "Điều 21, 33, 37 Nghị định số 23/2015/NĐ-CP" if queries.prolonged(certification) else "",
        "fee": f"{_money(certification.fee)} đồng" if certification.fee else "",
        "receiver": _receiver(certification),
        "papers": [
            {"name": row.title, "kind": str(Kind(row.kind).label).lower(), "copies": row.copies}
            for row in queries.documents(certification)
            if not row.refused
        ] or [{"name": "Không còn giấy tờ nào", "kind": "đã từ chối", "copies": 1}],
    }  # fmt: skip


def _refusal(certification: Certification, on: dt.date) -> Filled:
    said = queries.refusal(certification)
    refused = certification.refused_at or certification.received_at
    day = refused.astimezone(TZ).date()
    event = next(one for one in queries.events(certification) if one.kind == "certification.refused")
    grounds = [REFUSAL_BY_CODE[code] for code in said["grounds"]]
    return _head(had_at(certification.case, day), day) | {
        "symbol": _symbol(certification.refusal_number, "TB-UBND"),
        "code": certification.code,
        "applicant": _applicant(certification),
        "received_at": certification.received_at,
        "papers": [
            f"{row.title} ({str(Kind(row.kind).label).lower()})"
            for row in queries.documents(certification)
            if row.n in said["documents"]
        ],
        "grounds": [f"{one.text} ({one.law})." for one in grounds],
        "reason": said["reason"],
        "capacity": [event.by_title],
        "signer": _holder(certification.refused_by, day),
    }


_FILL: Mapping[str, Callable[[Certification, dt.date], Filled]] = {SLIP: _slip, REFUSAL: _refusal}


# --- books -----------------------------------------------------------------------------------------------------


def rows_of(lines: list[Numbered], book: Book) -> list[Filled]:
    """The lines of a book with the columns of its form."""
    return [_line(one, book) for one in lines]


def _line(one: Numbered, book: Book) -> Filled:
    certification, first = one.first.certification, one.first
    people = (
        "; ".join(_parties(certification, first))
        if RuleKind(first.kind) not in COPIES
        else _applicant(certification)
    )
    if book is not Book.COPIES:
        people = f"{people}, {_identity(certification)}"
    notes = []
    if any(row.kind == Kind.ELECTRONIC_COPY for row in one.documents):
        notes.append("bản sao điện tử")
    if any(row.shown == Shown.VNEID for row in one.documents):
        notes.append("bản chính trong VNeID")
    if certification.instrument:
        notes.append(f"ủy quyền {certification.instrument}")
    titles = {fold(row.title): row.title for row in one.documents}
    entered = first.entered_at or certification.received_at
    return {
        "serial": f"{one.serial:02d}",
        "on": f"{entered.astimezone(TZ):%d/%m/%Y}",
        "people": people,
        "subject": "; ".join(titles.values()),
        "languages": first.languages,
        "signer": ", ".join(filter(None, [signed_by(certification), *certification.capacity[-1:]])),
        "copies": one.copies,
        "fee": _money(one.fee),
        "note": "; ".join(notes),
        "code": certification.code,
    }


@override("vi")
def register(by: Actor, book: Book, first: dt.date, last: dt.date, *, on: dt.date) -> Filled:
    """A book of a period for printing: monthly, and as a whole at the end of the year (Điều 13 khoản 3)."""
    rows = rows_of(queries.register(by, book, first, last), book)
    closed = queries.books(by, first.year).get(book)
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return _head(by.agency, on) | {
        "book": book.value,
        "name": f"{NAMES[book]} ({book.value})",
        "volume": f"01/{first.year}-{book.value}",
        "period": f"Từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}",
        "closing": (
            f"Khóa sổ ngày {closed.closed_at.astimezone(TZ):%d/%m/%Y}: {closed.count} số chứng thực, "
            f"{closed.documents} bản."
            if whole and closed and closed.closed_at
            else ""
        ),
        "signer": _holder(closed.closed_by, on) if whole and closed and closed.closed_at else "",
        "rows": [{name: cell for name, cell in row.items() if name != "code"} for row in rows],
    }
