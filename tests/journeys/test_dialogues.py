"""From a question on a telephone to a promise kept: a dialogue as people, the office and the chair live through it."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dialogues import actions
from motcua.areas.dialogues.models import Commitment, Consultation, Question
from motcua.base.journal.ports import Actor
from tests.areas import test_consultations, test_dialogues
from tests.areas.test_dialogues import Make

pytestmark = pytest.mark.browser
make, drafted, opened = test_dialogues.make, test_consultations.drafted, test_consultations.opened
HERE = "/can-bo/doi-thoai/"


def test_a_question_becomes_a_promise(
    visit: Callable[..., Page], sound: Callable[[Page], None], make: Make, posts: Mapping[str, Actor], at: dt.datetime,
    clock: Callable[[dt.datetime], None],
) -> None:  # fmt: skip
    dialogue = make("announced", starts_at=at + dt.timedelta(minutes=5), ends_at=at + dt.timedelta(hours=2))
    phone = visit(f"/doi-thoai/{dialogue.code}", width=360, script=False)
    phone.get_by_role("link", name="Gửi câu hỏi trước").click()
    phone.get_by_label("Ông/bà muốn hỏi gì?").fill("Bao giờ ngõ 42 có đèn?")
    phone.get_by_label("Thuộc lĩnh vực").select_option("other")
    phone.get_by_role("button", name="Gửi câu hỏi").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đã nhận câu hỏi")
    office = visit(f"{HERE}cau-hoi", post="office-head")
    office.get_by_role("link", name="Bao giờ ngõ 42 có đèn?").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Bao giờ ngõ 42 có đèn?")
    office.keyboard.press("x")
    office.keyboard.press("Control+Enter")
    expect(office.locator(".messages")).to_contain_text("Đã đăng câu hỏi")
    clock(at + dt.timedelta(minutes=30))
    chair = visit(f"{HERE}ma/{dialogue.code}", post="chair")
    chair.keyboard.press("c")
    chair.get_by_label("Cam kết việc gì").fill("Lắp 12 đèn ở ngõ 42")
    chair.get_by_label("Giao cho").select_option("land-1")
    chair.get_by_label("Hoàn thành chậm nhất ngày").fill("2026-12-31")
    chair.get_by_label("Trả lời câu hỏi").select_option(Question.objects.get().code)
    sound(chair)
    for language in ("en", "vi"):
        chair.locator("form.language button").first.evaluate("button => button.click()")
        expect(chair.locator("html")).to_have_attribute("lang", language)
    expect(chair.get_by_label("Cam kết việc gì")).to_have_value("Lắp 12 đèn ở ngõ 42")
    expect(chair.get_by_label("Giao cho")).to_have_value("land-1")
    assert chair.evaluate("sessionStorage.getItem('motcua:turn')") is None, (
        "nothing of it stays in the browser"
    )
    chair.keyboard.press("Control+Enter")
    expect(chair.locator(".messages")).to_contain_text("Đã ghi cam kết")
    land = visit(f"{HERE}cam-ket/{Commitment.objects.get().code}", post="land-1")
    land.keyboard.press("x")
    land.get_by_label("Kết quả thực hiện").fill("Đã lắp đủ 12 đèn")
    land.keyboard.press("Control+Enter")
    expect(land.locator(".stands strong")).to_have_text("Đã báo cáo, chờ xác nhận")
    then = at + dt.timedelta(minutes=40)
    actions.confirm(by=posts["chair"], at=then, commitment=Commitment.objects.get())
    phone.goto(phone.url.split("/hoi-dap")[0] + "/doi-thoai/cam-ket")
    expect(phone.locator(".promise-line")).to_contain_text("Đã lắp đủ 12 đèn")
    sound(visit(f"/doi-thoai/{dialogue.code}", width=360))


def test_a_position_on_a_clause(
    visit: Callable[..., Page], sound: Callable[[Page], None], opened: Consultation
) -> None:
    phone = visit(f"/lay-y-kien/{opened.code}", width=360)
    clause = phone.locator("#dieu-2")
    clause.locator("summary", has_text="Góp ý").click()
    clause.get_by_label("Không tán thành").check()
    clause.get_by_label("Nói rõ hơn").fill("Nên mở cửa muộn hơn.")
    sound(phone)
    for language in ("en", "vi"):
        phone.locator("form.language button").first.click()
        expect(phone.locator("html")).to_have_attribute("lang", language)
    expect(clause.get_by_label("Nói rõ hơn")).to_have_value("Nên mở cửa muộn hơn.")
    expect(clause.get_by_label("Không tán thành")).to_be_checked()
    clause.get_by_role("button", name="Gửi ý kiến").click()
    expect(phone.locator("#dieu-2 .own")).to_contain_text("Ông/bà đã nói: Không tán thành")
    sound(visit(f"/can-bo/lay-y-kien/ma/{opened.code}", width=360, post="chair"))
