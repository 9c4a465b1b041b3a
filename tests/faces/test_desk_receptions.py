"""Citizen reception at the desk without script: the schedule, a visit from the door to its answer, the register."""

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import docx
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from motcua.areas.petitions.models import Petition
from motcua.areas.receptions import actions
from motcua.areas.receptions.models import DutyDay, Visit
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, Actor
from motcua.rules.calendar import TZ
from tests import world
from tests.faces.at_desk import Official, value_of, words

HERE = "/can-bo/tiep-cong-dan/"
NAME = "Trần Văn Ước"
SAID = "Đường ngõ 42 phố Cổ Linh ngập mỗi khi mưa"
GIVEN = {
    "name": NAME, "address": "Số 9 ngách 77 Thạch Bàn", "id_number": "001199000777", "petition_class": "suggestion",
    "topic": "other", "summary": SAID, "persons": "1", "competent": "yes", "result": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def received(**over: object) -> str:
    made = Official("justice-1").post(f"{HERE}tiep", **{**GIVEN, **over})
    assert made.status_code == 302, words(made)
    found = re.search(r"/luot/([^?]+)", made["Location"])
    assert found
    return found[1]


@pytest.fixture
def arranged(posts: Mapping[str, Actor]) -> None:
    """The chair must receive citizens, in a room."""
    at = dt.datetime(2026, 11, 2, 8, tzinfo=TZ)
    actions.name_receiver(by=posts["office-head"], at=at, agency=world.WARD, post="chair", role="chair")
    actions.set_place(by=posts["office-head"], at=at, agency=world.WARD, name="Phòng tiếp công dân")


@pytest.fixture
def today(arranged: None, posts: Mapping[str, Actor], at: dt.datetime) -> DutyDay:
    """The chair receives today; the day was published in time."""
    early = dt.datetime(2026, 11, 5, 9, tzinfo=TZ)
    made = actions.plan_day(
        by=posts["office-head"], at=early, agency=world.WARD, post="chair", on=at.date(), place=1, session="periodic",
        online=True, online_ground="remote",
    )  # fmt: skip
    return actions.publish(by=posts["chair"], at=early, day=made)


def test_a_month_is_arranged_from_nothing(ward: str) -> None:
    desk = Official("office-head")
    page = words(desk.get(f"{HERE}lich"))
    assert "Chưa ghi ai" in page and "Tháng này chưa có ngày tiếp nào" in page
    desk.post(f"{HERE}lich/viec/nguoi", post="chair", role="chair", thang="2026-12")
    desk.post(
        f"{HERE}lich/viec/noi", name="Phòng tiếp công dân", equipment=["rules", "camera"], thang="2026-12"
    )
    page = words(desk.get(f"{HERE}lich", thang="2026-12"))
    assert "luật yêu cầu 2 ngày trong tháng, lịch mới có 0 (136/2025/QH15)" in page and "Có 2/10" in page
    given = {
        "thang": "2026-12", "post": "chair", "place": "1", "starts": "08:00", "ends": "11:30", "seats": "5",
        "weekday": "3",
    }  # fmt: skip
    wrong = desk.post(f"{HERE}lich/viec/ke-hoach", **{**given, "starts": "sáng"})
    assert wrong.status_code == 422 and "Ghi giờ như 08:00" in words(wrong)
    page = words(desk.client.post(f"{HERE}lich/viec/ke-hoach", given, follow=True))
    assert "2 ngày tiếp công dân trong tháng 12/2026" in page and "đủ 2 ngày theo luật" in page
    assert "công bố chậm nhất 3/12/2026" in page or "công bố chậm nhất 03/12/2026" in page
    again = desk.post(f"{HERE}lich/viec/ke-hoach", **given)
    assert again.status_code == 409 and "đã có đủ 2 ngày" in words(again)
    page = words(desk.client.post(f"{HERE}lich/viec/cong-bo", {"thang": "2026-12"}, follow=True))
    assert page.count("Đã công bố") >= 2
    late = {**given, "thang": "2026-11", "on": "2026-11-25", "session": "periodic"}
    desk.post(f"{HERE}lich/viec/ngay", **late)
    page = desk.post(f"{HERE}lich/viec/cong-bo", thang="2026-11")
    assert page.status_code == 409 and "phải công bố chậm nhất 17/11/2026" in words(page)
    assert Official("land-1").post(f"{HERE}lich/viec/nguoi", post="chair", role="chair").status_code == 403


def test_a_day_is_moved_held_and_its_online_session_checked(
    today: DutyDay, posts: Mapping[str, Actor]
) -> None:
    actions.sign_up(
        by=CITIZEN, at=dt.datetime(2026, 11, 19, 9, tzinfo=TZ), day=today.code, name=NAME, phone="0987123456",
        about="Hỏi về rãnh thoát nước",
    )  # fmt: skip
    desk, here = Official("justice-1"), f"{HERE}ngay/{today.code}"
    page = words(desk.get(here))
    assert NAME in page and "Hỏi về rãnh" in page and "chậm nhất" in page and "Đã đăng ký 1/10 chỗ" in page
    assert "0987123456" not in page and "••• 456" in page.replace("\u00a0", " ")
    read = Event.objects.filter(kind="citizen.read")
    assert (
        "0987123456" in words(desk.post(f"{here}/nguoi-dang-ky")) and read.get().facts["purpose"] == "contact"
    )
    assert Official("land-1").post(f"{here}/nguoi-dang-ky").status_code == 403 and read.count() == 1
    assert NAME not in words(Official("land-1").get(here))
    assert value_of(desk.get(f"{HERE}tiep", ngay=today.code, so="1"), "name") == NAME
    wrong = desk.post(f"{here}/viec/check", check="recorded")
    assert wrong.status_code == 409 and "Đã báo công dân" in words(wrong)
    assert desk.post(f"{here}/viec/check", check="notified", link="").status_code == 422
    desk.post(f"{here}/viec/check", check="notified", link="https://hop.gov.vn/1")
    page = desk.get(here)
    assert "muộn" in words(page) and "https://hop.gov.vn/1" in page.content.decode()
    assert "hop.gov.vn" not in desk.get("/tiep-cong-dan/").content.decode()
    wrong = desk.post(f"{here}/viec/hold", held_by="vice-chair", reason="Chủ tịch đi họp")
    assert wrong.status_code == 409 and "không giao cấp phó tiếp thay" in words(wrong)
    assert desk.post(f"{here}/viec/move", to="2026-12-03", reason="Họp").status_code == 403
    chair = Official("chair")
    assert chair.post(f"{here}/viec/move", to="mai", reason="Họp").status_code == 422
    moved = chair.client.post(f"{here}/viec/move", {"to": "2026-12-03", "reason": "Họp HĐND"}, follow=True)
    assert NAME in words(moved) and "Đã dời ngày tiếp công dân" in words(moved)
    assert "Đã dời sang" in words(desk.get(here))
    to = DutyDay.objects.get(moved_from__code=today.code)
    page = desk.client.post(f"{HERE}ngay/{to.code}/viec/cancel", {"n": "1"}, follow=True)
    assert "Đã hủy đăng ký" in words(page) and NAME not in words(page)
    assert chair.post(f"{here}/viec/no-such").status_code == 404


def test_a_visit_from_the_door_to_its_answer(ward: str) -> None:
    code = received()
    desk = Official("justice-1")
    page = words(desk.get(f"{HERE}luot/{code}?moi=1"))
    assert "Đã vào sổ tiếp công dân số 1/2026" in page and NAME in page and SAID in page
    assert "Nội bộ trả lời trước" in page and f"{HERE}luot/{code}" in desk.get("/can-bo/").content.decode()
    listed = desk.get(HERE)
    assert "1 lượt tiếp chờ trả lời" in words(listed) and code in listed.content.decode()
    found = desk.client.post(HERE, {"q": "tran van uoc"}, follow=True)
    assert code in found.content.decode() and "uoc" not in found.redirect_chain[-1][0]
    wrong = desk.post(f"{HERE}luot/{code}/viec/reply", result="declined", note="")
    assert wrong.status_code == 422 and "Lý do, nội dung trả lời" in words(wrong)
    page = words(desk.client.post(f"{HERE}luot/{code}/viec/reply", {"result": "accepted"}, follow=True))
    assert "Đã trả lời kết quả" in page and "Thụ lý giải quyết" in page
    made = pypdf.PdfReader(io.BytesIO(desk.get(f"{HERE}luot/{code}/mau/reception-reply.pdf").content))
    assert NAME in made.pages[0].extract_text()
    word = docx.Document(io.BytesIO(desk.get(f"{HERE}luot/{code}/mau/reception-reply.docx").content))
    assert any("thụ lý giải quyết" in one.text for one in word.paragraphs)
    assert desk.get(f"{HERE}luot/{code}/mau/reception-refusal.pdf").status_code == 404
    assert Official("land-1").get(f"{HERE}luot/{code}/mau/reception-reply.pdf").status_code in (403, 404)
    assert Official("bo-de-one-stop-1").get(f"{HERE}luot/{code}").status_code == 404


def test_a_form_sent_twice_is_one_visit(ward: str) -> None:
    key = value_of(Official("justice-1").get(f"{HERE}tiep"), "goi")
    assert received(goi=key) == received(goi=key) != received(goi="a" * 32)
    assert [visit.serial for visit in Visit.objects.order_by("serial")] == [1, 2], "no number is lost"


def test_what_is_wrong_is_said_and_nothing_is_lost(ward: str) -> None:
    desk = Official("justice-1")
    page = desk.post(f"{HERE}tiep", **{**GIVEN, "address": "", "topic": "", "persons": "nhiều"})
    said = words(page)
    assert page.status_code == 422 and "Ghi địa chỉ của người đến" in said and "Chọn lĩnh vực" in said
    assert SAID in page.content.decode() and value_of(page, "name") == NAME
    assert not Visit.objects.exists()


def test_a_petition_and_documents_are_taken_at_once(ward: str) -> None:
    code = received(**{
        "petition-content": SAID, "petition-signed": "fingerprint", "paper-0": "Ảnh chụp", "copies-0": "3",
    })  # fmt: skip
    desk = Official("justice-1")
    page = desk.get(f"{HERE}luot/{code}")
    assert Petition.objects.get().case.code in page.content.decode() and "Ảnh chụp" in words(page)
    text = pypdf.PdfReader(
        io.BytesIO(desk.get(f"{HERE}luot/{code}/mau/reception-papers.pdf").content)
    ).pages[0].extract_text()  # fmt: skip
    assert "Ảnh chụp: 03 bản sao" in " ".join(text.split()) and "Mẫu số 02/TCD" in text
    other = received()
    assert "Gắn với đơn" in words(desk.get(f"{HERE}luot/{other}"))
    for name, given in {
        "take_papers": {"paper-0": "Sổ đỏ", "copies-0": "1", "original-0": "1"},
        "write_down": {"petition-content": SAID, "petition-signed": "signature"},
    }.items():
        assert desk.post(f"{HERE}luot/{other}/viec/{name}", **given).status_code == 302
    assert Petition.objects.count() == 2


def test_the_head_refuses_and_concludes(today: DutyDay) -> None:
    desk, chair = Official("justice-1"), Official("chair")
    code = received(result="turned_away", ground="9.3")
    page = words(
        chair.client.post(f"{HERE}luot/{code}/viec/refuse", {"note": "Quyết định số 12"}, follow=True)
    )
    assert "Đã từ chối tiếp" in page
    text = pypdf.PdfReader(
        io.BytesIO(chair.get(f"{HERE}luot/{code}/mau/reception-refusal.pdf").content)
    ).pages[0].extract_text()  # fmt: skip
    assert "Mẫu số 01/TCD" in text and "01/TB-TCD" in text
    code = received(day=today.code)
    page = desk.post(f"{HERE}luot/{code}/viec/conclude", text="Giao phòng Kinh tế")
    assert page.status_code == 403
    given = {
        "text": "Giao phòng Kinh tế khảo sát", "agency-0": "Phòng Kinh tế", "task-0": "Khảo sát", "until": "2026-12-04",
    }  # fmt: skip
    wrong = chair.post(f"{HERE}luot/{code}/viec/conclude", **given)
    assert wrong.status_code == 422 and "Giao phòng Kinh tế khảo sát" in wrong.content.decode()
    given["contact"] = "Công chức tiếp công dân"
    page = words(chair.client.post(f"{HERE}luot/{code}/viec/conclude", given, follow=True))
    assert "Kết luận của người đứng đầu" in page and "Phòng Kinh tế" in page
    text = pypdf.PdfReader(
        io.BytesIO(chair.get(f"{HERE}luot/{code}/mau/reception-conclusion.pdf").content)
    ).pages[0].extract_text()  # fmt: skip
    assert "Giao phòng Kinh tế khảo sát" in " ".join(
        text.split()
    ) and "ngày 04 tháng 12 năm 2026" in " ".join(text.split())


def test_the_register_on_screen_and_as_files(ward: str) -> None:
    code = received(summary="=1+1 ghi như công thức")
    denounces = received(
        petition_class="denunciation", topic="officials", summary="Cán bộ nhận tiền",
        **{"petition-content": "Tố cáo", "petition-signed": "signature"},
    )  # fmt: skip
    desk = Official("justice-1")
    page = desk.get(f"{HERE}so")
    assert (
        NAME in words(page) and "(giữ kín)" in words(page) and denounces in page.content.decode()
        and "Cán bộ nhận tiền" not in words(page)
    )  # fmt: skip
    assert "2 lượt tiếp, 2 lượt người, 2 vụ việc, 0 đoàn đông người gồm 0 người; 0 lượt từ chối" in words(
        page
    )
    assert "001199000777" not in words(page) and "ngách 77" not in words(page), (
        "whole as a file only, which is noted"
    )
    before = Event.objects.filter(kind="reception.register_taken").count()
    made = {
        kind: desk.post(f"{HERE}so/tai", kieu=kind, tu="2026-11-01", den="2026-11-30")
        for kind in ("pdf", "xlsx", "docx", "csv")
    }
    printed = pypdf.PdfReader(io.BytesIO(made["pdf"].content)).pages[0].extract_text()
    assert NAME in printed and "001199000777" in "".join(printed.split())
    taken = Event.objects.filter(kind="reception.register_taken").order_by("seq")
    assert taken.count() == before + 4 and taken.last().facts["form"] == "csv"  # type: ignore[union-attr]
    lines = list(csv.reader(io.StringIO(made["csv"].content.decode("utf-8-sig"))))
    assert len(lines) == 3 and all(len(line) == 12 for line in lines), "the heads and one line a visit"
    assert NAME in lines[1][2] and lines[1][4] == "'=1+1 ghi như công thức" and lines[1][6] == "1"
    assert lines[2] == ["02", lines[2][1], "(giữ kín)", "", "(giữ kín)", "Tố cáo", "1", *[""] * 5]
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made["xlsx"].content)).get_sheet_by_index(0).to_python()
    line: list[Any] = next(row for row in rows if NAME in str(row[2]))
    assert line[0] == "01" and line[4] == "=1+1 ghi như công thức" and line[6] == 1
    tables = docx.Document(io.BytesIO(made["docx"].content)).tables
    assert [len(tables[1].columns), len(tables[1].rows)] == [12, 4]
    assert code in page.content.decode()
    for post in ("land-1", "front"):
        assert Official(post).get(f"{HERE}so").status_code == 403
    reader = Official("one-stop-1")
    page = reader.get(f"{HERE}so")
    assert NAME in words(page) and denounces not in page.content.decode()
    for post in ("one-stop-1", "chair"):
        taken_by = Official(post).post(f"{HERE}so/tai", kieu="csv", tu="2026-11-01", den="2026-11-30")
        assert taken_by.content == made["csv"].content, "one register, whoever takes it"


