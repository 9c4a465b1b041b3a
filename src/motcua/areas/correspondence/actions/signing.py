"""Signed, numbered, issued, sent, received (NĐ 30/2020 Điều 13–19; R8.2–R8.5, R8.9)."""

import datetime as dt

from motcua.areas.correspondence import events, forms, policies
from motcua.areas.correspondence.actions.drafting import FINDS, NothingNew, keep, ready, require
from motcua.areas.correspondence.actions.reading import past
from motcua.areas.correspondence.choices import LETTER, MENDED, Mend, OutgoingState, Way, types
from motcua.areas.correspondence.models import Delivery, Outgoing
from motcua.areas.correspondence.queries import outgoing as queries
from motcua.base.documents.actions import take_number
from motcua.base.documents.ports import Place
from motcua.base.documents.queries import AGENCY, COSIGNER, OFFICIAL, fill, signature_mark, signatures
from motcua.base.files import actions as files
from motcua.base.files.queries import open_file
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import post_on
from motcua.base.people.queries import holder_names
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import date_line, fold

PDF = "application/pdf"


class NoPartyToWaitFor(Impossible):
    text = "Văn bản này không chờ chữ ký của người ngoài cơ quan. Mở lại trang để xem tình trạng mới."


class OnePersonSignsTwice(Impossible):
    text = "Hai chữ ký của văn bản phải của hai người khác nhau. Trả lại để chọn người ký thứ hai khác."


class NoPartyRecorded(Impossible):
    text = "Văn bản này chưa ghi ngày ký của người ngoài cơ quan. Mở lại trang để xem tình trạng mới."


def _stored(outgoing: Outgoing, pdf: bytes, *, by: Actor, at: dt.datetime) -> None:
    outgoing.file = files.keep(
        subject=outgoing.subject,
        name=f"{outgoing.code.lower()}.pdf",
        media_type=PDF,
        content=pdf,
        by=by,
        at=at,
    )
    outgoing.sha256 = outgoing.file.sha256


def _signed(
    pdf: bytes, key: str, kind: str, *, name: str, place: Place, at: dt.datetime
) -> tuple[bytes, int]:
    """The file with one more signature when there is a key of that name (PAdES), and how many were added."""
    signer = signatures()
    if not signer.holds(key):
        return pdf, 0
    return signer.sign(pdf, key=key, at=at, mark=signature_mark(kind, name=name, at=at, place=place)), 1


def _numbered(outgoing: Outgoing, at: dt.datetime) -> None:
    """The last of the agency has signed: number and symbol from the book of its type and year, by when it is out."""
    on = at.astimezone(TZ).date()
    outgoing.book, outgoing.year = types()[outgoing.type].book, on.year
    outgoing.serial = take_number(agency=outgoing.agency, book=outgoing.book, year=on.year)
    outgoing.number = queries.numbered(outgoing.serial, queries.draft_of(outgoing))
    outgoing.search, outgoing.state = outgoing.sought, OutgoingState.SIGNED
    outgoing.issue_due = queries.issue_due(outgoing.agency, at, outgoing.urgency)


@act(
    may=policies.can_sign, records=(events.OUTGOING_SIGNED, events.OUTGOING_FIRST_SIGNED),
    law="NĐ 30/2020/NĐ-CP Điều 13, 15; R8.2, R8.3, R8.4, R8.9, R8.11", finds=FINDS,
)  # fmt: skip
def sign(*, by: Actor, at: dt.datetime, outgoing: Outgoing) -> Outgoing:
    """Ký: the lines above the signature, the file, number and symbol unless a second of the agency signs after it.

    It is signed digitally where the signer's key is held, on paper else.
    """
    require(outgoing, OutgoingState.SUBMITTED)
    ready(outgoing)
    on = at.astimezone(TZ).date()
    if outgoing.cosigner and queries.signs_besides(by, outgoing, on):
        raise OnePersonSignsTwice()
    authorised = by.post != outgoing.signer
    title = by.title if authorised else post_on(outgoing.signer, on).title
    outgoing.lines = list(
        queries.lines_for(
            outgoing.agency, on, by.post, title, collective=outgoing.collective, authorised=authorised
        )
    )
    outgoing.signed_by, outgoing.signed_at = by.post, at
    if outgoing.cosigner:
        outgoing.state = OutgoingState.COSIGNING
    else:
        _numbered(outgoing, at)
    pdf, place = forms.pdf(forms.to_sign(outgoing))
    name = by.name or next(iter(holder_names(by.post, on)), by.title)
    pdf, outgoing.signatures = _signed(pdf, by.post, OFFICIAL, name=name, place=place, at=at)
    _stored(outgoing, pdf, by=by, at=at)
    outgoing.save()
    kind = events.OUTGOING_FIRST_SIGNED if outgoing.cosigner else events.OUTGOING_SIGNED
    keep(
        outgoing, kind, by=by, at=at, number=outgoing.number, type=outgoing.type,
        version=outgoing.version, lines=outgoing.lines, sha256=outgoing.sha256, signatures=outgoing.signatures,
        digital=outgoing.signatures > 0,
    )  # fmt: skip
    return outgoing


