"""Figures that others published: what their report prints, and the source rows it is computed from (R18.3).

Computed by the indicator's own formula over source rows (``sources``), checked against what is printed, and never added
to anything counted here. A part is ``stated`` where the report gives it and ``derived`` where it follows from a rate
and another count. Where the report gives no counts the figure is a ``rate``: it is printed as the report does, with the
reason, and nothing stands behind it.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.rules import counting
from motcua.rules.said import Said
from motcua.rules.scoring.definitions import WORKING_DAYS, Definition, Term
from motcua.rules.scoring.figures import Figure, Rounding
from motcua.rules.scoring.sources import Rejected, SourceRow, of_sources

COLUMNS = (
    "figure", "line", "indicator", "unit", "place", "since", "until", "only", "part", "label", "count", "note",
    "printed", "form", "places", "rounding", "qualifier", "width", "source", "quote",
)  # fmt: skip
COUNTS = ("stated", "derived", "rate")
PARTS = ("numerator", "denominator")
_BEFORE = {"nominal": "rate"}
"""What was loaded before source rows were."""
_SAME = ("indicator", "unit", "place", "since", "until", "only", "printed", "form", "places", "rounding", "qualifier",
         "width", "source", "quote")  # fmt: skip


@dataclass(frozen=True)
class Count:
    """One part of a published figure as its report words it: ``how`` is stated, derived or rate, ``note`` says why."""

    part: str
    label: str
    how: str
    note: str = ""


@dataclass(frozen=True)
class Published:
    """One line of a published figure: how it is printed, of which unit and days (``last`` is counted), by whom said.

    ``only``       which of the unit's source rows, as ``post=province``; "" for all of them
    ``form``       value, or parts where the report prints ``44/55``
    ``qualifier``  what the report puts before it: gần, hơn, khoảng
    ``width``      digits at least: 02
    """

    figure: str
    line: int
    indicator: str
    unit: str
    place: str
    since: dt.date
    last: dt.date
    printed: str
    form: str
    places: int | None
    rounding: str
    qualifier: str
    width: int
    source: str
    quote: str
    counts: tuple[Count, ...] = field(default=())
    only: str = ""

    @property
    def key(self) -> str:
        """``F41.2``: the figure and its line."""
        return f"{self.figure}.{self.line}"

    @property
    def certainty(self) -> str:
        """How its counts are known: as the least sure of them."""
        return max((count.how for count in self.counts), key=COUNTS.index)

    @property
    def counted(self) -> bool:
        """Whether its report gives counts, so that it is computed from source rows."""
        return all(count.how != "rate" for count in self.counts)

    def over(self, definition: Definition) -> Definition:
        """The indicator counted over this figure's source rows, in the shape in which the report prints it."""
        shape = definition.shape
        if self.places is not None:
            shape = replace(shape, places=self.places)
        if self.rounding:
            shape = replace(shape, rounding=Rounding(self.rounding))
        made = replace(of_sources(definition), shape=shape)
        dimension, _, value = self.only.partition("=")
        return made.narrowed(dimension, [value]) if dimension else made

    def of_rows(self, rows: Iterable[SourceRow], definition: Definition) -> Figure:
        """The figure that these rows make."""
        told = [row.counted for row in rows]

        def amount(term: Term) -> int:
            wanted = counting.Measure(term.fact, term.where)
            return sum(
                row.amount for row in told
                if wanted.counts(row.dimensions) and row.unit == self.unit and row.day <= self.last
                and (term.stock or self.since <= row.day)
            )  # fmt: skip

        return self.over(definition).value(amount)

    def said(self, found: Figure) -> str:
        """A figure as the report prints it."""
        return (found.parts if self.form == "parts" else found.printed).zfill(self.width)


class _Refused(Exception):
    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = reason


def read(
    rows: Iterable[Mapping[str, str]],
    definitions: Mapping[str, Definition],
    exists: Callable[[str], bool],
    sources: Collection[SourceRow],
) -> tuple[list[Published], list[Rejected]]:
    """Figures out of their lines, one line a part; a figure with one wrong line, or that its source rows do not come
    to, is not taken at all.

    ``exists`` says whether a unit of that identity ever lived; "" is the whole country.
    """
    found: dict[tuple[str, str], list[tuple[int, Mapping[str, str]]]] = {}
    for number, row in enumerate(rows, 2):
        found.setdefault((row.get("figure", ""), row.get("line", "")), []).append((number, row))
    taken: list[Published] = []
    rejected: list[Rejected] = []
    for group in found.values():
        at = group[0][0]
        try:
            counts = []
            for number, row in group:
                at = number
                counts.append(_count(row))
                if any(row.get(name, "") != group[0][1].get(name, "") for name in _SAME):
                    raise _Refused(Said("Các dòng của một số liệu ghi khác nhau."))
            at = group[0][0]
            taken.append(_one(group[0][1], tuple(counts), definitions, exists, sources))
        except _Refused as refused:
            rejected.append(Rejected(at, refused.reason))
    return taken, rejected


