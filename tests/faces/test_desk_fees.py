"""Fees at the desk: asked, collected, printed, the day closed, the bank's statement booked."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from motcua.areas.dossiers.models import Dossier
from motcua.areas.fees import actions
from motcua.areas.fees.models import BankLine, Charge, FeeItem, Receipt, Statement
from motcua.base.journal.ports import Actor
from tests.faces.at_desk import Official, words

pytestmark = pytest.mark.django_db
Posts = Mapping[str, Actor]


@pytest.fixture
def dossier(till: str, receive: Callable[..., Dossier], clock: Any) -> str:
    return str(receive(procedure="1.004873").case.code)


def page(code: str) -> str:
    return reverse("desk:dossier", args=[code])


def do(official: Official, code: str, name: str, **said: Any) -> Any:
    return official.post(reverse("desk:fee-act", args=[code, name]), **said)


def ask(code: str, posts: Posts, at: dt.datetime) -> Charge:
    return actions.charge(
        by=posts["one-stop-1"], at=at, subject=f"dossier:{code}", agency="00145", item="hn.xac-nhan",
        procedure="1.004873",
    )  # fmt: skip


def test_from_asking_to_the_receipt(dossier: str) -> None:
    desk = Official("one-stop-1")
    said = words(desk.get(page(dossier)))
    assert "Ghi khoản phải thu" in said and "15.000 ₫" in said and "mức chưa ấn định" in said
    assert do(desk, dossier, "charge", item="hn.xac-nhan", blocking="1").status_code == 302
    charge = Charge.objects.get()
    shown = desk.get(page(dossier))
    assert "cần nộp trước" in words(shown) and 'data-key="f"' in shown.content.decode()
    paid = do(desk, dossier, "collect", charges=charge.code, channel="cash")
    assert paid.status_code == 302 and paid["Location"].endswith("#phi")
    receipt = Receipt.objects.get()
    assert "Biên lai 0000001/2026" in words(desk.get(page(dossier)))
    assert receipt.payer.startswith("Nguyễn Thị")
    for times in (1, 2):
        printed = desk.post(reverse("desk:fee-receipt", args=[receipt.pk]))
        assert printed["Content-Type"] == "application/pdf"
        receipt.refresh_from_db()
        assert receipt.prints == times


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(dossier: str, posts: Posts, at: dt.datetime) -> None:
    desk = Official("one-stop-1")
    answer = do(desk, dossier, "charge", item="hn.dat-dai", amount="nhiều", law="NQ 06")
    assert answer.status_code == 422 and "15.000" in words(answer) and "NQ 06" in answer.content.decode()
    charge = ask(dossier, posts, at)
    answer = do(desk, dossier, "collect", charges=charge.code, channel="pos", reference="")
    assert answer.status_code == 422 and "hóa đơn POS" in words(answer)
    answer = do(desk, dossier, "collect", charges=charge.code, channel="cash", amount="20.000")
    assert answer.status_code == 422
    assert do(desk, dossier, "exempt", charge=charge.code, exemption="").status_code == 403
    assert do(desk, dossier, "nothing").status_code == 404
    assert do(Official("front"), dossier, "collect", charges=charge.code, channel="cash").status_code == 403


def test_a_charge_of_another_dossier_is_not_there(
    dossier: str, receive: Callable[..., Dossier], posts: Posts, at: dt.datetime
) -> None:
    other = ask(str(receive().case.code), posts, at)
    desk = Official("one-stop-1")
    assert do(desk, dossier, "collect", charges=other.code, channel="cash").status_code == 404
    assert do(Official("bo-de-one-stop-1"), dossier, "charge", item="ct.chu-ky").status_code == 404
    assert Official("bo-de-one-stop-1").get(reverse("desk:fee-qr", args=[other.code])).status_code == 404


def test_exempted_refunded_cancelled(dossier: str, posts: Posts, at: dt.datetime) -> None:
    desk, chair = Official("one-stop-1"), Official("chair")
    one, two, three = (ask(dossier, posts, at) for _ in range(3))
    assert (
        do(desk, dossier, "exempt", charge=one.code, exemption="ho-ngheo", reason="Giấy 12").status_code
        == 302
    )
    assert do(desk, dossier, "cancel", charge=two.code, reason="Nhầm").status_code == 302
    assert do(desk, dossier, "transfer", charge=three.code, reference="FT1").status_code == 302
    refund = {"charge": three.code, "amount": "15.000", "reason": "Thu trùng", "instrument": "3/QĐ-UBND"}
    assert do(desk, dossier, "refund", **refund).status_code == 403
    assert do(chair, dossier, "refund", **refund).status_code == 302
    said = words(chair.get(page(dossier)))
    for state in ("Được miễn", "Đã hủy", "Đã hoàn trả", "3/QĐ-UBND"):
        assert state in said
    assert "Giấy 12" not in words(Official("front").get(page(dossier)))


def test_the_code_on_the_screen_names_nobody(dossier: str, posts: Posts, at: dt.datetime) -> None:
    charge = ask(dossier, posts, at)
    shown = Official("one-stop-1").get(reverse("desk:fee-qr", args=[charge.code]))
    said = words(shown)
    assert "<svg" in shown.content.decode() and "15.000 ₫" in said and "0011001122334" in said
    assert charge.code[:4] in said
    assert Charge.objects.get().subject.partition(":")[2] in said and "Nguyễn Thị" not in said


def test_the_day_and_its_close(dossier: str, posts: Posts, at: dt.datetime) -> None:
    charge = ask(dossier, posts, at)
    actions.collect(by=posts["one-stop-1"], at=at, charges=[charge], channel="cash")
    desk = Official("one-stop-1")
    said = words(desk.get(reverse("desk:fees")))
    assert "Thu 15.000 ₫ trong 1 lần nộp" in said and "0000001/2026" in said
    seen = words(Official("front").get(reverse("desk:fees")))
    assert "15.000 ₫" in seen and "0000001/2026" not in seen
    wrong = desk.post(reverse("desk:fee-close"), **{"note-10000": "1"})
    assert wrong.status_code == 422 and "lệch 5.000 đồng. Ghi rõ vì sao" in words(wrong)
    closed = desk.post(reverse("desk:fee-close"), **{"note-10000": "1", "note-5000": "1"})
    assert closed.status_code == 302
    assert "đếm được 15.000 ₫, sổ ghi 15.000 ₫" in words(desk.get(reverse("desk:fees")))
    assert desk.get(reverse("desk:fees"), ngay="2026-11-19").status_code == 200
    assert desk.get(reverse("desk:fees"), ngay="x").status_code == 200


def test_a_statement_from_file_to_book(dossier: str, posts: Posts, at: dt.datetime) -> None:
    charge, other = ask(dossier, posts, at), ask(dossier, posts, at)
    desk = Official("one-stop-1")
    text = "Ngày giao dịch,Số tham chiếu,Số tiền ghi có,Nội dung\n"
    text += f"20/11/2026,FT1,15.000,nop phi {charge.code}\n20/11/2026,FT2,9.000,Le Van B {other.code}\n"
    text += "20/11/2026,FT3,1.000.000,Ung ho\n"

    def send(content: bytes) -> Any:
        return desk.post(reverse("desk:reconcile"), file=SimpleUploadedFile("sao-ke.csv", content))

    assert send(b"").status_code == 422
    assert send("không phải sao kê".encode()).status_code == 422
    assert desk.post(reverse("desk:reconcile")).status_code == 422
    sent = send(text.encode())
    assert sent.status_code == 302
    said = words(desk.get(sent["Location"]))
    assert "1 dòng khớp, 15.000 ₫" in said and "Thiếu tiền" in said and "Không rõ khoản nào" in said
    number = Statement.objects.get().pk
    assert said.count("Không phải phí, lệ phí") == 2, "what does not match is settled where it is seen"
    assert desk.post(reverse("desk:statement-confirm", args=[number])).status_code == 302
    waiting = words(desk.get(reverse("desk:reconcile")))
    assert "Le Van B" in waiting and "nop phi" not in waiting
    lines = {line.reference: line.pk for line in BankLine.objects.all()}

    def line(reference: str, name: str, **fields: str) -> int:
        address = reverse("desk:bank-line", args=[lines[reference], name])
        return int(desk.post(address, **fields).status_code)

    assert line("FT2", "ghi", charge=other.code, reason="") == 422
    assert line("FT2", "ghi", charge="MCKHONGCO", reason="x") == 422
    assert line("FT2", "ghi", charge=other.code.lower(), reason="Người nộp xác nhận") == 302
    aside = desk.post(
        reverse("desk:bank-line", args=[lines["FT3"], "de-rieng"]), reason="Tiền ủng hộ", statement=number
    )
    assert aside["Location"] == reverse("desk:statement", args=[number])
    assert line("FT3", "de-rieng", reason="Tiền ủng hộ") == 422
    assert line("FT1", "khac") == 404
    assert Charge.objects.get(pk=other.pk).state == "part_paid"
    foreign = Official("bo-de-one-stop-1")
    assert foreign.get(reverse("desk:statement", args=[number])).status_code == 404
    assert foreign.post(reverse("desk:bank-line", args=[lines["FT1"], "ghi"]), reason="x").status_code == 404
    assert Official("chair").get(reverse("desk:reconcile")).status_code == 403


def test_what_was_typed_for_a_card_stays_in_its_own_form(dossier: str, posts: Posts, at: dt.datetime) -> None:
    charge = ask(dossier, posts, at)
    desk = Official("one-stop-1")
    wrong = desk.post(
        reverse("desk:fee-act", args=[dossier, "collect"]),
        charges=charge.code,
        channel="pos",
        amount="10.000",
    )
    page = wrong.content.decode()
    assert wrong.status_code == 422 and page.count('value="10.000"') == 1
    assert 'id="pay-reference"' in page and page.count("errorlist") >= 1
    assert '<details class="fee-more" open>' in page and '<details class="fee-ask" open>' not in page


def test_after_receiving_one_key_charges_what_the_schedule_says(dossier: str) -> None:
    desk = Official("one-stop-1")
    shown = desk.get(page(dossier), moi="1")
    assert "Ghi phải thu 15.000 ₫" in words(shown)
    sent = desk.client.post(
        reverse("desk:fee-act", args=[dossier, "charge"]) + "?moi=1", {"item": "hn.xac-nhan", "quantity": "1"}
    )
    assert sent.status_code == 302
    after = words(desk.get(sent["Location"]))
    assert "In giấy hẹn" in after and "Còn phải thu 15.000 ₫" in after and "Ghi phải thu 15.000" not in after


def test_as_many_copies_are_charged_as_the_e_form_asks(
    till: str, receive: Callable[..., Dossier], clock: Any, at: dt.datetime
) -> None:
    FeeItem.objects.create(
        code="hn.ban-sao", name="Bản sao trích lục", kind="charge", amount=8_000, unit="copy", law="NQ 06",
        procedures=["1.001193"], agency="00145", valid_from=at.date(),
    )  # fmt: skip
    made = receive()
    made.answers = '{"form": "1.001193", "values": {"copies": 2}}'
    made.save(update_fields=["answers"])
    shown = Official("one-stop-1").get(page(made.code), moi="1")
    assert "Ghi phải thu 16.000 ₫" in words(shown) and 'name="quantity" value="2"' in shown.content.decode()


def test_the_count_of_overdue_charges_leads_to_them(
    dossier: str, posts: Posts, at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    ask(dossier, posts, at)
    desk = Official("one-stop-1")
    assert "qua-han" not in desk.get(reverse("desk:fees")).content.decode()
    clock(at + dt.timedelta(days=60))
    desk = Official("one-stop-1")
    assert "qua-han#qua-han" in desk.get(reverse("desk:fees")).content.decode()
    found = desk.get(reverse("desk:fees") + "?qua-han")
    assert "Khoản quá hạn nộp" in words(found) and page(dossier) in found.content.decode()
