"""Cells kept act by act are what a rebuild gives and what adding up gives; units that ended keep their figures."""

import csv
import datetime as dt
import gzip
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.areas.indicators.actions import counting as writing
from motcua.areas.indicators.actions import measures, rebuilding
from motcua.areas.indicators.models import Cell, Fact
from motcua.areas.indicators.queries import cells, definitions, figures
from motcua.areas.indicators.queries.units import left_out, scope, scope_of, to_ask
from motcua.base.journal.actions import record
from motcua.base.journal.events import kind
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.law.actions import renew
from motcua.base.orgs.models import Succession, Unit
from motcua.base.orgs.queries import UNITS as KNOWN_UNITS
from motcua.base.orgs.queries import successors, units_on
from motcua.reactions.counting import table
from motcua.rules import counting
from motcua.rules.counting import Measure, Row
from motcua.rules.impossible import Invalid, NotFound
from tests import world

DAY = dt.timedelta(days=1)
CATALOGUE = world.settings.CATALOGUE
UNITS = ["00118", "00145", "01"]
MEASURES = [
    counting.measure({"fact": "dossier.finished"}),
    counting.measure({"fact": "dossier.finished", "where": {"timing": ["early", "on_time"]}}),
    counting.measure({"fact": "dossier.finished", "where": {"timing": "late", "channel": ["online", ""]}}),
    counting.measure({"fact": "step.left", "where": {"post": "one-stop-1"}}),
]
LATER = counting.measure({"fact": "step.left"})
ROWS = st.builds(
    Row,
    st.sampled_from(["dossier.finished", "step.left", "visit.taken"]),
    st.dates(dt.date(2024, 11, 20), dt.date(2027, 2, 10)),
    st.sampled_from(UNITS),
    post=st.sampled_from(["", "one-stop-1", "chair"]),
    type=st.sampled_from(["", "1.001193", "1.004873"]),
    channel=st.sampled_from(["", "online", "counter"]),
    timing=st.sampled_from(["early", "on_time", "late"]),
    amount=st.sampled_from([1, 1, 1, -1, 7, 480, 10**12]),
)
"""Corrections, and days before and after whatever is called today, in any order."""


def kept() -> set[tuple[Any, ...]]:
    return set(Cell.objects.values_list("measure", "unit", "grain", "split", "day", "amount"))


def by_hand(measure: Measure, rows: Sequence[Row], units: list[str], since: dt.date, until: dt.date) -> int:
    return sum(
        row.amount
        for row in rows
        if measure.counts(row.dimensions) and row.unit in units and since <= row.day < until
    )


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(st.lists(ROWS, max_size=9), min_size=1, max_size=5),
    st.dates(dt.date(2024, 10, 1), dt.date(2027, 3, 1)),
    st.integers(0, 900),
    st.sampled_from([UNITS, UNITS[:1], UNITS[1:]]),
)
def test_cells_are_the_same_kept_rebuilt_and_added_up_by_hand(
    batches: list[list[Row]], since: dt.date, length: int, units: list[str]
) -> None:
    until = since + length * DAY
    with transaction.atomic():
        for one in MEASURES:
            measures.keep(one, splits=["type", "timing"])
        rebuilding.build_new(table.FOLLOWER)
        for seq, rows in enumerate(batches):
            writing.count((seq, row) for row in rows)
            if seq == 1:
                measures.keep(LATER, splits=["post"])
            if seq == 2:
                rebuilding.build_new(table.FOLLOWER)
        rebuilding.build_new(table.FOLLOWER)
        rows = [row for batch in batches for row in batch]
        for one in [*MEASURES, LATER]:
            total = by_hand(one, rows, units, since, until)
            assert cells.amount(one, units, since, until) == total
            assert sum(cells.by_unit(one, units, since, until).values()) == total
            for grain in "dmy" if length < 90 else "my":
                assert sum(n for _, n in cells.series(one, units, since, until, grain)) == total
            split = "post" if one is LATER else "type"
            assert sum(cells.by_split(one, units, since, until, split).values()) == total
            stock = by_hand(one, rows, units, dt.date.min, until)
            assert cells.amount(one, units, since, until, stock=True) == stock
        incrementally = kept()
        rebuilding.rebuild(table.FOLLOWER, lambda done, total, text: None)
        assert kept() == incrementally
        transaction.set_rollback(True)


# --- reorganisations (R0.1) -------------------------------------------------------------------------------------


@pytest.fixture
def wards_of_before(ward: str) -> list[str]:
    """The wards of quận Long Biên on the last day of the district, with one fact each month of 2025 until then."""
    with gzip.open(CATALOGUE / "units" / "successions.csv.gz", "rt", encoding="utf-8") as file:
        told = list(csv.DictReader(line for line in file if not line.startswith("#")))
    here = set(Unit.objects.values_list("code", flat=True))
    Succession.objects.bulk_create(
        Succession(
            predecessor_id=one["predecessor"], successor_id=one["successor"], on=one["on"], kind=one["kind"],
            is_default=bool(one["is_default"]), instrument=one["instrument"],
        )
        for one in told
        if {one["predecessor"], one["successor"]} <= here
    )  # fmt: skip
    renew(KNOWN_UNITS)
    last = dt.date(2025, 6, 30)
    found = [unit.key for unit in units_on(last, parent="004")]
    rows = [Row("dossier.received", dt.date(2025, month, 10), key) for key in found for month in range(1, 7)]
    rows += [Row("dossier.received", dt.date(2025, 3, 1), "004-2025", amount=100)]
    rows += [Row("dossier.received", dt.date(2025, 8, 1), key, amount=1000) for key in ("00145", "00118")]
    measures.keep(counting.measure({"fact": "dossier.received"}))
    rebuilding.build_new(table.FOLLOWER)
    writing.count(enumerate(rows, 1))
    return found


