"""The portal kept in step: in order, once, until it knows; what it lost is found and sent again."""

import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers.queries import telling
from motcua.areas.synchronisation import actions, evidence, jobs, policies, queries
from motcua.areas.synchronisation.choices import Kind, State
from motcua.areas.synchronisation.models import Difference, Dispatch
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.gateways.national_portal.fake import REASON, FakePortal
from motcua.reactions.table import catch_up
from motcua.rules.impossible import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
Posts = Mapping[str, Actor]
HEAD = Actor("one-stop-head", "Giám đốc Trung tâm", "00145", "00145", frozenset({"head"}))
HOUR = dt.timedelta(hours=1)
numbers = itertools.count(1)


def shot(code: str, state: str = "DA_TIEP_NHAN", day: str = "2026-11-20") -> dict[str, Any]:
    return {
        "code": code,
        "unit": "00145",
        "state": state,
        "filed_at": None,
        "received_at": f"{day}T10:00:00+07:00",
    }


def queued(code: str, *states: str, at: dt.datetime) -> list[int]:
    """States of one dossier, in order; their seqs."""
    seqs = [next(numbers) for _ in states]
    for seq, state in zip(seqs, states, strict=True):
        assert actions.queue(seq=seq, subject=f"dossier:{code}", snapshot=shot(code, state), at=at)
    return seqs


def test_states_go_in_order_and_once(at: dt.datetime, clock: Any) -> None:
    first = queued("A", "DA_TIEP_NHAN", "DA_CHUYEN", "DANG_XU_LY", at=at)
    queued("B", "DA_TIEP_NHAN", at=at)
    assert not actions.queue(seq=first[0], subject="dossier:A", snapshot=shot("A"), at=at)
    portal = FakePortal()
    assert len(queries.due(at)) == 2, "of each dossier the first"
    assert jobs.deliver_due(portal) == 4
    assert [seq for code, seq in portal.arrived if code == "A"] == first
    assert portal.dossiers["A"]["state"] == "DANG_XU_LY"
    assert jobs.deliver_due(portal) == 0
    assert Event.objects.filter(kind="dispatch.acknowledged").count() == 4
    assert evidence.disagreements() == []


def test_what_is_not_reached_is_tried_again_with_growing_pauses(at: dt.datetime, clock: Any) -> None:
    queued("A", "DA_TIEP_NHAN", "DA_CHUYEN", at=at)
    away = FakePortal(itertools.repeat("fail"))
    moment, pauses = at, []
    for _ in range(policies.TRIES):
        clock(moment)
        assert jobs.deliver_due(away) == 0
        row = Dispatch.objects.order_by("seq")[0]
        if row.state == State.SENT:
            pauses.append(row.next_at - moment)
            moment = row.next_at
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (dt.timedelta(minutes=1), policies.LONGEST_PAUSE)
    assert [row.state for row in Dispatch.objects.order_by("seq")] == [State.GIVEN_UP, State.QUEUED]
    assert len({seq for _code, seq in away.arrived}) == 1, "nothing overtakes"
    assert queries.counts() == {"waiting": 1, "refused": 0, "given_up": 1, "different": 0}
    portal = FakePortal()
    assert actions.resend(by=HEAD, at=moment, unit="00145", codes=["A"]) == 1
    assert jobs.deliver_due(portal) == 2
    assert portal.dossiers["A"]["state"] == "DA_CHUYEN"


def test_a_portal_that_is_away_is_not_asked_for_every_dossier(at: dt.datetime, clock: Any) -> None:
    for code in "ABCDEFGH":
        queued(code, "DA_TIEP_NHAN", at=at)
    away = FakePortal(itertools.repeat("drop"))
    jobs.deliver_due(away)
    assert len(away.arrived) == jobs.MOST_FAILURES


def test_what_is_refused_says_why_holds_back_and_is_sent_anew(at: dt.datetime, clock: Any) -> None:
    queued("A", "DA_TIEP_NHAN", "DA_CHUYEN", at=at)
    portal = FakePortal(["refuse"])
    assert jobs.deliver_due(portal) == 0
    found = queries.standing(HEAD, "00145")
    assert [(row.code, row.answer) for row in found.stuck] == [("A", REASON)]
    assert (found.waiting, found.behind) == (1, 1)
    assert REASON not in str([event.facts for event in Event.objects.all()])
    with pytest.raises(NotAllowed):
        actions.resend(by=SYSTEM, at=at, unit="00145", codes=["A"])
    other = Actor("h", "", "00118", "00118", frozenset({"head"}))
    with pytest.raises(NotAllowed):
        actions.resend(by=other, at=at, unit="00145", codes=["A"])
    with pytest.raises(actions.NothingToSend):
        actions.resend(by=other, at=at, unit="00118", codes=["A"])
    actions.resend(by=HEAD, at=at, unit="00145", codes=["A"])
    assert jobs.deliver_due(portal) == 2
    assert portal.dossiers["A"]["state"] == "DA_CHUYEN"
    with pytest.raises(actions.NothingToSend):
        actions.resend(by=HEAD, at=at, unit="00145", codes=["A"])


