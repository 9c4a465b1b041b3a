"""Sealing: whatever the batches, the tree is that of RFC 9162; heads are signed, proofs verify, receipts hold."""

import base64
import copy
import datetime as dt
import threading
from typing import Any

import pytest
from django.conf import settings as conf
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from motcua.base.journal import actions, queries, verification
from motcua.base.journal.actions import follow, seal
from motcua.base.journal.models import Cursor, Event, Head, Leaf, Node
from motcua.base.journal.queries import NoSuchEvent
from motcua.rules import merkle
from tests.base.journal_by_hand import noted

MINUTE = dt.timedelta(minutes=1)


def _root_by_rules() -> str:
    """The root as the definition has it, over the events in the order of their leaves."""
    hashes = dict(Event.objects.values_list("seq", "hash"))
    return merkle.root(
        [merkle.leaf_hash(bytes.fromhex(hashes[leaf.seq])) for leaf in Leaf.objects.order_by("index")]
    ).hex()


# --- the shape of the tree, without a database -----------------------------------------------------------------


@given(batches=st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_growing_in_batches_is_the_same_tree(batches: list[int]) -> None:
    kept: dict[int, bytes] = {}

    def nodes(positions: Any) -> dict[int, bytes]:
        return {position: kept[position] for position in positions}

    patch = pytest.MonkeyPatch()
    patch.setattr(queries, "nodes", nodes)
    try:
        data: list[bytes] = []
        for count in batches:
            new = [merkle.leaf_hash(str(len(data) + i).encode()) for i in range(count)]
            grown = actions._grow(len(data), new)
            assert not kept.keys() & grown.keys(), "a complete subtree never changes"
            kept.update(grown)
            data += new
            assert queries.root(len(data)) == merkle.root(data)
        size = len(data)
        for index in {0, size // 2, size - 1}:
            path = queries.inclusion_path(index, size)
            assert path == merkle.inclusion_proof(data, index)
        total = 0
        for count in batches:
            total += count
            assert queries.consistency_path(total, size) == merkle.consistency_proof(data, total)
    finally:
        patch.undo()


# --- in the database -------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_sealing_signs_heads_and_every_proof_verifies(at: dt.datetime) -> None:
    for batch, count in enumerate((1, 2, 5, 8)):
        for number in range(count):
            noted(f"s{number % 3}", at + batch * MINUTE)
        head = seal(at=at + batch * MINUTE)
        assert head is not None
        assert head.root == _root_by_rules()
        assert queries.signed_by(queries.head_content(head), head.signature, queries.public_key())
    assert seal(at=at) is None, "nothing new"
    assert [head.size for head in Head.objects.order_by("size")] == [1, 3, 8, 16]
    newest = queries.head()
    assert newest is not None
    for event in Event.objects.all():
        proof = queries.proof(event.seq)
        assert proof["entry"] == base64.b64encode(bytes.fromhex(event.hash)).decode()
        assert merkle.verify_inclusion(
            merkle.leaf_hash(bytes.fromhex(event.hash)),
            proof["leaf_index"],
            proof["tree_size"],
            [base64.b64decode(step) for step in proof["inclusion_path"]],
            base64.b64decode(proof["head"]["root_hash"]),
        )
    grown = queries.consistency(3, 16)
    assert merkle.verify_consistency(
        3,
        16,
        [base64.b64decode(step) for step in grown["consistency_path"]],
        base64.b64decode(grown["from_root"]),
        base64.b64decode(grown["to_root"]),
    )
    with pytest.raises(NoSuchEvent):
        queries.consistency(3, 17)
    with pytest.raises(NoSuchEvent):
        queries.proof(10**9)


@pytest.mark.django_db(transaction=True)
def test_proof_costs_do_not_grow_with_history(at: dt.datetime, django_assert_max_num_queries: Any) -> None:
    for number in range(70):
        noted(f"s{number}", at)
    seal(at=at)
    first = Event.objects.order_by("seq").first()
    assert first is not None
    with django_assert_max_num_queries(4):
        queries.proof(first.seq)
    with django_assert_max_num_queries(4):
        queries.consistency(13, 70)


@pytest.mark.django_db(transaction=True)
def test_a_receipt_holds_before_and_after_sealing_and_shows_every_change(at: dt.datetime) -> None:
    event = noted("a", at)
    early = queries.receipt(event)
    assert early["proof"] is None
    assert queries.check_receipt(early) == []
    noted("b", at)
    seal(at=at)
    late = queries.receipt(event)
    assert late["proof"]["tree_size"] == 2
    assert queries.check_receipt(late) == []
    assert queries.check_receipt(late, trusted_key=queries.public_key()) == []
    assert queries.compare_with_journal(late) == []
    for place, value in (
        (("event", "at"), "2026-11-19T00:00:00.000000+00:00"),
        (("event", "facts"), {}),
        (("hash",), "0" * 64),
        (("seq",), 99),
        (("promise", "signature"), base64.b64encode(b"0" * 64).decode()),
        (("proof", "leaf_index"), 1),
        (("proof", "inclusion_path"), []),
        (("proof", "head", "timestamp"), "2020-01-01T00:00:00.000000+00:00"),
        (("proof", "head", "tree_size"), 3),
        (("public_key",), base64.b64encode(b"0" * 32).decode()),
        (("format",), "x"),
    ):
        forged = copy.deepcopy(late)
        target: Any = forged
        for name in place[:-1]:
            target = target[name]
        target[place[-1]] = value
        assert queries.check_receipt(forged), place
    for nonsense in (None, [], {}, {"format": "motcua-receipt/1"}, "x", {**late, "proof": {"head": {}}}):
        assert queries.check_receipt(nonsense), nonsense
    assert queries.check_receipt(late, trusted_key="AAAA")
    proof = queries.proof(event.seq)
    assert (
        queries.check_receipt(proof) == queries.check_receipt(proof, trusted_key=queries.public_key()) == []
    )
    assert queries.compare_with_journal(proof) == []
    for changed in ({"leaf_index": 1}, {"entry": "AAAA"}, {"inclusion_path": []}, {"head": {}}):
        (fault, *_more) = queries.check_receipt({**proof, **changed})
        assert "Error" not in str(fault)
    assert queries.check_receipt(proof, trusted_key="AAAA")


# --- followers -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_follower_sees_every_event_once_and_stops_at_a_failure(at: dt.datetime) -> None:
    events = [noted("a", at) for _ in range(7)]
    seen: list[int] = []

    def fails_at_the_fifth(event: Event) -> None:
        Node.objects.create(position=event.seq + 10**6, hash="0" * 64)
        if event.seq == events[4].seq and "again" not in allowed:
            raise ValueError("not now")
        seen.append(event.seq)

    allowed: set[str] = set()
    with pytest.raises(ValueError, match="not now"):
        follow("test", fails_at_the_fifth, batch=3)
    assert seen == [event.seq for event in events[:4]]
    assert Node.objects.filter(position__gt=10**6).count() == 4, "what the failing handler wrote is undone"
    allowed.add("again")
    assert follow("test", fails_at_the_fifth, batch=3) == 3
    assert seen == [event.seq for event in events]
    assert follow("test", fails_at_the_fifth) == 0
    assert follow("picky", fails_at_the_fifth, only={"another.kind"}) == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "sqlite" in conf.DATABASES["default"]["ENGINE"], reason="order of commits: PostgreSQL only"
)
def test_an_open_transaction_is_not_stepped_over(at: dt.datetime) -> None:
    """An event with a lower seq that commits later is neither lost by followers nor by sealing."""
    written, finish = threading.Event(), threading.Event()
    slow: list[int] = []

    def slowly() -> None:
        try:
            with transaction.atomic():
                slow.append(noted("slow", at).seq)
                written.set()
                finish.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slowly)
    thread.start()
    assert written.wait(20)
    quick = noted("quick", at).seq
    seen: list[int] = []
    try:
        assert slow[0] < quick
        follow("order", lambda event: seen.append(event.seq))
        assert seen == [], "the horizon is the open transaction"
        assert seal(at=at) is None
    finally:
        finish.set()
        thread.join()
    follow("order", lambda event: seen.append(event.seq))
    assert sorted(seen) == [slow[0], quick]
    head = seal(at=at)
    assert head is not None
    assert head.size == 2
    assert verification.verify().sound


