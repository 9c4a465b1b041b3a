"""Reads of duty days: who must receive how often, when and where; who signed up."""

import datetime as dt
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.areas.cases.queries import rows_of_ended_units
from motcua.areas.receptions import policies
from motcua.areas.receptions.choices import Check, DayState, Role, SignUpState
from motcua.areas.receptions.models import DutyDay, Place, Receiver, SignUp
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.queries import NoValueThen, ParameterValue, parameter, parameter_row
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import version_on
from motcua.base.people.fields import blind
from motcua.rules import receptions as rules
from motcua.rules.calendar import TZ
from motcua.rules.denunciations import says_so
from motcua.rules.impossible import NotFound

SIGN_UP = re.compile(r"^(.{6,40})-(\d{2,4})$")
KEY_HEX = 12
CHAIR_OF = {
    Level.PROVINCE: "reception.chair_tinh", Level.DISTRICT: "reception.chair_huyen",
    Level.COMMUNE: "reception.chair_xa",
}  # fmt: skip
LIVE = (DayState.PUBLISHED, DayState.HELD)


class NoSuchDay(NotFound):
    text = "Không tìm thấy ngày tiếp công dân này trong phạm vi của đơn vị."


class NoSuchSignUp(NotFound):
    text = "Không có đăng ký nào với số và mã này. Xem lại giấy hẹn."


# --- who must receive ------------------------------------------------------------------------------------------


def frequency_key(agency: str, role: str, on: dt.date) -> str:
    """Under which parameter of the law somebody receives here on a day (R6.1)."""
    level = Level(version_on(agency, on).level)
    return CHAIR_OF.get(level, "reception.head") if role == Role.CHAIR else "reception.head"


def frequency(agency: str, role: str, on: dt.date) -> tuple[rules.Frequency, ParameterValue] | None:
    """How often somebody receives here by the law of the day, with its source; None where no law of the day says."""
    try:
        row = parameter_row(frequency_key(agency, role, on), on)
    except NoValueThen:
        return None
    return rules.Frequency.of(row.value), row


def delegable(agency: str, role: str, on: dt.date) -> bool:
    """Whether another post may receive instead (R6.3: not for the chair of a commune since 1/7/2026)."""
    if frequency_key(agency, role, on) != "reception.chair_xa":
        return True
    return bool(parameter("reception.chair_xa_delegable", on))


def receivers(agency: str, on: dt.date) -> list[Receiver]:
    """Who must receive citizens here on a day."""
    valid = Q(valid_to=None) | Q(valid_to__gt=on)
    return list(Receiver.objects.filter(valid, agency=agency, valid_from__lte=on))


def receiver_of(agency: str, post: str, on: dt.date) -> Receiver | None:
    """As what a post must receive here."""
    return next((one for one in receivers(agency, on) if one.post == post), None)


def places(agency: str) -> list[Place]:
    """Places of reception of an agency."""
    return list(Place.objects.filter(agency=agency))


# --- days ------------------------------------------------------------------------------------------------------


def _days() -> QuerySet[DutyDay]:
    taken = Count("sign_ups", filter=Q(sign_ups__state__in=[SignUpState.SIGNED, SignUpState.CAME]))
    found = DutyDay.objects.select_related("place", "moved_to").annotate(taken=taken)
    return found.order_by("on", "starts", "pk")


def day_to_act_on(code: str | DutyDay, *, by: Actor) -> DutyDay:
    """The day of an act, locked; another unit's looks like one that is not there."""
    code = code.code if isinstance(code, DutyDay) else code
    found = DutyDay.objects.select_for_update().filter(code=code).first()
    public = by.post in (CITIZEN.post, SYSTEM.post)
    if found is None or not (public or policies.can_see(by, found.agency)):
        raise NoSuchDay()
    return DutyDay.objects.select_related("place", "moved_to").get(pk=found.pk)


def days_of_ended_units(on: dt.date) -> list[str]:
    """Codes of days to come of agencies that ended and have a known heir."""
    return rows_of_ended_units(DutyDay.objects.filter(on__gte=on, state__in=list(map(str, LIVE))), on)


def waiting_at(agency: str, on: dt.date) -> int:
    """How many days of reception an agency has still to hold."""
    return DutyDay.objects.filter(agency=agency, on__gte=on, state__in=list(map(str, LIVE))).count()


def one_day(by: Actor, code: str) -> DutyDay:
    """A day that this actor may see."""
    found = _days().filter(code=code).first()
    if found is None or not policies.can_see(by, found.agency):
        raise NoSuchDay()
    return found


def days(by: Actor, first: dt.date, last: dt.date) -> list[DutyDay]:
    """Duty days of the actor's agency from one day to another, both included, with how many places are taken."""
    if not policies.can_see(by, by.agency):
        return []
    return list(_days().filter(agency=by.agency, on__gte=first, on__lte=last))


