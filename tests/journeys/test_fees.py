"""Fees in a real browser: two keys for cash, the code on the screen, the bank, and the page of the citizen."""

import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import tracking_key
from motcua.areas.fees import actions
from motcua.areas.fees.models import Charge, Receipt
from motcua.base.journal.ports import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("MOTCUA_SHOTS", "")


def shot(page: Page, name: str) -> None:
    """A picture to look at, when asked for."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def fills(page: Page, place: str) -> bool:
    """Whether the code is drawn as large as its place, and can be scanned."""
    box, drawn = (
        page.locator(f"{place} svg.segno").bounding_box(),
        page.locator(f"{place} svg.segno path").last.bounding_box(),
    )
    return bool(box and drawn and drawn["width"] > 200 and drawn["width"] > 0.7 * box["width"])


def test_fees_from_the_counter_to_the_bank_and_the_citizen(
    visit: Callable[..., Page], sound: Callable[[Page], None], till: str, receive: Callable[..., Dossier],
    posts: Mapping[str, Actor], at: Any,
) -> None:  # fmt: skip
    subject = receive(procedure="1.004873").case.subject
    code = subject.partition(":")[2]

    def ask(**over: Any) -> Charge:
        said = {"by": posts["one-stop-1"], "at": at, "subject": subject, "agency": till, "item": "hn.xac-nhan",
                "procedure": "1.004873", **over}  # fmt: skip
        return actions.charge(**said)

    ask()
    page = visit(f"/can-bo/ho-so/{code}", width=1280, post="one-stop-1")
    page.keyboard.press("f")
    expect(page.get_by_role("dialog")).to_contain_text("15.000 đồng")
    page.keyboard.press("Enter")
    page.wait_for_url("**#phi")
    expect(page.locator("#phi")).to_contain_text("Biên lai 0000001/2026")
    assert Receipt.objects.get().total == 15_000
    sound(page)
    shot(page, "dossier-paid-1280")

    charge = ask(item="hn.dat-dai", law="06/2020/NQ-HĐND Điều 2", amount=1_250_000)
    page = visit(f"/can-bo/phi/ma/{charge.code}", width=390, post="one-stop-1")
    assert fills(page, ".qr-box")
    sound(page)
    shot(page, "qr-390")

    page = visit(f"/tra-cuu?ma={code}&key={tracking_key(code)}", width=390, script=False)
    expect(page.get_by_role("heading", name="Ông/bà cần nộp 1.250.000")).to_be_visible()
    assert fills(page, ".pay-qr")
    shot(page, "portal-390")
    page = visit(f"/tra-cuu?ma={code}&key={tracking_key(code)}", width=1280)
    sound(page)
    shot(page, "portal-1280")

    page = visit("/can-bo/phi/doi-soat", width=1280, post="one-stop-1")
    text = f"Ngày,Số tham chiếu,Số tiền ghi có,Nội dung\n20/11/2026,FT1,1.250.000,nop phi {charge.code.lower()}\n"
    text += "20/11/2026,FT2,5.000.000,Ung ho quy khuyen hoc\n"
    page.get_by_label("Tệp sao kê").set_input_files(
        {"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_role("button", name="Đọc và đối chiếu").click()
    expect(page.get_by_role("heading", name="1 dòng khớp")).to_be_visible()
    sound(page)
    shot(page, "statement-1280")
    page.keyboard.press("x")
    page.get_by_role("dialog").get_by_role("button", name="Ghi thu").click()
    page.wait_for_url("**/doi-soat")
    expect(page.locator(".bank-lines")).to_contain_text("Ung ho")
    sound(page)
    charge.refresh_from_db()
    assert charge.state == "paid"

    for width in (390, 1280):
        page = visit("/can-bo/phi/", width=width, post="one-stop-1")
        expect(page.get_by_role("heading", name="Thu 1.265.000")).to_be_visible()
        sound(page)
        shot(page, f"day-{width}")
