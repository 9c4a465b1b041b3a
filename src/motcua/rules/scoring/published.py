"""Figures that others published: what their report prints, with the counts it gives or that follow from it (R18.3).

They are read, checked against what is printed, and shown as published; never added to anything counted here. A count is
``stated`` where the report gives it, ``derived`` where it follows from a rate and another count, and ``nominal``
where the report gives a rate alone, so that both parts only say that rate.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.rules.said import Said
from motcua.rules.scoring.definitions import Definition
from motcua.rules.scoring.figures import Figure, Rounding

COLUMNS = (
    "figure", "line", "indicator", "unit", "place", "since", "until", "part", "label", "amount", "count", "note",
    "printed", "form", "places", "rounding", "qualifier", "width", "source", "quote",
)  # fmt: skip
COUNTS = ("stated", "derived", "nominal")
PARTS = ("numerator", "denominator")
_SAME = ("indicator", "unit", "place", "since", "until", "printed", "form", "places", "rounding", "qualifier",
         "width", "source", "quote")  # fmt: skip


@dataclass(frozen=True)
class Run:
    """Source rows of one series that follow one another: ``BN-TINH 1-51205``."""

    series: str
    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    def __getitem__(self, n: int) -> str:
        """The code of a row; it names what was published, not a thing that anybody could look up."""
        return f"{self.series}-{self.first + n:06}"

    def within(self, others: Iterable["Run"]) -> bool:
        """Whether each of its rows is one of the others'."""
        return any(
            one.series == self.series and one.first <= self.first and self.last <= one.last for one in others
        )


@dataclass(frozen=True)
class Count:
    """One count behind a published figure: ``how`` is stated, derived or nominal, ``note`` says from what.

    ``rows``  the source rows it was counted from, as far as a count stands for things
    """

    part: str
    label: str
    amount: int
    how: str
    note: str = ""
    rows: tuple[Run, ...] = ()


@dataclass(frozen=True)
class Published:
    """One line of a published figure: how it is printed, of which unit and days (``last`` is counted), by whom said.

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

    @property
    def key(self) -> str:
        """``F41.2``: the figure and its line."""
        return f"{self.figure}.{self.line}"

    def rows(self, part: str) -> list[Run]:
        """The source rows behind one of its parts."""
        return [run for count in self.counts if count.part == part for run in count.rows]

    @property
    def certainty(self) -> str:
        """How its counts are known: as the least sure of them."""
        return max((count.how for count in self.counts), key=COUNTS.index)

    def shown(self, definition: Definition) -> Figure:
        """The figure, in the shape in which the report prints it."""
        shape = definition.shape
        if self.places is not None:
            shape = replace(shape, places=self.places)
        if self.rounding:
            shape = replace(shape, rounding=Rounding(self.rounding))
        sums: dict[str, int] = {}
        for count in self.counts:
            sums[count.part] = sums.get(count.part, 0) + count.amount
        return Figure(sums.get("numerator", 0), sums.get("denominator"), shape)

    def said(self, definition: Definition) -> str:
        """The figure as the report prints it, from its counts."""
        found = self.shown(definition)
        text = found.parts if self.form == "parts" else found.printed
        return text.zfill(self.width)


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, and why."""

    row: int
    reason: Said


class _Refused(Exception):
    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = reason


