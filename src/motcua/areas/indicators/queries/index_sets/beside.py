"""What stands beside a set and is worth no points (R4.12, R4.17), and how points are read."""

from decimal import Decimal

from motcua.areas.indicators.queries.definitions import definition
from motcua.areas.indicators.queries.figures import Figure, by_dimension, figures
from motcua.areas.indicators.queries.figures import Part as OfWhole
from motcua.areas.indicators.queries.index_sets.asking import Asked


def average_hours(one: Asked) -> Figure | None:
    """Working hours that a dossier took on average: shown beside the set, worth no points (R4.12)."""
    if one.post:
        return None
    hours = definition("dossiers.average_hours", one.last)
    if one.procedure:
        hours = hours.narrowed("type", [one.procedure])
    return figures([hours], one.units, one.since, one.until)[hours.id]


def classified(one: Asked) -> list[OfWhole]:
    """Feedback received by its category, the most first: shown beside the set, worth no points (R4.17)."""
    if one.scope != "unit":
        return []
    return by_dimension(definition("feedback.received", one.last), one.units, one.since, one.until, "type")


def gained(points: Decimal) -> str:
    """Points as people read them: 1,5; 6."""
    return f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")
