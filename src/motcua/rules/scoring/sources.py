"""Source rows: what a published report counts, row by row, with the place where it says so (R18.3).

A row is a fact of its own kind (``source.…``) with an amount, for a report prints ``63.294 hồ sơ`` and not each of
them. The same formulas that count this installation's facts count these, so that a published figure is computed and
not typed. A row is ``stated`` where the report gives its amount, ``derived`` where it follows from what the report
gives; of what a report says as a rate alone there is no row.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from motcua.rules import counting
from motcua.rules.said import Said
from motcua.rules.scoring.definitions import PUBLISHED, WORKING_DAYS, Basis, Definition, Term

COLUMNS = (
    "source", "row", "fact", "unit", "since", "until", "post", "type", "channel", "outcome", "timing", "amount",
    "label", "count", "note", "quote",
)  # fmt: skip
COUNTS = ("stated", "derived")


@dataclass(frozen=True)
class SourceRow:
    """One row of a source: of which kind, unit and days (``last`` is counted) how much, and where the source says it.

    ``counted``  the fact it is: on the last of its days, under its own code (``SEED-004-08``)
    ``how``      stated or derived; ``note`` says from what
    """

    source: str
    counted: counting.Row
    since: dt.date
    label: str
    how: str
    note: str
    quote: str

    @property
    def code(self) -> str:
        """Its source and number."""
        return self.counted.code


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
    rows: Iterable[Mapping[str, str]], exists: Callable[[str], bool]
) -> tuple[list[SourceRow], list[Rejected]]:
    """Source rows out of their lines; ``exists`` says whether a unit of that identity ever lived, "" is the country."""
    taken: dict[str, SourceRow] = {}
    rejected: list[Rejected] = []
    for number, row in enumerate(rows, 2):
        try:
            one = _row(row, exists)
            if one.code in taken:
                raise _Refused(Said("Dòng {code} có hai lần.", code=one.code))
            taken[one.code] = one
        except _Refused as refused:
            rejected.append(Rejected(number, refused.reason))
    return list(taken.values()), rejected


def _row(row: Mapping[str, str], exists: Callable[[str], bool]) -> SourceRow:
    given = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name in ("source", "row", "fact", "amount", "label", "quote"):
        if not given[name]:
            raise _Refused(Said("Thiếu cột “{name}”.", name=name))
    if not re.fullmatch(r"[A-Za-z0-9-]{1,24}", given["source"]) or not re.fullmatch(r"\d{1,6}", given["row"]):
        raise _Refused(Said("Ghi mã nguồn (SEED-004) ở cột “source” và số dòng ở cột “row”."))
    if not re.fullmatch(r"source(\.[a-z0-9_]+)+", given["fact"]) or len(given["fact"]) > 32:
        raise _Refused(Said("Cột “fact” ghi loại số liệu bắt đầu bằng “source.”."))
    if given["unit"] and not exists(given["unit"]):
        raise _Refused(Said("Không có đơn vị “{unit}”.", unit=given["unit"]))
    if not re.fullmatch(r"\d{1,15}", given["amount"]):
        raise _Refused(Said("“{amount}” không phải số nguyên.", amount=given["amount"]))
    for name in counting.SPLITS:
        if not re.fullmatch(r"[\w.:/-]*", given[name]) or len(given[name]) > counting.WIDTHS[name]:
            raise _Refused(Said("“{value}” không phải một mã.", value=given[name][:48]))
    how = given["count"] or "stated"
    if how not in COUNTS:
        raise _Refused(Said("Cột “count” của dòng nguồn ghi stated hoặc derived."))
    if how != "stated" and not given["note"]:
        raise _Refused(Said("Số không ghi trong nguồn phải nói suy ra từ đâu ở cột “note”."))
    since, last = _day(given, "since"), _day(given, "until")
    if since > last:
        raise _Refused(Said("Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ."))
    counted = counting.Row(
        given["fact"], last, given["unit"], **{name: given[name] for name in counting.SPLITS},
        amount=int(given["amount"]), code=f"{given['source']}-{given['row']}",
    )  # fmt: skip
    return SourceRow(given["source"], counted, since, given["label"], how, given["note"], given["quote"])


def _day(given: Mapping[str, str], name: str) -> dt.date:
    try:
        return dt.date.fromisoformat(given[name])
    except ValueError as error:
        raise _Refused(Said("Cột “{name}” ghi ngày theo dạng 2024-09-30.", name=name)) from error


def of_sources(one: Definition) -> Definition:
    """The same indicator counted over source rows: each kind that is counted here becomes that of the sources."""

    def there(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(
            each if each.fact == WORKING_DAYS or each.fact.startswith(PUBLISHED)
            else replace(each, fact=PUBLISHED + each.fact)
            for each in terms
        )  # fmt: skip

    return replace(
        one,
        numerator=there(one.numerator),
        denominator=there(one.denominator),
        basis=Basis.COUNTED,
        before=None,
    )


def as_data(one: SourceRow) -> dict[str, Any]:
    """A source row as it is kept."""
    counted = asdict(one.counted) | {"day": one.counted.day.isoformat()}
    return {
        "source": one.source, "counted": counted, "since": one.since.isoformat(), "label": one.label, "count": one.how,
        "note": one.note, "quote": one.quote,
    }  # fmt: skip


def of_data(data: Mapping[str, Any]) -> SourceRow:
    """A source row out of what is kept."""
    counted = counting.Row(**{**data["counted"], "day": dt.date.fromisoformat(data["counted"]["day"])})
    return SourceRow(
        data["source"], counted, dt.date.fromisoformat(data["since"]), data["label"], data["count"], data["note"],
        data["quote"],
    )  # fmt: skip