def test_a_worker_that_dies_in_between_sends_the_same_message_again(at: dt.datetime, clock: Any) -> None:
    queued("A", "DA_TIEP_NHAN", at=at)

    class Dying(FakePortal):
        def put(self, *, key: str, message: Mapping[str, Any]) -> None:
            super().put(key=key, message=message)
            raise KeyboardInterrupt

    portal = Dying()
    with pytest.raises(KeyboardInterrupt):
        jobs.deliver_due(portal)
    assert queries.due(at) == [], "another worker leaves it alone meanwhile"
    clock(at + HOUR)
    assert jobs.deliver_due(alive := FakePortal(dossiers=portal.dossiers, _keys=portal._keys)) == 1
    assert len(portal.arrived + alive.arrived) == 2
    assert portal.dossiers["A"]["seq"] == alive.arrived[0][1]


def compared(portal: FakePortal, ours: Mapping[str, str], at: dt.datetime) -> list[tuple[str, str]]:
    actions.ask_comparison(by=HEAD, at=at, unit="00145", day=dt.date(2026, 11, 20))
    assert jobs.compare(portal, lambda unit, day: ours) == 1
    return list(Difference.objects.order_by("code").values_list("code", "kind"))


def test_what_the_portal_lost_is_found_and_sent_again(at: dt.datetime, clock: Any) -> None:
    for code in "ABCD":
        queued(code, "DA_TIEP_NHAN", at=at)
    portal = FakePortal(["well", "lose"])
    jobs.deliver_due(portal)
    portal.dossiers["C"]["state"] = "DA_TRA"
    portal.dossiers["X"] = {**portal.dossiers["D"], "code": "X"}
    ours = dict.fromkeys("ABCD", "DA_TIEP_NHAN")
    assert compared(portal, ours, at) == [
        ("B", Kind.MISSING_THERE), ("C", Kind.DIFFERENT), ("X", Kind.MISSING_HERE),
    ]  # fmt: skip
    assert actions.resend(by=HEAD, at=at, unit="00145", codes=["B", "C"]) == 2
    assert queries.on_the_way("ABC") == {"B", "C"}
    assert [code for code, _ in compared(portal, ours, at)] == ["X"], "what is on its way is not compared"
    jobs.deliver_due(portal)
    del portal.dossiers["X"]
    assert compared(portal, ours, at) == []
    assert {one["state"] for one in portal.dossiers.values()} == {"DA_TIEP_NHAN"}


def test_what_was_never_queued_is_queued_when_it_is_sent_again(at: dt.datetime, clock: Any) -> None:
    portal = FakePortal()
    assert compared(portal, {"A": "DA_TIEP_NHAN"}, at) == [("A", Kind.MISSING_THERE)]
    with pytest.raises(actions.NothingToSend):
        actions.resend(by=HEAD, at=at, unit="00145", codes=["A"])
    now = {"A": {"seq": 7, "subject": "dossier:A", "snapshot": shot("A")}}
    assert actions.resend(by=HEAD, at=at, unit="00145", codes=["A"], now=now) == 1
    jobs.deliver_due(portal)
    assert compared(portal, {"A": "DA_TIEP_NHAN"}, at) == []


def test_days_gone_by_are_compared_once_a_day(at: dt.datetime, clock: Any) -> None:
    assert jobs.ask_daily(["00145"]) == jobs.DAYS_BACK
    assert jobs.ask_daily(["00145"]) == 0
    with pytest.raises(actions.AlreadyAsked):
        actions.ask_comparison(by=HEAD, at=at, unit="00145", day=at.date() - dt.timedelta(days=1))
    assert not queries.standing(HEAD, "00145").compared
    away = FakePortal()
    away.listing = lambda **_: (_ for _ in ()).throw(jobs.NotReached("away"))  # type: ignore[method-assign]
    assert jobs.compare(away, lambda unit, day: {}) == 0
    assert "away" in {one.fault for one in queries.standing(HEAD, "00145").comparisons}
    assert jobs.compare(FakePortal(), lambda unit, day: {}) == jobs.DAYS_BACK
    for wrong in (at.date() + dt.timedelta(days=1), at.date() - dt.timedelta(days=400)):
        with pytest.raises(Invalid):
            actions.ask_comparison(by=HEAD, at=at, unit="00145", day=wrong)


