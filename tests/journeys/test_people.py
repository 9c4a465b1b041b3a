"""Who stands behind a matter: the least on the page, all of it by one key, in a real browser."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.feedback.actions import receive as report
from motcua.areas.petitions.actions import receive as take_in
from motcua.areas.receptions.actions import receive as welcome
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, Actor
from tests import world

pytestmark = pytest.mark.browser
WHO = {
    "kind": "person", "name": "Trần Văn Ước", "id_number": "001199000777", "phone": "0912345678",
    "address": "Số 9 ngách 77 Thạch Bàn", "email": "uoc@example.vn",
}  # fmt: skip


def test_one_key_opens_all_that_is_known_of_a_person(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    petition = take_in(
        by=posts["one-stop-1"], at=at, unit=world.WARD, channel="counter", said="suggestion", topic="order",
        content="Đề nghị sửa đèn ngõ 42", submitter=WHO, signers=6, representatives=["Trần Văn Ước", "Lê Thị Yến"],
    )  # fmt: skip
    came = welcome(
        by=posts["justice-1"], at=at, agency=world.WARD, visitor=WHO, petition_class="suggestion", topic="other",
        summary="Đường ngập khi mưa",
    )  # fmt: skip
    told = report(
        by=CITIZEN,
        at=at,
        unit=world.WARD,
        channel="portal",
        category="rac",
        content="Rác đầy ngõ",
        contact=WHO,
    )
    for width in (360, 1440):
        for path in (
            f"don/ma/{petition.code}",
            f"tiep-cong-dan/luot/{came.case.code}",
            f"phan-anh/ma/{told.code}",
        ):
            page = visit(f"/can-bo/{path}", width=width, post="chair")
            person = page.locator("section", has=page.locator("#h-person"))
            expect(person).to_contain_text(WHO["name"])
            expect(person).not_to_contain_text(WHO["phone"])
            expect(person).not_to_contain_text(WHO["address"])
            sound(page)
            page.keyboard.press("j")
            expect(person).to_contain_text("Lần xem này đã ghi vào sổ cái")
            expect(person).to_contain_text(WHO["phone"])
            expect(person).to_contain_text(WHO["address"])
            sound(page)
    assert Event.objects.filter(kind="citizen.read", by_post="chair").count() == 6
    page = visit("/can-bo/tim", post="land-1")
    page.fill("input[type=search]", WHO["name"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phản ánh: Rác thải")
