"""Dossier codes (R1.13–R1.17) and numbers of documents (R8.1–R8.4)."""

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass

from motcua.rules.impossible import Invalid

# ── dossier codes ───────────────────────────────────────────────────────────────────────────────────────────

SERIAL_WIDTH = 4
SCATTERED, HALF, ROUNDS = 9_999, 128, 10
_NEW_AGENCY = r"[A-Z]\d{2}(?:\.\d{2,3}){0,3}"
_OLD_AGENCY = r"(?:\d{2,3}\.){1,4}[A-Z]\d{2}"
_AGENCY = re.compile(rf"{_NEW_AGENCY}|{_OLD_AGENCY}", re.ASCII)
_OWNER = re.compile(r"[A-Z][A-Z0-9]|[0-9][A-Z]", re.ASCII)
_CODE = re.compile(
    rf"(?P<agency>{_AGENCY.pattern})-(?P<on>\d{{6}})-(?P<owner>(?:{_OWNER.pattern})?)(?P<serial>\d{{4,}})",
    re.ASCII,
)
_DASHES = re.compile(r"[‐‑‒–—−]")


@dataclass(frozen=True)
class DossierCode:
    """A dossier code taken apart; ``str`` puts it together exactly as it was issued (R1.17).

    ``agency``: code by QĐ 20/2020, either way of writing (R1.14). ``on``: day of receipt. ``serial``:
    number of the day. ``owner``: two characters, at least one a letter, naming the agency that owns a
    national system (R1.16), else blank. ``width``: digits printed at least.
    """

    agency: str
    on: dt.date
    serial: int
    owner: str = ""
    width: int = SERIAL_WIDTH

    def __str__(self) -> str:
        return dossier_code(self.agency, self.on, self.serial, self.owner, width=self.width)


def dossier_code(agency: str, on: dt.date, serial: int, owner: str = "", *, width: int = SERIAL_WIDTH) -> str:
    """``H26.145.05-261120-0001``; the width is a minimum, the day's ten-thousandth dossier takes five digits
    (R1.15–R1.17). Raises Invalid for parts that no code can have."""
    if not _AGENCY.fullmatch(agency):
        raise Invalid(
            field="agency",
            text="Mã định danh cơ quan “{agency}” không đúng dạng, ví dụ H26.145.05 hoặc 000.00.18.H26.",
            agency=agency,
        )
    if not 2000 <= on.year <= 2099:
        raise Invalid(field="on", text="Ngày nhận {on} không ghi được vào mã hồ sơ.", on=f"{on:%d/%m/%Y}")
    if serial < 1:
        raise Invalid(
            field="serial", text="Số thứ tự trong ngày bắt đầu từ 1, không phải {serial}.", serial=serial
        )
    if owner and not _OWNER.fullmatch(owner):
        raise Invalid(
            field="owner",
            text="Mã cơ quan chủ quản hệ thống “{owner}” phải gồm 2 ký tự, có ít nhất một chữ cái.",
            owner=owner,
        )
    return f"{agency}-{on:%y%m%d}-{owner}{serial:0{max(width, SERIAL_WIDTH)}d}"


def scattered(serial: int, key: str) -> int:
    """Where the nth thing of a day stands among its four-digit serials: a permutation of 1…9999 under ``key``.

    Neither order nor a gap between two of them tells what came between; from the ten-thousandth on each keeps its own.
    """
    if serial > SCATTERED:
        return serial
    place = serial - 1
    while (
        True
    ):  # a cipher of two halves permutes 128 × 128 places; whoever falls outside walks on along the cycle
        left, right = divmod(place, HALF)
        for n in range(ROUNDS):
            told = hashlib.blake2b(bytes((n, right)), key=key.encode(), digest_size=1).digest()
            left, right = right, left ^ told[0] % HALF
        place = left * HALF + right
        if place < SCATTERED:
            return place + 1


def parse_dossier_code(text: str) -> DossierCode:
    """A code of any of the three formats, also in small letters, in groups or with dashes of a word
    processor; raises Invalid (R1.17)."""
    found = _CODE.fullmatch(_DASHES.sub("-", "".join(text.split())).upper())
    if found:
        try:
            on = dt.date(2000 + int(found["on"][:2]), int(found["on"][2:4]), int(found["on"][4:]))
        except ValueError:
            raise Invalid(
                field="code",
                text="Mã hồ sơ “{code}” có ngày nhận không có thật: {on}.",
                code=text.strip(),
                on=found["on"],
            ) from None
        if int(found["serial"]):
            width = len(found["serial"])
            return DossierCode(found["agency"], on, int(found["serial"]), found["owner"], width)
    raise Invalid(
        field="code",
        text="Mã hồ sơ “{code}” không đúng dạng, ví dụ H26.145.05-261120-0001.",
        code=text.strip()[:60],
    )