def test_the_share_counts_dossiers_not_messages(at: dt.datetime, clock: Any) -> None:
    queued("A", "DA_TIEP_NHAN", "DA_CHUYEN", at=at)
    queued("B", "DA_TIEP_NHAN", at=at)
    jobs.deliver_due(FakePortal(["well", "refuse"]))
    day = at.date()
    assert queries.synced(HEAD, "00145", day, day) == 1
    assert queries.synced(HEAD, "00145", day + dt.timedelta(days=1), day + dt.timedelta(days=1)) == 0
    assert [queries.Share(r, s).percent for r, s in ((0, 0), (3, 2), (2, 2), (1, 2))] == [
        "",
        "66,6",
        "100",
        "100",
    ]
    with pytest.raises(queries.NoSuchPage):
        queries.synced(Actor("x", "", "00145", "00145", frozenset({"process"})), "00145", day, day)


def test_an_altered_dispatch_is_found(at: dt.datetime, clock: Any) -> None:
    queued("A", "DA_TIEP_NHAN", at=at)
    jobs.deliver_due(FakePortal(["refuse"]))
    assert evidence.disagreements() == []
    Dispatch.objects.update(state=State.ACKNOWLEDGED)
    assert len(evidence.disagreements()) == 1
    Dispatch.objects.update(state=State.REFUSED, payload="{}")
    assert len(evidence.disagreements()) == 1


MOODS = st.lists(
    st.sampled_from(["well", "slow", "fail", "drop", "repeat", "lose", "late", "mix_up", "refuse"]),
    max_size=40,
)
STORY = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from(["DA_CHUYEN", "DANG_XU_LY", "DA_TRA"])), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(moods=MOODS, story=STORY)
def test_whatever_the_portal_does_in_the_end_it_knows_what_we_know(
    at: dt.datetime, clock: Any, moods: list[str], story: list[tuple[str, str]]
) -> None:
    """Dropped, repeated, delayed, refused, lost, reordered: nothing overtakes, and comparing mends the rest."""
    Dispatch.objects.all().delete()
    Difference.objects.all().delete()
    run, portal, moment = uuid.uuid4().hex[:8], FakePortal(moods), at
    ours: dict[str, str] = {}
    for name, state in story:
        code = f"{name}-{run}"
        queued(code, state, at=moment)
        ours[code] = state
        clock(moment)
        jobs.deliver_due(portal)
    for _ in range(200):
        moment += 6 * HOUR
        clock(moment)
        jobs.deliver_due(portal)
        stuck = [row.code for row in queries.standing(HEAD, "00145").stuck]
        wrong = [code for code, _kind in compared(portal, ours, at=at)]
        if stuck or wrong:
            actions.resend(by=HEAD, at=moment, unit="00145", codes=[*stuck, *wrong])
        elif not queries.counts()["waiting"]:
            break
    assert {code: one["state"] for code, one in portal.dossiers.items()} == ours
    for code in ours:
        seqs = [seq for arrived, seq in portal.arrived if arrived == code]
        assert seqs == sorted(seqs), "a later state before an earlier one"
    assert evidence.disagreements() == []


@pytest.mark.django_db(transaction=True)
def test_a_dossier_s_whole_way_reaches_the_portal(
    receive: Callable[..., Any],
    finished: Callable[..., Any],
    posts: Posts,
    settings: Any,
    at: dt.datetime,
    clock: Any,
) -> None:
    receive()
    catch_up(lambda event: event.at)
    assert Dispatch.objects.count() == 0, "not connected"
    settings.PORTAL_URL = "https://portal"
    done = finished(receive(), hand_over=True)
    asked = dossiers.ask_supplement(
        by=posts["one-stop-1"], at=at, dossier=receive(), items=["Giấy chứng sinh"], reason="Mờ"
    )
    catch_up(lambda event: event.at)
    clock(at + 9 * HOUR)
    portal = FakePortal()
    jobs.deliver_due(portal)
    assert portal.dossiers[done.code]["state"] == "DA_TRA"
    assert portal.dossiers[asked.code]["state"] == "CHO_BO_SUNG"
    ours = telling.national_states("00145", at.date())
    actions.ask_comparison(by=posts["chair"], at=at + 9 * HOUR, unit="00145", day=at.date())
    jobs.compare(portal, telling.national_states)
    (difference,) = Difference.objects.all()
    assert len(ours) == 3
    assert difference.kind == Kind.MISSING_THERE, "the one received before the ward was connected"
