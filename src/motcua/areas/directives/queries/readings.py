"""Every read of documents that are being read: only for who may draft in the agency; another unit's are not there."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from motcua.areas.directives import policies
from motcua.areas.directives.choices import types
from motcua.areas.directives.models import Directive, Reading
from motcua.areas.directives.queries.house import posts_for, titles, unit_names
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import Standing, standing
from motcua.rules import confirming
from motcua.rules.impossible import NotFound

KEEP_DAYS = 60
READER = "rules.reading 2"
"""Who reads; from the second on, what a document cites is confirmed too."""


class NoSuchReading(NotFound):
    text = "Không tìm thấy bản đọc này. Có thể đã tạo văn bản, đã bỏ hoặc để quá {days} ngày."


@dataclass(frozen=True)
class Held:
    """A reading as it stands: text, what was read and what was said of it."""

    id: uuid.UUID
    name: str
    text: str
    kind: str
    pages: tuple[int, ...]
    read: Mapping[str, Any]
    warnings: tuple[str, ...]
    said: Mapping[str, Mapping[str, Any]]
    points: tuple[confirming.Point, ...]

    @property
    def unseen(self) -> int:
        """How many points nobody decided on yet."""
        return sum(not confirming.state_of(point, self.said) for point in self.points)


def find(by: Actor, id: uuid.UUID, *, locked: bool = False) -> Reading:
    """The row of a reading that this actor may work on."""
    rows = Reading.objects.select_for_update() if locked else Reading.objects
    found = rows.filter(pk=id, agency=by.agency).first()
    hidden = found is None or not policies.can_confirm(by, found.agency, found.unit)
    if found is None or hidden or (found.directive_id is None and not found.content):
        raise NoSuchReading(days=KEEP_DAYS)
    return found


def held(row: Reading) -> Held:
    """What a reading holds."""
    content = json.loads(row.content)
    named = {one.name: one.code for one in types().values()}
    return Held(
        row.pk, row.name, content["text"], content["kind"], tuple(content["pages"]), content["read"],
        tuple(content["warnings"]), json.loads(row.said or "{}"),
        confirming.points_of(content["read"], named, calendar_for(row.agency).working_day_after),
    )  # fmt: skip


def became(row: Reading) -> str:
    """The code of the directive it became; nothing while it is being read."""
    found = Directive.objects.filter(pk=row.directive_id).first() if row.directive_id else None
    return found.code if found else ""


def under_way(by: Actor) -> Sequence[Held]:
    """What is being read in the agency, the last touched first."""
    return [held(row) for row in _open(by).order_by("-saved_at")[:20]]


def _open(by: Actor) -> QuerySet[Reading]:
    rows = Reading.objects.filter(agency=by.agency, directive__isnull=True)
    if not policies.can_draft(by):
        return rows.none()
    return rows if policies.leads(by) else rows.filter(unit__in=("", by.unit))


def offered(by: Actor) -> list[dt.datetime]:
    """Since when each document that the agency itself signed was read and waits to become tasks, the longest first."""
    return list(_open(by).exclude(unit="").order_by("begun_at").values_list("begun_at", flat=True))


def of_source(by: Actor, source: str) -> uuid.UUID | None:
    """The last reading of a document of the registers, under way or become a directive."""
    rows = Reading.objects.filter(agency=by.agency, source=source).order_by("-begun_at")
    found = rows.first() if policies.can_draft(by) else None
    return found.pk if found and policies.can_confirm(by, found.agency, found.unit) else None


def is_read(source: str) -> bool:
    """Whether a document of the registers was read."""
    return Reading.objects.filter(source=source).exists()


def house(agency: str, on: dt.date) -> tuple[dict[str, str], dict[str, str]]:
    """Units and posts that a name in a document may mean, as ``unit:key`` and ``post:code``."""
    units = {f"unit:{key}": name for key, name in unit_names(agency, on).items()}
    posts = {f"post:{code}": title for code, title in titles(posts_for(agency, on)).items()}
    return units, posts


def last_day(agency: str, day: dt.date, before: bool) -> dt.date:
    """The last day that the words mean: "trước ngày" ends with the last working day before it."""
    if not before:
        return day
    calendar, found = calendar_for(agency), day - dt.timedelta(days=1)
    while not calendar.is_working_day(found):
        found -= dt.timedelta(days=1)
    return found


def standings(symbols: Iterable[str], on: dt.date) -> Mapping[str, Standing]:
    """How cited documents stand on a day, as far as the register of law knows."""
    return standing(symbols, on)


def left_alone(at: dt.datetime) -> list[uuid.UUID]:
    """Readings that nobody touched for so long that they are dropped."""
    before = at - dt.timedelta(days=KEEP_DAYS)
    return list(
        Reading.objects.filter(directive__isnull=True, saved_at__lt=before).values_list("pk", flat=True)
    )
