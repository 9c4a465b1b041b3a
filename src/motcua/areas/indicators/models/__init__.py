"""Tables of figures: facts, what is summed of them, and figures that were closed."""

from motcua.areas.indicators.models.closed import ClosedReport
from motcua.areas.indicators.models.definitions import (
    DefinitionVersion,
    Openness,
    PortalFigure,
    PublishedFigure,
    SourceRow,
    Target,
)
from motcua.areas.indicators.models.facts import Cell, Dimensions, Fact, Measure

__all__ = [
    "Cell", "ClosedReport", "DefinitionVersion", "Dimensions", "Fact", "Measure", "Openness", "PortalFigure",
    "PublishedFigure", "SourceRow", "Target",
]  # fmt: skip
