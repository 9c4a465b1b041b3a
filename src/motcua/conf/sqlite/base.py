"""The database wrapper that Django loads for SQLite."""

import threading
import time
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LOOK_AGAIN = 0.0005
"""Seconds between two looks whether the writer of another process has ended."""

_turn = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """As Django's, but whoever wants to write waits in a queue instead of asleep.

    SQLite has one writer at a time and lets the others sleep up to 100 ms between two looks, while nobody writes.
    Here the writers of one process take turns, and the one whose turn it is looks every half millisecond whether
    another process still writes.
    """

    _has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        if not _turn.acquire(timeout=patience):
            raise OperationalError("database is locked")
        self._has_turn = True
        try:
            self._begin(time.monotonic() + patience, patience)
        except BaseException:
            self._end_turn()
            raise

    def _begin(self, until: float, patience: float) -> None:
        self.connection.execute("PRAGMA busy_timeout=0")
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                    return
                except OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > until:
                        raise
                time.sleep(LOOK_AGAIN)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            _turn.release()

    def _commit(self) -> Any:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> Any:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> Any:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()