def public_days(agency: str, first: dt.date, *, moved: bool = False) -> list[DutyDay]:
    """The published schedule from a day on; ``moved`` with what was published and then moved or called off."""
    states: list[str] = list(map(str, LIVE))
    which = Q(state__in=states)
    if moved:
        which |= Q(state__in=[DayState.MOVED, DayState.CALLED_OFF], published_at__isnull=False)
    return list(_days().filter(which, agency=agency, on__gte=first))


def seats_left(day: DutyDay) -> int | None:
    """How many may still sign up for a day as these queries read it; None where nobody can."""
    return max(day.seats - vars(day)["taken"], 0) if day.seats else None


def public_day(agency: str, code: str) -> DutyDay:
    """A published day by its code."""
    found = next((day for day in public_days(agency, dt.date.min, moved=True) if day.code == code), None)
    if found is None:
        raise NoSuchDay()
    return found


def post_by(agency: str, on: dt.date) -> dt.date:
    """The last day on which posting a day is in time (R6.4)."""
    return rules.last_day_to_post(calendar_for(agency), on, int(parameter("reception.schedule_notice", on)))


@dataclass(frozen=True)
class Need:
    """What a month asks of a receiver: how many days are due, how many stand in the schedule, the law."""

    receiver: Receiver
    due: int
    planned: int
    law: ParameterValue


def month_needs(by: Actor, year: int, month: int) -> list[Need]:
    """For everybody who must receive: days due in a month against days in the schedule."""
    first = dt.date(year, month, 1)
    span = rules.days_of(year, month)
    inside = [
        day for day in days(by, first, span[-1])
        if day.session == "periodic" and day.state in (DayState.PLANNED, *LIVE)
    ]  # fmt: skip
    found = []
    for receiver in receivers(by.agency, span[-1]):
        told = frequency(by.agency, receiver.role, first)
        if told is not None:
            often, law = told
            planned = sum(day.post == receiver.post for day in inside)
            found.append(Need(receiver, rules.due_in(often, year, month), planned, law))
    return found


# --- online sessions -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Checked:
    """One check of an online session: by when it must be, when it was (R6.5)."""

    check: Check
    by: dt.datetime
    at: dt.datetime | None

    def late(self, now: dt.datetime) -> bool:
        """Whether it was, or is, later than it must be."""
        return (self.at or now) > self.by


def starts_at(day: DutyDay) -> dt.datetime:
    """When the session begins."""
    return dt.datetime.combine(day.on, day.starts, TZ)


def checks(day: DutyDay) -> list[Checked]:
    """What an online session needs: told 05 working days before, tested 01 before, connected 01 hour before."""
    if not day.online:
        return []
    calendar, begins = calendar_for(day.agency), starts_at(day)
    end = dt.time(23, 59, 59)

    def before(key: str) -> dt.datetime:
        last = rules.last_day_to_post(calendar, day.on, int(parameter(key, day.on)))
        return dt.datetime.combine(last, end, TZ)

    hours = dt.timedelta(hours=int(parameter("reception.online_connect", day.on)))
    due = {
        Check.NOTIFIED: before("reception.online_notice"), Check.TESTED: before("reception.online_test"),
        Check.CONNECTED: begins - hours, Check.RECORDED: dt.datetime.combine(day.on, end, TZ),
    }  # fmt: skip
    return [Checked(check, due[check], getattr(day, f"{check}_at")) for check in Check]


# --- places taken ----------------------------------------------------------------------------------------------


def sign_up_key(code: str) -> str:
    """The twelve figures with which a citizen comes back to a place taken; derived, never stored."""
    return blind(code, "reception.sign_up")[:KEY_HEX]


def sign_up_found(code: str, key: str) -> SignUp:
    """A place taken, for who holds its receipt; a wrong key and an unknown number look the same."""
    read = SIGN_UP.match(code)
    if read is None or not hmac.compare_digest(sign_up_key(code).encode(), key.encode()):
        raise NoSuchSignUp()
    found = SignUp.objects.select_related("day__place", "day__moved_to").filter(
        day__code=read[1], n=int(read[2])
    )
    one = found.first()
    if one is None:
        raise NoSuchSignUp()
    return one


def sign_ups(by: Actor, day: DutyDay) -> list[dict[str, Any]]:
    """Who signed up for a day, for posts that work on petitions; others learn how many only.

    Who came and was forgotten at once denounces: no line says which number it was; who said so at home is a number
    without name, contact and words (R6.45).
    """
    if not policies.can_know_sign_ups(by, day):
        return []
    rows = [row for row in sign_ups_of(day) if row.contact or row.state != SignUpState.CAME]
    return [{"row": row, **_said(row)} for row in rows]


def _said(row: SignUp) -> dict[str, str]:
    if says_so(row.about):
        return {"about": ""}
    return {**json.loads(row.contact or "{}"), "about": row.about}


def sign_ups_of(day: DutyDay) -> list[SignUp]:
    """Places taken for a day, in their order."""
    rows = list(SignUp.objects.filter(day=day))
    for row in rows:
        row.day = day
    return rows
