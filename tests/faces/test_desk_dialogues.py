"""Dialogues and consultations at the desk without script: planned, announced, asked, promised, concluded, kept."""

import datetime as dt
import io
import re
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.areas.dialogues.models import Comment, Commitment, Consultation, Dialogue, Question
from tests.areas.test_consultations import DRAFT
from tests.faces.at_desk import Official, value_of, words

HERE, DRAFTS = "/can-bo/doi-thoai/", "/can-bo/lay-y-kien/"
Stop = Callable[[dt.datetime], None]
PLAN = {
    "kind": "people", "title": "Hội nghị đối thoại với Nhân dân", "joint": "MTTQ phường", "chair": "chair",
    "starts_at": "2026-11-27T14:00", "ends_at": "2026-11-27T17:00", "place": "Nhà văn hóa tổ 5",
    "topics": "Chiếu sáng\nVệ sinh", "group_residents": "100", "group_front": "5",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Stop) -> None:
    """The clock stands at the moment of the test."""


def announced() -> tuple[str, Official, Official]:
    office, chair = Official("office-head"), Official("chair")
    made = office.post(f"{HERE}moi", **PLAN)
    assert made.status_code == 302, words(made)
    page = made["Location"]
    assert chair.post(f"{page}/viec/approve").status_code == 302
    assert office.post(f"{page}/viec/announce").status_code == 302
    return page, office, chair


def later(clock: Stop, moment: dt.datetime) -> tuple[Official, Official]:
    """Another day: the office and the chair sign in again."""
    clock(moment)
    return Official("office-head"), Official("chair")


def test_from_plan_to_notice(ward: str, clock: Stop, at: dt.datetime) -> None:
    page, office, chair = announced()
    assert "01/GM-UBND" in words(office.get(page)) and "Mã QR tại cửa" in words(office.get(page))
    assert "<svg" in office.get(f"{page}/tai-cua").content.decode()
    assert office.get(f"{page}/van-ban/giay-moi.pdf").content.startswith(b"%PDF")
    text = "\n".join(
        one.text
        for one in docx.Document(io.BytesIO(office.get(f"{page}/van-ban/giay-moi.docx").content)).paragraphs
    )
    assert "Nhà văn hóa tổ 5" in text and "1. Chiếu sáng" in text
    assert office.get(f"{page}/van-ban/thong-bao-ket-luan.pdf").status_code == 404
    office, chair = later(clock, at + dt.timedelta(days=7, hours=6))
    sent = {"h-content": "Bao giờ lắp đèn ngõ 42?", "h-topic": "other", "h-answer": "Trong quý I năm 2027."}
    assert office.post(f"{page}/viec/floor", **sent).status_code == 302
    refused = office.post(f"{page}/viec/hold")
    assert refused.status_code == 422 and "Ghi số người dự" in words(refused)
    assert office.post(f"{page}/viec/hold", **{"d-group_residents": "86"}).status_code == 302
    question = Question.objects.get()
    given = {"c-content": "Lắp 12 đèn ở ngõ 42", "c-post": "land-1", "c-due_on": "2026-12-31",
             "c-question": question.code}  # fmt: skip
    assert chair.post(f"{page}/viec/make", **given).status_code == 302
    assert chair.post(f"{page}/viec/conclude", **{"k-conclusion": "Giao lắp đèn."}).status_code == 302
    shown = words(office.get(page))
    assert "86 người dự" in shown and "01/TB-UBND" in shown and "Lắp 12 đèn ở ngõ 42" in shown
    assert "năm 2026: 1/1" in words(office.get(HERE))
    assert office.get(f"{page}/van-ban/thong-bao-ket-luan.pdf").content.startswith(b"%PDF")


def test_what_is_wrong_is_said_and_nothing_is_lost(ward: str) -> None:
    office = Official("office-head")
    page = office.post(
        f"{HERE}moi", **{**PLAN, "starts_at": "2026-11-01T14:00", "group_residents": "", "group_front": ""}
    )
    assert page.status_code == 422 and "Chọn ngày giờ bắt đầu sau lúc này" in words(page)
    assert "Chọn thành phần mời" in words(page) and value_of(page, "place") == "Nhà văn hóa tổ 5"
    assert not Dialogue.objects.exists()
    assert Official("one-stop-1").get(f"{HERE}moi").status_code == 403
    assert Official("justice-1").get(HERE).status_code == 200
    assert Official("bo-de-one-stop-1").get(announced()[0]).status_code == 404