def read(
    rows: Iterable[Mapping[str, str]], definitions: Mapping[str, Definition], exists: Callable[[str], bool]
) -> tuple[list[Published], list[Rejected]]:
    """Figures out of their rows, one row a count; a figure with one wrong row is not taken at all.

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
            taken.append(_one(group[0][1], tuple(counts), definitions, exists))
        except _Refused as refused:
            rejected.append(Rejected(at, refused.reason))
    return taken, rejected


def _count(row: Mapping[str, str]) -> Count:
    for name in ("figure", "line", "indicator", "part", "label", "amount", "printed", "source", "quote"):
        if not (row.get(name) or "").strip():
            raise _Refused(Said("Thiếu cột “{name}”.", name=name))
    if row["part"] not in PARTS:
        raise _Refused(Said("Cột “part” ghi numerator (tử số) hoặc denominator (mẫu số)."))
    how = row.get("count") or "stated"
    if how not in COUNTS:
        raise _Refused(Said("Cột “count” ghi stated, derived hoặc nominal."))
    note = (row.get("note") or "").strip()
    if how != "stated" and not note:
        raise _Refused(Said("Số không ghi trong nguồn phải nói suy ra từ đâu ở cột “note”."))
    if not re.fullmatch(r"-?\d{1,18}", row["amount"]):
        raise _Refused(Said("“{amount}” không phải số nguyên.", amount=row["amount"]))
    amount, runs = int(row["amount"]), _runs(row.get("rows") or "")
    if runs and sum(map(len, runs)) != amount:
        raise _Refused(
            Said("Cột “rows” có {n} dòng, số đếm ghi {amount}.", n=sum(map(len, runs)), amount=amount)
        )
    return Count(row["part"], row["label"].strip(), amount, how, note, runs)


def _runs(typed: str) -> tuple[Run, ...]:
    """Source rows as they are written: ``LB-TTHC 1-121; LB-TTHC 130-131``."""
    found: list[Run] = []
    for one in filter(None, map(str.strip, typed.split(";"))):
        said = re.fullmatch(r"([A-Z0-9]+(?:-[A-Z0-9]+)*) (\d{1,6})-(\d{1,6})", one)
        if said is None or not 0 < int(said[2]) <= int(said[3]):
            raise _Refused(Said("Cột “rows” ghi dãy và số dòng, ví dụ LB-TTHC 1-121."))
        run = Run(said[1], int(said[2]), int(said[3]))
        if any(
            run.series == before.series and run.first <= before.last and before.first <= run.last
            for before in found
        ):
            raise _Refused(Said("Cột “rows” kể một dòng hai lần."))
        found.append(run)
    return tuple(found)


def _one(
    row: Mapping[str, str],
    counts: tuple[Count, ...],
    definitions: Mapping[str, Definition],
    exists: Callable[[str], bool],
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
    if not any(count.part == "numerator" for count in counts):
        raise _Refused(Said("Thiếu tử số."))
    made = Published(
        row["figure"], int(row["line"]), row["indicator"], unit, row.get("place") or "", since, last, row["printed"],
        form, int(places) if places else None, rounding, (row.get("qualifier") or "").strip(), int(width or 0),
        row["source"], row["quote"], counts,
    )  # fmt: skip
    if (made.shown(definition).denominator is None) == definition.divides:
        raise _Refused(
            Said("Chỉ tiêu “{indicator}” cần cả tử số và mẫu số, hoặc chỉ tử số.", indicator=made.indicator)
        )
    whole = made.rows("denominator")
    if (
        definition.shape.unit == "percent"
        and whole
        and not all(run.within(whole) for run in made.rows("numerator"))
    ):
        raise _Refused(Said("Dòng của tử số phải nằm trong các dòng của mẫu số."))
    said = made.said(definition)
    if said != made.printed:
        raise _Refused(Said("Tính ra {said}, nguồn in {printed}.", said=said, printed=made.printed))
    return made


def _day(row: Mapping[str, str], name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row.get(name) or "")
    except ValueError as error:
        raise _Refused(Said("Cột “{name}” ghi ngày theo dạng 2024-09-30.", name=name)) from error


def written(runs: Iterable[Run]) -> str:
    """Source rows as a table of the catalogue writes them."""
    return "; ".join(f"{run.series} {run.first}-{run.last}" for run in runs)


def as_data(one: Published) -> dict[str, Any]:
    """A published figure as it is kept."""
    return {
        "figure": one.figure, "line": one.line, "indicator": one.indicator, "unit": one.unit, "place": one.place,
        "since": one.since.isoformat(), "until": one.last.isoformat(), "printed": one.printed, "form": one.form,
        "places": one.places, "rounding": one.rounding, "qualifier": one.qualifier, "width": one.width,
        "source": one.source, "quote": one.quote,
        "counts": [
            {
                "part": count.part, "label": count.label, "amount": count.amount, "count": count.how,
                "note": count.note,
                **({"rows": written(count.rows)} if count.rows else {}),
            }
            for count in one.counts
        ],
    }  # fmt: skip


def of_data(data: Mapping[str, Any]) -> Published:
    """A published figure out of what is kept."""
    return Published(
        data["figure"], data["line"], data["indicator"], data["unit"], data["place"],
        dt.date.fromisoformat(data["since"]), dt.date.fromisoformat(data["until"]), data["printed"], data["form"],
        data["places"], data["rounding"], data["qualifier"], data["width"], data["source"], data["quote"],
        tuple(
            Count(row["part"], row["label"], row["amount"], row["count"], row["note"], _runs(row.get("rows", "")))
            for row in data["counts"]
        ),
    )  # fmt: skip


__all__ = ["COLUMNS", "Count", "Published", "Rejected", "Run", "as_data", "of_data", "read", "written"]
