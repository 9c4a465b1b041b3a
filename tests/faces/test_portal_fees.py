"""What a citizen sees of fees with the slip in hand: what is due, the code to scan, the receipts."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from motcua.areas.dossiers.models import Dossier
from motcua.areas.dossiers.queries import tracking_key
from motcua.areas.fees import actions, queries
from motcua.base.journal.ports import Actor
from motcua.rules.vietqr import payload
from tests.faces.at_desk import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(till: str, receive: Callable[..., Dossier], clock: object) -> str:
    return str(receive(procedure="1.004873").case.code)


def track(code: str) -> str:
    return f"/tra-cuu?ma={code}&key={tracking_key(code)}"


def test_what_is_due_and_how_to_pay(
    code: str, posts: Mapping[str, Actor], at: dt.datetime, till: str
) -> None:
    browser = Client(headers={"accept-language": "vi"})
    assert "Ông/bà cần nộp" not in words(browser.get(track(code)))
    charge = actions.charge(
        by=posts["one-stop-1"],
        at=at,
        subject=f"dossier:{code}",
        agency=till,
        item="hn.xac-nhan",
        procedure="1.004873",
    )
    page = browser.get(track(code))
    said = words(page)
    assert "Ông/bà cần nộp 15.000 ₫" in said and "06/2020/NQ-HĐND" in said and "0011001122334" in said
    assert charge.code[:4] in said and "<svg" in page.content.decode()
    assert payload(queries.transfer_for(charge, queries.account_on(till, at.date())))
    receipt = actions.collect(
        by=posts["one-stop-1"], at=at, charges=[charge], channel="cash", payer="Nguyễn Thị Anh"
    )
    said = words(browser.get(track(code)))
    assert "Ông/bà cần nộp" not in said and "Biên lai số 0000001/2026" in said and "Đã nộp" in said
    assert "Nguyễn Thị Anh" not in said
    address = f"/tra-cuu/bien-lai/{receipt.pk}.pdf?ma={code}&key="
    assert browser.get(address + tracking_key(code))["Content-Type"] == "application/pdf"
    assert browser.get(address + "000000000000").status_code == 404


def test_a_receipt_of_another_dossier_is_not_there(
    code: str, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime, till: str
) -> None:
    charge = actions.charge(
        by=posts["one-stop-1"], at=at, subject=f"dossier:{code}", agency=till, item="ct.chu-ky"
    )
    receipt = actions.collect(by=posts["one-stop-1"], at=at, charges=[charge], channel="cash")
    other = str(receive().case.code)
    answer = Client().get(f"/tra-cuu/bien-lai/{receipt.pk}.pdf?ma={other}&key={tracking_key(other)}")
    assert answer.status_code == 404
