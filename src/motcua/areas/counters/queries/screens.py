"""Registered screens, found by what their browser keeps."""

from motcua.areas.counters.models import Screen
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind
from motcua.rules.impossible import NotFound


def token_hash(token: str) -> str:
    """What is kept of the secret in a screen's cookie."""
    return blind(token, "screen.token")


def paired(token: str) -> Screen | None:
    """The screen whose browser keeps this token; None for anybody else."""
    if not 20 <= len(token) <= 80:
        return None
    return Screen.objects.filter(token=token_hash(token), removed_at=None).first()


def any_screen(place: str, kind: str) -> Screen | None:
    """A screen of that kind in a place."""
    return Screen.objects.filter(place=place, kind=kind, removed_at=None).first()


def screens(by: Actor) -> list[Screen]:
    """The screens of one's own unit that are in use."""
    return list(Screen.objects.filter(place=by.agency, removed_at=None))


def screen(number: int, *, by: Actor) -> Screen:
    """One screen of one's own unit, locked."""
    found = Screen.objects.select_for_update().filter(pk=number, place=by.agency, removed_at=None).first()
    if found is None:
        raise NotFound()
    return found
