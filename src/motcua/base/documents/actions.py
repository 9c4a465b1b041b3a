"""Taking numbers and issuing documents: parts of an area's act, inside its transaction."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from motcua.base.documents import events, policies, queries
from motcua.base.documents.choices import FORMS, Paper
from motcua.base.documents.models import IssuedDocument, NumberBook
from motcua.base.files.actions import keep
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible


class OutsideTransaction(RuntimeError):
    """A number was asked for outside a transaction: a mistake of the programmer."""


def take_number(*, agency: str, book: str, year: int) -> int:
    """The next number of the book (R8.4): 1, 2, 3… within the year, without gaps and never twice.

    It belongs to the caller's transaction and makes others who want a number of the same book wait until that
    ends. Rolled back, the number was never taken.
    """
    return take_numbers(agency=agency, books=[book], year=year)[book]


def take_numbers(*, agency: str, books: Iterable[str], year: int) -> dict[str, int]:
    """The next number of each book, as ``take_number``: one statement on both databases.

    Books are always taken in the order of their names, so that two acts never wait for one another.
    """
    wanted = sorted(set(books))
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{', '.join(wanted)}/{year}")
    table = connection.ops.quote_name(NumberBook._meta.db_table)
    places = ", ".join(["(%s, %s, %s, 1)"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (agency, book, year, last) VALUES {places} "
            f"ON CONFLICT (agency, book, year) DO UPDATE SET last = {table}.last + 1 RETURNING book, last",
            [value for book in wanted for value in (agency, book, year)],
        )
        return {book: int(last) for book, last in cursor.fetchall()}


class BookAlreadyUsed(Impossible):
    text = "Sổ {book} năm {year} ở đây đã cấp đến số {last}; không ghi tiếp từ số khác được."


@act(may=policies.can_begin_book, records=events.BOOK_BEGUN, law="NĐ 30/2020/NĐ-CP Điều 15; R8.4")
def begin_book(
    *, by: Actor, at: dt.datetime, agency: str, book: str, year: int, last: int, source: str
) -> NumberBook:
    """Tiếp sổ giấy: the next number of a book follows the last one that was given on paper before.

    Only for a book from which nothing was taken here in that year. ``source``: who says so ("Sổ văn bản đi 2026, khóa
    ngày 20/11").
    """
    made, fresh = NumberBook.objects.get_or_create(
        agency=agency, book=book, year=year, defaults={"last": last}
    )
    if not fresh:
        raise BookAlreadyUsed(book=book, year=year, last=made.last)
    record(
        events.BOOK_BEGUN, subject=f"book:{agency}:{book}:{year}", unit=agency, by=by, at=at,
        facts={"book": book, "year": year, "last": last, "source": source},
    )  # fmt: skip
    return made


class NumberTakenHere(Impossible):
    text = "Sổ {book} năm {year} ở đây đã cấp số {number} cho văn bản khác."


def register_number(
    *, by: Actor, at: dt.datetime, agency: str, book: str, year: int, number: int, source: str
) -> None:
    """Ghi số đã cấp trên giấy: the book goes on after it, and never gives it again (R8.4). Part of an act.

    What lies between the last number here and it was given on paper too. ``source``: what bears the number.
    """
    row, fresh = NumberBook.objects.select_for_update().get_or_create(
        agency=agency, book=book, year=year, defaults={"last": number}
    )
    if not fresh and queries.taken_here(agency, book, year, number):
        raise NumberTakenHere(book=book, year=year, number=number)
    after = 0 if fresh else row.last
    if number > row.last:
        row.last = number
        row.save(update_fields=["last"])
    record(
        events.NUMBER_REGISTERED, subject=f"book:{agency}:{book}:{year}", unit=agency, by=by, at=at,
        facts={"book": book, "year": year, "number": number, "after": after, "source": source},
    )  # fmt: skip


@dataclass(frozen=True)
class Signer:
    """Who signs digitally: the name of the key, what is drawn of the signature, the name in it."""

    key: str
    kind: str
    name: str


def _signed(form: str, data: Mapping[str, object], signers: Sequence[Signer], *, at: dt.datetime) -> bytes:
    pdf, place = queries.render_to_sign(form, data)
    held = queries.signatures()
    for one in signers:
        if held.holds(one.key):
            mark = queries.signature_mark(one.kind, name=one.name, at=at, place=place)
            pdf = held.sign(pdf, key=one.key, at=at, mark=mark)
    return pdf


def issue(
    *,
    form: str,
    data: Mapping[str, object],
    number: str,
    subject: str,
    agency: str,
    by: Actor,
    at: dt.datetime,
    paper: str = Paper.A4,
    signers: Sequence[Signer] = (),
) -> IssuedDocument:
    """Render the form, keep its exact bytes encrypted, and enter it as issued under ``number``.

    ``signers`` whose keys are held here sign the file, in their order. The caller's act journals ``sha256``. Raises
    Invalid naming every field that is missing.
    """
    pdf = _signed(form, data, signers, at=at) if signers else queries.render(form, data, paper=paper)
    file = keep(
        subject=subject,
        name=f"{FORMS[form].code}-{subject}.pdf",
        media_type="application/pdf",
        content=pdf,
        by=by,
        at=at,
    )
    return IssuedDocument.objects.create(
        form=form,
        number=number,
        subject=subject,
        agency=agency,
        sha256=file.sha256,
        file=file,
        issued_at=at,
        by_post=by.post,
    )
