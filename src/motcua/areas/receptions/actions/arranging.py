"""The duty schedule: who receives, where; planned from the law, published in time, held, moved, explained."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from motcua.areas.receptions import events, policies, queries
from motcua.areas.receptions.actions.keeping import DAY, NOTE_MOST, body, line, note, note_row
from motcua.areas.receptions.choices import DayState, Equipment, Role, Session, SignUpState
from motcua.areas.receptions.models import DutyDay, Place, Receiver
from motcua.areas.receptions.queries.days import delegable, frequency
from motcua.base.calendars.queries import calendar_for
from motcua.base.documents.actions import take_number
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.base.orgs.queries import NoPost, post_on
from motcua.rules import receptions as rules
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid

SEATS, SEATS_MOST = 10, 200
AHEAD_MOST = 400


class NotReceiver(Impossible):
    text = "Vị trí này chưa được ghi là người có trách nhiệm tiếp công dân. Ghi ở mục “Ai phải tiếp”."


class ScheduleFull(Impossible):
    text = "Tháng {month} đã có đủ {due} ngày theo luật, hoặc không còn ngày làm việc nào."


class PostedTooLate(Impossible):
    text = (
        "Ngày {day} phải công bố chậm nhất {last} ({days} ngày làm việc trước). Công bố muộn thì ghi lý do, hoặc dời "
        "sang ngày khác."
    )


class NotDelegable(Impossible):
    text = "Chủ tịch Ủy ban nhân dân cấp xã trực tiếp tiếp công dân, không giao cấp phó tiếp thay. Dời sang ngày khác."


class DayPassed(Impossible):
    text = "Ngày {day} đã ở trạng thái “{state}”, không làm việc này được nữa."


class NotYet(Impossible):
    text = "Chưa đến ngày {day}."


class Unfinished(Impossible):
    text = "Còn {count} lượt tiếp trong ngày chưa có thông báo kết luận. Kết luận rồi hãy ghi đã tiếp xong."


# --- who and where ---------------------------------------------------------------------------------------------


@act(
    may=policies.can_arrange,
    records=events.RECEIVER_NAMED,
    law="Luật Tiếp công dân 42/2013/QH13 Điều 12–18; R6.1",
)
def name_receiver(*, by: Actor, at: dt.datetime, agency: str, post: str, role: str) -> Receiver:
    """Ghi người có trách nhiệm tiếp công dân: a post, as chair or as head; one chair at a time."""
    on = at.astimezone(TZ).date()
    if role not in Role.values:
        raise Invalid(field="role", text="Chọn tư cách tiếp công dân.")
    try:
        found = post_on(post, on)
    except NoPost as error:
        raise Invalid(field="post", text="Chọn vị trí có trách nhiệm tiếp công dân.") from error
    if found.agency_id != agency:
        raise Invalid(field="post", text="Chọn vị trí của cơ quan này.")
    now = queries.receivers(agency, on)
    if any(one.post == post and one.role == role for one in now):
        raise Invalid(field="post", text="Vị trí này đã được ghi.")
    ended = [one for one in now if one.post == post or (role == Role.CHAIR and one.role == Role.CHAIR)]
    for one in ended:
        one.valid_to = on
        one.save(update_fields=["valid_to"])
        note_row(events.RECEIVER_NAMED, one, by=by, at=at, post=one.post, role=one.role, ended=True)
    made = Receiver.objects.create(agency=agency, post=post, role=role, valid_from=on)
    note_row(events.RECEIVER_NAMED, made, by=by, at=at, post=post, role=role)
    return made


@act(
    may=policies.can_arrange,
    records=events.PLACE_SET,
    law="Luật Tiếp công dân 42/2013/QH13 Điều 19; R6.3; S040",
)
def set_place(
    *,
    by: Actor,
    at: dt.datetime,
    agency: str,
    name: str,
    address: str = "",
    equipment: Sequence[str] = (),
    n: int = 0,
) -> Place:
    """Đặt nơi tiếp công dân: where it is, and what was found there when it was checked."""
    called = line(name, "name", what="tên nơi tiếp công dân", most=120)
    where = line(address, "address", what="địa chỉ", needed=False)
    unknown = [one for one in equipment if one not in Equipment.values]
    if unknown:
        raise Invalid(field="equipment", text="Chọn trang bị trong danh sách.")
    row = Place.objects.select_for_update().filter(agency=agency, n=n).first() if n else None
    if row is None:
        row = Place(agency=agency, n=Place.objects.filter(agency=agency).count() + 1)
    row.name, row.address, row.checked_on = called, where, at.astimezone(TZ).date()
    row.equipment = [one for one in Equipment.values if one in equipment]
    row.save()
    note_row(events.PLACE_SET, row, by=by, at=at, name=called, count=len(row.equipment))
    return row


# --- planning --------------------------------------------------------------------------------------------------


def _place(agency: str, n: int) -> Place:
    found = Place.objects.filter(agency=agency, n=n).first()
    if found is None:
        raise Invalid(field="place", text="Chọn nơi tiếp công dân.")
    return found


def _hours(starts: dt.time, ends: dt.time) -> None:
    if starts >= ends:
        raise Invalid(field="ends", text="Giờ kết thúc sau giờ bắt đầu.")


def _seats(seats: int) -> None:
    if not 0 <= seats <= SEATS_MOST:
        raise Invalid(field="seats", text="Số chỗ đăng ký từ 0 đến {most}.", most=SEATS_MOST)


def _new_day(day: DutyDay, **kind: Any) -> DutyDay:
    book = f"duty-day-{day.on:%y%m%d}"
    day.code = (
        f"LTD-{day.agency}-{day.on:%y%m%d}-{take_number(agency=day.agency, book=book, year=day.on.year)}"
    )
    for name, value in kind.items():
        setattr(day, name, value)
    day.save(force_insert=True)
    return day


@act(may=policies.can_arrange, records=events.PLANNED, law="Luật Tiếp công dân 42/2013/QH13 Điều 12–18; R6.1")
def plan_month(
    *, by: Actor, at: dt.datetime, agency: str, year: int, month: int, post: str, place: int,
    starts: dt.time = dt.time(8), ends: dt.time = dt.time(11, 30), weekday: int = rules.THURSDAY, seats: int = SEATS,
    about: str = "",
) -> list[DutyDay]:  # fmt: skip
    """Dự kiến lịch tháng: as many days as the law of the month asks for, on working days still to come."""
    today = at.astimezone(TZ).date()
    first = _month(year, month, today)
    receiver = queries.receiver_of(agency, post, max(first, today))
    if receiver is None:
        raise NotReceiver()
    told = frequency(agency, receiver.role, first)
    if told is None:
        raise Invalid(
            field="month", text="Luật của tháng này không quy định ngày tiếp công dân cho vị trí này."
        )
    where, expected = (
        _place(agency, place),
        line(about, "about", what="nội dung dự kiến", most=300, needed=False),
    )
    _hours(starts, ends)
    _seats(seats)
    if not 0 <= weekday <= 6:
        raise Invalid(field="weekday", text="Chọn ngày trong tuần.")
    calendar, span = calendar_for(agency), rules.days_of(year, month)
    before = DutyDay.objects.filter(
        agency=agency, post=post, session=Session.PERIODIC, on__gte=span[0] - dt.timedelta(days=7),
        on__lte=span[-1] + dt.timedelta(days=7),
    ).exclude(state__in=[DayState.MOVED, DayState.CALLED_OFF])  # fmt: skip
    taken = {day.on for day in before}
    often = told[0]
    weeks = {(day - dt.timedelta(days=day.weekday())) for day in taken} if often.per == "week" else set()
    wanted = [
        on
        for on in rules.proposed(
            often,
            year,
            month,
            lambda on: on > today and calendar.is_working_day(on),
            weekday=weekday,
            taken=taken,
        )
        if often.per == "month" or on - dt.timedelta(days=on.weekday()) not in weeks
    ]
    standing = sum(span[0] <= on <= span[-1] for on in taken)
    due = rules.due_in(often, year, month)
    if often.per == "month":
        wanted = wanted[: max(0, due - standing)]
    if not wanted:
        raise ScheduleFull(month=f"{month}/{year}", due=due)
    made = []
    for on in wanted:
        day = DutyDay(
            agency=agency, post=post, role=receiver.role, session=Session.PERIODIC, on=on, starts=starts, ends=ends,
            place=where, seats=seats, about=expected,
        )  # fmt: skip
        made.append(_new_day(day))
        note(events.PLANNED, day, by=by, at=at, post=post, session=str(Session.PERIODIC))
    return made


def _month(year: int, month: int, today: dt.date) -> dt.date:
    if not (1 <= month <= 12 and today.year - 1 <= year <= today.year + 1):
        raise Invalid(field="month", text="Chọn tháng của năm nay hoặc năm sau.")
    first = dt.date(year, month, 1)
    if first.replace(day=28) + dt.timedelta(days=4) < today:
        raise Invalid(field="month", text="Tháng này đã qua.")
    return first


@act(
    may=policies.can_arrange, records=events.PLANNED,
    law="Luật Tiếp công dân 42/2013/QH13 Điều 18; NĐ 154/2026 Điều 16–24; R6.2, R6.5",
)  # fmt: skip
def plan_day(
    *, by: Actor, at: dt.datetime, agency: str, post: str, on: dt.date, place: int, session: str,
    starts: dt.time = dt.time(8), ends: dt.time = dt.time(11, 30), seats: int = SEATS, about: str = "",
    ground: str = "", online: bool = False, online_ground: str = "",
) -> DutyDay:  # fmt: skip
    """Dự kiến một ngày: periodic, extraordinary with its ground (R6.2), online with its ground (R6.5)."""
    today = at.astimezone(TZ).date()
    receiver = queries.receiver_of(agency, post, today)
    if receiver is None:
        raise NotReceiver()
    if session not in (Session.PERIODIC, Session.EXTRAORDINARY):
        raise Invalid(field="session", text="Chọn tiếp định kỳ hay đột xuất.")
    extraordinary = session == Session.EXTRAORDINARY
    if extraordinary and ground not in {one.code for one in rules.EXTRAORDINARY}:
        raise Invalid(field="ground", text="Chọn lý do tiếp đột xuất theo luật.")
    if online and online_ground not in {one.code for one in rules.ONLINE}:
        raise Invalid(field="online_ground", text="Chọn trường hợp được tiếp trực tuyến.")
    if not today <= on <= today + dt.timedelta(days=AHEAD_MOST):
        raise Invalid(field="on", text="Chọn ngày từ hôm nay đến một năm sau.")
    if not extraordinary and not calendar_for(agency).is_working_day(on):
        raise Invalid(field="on", text="Ngày tiếp định kỳ là ngày làm việc.")
    _hours(starts, ends)
    _seats(seats)
    if not extraordinary and _standing(post, on):
        raise Invalid(field="on", text="Ngày này vị trí đã có lịch tiếp.")
    day = DutyDay(
        agency=agency, post=post, role=receiver.role, session=session, on=on, starts=starts, ends=ends,
        place=_place(agency, place), seats=seats, ground=ground if extraordinary else "", online=online,
        about=line(about, "about", what="nội dung dự kiến", most=300, needed=False),
        online_ground=online_ground if online else "",
    )  # fmt: skip
    _new_day(day)
    note(events.PLANNED, day, by=by, at=at, post=post, session=session, online=online)
    return day


def _standing(post: str, on: dt.date) -> bool:
    same = DutyDay.objects.filter(post=post, on=on, session=Session.PERIODIC)
    return same.exclude(state__in=[DayState.MOVED, DayState.CALLED_OFF]).exists()


def _in(day: DutyDay, *states: DayState) -> None:
    if day.state not in states:
        raise DayPassed(day=f"{day.on:%d/%m/%Y}", state=str(DayState(day.state).label))


# --- publish, move, call off -----------------------------------------------------------------------------------


@act(
    may=policies.can_publish, records=events.PUBLISHED,
    law="Luật Tiếp công dân 42/2013/QH13 Điều 24; R6.4", finds=DAY,
)  # fmt: skip
def publish(*, by: Actor, at: dt.datetime, day: DutyDay, reason: str = "") -> DutyDay:
    """Công bố: posted at the place and on the portal 05 working days before; later only with its reason, and noted so.

    An extraordinary day needs no such time.
    """
    _in(day, DayState.PLANNED)
    today = at.astimezone(TZ).date()
    if day.on < today:
        raise DayPassed(day=f"{day.on:%d/%m/%Y}", state="đã qua")
    days = int(parameter("reception.schedule_notice", day.on))
    periodic = day.session == Session.PERIODIC
    day.in_time = rules.posted_in_time(calendar_for(day.agency), day.on, today, days) if periodic else None
    if day.in_time is False and not reason.strip():
        last = queries.post_by(day.agency, day.on)
        raise PostedTooLate(day=f"{day.on:%d/%m/%Y}", last=f"{last:%d/%m/%Y}", days=days)
    day.reason = "" if day.in_time else body(
        reason, "reason", what="lý do công bố muộn", most=NOTE_MOST, needed=day.in_time is False
    )  # fmt: skip
    day.state, day.published_at = DayState.PUBLISHED, at
    day.save(update_fields=["state", "published_at", "in_time", "reason"])
    note(events.PUBLISHED, day, by=by, at=at, in_time=day.in_time)
    return day


@act(
    may=policies.can_publish,
    records=(events.MOVED, events.PLANNED, events.SEAT_MOVED),
    law="R6.1, R6.4",
    finds=DAY,
)
def move(*, by: Actor, at: dt.datetime, day: DutyDay, to: dt.date, reason: str) -> DutyDay:
    """Dời ngày: the same post receives on another working day, with the reason; who signed up goes along.

    A day that was published stays announced, on its new day.
    """
    _in(day, DayState.PLANNED, DayState.PUBLISHED)
    why = body(reason, "reason", what="lý do dời ngày", most=NOTE_MOST)
    today = at.astimezone(TZ).date()
    if not today < to <= today + dt.timedelta(days=AHEAD_MOST) or not calendar_for(day.agency).is_working_day(
        to
    ):
        raise Invalid(field="to", text="Chọn một ngày làm việc sau hôm nay.")
    if to == day.on or (day.session == Session.PERIODIC and _standing(day.post, to)):
        raise Invalid(field="to", text="Ngày này vị trí đã có lịch tiếp.")
    fields = (
        "agency", "post", "role", "session", "starts", "ends", "seats", "about", "ground", "online", "online_ground",
    )  # fmt: skip
    made = DutyDay(place=day.place, on=to, **{name: getattr(day, name) for name in fields})
    if day.state == DayState.PUBLISHED:
        days = int(parameter("reception.schedule_notice", to))
        periodic = day.session == Session.PERIODIC
        in_time = rules.posted_in_time(calendar_for(day.agency), to, today, days) if periodic else None
        _new_day(
            made, state=DayState.PUBLISHED, published_at=at, in_time=in_time, reason="" if in_time else why
        )
    else:
        _new_day(made)
    gone = list(day.sign_ups.all())
    moved = [_moved_along(row, made) for row in gone if row.state == "signed"]
    for row in gone:
        if row.state == "signed":
            row.state, row.ended_at, row.contact, row.about, row.caller = "cancelled", at, "", "", ""
            row.save(update_fields=["state", "ended_at", "contact", "about", "caller"])
    day.state, day.reason, day.moved_to = DayState.MOVED, why, made
    day.save(update_fields=["state", "reason", "moved_to"])
    note(events.MOVED, day, *gone, by=by, at=at, to=f"{to:%d/%m/%Y}", to_code=made.code, sign_ups=len(moved))
    note(events.PLANNED, made, *moved, by=by, at=at, post=made.post, session=made.session)
    for row in moved:
        note(events.SEAT_MOVED, made, row, by=by, at=at, n=row.n)
    return made


def _moved_along(row: Any, to: DutyDay) -> Any:
    """The same place on the new day, under the same number, so that the receipt still leads there."""
    fields = ("n", "contact", "about", "caller", "persons", "signed_at")
    made = type(row)(day=to, **{name: getattr(row, name) for name in fields})
    made.save(force_insert=True)
    return made


@act(may=policies.can_publish, records=(events.CALLED_OFF, events.SEAT_LOST), law="R6.1", finds=DAY)
def call_off(*, by: Actor, at: dt.datetime, day: DutyDay, reason: str) -> DutyDay:
    """Bỏ một ngày: not held and not moved, with the reason; it counts as not held where the law asked for it."""
    _in(day, DayState.PLANNED, DayState.PUBLISHED)
    day.state, day.reason = (
        DayState.CALLED_OFF,
        body(reason, "reason", what="lý do bỏ ngày tiếp", most=NOTE_MOST),
    )
    day.save(update_fields=["state", "reason"])
    note(events.CALLED_OFF, day, by=by, at=at)
    for row in day.sign_ups.filter(state=SignUpState.SIGNED):
        note(events.SEAT_LOST, day, row, by=by, at=at, n=row.n)
    return day


def _goes_on(day: DutyDay) -> bool:
    """Whether the post that was to receive is still one of the agency: with its unit it may have ended (R11.9)."""
    try:
        return post_on(day.post, day.on).agency_id == day.agency
    except NoPost:
        return False


# --- held, missed, online --------------------------------------------------------------------------------------


@act(
    may=policies.can_arrange_day, records=events.HELD,
    law="Luật Tiếp công dân 42/2013/QH13 Điều 18; Luật 136/2025/QH15; NĐ 154/2026 Điều 25; R6.1, R6.3, R6.11",
    finds=DAY,
)  # fmt: skip
def hold(*, by: Actor, at: dt.datetime, day: DutyDay, held_by: str = "", reason: str = "") -> DutyDay:
    """Đã tiếp xong: who really received; a commune's chair in person, whoever else may be replaced with a reason."""
    _in(day, DayState.PUBLISHED, DayState.PLANNED)
    if at.astimezone(TZ).date() < day.on:
        raise NotYet(day=f"{day.on:%d/%m/%Y}")
    post = held_by or day.post
    if post != day.post and _goes_on(day):
        if not delegable(day.agency, day.role, day.on):
            raise NotDelegable()
        day.reason = body(reason, "reason", what="lý do người khác tiếp thay", most=NOTE_MOST)
    left = day.visits.filter(case__state="waiting", notice_at=None).count()
    if left:
        raise Unfinished(count=left)
    day.state, day.held_at, day.held_by = DayState.HELD, at, post
    day.save(update_fields=["state", "held_at", "held_by", "reason"])
    note(events.HELD, day, by=by, at=at, held_by=post)
    return day


@act(may=policies.can_arrange_day, records=events.EXPLAINED, law="R6.1", finds=DAY)
def explain(*, by: Actor, at: dt.datetime, day: DutyDay, reason: str) -> DutyDay:
    """Ghi lý do không tiếp: why a day passed that nobody held."""
    _in(day, DayState.PUBLISHED, DayState.PLANNED)
    if at.astimezone(TZ).date() <= day.on:
        raise NotYet(day=f"{day.on:%d/%m/%Y}")
    day.reason = body(reason, "reason", what="lý do không tiếp", most=NOTE_MOST)
    day.save(update_fields=["reason"])
    note(events.EXPLAINED, day, by=by, at=at)
    return day
