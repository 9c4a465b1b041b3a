"""Somebody with the database's password: the journal altered behind the product's back."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.db import connection

from motcua.base.journal.actions import ACTS, act, record
from motcua.base.journal.events import EVENTS, kind
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor

GUARDS = import_module("motcua.base.journal.migrations.0002_never_altered")
NOTED = kind("trial.noted", "Thử {what}", "Thử")
OTHER = kind("trial.other", "Việc khác")


def _anyone(by: Actor) -> bool:
    return True


@act(may=_anyone, records=NOTED, law="")
def note(*, by: Actor, at: dt.datetime, subject: str, what: Any = "một việc") -> Event:
    """Ghi một việc thử."""
    return record(NOTED, subject=subject, unit="", by=by, at=at, facts={"what": what})


# trials stay out of the registers: the reference pages describe the product
del ACTS["base.note"], EVENTS[NOTED.name], EVENTS[OTHER.name]


def noted(subject: str, at: dt.datetime, what: Any = "một việc") -> Event:
    """One trial event."""
    event: Event = note(by=SYSTEM, at=at, subject=subject, what=what)
    return event


@contextmanager
def unguarded() -> Iterator[Any]:
    """The triggers are dropped, and put back so that nothing shows."""
    postgresql = connection.vendor == "postgresql"
    statements = GUARDS.postgresql_statements() if postgresql else GUARDS.sqlite_statements()
    with connection.cursor() as cursor:
        for table in GUARDS.TABLES:
            for name in ("change", "truncate") if postgresql else ("update", "delete"):
                cursor.execute(f"DROP TRIGGER {table}_no_{name}" + (f" ON {table}" if postgresql else ""))
        yield cursor
        for statement in statements:
            if "CREATE TRIGGER" in statement:
                cursor.execute(statement)