@act(
    may=policies.can_cosign, records=events.OUTGOING_COSIGNED,
    law="NĐ 30/2020/NĐ-CP Điều 13, 15; Phụ lục III Mẫu 1.9; R8.4", finds=FINDS,
)  # fmt: skip
def cosign(*, by: Actor, at: dt.datetime, outgoing: Outgoing) -> Outgoing:
    """Người thứ hai ký, lấy số: number and day come into the blanks of the file that the first signed, then their
    signature where their key is held; on paper else."""
    require(outgoing, OutgoingState.COSIGNING)
    if queries.has_signed(by, outgoing):
        raise OnePersonSignsTwice()
    assert outgoing.file is not None
    row = outgoing.cosigned
    row.signed_by, row.signed_at = by.post, at
    _numbered(outgoing, at)
    on = at.astimezone(TZ).date()
    signed = open_file(outgoing.file.id, subject=outgoing.subject).content
    pdf = fill(signed, number=outgoing.number, day=date_line(on))
    _page, place = forms.pdf(forms.to_sign(outgoing), COSIGNER)
    name = by.name or next(iter(holder_names(by.post, on)), by.title)
    pdf, added = _signed(pdf, by.post, OFFICIAL, name=name, place=place, at=at)
    outgoing.signatures += added
    _stored(outgoing, pdf, by=by, at=at)
    outgoing.save()
    row.save()
    keep(
        outgoing, events.OUTGOING_COSIGNED, ("cosigner", row), by=by, at=at, number=outgoing.number,
        sha256=outgoing.sha256, signatures=outgoing.signatures, digital=added > 0,
    )  # fmt: skip
    return outgoing


def _party_day(outgoing: Outgoing, signed_on: dt.date | None, at: dt.datetime) -> dt.date:
    """The day of the signature from outside: not after today, not before the words that stand were put forward."""
    assert outgoing.submitted_at is not None
    on, first = at.astimezone(TZ).date(), outgoing.submitted_at.astimezone(TZ).date()
    day = past(signed_on or on, "signed_on", on, what="ngày ký")
    assert day is not None
    if day < first:
        raise Invalid(
            field="signed_on",
            text="Chọn ngày ký từ {first}, ngày trình ký văn bản này, đến hôm nay.",
            first=f"{first:%d/%m/%Y}",
        )
    return day


@act(
    may=policies.can_record_party, records=events.OUTGOING_PARTY_SIGNED,
    law="NĐ 30/2020/NĐ-CP Điều 13; Phụ lục III", finds=FINDS,
)  # fmt: skip
def record_party(
    *, by: Actor, at: dt.datetime, outgoing: Outgoing, signed_on: dt.date | None = None
) -> Outgoing:
    """Ghi bên ngoài đã ký: the day of the signature that stands on their copy."""
    if not outgoing.wants_party:
        raise NoPartyToWaitFor()
    row = outgoing.cosigned
    row.signed_on = _party_day(outgoing, signed_on, at)
    row.signed_by, row.signed_at = by.post, at
    row.save()
    keep(
        outgoing, events.OUTGOING_PARTY_SIGNED, ("cosigner", row), by=by, at=at, number=outgoing.number,
        day=f"{row.signed_on:%d/%m/%Y}",
    )  # fmt: skip
    return outgoing


@act(
    may=policies.can_record_party, records=events.OUTGOING_PARTY_CORRECTED,
    law="NĐ 30/2020/NĐ-CP Điều 13; Phụ lục III", finds=FINDS,
)  # fmt: skip
def correct_party(*, by: Actor, at: dt.datetime, outgoing: Outgoing, signed_on: dt.date) -> Outgoing:
    """Sửa ngày bên ngoài ký: what was recorded wrongly; the journal keeps the day that stood before."""
    if not outgoing.has_party or outgoing.wants_party:
        raise NoPartyRecorded()
    row = outgoing.cosigned
    before, row.signed_on = row.signed_on, _party_day(outgoing, signed_on, at)
    if row.signed_on == before:
        raise NothingNew()
    row.signed_by, row.signed_at = by.post, at
    row.save()
    keep(
        outgoing, events.OUTGOING_PARTY_CORRECTED, ("cosigner", row), by=by, at=at, number=outgoing.number,
        before=f"{before:%d/%m/%Y}", day=f"{row.signed_on:%d/%m/%Y}",
    )  # fmt: skip
    return outgoing


