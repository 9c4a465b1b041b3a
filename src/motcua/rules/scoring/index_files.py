"""Index sets as they are written in files: read into a tree, with their source and how sure it is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from motcua.rules.scoring.figures import Zero
from motcua.rules.scoring.index_sets import Criterion, Grade, IndexSet, Part, Unsound, Way, faults

KINDS = ("computed", "scored")
SCOPES = ("unit", "procedure", "official")
LEVELS = ("group", "item", "part")


@dataclass(frozen=True)
class Mark:
    """Something that happened and that leaves no better class than ``grade`` (R13.6, R13.7)."""

    code: str
    name: str
    grade: str


@dataclass(frozen=True)
class Quota:
    """How many of the units of a level may be put forward for the certificate, and how many of their people (R13.9)."""

    name: str
    level: str
    collectives: int
    individuals: int


@dataclass(frozen=True)
class Version:
    """A set in the version of a year: what it is, by which law, how sure its source is.

    ``since``     first day for which it was made; what is computed of earlier days is an estimate (R4.19)
    ``timeline``  days of the year as MM-DD by what happens (R13.8)
    ``quota``     words on the certificate, ``quotas`` how many of each level, ``best`` the class they must have
    ``number``    of a set that a locality wrote here, which of its versions; 0 of what is shipped
    """

    code: str
    year: int
    kind: str
    name: str
    short: str
    law: str
    since: dt.date
    source: str
    certainty: str
    note: str
    set: IndexSet
    marks: tuple[Mark, ...] = ()
    timeline: Mapping[str, str] = field(default_factory=dict)
    quota: str = ""
    quotas: tuple[Quota, ...] = ()
    best: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """Code with year: what is kept of a set names its version."""
        return f"{self.code}-{self.year}" + (f".{self.number}" if self.number else "")

    @property
    def computed(self) -> bool:
        """Whether it is counted; else people give the points."""
        return self.kind == "computed"


def read(data: Mapping[str, Any]) -> Version:
    """A set from its file; raises Unsound with everything that is wrong with it."""
    kind = data["kind"]
    default = Way.SHARE if kind == "computed" else Way.GIVEN
    groups = tuple(_criterion(one, 0, default, str(data["law"])) for one in data["group"])
    grades = tuple(
        Grade(one["code"], one["name"], Decimal(str(one["at_least"])), bool(one.get("no_zero", False)))
        for one in data.get("grade", ())
    )
    marks = tuple(Mark(one["code"], one["name"], one["grade"]) for one in data.get("mark", ()))
    made = IndexSet(str(data["code"]), data["name"], groups, grades, {one.code: one.grade for one in marks})
    wrong = faults(made)
    if kind not in KINDS:
        wrong.append(f"kind: {kind}")
    wrong += [f"{leaf.code}: {scope}" for leaf in made.leaves for scope in leaf.scopes if scope not in SCOPES]
    if wrong:
        raise Unsound("; ".join(wrong))
    return Version(
        made.code, int(data["year"]), kind, data["name"], data.get("short", data["name"]), data["law"],
        data["since"], data["source"], data["certainty"], data.get("note", ""), made, marks,
        dict(data.get("timeline", {})), data.get("quota", {}).get("note", ""), _quotas(data.get("quota", {})),
        data.get("quota", {}).get("grade", ""), int(data.get("number", 0)),
    )  # fmt: skip


def _quotas(data: Mapping[str, Any]) -> tuple[Quota, ...]:
    return tuple(
        Quota(one["name"], one.get("level", ""), int(one["collectives"]), int(one["individuals"]))
        for one in data.get("of", ())
    )


def _criterion(data: Mapping[str, Any], level: int, default: Way, law: str) -> Criterion:
    law = str(data.get("law", law))
    beneath: Sequence[Mapping[str, Any]] = data.get(LEVELS[level + 1], ()) if level + 1 < len(LEVELS) else ()
    return Criterion(
        code=data["code"], name=data["name"], most=Decimal(str(data["most"])),
        way=Way(data.get("way", default)), full_at=Fraction(str(data.get("full_at", "1"))),
        zero=Zero(data.get("zero", Zero.NIL)), part=Part(data.get("adds", Part.POINTS)),
        steps=tuple((Fraction(str(at)), Decimal(str(points))) for at, points in data.get("steps", ())),
        together=bool(data.get("together", False)),
        children=tuple(_criterion(one, level + 1, default, law) for one in beneath),
        counts=data.get("counts", ""), scopes=tuple(data.get("scopes", ("unit",))), evidence=data.get("evidence", ""),
        law=law, certainty=data.get("certainty", "check"), note=data.get("note", ""),
        numerator=data.get("numerator", ""), denominator=data.get("denominator", ""),
        target=Fraction(str(data["target"])) if "target" in data else None, indicator=data.get("indicator", ""),
        down=bool(data.get("down", False)), beside=tuple(data.get("beside", ())),
    )  # fmt: skip
