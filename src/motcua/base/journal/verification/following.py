"""What follows the journal: events that wait to be sealed, and cursors."""

import datetime as dt

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from motcua.base.journal.models import BEFORE_ALL, SEAL, Cursor, Event, Leaf
from motcua.base.journal.verification.findings import BACKDATED, BATCH, UNSEALED, Verification
from motcua.base.journal.verification.tree import Walk
from motcua.base.journal.verification.witnessed import Run
from motcua.rules.said import Said


def _until(transaction: int, seq: int) -> Q:
    """Events at or before a place in the order of commits."""
    if connection.vendor == "postgresql":
        return Q(transaction__lt=transaction) | Q(transaction=transaction, seq__lte=seq)
    return Q(seq__lte=seq)


def unsealed(result: Verification, walk: Walk, now: dt.datetime | None) -> None:
    """Events outside of the tree: dated back, passed by, or waiting for too long."""
    cursor = Cursor.objects.filter(name=SEAL).first()
    postgresql, late = connection.vendor == "postgresql", Run()
    oldest: dt.datetime | None = None
    outside = Event.objects.exclude(Exists(Leaf.objects.filter(seq=OuterRef("seq")))).order_by("seq")
    for seq, kind, subject, recorded_at, origin, transaction in outside.values_list(
        "seq", "kind", "subject", "recorded_at", "origin", "transaction"
    ).iterator(chunk_size=BATCH):
        if walk.horizon is not None and not origin and recorded_at < walk.horizon - BACKDATED:
            result.fault(
                "Sự kiện {seq} ({kind}, {subject}): ghi lùi ngày, trước lần niêm phong {horizon}.",
                seq=seq, kind=kind, subject=subject, horizon=str(walk.horizon),
            )  # fmt: skip
        if cursor is not None and (
            (transaction, seq) <= (cursor.transaction, cursor.seq) if postgresql else seq <= cursor.seq
        ):
            result.fault(
                "Sự kiện {seq} ({kind}, {subject}): không bao giờ được niêm phong, con trỏ niêm phong đã vượt qua.",
                seq=seq, kind=kind, subject=subject,
            )  # fmt: skip
        if now is not None and not origin and recorded_at < now - UNSEALED:
            late.add(seq)
            oldest = min(oldest or recorded_at, recorded_at)
    if late.count and oldest is not None:
        result.warnings.append(
            Said(
                "{count} sự kiện chờ niêm phong quá lâu, từ {oldest}. Kiểm tra “motcua work”.",
                count=late.count,
                oldest=oldest,
            )
        )


def followers(result: Verification, walk: Walk) -> None:
    """Sealing stands where the tree ends; every follower has passed as many events as stand behind it."""
    cursors = {cursor.name: cursor for cursor in Cursor.objects.all()}
    sealing = cursors.get(SEAL)
    if walk.tree.size:
        moved = sealing is None or walk.last is None or (sealing.transaction, sealing.seq) != walk.last
    else:
        moved = sealing is not None and (sealing.transaction, sealing.seq) != (BEFORE_ALL, 0)
    if moved:
        result.fault("Con trỏ niêm phong không đứng ở lá cuối của cây: đã bị dời.")
    for name, cursor in cursors.items():
        behind = Event.objects.filter(_until(cursor.transaction, cursor.seq)).count()
        if behind != cursor.passed:
            result.fault(
                "Con trỏ “{name}” đứng sau {behind} sự kiện nhưng chỉ có {passed} sự kiện đã được chuyển: đã bị dời, "
                "hoặc số giao dịch của sự kiện bị sửa.",
                name=name, behind=behind, passed=cursor.passed,
            )  # fmt: skip
