"""Đơn vị trực thuộc at the desk: what waits in a unit, ending it with its heir, taking that back."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.journal.ports import Actor
from motcua.base.orgs import queries
from motcua.base.people.models import Account
from motcua.conf import shipped
from motcua.conf.demonstration import founding
from tests import world

GIVEN = {
    "on": "2026-12-01", "number": "12/NQ-HĐND", "signed_on": "2026-11-18", "body": "HĐND thành phố",
    "heir": world.OTHER,
}  # fmt: skip
PAGE, FIND = reverse("desk:unit-ending", args=[world.WARD]), 'aria-label="Tên đơn vị"'


@pytest.fixture
def signed_in(ward: str, clock: Callable[[dt.datetime], None]) -> Callable[[str], Client]:
    world.open_keeper()

    def client(username: str) -> Client:
        made = Client()
        made.force_login(
            Account.objects.get(username=username),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return made

    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_who_keeps_the_organisation_looks_confirms_and_takes_back(
    signed_in: Callable[[str], Client], receive: Any, at: dt.datetime
) -> None:
    receive()
    keeper = signed_in("city-keeper")
    assert "Quận Long Biên" not in text(keeper.get(reverse("desk:units"))), (
        "ended before, nobody's heir known"
    )
    assert "Phường Long Biên" in text(keeper.get(reverse("desk:units"), {"q": "long bien"}))
    assert "Phường Bồ Đề" not in text(keeper.get(reverse("desk:units"), {"q": "long bien"}))
    shown = text(keeper.get(PAGE))
    assert 'Hồ sơ</dt><dd class="tabular">1</dd>' in shown and "Xem điều sẽ xảy ra" in shown
    wrong = keeper.post(PAGE, {**GIVEN, "on": "2026-11-01", "look": "1"})
    assert wrong.status_code == 422 and "Chọn ngày kết thúc" in text(wrong)
    assert keeper.post(PAGE, {**GIVEN, "heir": "", "look": "1"}).status_code == 422
    looked = keeper.post(PAGE, {**GIVEN, "look": "1"})
    assert "Điều sẽ xảy ra" in text(looked) and "Phường Bồ Đề" in text(looked)
    assert "chưa có đủ vị trí xử lý" in text(looked), "said of every unit alike"
    assert queries.last_version(world.WARD).valid_to is None, "only looked at"
    assert "Điều sẽ xảy ra" not in text(keeper.post(PAGE, {**GIVEN, "edit": "1"}))
    assert keeper.post(PAGE, {**GIVEN, "confirm": "1"}).status_code == 302
    assert queries.last_version(world.WARD).valid_to == dt.date(2026, 12, 1)
    again = keeper.post(PAGE, {**GIVEN, "confirm": "1"})
    assert again.status_code == 422 and "cần một quyết định mới" in text(again)
    shown = text(keeper.get(PAGE))
    assert "kết thúc từ" in shown and "Không kết thúc nữa, theo quyết định mới" in shown
    assert text(keeper.get(reverse("desk:units"))).index("Long Biên") < text(
        keeper.get(reverse("desk:units"))
    ).index("Bồ Đề kế thừa")
    undone = {"number": "15/NQ-HĐND", "signed_on": "2026-11-20", "body": "HĐND thành phố"}
    keep = reverse("desk:unit-keep", args=[world.WARD])
    assert keeper.post(keep, {**undone, "number": ""}).status_code == 422
    assert keeper.post(keep, undone).status_code == 302
    assert queries.last_version(world.WARD).valid_to is None


def test_of_what_is_confidential_not_even_the_number_is_shown(
    signed_in: Callable[[str], Client], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    from tests.areas.test_denunciations import accepted

    accepted(posts, at)
    shown = text(signed_in("city-keeper").get(PAGE))
    assert "Tố cáo</dt>" not in shown and "Đơn</dt>" not in shown and "Việc kín, nếu có" in shown


@pytest.mark.parametrize("username", ["chair", "admin", "one-stop-1"])
def test_nobody_of_the_unit_itself_ends_it(signed_in: Callable[[str], Client], username: str) -> None:
    client = signed_in(username)
    assert client.get(PAGE).status_code in (302, 403, 404)
    assert client.post(PAGE, {**GIVEN, "confirm": "1"}).status_code in (302, 403, 404)
    assert client.post(reverse("desk:unit-keep", args=[world.WARD]), GIVEN).status_code in (302, 403, 404)
    assert queries.last_version(world.WARD).valid_to is None


def test_a_ward_reads_that_nothing_lies_beneath_it_and_who_ends_units(
    signed_in: Callable[[str], Client],
) -> None:
    shown = text(signed_in("admin").get(reverse("desk:units")))
    assert "Phường Long Biên không có đơn vị hành chính trực thuộc." in shown
    assert "quản trị tổ chức bộ máy của Thành phố Hà Nội ghi" in shown and FIND not in shown
    shown = text(signed_in("city-keeper").get(reverse("desk:units"), {"q": "zzz"}))
    assert "Không có đơn vị nào khớp." in shown and FIND in shown


def test_the_demonstration_has_an_account_that_ends_units() -> None:
    ward = founding.ward_file()
    (post,) = [one for one in founding.everybody(ward) if one["code"] == "city-admin"]
    divisions = {one["code"]: one["parent"] for one in ward["above"]["divisions"]}
    assert (divisions[post["unit"]], post["duties"]) == ("01", ["admin"])
    assert "city-admin" in dict(shipped.accounts())
