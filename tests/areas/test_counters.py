"""The hall: numbers without gaps, who is next, bookings, counters, screens; nothing is altered unseen."""

import datetime as dt
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from motcua.areas.counters import actions, evidence, jobs, queries
from motcua.areas.counters.actions.screens import PAIR_WITHIN
from motcua.areas.counters.choices import Outcome, State
from motcua.areas.counters.models import Call, Screen, Shift, Ticket
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.actions import seal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.journal.verification import verify
from motcua.base.law.actions import set_parameter
from motcua.reactions.table import catch_up, react
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

MINUTE = dt.timedelta(minutes=1)
Posts = Mapping[str, Actor]


@pytest.fixture
def hall(ward: str, posts: Posts, at: dt.datetime) -> str:
    """Two services and two counters of the ward: A everywhere, B at counter 2 only."""
    head = posts["one-stop-head"]
    for letter, name, capacity in (("A", "Hộ tịch, chứng thực", 2), ("B", "Đất đai", 0)):
        actions.set_service(by=head, at=at, place=ward, letter=letter, name=name, slot_capacity=capacity)
    actions.set_counter(by=head, at=at, place=ward, number=1, name="Quầy 1", letters=["A"])
    actions.set_counter(by=head, at=at, place=ward, number=2, name="Quầy 2")
    return ward


@pytest.fixture
def take(hall: str, at: dt.datetime) -> Callable[..., Ticket]:
    def taken(service: str = "A", **over: Any) -> Ticket:
        return actions.take_ticket(**{"by": CITIZEN, "at": at, "place": hall, "service": service, **over})

    return taken


@pytest.fixture
def sit(hall: str, posts: Posts, at: dt.datetime) -> Callable[..., Actor]:
    def sat(post: str = "one-stop-1", number: int = 1) -> Actor:
        actions.open_counter(by=posts[post], at=at, place=hall, number=number)
        return posts[post]

    return sat


def again(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


# --- numbers -----------------------------------------------------------------------------------------------------


def test_numbers_begin_anew_for_each_letter_and_day(take: Callable[..., Ticket], at: dt.datetime) -> None:
    assert [take().code, take("B").code, take().code] == ["A001", "B001", "A002"]
    assert take(at=at + dt.timedelta(days=3)).code == "A001"
    assert take().subject == "ticket:00145-261120-A003"


@pytest.mark.django_db(transaction=True)
def test_numbers_and_calls_are_unique_under_many_hands(
    hall: str, posts: Posts, at: dt.datetime, sit: Callable[..., Actor]
) -> None:
    hands = [sit("one-stop-1", 1), sit("one-stop-2", 2)]

    def take(_: int) -> str:
        try:
            return actions.take_ticket(by=CITIZEN, at=at, place=hall, service="A").code
        finally:
            connection.close()

    def call(by: Actor) -> list[str]:
        try:
            codes = []
            for _ in range(4):
                codes.append(actions.call_next(by=by, at=at).code)
                actions.finish(by=by, at=at)
            return codes
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(take, range(8)))
        called = [code for codes in pool.map(call, hands) for code in codes]
    assert sorted(taken) == sorted(called) == [f"A{n:03d}" for n in range(1, 9)]
    assert verify().sound and evidence.disagreements() == []


def test_outside_office_hours_the_screen_says_when_it_opens(
    take: Callable[..., Ticket], posts: Posts, at: dt.datetime
) -> None:
    evening = at.replace(hour=19)
    with pytest.raises(actions.Closed, match="8 giờ, thứ Hai 23/11/2026"):
        take(at=evening)
    assert take(at=at.replace(hour=7, minute=35)).code == "A001"  # a little before the doors open
    assert take(at=evening, by=posts["one-stop-1"], source="desk").code == "A002"


def test_who_goes_first_is_data_of_the_law(
    take: Callable[..., Ticket], at: dt.datetime, posts: Posts
) -> None:
    assert take(priority="elderly").express
    set_parameter(
        key="hall.priority.pregnant",
        value=False,
        valid_from=at.date(),
        source="Quyết định thử",
        by=SYSTEM,
        at=at,
    )
    assert [code for code, _ in queries.groups(at.date())] == ["elderly", "disabled"]
    with pytest.raises(Invalid):
        take(priority="pregnant")