@pytest.mark.django_db(transaction=True)
def test_several_workers_seal_and_follow_without_losing_or_doubling(at: dt.datetime) -> None:
    total, seen = 40, []
    stop = threading.Event()
    failures: list[BaseException] = []

    def guarded(run: Any) -> None:
        try:
            run()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    def write(name: str) -> None:
        for number in range(total // 4):
            noted(f"{name}{number % 5}", at)

    def work() -> None:
        while not stop.is_set():
            follow("many", lambda event: seen.append(event.seq), batch=5)
            seal(at=at)
            stop.wait(0.01)

    writers = [threading.Thread(target=guarded, args=(lambda name=name: write(name),)) for name in "abcd"]
    workers = [threading.Thread(target=guarded, args=(work,)) for _ in range(2)]
    for thread in (*writers, *workers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in workers:
        thread.join()
    assert not failures, failures
    follow("many", lambda event: seen.append(event.seq))
    seal(at=at)
    assert sorted(seen) == sorted(Event.objects.values_list("seq", flat=True))
    assert len(seen) == len(set(seen)) == total
    assert Leaf.objects.count() == total
    assert verification.verify().sound
    assert Cursor.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@examples(max_examples=5, suppress_health_check=list(HealthCheck), deadline=None, database=None)
@given(most=st.integers(1, 9))
def test_sealing_a_few_at_a_time_ends_at_the_same_root(at: dt.datetime, most: int) -> None:
    for number in range(11):
        noted(f"m{number}", at)
    while seal(at=at, most=most) is not None:
        pass
    assert queries.root(queries.sealed_size()).hex() == _root_by_rules()


@pytest.mark.django_db(transaction=True)
def test_a_verification_sees_one_moment() -> None:
    """Acts that are committed while the journal is being checked are no findings."""

    def heads() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM journal_cursor")
            return int(cursor.fetchone()[0])

    def write() -> None:
        Cursor.objects.create(name="meanwhile")
        connection.close()

    with queries.snapshot():
        before = heads()
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert heads() == before
    assert heads() == before + 1
    Cursor.objects.filter(name="meanwhile").delete()
