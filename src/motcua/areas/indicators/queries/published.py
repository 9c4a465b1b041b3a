"""Figures that others published: what stands in their reports, as it was printed there (R18.3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.areas.indicators.choices.definitions import rows, shipped, sources
from motcua.areas.indicators.models import PublishedFigure
from motcua.rules.scoring.definitions import Definition
from motcua.rules.scoring.published import Published, of_data


@dataclass(frozen=True)
class Shown:
    """A published figure with the definition it is read by, and the title of the text it stands in."""

    published: Published
    definition: Definition
    title: str

    @property
    def printed(self) -> str:
        """As the report prints it, computed from its counts."""
        said = self.published.said(self.definition)
        return f"{self.published.qualifier} {said}".strip()


def published(*, indicator: str = "", figures: Collection[str] = (), unit: str | None = None) -> list[Shown]:
    """What was loaded and still counts, in the order of figures and lines. Definitions are those that are shipped."""
    found = PublishedFigure.objects.order_by("key", "n")
    if indicator:
        found = found.filter(indicator=indicator)
    if unit is not None:
        found = found.filter(unit=unit)
    last = {row.key: row for row in found}
    made = [of_data(row.content) for row in last.values()]
    titles = sources()
    return [
        Shown(one, shipped()[one.indicator], titles.get(one.source, one.source))
        for one in sorted(made, key=lambda one: (one.figure, one.line))
        if not figures or one.figure in figures
    ]


def without_value() -> list[Mapping[str, str]]:
    """Figures of the texts that are no indicator, or have no value: each with its reason."""
    return [row for row in rows("figures") if row["kind"] != "figure"]
