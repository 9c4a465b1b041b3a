"""Closing books, and destroying what need not be kept any longer (Điều 13, 14)."""

import datetime as dt
from typing import Any

from motcua.areas.certification import events, evidence, policies, queries
from motcua.areas.certification.actions.keeping import text
from motcua.areas.certification.actions.way import open_book
from motcua.areas.certification.models import Disposal, RegisterBook
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.calendar import TZ
from motcua.rules.certification import Book
from motcua.rules.impossible import Impossible, Invalid, NotAllowed

DISPOSALS = "TH-CT"


class NotYetClosable(Impossible):
    text = "Sổ năm {year} chỉ khóa từ ngày 31/12/{year} (Điều 13 NĐ 23/2015/NĐ-CP)."


class BookHasGaps(Impossible):
    text = "Sổ {book} năm {year} có {count} số nhưng số cuối là {last}. Chạy motcua verify trước khi khóa sổ."


class NothingToDispose(Impossible):
    text = "Không có văn bản chứng thực nào hết thời hạn lưu trữ."


class AlreadyDisposed(Impossible):
    text = "Danh mục số {number} đã tiêu hủy theo {instrument}."


@act(may=policies.can_close_book, records=events.BOOK_CLOSED, law="NĐ 23/2015 Điều 13 khoản 1")
def close_book(*, by: Actor, at: dt.datetime, book: str, year: int) -> RegisterBook:
    """Khóa sổ: the year is over, nothing more is entered; its numbers and papers are counted."""
    if book not in list(Book):
        raise Invalid(field="book", text="Chọn một trong bốn sổ chứng thực.")
    if at.astimezone(TZ).date() < dt.date(year, 12, 31):
        raise NotYetClosable(year=year)
    found = open_book(by.agency, book, year)
    count, last, total = queries.count_of(by.agency, book, year)
    if count != last:
        raise BookHasGaps(book=book, year=year, count=count, last=last)
    found.closed_at, found.closed_by, found.count, found.documents = at, by.post, count, total
    found.save(update_fields=["closed_at", "closed_by", "count", "documents"])
    subject = evidence.book_subject(found)
    facts = {"book": book, "year": year, "count": count, "documents": total}
    record(
        events.BOOK_CLOSED, subject=subject, unit=by.agency, by=by, at=at,
        facts={**facts, "row": evidence.of_row(subject, found)},
    )  # fmt: skip
    return found


@act(may=policies.can_list_disposal, records=events.DISPOSAL_LISTED, law="NĐ 23/2015 Điều 14")
def list_disposal(*, by: Actor, at: dt.datetime, agency: str) -> Disposal:
    """Lập danh mục hết hạn lưu trữ: what may be destroyed once an instrument says so; nothing is destroyed here."""
    if by.post != SYSTEM.post and by.agency != agency:
        raise NotAllowed()
    on = at.astimezone(TZ).date()
    due = list(queries.out_of_time(agency, on).select_for_update(of=("self",)))
    if not due:
        raise NothingToDispose()
    number = take_number(agency=agency, book=DISPOSALS, year=on.year)
    made = Disposal.objects.create(
        agency=agency, number=on.year * 100_000 + number, listed_at=at, until=on, count=len(due)
    )
    for row in due:
        row.disposal = made
    type(due[0]).objects.bulk_update(due, ["disposal"], batch_size=500)
    _note(made, events.DISPOSAL_LISTED, by=by, at=at, count=made.count)
    return made


def _find(number: int | Disposal, *, by: Actor) -> Disposal:
    return queries.disposal_to_act_on(number, by=by)


@act(
    may=policies.can_dispose, records=events.DISPOSED, law="NĐ 23/2015 Điều 14 khoản 5",
    finds={"disposal": _find},
)  # fmt: skip
def dispose(*, by: Actor, at: dt.datetime, disposal: Disposal, instrument: str) -> Disposal:
    """Ghi nhận đã tiêu hủy: the kept papers of a list were destroyed under an instrument; their numbers stay."""
    if disposal.disposed_at is not None:
        raise AlreadyDisposed(number=disposal.number, instrument=disposal.instrument)
    disposal.instrument = text(
        instrument, "instrument", what="số, ký hiệu văn bản cho phép tiêu hủy", most=120
    )
    disposal.disposed_at, disposal.disposed_by = at, by.post
    disposal.save(update_fields=["instrument", "disposed_at", "disposed_by"])
    _note(disposal, events.DISPOSED, by=by, at=at, count=disposal.count, instrument=disposal.instrument)
    return disposal


def _note(row: Disposal, kind: Any, *, by: Actor, at: dt.datetime, **facts: Any) -> None:
    subject = evidence.disposal_subject(row)
    record(
        kind, subject=subject, unit=row.agency, by=by, at=at,
        facts={**facts, "row": evidence.of_row(subject, row)},
    )  # fmt: skip
