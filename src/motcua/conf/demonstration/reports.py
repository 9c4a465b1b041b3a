"""The ward's periodic reports: weekly with a late division, monthly with one not yet sent, the yearly one in draft."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.reports import actions, queries
from motcua.areas.reports.models import PeriodicReport
from motcua.base.journal.ports import SYSTEM
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year
from motcua.rules.report_windows import WINDOWS

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
LAND, CULTURE = f"{WARD}-kthtdt", f"{WARD}-vhxh"
WEEKLY, MONTHLY, YEARLY = "clearance-weekly", "direction-monthly", "mobilisation-yearly"
WITHOUT = "Kỳ này đơn vị không có phát sinh ở các mục này; số liệu bổ sung ở kỳ sau"
FIGURES = {
    "projects": 3, "households": 412, "organisations": 9, "area": 48_250, "notified": 412, "inventoried": 371,
    "planned": 330, "posted": 318, "approved": 296, "paid": 274, "paid_amount": 186_400_000_000, "handed": 251,
    "handed_area": 29_870, "visits": 46, "orders": 0, "enforced": 0,
}  # fmt: skip
LEFT = (
    ("Đường gom ven đê", 70, 26, 12, 8, 3),
    ("Mở rộng trường mầm non", 9, 4, 11, 0, 2),
    ("Kè sông Hồng", 6, 5, 0, 4, 1),
)
OBSTACLES = (
    ["Đường gom ven đê", "12 hộ chưa đồng thuận đơn giá đất ở", "12", "Cho đối thoại lần hai, xem xét giá đất cụ thể",
     "Sở Nông nghiệp và Môi trường", "trong tháng"],
    ["Mở rộng trường mầm non", "Chưa có quỹ nhà tạm cư cho hộ đông người", "3", "Bố trí 3 căn hộ tạm cư", "Sở Xây dựng",
     "trong tháng"],
)  # fmt: skip


def _open(year: Year, template: str, since: dt.date, *units: str) -> list[PeriodicReport]:
    """The reports of a template for some days: what is due to be open now is opened, as the job would."""
    for duty, period in queries.due.to_open(year.at.date()):
        if duty.template == template:
            actions.open_report(by=SYSTEM, at=year.at, duty=duty.code, since=period.start)
    found = {one.unit: one for one in PeriodicReport.objects.filter(template=template, since=since)}
    return [found[unit] for unit in units if unit in found]


def _morning(year: Year, on: dt.date, hours: float = 0.5) -> dt.datetime:
    """Some time after the offices open, on that day or the next working day."""
    return year.calendar.opening(year.calendar.next_working_day(on)) + dt.timedelta(hours=hours)


def _followed(year: Year, report: PeriodicReport) -> None:
    """The obstacles that the record follows are looked through and stand in the report's table."""
    office, found = year.posts["office-head"], queries.standing(report, year.at)
    part = found.template.section("obstacles")
    if missing := queries.rows_untold(office, found, part, year.at):
        rows = [*found.tables.get(part.code, []), *missing]
        actions.write(by=office, at=year.at, report=report.code, section=part.code, rows=rows)


def weekly(year: Year) -> Story:
    """Three weeks: two collected, issued and sent; of the last one a division is late."""
    window, until = WINDOWS["week-thursday"], year.until.date()
    weeks = window.ending(until - 30 * DAY, until)[-3:]
    land, office, chair = (year.posts[name] for name in ("land-1", "office-head", "chair"))
    yield _morning(year, weeks[0].start - 14 * DAY)
    since = weeks[0].start
    duties = actions.collect(
        by=chair, at=year.at, template=WEEKLY, units=[LAND, CULTURE], due={"by": "weekday", "n": 3}, lead_days=8,
        instrument="Thông báo phân công của Chủ tịch UBND phường", valid_from=since,
    )  # fmt: skip
    for duty, post in zip(duties, ("land-1", "social-1"), strict=True):
        actions.assign(by=chair, at=year.at, duty=duty.code, post=post)
    actions.set_duty(
        by=chair, at=year.at, template=WEEKLY, unit=WARD, post="office-head", lead_days=8,
        recipient="Thường trực Đảng ủy phường", due={"by": "weekday", "n": 4}, valid_from=since,
    )  # fmt: skip
    for n, week in enumerate(weeks):
        assert week.end is not None
        yield _morning(year, week.start)
        opened = _open(year, WEEKLY, week.start, LAND, CULTURE, WARD)
        if len(opened) < 3:
            return
        below, culture, ward = opened
        yield _morning(year, week.end, 1)
        grown = {
            name: value + 4 * n * (name in ("handed", "paid", "visits")) for name, value in FIGURES.items()
        }
        actions.enter(
            by=land,
            at=year.at,
            report=below.code,
            figures={f"clearance.{k}": str(v) for k, v in grown.items()},
        )
        actions.write(by=land, at=year.at, report=below.code, section="obstacles", rows=list(OBSTACLES))
        left = [[name, *map(str, said)] for name, *said in LEFT]
        left[0][1] = str(int(left[0][1]) - 4 * n)
        actions.write(by=land, at=year.at, report=below.code, section="left", rows=left)
        actions.submit(by=land, at=year.at, report=below.code)
        yield year.at + HOUR
        actions.accept(by=office, at=year.at, report=below.code)
        if n == len(weeks) - 1:
            return
        actions.enter(
            by=year.posts["social-1"], at=year.at, report=culture.code,
            figures={"clearance.visits": str(9 + n)},
        )  # fmt: skip
        actions.submit(by=year.posts["social-1"], at=year.at, report=culture.code)
        actions.accept(by=office, at=year.at, report=culture.code)
        yield _morning(year, week.end + DAY, 1)
        _followed(year, ward)
        actions.write(
            by=office, at=year.at, report=ward.code, section="next",
            text="Đối thoại lần hai với các hộ chưa đồng thuận; chi trả cho các hộ đã phê duyệt phương án.",
        )  # fmt: skip
        actions.submit(by=office, at=year.at, report=ward.code, without=WITHOUT)
        yield year.at + HOUR
        actions.issue(by=year.posts["vice-chair"], at=year.at, report=ward.code)
        yield year.at + HOUR
        actions.mark_sent(by=office, at=year.at, report=ward.code, way="axis")


