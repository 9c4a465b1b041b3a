"""Reading the legal base: parameters of a day, instruments in force, and the stamps by which caches stay
true."""

import datetime as dt
import threading
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from motcua.base.law.models import Parameter
from motcua.base.law.queries.instruments import (
    ExpiredBasis,
    Standing,
    UnknownInstrument,
    amendments,
    expired_bases,
    in_force,
    instrument,
    standing,
)
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


def parameter_from(key: str, on: dt.date) -> list[tuple[ParameterValue, dt.date]]:
    """The values a parameter has from a day on, oldest first, each with the first of those days it holds on."""
    return [
        (value, max(value.valid_from, on))
        for value in parameter_history(key)
        if value.valid_to is None or value.valid_to > on
    ]


def parameter_keys() -> list[str]:
    """The names of all parameters, sorted."""
    return sorted(_parameters())


__all__ = [
    "PARAMETERS", "ExpiredBasis", "NoValueThen", "ParameterValue", "Standing", "UnknownInstrument",
    "UnknownParameter", "amendments", "begin_request", "end_request", "expired_bases", "forget_stamps", "in_force",
    "instrument", "parameter", "parameter_from", "parameter_history", "parameter_keys", "parameter_row", "stamp",
    "stamps", "standing",
]  # fmt: skip
