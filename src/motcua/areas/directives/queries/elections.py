"""The calendar of an election for an agency: legal steps with their days."""

import datetime as dt

from motcua.areas.directives.choices import election_steps
from motcua.base.calendars.queries import calendar_for
from motcua.rules.elections import Dated, dated


def steps(agency: str, polling: dt.date) -> list[Dated]:
    """Every step of an election on that day, the earliest first."""
    return list(dated(election_steps(), polling, calendar_for(agency).is_working_day))
