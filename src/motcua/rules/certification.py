"""Certification (chứng thực): books, numbers, fees, longer times, who signs as what (NĐ 23/2015/NĐ-CP; R11.12–R11.17).

Amounts, hours and days are parameters of the law; here is how they are used.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.authority import authority_lines
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import fold


class Kind(StrEnum):
    """What is certified (NĐ 23/2015 Điều 2, Điều 5, Điều 26; NĐ 45/2020 Điều 10 for electronic copies)."""

    COPY = "copy"
    ELECTRONIC_COPY = "electronic_copy"
    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"
    TRANSLATION = "translation"
    CONTRACT = "contract"


class Book(StrEnum):
    """The books of Điều 13 khoản 4, by their symbol."""

    COPIES = "SCT/BS"
    SIGNATURES = "SCT/CK,ĐC"
    TRANSLATIONS = "SCT/CKND"
    CONTRACTS = "SCT/HĐ,GD"


BOOK_OF = {
    Kind.COPY: Book.COPIES,
    Kind.ELECTRONIC_COPY: Book.COPIES,
    Kind.SIGNATURE: Book.SIGNATURES,
    Kind.FINGERPRINT: Book.SIGNATURES,
    Kind.TRANSLATION: Book.TRANSLATIONS,
    Kind.CONTRACT: Book.CONTRACTS,
}
COPIES = frozenset({Kind.COPY, Kind.ELECTRONIC_COPY})


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────


def certification_number(serial: int, book: str, year: int, volume: int = 1) -> str:
    """``07, quyển số 01/2026-SCT/BS``: serial, volume, year and symbol (Điều 13 khoản 2); from 01 every year."""
    if serial < 1:
        raise Invalid(field="number", text="Số chứng thực bắt đầu từ 01, không phải {serial}.", serial=serial)
    return f"{serial:02d}, quyển số {volume:02d}/{year}-{book}"


def entry_key(kind: Kind, title: str, place: int) -> tuple[str, ...]:
    """What shares one number within a request: copies of one type of paper; anything else stands alone (R11.14)."""
    return (Book.COPIES, kind, fold(title)) if kind in COPIES else (kind, str(place))


# ── fees ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Tariff:
    """Amounts in đồng (TT 226/2016/TT-BTC). ``page_first`` for the first ``pages_first`` pages of a copy, then
    ``page_next``, never more than ``copy_most`` a copy; ``signature`` a paper; ``contract`` a contract."""

    page_first: int
    pages_first: int
    page_next: int
    copy_most: int
    signature: int
    contract: int


def fee(kind: Kind, pages: int, copies: int, tariff: Tariff) -> int:
    """The fee of one paper in so many copies, in đồng. What is kept in the office is not charged (Điều 14 khoản 4); a
    signature counts once a signed copy, however many sign it; a contract counts once."""
    match kind:
        case Kind.COPY | Kind.ELECTRONIC_COPY:
            first = min(pages, tariff.pages_first)
            one = first * tariff.page_first + (pages - first) * tariff.page_next
            return min(one, tariff.copy_most) * copies
        case Kind.CONTRACT:
            return tariff.contract
    return tariff.signature * copies


# ── longer times ────────────────────────────────────────────────────────────────────────────────────────────


class Ground(StrEnum):
    """Why certification takes longer (Điều 21, 33, 37)."""

    MANY_KINDS = "many_kinds"
    MANY_PAGES = "many_pages"
    MANY_COPIES = "many_copies"
    COMPLEX = "complex"
    AGREEMENT = "agreement"


class NoLongerTime(Impossible):
    """A certification whose time the law does not prolong."""

    text = "Chứng thực chữ ký không được kéo dài: trả kết quả trong ngày theo Điều 7 NĐ 23/2015/NĐ-CP."


class TooLong(Impossible):
    """More working days than the law allows."""

    text = (
        "Chỉ được kéo dài không quá {most} ngày làm việc (Điều 21 NĐ 23/2015/NĐ-CP). Cần lâu hơn thì phải có thỏa "
        "thuận bằng văn bản với người yêu cầu."
    )


class NeedsAgreement(Impossible):
    """A longer time that only a written agreement gives."""

    text = (
        "Việc này chỉ được kéo dài theo thỏa thuận bằng văn bản với người yêu cầu (Điều 33, 37 NĐ 23/2015)."
    )


def check_longer(kinds: Collection[Kind], ground: Ground, days: int, most: int) -> None:
    """Raises when the law does not give these kinds so many more working days on this ground (R11.13)."""
    if not set(kinds) & {*COPIES, Kind.TRANSLATION, Kind.CONTRACT}:
        raise NoLongerTime()
    if ground is Ground.AGREEMENT:
        return
    if not set(kinds) & COPIES:
        raise NeedsAgreement()
    if days > most:
        raise TooLong(most=most)


# ── refusal ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Refusal:
    """A ground on which certification is refused: its sentence, its article, the kinds it holds for."""

    code: str
    text: str
    law: str
    kinds: frozenset[Kind]


_SIGNATURES = frozenset({Kind.SIGNATURE, Kind.FINGERPRINT})
_TRANSLATIONS = frozenset({Kind.TRANSLATION})
_CONTRACTS = frozenset({Kind.CONTRACT})


def _refusal(code: str, text: str, article: str, kinds: Iterable[Kind]) -> Refusal:
    return Refusal(code, text, f"{article} NĐ 23/2015/NĐ-CP", frozenset(kinds))


REFUSALS: tuple[Refusal, ...] = (
    _refusal("22.1", "Bản chính bị tẩy xóa, sửa chữa, thêm, bớt nội dung không hợp lệ", "Khoản 1 Điều 22", COPIES),
    _refusal("22.2", "Bản chính bị hư hỏng, cũ nát, không xác định được nội dung", "Khoản 2 Điều 22", COPIES),
    _refusal("22.3", "Bản chính đóng dấu mật, hoặc ghi rõ không được sao chụp", "Khoản 3 Điều 22", COPIES),
    _refusal("22.4", "Bản chính có nội dung trái pháp luật, đạo đức xã hội", "Khoản 4 Điều 22", COPIES),
    _refusal("22.5", "Giấy tờ của nước ngoài chưa được hợp pháp hóa lãnh sự", "Khoản 5 Điều 22", COPIES),
    _refusal("22.6", "Giấy tờ do cá nhân tự lập, không có xác nhận và đóng dấu của cơ quan, tổ chức có thẩm quyền",
             "Khoản 6 Điều 22", COPIES),
    _refusal("25.1", "Người yêu cầu không nhận thức và làm chủ được hành vi của mình", "Khoản 1 Điều 25", _SIGNATURES),
    _refusal("25.2", "Giấy tờ tùy thân không còn giá trị sử dụng hoặc giả mạo", "Khoản 2 Điều 25", _SIGNATURES),
    _refusal("25.3", "Giấy tờ, văn bản có nội dung trái pháp luật, đạo đức xã hội", "Khoản 3 Điều 25", _SIGNATURES),
    _refusal("25.4", "Giấy tờ, văn bản có nội dung là hợp đồng, giao dịch", "Khoản 4 Điều 25", _SIGNATURES),
    _refusal("32.1", "Giấy tờ được dịch bị tẩy xóa, sửa chữa, thêm, bớt nội dung không hợp lệ", "Khoản 1 Điều 32",
             _TRANSLATIONS),
    _refusal("32.2", "Giấy tờ được dịch bị hư hỏng, cũ nát, không xác định được nội dung", "Khoản 2 Điều 32",
             _TRANSLATIONS),
    _refusal("32.3", "Giấy tờ được dịch đóng dấu mật, hoặc ghi rõ không được dịch", "Khoản 3 Điều 32", _TRANSLATIONS),
    _refusal("32.4", "Giấy tờ được dịch có nội dung trái pháp luật, đạo đức xã hội", "Khoản 4 Điều 32", _TRANSLATIONS),
    _refusal("32.5", "Giấy tờ của nước ngoài chưa được hợp pháp hóa lãnh sự", "Khoản 5 Điều 32", _TRANSLATIONS),
    _refusal("35.2", "Hợp đồng, giao dịch có nội dung trái pháp luật, đạo đức xã hội", "Khoản 2 Điều 35", _CONTRACTS),
    _refusal("36.1", "Hồ sơ yêu cầu chứng thực hợp đồng, giao dịch chưa đầy đủ", "Khoản 1 Điều 36", _CONTRACTS),
    _refusal("36.2", "Một bên không tự nguyện, minh mẫn, nhận thức và làm chủ được hành vi của mình",
             "Khoản 2 Điều 36", _CONTRACTS),
    _refusal("9.3", "Việc liên quan đến tài sản, lợi ích của người thực hiện chứng thực hoặc người thân thích",
             "Khoản 3 Điều 9", _SIGNATURES | _CONTRACTS),
    _refusal("5", "Không thuộc thẩm quyền chứng thực của Ủy ban nhân dân cấp xã", "Điều 5", frozenset(Kind)),
)  # fmt: skip
"""Grounds of refusal (Điều 22, 25, 32, 35, 36; R11.17)."""
REFUSAL_BY_CODE = {one.code: one for one in REFUSALS}


# ── who signs as what ───────────────────────────────────────────────────────────────────────────────────────


class CannotCertify(Impossible):
    """A kind of certification that the commune is not competent for."""

    text = "Vị trí “{title}” không ký chứng thực được: chỉ Chủ tịch, Phó Chủ tịch, hoặc người được Chủ tịch ủy quyền."


HEAD = "CHỦ TỊCH"


def is_head(title: str) -> bool:
    """Whether a post is that of the chair."""
    return fold(title).startswith("chu tich")


def signs_as(title: str, *, delegated_by: str = "") -> tuple[str, ...]:
    """The lines above the signature: ``CHỦ TỊCH``, ``KT. CHỦ TỊCH`` / ``PHÓ CHỦ TỊCH``, ``TUQ. CHỦ TỊCH`` / the post
    (NĐ 23/2015 Điều 5; NĐ 30/2020 Điều 13). Only the chair delegates; raises CannotCertify."""
    if not (is_head(delegated_by or title) or fold(title).startswith("pho chu tich")):
        raise CannotCertify(title=title)
    if delegated_by and not is_head(delegated_by):
        raise CannotCertify(title=title)
    return authority_lines(title, HEAD, authorised=bool(delegated_by))


# ── keeping ─────────────────────────────────────────────────────────────────────────────────────────────────


def kept_until(kind: Kind, on: dt.date, *, signature_years: int, contract_years: int) -> dt.date | None:
    """The first day on which the kept paper may be destroyed (Điều 14, R11.15); None when nothing is kept of it."""
    if kind in COPIES:
        return None
    years = contract_years if kind is Kind.CONTRACT else signature_years
    month, day = (3, 1) if (on.month, on.day) == (2, 29) else (on.month, on.day)
    return dt.date(on.year + years, month, day)
