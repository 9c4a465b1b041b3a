"""The witness beside the database: every signed head is one line of ``heads.log`` in the data folder.

Whoever cuts the journal back in the database and lets the product seal again cannot change what stands there: a head
that was signed once must be a head of the present tree. A line is written after its head was committed, so the log
never knows more than the database; what a crash kept from it is written at the next sealing.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from motcua.base.journal import queries
from motcua.base.journal.models import Head

NAME = "heads.log"
_TAIL = 1 << 14
_log = logging.getLogger(__name__)


def place() -> Path:
    """Where the witness stands."""
    return Path(settings.MOTCUA_HOME) / NAME


def append() -> None:
    """Write the heads that the log does not have yet. A full disk stops no sealing: ``verify`` tells of it."""
    try:
        with place().open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            last, whole = _last(file)
            lines = [_line(head) for head in Head.objects.filter(size__gt=last).order_by("size").iterator()]
            if lines:
                file.write((b"" if whole else b"\n") + b"".join(lines))
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        _log.error("heads.log: %s", error)


def _line(head: Head) -> bytes:
    told = {name: value for name, value in queries.signed_head(head).items() if name != "public_key"}
    return json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _last(file: BinaryIO) -> tuple[int, bool]:
    """Size of the newest head in the log, and whether the log ends with a whole line."""
    end = file.seek(0, os.SEEK_END)
    file.seek(max(end - _TAIL, 0))
    tail = file.read()
    for line in reversed(tail.split(b"\n")):
        head = _head(line)
        if head is not None:
            return int(head["tree_size"]), tail.endswith(b"\n")
    return 0, not tail or tail.endswith(b"\n")


def _head(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    whole = isinstance(found, dict) and isinstance(found.get("tree_size"), int) and "signature" in found
    return found if whole else None


def length() -> int | None:
    """How many bytes the log has now; None when there is none."""
    try:
        return place().stat().st_size
    except OSError:
        return None


def heads(until: int | None) -> Iterator[dict[str, Any] | None]:
    """The heads of the first ``until`` bytes of the log, in the order in which they were written.

    None stands for a line that cannot be read.
    """
    read = 0
    with place().open("rb") as file:
        for line in file:
            read += len(line)
            if until is not None and read > until:
                return
            if line.strip():
                yield _head(line)
