"""Hot spots at the desk without script: what heats up with its rows, the judgment, its tasks, who sees what."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

import pytest

from motcua.areas.feedback import actions as feedback
from motcua.areas.hotspots.models import HotSpot
from motcua.areas.petitions import actions as petitions
from motcua.base.journal.ports import CITIZEN, Actor
from tests import world
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/diem-nong/"
GIVEN = {
    "title": "Đổ đất ở ngõ 42", "topic": "environment", "assessment": "Các hộ phản đối việc đổ đất, có thể chặn xe.",
    "post-0": "land-1", "what-0": "Kiểm tra giấy phép", "due_on-0": "2026-11-25",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def came(posts: Mapping[str, Actor], at: dt.datetime, days: int, n: int = 0) -> str:
    return petitions.receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="post", said="suggestion", topic="environment",
        content=f"Xe chở đất làm bẩn đường {days} {n}", submitter=world.person(4 + n),
        arrived_on=at.date() - dt.timedelta(days=days),
    ).code  # fmt: skip


def made(**over: str) -> str:
    answer = Official("chair").post(f"{HERE}mo", **{**GIVEN, **over})
    assert answer.status_code == 302, words(answer)
    return answer["Location"].removeprefix(f"{HERE}ma/")


def test_what_rises_is_said_drawn_and_opens_onto_its_rows(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    old = [came(posts, at, days) for days in (363, 150, 60)]
    new = [came(posts, at, n, n) for n in range(7)]
    chair = Official("chair")
    assert (
        HERE in chair.get("/can-bo/doi-thoai/").content.decode()
        and HERE in chair.get("/bang/").content.decode()
    )
    page = chair.get(HERE)
    said = words(page)
    assert "2 nội dung nóng lên" in said, "the subject, and the ward as a place"
    assert "7 kỳ này" in said and "trước nay 0,2 mỗi kỳ" in said and "đơn quá 45 ngày" not in said
    assert "spark-rises" in page.content.decode()
    assert old[0] in page.content.decode(), "older than 45 days: the red line"
    link = re.search(r'href="([^"]*diem-nong/dong\?xem=linh-vuc[^"]*)"', page.content.decode())
    assert link
    rows = chair.get(link[1].replace("&amp;", "&")).content.decode()
    assert all(code in rows for code in new) and not any(code in rows for code in old)
    assert world.person(4)["name"] not in rows + page.content.decode(), "never persons"


def test_a_city_sees_what_heats_up_in_its_wards_in_numbers_only(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    world.open_city()
    codes = [came(posts, at, days) for days in (363, 150, 60)] + [came(posts, at, n, n) for n in range(7)]
    city, chair = Official("city-chair"), Official("chair")
    assert f"{HERE}don-vi" in city.get(HERE).content.decode()
    page = city.get(f"{HERE}don-vi")
    said = words(page)
    assert (
        "2 nội dung nóng lên ở các đơn vị bên dưới" in said
        and "Phường Long Biên 7" in said
        and "Môi trường 7" in said
    )
    assert not any(code in page.content.decode() for code in codes) and world.person(4)["name"] not in said
    assert (
        f"{HERE}don-vi" not in chair.get(HERE).content.decode()
        and chair.get(f"{HERE}don-vi").status_code == 403
    )
    report = city.get("/can-bo/bao-cao/don-thu", bieu="tcd-ld")
    assert "thực hiện ngày tiếp công dân của người đứng đầu" in words(report)
    assert '<option value="01" selected>' in report.content.decode(), "the unit that the figures are of"


def test_feedback_that_rises_opens_onto_its_rows(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    made = feedback.receive(
        by=CITIZEN, at=at, unit=world.WARD, channel="portal", category="rac", content="Rác cuối ngõ 42"
    )
    chair = Official("chair")
    page = chair.get(HERE).content.decode()
    link = re.search(r'href="([^"]*diem-nong/dong\?xem=phan-anh[^"]*)"', page)
    assert link and "Rác thải, vệ sinh" in page
    rows = chair.get(link[1].replace("&amp;", "&"))
    assert made.code in rows.content.decode() and f"/can-bo/phan-anh/ma/{made.code}" in rows.content.decode()


def test_rows_asked_for_wrongly_are_not_there(ward: str) -> None:
    chair = Official("chair")
    for asked in ("", "?xem=linh-vuc&ma=land&tu=hom-qua&den=2026-11-20", "?xem=nguoi&ma=x&tu=2026-01-01&den=2026-02-01",
                  "?xem=noi&ma=99999&tu=2026-01-01&den=2026-02-01"):  # fmt: skip
        assert chair.client.get(f"{HERE}dong{asked}").status_code == 404, asked


def test_a_hot_spot_is_opened_worked_on_and_closed(ward: str) -> None:
    code, chair, land = made(), Official("chair"), Official("land-1")
    assert "1 việc điểm nóng giao cho vị trí này" in words(land.get("/can-bo/"))
    seen = words(land.get(f"{HERE}ma/{code}"))
    assert "Kiểm tra giấy phép" in seen and "có thể chặn xe" not in seen
    assert "Đổ đất ở ngõ 42" in words(land.get(HERE))
    assert land.post(f"{HERE}ma/{code}/viec/review", course="same", words="Tôi đánh giá").status_code == 403
    assert land.post(f"{HERE}ma/{code}/viec/done", n="1", result="").status_code == 422
    assert land.post(f"{HERE}ma/{code}/viec/done", n="1", result="Không có giấy phép").status_code == 302
    assert chair.post(f"{HERE}ma/{code}/viec/review", course="better", words="Đã ngừng").status_code == 302
    page = words(chair.get(f"{HERE}ma/{code}"))
    assert "Không có giấy phép" in page and "Dịu hơn" in page and "có thể chặn xe" in page
    assert chair.post(f"{HERE}ma/{code}/viec/close", result="").status_code == 422
    assert chair.post(f"{HERE}ma/{code}/viec/close", result="Đã dọn đường").status_code == 302
    assert "Đã kết thúc" in words(chair.get(f"{HERE}ma/{code}"))
    assert "Đổ đất" in words(chair.get(HERE, xem="da-ket-thuc")) and "Đổ đất" not in words(chair.get(HERE))
    assert chair.post(f"{HERE}ma/{code}/viec/khac").status_code == 404


def test_nothing_typed_is_lost(ward: str) -> None:
    chair = Official("chair")
    page = chair.post(
        f"{HERE}mo", **{**GIVEN, "assessment": "", "due_on-0": "2026-11-01", "petitions": "DT-1"}
    )
    assert page.status_code == 422 and "Ghi rõ nhận định" in words(page) and "DT-1" in words(page)
    assert value_of(page, "title") == "Đổ đất ở ngõ 42" and "Kiểm tra giấy phép" in page.content.decode()
    assert "Chọn hạn thực hiện từ hôm nay" in words(page)
    page = chair.post(f"{HERE}mo", **{**GIVEN, "due_on-0": "mai"})
    assert page.status_code == 422 and "Chọn ngày theo lịch" in words(page)
    assert not HotSpot.objects.exists()
    assert 'value="land" selected' in chair.get(f"{HERE}mo", **{"linh-vuc": "land"}).content.decode()


def test_the_door_is_shut_to_others(ward: str) -> None:
    code = made()
    for post in ("one-stop-1", "front", "bo-de-one-stop-1"):
        who = Official(post)
        assert who.get(HERE).status_code == 403 and who.get(f"{HERE}mo").status_code == 403
        assert who.get(f"{HERE}ma/{code}").status_code == 404
    assert Official("office-head").get(HERE).status_code == 200, "leads, but does not open"
    assert Official("office-head").get(f"{HERE}mo").status_code == 403
