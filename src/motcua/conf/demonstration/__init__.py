"""The demonstration ward: Phường Long Biên, invented people, and a year of their business done by the real acts.

Nothing is inserted: whatever is there was received, processed and returned through the verbs of its area by posts of
the ward, each at its moment; what would happen after "now" has not happened yet. One module an area.
"""

import datetime as dt
from itertools import chain

from django.db import transaction

from motcua.base.journal.actions import simulated
from motcua.base.law.queries import begin_request, end_request
from motcua.conf.demonstration import (
    assessments,
    campaigns,
    catalogue,
    certifications,
    complaints,
    correspondence,
    denunciations,
    dialogues,
    directives,
    dossiers,
    escalations,
    feedback,
    hall,
    hotspots,
    indicators,
    initiatives,
    inspections,
    petitions,
    programmes,
    receptions,
    regulations,
    reports,
    stewardships,
    surveys,
    workfiles,
)
from motcua.conf.demonstration.founding import (
    PASSWORD,
    WARD,
    found,
    make_signing_keys,
    open_till,
    show_procedures,
    ward_file,
)
from motcua.conf.demonstration.year import Progress, Year
from motcua.reactions.counting.table import catch_up as count_facts
from motcua.reactions.table import catch_up

__all__ = ["DOSSIERS", "PASSWORD", "build", "found"]

DOSSIERS = 1200
STORIES = (
    dossiers,
    certifications,
    complaints,
    catalogue,
    dialogues,
    directives,
    receptions,
    denunciations,
    hotspots,
    inspections,
    petitions,
    feedback,
    escalations,
    campaigns,
    correspondence,
    reports,
    programmes,
    surveys,
    indicators,
    assessments,
    stewardships,
    initiatives,
    regulations,
    workfiles,
)
"""What happens in the year, area by area."""


def build(progress: Progress, *, now: dt.datetime, count: int = DOSSIERS) -> int:
    """Found the ward and let a year with ``count`` dossiers happen up to ``now``; returns their number."""
    ward = ward_file()
    mark = simulated.set(True)
    begin_request()
    try:
        with transaction.atomic():
            found(ward)
            show_procedures()
            open_till()
        make_signing_keys(ward, now)
        year = Year(ward, now, count)
        year.live(chain.from_iterable(area.stories(year) for area in STORIES), progress)
        hall.build(ward, place=WARD, now=now)
        while catch_up(lambda event: event.at):
            progress(count, count, "")
        while count_facts():
            progress(count, count, "")
        return count
    finally:
        end_request()
        simulated.reset(mark)
