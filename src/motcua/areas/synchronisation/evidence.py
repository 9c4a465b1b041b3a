"""The outbox of states held against the journal: what was sent must be what was journalled as sent."""

import hashlib

from motcua.areas.synchronisation.choices import OPEN
from motcua.areas.synchronisation.models import Dispatch
from motcua.base.journal.models import Event
from motcua.base.people.fields import Unreadable
from motcua.rules.said import Said

CHUNK = 400


def disagreements() -> list[str]:
    """Dispatches whose state or content differs from what the journal last said of them. A few hundred at a time."""
    found: list[str] = []
    after = 0
    closed = Dispatch.objects.exclude(state__in=OPEN).order_by("pk").values_list("pk", flat=True)
    while keys := list(closed.filter(pk__gt=after)[:CHUNK]):
        told: dict[str, tuple[str, dict[str, object]]] = {}
        subjects = [f"dispatch:{key}" for key in keys]
        said = (
            Event.objects.filter(subject__in=subjects).order_by("n").values_list("subject", "kind", "facts")
        )
        for subject, kind, facts in said:
            told[subject] = (kind, facts)
        for key, row in _opened(keys):
            if row is None:
                found.append(Said("Lượt gửi Cổng số {number}: không mở được (bị sửa).", number=key))
                continue
            kind, facts = told.get(f"dispatch:{key}", ("", {}))
            same = (
                kind == f"dispatch.{row.state}"
                and facts.get("sha256") == hashlib.sha256(row.payload.encode()).hexdigest()
                and (facts.get("code"), facts.get("state")) == (row.code, row.national)
            )
            if not same:
                found.append(Said("Hồ sơ {code}: lượt gửi Cổng khác với sổ cái (bị sửa).", code=row.code))
        after = keys[-1]
    return found


def _opened(keys: list[int]) -> list[tuple[int, Dispatch | None]]:
    """The dispatches of these keys; None for one that cannot be read."""
    try:
        return [(row.pk, row) for row in Dispatch.objects.filter(pk__in=keys)]
    except Unreadable:
        return [(key, _one(key)) for key in keys]


def _one(key: int) -> Dispatch | None:
    try:
        return Dispatch.objects.get(pk=key)
    except Unreadable:
        return None
