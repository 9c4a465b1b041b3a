"""Reading the outbox, people's wishes, the bell and planned interruptions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import get_language, override

from motcua.base import rows
from motcua.base.law.queries import parameter, stamp
from motcua.base.messages.choices import Channel, State, Wish
from motcua.base.messages.models import Bell, Interruption, Notice, Preference
from motcua.base.messages.ports import SEALED, Text, status, text
from motcua.base.spoken import spoken
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotFound

INTERRUPTIONS = "interruptions"
MOST_TOLD = 100


class NoSuchNotice(NotFound):
    text = "Không tìm thấy thông báo này của hồ sơ."


class NoSuchInterruption(NotFound):
    text = "Không tìm thấy lần tạm ngừng này, hoặc lần đó đã qua."


# --- notices ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A notice as a person reads it."""

    at: dt.datetime
    title: str
    text: str
    key: str


def written(notice: Notice) -> Text:
    """A notice in the language of the moment."""
    facts = {name: spoken(fact) for name, fact in notice.facts.items()}
    return text(notice.key, (get_language() or "vi")[:2]).filled(facts)


HIDDEN = dict.fromkeys(SEALED, "•••")


def letter(notice: Notice, sealed: Mapping[str, str] = HIDDEN) -> Text:
    """A notice as it leaves: in the person's own language, below it where the dossier stands (R2.4 g).

    ``sealed`` what only the person may read; dots for everybody else.
    """
    with override(notice.language):
        facts = {name: spoken(fact) for name, fact in notice.facts.items()}
        said = text(notice.key, notice.language).filled({**facts, **sealed})
    foot = status(facts, notice.language)
    return Text(said.subject, f"{said.body}\n\n{foot}".strip(), said.sms)


_LAST_TOLD = "FROM base_messages_notice WHERE subject = %s AND channel = %s ORDER BY seq DESC LIMIT 20"


def notices_for(subject: str) -> list[Told]:
    """What the person concerned by a subject was told in the application, newest first."""
    found = []
    for (row,) in rows.select((Notice,), _LAST_TOLD, [subject, str(Channel.IN_APP)]):
        said = written(row)
        found.append(Told(row.at, said.subject, said.body, row.key))
    return found


@dataclass(frozen=True)
class Delivery:
    """How one notice fared over one channel; without its address."""

    number: int
    at: dt.datetime
    title: str
    channel: str
    state: str
    sent_at: dt.datetime | None
    due_at: dt.datetime
    fault: str
    again: bool


def deliveries(subject: str) -> list[Delivery]:
    """What was told about a subject, over which channel, whether it went; newest first. No address is read."""
    found = Notice.objects.filter(subject=subject).defer("to").order_by("-seq", "channel")[:MOST_TOLD]
    return [
        Delivery(
            row.pk, row.at, written(row).subject, row.get_channel_display(), row.get_state_display(), row.sent_at,
            row.due_at, row.fault, row.state == State.FAILED,
        )
        for row in found
    ]  # fmt: skip


@dataclass(frozen=True)
class Outgoing:
    """One notice as it leaves, whole; of its address only as much as tells that there is one."""

    number: int
    at: dt.datetime
    subject: str
    channel: str
    state: str
    language: str
    to: str
    text: Text

    @property
    def short(self) -> bool:
        """Whether it leaves as a short message."""
        return self.channel == Channel.SMS


def outbox(*, before: int | None = None, channel: str = "", most: int = 25) -> list[Outgoing]:
    """Every notice of the installation, newest first; ``before`` the number of one, over one channel or all."""
    found = Notice.objects.order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    if channel in Channel.values:
        found = found.filter(channel=channel)
    return [
        Outgoing(
            row.pk, row.at, row.subject.partition(":")[2], row.channel, row.get_state_display(), row.language,
            f"{row.to[:1]}•••{row.to[-2:]}" if row.to else "", letter(row),
        )
        for row in found[:most]
    ]  # fmt: skip


def due(at: dt.datetime, most: int = 100) -> list[int]:
    """Notices to be sent now, oldest first."""
    waiting = Notice.objects.filter(state=State.QUEUED, due_at__lte=at).exclude(channel=Channel.IN_APP)
    return list(waiting.order_by("due_at", "id").values_list("pk", flat=True)[:most])


def fared(subject: str) -> dict[str, int]:
    """How many notices about a subject wait, went, or could not be sent, the ones of the application apart."""
    found = Notice.objects.filter(subject=subject).exclude(channel=Channel.IN_APP)
    return dict(found.order_by().values_list("state").annotate(n=Count("pk")))


def counts() -> dict[str, int]:
    """How many notices wait, and how many could not be sent."""
    return {
        str(state.value): Notice.objects.filter(state=state).count() for state in (State.QUEUED, State.FAILED)
    }


def failures(most: int = 5) -> list[tuple[str, str]]:
    """The newest notices that could not be sent: channel and what was said; no address, no subject."""
    found = Notice.objects.filter(state=State.FAILED).order_by("-at")[:most]
    return [(row.get_channel_display(), row.fault) for row in found.defer("to")]


def wish_for(subjects: Sequence[str]) -> tuple[str, str]:
    """How the person behind the first of these subjects that has a wish wants to be told, and the language."""
    known = {one.subject: one for one in Preference.objects.filter(subject__in=subjects)}
    for subject in subjects:
        if subject in known:
            return known[subject].wish, known[subject].language
    return str(Wish.BOTH), "vi"


def quiet_hours(on: dt.date) -> tuple[dt.time, dt.time] | None:
    """From when to when nobody is written to or rung up; None where nothing is set."""
    try:
        value = parameter("notices.quiet_hours", on)
    except NotFound:
        return None
    return (dt.time.fromisoformat(value["from"]), dt.time.fromisoformat(value["to"])) if value else None


# --- the bell -----------------------------------------------------------------------------------------------


def bell_seen(account: int | None, post: str) -> dt.datetime | None:
    """Until when somebody in a post has seen what the bell says."""
    return Bell.objects.filter(account=account or 0, post=post).values_list("seen_at", flat=True).first()


# --- planned interruptions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Planned:
    """A planned interruption, when it begins and when the service is expected back."""

    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    announced_at: dt.datetime

    def runs(self, at: dt.datetime) -> bool:
        """Whether it runs at a moment."""
        return self.starts_at <= at < self.ends_at


_known: tuple[str, tuple[Planned, ...]] | None = None


def interruptions(at: dt.datetime) -> list[Planned]:
    """Interruptions that run or are to come, the next first; kept in memory until one is announced or called off."""
    global _known
    token = stamp(INTERRUPTIONS)
    if not token:
        return []
    if _known is None or _known[0] != token:
        rows_ = Interruption.objects.filter(called_off_at=None).order_by("-starts_at")[:50]
        kept = [
            Planned(row.pk, row.starts_at.astimezone(TZ), row.ends_at.astimezone(TZ), row.announced_at)
            for row in rows_
        ]
        _known = (token, tuple(sorted(kept, key=lambda one: one.starts_at)))
    return [one for one in _known[1] if one.ends_at > at]
