"""The database of a copy: SQLite's own backup, or on PostgreSQL every table by COPY out of one snapshot.

Transaction numbers of one PostgreSQL server mean nothing on another. In the copy they are moved below zero in their old
order, those of events and of followers alike: nobody steps over an event, and new events come after all of them.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from motcua.areas.indicators.models.guards import TABLES as FACTS
from motcua.rules.impossible import Impossible

SQLITE = "motcua.sqlite3"
SHIFTED = {"journal_event", "journal_cursor"}
Step = Callable[[int, int, str], None]


class DatabaseNotEmpty(Impossible):
    text = "Cơ sở dữ liệu {name} không trống. Chỉ khôi phục vào cơ sở dữ liệu trống."


class NewerThanThis(Impossible):
    text = "Bản sao do phiên bản mới hơn tạo ra (có {names}). Nâng cấp phần mềm rồi khôi phục lại."


def dump(folder: Path, about: dict[str, Any], step: Step) -> list[Path]:
    """Write a consistent copy of the database into ``folder``; ``about`` notes what is needed to read it."""
    return (
        _dump_sqlite(folder, step) if connection.vendor == "sqlite" else _dump_postgresql(folder, about, step)
    )


def load(folder: Path, about: dict[str, Any], step: Step) -> None:
    """Fill the empty database from a copy."""
    if connection.vendor == "sqlite":
        _load_sqlite(folder)
    else:
        _load_postgresql(folder, about, step)


def require_empty() -> None:
    """Raise DatabaseNotEmpty when there is any table."""
    if connection.vendor == "sqlite":
        place = Path(_name())
        if not place.exists() or place.stat().st_size == 0:
            return
    if connection.introspection.table_names():
        raise DatabaseNotEmpty(name=_name())


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


# --- SQLite ----------------------------------------------------------------------------------------------------


def _dump_sqlite(folder: Path, step: Step) -> list[Path]:
    place = folder / SQLITE
    source = sqlite3.connect(f"file:{_name()}?mode=ro", uri=True, timeout=60)
    target = sqlite3.connect(place)
    try:
        source.backup(
            target,
            pages=-1,
            progress=lambda status, left, total: step(total - left, total, _("cơ sở dữ liệu")),
        )
        target.execute("PRAGMA journal_mode=DELETE")
        (said,) = target.execute("PRAGMA quick_check").fetchone()
        if said != "ok":
            raise OSError(f"the copy is damaged: {said}")
    finally:
        target.close()
        source.close()
    return [place]


def _load_sqlite(folder: Path) -> None:
    connection.close()
    place = Path(_name())
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.restored")
    draft.write_bytes((folder / SQLITE).read_bytes())
    os.chmod(draft, 0o600)
    os.replace(draft, place)


# --- PostgreSQL ------------------------------------------------------------------------------------------------


def _tables(cursor: Any) -> dict[str, list[str]]:
    cursor.execute(
        "SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped "
        "AND a.attgenerated = '' GROUP BY c.relname ORDER BY c.relname"
    )
    return {name: list(columns) for name, columns in cursor.fetchall()}


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _dump_postgresql(folder: Path, about: dict[str, Any], step: Step) -> list[Path]:
    places = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables = _tables(cursor)
        cursor.execute('SELECT coalesce(max("transaction"), 0) + 1 FROM journal_event')
        (shift,) = cursor.fetchone()
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        about["migrations"] = [list(row) for row in cursor.fetchall()]
        about["tables"] = tables
        for number, (table, columns) in enumerate(tables.items()):
            step(number, len(tables), table)
            chosen = [
                f'"transaction" - {int(shift)} AS "transaction"'
                if table in SHIFTED and column == "transaction"
                else _quoted(column)
                for column in columns
            ]
            place = folder / f"{table}.copy"
            query = f"COPY (SELECT {', '.join(chosen)} FROM {_quoted(table)}) TO STDOUT"
            with place.open("wb") as out, cursor.copy(query) as rows:
                for part in rows:
                    out.write(part)
            places.append(place)
    return places


def _load_postgresql(folder: Path, about: dict[str, Any], step: Step) -> None:
    """In one transaction: the schema as it was, the rows, the counters; then whatever migrations came since."""
    had = {(app, name) for app, name in about["migrations"]}
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    unknown = sorted(f"{app}.{name}" for app, name in had - known - set(executor.loader.replacements))
    if unknown:
        raise NewerThanThis(names=", ".join(unknown[:5]))
    with transaction.atomic():
        executor.migrate(_last_of_each(executor, had & known))
        with connection.cursor() as cursor:
            present = _tables(cursor)
            others = [name for name in present if not name.startswith("journal_") and name not in FACTS]
            cursor.execute(f"TRUNCATE {', '.join(map(_quoted, others))}")
            for number, (table, columns) in enumerate(about["tables"].items()):
                step(number, len(about["tables"]), table)
                if table not in present:
                    continue
                query = f"COPY {_quoted(table)} ({', '.join(map(_quoted, columns))}) FROM STDIN"
                with (folder / f"{table}.copy").open("rb") as source, cursor.copy(query) as rows:
                    while part := source.read(1 << 18):
                        rows.write(part)
            _set_counters(cursor, present)
    MigrationRecorder(connection).ensure_schema()
    again = MigrationExecutor(connection)
    again.migrate(again.loader.graph.leaf_nodes())


def _last_of_each(executor: MigrationExecutor, had: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The migrations of ``had`` on which no other of them in the same app stands."""
    graph = executor.loader.graph
    below = {
        parent.key
        for key in had
        for parent in graph.node_map[key].parents
        if parent.key[0] == key[0]
    }  # fmt: skip
    return sorted(had - below)


def _set_counters(cursor: Any, tables: dict[str, list[str]]) -> None:
    for table, columns in tables.items():
        for column in columns:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(table), column])
            (sequence,) = cursor.fetchone()
            if sequence:
                cursor.execute(
                    f"SELECT setval(%s, coalesce(max({_quoted(column)}), 1), max({_quoted(column)}) IS NOT NULL) "
                    f"FROM {_quoted(table)}",
                    [sequence],
                )
