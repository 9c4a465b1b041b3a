"""Communication of laws at the desk and in public: planned, opened, held with its reach, materials taken along."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.areas.directives import actions as directives
from motcua.base.journal.ports import Actor
from tests import world
from tests.areas.test_campaigns import PNG
from tests.areas.test_directives import clear
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/tuyen-truyen/"
GIVEN = {
    "title": "Luật Đất đai đến từng tổ", "goal": "Để ai cũng biết quyền của mình.", "instruments": "77/2015/QH13",
    "audiences": ["residents"], "starts_on": "2026-11-20", "ends_on": "2026-12-10", "post": "justice-1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def planned(**over: str) -> str:
    answer = Official("justice-1").post(f"{HERE}moi", **{**GIVEN, **over})
    assert answer.status_code == 302, words(answer)
    return answer["Location"].removeprefix(f"{HERE}ma/")


def test_from_a_plan_to_the_public_page_and_its_result(ward: str) -> None:
    code, justice, chair, anybody = planned(), Official("justice-1"), Official("chair"), Client()
    one = f"{HERE}ma/{code}"
    assert "hết hiệu lực từ 01/03/2025" in words(justice.get(one))
    told = {"h-channel": "meeting", "h-on": "2026-11-20", "h-place": "Nhà văn hóa tổ 5"}
    assert justice.post(f"{one}/viec/activity", **told).status_code == 302
    assert justice.post(f"{one}/viec/activity", **{**told, "h-on": "2027-01-01"}).status_code == 422
    file = SimpleUploadedFile("to-gap.png", PNG, "image/png")
    assert (
        justice.client.post(f"{one}/tai-lieu", {"tl-title": "Tờ gấp hỏi đáp", "tl-file": file}).status_code
        == 302
    )
    wrong = SimpleUploadedFile("virus.exe", b"MZ", "application/octet-stream")
    page = justice.client.post(f"{one}/tai-lieu", {"tl-title": "Tệp lạ", "tl-file": wrong})
    assert page.status_code == 422 and value_of(page, "tl-title") == "Tệp lạ"
    assert justice.client.post(f"{one}/tai-lieu", {"tl-title": ""}).status_code == 422
    assert "Luật Đất đai" not in anybody.get("/tuyen-truyen/").content.decode()
    assert anybody.get(f"/tuyen-truyen/{code}/tai-lieu/1").status_code == 404
    assert justice.post(f"{one}/viec/open").status_code == 403
    assert chair.post(f"{one}/viec/open").status_code == 302
    public = words(anybody.get("/tuyen-truyen/"))
    assert "Luật Đất đai đến từng tổ" in public and "Nhà văn hóa tổ 5" in public and "hết hiệu lực" in public
    taken = anybody.get(f"/tuyen-truyen/{code}/tai-lieu/1")
    assert (
        taken["Content-Disposition"] == f'attachment; filename="{code}-1.png"'
        and taken.content[:4] == b"\x89PNG"
    )
    assert justice.get(f"{one}/tai-lieu/1").status_code == 200
    assert justice.post(f"{one}/viec/held", **{"l-n": "1", "l-reach": "", "l-counted": ""}).status_code == 422
    held = {"l-n": "1", "l-reach": "64", "l-counted": "heads"}
    assert justice.post(f"{one}/viec/held", **held).status_code == 302
    assert "64 (đếm người dự)" in words(justice.get(one))
    assert "1 hoạt động đã làm" in words(justice.get(f"{HERE}so-lieu"))
    assert chair.post(f"{one}/viec/finish", **{"k-result": "Nhiều người hỏi"}).status_code == 302
    assert "Luật Đất đai" in words(chair.get(HERE, xem="xong"))
    assert chair.post(f"{one}/viec/khac").status_code == 404


def test_nothing_typed_is_lost(ward: str) -> None:
    page = Official("justice-1").post(
        f"{HERE}moi", **{**GIVEN, "goal": "Gọi 0912345678", "ends_on": "2026-11-01"}
    )
    assert page.status_code == 422 and "0912345678" in words(page)
    assert value_of(page, "title") == GIVEN["title"] and "Chọn ngày kết thúc" in words(page)


def test_the_door_is_shut_to_others(ward: str) -> None:
    code = planned()
    for post in ("bo-de-one-stop-1", "police-head"):
        assert Official(post).get(f"{HERE}ma/{code}").status_code == 404
    for post in ("one-stop-1", "front"):
        assert Official(post).get(f"{HERE}ma/{code}").status_code == 200
        assert Official(post).get(f"{HERE}moi").status_code == 403
        assert (
            Official(post)
            .post(f"{HERE}ma/{code}/viec/activity", **{"h-channel": "page", "h-on": "2026-11-20"})
            .status_code
            == 403
        )


def test_who_is_on_duty_opens_to_the_posts_of_the_campaign_and_to_nobody_else(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    plan = directives.draft(
        by=posts["office-head"], at=at, unit=ward, document={"type": "plan", "title": "Phòng dịch", "clarity": "5"},
        tasks=[clear(at.date() + dt.timedelta(days=3), title="Diệt lăng quăng tổ 9")], files=[world.scan()],
    )  # fmt: skip
    directives.issue(by=posts["chair"], at=at, directive=plan)
    mine = Official("justice-1")
    made = mine.post(
        "/can-bo/tuyen-truyen/moi", kind="work", title="Phòng, chống dịch", goal="Không để dịch lan",
        audiences=["residents"],
        starts_on="2026-11-20", ends_on="2026-12-20", post="justice-1", directive=plan.code,
    )  # fmt: skip
    assert made.status_code == 302, words(made)
    page = made["Location"]
    said = {
        "t-role": "health",
        "t-place": "Trạm y tế phường",
        "t-name": "Nguyễn Thị Trực",
        "t-phone": "0912345678",
    }
    refused = mine.post(f"{page}/viec/contact", **said | {"t-phone": "số"})
    assert refused.status_code == 422 and "Nguyễn Thị Trực" in refused.content.decode(), (
        "nothing typed is lost"
    )
    assert mine.post(f"{page}/viec/contact", **said).status_code == 302
    closed = mine.get(page)
    assert "Trạm y tế phường" in words(closed) and "Diệt lăng quăng tổ 9" in words(closed)
    assert "0912345678" not in closed.content.decode() and "Nguyễn Thị Trực" not in closed.content.decode()
    opened = mine.post(f"{page}/danh-ba")
    assert opened.status_code == 200 and "no-store" in opened["Cache-Control"]
    assert "Nguyễn Thị Trực 0912345678" in words(opened) and "Mở danh bạ trực, 1 dòng" in words(opened)
    chair = Official("chair")
    assert "Trạm y tế" not in chair.get(page).content.decode()
    assert chair.post(f"{page}/danh-ba").status_code in (403, 404)
    assert mine.post(f"{page}/viec/uncontact", n="1").status_code == 302
    assert "Trạm y tế phường" not in words(mine.get(page))
