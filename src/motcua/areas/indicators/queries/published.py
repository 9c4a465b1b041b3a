"""Figures that others published: computed by the indicator's own formula over the rows of their source (R18.3)."""

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from motcua.areas.indicators.choices.definitions import rows, shipped, sources
from motcua.areas.indicators.models import PublishedFigure
from motcua.areas.indicators.models import SourceRow as Kept
from motcua.areas.indicators.queries import facts
from motcua.areas.indicators.queries import figures as counted
from motcua.areas.indicators.queries.definitions import measure
from motcua.rules.impossible import NotFound
from motcua.rules.scoring.definitions import Definition
from motcua.rules.scoring.figures import Figure
from motcua.rules.scoring.published import PARTS, Published, of_data
from motcua.rules.scoring.sources import SourceRow
from motcua.rules.scoring.sources import of_data as row_of


@dataclass(frozen=True)
class Shown:
    """A published figure with the definition it is read by, and the title of the text it stands in.

    ``worth``  what the formula counts over the source rows; None where its source gives no counts
    """

    published: Published
    definition: Definition
    title: str
    worth: Figure | None

    @functools.cached_property
    def rows(self) -> Mapping[str, list[SourceRow]]:
        """The source rows behind each part."""
        over = self.published.over(self.definition)
        return {} if self.worth is None else {part: _behind(self.published, over, part) for part in PARTS}

    @property
    def printed(self) -> str:
        """As the report prints it: computed from its source rows, or in its own words where it gives no counts."""
        one = self.published
        return f"{one.qualifier} {one.printed if self.worth is None else one.said(self.worth)}".strip()

    @property
    def agrees(self) -> bool:
        """Whether what is computed now is what the report prints; not before its rows are counted."""
        return self.worth is None or self.published.said(self.worth) == self.published.printed

    @property
    def amounts(self) -> Mapping[str, int]:
        """What each part comes to; nothing where the source gives no counts."""
        if self.worth is None:
            return {}
        both = (self.worth.numerator, self.worth.denominator)
        return {part: int(amount) for part, amount in zip(PARTS, both, strict=True) if amount is not None}


def published(*, indicator: str = "", figures: Collection[str] = (), unit: str | None = None) -> list[Shown]:
    """What was loaded and still counts, in the order of figures and lines. Definitions are those that are shipped."""
    found = PublishedFigure.objects.order_by("key", "n")
    if indicator:
        found = found.filter(indicator=indicator)
    if unit is not None:
        found = found.filter(unit=unit)
    last = {row.key: row for row in found}
    made = [of_data(row.content) for row in last.values()]
    return _shown(
        one
        for one in sorted(made, key=lambda one: (one.figure, one.line))
        if not figures or one.figure in figures
    )


def _shown(given: Iterable[Published]) -> list[Shown]:
    titles, listed = sources(), list(given)
    over = {one.key: replace(one.over(shipped()[one.indicator]), id=one.key) for one in listed if one.counted}
    together: dict[tuple[str, dt.date, dt.date], list[Definition]] = {}
    for one in listed:
        if one.key in over and over[one.key].numerator:
            together.setdefault((one.unit, one.since, one.last), []).append(over[one.key])
    worths = {
        key: figure.worth
        for (unit, since, last), of in together.items()
        for key, figure in counted.figures(of, [unit], since, last + counted.DAY).items()
    }
    return [
        Shown(one, shipped()[one.indicator], titles.get(one.source, one.source), worths.get(one.key))
        for one in listed
    ]


def _behind(one: Published, over: Definition, part: str) -> list[SourceRow]:
    """The source rows whose facts make a part of a figure, in the order of their codes."""
    until = one.last + counted.DAY
    terms = over.denominator if part == "denominator" else over.numerator
    wanted = [(term.sign, measure(term), None if term.stock else one.since, until) for term in terms]
    codes = set(facts.behind(wanted, [one.unit]).values_list("code", flat=True))
    kept = {row.code: row for row in source_rows(codes)}
    return [kept[code] for code in sorted(codes) if code in kept]


def source_rows(codes: Collection[str] | None = None) -> list[SourceRow]:
    """The source rows that were loaded, each as it counts now; of these codes only."""
    found = Kept.objects.order_by("key", "n")
    last = {row.key: row for row in (found if codes is None else found.filter(key__in=codes))}
    return [row_of(row.content) for row in last.values()]


def editions(keys: Collection[str]) -> Mapping[str, tuple[SourceRow | None, SourceRow]]:
    """Editions of source rows by ``SEED-004-08.2``: the one before it, and itself."""
    names = {key.rpartition(".")[0] for key in keys}
    found = {f"{row.key}.{row.n}": row_of(row.content) for row in Kept.objects.filter(key__in=names)}
    before = {key: f"{key.rpartition('.')[0]}.{int(key.rpartition('.')[2]) - 1}" for key in keys}
    return {key: (found.get(before[key]), found[key]) for key in keys if key in found}


def one(key: str) -> Shown:
    """A published figure by its key; raises NotFound."""
    found = next(
        (shown for shown in published(figures=[key.partition(".")[0]]) if shown.published.key == key), None
    )
    if found is None:
        raise NotFound()
    return found


def without_value() -> list[Mapping[str, str]]:
    """Figures of the texts that are no indicator, or have no value: each with its reason."""
    return [row for row in rows("figures") if row["kind"] != "figure"]
