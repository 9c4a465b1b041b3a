"""Definitions of indicators: two sums over counted facts, and everything that has to be said beside the figure.

A formula is written as a line an official can read: ``dossier.finished[timing=early,on_time]`` counts facts of one
kind whose dimensions agree, in the period; ``@stock`` counts from the beginning to the period's end; terms are added
and taken off with ``+`` and ``-``. Nothing here counts: who reads cells asks each term for its sum.

A definition knows since when it is in force and what it replaced, so that every day is counted by the version of that
day, whoever counts: a version changes no figure of a day before its own.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from motcua.rules.impossible import Fault
from motcua.rules.scoring.figures import Amount, Figure, Rounding, Shape, Zero

DIMENSIONS = ("type", "channel", "outcome", "timing", "post")
"""What facts are told apart by, besides their kind and unit."""

WORKING_DAYS = "calendar.working_days"
"""Not a fact: the working days of the period that are over, by the unit's calendar."""

PUBLISHED = "source."
"""How kinds of figures taken from others' reports begin: never mixed with what is counted here (R18.3)."""

OF_FEW_HIDDEN = ("survey.",)
"""How kinds of facts begin that people gave of themselves because nobody would know whose they are: parts of a figure
that fewer than five gave are hidden (R5.8)."""

LEVELS: Final = ({"4", "5"}, {"1", "2", "3"})
"""How levels of such answers are counted: one that few gave stands counted with its neighbour (R5.5, R5.8)."""

_TERM = re.compile(r"\s*([+-])?\s*([a-z][a-zA-Z0-9_.]*)(?:\[([^\]]*)\])?(@stock)?")
_VALUE = re.compile(r"[\w.:/-]{1,48}")
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Basis(StrEnum):
    """Where an indicator's figures come from: counted here, or only as others published them."""

    COUNTED = "counted"
    PUBLISHED = "published"


class Unsound(ValueError):
    """A formula as written cannot be read."""


@dataclass(frozen=True)
class Term:
    """One sum of a formula: facts of a kind under conditions, in the period or up to its end."""

    fact: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sign: int = 1
    stock: bool = False

    @property
    def conditions(self) -> dict[str, list[str]]:
        """``{dimension: values}``, as measures are keyed."""
        return {name: list(values) for name, values in self.where}

    def __str__(self) -> str:
        asked = "; ".join(f"{name}={','.join(values)}" for name, values in self.where)
        return f"{self.fact}{f'[{asked}]' if asked else ''}{'@stock' if self.stock else ''}"


def term(
    fact: str, where: Mapping[str, Iterable[str]] | None = None, *, sign: int = 1, stock: bool = False
) -> Term:
    """A term in its one form: conditions and their values sorted, empty ones left out."""
    found = {
        name: tuple(sorted({value for value in values if value})) for name, values in (where or {}).items()
    }
    return Term(fact, tuple(sorted((name, values) for name, values in found.items() if values)), sign, stock)


def formula(text: str) -> tuple[Term, ...]:
    """The terms of ``a[x=1,2] + b - c@stock``; raises Unsound."""
    terms, place = list[Term](), 0
    text = text.strip()
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None or (terms and not match[1]):
            raise Unsound(text)
        where: dict[str, list[str]] = {}
        for pair in filter(None, (piece.strip() for piece in (match[3] or "").split(";"))):
            name, equals, values = pair.partition("=")
            if not equals or not values.strip():
                raise Unsound(text)
            where[name.strip()] = [value.strip() for value in values.split(",")]
        terms.append(term(match[2], where, sign=-1 if match[1] == "-" else 1, stock=bool(match[4])))
        place = match.end()
        while place < len(text) and text[place].isspace():
            place += 1
    return tuple(terms)


def written(terms: Iterable[Term]) -> str:
    """Terms as the line ``formula`` reads."""
    line = ""
    for one in terms:
        joint = (" - " if one.sign < 0 else " + ") if line else ("- " if one.sign < 0 else "")
        line += joint + str(one)
    return line


@dataclass(frozen=True)
class Piece:
    """Days of a period (``until`` is not included) with the version that counts them."""

    since: dt.date
    until: dt.date
    one: "Definition"


