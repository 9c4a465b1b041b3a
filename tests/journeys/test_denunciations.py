"""A denunciation from its petition to the notices: accepted, ordered, extended in a browser; every page looked at."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.denunciations import actions
from motcua.areas.denunciations.models import Denunciation
from motcua.base.journal.ports import Actor
from tests.areas.test_denunciations import accepted, concluded, proposed, taken_in, verified
from tests.areas.test_petitions import SECRET

pytestmark = pytest.mark.browser
HERE = "/can-bo/to-cao/"


def test_a_denunciation_is_accepted_and_driven(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    petition = proposed(posts, taken_in(posts, at - dt.timedelta(minutes=9)), at - dt.timedelta(minutes=5))
    page = visit(f"/can-bo/don/ma/{petition.code}", post="chair")
    sound(page)
    page.keyboard.press("x")
    page.wait_for_url(f"**{HERE}thu-ly/{petition.code}")
    sound(page)
    page.fill("#accept-content", "Người bị tố cáo thu tiền của hai hộ không có biên lai")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Enter")  # the law's days begin: it asks first
    page.wait_for_url(f"**{HERE}ma/**")
    made = Denunciation.objects.get()
    expect(page.locator(".todos li").first).to_contain_text("Thông báo thụ lý cho người tố cáo")
    page.keyboard.press("x")
    page.fill("#order-number", "8/QĐ-UBND")
    page.fill("#order-team", "Công chức xử lý đơn, thanh tra nhân dân")
    page.fill("#order-verify_until", "2026-12-04")
    sound(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".stands strong")).to_have_text("Đang xác minh")
    page.goto(f"{page.url.partition('#')[0]}#viec-extend")
    page.select_option("#extend-level", "complex")
    page.fill("#extend-days", "30")
    page.fill("#extend-reason", f"Xác minh ba nơi, hỏi bà {SECRET}")
    page.fill("#extend-number", "9/QĐ-UBND")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".path")).to_contain_text("Gia hạn giải quyết lần 1")
    page.locator("summary", has_text="Giao bằng văn bản").click()
    page.select_option("#giao-post", "justice-1")
    page.fill("#giao-instrument", "7/QĐ-UBND")
    page.locator("form[action$=giao] button").click()
    expect(page.locator("section[aria-labelledby=h-shield]")).to_contain_text("7/QĐ-UBND")
    expect(page.locator("main")).not_to_contain_text(SECRET)
    for width in (360, 1280):
        for path in (f"ma/{made.code}", ""):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(page.url.partition("/can-bo")[0] + HERE + path)
            sound(page)
    other = visit(f"{HERE}ma/{made.code}", post="one-stop-1")
    expect(other.locator("body")).to_contain_text("Không tìm thấy")


def test_whom_it_is_about_is_named_and_sees_nothing(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    petition = taken_in(posts, at - dt.timedelta(minutes=9))
    for width in (360, 1440):
        page = visit(f"/can-bo/don/ma/{petition.code}#viec-keep_from", post="vice-chair", width=width)
        sound(page)
    page.check("#viec-keep_from input[value=chair]")
    page.get_by_role("button", name="Ghi lại").click()
    page.keyboard.press("Enter")
    expect(page.locator("#h-concerned")).to_be_visible()
    sound(page)
    denounced = visit(f"/can-bo/don/ma/{petition.code}", post="chair")
    expect(denounced.locator("body")).to_contain_text("Không tìm thấy")
    sound(visit(HERE, post="vice-chair", width=1440))


def test_a_conclusion_that_is_public_is_read_at_any_width(
    visit: Callable[..., Page], sound: Callable[[Page], None], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    before = at - dt.timedelta(days=9)
    made = concluded(posts, verified(posts, accepted(posts, before), before), before + dt.timedelta(days=2))
    then = before + dt.timedelta(days=3)
    actions.carry_out(by=posts["chair"], at=then, denunciation=made, measures="Trả lại tiền")
    actions.publish(
        by=posts["justice-1"],
        at=then,
        denunciation=made.code,
        where="portal",
        public_text="Thu sai của hai hộ.",
    )
    for width in (360, 1440):
        page = visit("/cong-khai/to-cao", width=width)
        page.locator("summary", has_text="Nội dung kết luận").click()
        expect(page.locator("main")).to_contain_text("Thu sai của hai hộ.")
        sound(page)