def _count(row: Mapping[str, str]) -> Count:
    for name in ("figure", "line", "indicator", "part", "label", "printed", "source", "quote"):
        if not (row.get(name) or "").strip():
            raise _Refused(Said("Thiếu cột “{name}”.", name=name))
    if row["part"] not in PARTS:
        raise _Refused(Said("Cột “part” ghi numerator (tử số) hoặc denominator (mẫu số)."))
    how = row.get("count") or "stated"
    if how not in COUNTS:
        raise _Refused(Said("Cột “count” ghi stated, derived hoặc rate."))
    note = (row.get("note") or "").strip()
    if how != "stated" and not note:
        raise _Refused(Said("Số không ghi trong nguồn phải nói suy ra từ đâu ở cột “note”."))
    return Count(row["part"], row["label"].strip(), how, note)


def _one(
    row: Mapping[str, str],
    counts: tuple[Count, ...],
    definitions: Mapping[str, Definition],
    exists: Callable[[str], bool],
    sources: Collection[SourceRow],
) -> Published:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,15}", row["figure"]) or not re.fullmatch(
        r"\d{1,3}", row["line"]
    ):
        raise _Refused(Said("Ghi số hiệu (F28) ở cột “figure” và số dòng ở cột “line”."))
    definition = definitions.get(row["indicator"])
    if definition is None:
        raise _Refused(Said("Không có chỉ tiêu “{indicator}”.", indicator=row["indicator"]))
    unit = row.get("unit") or ""
    if unit and not exists(unit):
        raise _Refused(Said("Không có đơn vị “{unit}”.", unit=unit))
    since, last = _day(row, "since"), _day(row, "until")
    if since > last:
        raise _Refused(Said("Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ."))
    places, width = row.get("places") or "", row.get("width") or ""
    if (places and not re.fullmatch(r"[0-6]", places)) or (width and not re.fullmatch(r"[1-9]", width)):
        raise _Refused(Said("Số chữ số sau dấu phẩy từ 0 đến 6, số chữ số ít nhất từ 1 đến 9."))
    rounding, form = row.get("rounding") or "", row.get("form") or "value"
    if rounding not in ("", *(one.value for one in Rounding)) or form not in ("value", "parts"):
        raise _Refused(Said("Cột “rounding” ghi half_up hoặc truncate; cột “form” ghi value hoặc parts."))
    only = (row.get("only") or "").strip()
    if only and not re.fullmatch(f"({'|'.join(counting.SPLITS)})=[\\w.:/-]+", only):
        raise _Refused(Said("Cột “only” ghi một điều kiện, ví dụ post=province."))
    if not any(count.part == "numerator" for count in counts):
        raise _Refused(Said("Thiếu tử số."))
    made = Published(
        row["figure"], int(row["line"]), row["indicator"], unit, row.get("place") or "", since, last, row["printed"],
        form, int(places) if places else None, rounding, (row.get("qualifier") or "").strip(), int(width or 0),
        row["source"], row["quote"], counts, only,
    )  # fmt: skip
    if not made.counted:
        return made
    if any(count.part == "denominator" for count in counts) != definition.divides:
        raise _Refused(
            Said("Chỉ tiêu “{indicator}” cần cả tử số và mẫu số, hoặc chỉ tử số.", indicator=made.indicator)
        )
    if not definition.numerator or any(term.fact == WORKING_DAYS for term in definition.terms):
        raise _Refused(Said("Chỉ tiêu “{indicator}” không đếm từ dòng nguồn.", indicator=made.indicator))
    said = made.said(made.of_rows(sources, definition))
    if said != made.printed:
        raise _Refused(Said("Tính ra {said}, nguồn in {printed}.", said=said, printed=made.printed))
    return made


def _day(row: Mapping[str, str], name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row.get(name) or "")
    except ValueError as error:
        raise _Refused(Said("Cột “{name}” ghi ngày theo dạng 2024-09-30.", name=name)) from error


def as_data(one: Published) -> dict[str, Any]:
    """A published figure as it is kept."""
    return {
        "figure": one.figure, "line": one.line, "indicator": one.indicator, "unit": one.unit, "place": one.place,
        "since": one.since.isoformat(), "until": one.last.isoformat(), "printed": one.printed, "form": one.form,
        "places": one.places, "rounding": one.rounding, "qualifier": one.qualifier, "width": one.width,
        "source": one.source, "quote": one.quote,
        "counts": [
            {"part": count.part, "label": count.label, "count": count.how, "note": count.note} for count in one.counts
        ],
        **({"only": one.only} if one.only else {}),
    }  # fmt: skip


def of_data(data: Mapping[str, Any]) -> Published:
    """A published figure out of what is kept."""
    return Published(
        data["figure"], data["line"], data["indicator"], data["unit"], data["place"],
        dt.date.fromisoformat(data["since"]), dt.date.fromisoformat(data["until"]), data["printed"], data["form"],
        data["places"], data["rounding"], data["qualifier"], data["width"], data["source"], data["quote"],
        tuple(
            Count(row["part"], row["label"], _BEFORE.get(row["count"], row["count"]), row["note"])
            for row in data["counts"]
        ),
        data.get("only", ""),
    )  # fmt: skip


__all__ = ["COLUMNS", "Count", "Published", "Rejected", "as_data", "of_data", "read"]
