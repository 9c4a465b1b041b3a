"""Legal bases of the procedures in force: which have expired, soon will, or are not known (R3.1, S025)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.areas.procedures.queries.reading import in_force
from motcua.base.law.queries import Standing, standing

HORIZONS = (30, 60, 90)
"""How many days ahead a basis that will expire is told, nearest first."""


class BasisState(StrEnum):
    """How a legal basis stands on a day."""

    EXPIRED = "expired"
    EXPIRING = "expiring"
    ENDING = "ending"
    EARLY = "early"
    UNKNOWN = "unknown"
    IN_FORCE = "in_force"


@dataclass(frozen=True, slots=True)
class Cited:
    """A procedure in force that cites an instrument."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One instrument, how it stands, and the procedures that rest on it."""

    symbol: str
    title: str
    state: BasisState
    expired_on: dt.date | None
    within: int | None
    replaced_by: tuple[str, ...]
    cited: tuple[Cited, ...]


def state_of(found: Standing | None, on: dt.date) -> tuple[BasisState, int | None]:
    """How an instrument stands on a day, and within which horizon it expires.

    ``ending``: its last day is known but beyond every horizon; ``early``: not in force yet.
    """
    if found is None:
        return BasisState.UNKNOWN, None
    if found.expired_on is not None:
        if found.expired_on <= on:
            return BasisState.EXPIRED, None
        left = (found.expired_on - on).days
        within = next((days for days in HORIZONS if left <= days), None)
        return (BasisState.EXPIRING if within else BasisState.ENDING), within
    if found.effective_on is not None and found.effective_on > on:
        return BasisState.EARLY, None
    return BasisState.IN_FORCE, None


def bases(on: dt.date, *, level: str = "commune") -> list[BasisLine]:
    """Every instrument that procedures in force rest on: what needs a look first, then by symbol."""
    cited: dict[str, list[Cited]] = {}
    titles: dict[str, str] = {}
    rows = in_force(on).values_list("procedure__code", "name", "levels", "record__legal_basis")
    for code, name, levels, laws in rows:
        if level and level not in levels:
            continue
        for law in laws or ():
            if symbol := law.get("symbol", ""):
                cited.setdefault(symbol, []).append(Cited(code, name))
                titles.setdefault(symbol, law.get("title", ""))
    known = standing(cited)
    lines = []
    for symbol, procedures in cited.items():
        found = known.get(symbol)
        state, within = state_of(found, on)
        lines.append(
            BasisLine(
                symbol, found.title if found else titles[symbol], state, found.expired_on if found else None, within,
                found.replaced_by if found else (), tuple(sorted(procedures, key=lambda one: one.name)),
            )
        )  # fmt: skip
    order = list(BasisState)
    return sorted(
        lines,
        key=lambda line: (
            order.index(line.state),
            line.expired_on or dt.date.max,
            -len(line.cited),
            line.symbol,
        ),
    )


def bases_of(symbols: Iterable[str], on: dt.date) -> dict[str, tuple[BasisState, Standing | None]]:
    """How each of some instruments stands on a day."""
    wanted = list(dict.fromkeys(symbols))
    known = standing(wanted)
    return {symbol: (state_of(known.get(symbol), on)[0], known.get(symbol)) for symbol in wanted}


def expired_of(symbols: Sequence[str], on: dt.date) -> list[Standing]:
    """Those of some instruments that have expired by the day: what a public page says honestly."""
    found = bases_of(symbols, on)
    return [known for state, known in found.values() if state == BasisState.EXPIRED and known is not None]
