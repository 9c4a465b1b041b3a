"""Writers of SQLite take turns, and a turn ends with its transaction, however that ends."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from motcua.base.people.models import Account
from motcua.conf import working

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"] != "motcua.conf.sqlite", reason="SQLite only"),
]


@pytest.fixture
def impatient(db: None) -> Iterator[None]:
    """Whoever waits gives up at once."""
    options = connection.settings_dict["OPTIONS"]
    known, options["timeout"] = options["timeout"], 0.05
    yield
    options["timeout"] = known


def can_write() -> bool:
    """Whether another thread of this process may begin to write."""
    said: list[Any] = []

    def write() -> None:
        try:
            with transaction.atomic():
                said.append(True)
        except OperationalError:
            said.append(False)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    return bool(said[0])


def test_others_wait_while_one_writes_and_no_longer(impatient: None) -> None:
    with transaction.atomic():
        assert not can_write()
    assert can_write()


def test_a_turn_ends_when_what_was_written_is_undone(impatient: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018
    assert can_write()


def test_what_was_forgotten_is_not_left_in_the_log_of_writes(impatient: None) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
    Account.objects.create(username="ten-da-quen")
    Account.objects.filter(username="ten-da-quen").delete()
    jobs = {job.name: job for job in working.jobs()}
    assert jobs["sqlite.fold"].attempt(0.0, print)
    place = Path(connection.settings_dict["NAME"])
    kept = [place, place.with_name(f"{place.name}-wal")]
    assert all(b"ten-da-quen" not in one.read_bytes() for one in kept if one.exists())


def test_a_turn_ends_with_a_connection_closed_in_it(impatient: None) -> None:
    with transaction.atomic():
        connection.close()
    assert can_write()


def test_a_writer_of_another_process_is_waited_for_as_long_as_said(impatient: None) -> None:
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    assert not can_write()
    other.execute("COMMIT")
    other.close()
    assert can_write()
    assert connection.connection.execute("PRAGMA busy_timeout").fetchone() == (50,)
