"""What stands open now beneath a unit: numbers for who directs it, down to the positions of a commune."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.base.orgs.models import Post
from motcua.base.people.models import Account
from tests import world
from tests.faces.reading import count_queries, links, words

HERE = "/bang/don-vi"


@pytest.fixture(autouse=True)
def _now(ward: str, clock: Any) -> None:
    """Every test: the ward at work, the clock at its moment."""


@pytest.fixture
def at_post() -> Callable[[str], Client]:
    def signed_in(post: str) -> Client:
        client = Client()
        client.force_login(
            Account.objects.get(username=post), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return signed_in


@pytest.fixture
def above(at_post: Callable[[str], Client]) -> Client:
    """Who directs the province."""
    Post.objects.filter(code="police-head").update(duties=["direct"])
    return at_post("police-head")


def test_from_the_province_down_to_who_holds_the_work(
    above: Client, receive: Callable[..., Any], finished: Callable[..., Any]
) -> None:
    receive(applicant={"name": "Công Tằng Tôn Nữ Thị Hoàng Anh"})
    finished(receive(), hand_over=True)
    page = above.get(HERE)
    said = words(page)
    assert "1 hồ sơ đang giải quyết, không hồ sơ nào trễ" in said
    assert "30 ngày qua: 100 % đúng hạn (1 trên 1)" in said and "Phường Long Biên 1" in said
    assert "Phường Bồ Đề" not in said  # nothing open, nothing finished
    ward = f"?don-vi={world.WARD}"
    assert HERE + ward in links(page) and "Ai đang giữ" not in said
    below = above.get(HERE + ward)
    told = words(below)
    assert "Phường Long Biên: các đơn vị lúc này" in told and "Ai đang giữ" in told
    assert "Công Tằng Tôn Nữ" not in told and not [one for one in links(below) if "/bang/ho-so" in one]


def test_the_first_page_of_who_directs_others_says_how_they_stand(
    above: Client, at_post: Callable[[str], Client], receive: Callable[..., Any]
) -> None:
    receive()
    page = above.get("/bang/")
    said = words(page)
    assert "Kể cả đơn vị bên dưới: 1 hồ sơ đang giải quyết, không hồ sơ nào trễ" in said
    assert "Phường Long Biên 1" in said and f"{HERE}?don-vi={world.WARD}" in links(page)
    assert "Riêng " not in said  # a city that has no work of its own is not drawn as a row of noughts
    own = words(at_post("chair").get("/bang/"))
    assert "bên dưới" not in own and "Riêng" not in own


def test_a_commune_sees_itself_and_no_neighbour(at_post: Callable[[str], Client]) -> None:
    chair = at_post("chair")
    assert HERE in links(chair.get("/bang/"))
    assert chair.get(HERE).status_code == 200
    assert chair.get(HERE, {"don-vi": world.OTHER}).status_code == 404
    assert at_post("front").get(HERE, {"don-vi": world.OTHER}).status_code == 404
    assert at_post("justice-1").get(HERE).status_code == 403


def test_queries_do_not_grow(above: Client, receive: Callable[..., Any]) -> None:
    receive()
    above.get(HERE)
    before = count_queries(lambda: above.get(HERE))
    for _ in range(3):
        receive()
    assert count_queries(lambda: above.get(HERE)) <= before <= 16
