"""The session of a day held online: citizens told, technique tested, connected, recorded (R6.5)."""

import datetime as dt

from motcua.areas.receptions import events, policies, queries
from motcua.areas.receptions.actions.keeping import DAY, line, note
from motcua.areas.receptions.choices import Check
from motcua.areas.receptions.models import DutyDay
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import moment_words


class NotOnline(Impossible):
    text = "Ngày này tiếp trực tiếp, không có việc của phiên trực tuyến."


class NotItsTurn(Impossible):
    text = "Ghi “{before}” trước rồi mới ghi việc này."


class NotItsTime(Impossible):
    text = "Chưa đến lúc: việc này ghi được từ {since}."


@act(
    may=policies.can_arrange_day, records=events.CHECKED, law="NĐ 154/2026/NĐ-CP Điều 16–24; R6.5", finds=DAY
)
def check_online(*, by: Actor, at: dt.datetime, day: DutyDay, check: str, link: str = "") -> DutyDay:
    """Ghi việc của phiên trực tuyến: citizens told, technique tested, connected, recorded; in this order, none before
    its time.

    ``link`` is where citizens connect: told with the first, and told anew until the session is connected.
    """
    if not day.online:
        raise NotOnline()
    if check not in Check.values:
        raise Invalid(field="check", text="Chọn việc của phiên trực tuyến.")
    anew = check == Check.NOTIFIED and link.strip() not in ("", day.link) and day.connected_at is None
    if getattr(day, f"{check}_at") is not None and not anew:
        raise Invalid(field="check", text="Việc này đã ghi.")
    order = list(Check)
    for before in order[: order.index(Check(check))]:
        if getattr(day, f"{before}_at") is None:
            raise NotItsTurn(before=before.label)
    since = {
        Check.CONNECTED: dt.datetime.combine(day.on, dt.time(), TZ), Check.RECORDED: queries.starts_at(day),
    }.get(Check(check))  # fmt: skip
    if since is not None and at < since:
        raise NotItsTime(since=moment_words(since))
    if check == Check.NOTIFIED:
        day.link = line(link, "link", what="địa chỉ kết nối đã báo công dân", most=500)
        if not day.link.startswith("https://"):
            raise Invalid(field="link", text="Ghi địa chỉ kết nối bắt đầu bằng https://.")
    setattr(day, f"{check}_at", at)
    day.save(update_fields=[f"{check}_at", "link"])
    note(
        events.CHECKED, day, by=by, at=at, check=check,
        check_words=CHECK_WORDS[check],
    )  # fmt: skip
    return day


CHECK_WORDS = {
    "notified": "đã báo công dân", "tested": "đã kiểm tra kỹ thuật", "connected": "đã kết nối",
    "recorded": "đã ghi hình, ghi tiếng và lưu",
}  # fmt: skip
