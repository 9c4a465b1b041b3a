"""A reference: what a text says of another document; written in one form, and told apart from others."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from motcua.rules.composed import Span
from motcua.rules.numbering import parse_document_number

_Any = TypeVar("_Any")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Leaf(Generic[T_co]):
    """A value read, the piece of the given text it was read from, and how sure the reading is (0 to 1)."""

    value: T_co
    span: Span
    confidence: float = 1.0


@dataclass(frozen=True)
class Reference:
    """A document that a text cites; only what the text says of it. ``span`` is the whole reference.

    ``symbol``  number and symbol in the normal form, or the number alone where nothing more is written
    ``year``    of a law cited by name and year, without a day
    ``title``   the name of a law ("Đất đai"), or what a resolution without a number is called
    """

    span: Span
    type: Leaf[str] | None = None
    symbol: Leaf[str] | None = None
    date: Leaf[dt.date] | None = None
    issuer: Leaf[str] | None = None
    year: Leaf[int] | None = None
    title: Leaf[str] | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What tells documents apart: the whole symbol; else type and number, or type and name."""
        kind = self.type.value if self.type else ""
        if self.symbol and "/" in self.symbol.value:
            return (self.symbol.value.upper(),)
        if self.symbol:
            return kind, self.symbol.value
        year = str(self.date.value.year if self.date else self.year.value if self.year else "")
        return kind, self.title.value.casefold() if self.title else "", year

    def __str__(self) -> str:
        return written(
            type=self.type.value if self.type else "",
            symbol=self.symbol.value if self.symbol else "",
            date=self.date.value if self.date else None,
            issuer=self.issuer.value if self.issuer else "",
            title=self.title.value if self.title else "",
            year=self.year.value if self.year else None,
        )


def written(
    *,
    type: str = "",
    symbol: str = "",
    date: dt.date | None = None,
    issuer: str = "",
    title: str = "",
    year: int | None = None,
) -> str:
    """A reference as documents write it: "Nghị định số 32/2021/NĐ-CP ngày 29/3/2021 của Chính phủ"."""
    day = (
        f"ngày {_two(date.day, 10)}/{_two(date.month, 3)}/{date.year}"
        if date
        else f"năm {year}"
        if year
        else ""
    )
    parts = (
        type or ("Văn bản" if symbol else ""),
        title,
        symbol and f"số {symbol}",
        day,
        issuer and f"của {issuer}",
    )
    return " ".join(part for part in parts if part)


def _two(figure: int, below: int) -> str:
    """Days below 10 and the months 1 and 2 with a zero (NĐ 30/2020, Phụ lục I)."""
    return f"{figure:02d}" if figure < below else str(figure)


def normal(symbol: str) -> str:
    """One form of a number and symbol: no spaces, one kind of dash, at least two figures; zeros that were written
    before a longer number stay ("0124/KH-UBND" is another book than "124/KH-UBND"). Raises Invalid."""
    one = str(parse_document_number(symbol))
    zeros = re.match(r"0*", symbol.strip())
    more = len(zeros.group() if zeros else "") - len(one) + len(one.lstrip("0"))
    return "0" * max(more, 0) + one


def distinct(references: Iterable[Reference]) -> tuple[tuple[Reference, tuple[Span, ...]], ...]:
    """Each document once, with all that its references say of it together, and every place it is cited at."""
    merged: dict[tuple[str, ...], tuple[Reference, list[Span]]] = {}
    full: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in references:
        key = one.key
        if one.symbol and one.type:
            serial = re.match(r"\d+", one.symbol.value)
            short = (one.type.value, str(int(serial.group())) if serial else "")
            if "/" in one.symbol.value:
                full.setdefault(short, key)
            else:
                key = full.get(short, key)
        if key not in merged:
            merged[key] = (one, [one.span])
            continue
        first, places = merged[key]
        places.append(one.span)
        merged[key] = (
            replace(
                first, symbol=_as_written(first.symbol, one.symbol),
                type=first.type or one.type, date=_surer(first.date, one.date),
                issuer=_surer(first.issuer, one.issuer), title=first.title or one.title, year=first.year or one.year,
            ),
            places,
        )  # fmt: skip
    return tuple((one, tuple(places)) for one, places in merged.values())


def _as_written(first: Leaf[str] | None, second: Leaf[str] | None) -> Leaf[str] | None:
    """The symbol in its own letters: a title in capitals says "27/CT-TTG" of what the text calls "27/CT-TTg"."""
    if first and second and first.value.isupper() and first.value == second.value.upper():
        return second
    return first


def _surer(first: Leaf[_Any] | None, second: Leaf[_Any] | None) -> Leaf[_Any] | None:
    if first is None or second is None:
        return first or second
    return second if second.confidence > first.confidence else first
