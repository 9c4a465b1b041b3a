"""Days and weeks held against the journal: every act that changes one says the digest of all."""

from collections.abc import Iterator

from motcua.base.calendars import events
from motcua.base.calendars.models import Day, Week
from motcua.base.journal import evidence

DAY = ("territory", "on", "kind", "name", "source", "certainty")
WEEK = ("territory", "sessions", "source", "valid_from", "valid_to")
KINDS = (events.LOADED.name, events.DAY_SET.name, events.DAY_CLEARED.name, events.WEEK_SET.name)


def holds() -> dict[str, str]:
    """What an act that changed the working time says of all of it."""
    days = Day.objects.order_by("on", "territory").values(*DAY)
    weeks = Week.objects.order_by("territory", "valid_from").values(*WEEK)
    return {evidence.HOLDS: evidence.of_rows([*days, *weeks])}


def disagreements() -> Iterator[str]:
    """Whether a day or a week was altered, removed or added by hand."""
    yield from evidence.disagreement(KINDS, holds()[evidence.HOLDS], "Lịch làm việc")
