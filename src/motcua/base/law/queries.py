"""Reading the legal base: parameters of a day, instruments in force, and the stamps by which caches stay
true."""

import datetime as dt
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from motcua.base.law.choices import RelationKind
from motcua.base.law.models import Instrument, Parameter, Relation
from motcua.rules.impossible import NotFound

PARAMETERS: Final = "parameters"


class UnknownParameter(NotFound):
    """No parameter of this name exists: a mistake in the programme or in the catalogue."""

    text = "Không có tham số {key} trong bảng tham số."


class NoValueThen(NotFound):
    """The parameter exists, but the law of that day did not know it."""

    text = "Tham số {key} không có giá trị vào ngày {on}."


# --- stamps -------------------------------------------------------------------------------------------------


class _Look(threading.local):
    """The stamps seen by this thread; kept only while a request runs, so a request asks once at most."""

    keeping: bool = False
    seen: dict[str, str] | None = None


_look = _Look()


def begin_request(**_: object) -> None:
    """From now on this thread asks for the stamps once."""
    _look.keeping, _look.seen = True, None


def end_request(**_: object) -> None:
    """From now on every look asks the database again."""
    _look.keeping, _look.seen = False, None


def forget_stamps() -> None:
    """This thread changed a body of configuration: look again."""
    _look.seen = None


def stamps(*names: str) -> tuple[str, ...]:
    """The present tokens of bodies of configuration ("" when never loaded): one tiny query at most."""
    seen = _look.seen
    if seen is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, token FROM law_stamp")
            seen = dict(cursor.fetchall())
        if _look.keeping:
            _look.seen = seen
    return tuple(seen.get(name, "") for name in names)


def stamp(name: str) -> str:
    """The present token of one body of configuration."""
    return stamps(name)[0]


