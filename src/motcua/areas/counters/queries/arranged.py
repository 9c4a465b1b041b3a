"""How the hall is arranged: services, counters, who sits where; which parameters of the law hold."""

import datetime as dt
from typing import Any

from django.db.models import Q

from motcua.areas.counters.choices import Priority
from motcua.areas.counters.models import Counter, Service, Shift
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import NoValueThen, UnknownParameter, parameter
from motcua.rules.impossible import Impossible, NotFound


class NoSuchService(NotFound):
    text = "Ở đây không có loại việc {letter}."


class NoSuchCounter(NotFound):
    text = "Ở đây không có quầy {number}."


class NotAtACounter(Impossible):
    text = "Vị trí này chưa mở quầy nào. Mở quầy trước khi mời số."


def setting(key: str, on: dt.date) -> Any:
    """A parameter of the hall on a day; None where the law of that day set none."""
    try:
        return parameter(f"hall.{key}", on)
    except (NoValueThen, UnknownParameter):
        return None


def groups(on: dt.date) -> list[tuple[str, str]]:
    """The groups that go first on a day, as (code, words)."""
    return [(str(one.value), str(one.label)) for one in Priority if setting(f"priority.{one.value}", on)]


def services(place: str, *, all_of_them: bool = False) -> list[Service]:
    """What numbers are taken for, in the order of their letters."""
    found = Service.objects.filter(place=place)
    return list(found if all_of_them else found.filter(active=True))


def service(place: str, letter: str) -> Service:
    """One service that takes numbers."""
    found = Service.objects.filter(place=place, letter=letter, active=True).first()
    if found is None:
        raise NoSuchService(letter=letter)
    return found


def counters(place: str, *, all_of_them: bool = False) -> list[Counter]:
    """The counters of a place by their number."""
    found = Counter.objects.filter(place=place)
    return list(found if all_of_them else found.filter(active=True))


def counter(place: str, number: int) -> Counter:
    """One counter in use."""
    found = Counter.objects.filter(place=place, number=number, active=True).first()
    if found is None:
        raise NoSuchCounter(number=number)
    return found


def seat(by: Actor, *, needed: bool = False) -> Shift | None:
    """The open shift of a post: at which counter it sits now."""
    found = (
        Shift.objects.select_related("counter")
        .filter(post=by.post, opened_at__isnull=False, closed_at=None, counter__place=by.agency)
        .first()
    )
    if found is None and needed:
        raise NotAtACounter()
    return found


def sitting(place: str) -> list[Shift]:
    """Every open shift of a place, by counter."""
    found = Shift.objects.select_related("counter").filter(
        counter__place=place, opened_at__isnull=False, closed_at=None
    )
    return sorted(found, key=lambda shift: shift.counter.number)


def roster(place: str, first: dt.date, last: dt.date) -> list[Shift]:
    """Shifts planned or worked from a day to another, both included: roster and attendance side by side."""
    return list(
        Shift.objects.select_related("counter")
        .filter(Q(counter__place=place), on__range=(first, last))
        .order_by("on", "counter__number", "starts_at", "opened_at")[:1000]
    )
