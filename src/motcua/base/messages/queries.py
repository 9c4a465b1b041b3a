"""Reading the outbox."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language

from motcua.base import rows
from motcua.base.messages.choices import Channel, State
from motcua.base.messages.models import Notice
from motcua.base.messages.ports import Text, text


@dataclass(frozen=True)
class Told:
    """A notice as a person reads it."""

    at: dt.datetime
    title: str
    text: str
    key: str


def written(notice: Notice) -> Text:
    """A notice in the language of the moment."""
    return text(notice.key, (get_language() or "vi")[:2]).filled(notice.facts)


_LAST_TOLD = "FROM base_messages_notice WHERE subject = %s AND channel = %s ORDER BY seq DESC LIMIT 20"


def notices_for(subject: str) -> list[Told]:
    """What the person concerned by a subject was told in the application, newest first."""
    found = []
    for (row,) in rows.select((Notice,), _LAST_TOLD, [subject, str(Channel.IN_APP)]):
        said = written(row)
        found.append(Told(row.at, said.subject, said.body, row.key))
    return found


def due(at: dt.datetime, most: int = 100) -> list[int]:
    """Notices to be sent now, oldest first."""
    waiting = Notice.objects.filter(state=State.QUEUED, due_at__lte=at).exclude(channel=Channel.IN_APP)
    return list(waiting.order_by("due_at", "id").values_list("pk", flat=True)[:most])


def counts() -> dict[str, int]:
    """How many notices wait, and how many could not be sent."""
    return {
        str(state.value): Notice.objects.filter(state=state).count() for state in (State.QUEUED, State.FAILED)
    }