# --- parameters ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ParameterValue:
    """One value of a parameter in its period [valid_from, valid_to), with its legal source."""

    key: str
    value: Any
    unit: str
    valid_from: dt.date
    valid_to: dt.date | None
    rule: str
    source: str
    certainty: str
    meaning: str

    def holds(self, on: dt.date) -> bool:
        """Whether this value is in force on the day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class _Sheet:
    token: str
    values: dict[str, tuple[ParameterValue, ...]]


_sheet: _Sheet | None = None


def _parameters() -> dict[str, tuple[ParameterValue, ...]]:
    global _sheet
    token = stamp(PARAMETERS)
    sheet = _sheet
    if sheet is None or sheet.token != token or not token:
        values: dict[str, list[ParameterValue]] = {}
        for row in Parameter.objects.order_by("key", "valid_from"):
            values.setdefault(row.key, []).append(
                ParameterValue(
                    key=row.key,
                    value=row.value,
                    unit=row.unit,
                    valid_from=row.valid_from,
                    valid_to=row.valid_to,
                    rule=row.rule,
                    source=row.source,
                    certainty=row.certainty,
                    meaning=row.meaning,
                )
            )
        sheet = _sheet = _Sheet(token, {key: tuple(found) for key, found in values.items()})
    return sheet.values


def parameter_row(key: str, on: dt.date) -> ParameterValue:
    """The value of a parameter on a day with unit and source. Raises UnknownParameter, NoValueThen."""
    values = _parameters().get(key)
    if values is None:
        raise UnknownParameter(key=key)
    for value in reversed(values):
        if value.holds(on):
            return value
    raise NoValueThen(key=key, on=f"{on:%d/%m/%Y}")


def parameter(key: str, on: dt.date) -> Any:
    """The value of a parameter on a day, in the unit the catalogue names (R0.1).

    Raises UnknownParameter for a name nobody defined and NoValueThen where the law of the day had no such
    rule. None is a value: the law of the day set no limit.
    """
    return parameter_row(key, on).value


def parameter_history(key: str) -> tuple[ParameterValue, ...]:
    """Every value a parameter ever had, oldest first. Raises UnknownParameter."""
    values = _parameters().get(key)
    if values is None:
        raise UnknownParameter(key=key)
    return values


def parameter_keys() -> list[str]:
    """The names of all parameters, sorted."""
    return sorted(_parameters())


# --- instruments --------------------------------------------------------------------------------------------


class UnknownInstrument(NotFound):
    """The register of instruments does not hold this symbol."""

    text = "Không có văn bản {symbol} trong danh mục văn bản."


def instrument(symbol: str) -> Instrument:
    """The instrument of that symbol. Raises UnknownInstrument."""
    found = Instrument.objects.filter(symbol=symbol).first()
    if found is None:
        raise UnknownInstrument(symbol=symbol)
    return found


def in_force(symbol: str, on: dt.date) -> bool | None:
    """Whether an instrument is in force on a day; None when the register does not know (symbol or date
    missing)."""
    found = Instrument.objects.filter(symbol=symbol).first()
    return None if found is None else _in_force(found, on)


def _in_force(found: Instrument, on: dt.date) -> bool | None:
    if found.expired_on is not None and on >= found.expired_on:
        return False
    start = found.effective_on or found.issued_on
    if start is None:
        return None
    if on < start:
        return False
    return True if found.effective_on else None


@dataclass(frozen=True)
class ExpiredBasis:
    """A legal basis no longer in force, since when, and what stands in its place (as far as known)."""

    symbol: str
    expired_on: dt.date
    replaced_by: tuple[str, ...]


def expired_bases(symbols: Iterable[str], on: dt.date) -> list[ExpiredBasis]:
    """Those of ``symbols`` that had expired by the day, in the given order; unknown symbols are passed
    over."""
    wanted = list(dict.fromkeys(symbols))
    found = {row.symbol: row for row in Instrument.objects.filter(symbol__in=wanted, expired_on__lte=on)}
    if not found:
        return []
    successors: dict[str, list[str]] = {}
    pairs = Relation.objects.filter(
        target__symbol__in=found, kind__in=[RelationKind.REPLACES, RelationKind.REPEALS]
    ).values_list("target__symbol", "source__symbol")
    for target, source in pairs.order_by("on", "source__symbol"):
        successors.setdefault(target, []).append(source)
    return [
        ExpiredBasis(symbol, found[symbol].expired_on, tuple(successors.get(symbol, ())))  # type: ignore[arg-type]
        for symbol in wanted
        if symbol in found
    ]


@dataclass(frozen=True)
class Standing:
    """How an instrument stands on a day, as far as the register knows."""

    symbol: str
    title: str
    type: str
    effective_on: dt.date | None
    expired_on: dt.date | None
    replaced_by: tuple[str, ...]
    replaced_on: dt.date | None


def standing(symbols: Iterable[str]) -> dict[str, Standing]:
    """What the register knows of instruments, by symbol; unknown symbols are left out. Two queries for any number.

    ``expired_on`` is the instrument's own last day, else the day on which another replaced or repealed it.
    """
    rows = list(Instrument.objects.filter(symbol__in=set(symbols)))
    ends: dict[str, list[tuple[dt.date | None, str]]] = {}
    pairs = Relation.objects.filter(
        target__in=[row.pk for row in rows], kind__in=[RelationKind.REPLACES, RelationKind.REPEALS]
    ).values_list("target__symbol", "source__symbol", "on")
    for target, source, on in pairs.order_by("on", "source__symbol"):
        ends.setdefault(target, []).append((on, source))
    found = {}
    for row in rows:
        ended = ends.get(row.symbol, [])
        days = [on for on, _source in ended if on]
        replaced = min(days) if days else None
        found[row.symbol] = Standing(
            row.symbol, row.title, row.type, row.effective_on, row.expired_on or replaced,
            tuple(dict.fromkeys(source for _on, source in ended)), replaced,
        )  # fmt: skip
    return found


def amendments(symbol: str, on: dt.date) -> list[Instrument]:
    """Instruments that had amended ``symbol`` by the day (those of unknown day included), oldest first."""
    relations = (
        Relation.objects.filter(target__symbol=symbol, kind=RelationKind.AMENDS)
        .exclude(on__gt=on)
        .select_related("source")
        .order_by("on", "source__symbol")
    )
    return [relation.source for relation in relations]
