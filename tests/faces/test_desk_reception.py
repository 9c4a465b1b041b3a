"""Reception on one screen: with a known person, a new one, without script; what is wrong is said, nothing is lost."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from motcua.areas.cases.models import Case
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.procedures.actions import abolish
from motcua.base.journal.ports import SYSTEM
from motcua.base.people.models import Citizen
from tests import world
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/tiep-nhan"
NEW = {
    "citizen": "new", "kind": "person", "name": "Nguyễn Thị Đào", "id_number": "001199000123", "phone": "0912345678",
    "address": "Số 5 Ngọc Lâm", "email": "",
}  # fmt: skip
BIRTH = {
    "procedure": "1.001193",
    "papers_of": "1.001193",
    "papers": ["01", "02"],
    "channel": "counter",
    "act": "receive",
}


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


@pytest.fixture
def official(ward: str) -> Official:
    return Official("one-stop-1")


def one(code_or_answer: Any) -> Dossier:
    """The dossier to whose page an answer leads."""
    assert code_or_answer.status_code == 302, words(code_or_answer)
    assert code_or_answer.url.endswith("?moi=1")
    code = code_or_answer.url.split("/")[-1].removesuffix("?moi=1")
    return Dossier.objects.select_related("case", "applicant").get(case__code=code)


def test_a_new_person_is_received(official: Official) -> None:
    dossier = one(official.post(HERE, **NEW, **BIRTH, note="Trả cho mẹ bé"))
    assert dossier.case.state == "received"
    assert dossier.case.who == "Nguyễn Thị Đào"
    assert [paper["component"] for paper in dossier.papers] == ["01", "02"]
    assert dossier.note == "Trả cho mẹ bé"
    page = official.get(f"/can-bo/ho-so/{dossier.code}", moi="1")
    assert "In hai liên giấy hẹn" in words(page)
    assert f"/can-bo/ho-so/{dossier.code}/mau/mau-01.pdf" in page.content.decode()


def test_a_returning_person_is_chosen_and_keeps_the_record(official: Official) -> None:
    first = one(official.post(HERE, **NEW, **BIRTH))
    again = one(official.post(HERE, citizen=str(first.applicant_id), **BIRTH))
    assert again.applicant_id == first.applicant_id
    assert again.case.who == "Nguyễn Thị Đào"
    assert queries.contact(again)["phone"] == "0912345678"


def test_another_files_and_the_result_goes_by_post(official: Official) -> None:
    """The group of who files is closed, and the centre chosen, unless something else is said; mistakes lose nothing."""
    empty = official.get(HERE).content.decode()
    assert '<option value="centre" selected>' in empty
    assert '<details class="why field"><summary>Có người nộp thay' in empty
    filer = {"filed_by_name": "Trần Văn Thay", "filed_by_capacity": "Người được ủy quyền"}
    nowhere = official.post(HERE, **{**NEW, "address": ""}, **BIRTH, **filer, return_by="post")
    assert nowhere.status_code == 422
    assert value_of(nowhere, "filed_by_name") == "Trần Văn Thay"
    page = nowhere.content.decode()
    assert '<option value="post" selected>' in page
    assert 'href="#at-return_by"' in page
    assert '<details class="why field" open>' in page
    dossier = one(official.post(HERE, **NEW, **BIRTH, **filer, return_by="post"))
    assert dossier.return_by == "post"
    assert queries.contact(dossier)["filed_by"] == "Trần Văn Thay"
    assert "Bưu chính công ích" in words(official.get(f"/can-bo/ho-so/{dossier.code}"))


def test_copies_and_form_of_a_paper_are_said(official: Official) -> None:
    said = {**BIRTH, "copies-01": "2", "form-01": "certified"}
    paper = one(official.post(HERE, **NEW, **said)).papers[0]
    assert (paper["copies"], paper["form"]) == (2, "certified")


@pytest.mark.parametrize(
    ("over", "said", "field"),
    [
        ({"papers": ["01"]}, "Còn thiếu “Giấy chứng sinh”.", "at-papers"),
        ({"procedure": ""}, "Chọn một thủ tục trong danh sách gợi ý.", "at-procedure"),
        ({"procedure": "9.999999"}, "Chọn một thủ tục trong danh sách gợi ý.", "at-procedure"),
        ({"citizen": "", "name": "", "id_number": ""}, "Chọn người nộp trong danh sách gợi ý", "at-person"),
        ({"name": "Đào 😀"}, "", "at-applicant-name"),
        ({"id_number": "12"}, "Số định danh cá nhân gồm 12 chữ số", "at-applicant-id_number"),
        ({"phone": "12"}, "Số điện thoại bắt đầu bằng 0", "at-applicant-phone"),
        ({"email": "khong phai"}, "Địa chỉ thư điện tử chưa đúng", "at-applicant-email"),
        ({"copies-01": "0"}, "Số lượng phải từ 1 đến 99.", "at-papers"),
        ({"channel": "pigeon"}, "Chọn cách nộp", "at-channel"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    official: Official, over: dict[str, Any], said: str, field: str
) -> None:
    answer = official.post(HERE, **{**NEW, **BIRTH, "note": "Giữ lại", **over})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in words(answer)
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert value_of(answer, "note") == "Giữ lại"
    if answer.context["who"].new:
        assert value_of(answer, "address") == "Số 5 Ngọc Lâm"
    assert not Case.objects.exists()
    assert not Citizen.objects.exists()


def test_an_expired_procedure_is_not_received(official: Official, at: dt.datetime) -> None:
    abolish(code="1.001193", on=at.date(), by=SYSTEM, at=at)
    answer = official.post(HERE, **NEW, **BIRTH)
    assert answer.status_code == 422
    assert "Chọn một thủ tục" in words(answer)


def test_letters_typed_apart_are_put_together(official: Official) -> None:
    import unicodedata

    said = {**NEW, "name": unicodedata.normalize("NFD", "Nguyễn Thị Đào")}
    assert one(official.post(HERE, **said, **BIRTH)).case.who == "Nguyễn Thị Đào"


def test_ticks_made_for_another_procedure_do_not_count(official: Official) -> None:
    answer = official.post(HERE, **NEW, **{**BIRTH, "procedure": "1.004873"})
    assert answer.status_code == 422
    assert "Còn thiếu “Tờ khai cấp Giấy xác nhận tình trạng hôn nhân”." in words(answer)


def test_reception_is_declined_with_reason_and_law(official: Official) -> None:
    bare = {**NEW, "procedure": "1.001193", "act": "decline"}
    nothing = official.post(HERE, **bare)
    assert nothing.status_code == 422
    assert "Ghi rõ lý do từ chối." in words(nothing)
    assert '<details class="decline" open>' in nothing.content.decode()
    no_law = official.post(HERE, **bare, reason="Không cư trú ở phường.")
    assert "Ghi rõ căn cứ pháp lý" in words(no_law)
    assert value_of(no_law, "reason") == "Không cư trú ở phường."
    dossier = one(official.post(HERE, **bare, reason="Không cư trú ở phường.", law="Điều 13 Luật Hộ tịch"))
    assert dossier.case.state == "refused_reception"
    page = official.get(f"/can-bo/ho-so/{dossier.code}", moi="1")
    assert f"/can-bo/ho-so/{dossier.code}/mau/mau-03.pdf" in page.content.decode()


def test_only_those_who_receive_open_the_screen(ward: str) -> None:
    for post in ("justice-1", "chair", "front"):
        answer = Official(post).get(HERE)
        assert answer.status_code == 403
        assert "không thuộc vị trí đang dùng" in words(answer)
    assert Official("justice-1").post(HERE, **NEW, **BIRTH).status_code == 403
    assert Official("one-stop-head").get(HERE).status_code == 200


# --- without script -----------------------------------------------------------------------------------------


def test_the_whole_way_without_script(official: Official, receive: Callable[..., Any]) -> None:
    known = receive(applicant={"name": "Đặng Thuý Hoà", "id_number": "001199000777"})
    page = official.post(HERE, act="look", citizen_text="dang thuy hoa", procedure_text="khai sinh")
    assert page.status_code == 200
    html = page.content.decode()
    assert f'name="pick-citizen" value="{known.applicant_id}" checked' in html
    assert 'name="pick-procedure" value="1.001193"' in html
    page = official.post(
        HERE, act="look", citizen_text="dang thuy hoa", procedure_text="khai sinh",
        **{"pick-citizen": str(known.applicant_id), "pick-procedure": "1.001193"},
    )  # fmt: skip
    assert "Giấy chứng sinh" in words(page)
    assert value_of(page, "citizen") == str(known.applicant_id)
    assert value_of(page, "procedure") == "1.001193"
    assert "Hẹn trả 17 giờ 30, thứ Sáu 20/11/2026" in words(page)
    assert (
        one(official.post(HERE, citizen=str(known.applicant_id), **BIRTH)).applicant_id == known.applicant_id
    )


def test_somebody_unknown_is_entered_without_script(official: Official) -> None:
    page = official.post(HERE, act="look", citizen_text="Tôn Thất Tùng", procedure_text="")
    assert 'name="pick-citizen" value="new" checked' in page.content.decode()
    page = official.post(HERE, act="look", citizen_text="Tôn Thất Tùng", **{"pick-citizen": "new"})
    assert value_of(page, "name") == "Tôn Thất Tùng"


# --- pieces for the script ----------------------------------------------------------------------------------


def test_people_are_found_in_the_least(official: Official, receive: Callable[..., Any]) -> None:
    receive(applicant={"name": "Đặng Thuý Hoà", "id_number": "001199000777", "phone": "0912345678"})
    for said in ("001199000777", "0912 345 678", "hoa dang"):
        shown = words(official.post(f"{HERE}/nguoi", q=said))
        assert "Đặng Thuý Hoà" in shown
        assert "••• 777 · ••• 678" in shown
        assert "001199000777" not in shown.replace("Người mới: 001199000777", "")
        assert "Người mới" in shown
    assert official.get(f"{HERE}/nguoi", q="hoa dang").status_code == 405
    assert Official("justice-1").post(f"{HERE}/nguoi", q="hoa dang").status_code == 403


CARD = "001199000888|012345678|Công Tằng Tôn Nữ Thị Hoàng Anh|01011990|Nữ|Số 5 Cổ Linh, phường Long Biên|01012022"


def test_a_scanned_card_finds_its_person_or_fills_the_fields(
    official: Official, receive: Callable[..., Any]
) -> None:
    assert "Người mới: Công Tằng Tôn Nữ Thị Hoàng Anh" in words(official.post(f"{HERE}/nguoi", q=CARD))
    piece = official.client.post(f"{HERE}/xem-truoc?phan=nguoi", {"citizen": "new", "citizen_text": CARD})
    assert value_of(piece, "name") == "Công Tằng Tôn Nữ Thị Hoàng Anh"
    assert value_of(piece, "id_number") == "001199000888"
    assert value_of(piece, "address") == "Số 5 Cổ Linh, phường Long Biên"
    receive(applicant={"name": "Công Tằng Tôn Nữ Thị Hoàng Anh", "id_number": "001199000888"})
    assert "••• 888" in words(official.post(f"{HERE}/nguoi", q=CARD))


def test_procedures_are_found_in_people_s_words(official: Official) -> None:
    shown = official.get(f"{HERE}/thu-tuc", q="de con").content.decode()
    assert 'data-value="1.001193"' in shown
    assert "Không có thủ tục nào khớp" in words(official.get(f"{HERE}/thu-tuc", q="zzzzzz"))


def test_the_promise_is_the_one_that_will_be_printed_and_says_why(
    official: Official, clock: Any, at: dt.datetime
) -> None:
    clock(at.replace(hour=15, minute=30))
    piece = official.client.post(
        f"{HERE}/xem-truoc?phan=giay-to", {**BIRTH, **NEW}, headers={"hx-request": "true"}
    )
    shown = words(piece)
    assert "Hẹn trả 17 giờ 30, thứ Hai 23/11/2026" in shown
    assert "15 giờ" in shown
    dossier = one(official.post(HERE, **NEW, **BIRTH))
    assert dossier.case.promised_at == piece.context["promise"]["due_at"]


def test_the_screen_asks_few_queries(official: Official, django_assert_max_num_queries: Any) -> None:
    official.post(HERE, act="look", procedure="1.001193")
    with django_assert_max_num_queries(8):
        official.get(HERE)
    with django_assert_max_num_queries(12):
        official.client.post(f"{HERE}/xem-truoc?phan=giay-to", BIRTH)


def test_another_unit_s_officials_receive_for_their_own(ward: str) -> None:
    dossier = one(Official("bo-de-one-stop-1").post(HERE, **NEW, **BIRTH))
    assert dossier.case.agency == world.OTHER


def test_the_fee_is_named_while_receiving(official: Official) -> None:
    shown = official.post("/can-bo/tiep-nhan/xem-truoc?phan=giay-to", procedure="1.001193")
    assert words(shown).count("Lệ phí: không thu") == 2, "beside the promise, and on the slip"


def test_everything_to_mend_is_said_at_once(official: Official) -> None:
    answer = official.post(HERE, **{**NEW, "id_number": "001", "phone": "abc"}, **{**BIRTH, "papers": ["01"]})
    page = words(answer)
    assert answer.status_code == 422
    assert "Còn thiếu" in page, "the paper"
    for place in ("at-applicant-id_number", "at-applicant-phone", "at-papers"):
        assert f'href="#{place}"' in answer.content.decode(), place