# ── documents ───────────────────────────────────────────────────────────────────────────────────────────────

KINDS = frozenset(
    {
        "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB",
        "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "SY", "TrS", "SL",
    }
)  # fmt: skip
"""Abbreviations of administrative documents (NĐ 30/2020, §8.1)."""
_LEGAL_KINDS = frozenset({"L", "PL", "NĐ", "TT", "TTLT", "NQLT", "LCT"})
_DOCUMENT = re.compile(
    r"(?P<serial>\d+)(?P<letter>(?:[a-zđ]|\.\d+)?)/(?:(?P<year>(?:19|20)\d{2})/)?"
    r"(?:(?P<joint>NQLT|TTLT)/)?(?P<symbol>[^\W_](?:[\w.&-]*\w)?)"
)
_PARTY = re.compile(r"(?P<serial>\d+)(?P<letter>[a-zđ]?)-(?P<kind>[^\W\d_]+)/(?P<body>[^\W_](?:[\w.-]*\w)?)")


@dataclass(frozen=True)
class DocumentNumber:
    """Number and symbol of a document; ``str`` writes it. ``kind`` is blank for official letters and laws,
    ``year`` is there for legal documents, ``letter`` for numbers put in between ("12a", "66.7"),
    ``slashed`` for joint documents that part kind and bodies by a slash ("72/2025/NQLT/UBTVQH15-CP")."""

    serial: int
    kind: str
    body: str
    year: int | None = None
    party: bool = False
    letter: str = ""
    slashed: bool = False

    def __str__(self) -> str:
        number = f"{self.serial:02d}{self.letter}"
        if self.party:
            return f"{number}-{self.kind}/{self.body}"
        year = f"{self.year}/" if self.year else ""
        kind = self.kind and f"{self.kind}{'/' if self.slashed else '-'}"
        return f"{number}/{year}{kind}{self.body}"


def document_number(serial: int, kind: str, body: str, *, year: int | None = None) -> str:
    """``07/KH-UBND``, ``15/UBND-VX`` (an official letter: no kind), ``32/2021/NĐ-CP``; below ten with a
    leading zero (R8.2, R8.3). Raises Invalid for a number below 1 or without an issuing body."""
    if serial < 1:
        raise Invalid(field="number", text="Số văn bản bắt đầu từ 01, không phải {serial}.", serial=serial)
    if not body:
        raise Invalid(field="body", text="Ghi chữ viết tắt tên cơ quan ban hành, ví dụ UBND.")
    return str(DocumentNumber(serial, kind, body, year))


LETTERS = "CV"
"""The number book of official letters, which bear no abbreviation of a type."""


def book_of(symbol: str) -> str:
    """The number book from which a symbol's numbers come: one series a type and year (R8.4).

    ``KH`` of ``KH-UBND``; that of official letters for ``UBND-VX``, whose first part is no type.
    """
    kind = symbol.partition("-")[0]
    return kind if kind in KINDS else LETTERS


def parse_document_number(text: str) -> DocumentNumber:
    """A number and symbol, with or without "Số:" before it; raises Invalid.

    A symbol whose first part is no kind of document is that of an official letter (``15/UBND-VX``). Party
    documents (``18-KH/QU``) follow a standard of their own and are recognised as such (R8.1, trap 20).
    """
    said = _DASHES.sub("-", re.sub(r"\s+", "", unicodedata.normalize("NFC", text))).removeprefix("Số:")
    party = _PARTY.fullmatch(said)
    if party and int(party["serial"]):
        return DocumentNumber(
            int(party["serial"]), party["kind"], party["body"], party=True, letter=party["letter"]
        )
    found = _DOCUMENT.fullmatch(said)
    if not found or not int(found["serial"]):
        raise Invalid(
            field="number",
            text="Số, ký hiệu “{number}” không đúng dạng, ví dụ 07/KH-UBND hoặc 32/2021/NĐ-CP.",
            number=text.strip()[:60],
        )
    year = int(found["year"]) if found["year"] else None
    serial, letter = int(found["serial"]), found["letter"]
    if found["joint"]:
        return DocumentNumber(serial, found["joint"], found["symbol"], year, letter=letter, slashed=True)
    kind, _, body = found["symbol"].partition("-")
    if not body or not (year or kind in KINDS or kind in _LEGAL_KINDS):
        kind, body = "", found["symbol"]
    return DocumentNumber(serial, kind, body, year, letter=letter)
