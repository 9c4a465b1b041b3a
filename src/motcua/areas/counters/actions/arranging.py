"""Arranging the hall: what numbers are taken for, the counters, who sits where and when (the roster)."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.counters import events, evidence, policies, queries
from motcua.areas.counters.models import Counter, Service, Shift
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on
from motcua.rules.announcing import LETTERS
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid, NotFound
from motcua.rules.vietnamese import clean_line

PREMISES = "NĐ 118/2025 Điều 13"


@act(may=policies.can_arrange, records=events.SERVICE_SET, law=PREMISES)
def set_service(
    *, by: Actor, at: dt.datetime, place: str, letter: str, name: str, fields: Sequence[str] = (),
    slot_capacity: int = 0, active: bool = True,
) -> Service:  # fmt: skip
    """Đặt loại việc: for what numbers are taken, under which letter, in which fields; how many are booked a slot."""
    if letter not in LETTERS:
        raise Invalid(field="letter", text="Chọn một chữ cái dễ nghe: {letters}.", letters=", ".join(LETTERS))
    if not 0 <= slot_capacity <= 50:
        raise Invalid(field="slot_capacity", text="Số lượt đặt trước mỗi khung giờ từ 0 đến 50.")
    values = {
        "name": clean_line(name, field="name", most=80), "fields": sorted({str(one)[:120] for one in fields}),
        "slot_capacity": slot_capacity, "active": active,
    }  # fmt: skip
    service, _created = Service.objects.update_or_create(place=place, letter=letter, defaults=values)
    record(
        events.SERVICE_SET, subject=f"service:{place}-{letter}", unit=place, by=by, at=at,
        facts={"letter": letter, **values},
    )  # fmt: skip
    return service


@act(may=policies.can_arrange, records=events.COUNTER_SET, law=PREMISES)
def set_counter(
    *, by: Actor, at: dt.datetime, place: str, number: int, name: str, letters: Sequence[str] = (),
    active: bool = True,
) -> Counter:  # fmt: skip
    """Đặt quầy: its number, its name, and the letters it serves (none: all)."""
    if not 1 <= number <= 99:
        raise Invalid(field="number", text="Số quầy từ 1 đến 99.")
    known = {service.letter for service in queries.services(place, all_of_them=True)}
    if unknown := sorted(set(letters) - known):
        raise Invalid(field="letters", text="Chưa có loại việc {letters}.", letters=", ".join(unknown))
    values = {
        "name": clean_line(name, field="name", most=80), "letters": sorted(set(letters)), "active": active,
    }  # fmt: skip
    counter, _created = Counter.objects.update_or_create(place=place, number=number, defaults=values)
    record(
        events.COUNTER_SET,
        subject=counter.subject,
        unit=place,
        by=by,
        at=at,
        facts={"number": number, **values},
    )
    return counter


@act(may=policies.can_arrange, records=events.PLANNED, law=PREMISES)
def plan_shift(
    *,
    by: Actor,
    at: dt.datetime,
    place: str,
    number: int,
    post: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
) -> Shift:
    """Phân công trực quầy: which post sits at which counter from when to when."""
    counter = queries.counter(place, number)
    day = starts_at.astimezone(TZ).date()
    if not starts_at < ends_at or ends_at.astimezone(TZ).date() != day:
        raise Invalid(field="ends_at", text="Giờ kết thúc phải sau giờ bắt đầu, trong cùng một ngày.")
    if ends_at <= at:
        raise Invalid(field="starts_at", text="Chỉ phân công cho thời gian sắp tới.")
    if post not in {one.code for one in posts_on(day, agency=place)}:
        raise Invalid(field="post", text="Chọn một vị trí của đơn vị.")
    planned = Shift.objects.filter(counter__place=place, starts_at__lt=ends_at, ends_at__gt=starts_at)
    if planned.filter(counter=counter).exists():
        raise Invalid(field="starts_at", text="Quầy {number} đã có người trực trong giờ này.", number=number)
    if planned.filter(post=post).exists():
        raise Invalid(field="post", text="Vị trí này đã trực quầy khác trong giờ này.")
    shift = Shift.objects.create(counter=counter, post=post, on=day, starts_at=starts_at, ends_at=ends_at)
    record(
        events.PLANNED, subject=counter.subject, unit=place, by=by, at=at,
        facts={
            "number": number, "post": post, "starts": _clock(starts_at), "ends": _clock(ends_at),
            "rows": evidence.of_shift(shift),
        },
    )  # fmt: skip
    return shift


@act(may=policies.can_arrange, records=events.UNPLANNED, law=PREMISES)
def unplan_shift(*, by: Actor, at: dt.datetime, place: str, shift: int) -> None:
    """Bỏ phân công trực quầy: only what has not begun."""
    planned = (
        Shift.objects.select_for_update(of=("self",))
        .select_related("counter")
        .filter(pk=shift, counter__place=place, opened_at=None, starts_at__isnull=False)
        .first()
    )
    if planned is None:
        raise NotFound()
    counter, starts = planned.counter, _clock(planned.starts_at or at)
    gone = dict.fromkeys(evidence.of_shift(planned), "")
    planned.delete()
    record(
        events.UNPLANNED, subject=counter.subject, unit=place, by=by, at=at,
        facts={"number": counter.number, "starts": starts, "rows": gone},
    )  # fmt: skip


def _clock(at: dt.datetime) -> str:
    return f"{at.astimezone(TZ):%d/%m/%Y %H:%M}"
