"""What property tests draw: calendars of every make, moments in and around 2026, amounts of time."""

import datetime as dt
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from motcua.rules.calendar import OFFICE_WEEK, TZ, Session, Sessions, WorkingCalendar

law = settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""How hard a law is tried; the same everywhere, whatever else the machine does."""

FIRST = dt.date(2026, 1, 1)
SPAN = 90
OFFICE_DAY = OFFICE_WEEK[0]
MORNING = OFFICE_DAY[:1]


def _plan(*bounds: str) -> Sessions:
    times = [dt.time.fromisoformat(bound) for bound in bounds]
    return tuple(Session(a, b) for a, b in zip(times[::2], times[1::2], strict=True))


PLANS = (
    OFFICE_DAY,
    (),
    MORNING,
    _plan("07:00", "17:00"),
    _plan("07:30", "11:30", "13:00", "17:00"),
    _plan("08:07", "08:08"),
    _plan("00:00", "23:59"),
    _plan("09:00", "12:00", "12:00", "15:00", "20:13", "22:41"),
)
"""Days of every make: rest, office, half, long, another province's, a minute, nearly all day, three sessions."""

days = st.integers(0, SPAN - 1).map(lambda n: FIRST + dt.timedelta(days=n))
fine_moments = st.integers(0, SPAN * 86_400_000).map(
    lambda n: dt.datetime(2026, 1, 1, tzinfo=TZ) + dt.timedelta(milliseconds=n)
)
moments = fine_moments.map(lambda at: at.replace(second=0, microsecond=0))
day_counts = st.integers(0, 40)
quarter_days = st.integers(0, 80).map(lambda n: Decimal(n) / 4)
quarter_hours = st.integers(0, 400).map(lambda n: Decimal(n) / 4)

_closed = st.integers(0, 2**SPAN - 1).map(
    lambda bits: frozenset(FIRST + dt.timedelta(days=n) for n in range(SPAN) if bits >> n & 1)
)
_some_closed = st.tuples(_closed, _closed).map(lambda two: two[0] & two[1])
_plans = st.sampled_from(PLANS)
_works = _plans.filter(bool)

uniform_calendars = st.builds(
    lambda closed, opened: WorkingCalendar(OFFICE_WEEK, closed, dict.fromkeys(opened, OFFICE_DAY)),
    _some_closed,
    st.frozensets(days, max_size=4),
)
"""Office hours the same on every working day: holidays, and make-up days with the office's hours."""

any_calendars = st.builds(
    lambda first, rest, closed, opened: WorkingCalendar(dict(enumerate((first, *rest))), closed, opened),
    _works,
    st.tuples(*[_plans] * 6),
    _some_closed,
    st.dictionaries(days, _plans, max_size=3),
)
"""Any hours on any day; Mondays work unless they are closed."""
