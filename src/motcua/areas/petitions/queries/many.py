"""Who are many, by the law of the day (R6.15, R6.19)."""

import datetime as dt

from django.db.models import Q

from motcua.base.law.queries import NoValueThen, parameter, parameter_history
from motcua.rules.petitions import Many

THRESHOLD = "mass.threshold"


def many_on(on: dt.date) -> Many:
    """How many are many on a day, and how many may speak for them."""
    try:
        return Many.of(int(parameter(THRESHOLD, on)), parameter("mass.representatives", on))
    except NoValueThen:
        return Many()


def of_many(persons: str, on: str) -> Q:
    """Rows of many people, each by the law of its own day (``persons``, ``on``: columns)."""
    found = Q(pk__in=[])
    for row in parameter_history(THRESHOLD):
        then = Q(**{f"{persons}__gte": int(row.value), f"{on}__gte": row.valid_from})
        found |= then & Q(**{f"{on}__lt": row.valid_to}) if row.valid_to else then
    return found
