"""The index of QĐ 766/QĐ-TTg (DOMAIN §4) for any unit, procedure, official and days; the rows behind a point."""

from motcua.areas.indicators.queries.index_sets.asking import (
    DAY,
    Asked,
    NoSuchSet,
    Span,
    asked,
    for_everybody,
    listed,
    set_of,
)
from motcua.areas.indicators.queries.index_sets.behind import complained, lateness, lost, reasons
from motcua.areas.indicators.queries.index_sets.beside import average_hours, classified, gained
from motcua.areas.indicators.queries.index_sets.counted import FROM_PORTAL, Shares, portal_figures, shares
from motcua.areas.indicators.queries.index_sets.standing import (
    Official,
    Procedure,
    Standing,
    by_official,
    by_procedure,
    by_unit,
    history,
    sheet,
)

__all__ = [
    "DAY",
    "FROM_PORTAL",
    "Asked",
    "NoSuchSet",
    "Official",
    "Procedure",
    "Shares",
    "Span",
    "Standing",
    "asked",
    "average_hours",
    "by_official",
    "by_procedure",
    "by_unit",
    "classified",
    "complained",
    "for_everybody",
    "gained",
    "history",
    "lateness",
    "listed",
    "lost",
    "portal_figures",
    "reasons",
    "set_of",
    "shares",
    "sheet",
]
