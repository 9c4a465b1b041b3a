"""Putting notices into the outbox and sending them; people's wishes; the bell; planned interruptions."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.law.actions import renew
from motcua.base.law.queries import parameter
from motcua.base.messages import events, policies, queries
from motcua.base.messages.choices import Channel, State, Wish
from motcua.base.messages.models import Bell, Interruption, Notice, Preference
from motcua.base.messages.ports import FACTS, LANGUAGES, SEALED, CannotSend, Mailer, Texter, WillNotSend, text
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import moment_words


class NotFailed(Impossible):
    """A notice that waits or went needs no help."""

    text = "Thông báo này đã gửi hoặc đang chờ gửi, không cần gửi lại."


class NoAddress(Impossible):
    """Nowhere to send to."""

    text = "Hồ sơ không còn địa chỉ hợp lệ cho cách báo này. Đính chính thông tin người nộp trước."


# --- notices ------------------------------------------------------------------------------------------------


def queue(
    *, seq: int, subject: str, key: str, facts: Mapping[str, Any], at: dt.datetime, email: str = "",
    phone: str = "", wish: str = Wish.BOTH, language: str = "vi", nth: int = 0,
) -> int:  # fmt: skip
    """Queue the notices of one event of the journal: in the application and where the person wants to be told.

    Part of a reaction, not an act: nothing happens yet that is not in the journal already. The same event queues
    nothing twice; returns how many notices are new. At night letters and short messages wait until the morning.
    ``nth`` tells several people apart who are told of one event. Secrets among the facts (``ports.SEALED``) are
    encrypted while the notice waits.
    """
    said = text(key)
    wanted = {str(Channel.IN_APP): "", **policies.wanted(wish, email=email, phone=phone)}
    have = set(Notice.objects.filter(seq=seq, nth=nth).values_list("channel", flat=True))
    local = at.astimezone(TZ)
    later = local if said.at_once else policies.awake(local, queries.quiet_hours(local.date()))
    kept = {name: fact for name, fact in facts.items() if name in FACTS - SEALED}
    secret = {name: fact for name, fact in facts.items() if name in SEALED}
    sealed = json.dumps(secret) if secret else ""
    new = [
        Notice(
            seq=seq, nth=nth, subject=subject, key=key, facts=kept, channel=channel, to=to, at=at,
            sealed=sealed if to else "",
            language=language if language in LANGUAGES else "vi",
            **({"state": State.QUEUED, "due_at": later} if to else {"state": State.SENT, "due_at": at, "sent_at": at}),
        )
        for channel, to in wanted.items()
        if channel not in have and channel in said.channels
    ]  # fmt: skip
    Notice.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _locked(value: Any, *, by: Actor) -> Notice:
    found = Notice.objects.select_for_update().filter(pk=value).first()
    if found is None:
        raise queries.NoSuchNotice()
    return found


def _recorded(kind: Any, notice: Notice, *, by: Actor, at: dt.datetime, unit: str = "") -> None:
    facts = {
        "key": notice.key,
        "channel": notice.channel,
        "tries": notice.tries,
        "about": notice.subject,
    }
    record(kind, subject=f"notice:{notice.pk}", unit=unit, by=by, at=at, facts=facts)


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
    notice.to = notice.sealed = ""
    notice.save(update_fields=["state", "sent_at", "fault", "tries", "to", "sealed"])
    _recorded(events.GIVEN_UP if fault else events.SENT, notice, by=by, at=at)
    return notice


def send(*, by: Actor, at: dt.datetime, notice: int, mailer: Mailer, texter: Texter | None = None) -> bool:
    """Try to send one notice; whether it went. A failure is tried again after a growing pause, at last given up.

    The address, and what only the person may read, are forgotten as soon as the notice left the outbox.
    """
    row = Notice.objects.filter(pk=notice, state=State.QUEUED).first()
    if row is None:
        return False
    said = queries.letter(row, json.loads(row.sealed) if row.sealed else {})
    try:
        if row.channel == Channel.EMAIL:
            mailer.send(to=row.to, subject=said.subject, text=said.body)
        elif texter is None:
            raise CannotSend("no gateway")
        else:
            texter.send(to=row.to, text=said.sms, key=f"{row.pk}-{row.seq}")
    except CannotSend as error:
        tries = row.tries + 1
        if tries >= policies.TRIES or isinstance(error, WillNotSend):
            close(by=by, at=at, notice=row.pk, fault=str(error) or type(error).__name__)
        else:
            again = (at + policies.pause(tries)).astimezone(TZ)
            if not text(row.key).at_once:
                again = policies.awake(again, queries.quiet_hours(again.date()))
            Notice.objects.filter(pk=row.pk).update(tries=tries, due_at=again, fault=str(error)[:200])
        return False
    close(by=by, at=at, notice=row.pk, fault="")
    return True


@act(
    may=lambda by, unit: policies.can_resend(by, unit),
    records=events.RESENT,
    law="NĐ 118/2025 (R1.30)",
    finds={"notice": _locked},
)
def resend(
    *, by: Actor, at: dt.datetime, notice: Any, subject: str, unit: str, email: str = "", phone: str = ""
) -> Notice:
    """Gửi lại: a notice that could not be sent waits in the outbox again, with the address known today."""
    assert isinstance(notice, Notice)
    if notice.subject != subject:
        raise queries.NoSuchNotice()
    if notice.state != State.FAILED:
        raise NotFailed()
    to = policies.wanted(Wish.BOTH, email=email, phone=phone).get(notice.channel, "")
    if not to:
        raise NoAddress()
    local = at.astimezone(TZ)
    notice.to, notice.state, notice.tries, notice.fault = to, State.QUEUED, 0, ""
    notice.due_at = policies.awake(local, queries.quiet_hours(local.date()))
    notice.save(update_fields=["to", "state", "tries", "fault", "due_at"])
    _recorded(events.RESENT, notice, by=by, at=at, unit=unit)
    return notice


@act(may=lambda by, unit: policies.can_wish(by, unit), records=events.WISHED, law="NĐ 118/2025 (R1.30)")
def choose(
    *, by: Actor, at: dt.datetime, subject: str, unit: str, wish: str, language: str = "vi"
) -> Preference:
    """Chọn cách được báo: by e-mail, by short message, both, or on the tracking page only.

    ``subject`` a dossier (holds for it alone) or a citizen (for all of theirs that say nothing else).
    """
    if wish not in Wish.values:
        raise Invalid(
            field="wish", text="Chọn cách báo: thư điện tử, tin nhắn, cả hai, hoặc chỉ trên trang tra cứu."
        )
    if language not in LANGUAGES:
        raise Invalid(field="language", text="Chọn tiếng Việt hoặc tiếng Anh.")
    made, _new = Preference.objects.update_or_create(
        subject=subject, defaults={"wish": wish, "language": language, "at": at}
    )
    record(
        events.WISHED, subject=f"notices:{subject}", unit=unit, by=by, at=at,
        facts={"wish": wish, "language": language},
    )  # fmt: skip
    return made


# --- the bell -----------------------------------------------------------------------------------------------


def see(*, account: int, post: str, at: dt.datetime) -> None:
    """Đánh dấu đã xem: somebody in a post has seen what the bell says until now.

    No act: nothing of anybody's work changes by it, and nobody else is told.
    """
    Bell.objects.update_or_create(account=account, post=post, defaults={"seen_at": at})


# --- planned interruptions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Announced:
    """An interruption as announced, and whether people are told in time (R2.9)."""

    interruption: Interruption
    in_time: bool
    days: int


@act(may=lambda by: policies.can_announce(by), records=events.ANNOUNCED, law="NĐ 224/2026 Điều 13")
def announce(*, by: Actor, at: dt.datetime, starts_at: dt.datetime, ends_at: dt.datetime) -> Announced:
    """Báo trước lần tạm ngừng: from when to when the service stops, as a banner for everybody (R2.9).

    At least seven working days before; a later announcement is better than none, and says that it is late.
    """
    if starts_at <= at:
        raise Invalid(field="starts_at", text="Thời điểm tạm ngừng phải sau thời điểm hiện tại.")
    if ends_at <= starts_at:
        raise Invalid(field="ends_at", text="Thời điểm hoạt động lại phải sau thời điểm tạm ngừng.")
    days = int(parameter("portal.interruption.notice", at.astimezone(TZ).date()))
    latest = calendar_for(by.agency).subtract_working_days(starts_at, Decimal(days))
    made = Interruption.objects.create(starts_at=starts_at, ends_at=ends_at, announced_at=at)
    renew(queries.INTERRUPTIONS)
    _announced(events.ANNOUNCED, made, by=by, at=at, in_time=at <= latest)
    return Announced(made, at <= latest, days)


def _planned(value: Any, *, by: Actor) -> Interruption:
    found = Interruption.objects.select_for_update().filter(pk=value, called_off_at=None).first()
    if found is None:
        raise queries.NoSuchInterruption()
    return found


@act(
    may=lambda by: policies.can_announce(by),
    records=events.CALLED_OFF,
    law="NĐ 224/2026 Điều 13",
    finds={"interruption": _planned},
)
def call_off(*, by: Actor, at: dt.datetime, interruption: Any) -> Interruption:
    """Bỏ lần tạm ngừng: the service does not stop as announced, or is back for good."""
    assert isinstance(interruption, Interruption)
    if interruption.ends_at <= at:
        raise queries.NoSuchInterruption()
    interruption.called_off_at = at
    interruption.save(update_fields=["called_off_at"])
    renew(queries.INTERRUPTIONS)
    _announced(events.CALLED_OFF, interruption, by=by, at=at)
    return interruption


def _announced(kind: Any, what: Interruption, *, by: Actor, at: dt.datetime, **more: Any) -> None:
    starts, ends = what.starts_at.astimezone(TZ), what.ends_at.astimezone(TZ)
    facts = {
        "starts_at": starts.isoformat(timespec="seconds"), "ends_at": ends.isoformat(timespec="seconds"),
        "starts_words": moment_words(starts), "ends_words": moment_words(ends), **more,
    }  # fmt: skip
    record(kind, subject=f"interruption:{what.pk}", unit=by.agency, by=by, at=at, facts=facts)
