"""Tables of periodic reports filled from narrow counted rows (R6.51, R6.52). What the columns are is data, not code.

A column counts rows of one fact under a condition, or adds and subtracts other columns, or divides two of them. Since
every figure is a sum over rows, a table of many units is the sum of their tables, and what stands behind a figure is
asked for by the same condition.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
Condition = Mapping[str, frozenset[str]]
Amount = int | Decimal


class Unsound(ValueError):
    """The table as written cannot be filled."""


@dataclass(frozen=True)
class Column:
    """One column: ``key`` within its table, ``number`` as printed, ``group`` above its ``title``.

    ``where``    rows that agree with any of these conditions are counted; empty for a column of sums
    ``amount``   what is added for each: "n" how many, or another amount of the row
    ``plus`` ``minus``  columns added and taken off instead
    ``over``     columns that this one is divided by: then it is a rate, in percent
    """

    key: str
    number: str
    group: str
    title: str
    where: tuple[Condition, ...] = ()
    amount: str = "n"
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    certainty: str = "check"


@dataclass(frozen=True)
class Table:
    """A table of a report: which fact its columns count."""

    code: str
    number: str
    title: str
    law: str
    fact: str
    columns: tuple[Column, ...]
    certainty: str = "check"
    note: str = ""

    def column(self, key: str) -> Column:
        """The column of that key; raises Unsound."""
        for one in self.columns:
            if one.key == key:
                return one
        raise Unsound(f"{self.code}: {key}")


@dataclass(frozen=True)
class Figure:
    """One number; of a rate both parts, and no value when there is nothing to divide by (R6.52)."""

    value: Amount | None
    numerator: Amount | None = None
    denominator: Amount | None = None

    @property
    def percent(self) -> Fraction | None:
        """A rate in percent, exactly."""
        if self.numerator is None or not self.denominator:
            return None
        return 100 * Fraction(self.numerator) / Fraction(self.denominator)


def condition(text: str) -> tuple[Condition, ...]:
    """``class=complaint&came=in|class=mixed``: any of the conditions split by ``|``, values split by ``,``."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split("|"))):
        one = {}
        for pair in part.split("&"):
            name, equals, values = pair.partition("=")
            if not equals or not name.strip():
                raise Unsound(text)
            one[name.strip()] = frozenset(value.strip() for value in values.split(","))
        found.append(one)
    return tuple(found)


def agrees(row: Row, where: Sequence[Condition]) -> bool:
    """Whether a row is counted."""
    return any(all(str(row[name]) in values for name, values in one.items()) for one in where)


def filled(table: Table, rows: Iterable[Row]) -> dict[str, Figure]:
    """Every figure of a table from rows of its fact."""
    known = list(rows)
    sums = {
        one.key: _whole(sum(row[one.amount] or 0 for row in known if agrees(row, one.where)))
        for one in table.columns
        if one.where
    }
    return {one.key: _figure(table, one, sums) for one in table.columns}


def _whole(found: Amount) -> Amount:
    """A number without parts is an int, one with parts (square metres) ends with no nought."""
    return int(found) if found == int(found) else Decimal(found).normalize()


def _figure(table: Table, column: Column, sums: dict[str, Amount]) -> Figure:
    if column.over:
        top, under = (_total(table, keys, (), sums, ()) for keys in (column.plus, column.over))
        return Figure(None, top, under)
    return Figure(_value(table, column.key, sums, ()))


def _value(table: Table, key: str, sums: dict[str, Amount], seen: tuple[str, ...]) -> Amount:
    if key in seen:
        raise Unsound(f"{table.code}: {' > '.join((*seen, key))}")
    if key not in sums:
        column = table.column(key)
        if column.over or not (column.plus or column.minus):
            raise Unsound(f"{table.code}: {key}")
        sums[key] = _total(table, column.plus, column.minus, sums, (*seen, key))
    return sums[key]


def _total(
    table: Table, plus: Sequence[str], minus: Sequence[str], sums: dict[str, Amount], seen: tuple[str, ...]
) -> Amount:
    return sum(_value(table, key, sums, seen) for key in plus) - sum(
        _value(table, key, sums, seen) for key in minus
    )


def behind(table: Table, key: str) -> tuple[Condition, ...]:
    """The conditions whose rows a figure opens onto: of a sum those of its parts, of a rate those it counts."""
    column = table.column(key)
    if column.where:
        return column.where
    return tuple(one for part in (*column.plus, *column.minus) for one in behind(table, part))
