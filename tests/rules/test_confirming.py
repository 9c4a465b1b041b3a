"""Points of a reading: what nobody confirmed comes to nothing, written rules become rules, names are suggestions."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from motcua.rules import confirming, reading
from tests.tables.plan import PLAN

TYPES = {"Kế hoạch": "plan", "Nghị quyết": "resolution"}
READ = reading.read(PLAN).as_json()
POINTS = confirming.points_of(READ, TYPES)
HOUSE = {
    "unit:1": "UBND phường Long Biên", "unit:2": "Văn phòng HĐND và UBND phường", "unit:3": "Phòng Kinh tế",
    "post:a": "Trưởng phòng Kinh tế", "unit:4": "Phòng Văn hóa - Xã hội",
}  # fmt: skip


def as_written(day: dt.date, before: bool) -> dt.date:
    """The day itself."""
    return day


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", ("yearly", 30, 11)),
        ("FREQ=MONTHLY;BYMONTHDAY=25", ("monthly", 25, 0)),
        ("FREQ=MONTHLY;BYMONTHDAY=5,20", ("monthly", 0, 0)),
        ("FREQ=WEEKLY;BYDAY=FR", ("weekly", 5, 0)),
        ("FREQ=WEEKLY", ("weekly", 0, 0)),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", ("quarterly", 20, 3)),
        ("FREQ=YEARLY;BYMONTH=6,12", ("half-yearly", 0, 6)),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", ("half-yearly", 15, 6)),
        ("FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=15", ("", 0, 0)),
        ("CONTINUOUS", ("", 0, 0)),
        ("FREQ=DAILY", ("daily", 0, 0)),
        ("FREQ=DAILY;INTERVAL=3", ("", 0, 0)),
        ("", ("", 0, 0)),
    ],
)
def test_a_rule_as_a_duty_keeps_it(rule: str, kept: tuple[str, int, int]) -> None:
    found = {"every": "", "day": 0, "month": 0} | confirming.recurrence(rule)
    assert (found["every"], found["day"], found["month"]) == kept


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("phòng Kinh tế", "unit:3"), ("PHÒNG KINH TẾ", "unit:3"), ("Ủy ban nhân dân phường Long Biên", "unit:1"),
        ("Văn phòng HĐND và UBND", "unit:2"), ("Văn phòng HĐND và UBND quận", ""), ("UBND phường", "unit:1"),
        ("UBND quận", ""), ("Trưởng phòng Kinh tế", "post:a"),
        ("Phòng Văn hóa và Thông tin", ""), ("các phòng", ""), ("UBND", ""), ("", ""), ("Kinh tế", ""),
    ],
)  # fmt: skip
def test_whom_a_name_may_mean(name: str, means: str) -> None:
    assert confirming.suggestion(name, HOUSE) == means


@pytest.mark.parametrize(
    "unit",
    ["Phòng Văn hóa - Xã hội", "PHÒNG VĂN HÓA - XÃ HỘI", "Bảo hiểm xã hội", "Phòng Quản lý đô thị", "Đội Quân báo",
     "Phòng Kinh tế, Hạ tầng và Đô thị", "Tổ Phương án phòng cháy", "Phòng Lao động - Thương binh và Xã hội"],
)  # fmt: skip
@pytest.mark.parametrize("place", ["phường Long Biên", "xã Hội Sơn", "Xã An Bình", "của xã", "quận 1"])
def test_a_unit_is_known_without_its_place_whatever_its_name_says(unit: str, place: str) -> None:
    """Words of a name that sound like a level ("Xã hội", "Quản lý") are no place."""
    known = {"unit:1": f"{unit} {place}", "unit:2": "Văn phòng HĐND và UBND phường Long Biên"}
    assert confirming.suggestion(unit, known) == "unit:1"
    assert confirming.suggestion("Phòng Văn hóa", known) == ""


@settings(max_examples=30)
@examples(st.dictionaries(st.sampled_from([one.key for one in POINTS]), st.sampled_from(["yes", "no", ""])))
def test_only_what_was_confirmed(states: dict[str, str]) -> None:
    said = {key: {"state": state} for key, state in states.items()}
    fields, tasks, origin = confirming.given(POINTS, said, day_for=as_written)
    confirmed = [one for one in POINTS if states.get(one.key) == "yes"]
    columns = {one.column for one in confirmed if not one.task}
    signed = {"signer_name", "signer_position", "signer_authority"} if "signer" in columns else set()
    assert set(fields) - {"issuer_key"} == (columns - {"signer"}) | signed
    assert len(tasks) == sum(one.kind == confirming.TASK for one in confirmed)
    assert all(field["confirmed"] for one in (fields, *tasks) for field in one.values())
    assert set(origin.values()) <= {one.key for one in confirmed}
    for task in tasks:
        assert "title" in task and not task.get("unit") and not task.get("post")


def test_every_point_stands_in_the_text() -> None:
    for point in POINTS:
        assert point.span is not None and 0 <= point.span[0] < point.span[1] <= len(PLAN)
    yearly = [one for one in POINTS if one.kind == confirming.TIME][-1]
    assert PLAN[slice(*yearly.span)] == "trước ngày 30/11 hàng năm" and yearly.read["before"]


def test_who_signed_to_whom_it_goes_and_what_it_cites() -> None:
    found = {one.key: one for one in POINTS}
    assert found["signer"].read == {
        "name": "Võ Đăng Dũng", "position": "CHỦ TỊCH", "authority": "TM. ỦY BAN NHÂN DÂN",
    }  # fmt: skip
    assert found["recipients"].read == {"lines": ["UBND Thành phố", "Lưu: VT, NV"]}
    lines = found["references"].read["lines"]
    assert lines[1] == "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ" and len(lines) == 2
    assert [PLAN[slice(*place)] for place in found["references"].places][1] == lines[1]
    said = {
        "references": {"state": "yes", "value": {"lines": lines[1:]}}, "signer": {"state": "yes"},
        "recipients": {"state": "no"},
    }  # fmt: skip
    fields, _tasks, origin = confirming.given(POINTS, said, day_for=as_written)
    assert fields["references"]["value"] == lines[1:] and fields["references"]["read"] == lines
    assert fields["signer_name"]["value"] == "Võ Đăng Dũng" and origin["signer_authority"] == "signer"
    assert "recipients" not in fields


@pytest.mark.parametrize(
    ("sure", "keys"),
    [((0.9, 0.9), ["recipients"]), ((0.9, 0.5, 0.9), ["recipients", "recipients-2"]), ((0.5,), ["recipients-1"]),
     ((), ["recipients"])],
)  # fmt: skip
def test_what_is_sure_is_confirmed_together(sure: tuple[float, ...], keys: list[str]) -> None:
    leaves = [{"value": f"Nơi {n}", "span": [n, n + 1], "confidence": one} for n, one in enumerate(sure, 1)]
    points = [
        one for one in confirming.points_of({"recipients": leaves}, TYPES) if one.column == "recipients"
    ]
    assert [one.key for one in points] == keys
    said = {key: {"state": "yes"} for key in keys}
    fields, _tasks, _origin = confirming.given(points, said, day_for=as_written)
    assert sorted(fields["recipients"]["value"]) == [one["value"] for one in leaves]
    assert fields["recipients"]["value"] == fields["recipients"]["read"]
    assert [one.unsure for one in points] == [not one.parts or one.sure < confirming.SURE for one in points]


def test_of_several_days_the_last_is_the_deadline() -> None:
    def until(day: str) -> dict[str, Any]:
        leaf = {"value": day, "span": [3, 6], "confidence": 0.9}
        return {"text": leaf, "date": leaf, "recurrence": None, "before": False}

    task = {
        "text": {"value": "Báo cáo", "span": [0, 9], "confidence": 0.9}, "lead": [], "cooperating": [],
        "product": None, "deadlines": [until("2026-01-25"), until("2026-06-20")],
    }  # fmt: skip
    points = confirming.points_of({"tasks": [task]}, TYPES)
    said = {one.key: {"state": "yes"} for one in points if one.task}
    _fields, (made,), _origin = confirming.given(points, said, day_for=as_written)
    assert made["due_on"]["value"] == dt.date(2026, 6, 20)
    assert [one["on"] for one in made["milestones"]["value"]] == [dt.date(2026, 1, 25)]


def test_every_day_that_one_time_names_is_kept() -> None:
    head = "UBND XÃ AN BÌNH\nSố: 2/KH-UBND\nAn Bình, ngày 20 tháng 01 năm 2026\nKẾ HOẠCH\nHè\n\n"
    rows = "TT | Nội dung | Chủ trì | Thời gian\n1 | Đối thoại với dân | Phòng Kinh tế | Tháng 5, tháng 10\n"
    points = confirming.points_of(reading.read(head + rows).as_json(), TYPES)
    said = {one.key: {"state": "yes"} for one in points if one.task}
    _fields, (made,), _origin = confirming.given(points, said, day_for=as_written)
    assert made["due_on"]["value"] == dt.date(2026, 10, 31)
    assert made["milestones"]["value"] == [{"on": dt.date(2026, 5, 31), "what": "Tháng 5, tháng 10"}]


def test_working_days_from_the_document_s_own_day_are_counted_by_the_calendar() -> None:
    head = "UBND XÃ AN BÌNH\nSố: 2/KH-UBND\nAn Bình, ngày 20 tháng 01 năm 2026\nKẾ HOẠCH\nHè\n\n"
    text = (
        f"{head}1. Giao Phòng Kinh tế rà soát trong vòng 05 ngày làm việc kể từ ngày ban hành Kế hoạch này."
    )
    (point,) = (
        one
        for one in confirming.points_of(
            reading.read(text).as_json(), TYPES, lambda day, days: day + dt.timedelta(days=days + 2)
        )
        if one.kind == confirming.TIME
    )
    assert point.read["on"] == "2026-01-27" and point.unsure
    (plain,) = (
        one
        for one in confirming.points_of(reading.read(text).as_json(), TYPES)
        if one.kind == confirming.TIME
    )
    assert plain.read["on"] == ""


def test_changed_answers_and_times_without_a_day() -> None:
    task = {
        "text": {"value": "Kiểm tra thường xuyên", "span": [0, 9], "confidence": 0.9}, "lead": [], "cooperating": [],
        "product": None,
        "deadlines": [
            {"text": {"value": "thường xuyên", "span": [3, 6], "confidence": 0.9}, "date": None,
             "recurrence": {"value": "CONTINUOUS", "span": [3, 6], "confidence": 0.9}, "before": False},
            {"text": {"value": "đến 15/12/2026", "span": [6, 9], "confidence": 0.9},
             "date": {"value": "2026-12-15", "span": [6, 9], "confidence": 0.9}, "recurrence": None, "before": False},
        ],
    }  # fmt: skip
    points = confirming.points_of({"tasks": [task]}, TYPES)
    said = {one.key: {"state": "yes"} for one in points if one.task}
    _fields, (made,), _origin = confirming.given(points, said, day_for=as_written)
    assert made["content"]["value"] == "Kiểm tra thường xuyên\nThời gian ghi trong văn bản: thường xuyên"
    assert made["milestones"]["value"] == [{"on": dt.date(2026, 12, 15), "what": "đến 15/12/2026"}]
    assert not any(field["value"] != field["read"] for field in made.values())


def test_a_long_task_is_called_by_its_first_clauses() -> None:
    text = "Tăng cường tuyên truyền, phổ biến pháp luật về dân chủ ở cơ sở; " * 6
    assert confirming.short(text).endswith("…") and len(confirming.short(text)) <= confirming.SHORT
    assert confirming.short("Báo cáo kết quả;") == "Báo cáo kết quả"


def test_what_stands_in_the_original() -> None:
    text = (
        "Số: 12/KH-UBND, ngày 05 tháng 3 năm 2026. Phòng\n Văn hóa  báo cáo trước ngày 30/11/2026; họp 15/12."
    )
    assert confirming.words_in(text, "phòng văn hóa báo cáo") and not confirming.words_in(
        text, "Phòng Kinh tế"
    )
    assert list(confirming.days_in(text, 2026)) == [
        (dt.date(2026, 3, 5), False), (dt.date(2026, 11, 30), True), (dt.date(2026, 12, 15), False),
    ]  # fmt: skip
    assert list(confirming.days_in("31/02/2026, 12/2026, 100/45", 2026)) == []


def test_a_long_unsure_task_is_looked_at_where_it_begins_and_ends() -> None:
    text = (
        "1. Rà soát thủ tục hành chính,\n"
        + "đơn giản hóa giấy tờ, " * 30
        + "công khai kết quả cho nhân dân giám sát."
    )
    start = text.index("Rà soát")
    words = " ".join(text[start:].split())
    read = {"title": confirming.short(words), "content": words}
    unsure = confirming.Point("t1", confirming.TASK, "title", 1, read, (start, len(text)), 0.5)
    name, ends = (text[first:last] for first, last in confirming.close(unsure, text))
    assert " ".join(name.split()).rstrip(",") == read["title"].rstrip("…")
    assert ends == "khai kết quả cho nhân dân giám sát."
    sure = confirming.Point("t1", confirming.TASK, "title", 1, read, (start, len(text)), 0.9)
    brief = confirming.Point(
        "t2", confirming.TASK, "title", 2, {"title": "Rà soát thủ tục"}, (start, start + 20), 0.5
    )
    for whole in (sure, brief):
        assert confirming.close(whole, text) == whole.places


def test_every_closer_look_lies_within_what_is_marked() -> None:
    for point in POINTS:
        looks = confirming.close(point, PLAN)
        assert bool(looks) == bool(point.places)
        assert all(any(a <= first < last <= b for a, b in point.places) for first, last in looks)
