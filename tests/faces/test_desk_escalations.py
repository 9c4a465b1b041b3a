"""Matters beyond competence at the desk: from the page of a petition to the reply, who sees what."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from django.urls import reverse

from motcua.areas.directives import actions as directives
from motcua.areas.directives.models import Task
from motcua.areas.escalations.models import Escalation
from motcua.areas.petitions import actions as petitions
from motcua.base.journal.ports import Actor
from tests import world
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/vuot-tham-quyen/"
GIVEN = {
    "title": "Bãi rác ngoài đê", "topic": "environment", "asked": "Chỉ đạo di dời", "why": "Đất thành phố quản lý",
    "to_agency": "01", "reply_by": "2026-12-05",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def petition(posts: Mapping[str, Actor], at: dt.datetime, said: str = "suggestion") -> str:
    return petitions.receive(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said=said, topic="environment",
        content="Bãi rác bốc mùi.", submitter=world.person(4), against="Ông X" if said == "denunciation" else "",
    ).code  # fmt: skip


def raised(**over: str) -> str:
    answer = Official("chair").post(f"{HERE}moi", **{**GIVEN, **over})
    assert answer.status_code == 302, words(answer)
    return answer["Location"].removeprefix(f"{HERE}ma/")


def test_from_a_petition_up_and_back(ward: str, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    chair, above, about = Official("chair"), Official("police-head"), petition(posts, at)
    page = chair.get(f"/can-bo/don/ma/{about}").content.decode()
    assert f"{HERE}moi?ve={about}&amp;linh-vuc=environment" in page and HERE in page
    assert value_of(chair.get(f"{HERE}moi", ve=about), "about") == about
    code = raised(about=about)
    assert "Đã gửi, chưa nhận" in words(chair.get(f"/can-bo/don/ma/{about}"))
    assert "1 việc vượt thẩm quyền cấp dưới gửi đến" in words(above.get("/can-bo/"))
    assert "phường Long Biên" in words(above.get(HERE, xem="den")).replace("Phường", "phường")
    seen = above.get(f"{HERE}ma/{code}")
    assert "Chỉ đạo di dời" in words(seen) and f"/can-bo/don/ma/{about}" not in seen.content.decode()
    assert above.post(f"{HERE}ma/{code}/viec/receive").status_code == 302
    assert above.post(f"{HERE}ma/{code}/viec/reply", **{"t-outcome": "decided"}).status_code == 422
    told = {
        "t-outcome": "decided",
        "t-reply": "Di dời xong",
        "t-reply_number": "9/UBND",
        "t-reply_on": "2026-11-20",
    }
    assert above.post(f"{HERE}ma/{code}/viec/reply", **told).status_code == 302
    assert "1 việc cấp trên đã trả lời" in words(chair.get("/can-bo/"))
    assert "Di dời xong" in words(chair.get(f"{HERE}ma/{code}"))
    assert chair.post(f"{HERE}ma/{code}/viec/end", **{"k-action": "Đã báo dân"}).status_code == 302
    assert "Bãi rác ngoài đê" in words(chair.get(HERE, xem="xong")) and "Bãi rác" not in words(
        chair.get(HERE)
    )
    assert chair.post(f"{HERE}ma/{code}/viec/khac").status_code == 404


def test_an_obstacle_of_a_task_goes_up_too(ward: str, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    task = {
        "title": "Rà soát", "content": "Rà soát đất", "post": "land-1", "role": "Chủ trì", "starts_on": at.date(),
        "due_on": at.date() + dt.timedelta(days=20), "product": "Báo cáo", "criteria": "Đủ",
    }  # fmt: skip
    made = directives.draft(
        by=posts["office-head"],
        at=at,
        unit=world.WARD,
        document={"type": "plan", "title": "Kế hoạch"},
        tasks=[task],
        files=[world.scan()],
    )
    directives.issue(by=posts["chair"], at=at, directive=made)
    code = Task.objects.get(directive=made).code
    page = Official("chair").get(reverse("desk:task", args=[code])).content.decode()
    assert f"{HERE}moi?ve={code}" in page
    up = raised(about=code)
    assert reverse("desk:task", args=[code]) in Official("chair").get(f"{HERE}ma/{up}").content.decode()


def test_what_is_late_is_counted_where_leaders_look(
    ward: str, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    raised(reply_by="2026-11-20")
    clock(at + dt.timedelta(days=3))
    chair = Official("chair")
    assert "1 quá ngày cần trả lời" in words(chair.get(HERE)) and "Bãi rác" in words(
        chair.get(HERE, xem="tre")
    )
    assert "1 việc cấp trên trả lời trễ" in words(chair.get("/bang/")) + words(chair.get("/can-bo/"))


def test_a_body_outside_is_named_with_its_document(ward: str) -> None:
    chair = Official("chair")
    page = chair.post(f"{HERE}moi", **{**GIVEN, "to_agency": "ngoai"})
    assert page.status_code == 422 and "Ghi rõ cơ quan cấp trên" in words(page)
    outside = {
        "to_agency": "ngoai",
        "to_name": "Sở Xây dựng",
        "number": "12/BC-UBND",
        "sent_on": "2026-11-19",
    }
    assert "Sở Xây dựng" in words(chair.get(f"{HERE}ma/{raised(**outside)}"))


def test_a_denunciation_is_shown_its_own_way(ward: str, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    chair, secret = Official("chair"), petition(posts, at, "denunciation")
    assert "vuot-tham-quyen/moi" not in chair.get(f"/can-bo/don/ma/{secret}").content.decode()
    page = chair.post(f"{HERE}moi", **{**GIVEN, "about": secret})
    assert page.status_code == 422 and "chuyển cơ quan có thẩm quyền" in words(page)
    assert value_of(page, "title") == GIVEN["title"]
    page = chair.post(f"{HERE}moi", **{**GIVEN, "why": "Dân tố cáo"})
    assert page.status_code == 422 and "no_denunciation" in page.content.decode()
    assert not Escalation.objects.exists()
    assert raised(why="Dân tố cáo", no_denunciation="1")


def test_the_door_is_shut_to_others(ward: str) -> None:
    code = raised()
    for post in ("one-stop-1", "front", "bo-de-one-stop-1", "police-1"):
        who = Official(post)
        assert who.get(HERE).status_code == 403 and who.get(f"{HERE}moi").status_code == 403
        assert who.get(f"{HERE}ma/{code}").status_code == 404
    assert Official("office-head").get(f"{HERE}moi").status_code == 403, "leads, but does not sign"


def test_what_is_sent_twice_goes_up_once(ward: str) -> None:
    page = Official("chair").get(f"{HERE}moi")
    key = value_of(page, "goi")
    wrong = Official("chair").post(f"{HERE}moi", **{**GIVEN, "why": "", "goi": key})
    assert wrong.status_code == 422 and value_of(wrong, "goi") == key, "a refused form keeps its key"
    assert raised(goi=key) == raised(goi=key) and Escalation.objects.count() == 1
