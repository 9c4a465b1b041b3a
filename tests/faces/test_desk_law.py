"""Legal instruments at the desk: found, drawn, cited by what one may see, written down by the keeper alone."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from motcua.areas.directives import actions as directives
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.law.models import Instrument
from motcua.reactions.table import react
from tests import world
from tests.faces.at_desk import Official, words

HERE = "/can-bo/van-ban-phap-luat/"
TITLE = "Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ về công tác dân vận"
Posts = Mapping[str, Actor]


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def page_of(symbol: str) -> str:
    return f"{HERE}ma/{Instrument.objects.get(symbol=symbol, twin=0).pk}"


@pytest.fixture
def plan(posts: Posts, at: dt.datetime) -> str:
    """A plan that stands on a directive which was replaced, read as it was drafted."""
    made = directives.draft(
        by=posts["office-head"],
        at=at,
        unit=world.WARD,
        document={"type": "plan", "title": TITLE, "clarity": "5"},
    )
    for event in Event.objects.filter(subject=made.subject).order_by("seq"):
        react(event, at)
    return made.code


def test_what_a_plan_stands_on_is_shown_where_it_is_cited(plan: str) -> None:
    chair = Official("chair")
    said = words(chair.get(f"/can-bo/chi-dao/ma/{plan}"))
    assert "1 văn bản được dẫn đã hết hiệu lực" in said
    assert "hết hiệu lực từ 26/11/2021" in said and "thay bằng 33/CT-TTg" in said
    listed = chair.get(f"{HERE}het-hieu-luc")
    assert "1 văn bản của đơn vị đang dựa trên" in words(listed) and plan in listed.content.decode()
    one = chair.get(page_of("16/CT-TTg"))
    assert "<svg" in one.content.decode() and "thay thế văn bản này từ 26/11/2021" in words(one)
    assert plan in one.content.decode()
    assert plan not in Official("bo-de-one-stop-1").get(page_of("16/CT-TTg")).content.decode()
    assert "Không văn bản nào" in words(Official("bo-de-one-stop-1").get(f"{HERE}het-hieu-luc"))


def test_search_with_and_without_accents(ward: str) -> None:
    one_stop = Official("one-stop-1")
    for q in ("dan van chinh quyen", "Dân vận chính quyền", "07-CT"):
        assert "07-CT/TU" in words(one_stop.get(HERE, q=q))
    assert "Không có văn bản nào khớp" in words(one_stop.get(HERE, q="không thể nào có"))
    assert one_stop.get(HERE, trang="2").status_code == 200
    assert Client().get(HERE).status_code == 302


def test_the_keeper_writes_down_relates_and_corrects(ward: str) -> None:
    keeper, chair = Official("office-head"), Official("chair")
    given = {
        "symbol": "45/KH-UBND", "type": "Kế hoạch", "issuer": "UBND phường Long Biên", "title": "Dân vận 2026",
        "issued_on": "2026-02-02", "effective_on": "2026-02-02", "source": "",
    }  # fmt: skip
    assert chair.post(f"{HERE}moi", **given).status_code == 403
    refused = keeper.post(f"{HERE}moi", **given)
    assert refused.status_code == 422 and "Dân vận 2026" in words(refused)
    answer = keeper.post(f"{HERE}moi", **{**given, "source": "Bản chính"})
    here = answer["Location"]
    assert answer.status_code == 302 and "còn hiệu lực" in words(keeper.get(here))
    strange = keeper.post(
        f"{here}/viec/relate", **{"q-kind": "guides", "q-other": "999/KH-UBND", "q-source": "x"}
    )
    assert strange.status_code == 422 and "Chưa có văn bản này" in words(strange)
    asked = {"q-kind": "replaces", "q-other": "16/CT-TTg", "q-on": "2026-02-02", "q-source": "Điều 5"}
    assert keeper.post(f"{here}/viec/relate", **asked).status_code == 302
    page = keeper.get(here)
    assert "thay thế từ 02/02/2026" in words(page) and "Theo Điều 5" in words(page)
    relation = Instrument.objects.get(symbol="45/KH-UBND").acts_on.get().pk
    assert (
        keeper.post(f"{here}/viec/unrelate", **{"b-relation": relation, "b-source": "Đọc lại"}).status_code
        == 302
    )
    assert "Chưa ghi quan hệ nào" in words(keeper.get(here))
    late = {
        f"s-{name}": value for name, value in {**given, "expired_on": "2026-01-01", "source": "x"}.items()
    }
    assert keeper.post(f"{here}/viec/correct", **late).status_code == 422
    assert keeper.post(f"{here}/viec/correct", **{**late, "s-expired_on": "2026-11-01"}).status_code == 302
    assert "hết hiệu lực từ 01/11/2026" in words(keeper.get(here))
    assert keeper.post(f"{here}/viec/khac").status_code == 403
    assert keeper.get(f"{HERE}ma/999999999").status_code == 404
