"""The public reads decisions on complaints while they are public, and nobody's name."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.test import Client

from motcua.areas.complaints import actions
from motcua.base.journal.ports import Actor
from tests import world
from tests.areas.test_complaints import LAND, announced, proposed
from tests.faces.at_desk import words

HERE = "/cong-khai/khieu-nai"


def test_a_decision_is_public_for_its_days_without_names(
    client: Client, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    assert "Hiện không có quyết định nào" in words(client.get(HERE))
    assert HERE in client.get("/").content.decode()
    made = actions.accept(by=posts["chair"], at=at, petition=proposed(at))
    announced(posts, made, at, ruling="Giữ nguyên", result="wrong")
    page = client.get(HERE)
    said = words(page)
    assert "Quyết định 02/QĐ-UBND, ngày 20/11/2026" in said and "Khiếu nại sai" in said
    assert "Nội dung quyết định 02/QĐ-UBND" in said and "Giữ nguyên quyết định." in said
    assert "Công khai từ 20/11/2026 đến hết 05/12/2026" in said
    for secret in (world.person(7)["name"], LAND, made.code, made.petition.case.code, "35/QĐ-UBND"):
        assert secret not in page.content.decode()
    clock(at + dt.timedelta(days=16))
    assert "Hiện không có quyết định nào" in words(client.get(HERE))