@dataclass(frozen=True)
class Definition:
    """An indicator: what is divided by what, in words and as formulas, its law, and how its figure is printed.

    ``certainty``   how sure it is that the law defines it so: verified, likely, check, design
    ``version``     0 for what is shipped, else the number of the published version
    ``valid_from``  the first day counted by it
    ``before``      the version that counts the days before; None where this one is the first
    """

    id: str
    name: str
    name_en: str
    numerator_words: str
    denominator_words: str = ""
    numerator: tuple[Term, ...] = ()
    denominator: tuple[Term, ...] = ()
    shape: Shape = field(default_factory=Shape)
    direction: Direction = Direction.UP
    basis: Basis = Basis.COUNTED
    law: str = ""
    certainty: str = "check"
    rule: str = ""
    group: str = ""
    note: str = ""
    version: int = 0
    valid_from: dt.date = dt.date.min
    before: "Definition | None" = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, of both parts."""
        return self.numerator + self.denominator

    @property
    def divides(self) -> bool:
        """Whether it is a quotient."""
        return bool(self.denominator) or bool(self.denominator_words)

    @property
    def hides_few(self) -> bool:
        """Whether its small parts are hidden: a property of what it counts or counted, whoever wrote the definition."""
        return any(one.fact.startswith(OF_FEW_HIDDEN) for each in self.lineage for one in each.terms)

    @property
    def untold(self) -> Figure:
        """Its figure where that is hidden."""
        return Figure(0, 0 if self.denominator else None, self.shape, hidden=True)

    @property
    def uncounted(self) -> Figure:
        """Its figure of a time before anything was counted."""
        return Figure(0, 0 if self.denominator else None, self.shape, absent=True)

    def value(self, amount: Callable[[Term], Amount]) -> Figure:
        """The figure, given the sum of each term."""
        over = sum((one.sign * amount(one) for one in self.denominator), 0) if self.denominator else None
        return Figure(sum((one.sign * amount(one) for one in self.numerator), 0), over, self.shape)

    # --- versions in time -----------------------------------------------------------------------------------

    @property
    def lineage(self) -> "tuple[Definition, ...]":
        """This version and all before it, the newest first."""
        return (self,) if self.before is None else (self, *self.before.lineage)

    def on(self, day: dt.date) -> "Definition":
        """The version that counts a day; of a day before all of them the first."""
        return next((one for one in self.lineage if one.valid_from <= day), self.lineage[-1])

    def versions(self, since: dt.date, until: dt.date) -> tuple[Piece, ...]:
        """The days of a period cut where another version came into force, the oldest first.

        What only stands at the period's end has no days: there the last version alone counts.
        """
        found, end = list[Piece](), until
        for one in self.on(until - dt.timedelta(days=1)).lineage:
            alone = one.before is None or one.valid_from <= since or all(term.stock for term in one.terms)
            first = since if alone else one.valid_from
            found.append(Piece(first, end, one))
            if first == since:
                break
            end = first
        return tuple(reversed(found))

    def pieces(self, since: dt.date, until: dt.date) -> tuple[Piece, ...]:
        """What a figure of a period is added up of: each version's days, or the whole by the last version where the
        figures of the versions cannot be added, because one says what stands or is measured otherwise."""
        found = self.versions(since, until)
        last = found[-1].one
        if all(piece.one._adds_to(last) for piece in found):
            return found
        return (Piece(since, until, last),)

    def _adds_to(self, other: "Definition") -> bool:
        return self is other or (
            not any(term.stock for term in (*self.terms, *other.terms))
            and (self.shape.unit, self.shape.scale) == (other.shape.unit, other.shape.scale)
            and bool(self.denominator) == bool(other.denominator)
        )

    def over(
        self, since: dt.date, until: dt.date, amount: Callable[[Term, dt.date, dt.date], Amount]
    ) -> Figure:
        """The figure of a period, given the sum of each term in days of it; printed as the last version says."""
        found = []
        for piece in self.pieces(since, until):

            def within(term: Term, piece: Piece = piece) -> Amount:
                return amount(term, piece.since, piece.until)

            found.append(piece.one.value(within))
        if len(found) == 1:
            return found[0]
        over = sum((one.denominator or 0 for one in found), 0) if found[-1].denominator is not None else None
        return Figure(sum((one.numerator for one in found), 0), over, found[-1].shape)

    def narrowed(self, dimension: str, values: Iterable[str]) -> "Definition":
        """The same of facts with these words alone, in every version."""

        def within(terms: tuple[Term, ...]) -> tuple[Term, ...]:
            return tuple(
                one
                if one.fact == WORKING_DAYS
                else term(one.fact, {**one.conditions, dimension: values}, sign=one.sign, stock=one.stock)
                for one in terms
            )

        return replace(
            self, numerator=within(self.numerator), denominator=within(self.denominator),
            before=self.before and self.before.narrowed(dimension, values),
        )  # fmt: skip

    # --- soundness ------------------------------------------------------------------------------------------

    def faults(self, kinds: Collection[str]) -> list[Fault]:
        """What is wrong with it, by field; empty when its figure can be counted."""
        found = []
        if not _ID.fullmatch(self.id) or len(self.id) > 48:
            found.append(Fault("id", "Mã chỉ gồm chữ thường không dấu, số, dấu chấm và gạch dưới."))
        if not self.name.strip():
            found.append(Fault("name", "Ghi tên chỉ tiêu."))
        if not self.law.strip():
            found.append(Fault("law", "Ghi căn cứ; chưa có thì ghi “chưa rõ căn cứ”."))
        if not self.numerator:
            found.append(Fault("numerator", "Chọn ít nhất một số đếm cho tử số."))
        if self.shape.unit == "percent" and not self.denominator:
            found.append(Fault("denominator", "Tỷ lệ phần trăm cần có mẫu số."))
        if not 0 <= self.shape.places <= 6:
            found.append(Fault("places", "Số chữ số sau dấu phẩy từ 0 đến 6."))
        if self.shape.scale <= 0:
            found.append(Fault("scale", "Hệ số phải lớn hơn 0."))
        for name, terms in (("numerator", self.numerator), ("denominator", self.denominator)):
            for one in terms:
                if one.fact not in kinds and not (one.fact == WORKING_DAYS and name == "denominator"):
                    found.append(Fault(name, "Không có số đếm “{fact}”.", {"fact": one.fact}))
                for dimension, values in one.where:
                    if dimension not in DIMENSIONS:
                        found.append(
                            Fault(name, "Không có điều kiện “{dimension}”.", {"dimension": dimension})
                        )
                    found += [
                        Fault(name, "“{value}” không phải một mã.", {"value": value})
                        for value in values
                        if not _VALUE.fullmatch(value)
                    ]
                levels = one.conditions.get("outcome")
                if one.fact.startswith(OF_FEW_HIDDEN) and levels and set(levels) not in LEVELS:
                    found.append(Fault(
                        name, "Câu trả lời khảo sát chỉ đếm theo hài lòng (4, 5) hoặc chưa hài lòng (1, 2, 3): "
                        "mức ít người chọn đã gộp với mức bên cạnh.",
                    ))  # fmt: skip
        published = {one.fact.startswith(PUBLISHED) for one in self.terms}
        if len(published) > 1:
            found.append(Fault("numerator", "Số liệu công bố của nơi khác không trộn với số hệ thống đếm."))
        return found


def as_data(one: Definition) -> dict[str, Any]:
    """A definition as it is kept and exported."""
    return {
        "id": one.id, "name": one.name, "name_en": one.name_en, "numerator_words": one.numerator_words,
        "denominator_words": one.denominator_words, "numerator": written(one.numerator),
        "denominator": written(one.denominator), "unit": one.shape.unit, "scale": str(one.shape.scale),
        "rounding": one.shape.rounding.value, "places": one.shape.places, "zero": one.shape.zero.value,
        "direction": one.direction.value, "basis": one.basis.value, "law": one.law, "certainty": one.certainty,
        "rule": one.rule, "group": one.group, "note": one.note,
    }  # fmt: skip


def of_data(data: Mapping[str, Any], version: int = 0) -> Definition:
    """A definition out of what is kept; raises Unsound or ValueError."""
    unit = str(data["unit"])
    return Definition(
        data["id"], data["name"], data["name_en"], data["numerator_words"], data["denominator_words"],
        formula(data["numerator"]), formula(data["denominator"]),
        Shape(
            unit, Fraction(str(data["scale"]) or (100 if unit == "percent" else 1)), Rounding(data["rounding"]),
            int(data["places"]), Zero(data["zero"]),
        ),
        Direction(data["direction"]), Basis(data["basis"]), data["law"], data["certainty"], data["rule"],
        data["group"], data["note"], version,
    )  # fmt: skip