def test_a_ward_of_today_has_its_own_figures_and_on_request_those_of_whom_it_came_after(
    wards_of_before: list[str],
) -> None:
    received, year = (
        counting.measure({"fact": "dossier.received"}),
        (dt.date(2025, 1, 1), dt.date(2026, 1, 1)),
    )
    today = dt.date(2026, 11, 20)
    assert len(wards_of_before) >= 13

    own = scope(world.WARD, today)
    assert not own.before and not own.parted
    assert cells.amount(received, own.keys, *year) == 1000

    whole = scope(world.WARD, today, with_predecessors=True)
    assert whole.before == {"00145-2025", "00148-2025", "00154-2025"}, "whose main part came here"
    assert whole.parted >= {"00130-2025", "00139-2025", "00151-2025"}
    assert cells.amount(received, whole.keys, *year) == 1000 + 3 * 6
    heirs = sorted(
        {heir.unit.key for code in wards_of_before for heir in successors(code[:5], dt.date(2025, 6, 30))}
    )
    once = [key for ward in heirs for key in scope(ward, today, with_predecessors=True).keys]
    assert len(once) == len(set(once)), "no figure is counted for two wards"
    assert set(wards_of_before) - set(once) == {"00142-2025"}, (
        "of which no successor is known; the city has it"
    )


def test_an_official_reads_another_day_of_their_own_units_only(
    wards_of_before: list[str], posts: Mapping[str, Actor]
) -> None:
    """R0.1, trap 7: units in whose place one's own stand, not those of which a part came, nor anybody's above."""
    chair, june, today = posts["chair"], dt.date(2025, 6, 30), dt.date(2026, 11, 20)
    whole = scope_of(chair, "", today, with_predecessors=True)
    assert whole.before == {"00145-2025", "00148-2025", "00154-2025"} and whole.parted >= {"00130-2025"}
    assert left_out({world.WARD}, dt.date(2025, 1, 1), today) == whole.before
    assert not left_out({world.WARD}, dt.date(2025, 7, 1), today), "they had ended before"
    then = scope_of(chair, "00145-2025", today, as_of=june)
    assert (then.root.key, then.keys) == ("00145-2025", {"00145-2025"})
    assert {unit.key for unit in to_ask(chair, today, june)} == whole.before
    for key in ("00130-2025", "004-2025", "01", world.OTHER):
        with pytest.raises(NotFound):
            scope_of(chair, key, today, as_of=june)
    with pytest.raises(NotFound):
        scope_of(chair, "00145-2025", today)
    for day in (june, today + dt.timedelta(days=1)):
        with pytest.raises(Invalid):
            scope_of(chair, "", today, as_of=day)
    one = definitions.definition("dossiers.received", today)
    parts = figures.by_unit(one, whole.keys, dt.date(2025, 1, 1), dt.date(2026, 1, 1), today)
    assert {part.key for part in parts} == whole.before | {world.WARD}
    assert all(("–2025)" in part.name) == (part.key in whole.before) for part in parts)
    (level,) = figures.by_level(one, whole.keys, dt.date(2025, 1, 1), dt.date(2026, 1, 1), today)
    assert level.figure.numerator == 1018


def test_a_city_has_the_districts_and_wards_that_ended_beneath_it(wards_of_before: list[str]) -> None:
    received, year = (
        counting.measure({"fact": "dossier.received"}),
        (dt.date(2025, 1, 1), dt.date(2026, 1, 1)),
    )
    june, today = dt.date(2025, 6, 30), dt.date(2026, 11, 20)
    assert cells.amount(received, scope("01", june).keys, *year) == 100 + 6 * len(wards_of_before)
    assert cells.amount(received, scope("004-2025", june).keys, *year) == 100 + 6 * len(wards_of_before)
    assert cells.amount(received, scope("01", today).keys, *year) == 2000
    city = scope("01", today, with_predecessors=True)
    assert cells.amount(received, city.keys, *year) == 2100 + 6 * len(wards_of_before)
    assert "004-2025" in city.before
    assert not set(wards_of_before) & city.parted


# --- nothing is stepped over (PostgreSQL) -----------------------------------------------------------------------

TICKET = kind("ticket.taken", "Lấy số {code}, việc {letter}", "Đã lấy số {code}")


@pytest.fixture
def noted(at: dt.datetime) -> Callable[[str], Event]:
    from motcua.base.journal.actions import act
    from motcua.base.journal.ports import SYSTEM, Actor

    @act(may=lambda by: True, records=TICKET, law="")
    def note(*, by: Actor, at: dt.datetime, subject: str) -> Event:
        return record(
            TICKET,
            subject=subject,
            unit="00145",
            by=by,
            at=at,
            facts={"code": subject, "letter": "A", "source": "kiosk"},
        )

    return lambda subject: note(by=SYSTEM, at=at, subject=subject)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_facts_never_step_over_an_open_transaction(noted: Callable[[str], Event]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("order of commits: PostgreSQL only")
    written, finish = threading.Event(), threading.Event()

    def slowly() -> None:
        try:
            with transaction.atomic():
                noted("ticket:slow")
                written.set()
                finish.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slowly)
    thread.start()
    assert written.wait(20)
    noted("ticket:quick")
    try:
        table.catch_up()
        assert not Fact.objects.exists(), "the horizon is the open transaction"
    finally:
        finish.set()
        thread.join()
    table.catch_up()
    assert Fact.objects.count() == 2
    assert table.catch_up() == 0
