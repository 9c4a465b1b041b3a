"""Checking the whole journal: contents, chains, the tree, its heads and their witness, those who follow it."""

import datetime as dt
from collections.abc import Iterable

from motcua.base.journal import queries
from motcua.base.journal.verification.chains import chain_faults
from motcua.base.journal.verification.findings import Kept as Kept
from motcua.base.journal.verification.findings import Progress, Verification
from motcua.base.journal.verification.findings import kept_head as kept_head
from motcua.base.journal.verification.following import followers, unsealed
from motcua.base.journal.verification.tree import Walk


def verify(
    progress: Progress | None = None,
    *,
    kept: Iterable[Kept] = (),
    logged: int | None = None,
    now: dt.datetime | None = None,
) -> Verification:
    """Check the whole journal; a fault names the event by ``seq``. Time is linear, memory does not grow.

    An event recorded before the tree head that was signed before it was sealed is backdated, unless it is marked as
    taken over or simulated. ``kept`` heads must be heads of the present tree. ``logged`` is the length that the
    witness had before the snapshot that is read here, ``now`` the moment against which standing still is told.
    """
    result = Verification()
    for name in queries.missing_guards():
        result.fault("Cơ sở dữ liệu thiếu khóa chống sửa sổ cái: {name}.", name=name)
    for event, fault in chain_faults(result, progress):
        result.fault(
            "Sự kiện {seq} ({kind}, {subject}): {fault}.",
            seq=event.seq, kind=event.kind, subject=event.subject, fault=fault,
        )  # fmt: skip
    walk = Walk(result, kept, logged)
    walk.run()
    unsealed(result, walk, now)
    followers(result, walk)
    return result
