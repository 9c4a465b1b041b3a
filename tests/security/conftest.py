"""What intruders and careless hands meet: the whole state before and after, and signed-in browsers."""

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

PASSING = ("django_session", "axes_accessattempt")
"""Tables that may change when a page is refused: who is signed in, and failed passwords."""


def state() -> dict[str, Any]:
    """Rows of every table, the end of the journal, and the files kept."""
    counts: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in PASSING:
                cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
                counts[table] = cursor.fetchone()[0]
        cursor.execute("SELECT max(seq) FROM journal_event")
        counts["last event"] = cursor.fetchone()[0]
        cursor.execute("SELECT agency, book, year, last FROM documents_numberbook ORDER BY 1, 2, 3")
        counts["numbers"] = cursor.fetchall()
    folder: Path = settings.MOTCUA_HOME / "files"
    counts["files"] = sorted(str(place) for place in folder.rglob("*") if place.is_file())
    return counts


def sealed_whole(at: dt.datetime) -> None:
    """Seal every event; on a shared PostgreSQL server the transactions of other tests may hold it up a little."""
    from motcua.base.journal.actions import seal
    from motcua.base.journal.models import Event
    from motcua.base.journal.queries import sealed_size

    for _ in range(200):
        seal(at=at)
        if sealed_size() == Event.objects.count():
            return
        time.sleep(0.1)
    raise AssertionError("the journal is not sealed")


@pytest.fixture
def unchanged() -> Callable[[], contextlib.AbstractContextManager[None]]:
    """``with unchanged(): …``: whatever was tried, nothing was written."""

    @contextlib.contextmanager
    def watched() -> Iterator[None]:
        before = state()
        yield
        after = state()
        assert after == before, {
            name: (before.get(name), after[name]) for name in after if after[name] != before.get(name)
        }

    return watched


@pytest.fixture
def desk(ward: str, clock: Any) -> Callable[[str], Client]:
    """``desk("one-stop-1")``: a browser signed in as the official of that post."""
    from motcua.base.people.models import Account

    def client(post: str) -> Client:
        browser = Client()
        browser.force_login(Account.objects.get(username=post))
        return browser

    return client
