"""Periodic reports at the desk without script: duties set, figures and words kept on fault, files, who reaches what."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import docx
import pytest

from motcua.areas.reports import actions
from motcua.areas.reports.models import PeriodicReport, ReportDuty
from motcua.areas.reports.queries import due
from motcua.base.journal.ports import SYSTEM
from tests import world
from tests.areas import test_reports
from tests.faces.at_desk import Official, words

HERE = "/can-bo/bao-cao-dinh-ky/"
weekly = test_reports.weekly


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def test_a_duty_is_set_and_its_report_opens(ward: str, at: dt.datetime) -> None:
    chair = Official("chair")
    given = {
        "template": test_reports.YEARLY, "units": [ward], "recipient_unit": "ngoai", "recipient": "UBND thành phố",
        "by": "before", "days": "30", "month": "11", "lead_days": "30", "valid_from": "2026-10-20",
        "post": "office-head",
        "instrument": "Kế hoạch 307/KH-UBND",
    }  # fmt: skip
    wrong = chair.post(f"{HERE}che-do/moi", **{**given, "month": "6"})
    assert (
        wrong.status_code == 422
        and "chốt trước hạn gửi" in words(wrong)
        and "307/KH-UBND" in wrong.content.decode()
    )
    assert chair.post(f"{HERE}che-do/moi", **given).status_code == 302
    assert "trước ngày 30/11" in words(chair.get(f"{HERE}che-do"))
    for duty, period in due.to_open(at.date()):
        actions.open_report(by=SYSTEM, at=at, duty=duty.code, since=period.start)
    office = Official("office-head")
    page = office.get(f"{HERE}ma/{PeriodicReport.objects.get().code}")
    assert "năm 2026" in words(page) and "Trong năm đã tiếp nhận 0 hồ sơ" in words(page)
    duty = ReportDuty.objects.get()
    changed = chair.post(f"{HERE}che-do/ma/{duty.code}/viec/assign", **{f"{duty.code}-post": "justice-1"})
    assert changed.status_code == 302
    assert (
        Official("justice-1").get(f"{HERE}ma/{PeriodicReport.objects.get().code}/muc/next").status_code == 200
    )
    assert chair.post(f"{HERE}che-do/ma/{duty.code}/viec/end").status_code == 302
    assert "UBND thành phố" not in words(chair.get(f"{HERE}che-do"))


def test_what_is_typed_stays_and_who_may_not_sees_nothing(weekly: dict[str, Any], at: dt.datetime) -> None:
    office, ward = Official("office-head"), weekly[world.WARD]
    page = f"{HERE}ma/{ward.code}"
    wrong = office.post(f"{page}/so-lieu", **{"s-clearance.households": "mười", "s-clearance.handed": "7"})
    assert (
        wrong.status_code == 422
        and 'value="mười"' in wrong.content.decode()
        and 'value="7"' in wrong.content.decode()
    )
    assert (
        office.post(
            f"{page}/so-lieu", **{"s-clearance.households": "10", "s-clearance.handed": "7"}
        ).status_code
        == 302
    )
    assert "70% (7/10)" in words(office.get(page)) and "Văn phòng" in words(
        office.get(f"{page}/so/clearance.households")
    )
    wrong = office.post(f"{page}/muc/next", text="Còn {none.none} hộ", based_on="0")
    assert wrong.status_code == 422 and "{none.none} hộ" in words(wrong)
    assert office.post(f"{page}/muc/next", text="Họp dân tổ 5", based_on="0").status_code == 302
    late = office.post(f"{page}/muc/next", text="Bản của tôi", based_on="0")
    assert (
        late.status_code == 409 and "Bản của tôi" in late.content.decode() and "Họp dân tổ 5" in words(late)
    )
    grid = {"o-1-0": "Đường 40 m", "o-1-1": "Giá đất", "o-2-0": "", "based_on": "0"}
    assert office.post(f"{page}/muc/obstacles", **grid).status_code == 302 and "Giá đất" in words(
        office.get(page)
    )
    assert office.post(f"{page}/muc/next/gop-y", text="Thêm ngày họp").status_code == 302
    assert "Thêm ngày họp" in words(office.get(f"{page}/muc/next"))
    for kind in ("pdf", "docx", "xlsx"):
        assert office.get(f"{page}/tep.{kind}").status_code == 200
    read = docx.Document(io.BytesIO(office.get(f"{page}/tep.docx").content))
    assert any("70% (7/10)" in one.text for one in read.paragraphs)
    for name in ("khac", "so/none.none", "muc/none", "tep.exe", "van-ban/1"):
        assert office.get(f"{page}/{name}").status_code == 404
    stranger = Official("bo-de-one-stop-1")
    for name in ("", "/so-lieu", "/muc/next", "/tep.pdf", "/so/clearance.households"):
        assert stranger.get(f"{page}{name}").status_code == 404


def test_what_was_sent_in_time_is_never_late_again(
    weekly: dict[str, Any], posts: Any, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    report = weekly[test_reports.CULTURE]
    head = replace(posts["office-head"], unit=test_reports.CULTURE)
    actions.submit(by=head, at=report.due_at - dt.timedelta(hours=6), report=report, without="Chưa phát sinh")
    clock(at + dt.timedelta(days=30))
    office = Official("office-head")
    for page in (f"{HERE}ma/{report.code}", f"{HERE}thu/{report.template}/{report.since}"):
        assert "xong, đúng hạn" in words(office.get(page)), page


def test_what_was_said_last_time_stands_beside(weekly: dict[str, Any], posts: Any, at: dt.datetime) -> None:
    ward, office = weekly[world.WARD], posts["office-head"]
    actions.write(by=office, at=at, report=ward, section="next", text="Tuần tới họp tổ 9.")
    actions.submit(by=office, at=at, report=ward, without="Chưa phát sinh")
    following = next(
        actions.open_report(by=SYSTEM, at=at, duty=duty.code, since=period.start)
        for duty, period in due.to_open(at.date()) if duty.unit == world.WARD
    )  # fmt: skip
    page = words(Official("office-head").get(f"{HERE}ma/{following.code}/muc/next"))
    assert "Tuần tới họp tổ 9." in page and "12/11/2026" in page


def test_every_code_behind_a_figure_is_reached_page_after_page_and_as_a_file(
    weekly: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [f"NV-{n:04d}" for n in range(230)]
    monkeypatch.setattr("motcua.faces.desk.reports.writing.queries.rows_behind", lambda *given: codes)
    office, page = Official("office-head"), f"{HERE}ma/{weekly[world.WARD].code}/so/clearance.tasks"
    first, last = office.get(page), office.get(page, trang="3")
    assert "mã 1–100 trong 230" in words(first) and "NV-0100" not in words(first)
    assert "mã 201–230 trong 230" in words(last) and "NV-0229" in words(last)
    kept = office.get(page, tep="csv")
    assert kept["Content-Type"].startswith("text/csv") and kept.content.decode().split()[1:] == codes


def test_figures_that_stand_begin_where_the_last_period_ended(
    weekly: dict[str, Any], clock: Callable[[dt.datetime], None], at: dt.datetime
) -> None:
    """Households notified are notified ever after: nobody types them anew each week, and nothing is saved unseen."""
    office, ward = Official("office-head"), weekly[world.WARD]
    assert "kỳ trước" not in words(office.get(f"{HERE}ma/{ward.code}/so-lieu"))
    given = {"s-clearance.households": "10", "s-clearance.handed": "7", "s-clearance.visits": "4"}
    assert office.post(f"{HERE}ma/{ward.code}/so-lieu", **given).status_code == 302
    later = at + dt.timedelta(days=7)
    clock(later)
    for duty, period in due.to_open(later.date()):
        actions.open_report(by=SYSTEM, at=later, duty=duty.code, since=period.start)
    following = PeriodicReport.objects.filter(duty=ward.duty_id, since__gt=ward.since).earliest("since")
    office, page = Official("office-head"), f"{HERE}ma/{following.code}/so-lieu"
    said = words(office.get(page))
    assert "kỳ trước: 10" in said and "kỳ trước: 4" not in said, "visits are of the week"
    filled = office.post(page, **{"ky-truoc": "1", "s-clearance.handed": "8"}).content.decode()
    assert 'name="s-clearance.households" value="10"' in filled
    assert 'name="s-clearance.handed" value="8"' in filled and 'name="s-clearance.visits" value=""' in filled
    assert not following.entries.exists()
