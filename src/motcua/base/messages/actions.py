"""Putting notices into the outbox and sending them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.messages import events, policies, queries
from motcua.base.messages.choices import Channel, State
from motcua.base.messages.models import Notice
from motcua.base.messages.ports import CannotSend, Mailer, text


def queue(
    *, seq: int, subject: str, key: str, facts: Mapping[str, Any], at: dt.datetime, email: str = ""
) -> int:
    """Queue the notices of one event of the journal: in the application and, with an address, by e-mail.

    Part of a reaction, not an act: nothing happens yet that is not in the journal already. The same event queues
    nothing twice; returns how many notices are new.
    """
    text(key)
    wanted = [(Channel.IN_APP, "", State.SENT)]
    if email:
        wanted.append((Channel.EMAIL, email, State.QUEUED))
    have = set(Notice.objects.filter(seq=seq).values_list("channel", flat=True))
    new = [
        Notice(
            seq=seq, subject=subject, key=key, facts=dict(facts), channel=channel, to=to, state=state, at=at, due_at=at,
            sent_at=at if state == State.SENT else None,
        )
        for channel, to, state in wanted
        if channel not in have
    ]  # fmt: skip
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _locked(value: Any, *, by: Actor) -> Notice:
    found: Notice = Notice.objects.select_for_update().get(pk=value)
    return found


@act(
    may=lambda by: policies.can_send(by),
    records=(events.SENT, events.GIVEN_UP),
    law="",
    finds={"notice": _locked},
)
def close(*, by: Actor, at: dt.datetime, notice: Any, fault: str) -> Notice:
    """Ghi nhận đã gửi, hoặc thôi không gửi nữa: a notice left the outbox, or could not (``fault`` says why)."""
    assert isinstance(notice, Notice)
    notice.state = State.FAILED if fault else State.SENT
    notice.sent_at, notice.fault = (None, fault[:200]) if fault else (at, "")
    notice.tries += 1
    notice.to = ""
    notice.save(update_fields=["state", "sent_at", "fault", "tries", "to"])
    facts = {"key": notice.key, "channel": notice.channel, "tries": notice.tries, "about": notice.subject}
    kind = events.GIVEN_UP if fault else events.SENT
    record(kind, subject=f"notice:{notice.pk}", unit="", by=by, at=at, facts=facts)
    return notice


def send(*, by: Actor, at: dt.datetime, notice: int, mailer: Mailer) -> bool:
    """Try to send one notice; whether it went. A failure is tried again after a growing pause, at last given up.

    The address is forgotten as soon as the notice left the outbox.
    """
    row = Notice.objects.filter(pk=notice, state=State.QUEUED).first()
    if row is None:
        return False
    said = queries.written(row)
    try:
        mailer.send(to=row.to, subject=said.subject, text=said.body)
    except CannotSend as error:
        tries = row.tries + 1
        if tries >= policies.TRIES:
            close(by=by, at=at, notice=row.pk, fault=str(error) or type(error).__name__)
        else:
            Notice.objects.filter(pk=row.pk).update(
                tries=tries, due_at=at + policies.pause(tries), fault=str(error)[:200]
            )
        return False
    close(by=by, at=at, notice=row.pk, fault="")
    return True
