"""Signing up for a duty day at home, without account; coming; what is forgotten afterwards."""

import datetime as dt
import json
from dataclasses import dataclass

from motcua.areas.receptions import events, policies
from motcua.areas.receptions.actions.keeping import DAY, body, note
from motcua.areas.receptions.choices import DayState, SignUpState
from motcua.areas.receptions.models import DutyDay, SignUp
from motcua.areas.receptions.queries.days import starts_at
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.people.actions import read_in_full
from motcua.base.people.choices import Purpose
from motcua.base.people.events import CITIZEN_READ
from motcua.base.people.fields import blind
from motcua.base.people.policies import details
from motcua.rules.denunciations import says_so
from motcua.rules.impossible import Impossible, Invalid, NotFound

ABOUT_MOST, PERSONS_MOST = 500, 100


class NotOpen(Impossible):
    text = "Ngày {day} không nhận đăng ký nữa. Chọn ngày khác, hoặc đến trực tiếp trong giờ làm việc."


class NoSeat(Impossible):
    text = "Ngày {day} đã hết chỗ đăng ký. Chọn ngày khác, hoặc đến trực tiếp và chờ theo thứ tự."


class SignedAlready(Impossible):
    text = "Số điện thoại hoặc thư điện tử này đã đăng ký ngày {day}. Muốn đổi thì hủy đăng ký cũ."


@dataclass(frozen=True)
class Read:
    """What somebody said of themselves to take a place, checked; nothing of who denounces."""

    contact: dict[str, str]
    about: str
    caller: str
    persons: int
    next: int


def read_sign_up(
    day: DutyDay,
    *,
    at: dt.datetime,
    name: str,
    phone: str = "",
    email: str = "",
    about: str,
    persons: int = 1,
    denounces: bool = False,
) -> Read:
    """Check what was said before anything is written; raises what keeps it from being a place on that day.

    Of who says, or whose words say, that they denounce nothing is taken over: a number is enough to come (R6.45).
    """
    words = f"{day.on:%d/%m/%Y}"
    if day.state != DayState.PUBLISHED or at >= starts_at(day):
        raise NotOpen(day=words)
    known: tuple[dict[str, str], str, str] = ({}, "", "")
    if not (denounces or says_so(about)):
        known = _known(day, name=name, phone=phone, email=email, about=about)
    if isinstance(persons, bool) or not 1 <= persons <= PERSONS_MOST:
        raise Invalid(field="persons", text="Số người cùng đến từ 1 đến {most}.", most=PERSONS_MOST)
    contact, what, caller = known
    rows = list(day.sign_ups.all())
    live = [row for row in rows if row.state == SignUpState.SIGNED]
    if caller and any(row.caller == caller for row in live):
        raise SignedAlready(day=words)
    if len(live) >= day.seats:
        raise NoSeat(day=words)
    return Read(contact, what, caller, persons, max((row.n for row in rows), default=0) + 1)


def _known(day: DutyDay, *, name: str, phone: str, email: str, about: str) -> tuple[dict[str, str], str, str]:
    said = details(
        kind="person", name=name, id_number="", phone=phone, email=email, id_required=False, prefix=""
    )
    if not (said.phone or said.email):
        raise Invalid(field="phone", text="Ghi số điện thoại hoặc thư điện tử để được báo khi lịch thay đổi.")
    contact = {"name": said.name, "phone": said.phone, "email": said.email}
    what = body(about, "about", what="nội dung muốn trình bày", most=ABOUT_MOST)
    return contact, what, blind(said.phone or said.email, f"reception.{day.agency}.caller")


@act(
    may=policies.can_sign_up, records=events.SIGNED_UP,
    law="Luật Tiếp công dân 42/2013/QH13 Điều 24; Luật Tố cáo 25/2018/QH14 Điều 8; R6.4, R6.45", finds=DAY,
)  # fmt: skip
def sign_up(
    *, by: Actor, at: dt.datetime, day: DutyDay, name: str, phone: str = "", email: str = "", about: str,
    persons: int = 1, denounces: bool = False,
) -> SignUp:  # fmt: skip
    """Đăng ký tiếp công dân: a place on a published day; only what is needed to call back is asked, of who denounces
    nothing."""
    read = read_sign_up(
        day, at=at, name=name, phone=phone, email=email, about=about, persons=persons, denounces=denounces
    )
    made = SignUp(
        day=day, n=read.next, about=read.about, caller=read.caller, persons=persons, signed_at=at,
        contact=json.dumps(read.contact, ensure_ascii=False) if read.contact else "",
    )  # fmt: skip
    made.save(force_insert=True)
    note(events.SIGNED_UP, day, made, by=by, at=at, n=made.n, persons=persons)
    return made


def _live(day: DutyDay, n: int) -> SignUp:
    row = day.sign_ups.filter(n=n).first()
    if row is None:
        raise NotFound()
    if row.state != SignUpState.SIGNED:
        raise Invalid(field="n", text="Đăng ký này không còn hiệu lực.")
    row.day = day
    return row


@act(may=policies.can_cancel, records=events.CANCELLED, law="", finds=DAY)
def cancel(*, by: Actor, at: dt.datetime, day: DutyDay, n: int) -> SignUp:
    """Hủy đăng ký: the place is free for somebody else, and what was said of oneself is forgotten at once."""
    row = _live(day, n)
    row.state, row.ended_at, row.contact, row.about, row.caller = SignUpState.CANCELLED, at, "", "", ""
    row.save(update_fields=["state", "ended_at", "contact", "about", "caller"])
    note(events.CANCELLED, day, row, by=by, at=at, n=n)
    return row


def came(day: DutyDay, n: int, *, forget: bool, by: Actor, at: dt.datetime) -> dict[str, str]:
    """Who signed up is being received; part of ``receive``, which declares it. Returns who it was.

    ``forget``: they denounce, so that nothing of what they said of themselves is kept beside their visit (R6.45).
    """
    row = _live(day, n)
    known: dict[str, str] = json.loads(row.contact or "{}")
    row.state, row.ended_at = SignUpState.CAME, at
    if forget:
        row.contact = row.about = row.caller = ""
    row.save(update_fields=["state", "ended_at", "contact", "about", "caller"])
    note(events.CAME, day, row, by=by, at=at, n=n)
    return known


@act(
    may=policies.can_forget,
    records=events.FORGOTTEN,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    finds=DAY,
)
def forget(*, by: Actor, at: dt.datetime, day: DutyDay) -> int:
    """Xóa thông tin người đăng ký: who signed up and about what is not kept after the day has passed."""
    count = day.sign_ups.exclude(caller="").update(contact="", about="", caller="")
    note(events.FORGOTTEN, day, by=by, at=at, count=count)
    return count


@act(
    may=policies.can_know_sign_ups,
    records=CITIZEN_READ,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15; R6.6, R16.19",
    finds=DAY,
)
def reveal_sign_ups(*, by: Actor, at: dt.datetime, day: DutyDay | str) -> DutyDay:
    """Xem đầy đủ người đăng ký: how those who signed up for a day are reached; every reading is journalled."""
    assert isinstance(day, DutyDay)
    read_in_full(
        subject=f"people-of:{day.code}",
        unit=day.agency,
        by=by,
        at=at,
        purpose=Purpose.CONTACT,
        work=day.subject,
    )
    return day