def test_a_commitment_waits_in_the_inbox_of_the_named(ward: str, clock: Stop, at: dt.datetime) -> None:
    page, _office, _chair = announced()
    _office, chair = later(clock, at + dt.timedelta(days=7, hours=6))
    given = {"c-content": "Lắp 12 đèn ở ngõ 42", "c-post": "land-1", "c-due_on": "2026-12-31"}
    assert chair.post(f"{page}/viec/make", **given).status_code == 302
    commitment, land = Commitment.objects.get(), Official("land-1")
    own = f"{HERE}cam-ket/{commitment.code}"
    assert own in land.get("/can-bo/").content.decode()
    assert own not in Official("economy-1").get("/can-bo/").content.decode()
    assert land.post(f"{own}/viec/progress", **{"t-said": "Đã khảo sát"}).status_code == 302
    assert land.post(f"{own}/viec/confirm").status_code == 403
    assert land.post(f"{own}/viec/report", **{"b-result": "Đã lắp đủ"}).status_code == 302
    assert chair.post(f"{own}/viec/confirm").status_code == 302
    shown = words(chair.get(own))
    assert "Đã thực hiện" in shown and "Đã khảo sát" in shown
    _office, chair = later(clock, at + dt.timedelta(days=60))
    assert chair.post(f"{page}/viec/make", **{**given, "c-due_on": "2027-02-01"}).status_code == 302
    _office, chair = later(clock, at + dt.timedelta(days=90))
    assert "1 đã trễ" in words(chair.get(f"{HERE}cam-ket"))


def test_questions_are_looked_at_merged_and_answered(ward: str) -> None:
    page, office, _chair = announced()
    citizen = Official("office-head").client.__class__(headers={"accept-language": "vi"})
    code = page.rsplit("/", 1)[1]
    for text in ("Bao giờ lắp đèn ngõ 42?", "Ngõ 42 bao giờ lắp đèn?", "Đồ ngu"):
        sent = {"content": text, "topic": "other", "name": "Lò Thị Phượng"}
        assert citizen.post(f"/doi-thoai/{code}/hoi", sent).status_code == 302
    assert "3 câu hỏi chờ xem" in words(office.get(f"{HERE}cau-hoi"))
    first, again, rude = (one.code for one in Question.objects.order_by("id"))
    own = f"{HERE}cau-hoi/{{}}"
    assert "Lò Thị Phượng" in words(office.get(own.format(first)))
    assert (
        office.post(own.format(first) + "/viec/show", **{"d-shown": "Bao giờ lắp đèn ngõ 42?"}).status_code
        == 302
    )
    assert "Có thể hỏi cùng việc" in words(office.get(own.format(again)))
    assert office.post(own.format(again) + "/viec/merge", **{"g-into": first}).status_code == 302
    assert office.post(own.format(rude) + "/viec/decline", **{"k-ground": "insult"}).status_code == 302
    assert (
        Official("land-1").post(own.format(first) + "/viec/answer", **{"t-answer": "Quý I."}).status_code
        == 302
    )
    assert [one.state for one in Question.objects.order_by("id")] == ["shown", "merged", "declined"]
    assert Official("one-stop-1").get(f"{HERE}cau-hoi").status_code == 403


def test_a_draft_is_asked_about_and_explained(ward: str, clock: Stop, at: dt.datetime) -> None:
    office, chair = Official("office-head"), Official("chair")
    document = docx.Document()
    for line in DRAFT.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    given = {"title": "Quy chế nhà văn hóa", "matter": "decisions", "asked_by": ["page", "meeting"]}
    assert office.post(f"{DRAFTS}moi", **given).status_code == 422
    file = SimpleUploadedFile("quy-che.docx", out.getvalue())
    made = office.post(f"{DRAFTS}moi", **given, file=file)
    assert made.status_code == 302, words(made)
    page = made["Location"]
    assert "Dự thảo, 4 điều khoản" in words(office.get(page))
    sent = {"b-opens_on": "2026-11-20", "b-closes_on": "2026-12-01"}
    refused = chair.post(f"{page}/viec/announce", **sent)
    assert refused.status_code == 422 and "ít nhất 20 ngày" in words(refused)
    sent |= {"b-closes_on": "2026-12-11", "b-council": "15/UBND", "b-front": "16/UBND"}
    assert chair.post(f"{page}/viec/announce", **sent).status_code == 302
    consultation = Consultation.objects.get()
    citizen = office.client.__class__(headers={"accept-language": "vi"})
    said = {"dieu": "2", "vi-tri": "object", "loi": "Nên mở cửa đến 22 giờ."}
    assert citizen.post(f"/lay-y-kien/{consultation.code}", said).status_code == 302
    comment = Comment.objects.get()
    assert "1 ý kiến chờ xem" in words(office.get(page))
    assert office.post(f"{page}/y-kien/{comment.code}", act="show").status_code == 302
    office, chair = later(clock, at + dt.timedelta(days=22))
    assert office.post(f"{page}/viec/close").status_code == 302
    given = {"t-gist": "Mở cửa muộn", "t-taken": "partly", "t-why": "Đến 21 giờ 30."}
    assert office.post(f"{page}/viec/explain", **given).status_code == 422
    assert office.post(f"{page}/viec/explain", **given, comments=[comment.code]).status_code == 302
    assert office.post(f"{page}/viec/finish", **{"h-result": "Trình HĐND."}).status_code == 302
    assert chair.post(f"{page}/viec/publish").status_code == 302
    assert office.get(f"{page}/so-lieu.xlsx").content.startswith(b"PK")
    public = words(citizen.get(f"/lay-y-kien/{consultation.code}"))
    assert "Đến 21 giờ 30." in public and "Nên mở cửa đến 22 giờ." in public
    assert re.search(r"Không tán thành 1 \(100 %\)", public)
    assert citizen.get(f"/lay-y-kien/{consultation.code}/so-lieu.xlsx").status_code == 200