def monthly(year: Year) -> Story:
    """Last month's report was issued and sent late; of this one a division has not sent its part."""
    window, until = WINDOWS["month-15"], year.until.date()
    months = window.ending(until - 70 * DAY, until)[-2:]
    office, chair = year.posts["office-head"], year.posts["chair"]
    yield _morning(year, months[0].start + 4 * DAY)
    due = {"by": "working_days", "n": 2}
    (below,) = actions.collect(
        by=chair, at=year.at, template=MONTHLY, units=[CULTURE], due={**due, "n": 1}, lead_days=10
    )
    actions.assign(by=chair, at=year.at, duty=below.code, post="social-1")
    actions.set_duty(
        by=chair, at=year.at, template=MONTHLY, unit=WARD, post="office-head", recipient="Ban Thường vụ Đảng ủy phường",
        due=due, lead_days=10,
    )  # fmt: skip
    for n, month in enumerate(months):
        assert month.end is not None
        yield _morning(year, month.end - 5 * DAY)
        opened = _open(year, MONTHLY, month.start, WARD)
        if not opened:
            return
        ward = opened[0]
        yield _morning(year, month.end + 4 * DAY, 2)
        actions.write(
            by=office, at=year.at, report=ward.code, section="obstacles",
            rows=[["Hồ sơ đất đai quá hạn", "Chờ cơ quan thuế xác định nghĩa vụ tài chính", "Rút thời gian luân chuyển",
                   "Thuế cơ sở"]],
        )  # fmt: skip
        if n:
            actions.remark(
                by=chair, at=year.at, report=ward.code, section="next", text="Ghi rõ ai làm, xong ngày nào."
            )
            return
        _followed(year, ward)
        actions.submit(by=office, at=year.at, report=ward.code, without=WITHOUT)
        yield year.at + 2 * HOUR
        actions.issue(by=chair, at=year.at, report=ward.code)
        actions.mark_sent(by=office, at=year.at, report=ward.code, way="hand")


def yearly(year: Year) -> Story:
    """Before 30/11: opened well ahead, figures counted, the words begun."""
    chair = year.posts["chair"]
    period = WINDOWS["year-november"].ending(year.until.date() - 60 * DAY, year.until.date() + 366 * DAY)[0]
    assert period.last is not None
    yield _morning(year, min(year.until.date() - 20 * DAY, period.last - 20 * DAY))
    actions.set_duty(
        by=chair, at=year.at, template=YEARLY, unit=WARD, post="office-head", recipient="UBND thành phố Hà Nội",
        due={"by": "before", "n": 30, "month": 11}, lead_days=120,
        instrument="Kế hoạch về công tác dân vận chính quyền",
    )  # fmt: skip
    yield year.at + HOUR
    for ward in _open(year, YEARLY, period.start, WARD):
        _begun(year, ward.code)


def _begun(year: Year, code: str) -> None:
    office = year.posts["office-head"]
    actions.enter(
        by=office, at=year.at, report=code,
        figures={"theme.models": "6", "theme.recognised": "4"},
    )  # fmt: skip
    actions.write(
        by=office, at=year.at, report=code, section="weaknesses",
        text="Một số hồ sơ đất đai còn quá hạn; việc trả lời phản ánh ở ba tổ dân phố còn chậm.",
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """What the ward reports."""
    yield weekly(year)
    yield monthly(year)
    yield yearly(year)
