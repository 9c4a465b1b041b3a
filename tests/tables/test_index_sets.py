"""Every row of index_766.csv, index_766_time.csv and index_classes.csv: points, both clocks, classes."""

import datetime as dt
import tomllib
from decimal import Decimal

import pytest

from motcua.areas.indicators.queries.index_sets import FROM_PORTAL
from motcua.rules.calendar import OFFICE_WEEK, WorkingCalendar
from motcua.rules.deadlines import ClockEvent, Limit, Paused, Restarted, Started, TimeUnit, read
from motcua.rules.scoring.index_files import Version
from motcua.rules.scoring.index_files import read as read_set
from motcua.rules.scoring.index_sets import Put, Share, grade, put_forward, score
from motcua.rules.scoring.index_time import Course, verdict
from tests.house.sources import ROOT
from tests.tables.reading import moment, rows

POINTS, TIMES, CLASSES = rows("index_766"), rows("index_766_time"), rows("index_classes")
CALENDAR = WorkingCalendar(OFFICE_WEEK, frozenset(), {})
SAID = {"in_time": "đúng", "late": "trễ", "left_out": "không tính"}


def _version(name: str) -> Version:
    return read_set(tomllib.loads((ROOT / "catalogue" / "index_sets" / f"{name}.toml").read_text("utf-8")))


OFFICIAL = _version("766-2022")
SHEETS = {one.code: one for one in map(_version, ("dan-van-2025", "mot-cua-2019"))}


@pytest.mark.parametrize("case", POINTS, ids=[row["tình huống"] for row in POINTS])
def test_points_are_what_the_table_says(case: dict[str, str]) -> None:
    share = Share(int(case["tử số"]), int(case["mẫu số"]))
    one = score(OFFICIAL.set, {case["mục"]: share}).scored(case["mục"])
    found = (one.points, one.lost, one.one_more, one.per_point)
    said = ("điểm", "mất", "thêm một hồ sơ", "thêm một điểm phần trăm")
    assert [f"{value:.2f}" for value in found] == [case[name] for name in said]


def test_the_table_has_every_item_that_is_counted() -> None:
    counted = {leaf.code for leaf in OFFICIAL.set.leaves if leaf.counts and leaf.code not in FROM_PORTAL}
    assert counted <= {row["mục"] for row in POINTS}


def _moment(text: str) -> dt.datetime | None:
    return moment(text) if text else None


@pytest.mark.parametrize("case", TIMES, ids=[row["tình huống"] for row in TIMES])
def test_both_clocks_are_what_the_table_says(case: dict[str, str]) -> None:
    received, promised = moment(case["tiếp nhận"]), _moment(case["hẹn trả"])
    limit = Limit(Decimal(case["thời hạn (ngày làm việc)"]), TimeUnit.WORKING_DAY)
    asked = [
        (at, _moment(case[f"nhận {n}"])) for n in (1, 2) if (at := _moment(case[f"bổ sung {n}"])) is not None
    ]
    ends = {"Đã xử lý xong": case["xong"], "Đã trả kết quả": case["trả"], "Công dân rút": case["rút"]}
    happened = {name: moment(text) for name, text in ends.items() if text}
    events: list[ClockEvent] = [Started(received, limit, promised=promised)]
    for at, back in asked:
        events += [Paused(at), *([Restarted(back)] if back else [])]
    course = Course(received, promised, happened, asked, limit, events if promised else ())
    end = moment(case["hết kỳ"])
    assert SAID[verdict(course, end, CALENDAR)] == case["theo chỉ số"]
    if case["theo luật"]:
        by_law = read([one for one in events if one.at < end], CALENDAR)
        ended = course.ended if course.ended and course.ended < end else None
        law = (by_law.paused_at or ended or end) > by_law.due_at
        assert ("trễ" if law else "đúng") == case["theo luật"]


@pytest.mark.parametrize("case", CLASSES, ids=[row["tình huống"] for row in CLASSES])
def test_classes_are_what_the_table_says(case: dict[str, str]) -> None:
    version = SHEETS[case["bộ"]]
    left, given = Decimal(case["điểm"]), {}
    leaves = [leaf for leaf in version.set.leaves if leaf.part == "points"]
    if case["có tiêu chí 0"]:
        given[leaves[0].code] = Decimal(0)
        leaves = [*leaves[1:]]
        bonus = next(leaf for leaf in version.set.leaves if leaf.part == "bonus")
        given[bonus.code] = min(bonus.most, max(left - sum(leaf.most for leaf in leaves), Decimal(0)))
        left -= given[bonus.code]
    if any(leaf.way == "grade" for leaf in leaves):
        twos, one = divmod(int(left), 2)
        for place, leaf in enumerate(leaves):
            given[leaf.code] = Decimal(2 if place < twos else one if place == twos else 0)
    else:
        room = sum(leaf.most for leaf in leaves) - left
        for leaf in reversed(leaves):
            less = min(room, leaf.most - Decimal("0.01"))
            given[leaf.code], room = leaf.most - less, room - less
    sheet = score(version.set, given)
    assert sheet.total == Decimal(case["điểm"])
    found = grade(sheet, case["việc"].split())
    assert found is not None and found.name == case["mức"]


@pytest.mark.parametrize("row", rows("certificate_quotas"), ids=lambda row: row["tình huống"])
def test_certificates_go_to_the_highest_points_within_their_quota(row: dict[str, str]) -> None:
    """CT2579, Điều 7, 8; R13.9."""
    given = [Decimal(one) for one in row["điểm các đơn vị xếp xuất sắc"].split()]
    found = put_forward({str(n): points for n, points in enumerate(given)}, int(row["chỉ tiêu"]))
    for put, column in (
        (Put.WITHIN, "trong chỉ tiêu"),
        (Put.TIED, "bằng điểm ở cuối"),
        (Put.BEYOND, "ngoài chỉ tiêu"),
    ):
        assert [given[int(key)] for key, one in found.items() if one is put] == [
            Decimal(one) for one in row[column].split()
        ]
