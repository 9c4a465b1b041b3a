"""People's situation at the desk: noted by officials, read by leaders, summed up; what becomes of a note."""

import datetime as dt
from collections.abc import Callable

import pytest

from motcua.areas.hotspots.models import SituationNote
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/tinh-hinh/"
GIVEN = {
    "worries": "Nhiều hộ lo giá bồi thường thấp.", "spot": "Tổ dân phố số 5", "topic": "land", "level": "urgent",
    "source": "meeting", "noted_on": "2026-11-19", "proposal": "Họp dân sớm.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def noted(post: str = "land-1", **over: str) -> str:
    answer = Official(post).post(f"{HERE}moi", **{**GIVEN, **over})
    assert answer.status_code == 302, words(answer)
    return answer["Location"].removeprefix(f"{HERE}ma/")


def test_a_note_is_read_answered_and_worked_on(ward: str) -> None:
    code, chair, social = noted(), Official("chair"), Official("social-1")
    assert "1 ghi nhận tình hình khẩn chưa đọc" in words(chair.get("/can-bo/"))
    assert "lo giá bồi thường" in words(chair.get(HERE, xem="chua-doc"))
    page = words(chair.get(f"{HERE}ma/{code}"))
    assert "Họp dân sớm" in page and "Báo cáo cấp trên" in page and "Nhận định thành điểm nóng" in page
    assert chair.post(f"{HERE}ma/{code}/viec/read").status_code == 302
    task = {"g-post": "social-1", "g-what": "Họp tổ 5", "g-due_on": "2026-11-25"}
    assert chair.post(f"{HERE}ma/{code}/viec/task", **task).status_code == 302
    assert "1 việc từ ghi nhận tình hình giao cho vị trí này" in words(social.get("/can-bo/"))
    seen = words(social.get(f"{HERE}ma/{code}"))
    assert "Họp tổ 5" in seen and "bồi thường" not in seen and "số 5" not in seen
    assert code in words(social.get(HERE, xem="viec")) and "bồi thường" not in words(
        social.get(HERE, xem="viec")
    )
    assert social.post(f"{HERE}ma/{code}/viec/answer", **{"t-answer": "Tôi"}).status_code == 403
    assert social.post(f"{HERE}ma/{code}/viec/done", n="1", result="").status_code == 422
    assert social.post(f"{HERE}ma/{code}/viec/done", n="1", result="Đã họp xong").status_code == 302
    assert chair.post(f"{HERE}ma/{code}/viec/answer", **{"t-answer": "Công khai bảng giá"}).status_code == 302
    author = words(Official("land-1").get(f"{HERE}ma/{code}"))
    assert "Công khai bảng giá" in author and "Báo cáo cấp trên" not in author
    assert chair.post(f"{HERE}ma/{code}/viec/khac").status_code == 404


def test_a_name_is_refused_kindly_and_nothing_typed_is_lost(ward: str) -> None:
    land = Official("land-1")
    assert "impersonal" not in land.get(f"{HERE}moi").content.decode()
    page = land.post(f"{HERE}moi", **{**GIVEN, "worries": "Ông Bình gây rối"})
    assert page.status_code == 422 and "Không ghi về một người cụ thể. Bỏ Ông Bình" in words(page)
    assert value_of(page, "spot") == GIVEN["spot"] and 'name="impersonal"' in page.content.decode()
    assert not SituationNote.objects.exists()
    assert noted(worries="Ngập ở miếu Ông Cả", impersonal="on")


def test_a_trip_its_matters_and_a_hot_spot(ward: str) -> None:
    chair = Official("chair")
    assert chair.post(f"{HERE}di-co-so", on="2026-11-30", spot="").status_code == 422
    answer = chair.post(f"{HERE}di-co-so", on="2026-11-18", spot="Tổ dân phố số 7", company="Mặt trận phường")
    trip = answer["Location"]
    code = trip.rsplit("/", 1)[1]
    start = chair.get(f"{HERE}moi", **{"chuyen-di": code})
    assert value_of(start, "spot") == "Tổ dân phố số 7" and value_of(start, "noted_on") == "2026-11-18"
    assert chair.post(f"{HERE}moi?chuyen-di={code}", **{**GIVEN, "source": "trip"})["Location"] == trip
    assert "lo giá bồi thường" in words(chair.get(trip)) and "Tổ dân phố số 7" in words(
        chair.get(f"{HERE}di-co-so")
    )
    note = SituationNote.objects.get()
    opening = chair.get("/can-bo/diem-nong/mo", **{"ghi-nhan": note.code})
    assert value_of(opening, "notes") == note.code and "giá bồi thường" in value_of(opening, "assessment")
    spot = {"title": "Giá bồi thường", "topic": "land", "assessment": "Có thể tập trung", "notes": note.code}
    made = chair.post("/can-bo/diem-nong/mo", **spot)
    assert note.code in words(chair.get(made["Location"]))
    assert "Đã nhận định thành điểm nóng" in words(chair.get(f"{HERE}ma/{note.code}"))


def test_a_period_is_summed_up(ward: str) -> None:
    noted()
    noted(topic="environment", level="ordinary", spot="Chợ", noted_on="2026-11-02")
    chair = Official("chair")
    page = words(chair.get(f"{HERE}tong-hop"))
    assert "1 ghi nhận tình hình" in page and "1 khẩn" in page and "Chợ" not in page
    page = words(chair.get(f"{HERE}tong-hop", tu="2026-10-24", den="2026-11-20"))
    assert "2 ghi nhận tình hình" in page and "Chợ" in page and "Từng tuần" in page
    assert chair.get(f"{HERE}tong-hop", tu="hom-qua", den="9999-99-99").status_code == 200


def test_the_door_is_shut_to_others(ward: str) -> None:
    code = noted()
    for post in ("one-stop-1", "front", "bo-de-one-stop-1"):
        who = Official(post)
        assert who.get(HERE).status_code == 200 and code not in who.get(HERE).content.decode()
        assert (
            who.get(f"{HERE}ma/{code}").status_code == 404 and who.get(f"{HERE}tong-hop").status_code == 403
        )
        assert who.get(f"{HERE}di-co-so").status_code == 403


def test_a_form_that_is_sent_twice_counts_once(ward: str) -> None:
    land = Official("land-1")
    key = value_of(land.get(f"{HERE}moi"), "goi")
    code = noted(goi=key)
    assert noted(goi=key) == code and SituationNote.objects.count() == 1, "sent twice, recorded once"
    again = value_of(land.get(f"{HERE}moi"), "goi")
    assert again != key and noted(goi=again) != code, "another page is another note"
    chair, task = Official("chair"), {"g-post": "social-1", "g-what": "Họp tổ 5", "g-due_on": "2026-11-25"}
    task["goi"] = value_of(chair.get(f"{HERE}ma/{code}"), "goi")
    for _n in range(2):
        assert chair.post(f"{HERE}ma/{code}/viec/task", **task).status_code == 302
    assert SituationNote.objects.get(code=code).tasks.count() == 1
