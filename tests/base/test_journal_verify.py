"""Whoever alters, removes or backdates a record by hand is found, and the record is named."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from motcua.areas.cases.evidence import disagreements
from motcua.areas.dossiers.evidence import CASES
from motcua.base.journal import policies, queries, verification
from motcua.base.journal.actions import seal
from motcua.base.journal.models import Event
from tests.base.journal_by_hand import noted, unguarded

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = dt.timedelta(minutes=1)
Hand = Callable[[Any, list[Event]], None]


def _history(at: dt.datetime) -> list[Event]:
    """Six events of two subjects, sealed in two goes, and one that is not sealed yet."""
    events = [noted("a", at), noted("b", at), noted("a", at + MINUTE)]
    seal(at=at + MINUTE)
    later = at + dt.timedelta(hours=1)
    events += [noted("a", later), noted("b", later), noted("a", later + MINUTE)]
    seal(at=later + MINUTE)
    events.append(noted("b", later + 2 * MINUTE))
    assert verification.verify().faults == []
    return events


def _rehash(cursor: Any, event: Event) -> None:
    """The forger also recomputes the hash."""
    fresh = Event.objects.get(pk=event.pk)
    new = policies.fingerprint(policies.content_of(fresh))
    cursor.execute("UPDATE journal_event SET hash = %s WHERE seq = %s", [new, event.seq])


def _alter(cursor: Any, events: list[Event]) -> None:
    cursor.execute("UPDATE journal_event SET by_title = 'người khác' WHERE seq = %s", [events[2].seq])


def _alter_the_moment(cursor: Any, events: list[Event]) -> None:
    earlier = events[2].at - dt.timedelta(seconds=30)
    cursor.execute("UPDATE journal_event SET at = %s WHERE seq = %s", [earlier, events[2].seq])


def _alter_facts_and_hash(cursor: Any, events: list[Event]) -> None:
    cursor.execute("UPDATE journal_event SET facts = %s WHERE seq = %s", ['{"what": "khác"}', events[2].seq])
    _rehash(cursor, events[2])


def _alter_the_last_and_hash(cursor: Any, events: list[Event]) -> None:
    cursor.execute("UPDATE journal_event SET by_title = 'người khác' WHERE seq = %s", [events[5].seq])
    _rehash(cursor, events[5])


def _remove_in_the_middle(cursor: Any, events: list[Event]) -> None:
    cursor.execute("DELETE FROM journal_event WHERE seq = %s", [events[2].seq])


def _remove_the_last_sealed(cursor: Any, events: list[Event]) -> None:
    cursor.execute("DELETE FROM journal_event WHERE seq = %s", [events[5].seq])


def _remove_with_its_leaf(cursor: Any, events: list[Event]) -> None:
    cursor.execute("DELETE FROM journal_event WHERE seq = %s", [events[5].seq])
    cursor.execute("DELETE FROM journal_leaf WHERE seq = %s", [events[5].seq])


def _exchange_leaves(cursor: Any, events: list[Event]) -> None:
    cursor.execute("UPDATE journal_leaf SET hash = %s WHERE seq = %s", ["0" * 64, events[3].seq])


def _forge_a_head(cursor: Any, events: list[Event]) -> None:
    cursor.execute("UPDATE journal_head SET root = %s WHERE size = 3", ["0" * 64])


def _move_a_head(cursor: Any, events: list[Event]) -> None:
    cursor.execute("UPDATE journal_head SET at = %s WHERE size = 3", [events[0].at - dt.timedelta(days=3)])


@pytest.mark.parametrize(
    ("hand", "named"),
    [
        (_alter, 2),
        (_alter_the_moment, 2),
        (_alter_facts_and_hash, 2),
        (_alter_the_last_and_hash, 5),
        (_remove_in_the_middle, 2),
        (_remove_the_last_sealed, 5),
        (_remove_with_its_leaf, None),
        (_exchange_leaves, 3),
        (_forge_a_head, None),
        (_move_a_head, None),
    ],
)
def test_what_was_done_by_hand_is_found_and_named(at: dt.datetime, hand: Hand, named: int | None) -> None:
    events = _history(at)
    with unguarded() as cursor:
        hand(cursor, events)
    faults = verification.verify().faults
    assert faults
    if named is not None:
        assert any(
            f"Sự kiện {events[named].seq} " in fault or f"Sự kiện {events[named].seq}:" in fault
            for fault in faults
        ), faults


def test_a_record_dated_back_is_found_and_named(at: dt.datetime) -> None:
    _history(at)
    back = noted("c", at - dt.timedelta(hours=3))
    faults = verification.verify().faults
    assert any(f"Sự kiện {back.seq} " in fault and "lùi ngày" in fault for fault in faults), faults
    seal(at=at + dt.timedelta(hours=2))
    faults = verification.verify().faults
    assert any(f"Sự kiện {back.seq} " in fault and "lùi ngày" in fault for fault in faults), faults


def test_missing_guards_are_found(at: dt.datetime) -> None:
    noted("a", at)
    on = " ON journal_event" if connection.vendor == "postgresql" else ""
    name = "journal_event_no_change" if connection.vendor == "postgresql" else "journal_event_no_update"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert any(name in fault for fault in verification.verify().faults)


def test_a_receipt_shows_what_was_done_to_the_journal(at: dt.datetime) -> None:
    events = _history(at)
    receipt, removed = queries.receipt(events[2]), queries.receipt(events[5])
    with unguarded() as cursor:
        _alter_facts_and_hash(cursor, events)
        _remove_the_last_sealed(cursor, events)
    assert queries.check_receipt(receipt) == [], "the receipt itself is sound"
    assert any(str(events[2].seq) in fault for fault in queries.compare_with_journal(receipt))
    assert any(str(events[5].seq) in fault for fault in queries.compare_with_journal(removed))


@pytest.mark.parametrize("column", ["received_at", "due_at", "promised_at", "state"])
def test_a_date_altered_in_the_tables_disagrees_with_the_journal(
    receive: Callable[..., Any], at: dt.datetime, column: str
) -> None:
    dossier = receive()
    assert disagreements([CASES]) == []
    value: Any = "returned" if column == "state" else at - dt.timedelta(days=2)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE cases_case SET {column} = %s WHERE id = %s", [value, dossier.case.pk])
    found = disagreements([CASES])
    assert len(found) == 1
    assert dossier.code in found[0]
    assert column in found[0]