def test_who_was_turned_away_is_said_in_the_sums_of_the_register(ward: str) -> None:
    received()
    received(result="turned_away", ground="9.1")
    page = words(Official("one-stop-1").get(f"{HERE}so"))
    assert "2 lượt từ" in page and "1 lượt tiếp, 1 lượt người" in page and "1 lượt từ chối" in page


def test_figures_are_drawn_for_any_time(today: DutyDay) -> None:
    received(persons="12", representatives="Nguyễn Văn Đạt")
    desk = Official("chair")
    page = words(desk.get(f"{HERE}so-lieu"))
    assert "1 lượt tiếp, 12 lượt người, 1 vụ việc · 1 đoàn đông người gồm 12 người" in page
    assert "Chủ tịch UBND phường" in page and "Đã tiếp 0 ngày" in page
    page = words(desk.get(f"{HERE}so-lieu", tu="2026-01-01", den="2026-03-31"))
    assert "0 lượt tiếp" in page
    assert Official("front").get(f"{HERE}so-lieu").status_code == 200


def test_a_briefing_is_prepared_closed_and_printed(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    clock(at)
    here = "/can-bo/tiep-cong-dan/giao-ban"
    desk, chair = Official("justice-1"), Official("chair")
    assert "Tháng 11/2026 chưa giao ban" in words(chair.get("/can-bo/tiep-cong-dan/")) + words(
        chair.get(here)
    )
    page = desk.client.post(f"{here}/mo", {"thang": "2026-11"}, follow=True)
    code = page.redirect_chain[-1][0].rpartition("/")[2]
    assert desk.post(f"{here}/mo", thang="2026-11").status_code == 409
    wrong = desk.post(f"{here}/{code}/viec/raise_matter", text="Cống ngõ 9", unit="", due="2026-12-05")
    assert wrong.status_code == 422 and 'id="raise_matter-unit_error"' in wrong.content.decode()
    assert "Cống ngõ 9" in words(wrong), "nothing typed is lost"
    assert (
        desk.post(f"{here}/{code}/viec/raise_matter", text="Cống", unit="Phòng", due="2026-12-05").status_code
        == 302
    )
    assert desk.post(f"{here}/{code}/viec/close_briefing", held_on="2026-11-20").status_code == 403
    assert chair.get(f"{here}/{code}/bien-ban.pdf").status_code == 404, "not before it is closed"
    told = {"held_on": f"{at:%Y-%m-%d}", "present": "Các đơn vị", "conclusions": "Đúng hạn"}
    assert chair.post(f"{here}/{code}/viec/close_briefing", **told).status_code == 302
    assert "Tháng 11/2026 chưa giao ban" not in words(chair.get(here))
    assert chair.get(f"{here}/{code}/bien-ban.pdf").content.startswith(b"%PDF")
    assert chair.get(f"{here}/{code}/bien-ban.docx").content.startswith(b"PK")
    assert chair.get(f"{here}/{code}/bien-ban.odt").status_code == 404
    desk.post(f"{here}/{code}/viec/solve_matter", n="1", outcome="Đã sửa")
    assert "Chưa" not in words(desk.get(f"{here}/{code}")) and "Đã sửa" in words(desk.get(f"{here}/{code}"))


def test_what_is_owed_to_many_stands_on_the_page(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime, clock: Callable[[dt.datetime], None]
) -> None:
    clock(at)
    made = actions.receive(
        by=posts["justice-1"], at=at, agency=ward, visitor={"name": "Lê Ước", "address": "Số 9"}, persons=7,
        petition_class="suggestion", topic="other", summary="Đèn ngõ", representatives=["Lê Ước"],
    )  # fmt: skip
    desk, chair = Official("justice-1"), Official("chair")
    here = f"/can-bo/tiep-cong-dan/luot/{made.code}"
    assert "155/2026/NĐ-CP Điều 6" in words(desk.get(here))
    assert 'value="chair"' not in desk.get(here).content.decode(), "each post notes its own"
    assert desk.post(f"{here}/dong-nguoi", duty="order", post="chair").status_code == 422
    assert chair.post(f"{here}/dong-nguoi", duty="order", post="chair").status_code == 302
    assert chair.post(f"{here}/dong-nguoi", duty="order", post="chair").status_code == 422
    assert "còn 4 việc" in words(chair.get("/can-bo/tiep-cong-dan/"))
    assert "Lý do bỏ ghi" in words(chair.get(here)) and "Lý do bỏ ghi" not in words(desk.get(here))
    assert chair.post(f"{here}/dong-nguoi", act="undo", duty="order", reason="").status_code == 422
    assert chair.post(f"{here}/dong-nguoi", act="undo", duty="order", reason="Chưa làm").status_code == 302
    assert "còn 5 việc" in words(chair.get("/can-bo/tiep-cong-dan/"))


def test_what_is_wrong_stands_at_its_field(ward: str, posts: Mapping[str, Actor], at: dt.datetime) -> None:
    made = received()
    desk, here = Official("justice-1"), f"{HERE}luot/{made}/viec/"
    wrong = desk.post(f"{here}reply", result="declined", note="", until="31/02").content.decode()
    assert 'aria-describedby="reply-until_error"' in wrong and 'id="reply-until_error"' in wrong
    wrong = desk.post(f"{here}reply", result="", note="").content.decode()
    assert 'id="reply-result_error"' in wrong
    wrong = desk.post(
        f"{here}write_down", **{"petition-content": "Đèn hỏng", "petition-signed": ""}
    ).content.decode()
    assert 'id="write_down-petition-signed_error"' in wrong and "Đèn hỏng" in wrong
    wrong = desk.post(f"{here}take_papers", **{"paper-0": "Ảnh", "copies-0": "0"}).content.decode()
    assert 'id="take_papers-papers_error"' in wrong


def test_who_denounced_at_a_reception_is_not_found_by_minute_or_counter(
    ward: str, clock: Callable[[dt.datetime], None], at: dt.datetime
) -> None:
    """Of who denounces the counter finds nothing afterwards, and who handles it neither minute nor officer."""
    desk = Official("one-stop-1")
    given = {**GIVEN, "petition_class": "denunciation", "topic": "officials", "summary": "Ông X nhận tiền"}
    written = {"petition-content": "Tố cáo ông X", "petition-signed": "signature"}
    made = desk.post(f"{HERE}tiep", **given, **written)
    code = Visit.objects.get().code
    assert desk.get(made["Location"]).status_code == 200, "while the visitor still sits there"
    seen = (HERE, f"{HERE}so", "/can-bo/", "/can-bo/?xem=don-vi")
    for post in ("one-stop-1", "one-stop-head", "front"):
        for path in seen:
            page = Official(post).get(path).content.decode().partition("<main")[2]
            assert code not in page, (post, path)
            assert ("giữ kín" in page.lower()) == (path.endswith("so") and post != "front"), (post, path)
    clock(at + dt.timedelta(minutes=31))
    assert Official("one-stop-1").get(f"{HERE}luot/{code}").status_code == 404
    page = Official("chair").get(f"{HERE}luot/{code}").content.decode()
    came, path = (page.partition(f'id="{one}"')[2].partition("</section>")[0] for one in ("h-came", "h-path"))
    assert "Giữ kín cùng người tố cáo" in came and "Người tiếp" not in came
    assert "path-what" in path and "path-when" not in path and "path-who" not in path


# --- who denounces without saying so ---------------------------------------------------------------------------

ACCUSES = f"{NAME} nói Phó Chủ tịch UBND phường nhận hối lộ"


def test_a_visit_that_accuses_is_asked_about_before_anything_is_written(ward: str) -> None:
    desk = Official("justice-1")
    asked = desk.post(f"{HERE}tiep", **{**GIVEN, "summary": ACCUSES})
    assert asked.status_code == 422 and not Visit.objects.exists()
    page = asked.content.decode()
    assert "có thể là tố cáo" in page and 'name="shielded" value="1" checked' in page
    assert re.search(r'name="posts" value="vice-chair[^"]*" checked', page)
    code = received(summary=ACCUSES, shielded="1", asked="1")
    made = Visit.objects.get()
    assert made.shielded and not made.contact and NAME not in made.summary
    assert any(post.startswith("vice-chair") for post in made.case.kept_from.split())
    assert Official("one-stop-1").get(f"{HERE}luot/{code}").status_code == 404
    received(summary=ACCUSES, asked="1")
    assert not Visit.objects.latest("pk").shielded


def test_a_visit_entered_openly_is_kept_secret_from_its_page(ward: str) -> None:
    code, desk = received(summary=ACCUSES, asked="1"), Official("justice-1")
    assert "Giữ kín" in words(desk.get(f"{HERE}luot/{code}"))
    assert Official("land-1").post(f"{HERE}luot/{code}/giu-kin").status_code == 403
    assert desk.post(f"{HERE}luot/{code}/giu-kin").status_code == 302
    made = Visit.objects.select_related("case").get()
    assert (
        made.shielded and not made.contact and NAME not in f"{made.summary}{made.case.who}{made.case.search}"
    )
    assert any(post.startswith("vice-chair") for post in made.case.kept_from.split())
    assert desk.post(f"{HERE}luot/{code}/giu-kin").status_code == 409


def test_many_without_a_speaker_are_told_what_to_do_once(ward: str) -> None:
    desk = Official("justice-1")
    told = desk.post(f"{HERE}tiep", **{**GIVEN, "persons": "12"})
    assert told.status_code == 422 and "Mời đoàn cử" in words(told) and not Visit.objects.exists()
    received(persons="12", alone="1")
    assert Visit.objects.get().persons == 12
