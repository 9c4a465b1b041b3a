"""Mining by rule and by counting on one's fingers: the same answers, whatever the log."""

import datetime as dt
import itertools
import statistics
from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import mining
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.diagram import web
from motcua.rules.mining import Stay, Trace

MONDAY = dt.datetime(2026, 11, 16, 8, tzinfo=TZ)
APPROVED = ("nhận", "thẩm định", "ký", "đóng dấu")
HOUR = dt.timedelta(hours=1)

stays = st.tuples(
    st.sampled_from([*APPROVED, "việc lạ"]), st.integers(0, 30), st.booleans(), st.sampled_from("abc")
)


@st.composite
def logs(draw: st.DrawFn) -> list[Trace]:
    made = []
    for number, steps in enumerate(
        draw(st.lists(st.lists(stays, min_size=1, max_size=7), min_size=1, max_size=9))
    ):
        at, found = MONDAY, []
        for activity, hours, begun, who in steps:
            left = at + hours * HOUR
            found.append(Stay(activity, at, left, at + hours * HOUR / 2 if begun else None, who))
            at = left
        made.append(Trace(str(number), tuple(found)))
    return made


few = settings(max_examples=40, deadline=None)


def trace(*path: str) -> Trace:
    return Trace(
        "x", tuple(Stay(name, MONDAY + n * HOUR, MONDAY + (n + 1) * HOUR) for n, name in enumerate(path))
    )


@few
@given(logs())
def test_variants_and_what_follows_what_are_counted(log: list[Trace]) -> None:
    ways = mining.variants(log)
    assert {way.path: way.count for way in ways} == Counter(one.path for one in log)
    assert abs(sum(way.share for way in ways) - 1) < 1e-9
    assert [way.count for way in ways] == sorted((way.count for way in ways), reverse=True)
    for way in ways:
        assert way.median == statistics.median_low(one.lasted for one in log if one.path == way.path)
    pairs: Counter[tuple[str, str]] = Counter()
    for one in log:
        pairs.update(itertools.pairwise(one.path))
    assert {(f.source, f.target): f.count for f in mining.follows(log)} == pairs


@few
@given(logs())
def test_waiting_rework_and_hand_overs_are_counted(log: list[Trace]) -> None:
    waits = defaultdict(list)
    for one in log:
        for stay in one.stays:
            waits[stay.activity].append((stay.taken or stay.left) - stay.entered)
    assert mining.waiting(log) == {name: statistics.median_low(times) for name, times in waits.items()}
    for again in mining.rework(log):
        times = [one.path.count(again.activity) for one in log]
        assert (again.cases, again.again) == (sum(n > 1 for n in times), sum(n - 1 for n in times if n > 1))
    turns = sum(a.who != b.who for one in log for a, b in itertools.pairwise(one.stays))
    assert sum(one.count for one in mining.handovers(log)) == turns


@few
@given(logs())
def test_conformance_says_who_follows_and_how_the_others_differ(log: list[Trace]) -> None:
    held = mining.conformance(log, APPROVED)
    assert held.following == sum(one.path == APPROVED for one in log)
    assert 0 <= held.share <= 1
    for step in APPROVED:
        assert held.skipped.get(step, 0) == sum(step not in one.path for one in log)
    deviating = held.cases - held.following
    assert (not deviating) == (not held.skipped and not held.extra and not held.out_of_order)
    halves = [mining.conformance(log[::2], APPROVED), mining.conformance(log[1::2], APPROVED)]
    assert mining.together(halves) == held


@given(st.permutations(range(6)))
def test_as_few_as_possible_are_out_of_order(places: list[int]) -> None:
    names = [str(place) for place in places]
    moved = mining.out_of_order(places, names)
    rest = [place for place in places if str(place) not in moved]
    assert rest == sorted(rest)
    longest = max(
        n for n in range(7) for some in itertools.combinations(places, n) if list(some) == sorted(some)
    )
    assert len(rest) == longest


def test_deviations_are_told_apart() -> None:
    held = mining.conformance(
        [
            trace(*APPROVED),
            trace("nhận", "ký", "đóng dấu"),
            trace("nhận", "thẩm định", "việc lạ", "ký", "ký", "đóng dấu"),
            trace("nhận", "ký", "thẩm định", "đóng dấu"),
        ],
        APPROVED,
    )
    assert (held.following, held.share) == (1, 0.25)
    assert held.skipped == {"thẩm định": 1}
    assert held.extra == {"việc lạ": 1, "ký": 1}
    assert held.out_of_order == {"ký": 1} or held.out_of_order == {"thẩm định": 1}


def test_durations_are_told_by_the_clock_and_in_open_office() -> None:
    calendar = WorkingCalendar()
    assert mining.durations([], calendar) is None
    long = Trace("y", (Stay("nhận", MONDAY, MONDAY + dt.timedelta(days=7)),))
    found = mining.durations([trace("nhận"), trace("nhận", "ký"), long], calendar)
    assert found is not None
    assert (found.median, found.most) == (2 * HOUR, dt.timedelta(days=7))
    assert (found.working_median, found.working_most) == (2 * 3600, 5 * 8 * 3600)


def test_cases_end_where_nothing_follows() -> None:
    log = [trace("nhận", "trả") for _ in range(9)] + [trace("nhận")]
    assert mining.endings(log) == {"trả"}
    assert mining.endings([trace("nhận", "việc lạ")]) == frozenset()


@few
@given(logs())
def test_the_web_draws_everything_that_follows(log: list[Trace]) -> None:
    names = list(dict.fromkeys(name for one in log for name in one.path))
    counts = {(one.source, one.target): one.count for one in mining.follows(log)}
    drawn = web(names, {}, counts)
    assert {(one.source, one.target) for one in drawn.strands} == set(counts)
    for strand in drawn.strands:
        assert 1 <= strand.weight <= 8
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in strand.points)
    tops = [box.y for box in drawn.boxes]
    assert tops == sorted(set(tops))
