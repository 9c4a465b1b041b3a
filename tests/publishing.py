"""The published figures of the catalogue and the rows of their sources, as if they were all of the ward."""

import datetime as dt

from motcua.areas.indicators.actions import definitions as actions
from motcua.areas.indicators.choices.definitions import rows, source_rows
from motcua.base.journal.ports import SYSTEM
from motcua.reactions.counting.table import catch_up
from tests import world


def of_the_ward(given: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same of the ward; of the whole country what is of no unit."""
    return [{**row, "unit": world.WARD if row["unit"] else ""} for row in given]


def others_figures(at: dt.datetime) -> actions.Loaded:
    """Load the rows, then the figures; both are counted. What became of the figures."""
    actions.load_source_rows(by=SYSTEM, at=at, rows=of_the_ward(source_rows()))
    done = actions.load_published(by=SYSTEM, at=at, rows=of_the_ward(rows("published")))
    catch_up()
    return done