def test_the_journal_tells_no_priority_group(take: Callable[..., Ticket]) -> None:
    ticket = take(priority="disabled")
    facts = Event.objects.get(subject=ticket.subject).facts
    assert facts["express"] is True and "disabled" not in str(facts)


# --- calling -----------------------------------------------------------------------------------------------------


def test_a_visit_from_the_kiosk_to_the_counter(
    take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    ticket, by = take(), sit()
    called = actions.call_next(by=by, at=at + 5 * MINUTE)
    assert called.code == ticket.code and called.state == State.CALLED
    with pytest.raises(actions.StillServing):
        actions.call_next(by=by, at=at + 6 * MINUTE)
    actions.recall(by=by, at=at + 6 * MINUTE)
    actions.start(by=by, at=at + 7 * MINUTE)
    actions.finish(by=by, at=at + 17 * MINUTE)
    call = Call.objects.get()
    assert (call.outcome, call.said_at, call.ended_at) == (Outcome.SERVED, at + 6 * MINUTE, at + 17 * MINUTE)
    assert again(ticket).state == State.SERVED
    kinds = [event.kind for event in Event.objects.filter(subject=ticket.subject).order_by("n")]
    assert kinds == [f"ticket.{what}" for what in ("taken", "called", "recalled", "started", "finished")]
    with pytest.raises(actions.NobodyWaits):
        actions.call_next(by=by, at=at + 18 * MINUTE)


def test_ordinary_tickets_are_called_between_priority_ones(
    take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    take()
    for _ in range(4):
        take(priority="elderly")
    take()
    by, order = sit(), []
    for _ in range(6):
        order.append(actions.call_next(by=by, at=at + MINUTE).code)
        actions.finish(by=by, at=at + 2 * MINUTE)
    assert order == ["A002", "A003", "A001", "A004", "A005", "A006"]


def test_a_counter_serves_its_letters(
    take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    take("B")
    one, two = sit("one-stop-1", 1), sit("one-stop-2", 2)
    with pytest.raises(actions.NobodyWaits):
        actions.call_next(by=one, at=at)
    assert actions.call_next(by=two, at=at).code == "B001"


def test_who_is_sent_on_waits_for_that_counter_alone_and_is_two_visits(
    take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    ticket = take()
    take(), take()
    one, two = sit("one-stop-1", 1), sit("one-stop-2", 2)
    actions.call_next(by=one, at=at + MINUTE)
    with pytest.raises(Invalid):
        actions.move(by=one, at=at + 2 * MINUTE, to=1)
    actions.move(by=one, at=at + 2 * MINUTE, to=2)
    assert actions.call_next(by=one, at=at + 3 * MINUTE).code == "A002"
    assert actions.call_next(by=two, at=at + 3 * MINUTE).code == "A001"
    actions.finish(by=two, at=at + 9 * MINUTE)
    assert [call.outcome for call in ticket.all_calls.order_by("n")] == [Outcome.MOVED, Outcome.SERVED]


def test_who_missed_the_call_comes_back(
    take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    ticket, by = take(), sit()
    take()
    actions.call_next(by=by, at=at + MINUTE)
    actions.miss(by=by, at=at + 3 * MINUTE)
    with pytest.raises(actions.NotNow):
        actions.finish(by=by, at=at + 3 * MINUTE)
    assert again(ticket).state == State.NO_SHOW
    actions.come_back(by=CITIZEN, at=at + 4 * MINUTE, ticket=ticket.name)
    assert actions.call_next(by=by, at=at + 5 * MINUTE).code == "A001"


def test_place_in_line_and_expected_wait(
    take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    by = sit()
    services = queries.services("00145")
    for _ in range(5):
        take()
        actions.call_next(by=by, at=at)
        actions.finish(by=by, at=at + 6 * MINUTE)
    take(), take(priority="elderly")
    place = queries.place_in_line(take(), services, at + 7 * MINUTE)
    assert (place.ahead, place.counters) == (2, 1)
    assert place.expected is not None and place.expected.low <= 18 <= place.expected.high


def test_without_a_counter_nothing_is_promised(take: Callable[..., Ticket], at: dt.datetime) -> None:
    place = queries.place_in_line(take(), queries.services("00145"), at)
    assert (place.ahead, place.counters, place.expected) == (0, 0, None)


# --- counters, roster --------------------------------------------------------------------------------------------


def test_one_official_a_counter_and_one_counter_an_official(
    hall: str, sit: Callable[..., Actor], posts: Posts, at: dt.datetime
) -> None:
    by = sit("one-stop-1", 1)
    with pytest.raises(actions.Occupied):
        sit("one-stop-2", 1)
    with pytest.raises(Impossible, match="đang mở quầy 1"):
        sit("one-stop-1", 2)
    with pytest.raises(NotFound):
        actions.close_counter(by=posts["one-stop-2"], at=at, place=hall, number=1)
    actions.close_counter(by=posts["one-stop-head"], at=at + MINUTE, place=hall, number=1)
    assert queries.seat(by) is None and Shift.objects.get().closed_at == at + MINUTE
    with pytest.raises(queries.NotAtACounter):
        actions.call_next(by=by, at=at)


def test_the_roster_meets_the_attendance(
    hall: str, posts: Posts, sit: Callable[..., Actor], at: dt.datetime
) -> None:
    head, morning = posts["one-stop-head"], at.replace(hour=13, minute=30)
    planned = actions.plan_shift(
        by=head,
        at=at,
        place=hall,
        number=1,
        post="one-stop-1",
        starts_at=morning,
        ends_at=at.replace(hour=17),
    )
    for wrong in ({"post": "one-stop-2"}, {"number": 2}, {"post": "bo-de-one-stop-1", "number": 2}):
        with pytest.raises(Invalid):
            actions.plan_shift(**{
                "by": head, "at": at, "place": hall, "number": 1, "post": "one-stop-1", "starts_at": morning,
                "ends_at": at.replace(hour=17), **wrong,
            })  # fmt: skip
    sit()
    shift = Shift.objects.get()
    assert shift.pk == planned.pk and shift.opened_at == at
    with pytest.raises(NotFound):
        actions.unplan_shift(by=head, at=at, place=hall, shift=shift.pk)
    assert evidence.disagreements() == []


def test_a_planned_shift_is_taken_off_the_roster(hall: str, posts: Posts, at: dt.datetime) -> None:
    head = posts["one-stop-head"]
    shift = actions.plan_shift(
        by=head, at=at, place=hall, number=1, post="one-stop-1", starts_at=at.replace(hour=14),
        ends_at=at.replace(hour=17),
    )  # fmt: skip
    actions.unplan_shift(by=head, at=at, place=hall, shift=shift.pk)
    assert not Shift.objects.exists() and evidence.disagreements() == []


@pytest.mark.parametrize("post", ["justice-1", "one-stop-1", "front"])
def test_who_may_not_arrange(hall: str, posts: Posts, at: dt.datetime, post: str) -> None:
    with pytest.raises(NotAllowed):
        actions.set_counter(by=posts[post], at=at, place=hall, number=9, name="Quầy 9")


def test_another_ward_sees_nothing(
    hall: str, take: Callable[..., Ticket], other_unit: Actor, at: dt.datetime
) -> None:
    ticket = take()
    with pytest.raises(queries.NoSuchTicket):
        actions.withdraw(by=other_unit, at=at, ticket=ticket.name)
    with pytest.raises(NotAllowed):
        actions.open_counter(by=other_unit, at=at, place=hall, number=1)
    assert queries.my_day(other_unit, None, at).line == []
    with pytest.raises(NotFound):
        queries.figures(other_unit, at.date(), at.date())


# --- booking -----------------------------------------------------------------------------------------------------


def test_times_are_those_of_the_office_and_not_past(hall: str, at: dt.datetime) -> None:
    service = queries.service(hall, "A")
    today = queries.slots(service, at.date(), at)
    assert [f"{one.at:%H:%M}" for one in today][:4] == ["10:30", "11:00", "11:30", "13:30"]
    assert queries.slots(service, dt.date(2026, 11, 21), at) == []  # Saturday
    assert [day.day for day in queries.booking_days(hall, at)] == [
        20,
        23,
        25,
        26,
        27,
        30,
        1,
    ]  # the 24th is a holiday
    assert queries.slots(queries.service(hall, "B"), at.date(), at) == [], "no booking for this"


def test_a_slot_holds_as_many_as_it_is_for(hall: str, at: dt.datetime) -> None:
    slot = at.replace(minute=30)
    booked = [actions.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=slot) for _ in range(2)]
    with pytest.raises(actions.SlotFull):
        actions.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=slot)
    actions.withdraw(by=CITIZEN, at=at, ticket=booked[0].name)
    assert actions.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=slot).code == "A003"
    with pytest.raises(Invalid):
        actions.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=slot + MINUTE)


def test_who_booked_is_called_at_their_time(
    hall: str, take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    booked = actions.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=at.replace(minute=30))
    by = sit()
    take(), take()
    with pytest.raises(Impossible):
        actions.arrive(by=CITIZEN, at=at + dt.timedelta(days=3), ticket=booked.name)
    actions.arrive(by=CITIZEN, at=at + 10 * MINUTE, ticket=booked.name)
    assert actions.call_next(by=by, at=at + 11 * MINUTE).code == "A002"
    actions.finish(by=by, at=at + 16 * MINUTE)
    assert actions.call_next(by=by, at=at + 16 * MINUTE).code == booked.code


def test_who_comes_too_late_waits_like_everybody(
    hall: str, take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    booked = actions.book_slot(by=CITIZEN, at=at, place=hall, service="A", slot_at=at.replace(minute=30))
    by, ticket = sit(), take(at=at + 20 * MINUTE)
    actions.arrive(by=CITIZEN, at=at + 46 * MINUTE, ticket=booked.name)
    assert actions.call_next(by=by, at=at + 47 * MINUTE).code == ticket.code


def test_a_key_opens_its_ticket_only(take: Callable[..., Ticket]) -> None:
    ticket, other = take(), take()
    assert queries.found(ticket.name, queries.ticket_key(ticket.name)).pk == ticket.pk
    for name, key in (
        (ticket.name, queries.ticket_key(other.name)), ("00145-261120-A999", "000000"), ("x", ""),
        ("00145-269920-A001", "1"),
    ):  # fmt: skip
        with pytest.raises(queries.WrongTicketKey):
            queries.found(name, key)


# --- what is shown, and figures ----------------------------------------------------------------------------------


def test_the_display_names_numbers_and_counters_only(
    hall: str, take: Callable[..., Ticket], sit: Callable[..., Actor], at: dt.datetime
) -> None:
    for _ in range(3):
        take()
    take("B")
    one, two = sit("one-stop-1", 1), sit("one-stop-2", 2)
    actions.call_next(by=one, at=at + MINUTE)
    actions.call_next(by=two, at=at + 2 * MINUTE)
    before = queries.board(hall, at + 2 * MINUTE)
    assert [(line.code, line.counter) for line in before.calls] == [("A002", 2), ("A001", 1)]
    assert before.counters == [(1, "A001"), (2, "A002")]
    assert [(service.letter, count) for service, count in before.waiting] == [("A", 1), ("B", 1)]
    actions.recall(by=one, at=at + 3 * MINUTE)
    after = queries.board(hall, at + 3 * MINUTE)
    assert after.calls[0].code == "A001" and after.calls[0].key != before.calls[1].key
    seen = queries.overview(hall, at + 11 * MINUTE)
    assert (seen.waiting, seen.longest, seen.served) == (2, 11, 0)


def test_figures_of_a_period(
    hall: str, take: Callable[..., Ticket], sit: Callable[..., Actor], posts: Posts, at: dt.datetime
) -> None:
    by = sit()
    for wait in (2, 4, 10):
        take(at=at)
        actions.call_next(by=by, at=at + wait * MINUTE)
        actions.start(by=by, at=at + wait * MINUTE)
        actions.finish(by=by, at=at + (wait + 1) * MINUTE)
    take(at=at)
    actions.call_next(by=by, at=at + 12 * MINUTE)
    actions.miss(by=by, at=at + 13 * MINUTE)
    seen = queries.figures(posts["one-stop-head"], at.date(), at.date())
    assert (seen.whole.visits, seen.whole.missed, seen.whole.missed_share) == (3, 1, 25.0)
    assert (seen.whole.wait_median, seen.whole.wait_p90, seen.whole.service_median) == (240, 720, 60)
    assert seen.hours == {(4, 10): 4} and list(seen.counters) == [1] and list(seen.days) == [at.date()]
    with pytest.raises(Invalid):
        queries.figures(posts["one-stop-head"], at.date() - dt.timedelta(days=200), at.date())


def test_what_the_hall_shows_costs_the_same_after_years(
    hall: str,
    take: Callable[..., Ticket],
    sit: Callable[..., Actor],
    at: dt.datetime,
    django_assert_max_num_queries: Any,
) -> None:
    sit()
    take(), take()
    with django_assert_max_num_queries(6):
        queries.board(hall, at)
    with django_assert_max_num_queries(7):
        queries.overview(hall, at)


# --- the day ends, dossiers, screens -----------------------------------------------------------------------------


def test_a_day_ends_by_itself(
    hall: str,
    take: Callable[..., Ticket],
    sit: Callable[..., Actor],
    at: dt.datetime,
    clock: Callable[..., None],
) -> None:
    by = sit()
    take(), take()
    actions.call_next(by=by, at=at)
    assert jobs.end_days() == 0
    clock(at + dt.timedelta(days=1))
    assert jobs.end_days() == 3
    assert set(Ticket.objects.values_list("state", flat=True)) == {State.LEFT}
    assert queries.sitting(hall) == [] and evidence.disagreements() == []


def test_a_dossier_received_at_the_counter_is_attached(
    take: Callable[..., Ticket], sit: Callable[..., Actor], receive: Callable[..., Dossier], at: dt.datetime
) -> None:
    ticket, by = take(), sit()
    actions.call_next(by=by, at=at)
    actions.start(by=by, at=at)
    first, second = receive(at=at + 3 * MINUTE), receive(at=at + 4 * MINUTE)
    actions.finish(by=by, at=at + 9 * MINUTE)
    receive(at=at + 20 * MINUTE)
    for _ in range(2):  # again, as after a crash
        for event in Event.objects.filter(kind="dossier.received").order_by("seq"):
            react(event, at + 21 * MINUTE)
    assert again(ticket).dossier == first.code != second.code
    assert evidence.disagreements() == []


@pytest.mark.django_db(transaction=True)
def test_what_follows_late_is_not_written_into_the_past(
    take: Callable[..., Ticket], sit: Callable[..., Actor], receive: Callable[..., Dossier], at: dt.datetime
) -> None:
    """A worker that stood still for an hour, while the journal was sealed by another."""
    take()
    by = sit()
    actions.call_next(by=by, at=at)
    actions.start(by=by, at=at)
    receive(at=at + MINUTE)
    seal(at=at + 60 * MINUTE)
    catch_up(lambda event: at + 61 * MINUTE)
    (linked,) = Event.objects.filter(kind="ticket.linked")
    assert linked.recorded_at == at + 61 * MINUTE
    seal(at=at + 62 * MINUTE)
    assert verify().faults == []


def test_a_screen_is_paired_once(hall: str, posts: Posts, at: dt.datetime) -> None:
    admin = posts["admin"]
    screen, code = actions.register_screen(by=admin, at=at, place=hall, name="Kiosk cửa chính", kind="kiosk")
    with pytest.raises(actions.WrongPairing):
        actions.pair_screen(by=CITIZEN, at=at + PAIR_WITHIN + MINUTE, code=code)
    _, token = actions.pair_screen(by=CITIZEN, at=at, code=f"{code[:4]} {code[4:]}")
    known = queries.paired(token)
    assert known is not None and known.pk == screen.pk
    with pytest.raises(actions.WrongPairing):
        actions.pair_screen(by=CITIZEN, at=at, code=code)
    said = str(list(Event.objects.values_list("facts", flat=True)))
    assert token not in said and code not in said and Screen.objects.get().token != token
    actions.remove_screen(by=admin, at=at, place=hall, screen=screen.pk)
    assert queries.paired(token) is None
    with pytest.raises(NotAllowed):
        actions.register_screen(by=posts["one-stop-head"], at=at, place=hall, name="Khác", kind="kiosk")


@pytest.mark.parametrize(
    ("altered", "words"),
    [
        (lambda: Ticket.objects.update(called_at=None), "A001"),
        (lambda: Call.objects.update(post="one-stop-2"), "A001"),
        (lambda: Shift.objects.update(closed_at=None, opened_at=None), "Ca trực"),
        (lambda: (Call.objects.all().delete(), Ticket.objects.all().delete()), "bị xóa"),
    ],
)
def test_what_is_altered_by_hand_is_found(
    take: Callable[..., Ticket],
    sit: Callable[..., Actor],
    at: dt.datetime,
    altered: Callable[[], Any],
    words: str,
) -> None:
    take()
    by = sit()
    actions.call_next(by=by, at=at)
    actions.finish(by=by, at=at)
    assert evidence.disagreements() == []
    altered()
    assert any(words in fault for fault in evidence.disagreements())
