"""Units end with open dossiers: their heirs go on, and no figure is lost, doubled or given to another (R11.9).

What the figures should be is reckoned here from a plain list of who had which dossier from when, and nothing else.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.areas.cases import queries as cases
from motcua.areas.dossiers import actions, evidence, queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.indicators.actions import rebuilding
from motcua.areas.indicators.actions.definitions import keep_shipped
from motcua.areas.indicators.models import Cell, Fact
from motcua.areas.indicators.queries import cells, index_sets
from motcua.areas.indicators.queries.units import scope
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Cursor, Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.actions import renew
from motcua.base.orgs.models import Succession, UnitVersion
from motcua.base.orgs.queries import UNITS, main_heirs
from motcua.reactions.counting.table import FOLLOWER, catch_up, count_anew
from motcua.rules import counting
from motcua.rules.impossible import NotFound
from tests import world
from tests.areas.test_dossiers import moment

Posts = Mapping[str, Actor]
Receive = Callable[..., Dossier]
SINGLE = "1.004873"
DAY = dt.timedelta(days=1)
WARD, OTHER, THIRD, FOURTH = world.WARD, world.OTHER, "00004", "00008"
PLACES = (WARD, OTHER, THIRD, FOURTH)
FIRST, END = dt.date(2026, 11, 1), dt.date(2026, 12, 20)
WORDS = ("received", "moved", "finished", "falls_due", "off_due")
OF = {word: counting.measure({"fact": f"dossier.{word}"}) for word in WORDS}


def day(n: int) -> dt.date:
    return dt.date(2026, 11, n)


def end(old: str, on: dt.date, *heirs: str) -> None:
    """A unit ends on a day; the first heir took its main part."""
    UnitVersion.objects.filter(unit=old, valid_to=None).update(valid_to=on)
    Succession.objects.bulk_create(
        Succession(predecessor_id=old, successor_id=heir, on=on, kind="split", is_default=n == 0)
        for n, heir in enumerate(heirs)
    )
    renew(UNITS)


def at_work_in(unit: str, posts: Posts) -> Posts:
    """The same posts in another unit."""
    return {name: replace(by, agency=unit, unit=unit) for name, by in posts.items()}


def go_on(at: dt.datetime) -> list[str]:
    """What the job does."""
    codes = queries.of_ended_units(at.date())
    for code in codes:
        actions.succeed(by=SYSTEM, at=at, code=code)
    return codes


def read(word: str, units: Iterable[str], on: dt.date, *, since: dt.date | None = None) -> int:
    """A measure within days up to and with one; as it stood at its end without ``since``."""
    return cells.amount(OF[word], list(units), since or on, on + DAY, stock=since is None)


def is_open(units: Iterable[str], on: dt.date) -> int:
    units = list(units)
    return read("received", units, on) + read("moved", units, on) - read("finished", units, on)


def overdue(units: Iterable[str], on: dt.date) -> int:
    units = list(units)
    return read("falls_due", units, on) - read("off_due", units, on)


def worked(units: Sequence[str], since: dt.date, until: dt.date) -> tuple[int, int]:
    """What the index looks at of its promises, and how much of it was kept."""
    then = dt.datetime.combine(END, dt.time(9), moment(1, 9).tzinfo)
    living = next(key for key in PLACES if not main_heirs([key], END))
    chair = at_work_in(living, world.actors(then.date()))["chair"]
    one = replace(index_sets.asked(chair, "766", since, until, at=then), units=frozenset(units))
    told = index_sets.shares(one, [(since, until)], then)
    shares = [parts["on_time"] for parts in told.values()]
    return sum(one.denominator for one in shares), sum(one.numerator for one in shares)


def facts() -> list[tuple[Any, ...]]:
    names = ("seq", "n", "day", "amount", "code", *(f"dimensions__{name}" for name in ("kind", *counting.BY)))
    return list(Fact.objects.order_by("seq", "n").values_list(*names))


def kept() -> set[tuple[Any, ...]]:
    return set(
        Cell.objects.exclude(amount=0).values_list("measure", "unit", "grain", "split", "day", "amount")
    )


def carry(dossier: Dossier, posts: Posts, at: dt.datetime) -> Dossier:
    """To its result, by whoever of the unit that has it may go on."""
    if dossier.case.state == "received":
        dossier = actions.transfer(by=posts["one-stop-1"], at=at, dossier=dossier)
    while dossier.case.state in ("transferred", "processing"):
        case, held = dossier.case, dossier.case.post
        who = next(
            by
            for by in posts.values()
            if (held == by.post if held else "take" in queries.acts_for(by, dossier))
        )
        if not held:
            dossier = actions.take(by=who, at=at, dossier=dossier)
        elif cases.case_type(case.type_id).steps[case.step]["kind"] == "result":
            dossier = actions.issue_result(by=who, at=at, dossier=dossier)
        else:
            dossier = actions.finish_step(by=who, at=at, dossier=dossier)
    return dossier


@pytest.mark.django_db(transaction=True)
def test_the_heir_goes_on_with_what_is_open_and_what_came_stays_where_it_came(
    receive: Receive, posts: Posts, ward: str
) -> None:
    done = carry(receive(procedure=SINGLE, at=moment(2, 9)), posts, moment(3, 9))
    held = actions.transfer(
        by=posts["one-stop-1"], at=moment(2, 11), dossier=receive(procedure=SINGLE, at=moment(2, 10))
    )
    held = actions.take(by=posts["justice-1"], at=moment(2, 12), dossier=held)
    fresh = receive(procedure=SINGLE, at=moment(16, 10))
    promised = [one.case.promised_at for one in (held, fresh)]
    with pytest.raises(actions.NothingToSucceed):
        actions.succeed(by=SYSTEM, at=moment(16, 11), code=held.code)
    end(ward, day(17), OTHER, THIRD)
    assert main_heirs({ward, OTHER}, day(16)) == {}
    assert main_heirs({ward, OTHER}, day(17)) == {ward: OTHER}
    assert go_on(moment(16, 23)) == []
    assert go_on(moment(17, 8)) == [done.code, held.code, fresh.code] and go_on(moment(17, 9)) == []
    heirs = at_work_in(OTHER, posts)
    held, fresh = (queries.by_code(one.code) for one in (held, fresh))
    assert held is not None and fresh is not None
    for one, before in zip((held, fresh), promised, strict=True):
        case = one.case
        assert (case.agency, case.place, case.where, case.came_to) == (OTHER, OTHER, OTHER, ward)
        assert (case.promised_at, case.code.split("-")[0]) == (before, world.AGENCY_CODES[ward])
        with pytest.raises(NotFound):
            queries.to_act_on(one.code, by=posts["chair"])
    assert (held.case.post, held.case.state) == ("", "processing")
    ready = queries.by_code(done.code)
    assert ready is not None and (ready.case.agency, ready.case.place, ready.case.came_to) == (
        ward,
        OTHER,
        "",
    )
    actions.hand_over(by=heirs["one-stop-1"], at=moment(17, 10), dossier=ready)
    told = Event.objects.filter(subject=f"dossier:{held.code}").latest("n")
    assert (told.kind, told.unit, told.facts["from"], told.facts["to"]) == (
        "dossier.succeeded", OTHER, ward, OTHER,
    )  # fmt: skip
    held = carry(held, heirs, moment(18, 9))
    assert evidence.CASES and not cases_differ()
    catch_up()
    keep_shipped()
    rebuilding.build_new(FOLLOWER)
    both = (ward, OTHER)
    assert [read("received", [one], day(30), since=FIRST) for one in both] == [3, 0]
    assert [read("finished", [one], day(30), since=FIRST) for one in both] == [1, 1]
    assert [is_open([ward], day(n)) for n in (16, 17, 30)] == [2, 0, 0]
    assert [is_open([OTHER], day(n)) for n in (16, 17, 18)] == [0, 2, 1]
    assert held.case.legal_due_at.date() < day(16), "late when it was brought"
    assert [overdue([ward], day(n)) for n in (16, 17)] == [1, 0]
    assert [overdue([OTHER], day(n)) for n in (16, 17, 18)] == [0, 1, 0]
    # what the index of each says: of the month to the last day of the ward, and of the whole month
    assert worked([ward], FIRST, day(17)) == (3, 2)
    assert worked([OTHER], FIRST, day(17)) == (0, 0)
    assert worked([ward], FIRST, day(30)) == (1, 1), "what it finished itself"
    assert worked([OTHER], FIRST, day(30))[0] == 2
    # rolled up as of either day
    assert ward in scope(ward, day(16)).keys and OTHER not in scope(ward, day(16)).keys
    after = scope(OTHER, day(17), with_predecessors=True)
    assert ward in after.before and not after.parted
    assert read("received", after.keys | after.before, day(30), since=FIRST) == 3
    assert read("moved", after.keys | after.before, day(30), since=FIRST) == 0
    assert not scope(THIRD, day(17), with_predecessors=True).before, "the main part went elsewhere"
    # the register of that day, and a report of either time, are those of who had it then
    assert [one.code for one in queries.received_on(ward, day(2))] == [done.code, held.code]
    assert queries.received_on(OTHER, day(2)) == []
    assert _reported(ward, day(17)) == 3 and _reported(OTHER, day(17)) == 0
    assert _reported(ward, day(18)) == 1 and _reported(OTHER, day(18)) == 2
    numbers = {(unit, year) for unit, _book, year, _n in evidence.numbers_borne()}
    assert numbers <= {(ward, 2026), (OTHER, 2026)}


def cases_differ() -> list[str]:
    from motcua.areas.cases.evidence import disagreements

    return disagreements([evidence.CASES])


def _reported(unit: str, until: dt.date) -> int:
    from motcua.areas.dossiers.queries.counted import reported

    return sum(row["n"] for row in reported([unit], FIRST, until, moment(30, 9)))


def test_who_waits_for_papers_or_money_finds_the_heir(receive: Receive, posts: Posts, ward: str) -> None:
    """Nobody holds it there who did so before: it goes on with whoever has the duty."""
    dossier = actions.transfer(
        by=posts["one-stop-1"], at=moment(2, 11), dossier=receive(procedure=SINGLE, at=moment(2, 10))
    )
    dossier = actions.take(by=posts["justice-1"], at=moment(2, 12), dossier=dossier)
    dossier = actions.ask_supplement(
        by=posts["justice-1"], at=moment(3, 9), dossier=dossier, items=["Ảnh"], reason="Ảnh mờ", until=moment(20, 9)
    )  # fmt: skip
    end(ward, day(10), OTHER)
    go_on(moment(10, 8))
    found = queries.by_code(dossier.code)
    assert found is not None
    heirs = at_work_in(OTHER, posts)
    found = actions.supplement(by=heirs["one-stop-1"], at=moment(11, 9), dossier=found)
    assert (found.case.state, found.case.post, found.case.where) == ("processing", "", OTHER)
    carry(found, heirs, moment(12, 9))
    assert not cases_differ()


# --- any lives, any reorganisations -----------------------------------------------------------------------------


@dataclass
class Life:
    """Who had a dossier from which day, and when it was finished."""

    dossier: Dossier
    came: dt.date
    had: list[tuple[dt.date, str]]
    done: dt.date | None = None
    due: dt.date = field(default=END)

    def with_whom(self, on: dt.date) -> str:
        return [unit for since, unit in self.had if since <= on][-1]


OPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.sampled_from([WARD, OTHER])),
        st.tuples(st.just("carry"), st.integers(0, 5)),
        st.tuples(st.just("take"), st.integers(0, 5)),
        st.tuples(st.just("end"), st.integers(0, 3), st.permutations([0, 1, 2, 3]), st.booleans()),
        st.tuples(st.just("go_on")),
    ),
    min_size=6,
    max_size=14,
)


def _at_once(cursor: Cursor, most: int) -> QuerySet[Event]:
    """Events after the cursor, of the open transaction too, which is undone after each example."""
    return Event.objects.filter(seq__gt=cursor.seq).order_by("seq")[:most]


@pytest.mark.django_db
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)
@given(OPS, st.integers(0, 5))
def test_nothing_is_lost_or_doubled_whoever_ends_when(
    receive: Receive, posts: Posts, ops: list[tuple[Any, ...]], asked: int
) -> None:
    with transaction.atomic(), patch.object(journal, "following", _at_once):
        lives = _lived(receive, posts, ops)
        catch_up()
        keep_shipped()
        rebuilding.build_new(FOLLOWER)
        days = [day(n) for n in (1 + asked, 8, 13, 20, 28)]
        for on in days:
            for units in ([WARD], [OTHER], [THIRD], [FOURTH], [OTHER, FOURTH], list(PLACES)):
                _same(lives, units, on)
                whole = worked(units, FIRST, on + DAY)[0]
                done = [one for one in lives if one.done is not None and one.done <= on]
                there = [one for one in lives if one.came <= on and one not in done]
                mine = sum(one.with_whom(one.done or on) in units for one in done)
                assert whole == mine + sum(one.with_whom(on) in units for one in there)
        incrementally, before = kept(), facts()
        rebuilding.rebuild(FOLLOWER, lambda done, total, text: None)
        assert kept() == incrementally
        count_anew(lambda read: None)
        rebuilding.build_new(FOLLOWER)
        assert facts() == before and kept() == incrementally
        assert not cases_differ()
        transaction.set_rollback(True)
    renew(UNITS)


def _lived(receive: Receive, posts: Posts, ops: list[tuple[Any, ...]]) -> list[Life]:
    lives: list[Life] = []
    living = set(PLACES)
    for n, (what, *how) in enumerate(ops):
        on, at = day(2 + n), moment(2 + n, 9)
        if what == "receive" and how[0] in living:
            by = replace(posts["one-stop-1"], agency=how[0], unit=how[0])
            lives.append(Life(receive(procedure=SINGLE, at=at, by=by, unit=how[0]), on, [(on, how[0])]))
        elif what in ("carry", "take") and lives:
            one = lives[how[0] % len(lives)]
            found = queries.by_code(one.dossier.code)
            assert found is not None
            heirs = at_work_in(found.case.agency, posts)
            if what == "carry" and one.done is None:
                carry(found, heirs, at)
                one.done = on
            elif found.case.state == "received":
                found = actions.transfer(by=heirs["one-stop-1"], at=at, dossier=found)
                actions.take(by=heirs["justice-1"], at=at, dossier=found)
        elif what == "end":
            old, order, split = how
            heirs_of = [PLACES[i] for i in order if PLACES[i] in living and i != old]
            if PLACES[old] in living and heirs_of:
                living.discard(PLACES[old])
                end(PLACES[old], on, *heirs_of[: 2 if split else 1])
        elif what == "go_on":
            codes = go_on(at)
            for one in lives:
                if one.dossier.code in codes:
                    now = queries.by_code(one.dossier.code)
                    assert now is not None and (one.done is not None or now.case.agency in living)
                    one.had.append((on, now.case.agency))
    for one in lives:
        one.dossier.case.refresh_from_db()
        one.due = one.dossier.case.legal_due_at.date()
    return lives


def _same(lives: Sequence[Life], units: Sequence[str], on: dt.date) -> None:
    expected: dict[str, int] = defaultdict(int)
    for one in lives:
        if one.came <= on:
            expected["received"] += one.had[0][1] in units
            here = one.with_whom(min(on, one.done or on)) in units
            over = one.done is not None and one.done <= on
            expected["finished"] += over and here
            expected["open"] += not over and here
            expected["overdue"] += not over and here and one.due < on
    told = {
        "received": read("received", units, on),
        "finished": read("finished", units, on),
        "open": is_open(units, on),
        "overdue": overdue(units, on),
    }
    assert told == {name: expected[name] for name in told}, (units, on)
