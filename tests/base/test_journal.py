"""The journal: every act is journalled, in a chain a subject, and the database refuses to alter it."""

import datetime as dt
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.areas.dossiers import actions as dossiers
from motcua.base.journal import actions, policies, queries
from motcua.base.journal.actions import ACTS, AnotherRequest, Silent, act, once, record
from motcua.base.journal.models import Event, Head, Leaf, Node, Repeated
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.impossible import Impossible, NotAllowed
from tests.base.journal_by_hand import NOTED, OTHER, _anyone, noted

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _registers() -> Iterator[None]:
    """Acts that a test defines are gone with it."""
    before = dict(ACTS)
    yield
    ACTS.clear()
    ACTS.update(before)


# --- @act ------------------------------------------------------------------------------------------------------


def test_a_chain_links_the_events_of_one_subject_only(at: dt.datetime) -> None:
    first = noted("a", at)
    noted("b", at)
    second = noted("a", at + MINUTE)
    assert (first.n, first.prev) == (1, "")
    assert (second.n, second.prev) == (2, first.hash)
    stored = Event.objects.get(pk=second.pk)
    assert policies.fingerprint(policies.content_of(stored)) == second.hash
    assert [event.pk for event in queries.of_subject("a")] == [first.pk, second.pk]


def test_what_is_hashed_reads_back_the_same(at: dt.datetime) -> None:
    odd = {"z": [1, 2.5, None, True], "ă": "Việt Nam 😀", "b": {"10": 1, "9": 2}, "": "", "large": 2**53}
    event = noted("odd", at.replace(microsecond=1), odd)
    stored = Event.objects.get(pk=event.pk)
    assert stored.facts == {"what": odd}
    assert policies.fingerprint(policies.content_of(stored)) == event.hash


def test_the_policy_is_asked_and_refusal_leaves_nothing(at: dt.datetime) -> None:
    asked: list[Any] = []

    def never(by: Actor, thing: str) -> bool:
        asked.append((by, thing))
        return False

    @act(may=never, records=NOTED, law="Điều 1")
    def forbidden(*, by: Actor, at: dt.datetime, thing: str, more: int = 0) -> None:
        """Không bao giờ được."""
        record(NOTED, subject="x", unit="", by=by, at=at, facts={})

    with pytest.raises(NotAllowed):
        forbidden(by=SYSTEM, at=at, thing="cái này", more=3)
    assert asked == [(SYSTEM, "cái này")]
    assert not Event.objects.filter(subject="x").exists()


def test_a_silent_act_and_an_undeclared_event_are_rolled_back(at: dt.datetime) -> None:
    @act(may=_anyone, records=NOTED, law="")
    def silent(*, by: Actor, at: dt.datetime) -> None:
        """Không ghi gì."""
        Repeated.objects.create(key="k", request="r", status=200, body=b"", at=at)

    @act(may=_anyone, records=NOTED, law="")
    def undeclared(*, by: Actor, at: dt.datetime) -> None:
        """Ghi việc chưa khai báo."""
        record(OTHER, subject="x", unit="", by=by, at=at, facts={})

    with pytest.raises(Silent):
        silent(by=SYSTEM, at=at)
    assert not Repeated.objects.exists()
    with pytest.raises(Silent):
        undeclared(by=SYSTEM, at=at)
    assert not Event.objects.filter(subject="x").exists()


def test_recording_outside_an_act_is_a_mistake(at: dt.datetime) -> None:
    with pytest.raises(Silent):
        record(NOTED, subject="x", unit="", by=SYSTEM, at=at, facts={})


def test_an_act_takes_keywords_and_says_who_and_when() -> None:
    with pytest.raises(AssertionError):

        @act(may=_anyone, records=NOTED, law="")
        def positional(by: Actor, at: dt.datetime) -> None:
            """Sai."""

    with pytest.raises(AssertionError):

        @act(may=_anyone, records=NOTED, law="")
        def timeless(*, by: Actor) -> None:
            """Sai."""


def test_an_act_before_the_last_one_is_refused(at: dt.datetime) -> None:
    noted("a", at)
    assert noted("a", at - MINUTE).at == at, "a small skew of clocks is evened out"
    with pytest.raises(actions.BeforeLast):
        noted("a", at - dt.timedelta(minutes=5))


def test_every_act_of_the_product_is_registered_with_its_law() -> None:
    assert dossiers.receive is ACTS["dossiers.receive"].verb
    assert ACTS["dossiers.receive"].law
    assert {kind.name for kind in ACTS["dossiers.receive"].records} == {"dossier.received", "result.reused"}
    assert ACTS["dossiers.receive"].doc


# --- the database refuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET by_title = 'x'",
        "DELETE FROM journal_event",
        "UPDATE journal_leaf SET hash = 'x'",
        "DELETE FROM journal_leaf",
        "UPDATE journal_node SET hash = 'x'",
        "DELETE FROM journal_node",
        "UPDATE journal_head SET root = 'x'",
        "DELETE FROM journal_head",
    ],
)
def test_the_database_refuses_to_alter(at: dt.datetime, statement: str) -> None:
    noted("a", at)
    _one_row_each(at)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def _one_row_each(at: dt.datetime) -> None:
    Leaf.objects.create(index=0, seq=1, hash="0" * 64)
    Node.objects.create(position=0, hash="0" * 64)
    Head.objects.create(size=1, root="0" * 64, at=at, key="k", signature="s")


def test_the_database_refuses_to_replace_or_truncate(at: dt.datetime) -> None:
    event = noted("a", at)
    if connection.vendor == "sqlite":
        statement = (
            f"INSERT OR REPLACE INTO journal_event SELECT * FROM journal_event WHERE seq = {event.seq}"
        )
    else:
        statement = "TRUNCATE journal_event"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# --- requests sent twice ---------------------------------------------------------------------------------------


def test_once_answers_a_repeat_the_same_and_does_nothing(at: dt.datetime) -> None:
    def do() -> tuple[int, bytes]:
        noted("a", at)
        return 201, b"first"

    assert once(key="k", request="r", at=at, do=do) == (201, b"first", False)
    assert once(key="k", request="r", at=at, do=do) == (201, b"first", True)
    assert Event.objects.filter(subject="a").count() == 1
    with pytest.raises(AnotherRequest):
        once(key="k", request="other", at=at, do=do)


def test_once_keeps_nothing_of_what_failed(at: dt.datetime) -> None:
    def fails() -> tuple[int, bytes]:
        noted("a", at)
        raise Impossible()

    with pytest.raises(Impossible):
        once(key="k", request="r", at=at, do=fails)
    assert not Event.objects.filter(subject="a").exists()
    assert once(key="k", request="r", at=at, do=lambda: (200, b"now"))[1:] == (b"now", False)
    assert actions.forget_repeated(at + MINUTE) == 1


@pytest.mark.django_db(transaction=True)
def test_once_when_the_same_request_runs_twice_at_the_same_time(at: dt.datetime) -> None:
    answers: list[tuple[int, bytes, bool]] = []
    together = threading.Barrier(4)

    def request() -> None:
        def do() -> tuple[int, bytes]:
            return 201, str(noted("race", at).seq).encode()

        together.wait()
        try:
            answers.append(once(key="same", request="r", at=at, do=do))
        finally:
            connection.close()

    threads = [threading.Thread(target=request) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4
    assert len({body for _, body, _ in answers}) == 1
    assert sum(not repeated for _, _, repeated in answers) == 1
    assert Event.objects.filter(subject="race").count() == 1
