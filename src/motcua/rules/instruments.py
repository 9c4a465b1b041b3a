"""Legal instruments as a graph: how one stands on a day, what came in its place at last, which one a citation means.

Nothing is guessed: a day that is not known leaves the answer open, and a number that two documents bear is not
given to either of them (R9.8).
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.vietnamese import fold


class State(StrEnum):
    """How an instrument stands on a day."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    EARLY = "early"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of an instrument, as far as they are known."""

    issued: dt.date | None = None
    effective: dt.date | None = None
    expired: dt.date | None = None


@dataclass(frozen=True, slots=True)
class End:
    """``source`` ends an instrument from a day on: replaces it, or repeals it without anything in its place."""

    source: int
    on: dt.date | None = None
    replaces: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an instrument stands on a day.

    ``since``  the first day without it;  ``by``  what replaced or repealed it;  ``repealed``  nothing of that replaces
    ``now``    what is in force in its place at the end of the chain; empty when nothing is, or it is not known
    """

    state: State
    since: dt.date | None = None
    by: tuple[int, ...] = ()
    repealed: bool = False
    now: tuple[int, ...] = ()


_NOTHING = Dates()


def stands(key: int, dates: Mapping[int, Dates], ends: Mapping[int, Sequence[End]], on: dt.date) -> Verdict:
    """How ``key`` stands on a day: by its own days, by what others did to it, along chains; circles end."""
    own = dates.get(key, _NOTHING)
    acting = [end for end in ends.get(key, ()) if end.on is None or end.on <= on]
    state, since = _state(own, acting, on)
    if state is not State.EXPIRED and not acting:
        return Verdict(state)
    now: list[int] = []
    seen, left = {key}, [end.source for end in acting if end.replaces]
    while left:
        one = left.pop(0)
        if one in seen:
            continue
        seen.add(one)
        further = [end for end in ends.get(one, ()) if end.on is None or end.on <= on]
        left.extend(end.source for end in further if end.replaces)
        if _state(dates.get(one, _NOTHING), further, on)[0] is State.IN_FORCE:
            now.append(one)
    by = tuple(dict.fromkeys(end.source for end in acting))
    return Verdict(state, since, by, bool(by) and not any(end.replaces for end in acting), tuple(now))


def _state(own: Dates, acting: Sequence[End], on: dt.date) -> tuple[State, dt.date | None]:
    if own.expired is not None:
        if own.expired <= on:
            return State.EXPIRED, own.expired
    elif days := [end.on for end in acting if end.on is not None]:
        return State.EXPIRED, min(days)
    start = own.effective or own.issued
    if start is not None and on < start:
        return State.EARLY, None
    if own.effective is None or (acting and own.expired is None):
        return State.UNKNOWN, None
    return State.IN_FORCE, None


# --- which one a citation means --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of an instrument, in a citation or in the register; empty where nothing is said."""

    symbol: str = ""
    type: str = ""
    issuer: str = ""
    day: dt.date | None = None
    year: int | None = None
    title: str = ""


class Match(StrEnum):
    """How sure a citation means an instrument that is known."""

    SAME = "same"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    NEW = "new"


_WITH_YEAR = re.compile(r"^[\d.]+[a-zđ]?/(?:19|20)\d\d/(?P<body>.+)$")
_LOCAL = re.compile(r"UBND|HĐND|(?:^|[-/.])(?:TU|QU|HU|ĐU|BTV|TTHĐND)\b|MTTQ|BTT")
_SAME_BODY = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}
_PART_OF_BODY = re.compile(r"\bban (?:thuong vu|chap hanh(?: dang bo)?)\b|\bcua\b")


def is_local(symbol: str) -> bool:
    """Whether bodies of many places count such numbers, each its own: "07-CT/TU", "12/KH-UBND"."""
    return bool(_LOCAL.search(symbol))


def names_itself(symbol: str) -> bool:
    """Whether number and symbol are enough: those of central bodies that bear their year ("30/2020/NĐ-CP")."""
    found = _WITH_YEAR.match(symbol)
    return found is not None and not is_local(found["body"])


def _bodies(issuer: str) -> frozenset[str]:
    words = _PART_OF_BODY.sub(" ", fold(issuer).replace(",", " ").replace(".", " ")).split()
    return frozenset(" ".join(_SAME_BODY.get(word, word) for word in words).split())


def same_body(one: str, other: str) -> bool | None:
    """Whether two names may be those of one body ("Thành ủy", "Thành ủy Hà Nội"); None: one of them is not said."""
    mine, theirs = _bodies(one), _bodies(other)
    if not mine or not theirs:
        return None
    return mine <= theirs or theirs <= mine


def recognise(said: Named, known: Iterable[tuple[int, Named]]) -> tuple[Match, int | None]:
    """Which of the known instruments of that number (or, without one, of that name) a citation means.

    A number that central bodies give with its year names one document. Any other number comes again every year and
    in every place: its day decides, and in the places their body too. One that fits but says no more is likely;
    several are ambiguous and none is taken.
    """
    if said.symbol and names_itself(said.symbol):
        keys = [key for key, _one in known]
        return (Match.SAME, keys[0]) if keys else (Match.NEW, None)
    sure, open_ = list[int](), list[int]()
    for key, one in known:
        verdict = _agrees(said, one)
        if verdict is True:
            sure.append(key)
        elif verdict is None:
            open_.append(key)
    if len(sure) == 1:
        return Match.SAME, sure[0]
    if sure or len(open_) > 1:
        return Match.AMBIGUOUS, None
    return (Match.LIKELY, open_[0]) if open_ else (Match.NEW, None)


def _agrees(said: Named, one: Named) -> bool | None:
    """True: the same; False: another; None: nothing speaks against it, nothing proves it."""
    if not said.symbol and (fold(said.title) != fold(one.title) or (said.type and said.type != one.type)):
        return False
    if said.symbol and is_local(said.symbol) and same_body(said.issuer, one.issuer) is False:
        return False
    if said.day and one.day:
        return said.day == one.day
    mine, theirs = _year(said), _year(one)
    if mine and theirs and mine != theirs:
        return False
    if not said.symbol and mine and mine == theirs:
        return True
    return None


def _year(one: Named) -> int | None:
    return one.day.year if one.day else one.year
