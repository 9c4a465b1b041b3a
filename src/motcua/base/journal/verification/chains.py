"""Contents and chains: every event fits its hash and joins the one before of its subject."""

from collections.abc import Iterator

from motcua.base.journal import policies
from motcua.base.journal.models import Event
from motcua.base.journal.verification.findings import BATCH, Progress, Verification
from motcua.rules.said import Said


def chain_faults(result: Verification, progress: Progress | None) -> Iterator[tuple[Event, str]]:
    previous: Event | None = None
    for event in Event.objects.order_by("subject", "n").iterator(chunk_size=BATCH):
        result.events += 1
        if progress and result.events % 500 == 0:
            progress(result)
        result.simulated += event.origin == "simulated"
        result.history += event.origin == "history"
        if previous is None or previous.subject != event.subject:
            result.subjects += 1
            previous = None
        expected = (previous.n + 1, previous.hash) if previous else (1, "")
        if event.n != expected[0]:
            yield (
                event,
                Said("thiếu sự kiện thứ {n} của {subject}: đã bị xóa", n=expected[0], subject=event.subject),
            )
        elif event.prev != expected[1]:
            yield event, Said("không nối với sự kiện liền trước")
        if policies.fingerprint(policies.content_of(event)) != event.hash:
            yield event, Said("nội dung đã bị sửa (không khớp mã băm)")
        if previous and event.at < previous.at:
            yield event, Said("xảy ra trước sự kiện liền trước: đã bị ghi lùi ngày")
        previous = event
