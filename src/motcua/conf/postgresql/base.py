"""The database wrapper that Django loads for PostgreSQL."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base, operations
from django.db.utils import InterfaceError
from psycopg import Error
from psycopg.pq import ConnStatus


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which can also tell the text of a statement still on its way."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """The statement as sent, for logs and for tests that count."""
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's, but a kept connection is looked at, not asked, and repeated statements stay prepared.

    ``prepared_cursor`` binds on the server: PostgreSQL parses and plans a statement that comes again only once.
    ``pipeline`` sends the statements within it without waiting for each answer.
    """

    ops_class = DatabaseOperations

    def is_usable(self) -> bool:
        """Whether the server still holds this connection: one that it closed can be read, and ends there."""
        if self.connection is None:
            return False
        raw = self.connection.pgconn
        try:
            watch = select.poll()
            watch.register(raw.socket, select.POLLIN)
            for _ in range(8):
                if not watch.poll(0):
                    return bool(raw.status == ConnStatus.OK)
                raw.consume_input()
        except (Error, OSError, ValueError):
            return False
        return False

    def prepared_cursor(self) -> Any:
        """A cursor for statements that are repeated for ever."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        if self.connection is None:
            raise InterfaceError("connection already closed")
        with self.wrap_database_errors:
            return self._prepare_cursor(base.ServerBindingCursor(self.connection))  # type: ignore[attr-defined, call-arg]

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """Statements within are sent one behind the other; what is wrong with any of them is raised at the end."""
        self.ensure_connection()
        with self.wrap_database_errors, self.connection.pipeline():
            yield
