"""Figures that others published: what stands in their reports, as it was printed there (R18.3)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from motcua.areas.indicators.choices.definitions import rows, shipped, sources
from motcua.areas.indicators.models import PublishedFigure
from motcua.rules.impossible import NotFound
from motcua.rules.scoring.definitions import Definition
from motcua.rules.scoring.published import Published, Run, of_data


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


class Opened(Sequence[str]):
    """The source rows behind a part of a published figure, in the order of their series: read piece by piece."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = list(runs)

    def __len__(self) -> int:
        return sum(map(len, self.runs))

    def __contains__(self, code: object) -> bool:
        series, _dash, n = str(code).rpartition("-")
        return any(run.series == series and run.first <= int(n) <= run.last for run in self.runs)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        for run in self.runs:
            if at < len(run):
                return run[at]
            at -= len(run)
        raise IndexError(at)


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