@act(
    may=policies.can_issue, records=(events.OUTGOING_ISSUED, events.OUTGOING_MENDED),
    law="NĐ 30/2020/NĐ-CP Điều 14, 16, 17, 18; R8.5", finds=FINDS,
)  # fmt: skip
def issue(*, by: Actor, at: dt.datetime, outgoing: Outgoing) -> Outgoing:
    """Phát hành: the agency's seal where its key is held; recipients here have it at once, others as it is sent."""
    require(outgoing, OutgoingState.SIGNED)
    assert outgoing.file is not None
    on = at.astimezone(TZ).date()
    pdf = open_file(outgoing.file.id, subject=outgoing.subject).content
    _page, place = forms.pdf(forms.to_sign(outgoing))
    name = queries.agency_name(outgoing.agency, on)
    pdf, added = _signed(pdf, f"agency-{outgoing.agency}", AGENCY, name=name, place=place, at=at)
    if added:
        outgoing.signatures += added
        _stored(outgoing, pdf, by=by, at=at)
    outgoing.state, outgoing.issued_by, outgoing.issued_at = OutgoingState.ISSUED, by.post, at
    outgoing.save()
    rows = [_delivery(outgoing, n, name, on) for n, name in enumerate(_names(outgoing), 1)]
    keep(
        outgoing, events.OUTGOING_ISSUED, *((f"delivery.{row.n}", row) for row in rows), by=by, at=at,
        number=outgoing.number, sha256=outgoing.sha256, signatures=outgoing.signatures,
        late=queries.is_late(outgoing, at), recipients=len(rows),
    )  # fmt: skip
    if outgoing.mends is not None:
        before = outgoing.mends
        before.mended = outgoing.mend
        before.save(update_fields=["mended"])
        keep(
            before, events.OUTGOING_MENDED, by=by, at=at, number=before.number, by_number=outgoing.number,
            mend=outgoing.mend, mend_words=str(MENDED[Mend(outgoing.mend)]),
        )  # fmt: skip
    return outgoing


def _names(outgoing: Outgoing) -> list[str]:
    """To whom it goes: "Như trên" stands for those addressed, "Lưu" stays in the house."""
    draft, found = queries.draft_of(outgoing), list[str]()
    for line in forms.recipients(draft):
        said = line.rstrip(";.")
        if fold(said).startswith("nhu tren") or (not found and draft.type == LETTER):
            found += draft.to
        if not fold(said).startswith(("nhu ", "luu")):
            found.append(said)
    return list(dict.fromkeys(found))


def _delivery(outgoing: Outgoing, n: int, name: str, on: dt.date) -> Delivery:
    unit = queries.unit_named(name.partition(" (")[0], on)
    unit = unit if unit != outgoing.agency else ""
    row = Delivery(
        outgoing=outgoing, n=n, name=name[:200], unit=unit, way=Way.ELECTRONIC if unit else "",
        sent_on=on if unit else None,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


@act(may=policies.can_issue, records=events.OUTGOING_SENT, law="NĐ 30/2020/NĐ-CP Điều 18; R8.5", finds=FINDS)
def send(
    *, by: Actor, at: dt.datetime, outgoing: Outgoing, to: list[int], way: str, sent_on: dt.date | None = None
) -> Outgoing:
    """Ghi việc gửi: to these recipients outside, in this way, on this day."""
    require(outgoing, OutgoingState.ISSUED)
    on = at.astimezone(TZ).date()
    day = past(sent_on or on, "sent_on", on, what="ngày gửi")
    if way not in Way.values:
        raise Invalid(field="way", text="Chọn cách gửi.")
    rows = list(outgoing.deliveries.filter(n__in=to, unit="", sent_on=None).order_by("n"))
    if not rows or len(rows) != len(set(to)):
        raise Invalid(field="to", text="Chọn nơi nhận chưa ghi ngày gửi.")
    for row in rows:
        row.way, row.sent_on = way, day
        row.save(update_fields=["way", "sent_on"])
    keep(
        outgoing, events.OUTGOING_SENT, *((f"delivery.{row.n}", row) for row in rows), by=by, at=at,
        number=outgoing.number, way=way, way_words=str(Way(way).label), to=[row.n for row in rows],
    )  # fmt: skip
    return outgoing
