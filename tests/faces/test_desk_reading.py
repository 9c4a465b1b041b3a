"""A document read at the desk without script: kept with every step, created only as confirmed, nobody else's."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.areas.directives.actions import confirming as reading_actions
from motcua.areas.directives.models import Directive, Reading, Task
from motcua.areas.directives.queries import cited, readings
from motcua.areas.reports.models import ReportDuty
from motcua.base.files.models import StoredFile
from motcua.base.law.models import Citation
from tests.faces.at_desk import Official, value_of, words
from tests.tables.plan import PLAN

HERE = "/can-bo/chi-dao/doc-van-ban"


@pytest.fixture(autouse=True)
def _stopped(clock: Callable[[dt.datetime], None]) -> None:
    """The clock stands at the moment of the test."""


def begun(by: Official, **sent: object) -> str:
    """The address of a reading."""
    made = by.post(HERE, **(sent or {"text": PLAN}))
    assert made.status_code == 302, words(made)
    return str(made["Location"])


def test_a_plan_from_its_text_to_its_tasks(ward: str) -> None:
    office = Official("office-head")
    page = begun(office)
    said = words(office.get(page))
    assert "307/KH-UBND" in said and "16/CT-TTg" in said and "xem kỹ" in said
    assert "Yêu cầu báo cáo trước ngày 30/11" in said, "a report duty is offered with what was read"
    assert "trước 30/11 hằng năm" in said and "Văn bản không ghi:" in said
    assert words(office.get(HERE)).count("van-ban.txt") == 1
    for key in ("type", "number", "signed_on", "title"):
        assert office.post(f"{page}/muc/{key}", state="yes").status_code == 302
    office.post(f"{page}/muc/issuer", edit="1", value="UBND quận Thanh Xuân", state="yes")
    points = {one.key: one for one in readings.held(Reading.objects.get()).points}
    lead = next(key for key, one in points.items() if one.kind == "units" and "Tư pháp" in str(one.read))
    task = lead.partition("-")[0]
    assert "Là Tư pháp" not in words(office.get(page))  # a field of work is no unit of the house
    office.post(f"{page}/muc/{task}", state="yes")
    office.post(
        f"{page}/muc/{lead}",
        **{"edit": "1", "name-0": "Phòng Tư pháp", "use-0": "post:justice-1", "state": "yes"},
    )
    yearly = [key for key, one in points.items() if one.kind == "time"][-1]
    report = yearly.partition("-")[0]
    for key in (report, f"{report}-lead", yearly):
        office.post(f"{page}/muc/{key}", state="yes")
    made = office.post(f"{page}/tao")
    assert made.status_code == 302, words(made)
    directive = Directive.objects.get()
    assert (directive.number, directive.signed_on, directive.issuer) == (
        "307/KH-UBND", dt.date(2021, 12, 16), "UBND quận Thanh Xuân",
    )  # fmt: skip
    assert (directive.type, directive.files.count(), Task.objects.count()) == ("plan", 1, 2)
    first, duty = Task.objects.order_by("n")
    assert (first.post, first.role) == ("justice-1", "Chủ trì") and first.unit
    assert duty.recurs["every"] == "yearly" and (duty.recurs["day"], duty.recurs["month"]) == (30, 11)
    assert (
        duty.recurs["before"] and duty.role == "Chủ trì: Các phòng, ban, đơn vị thuộc quận" and not duty.unit
    )
    assert (
        directive.reading["fields"]["issuer"]["changed"]
        and not directive.reading["fields"]["number"]["changed"]
    )
    assert office.get(page)["Location"].endswith(directive.code)
    _nothing_signed_is_changed(office, directive)
    row = Reading.objects.get()
    assert not row.content and not row.said and row.file.subject == directive.code
    assert "307/KH-UBND" in office.get(f"/can-bo/chi-dao/ma/{directive.code}/tep/1").content.decode()
    _its_report_duty_is_offered(directive, duty)


def _nothing_signed_is_changed(office: Official, directive: Directive) -> None:
    here = f"/can-bo/chi-dao/ma/{directive.code}"
    shown, count = words(office.get(here)), directive.reading["points"]
    assert f"{count} mục đã xác nhận bên bản gốc" in shown and count < len(directive.reading["fields"])
    assert "điều đã ghi giữ nguyên" in shown and "Bỏ nhiệm vụ này" not in office.get(here).content.decode()
    form = office.get(f"{here}/nhiem-vu/1").context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}
    refused = office.post(f"{here}/nhiem-vu/1", **{**typed, "title": "Việc khác hẳn"})
    assert refused.status_code == 422 and "307/KH-UBND đã ký: điều đã ghi không sửa" in words(refused)
    assert office.post(f"{here}/nhiem-vu/1", **{**typed, "product": "Báo cáo"}).status_code == 302
    assert "văn bản đã ký chờ giao nhiệm vụ, từ hôm nay" in words(Official("chair").get("/can-bo/"))
    assert directive.title in words(Official("chair").get("/can-bo/chi-dao/?xem=chua-giao"))


def _its_report_duty_is_offered(directive: Directive, duty: Task) -> None:
    chair, here = Official("chair"), f"/can-bo/chi-dao/ma/{directive.code}"
    asks = f"/can-bo/bao-cao-dinh-ky/che-do/moi?van-ban={directive.code}&nhiem-vu={duty.n}"
    assert asks.replace("&", "&amp;") in chair.get(here).content.decode()
    assert Official("social-1").get(here).status_code == 404, "a draft that gives this post nothing yet"
    page = chair.get(asks)
    form = page.context["form"]
    assert {name: form[name].initial for name in ("template", "by", "days", "month", "recipient", "lead_days")} == {
        "template": "mobilisation-yearly", "by": "before", "days": 30, "month": 11,
        "recipient": "UBND quận Thanh Xuân", "lead_days": 30,
    }  # fmt: skip
    assert value_of(page, "instrument") == "307/KH-UBND ngày 16/12/2021"
    given = {name: form[name].initial for name in form.fields if form[name].initial not in (None, "")}
    made = chair.post(asks, **given)
    assert made.status_code == 302 and made["Location"] == here, words(made)
    assert "đã đặt chế độ báo cáo" in words(chair.get(here))
    assert ReportDuty.objects.get().due == {"by": "before", "n": 30, "month": 11}
    assert Official("bo-de-one-stop-1").get(asks).status_code in (403, 404)
    assert chair.get(asks.replace(f"={duty.n}", "=99")).status_code == 404


def test_a_day_that_no_calendar_has_is_told_beside_the_task_and_above_all(ward: str) -> None:
    office = Official("office-head")
    page = begun(office, text=PLAN.replace("trước ngày 30/11 hàng năm", "trước ngày 31/02/2022"))
    said = words(office.get(page))
    assert "“trước ngày 31/02/2022” không có trong lịch; cần người xem ghi ngày đúng" in said
    assert "ngày này không có trong lịch; ghi ngày đúng" in said
    held = readings.held(Reading.objects.get())
    (point,) = (one for one in held.points if one.kind == "time" and "31/02" in one.read["words"])
    assert point.unsure
    office.post(f"{page}/muc/{point.key}", edit="1", on="2022-02-28", state="yes")
    assert "ghi ngày đúng" not in words(office.get(page)).replace("cần người xem ghi ngày đúng", "")


def test_only_what_was_confirmed_and_faults_where_they_are(ward: str) -> None:
    office = Official("office-head")
    page = begun(office)
    empty = office.post(f"{page}/tao")
    assert (
        empty.status_code == 422 and "Chọn loại văn bản." in words(empty) and not Directive.objects.exists()
    )
    assert b'href="?sua=type#p-type"' in empty.content
    wrong = office.post(f"{page}/muc/signed_on", edit="1", value="hôm qua", state="yes")
    assert wrong.status_code == 422 and 'value="hôm qua"' in wrong.content.decode()
    for key in ("type", "number", "signed_on", "issuer", "title", "t1"):
        office.post(f"{page}/muc/{key}", state="yes")
    office.post(f"{page}/muc/t1", edit="1", title="Tuyên truyền", content="Đến tổ dân phố", state="yes")
    office.post(f"{page}/muc/t2", state="no")
    assert "bỏ ra" in words(office.get(page)) and "đã sửa" in words(office.get(page))
    assert office.post(f"{page}/tao").status_code == 302
    assert [(one.title, one.content) for one in Task.objects.all()] == [("Tuyên truyền", "Đến tổ dân phố")]


def test_nobody_else_s_reading_is_there(ward: str) -> None:
    page = begun(Official("office-head"))
    for post, status in (("bo-de-one-stop-1", 404), ("one-stop-1", 404)):
        other = Official(post)
        assert [other.get(page).status_code, other.post(f"{page}/tao").status_code] == [status, status]
        assert other.post(f"{page}/muc/title", state="yes").status_code == status
        assert other.post(f"{page}/bo").status_code == status
        assert other.get(HERE).status_code == 403
    chair = Official("chair")
    assert chair.post(f"{page}/bo").status_code == 302
    assert not Reading.objects.exists() and not StoredFile.objects.exists()
    assert chair.get(page).status_code == 404


def test_hostile_files_and_text(ward: str) -> None:
    office = Official("office-head")
    text = PLAN.replace("Tăng cường", "<script>alert(1)</script> Tăng cường", 1)
    named = SimpleUploadedFile("..\\../<img src=x>\u202etxt.txt", text.encode())
    page = begun(office, file=named)
    shown = office.get(page).content.decode()
    assert "<script>alert" not in shown and "&lt;script&gt;alert" in shown and "<img src=x" not in shown
    assert "../" not in Reading.objects.get().name and "\u202e" not in Reading.objects.get().name
    docx = io.BytesIO()
    with zipfile.ZipFile(docx, "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    for name, content in (
        ("a.pdf", b"%PDF-1.7 nothing"), ("a.docx", docx.getvalue()[:60]), ("a.docx", docx.getvalue()),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"0" * 200), ("a.doc", b"\xd0\xcf\x11\xe0" + b"0" * 200),
    ):  # fmt: skip
        refused = office.post(HERE, file=SimpleUploadedFile(name, content), text="")
        assert refused.status_code == 422 and "Không đọc được tệp" in words(refused), words(refused)
    assert "Chọn tệp, hoặc dán" in words(office.post(HERE, text="  "))
    assert Reading.objects.count() == 1


def test_more_than_may_be_sent_is_refused_unread(ward: str, settings: object) -> None:
    settings.UPLOAD_MAX_BYTES = 64 * 1024  # type: ignore[attr-defined]
    refused = Official("office-head").post(
        HERE, file=SimpleUploadedFile("lon.txt", b"a " * 200_000), text="Đã dán"
    )
    assert refused.status_code == 422 and "Tổng dung lượng" in words(refused) and not Reading.objects.exists()


def test_documents_that_are_cited_and_no_longer_in_force(ward: str) -> None:
    office = Official("office-head")
    said = words(office.get(begun(office)))
    assert "16/CT-TTg" in said and "33/CT-TTg" in said and "hết hiệu lực" in said.lower()


def test_who_signed_to_whom_it_goes_and_what_it_cites(ward: str) -> None:
    office = Official("office-head")
    page = begun(office)
    said = words(office.get(page))
    assert "Võ Đăng Dũng CHỦ TỊCH TM. ỦY BAN NHÂN DÂN" in said and "Đọc được thêm" in said
    for key in ("type", "number", "signed_on", "issuer", "title", "t2"):
        office.post(f"{page}/muc/{key}", state="yes")
    opened = office.get(f"{page}?sua=references")
    lines = "Kế hoạch số 274/KH-UBND ngày 02/12/2021 của UBND thành phố Hà Nội\n"
    assert lines in opened.content.decode()
    wrong = office.post(f"{page}/muc/references", edit="1", value="điều gì đó", state="yes")
    assert wrong.status_code == 422 and "Ghi một văn bản trên một dòng" in words(wrong)
    assert ">điều gì đó" in wrong.content.decode()
    kept = f"{lines}Nghị định số 32/2021/NĐ-CP ngày 29/3/2021 của Chính phủ"
    assert office.post(f"{page}/muc/references", edit="1", value=kept, state="yes").status_code == 302
    office.post(f"{page}/muc/recipients", edit="1", value="UBND Thành phố\n\n <b>Sở Nội vụ</b> ", state="yes")
    signer = {"name": "Võ Đăng Dũng", "position": "Phó Chủ tịch", "authority": "TM. ỦY BAN NHÂN DÂN, KT."}
    office.post(f"{page}/muc/signer", edit="1", **signer, state="yes")
    assert office.post(f"{page}/tao").status_code == 302
    made = Directive.objects.get()
    assert (made.signer_name, made.signer_position, made.signer_authority) == tuple(signer.values())
    assert made.recipients == ["UBND Thành phố", "<b>Sở Nội vụ</b>"]
    edges = Citation.objects.filter(source=made.subject, part="reading").order_by("n")
    assert [one.said["symbol"] for one in edges] == ["274/KH-UBND", "32/2021/NĐ-CP"], (
        "what was dropped is no edge"
    )
    assert made.code not in cited.confirmed_unread(), "nor read again"
    here = f"/can-bo/chi-dao/ma/{made.code}"
    shown = words(office.get(here))
    assert (
        "Võ Đăng Dũng, Phó Chủ tịch (TM. ỦY BAN NHÂN DÂN, KT.)" in shown
        and "<b>Sở" not in office.get(here).content.decode()
    )
    form = office.get(f"{here}/sua").context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}
    other = office.post(f"{here}/sua", **{**typed, "signer_name": "Nguyễn Văn Khác"})
    assert other.status_code == 422 and "đã ký: điều đã ghi không sửa" in words(other)
    mended = {
        **typed,
        "signer_position": "Chủ tịch",
        "signer_authority": "TM. Ủy ban nhân dân",
        "recipients": "UBND Thành phố\r\nLưu: VT, NV",
    }
    assert office.post(f"{here}/sua", **mended).status_code == 302
    made.refresh_from_db()
    assert (made.signer_position, made.recipients) == ("Chủ tịch", ["UBND Thành phố", "Lưu: VT, NV"])


def test_references_that_are_left_out_are_no_edges(ward: str) -> None:
    office = Official("office-head")
    page = begun(office)
    for key in ("type", "number", "signed_on", "issuer", "title", "t2"):
        office.post(f"{page}/muc/{key}", state="yes")
    for key in ("references", "signer", "recipients"):
        assert office.post(f"{page}/muc/{key}", state="no").status_code == 302
    assert office.post(f"{page}/tao").status_code == 302
    made = Directive.objects.get()
    assert not Citation.objects.filter(source=made.subject, part="reading").exists()
    assert made.code not in cited.confirmed_unread()
    assert (made.signer_name, made.recipients) == ("", [])


def test_a_reading_left_alone_goes_with_its_file(ward: str, at: dt.datetime) -> None:
    begun(Official("office-head"))
    assert reading_actions.drop_left_alone(at=at + dt.timedelta(days=59)) == 0
    assert reading_actions.drop_left_alone(at=at + dt.timedelta(days=61)) == 1
    assert not StoredFile.objects.exists()


def test_what_is_kept_is_not_plain(ward: str) -> None:
    begun(Official("office-head"))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content, name FROM directives_reading")
        assert b"307/KH" not in b"".join(bytes(one) for one in cursor.fetchone())
    assert json.loads(Reading.objects.get().content)["kind"] == "txt"


OWN = """ỦY BAN NHÂN DÂN
PHƯỜNG LONG BIÊN
Số: 87/KH-UBND
Long Biên, ngày {day} tháng 11 năm 2026

KẾ HOẠCH
Công tác dân vận chính quyền năm 2026

1. Phòng Tư pháp báo cáo kết quả hằng tuần.
2. Phòng Nội vụ tổng hợp hằng tuần.
"""


def test_what_will_be_refused_is_said_at_its_point_before_and_all_of_it_at_once(ward: str) -> None:
    office = Official("office-head")
    page = begun(office, text=OWN.format(day="20"))
    said = words(office.get(page))
    assert "Để nguyên thì không tạo được:" in said and "lấy ở đây khi ban hành: để trống số" in said
    points = readings.held(Reading.objects.get()).points
    weekly = [one.key for one in points if one.kind == "time"]
    assert weekly and said.count("Chọn kỳ lặp lại và ngày của mỗi kỳ.") == 2 * len(weekly)
    for one in points:
        office.post(f"{page}/muc/{one.key}", state="yes")
    refused = office.post(f"{page}/tao")
    assert refused.status_code == 422 and {"number", *weekly} <= set(refused.context["page"].faults)
    early = begun(office, text=OWN.format(day="05"))
    assert "để trống số" not in words(office.get(early)), "from before the book was kept here"


def test_a_long_document_is_confirmed_some_tasks_at_a_time(ward: str) -> None:
    office = Official("office-head")
    head, _dot, _rest = OWN.format(day="05").partition("1. ")
    tasks = "".join(f"{n}. Phòng Tư pháp rà soát nơi {n} trước ngày 30/12/2026.\n" for n in range(1, 121))
    page = begun(office, text=head + tasks)
    first, second, last = (office.get(page, phan=str(n)) for n in (1, 2, 3))
    assert (first.context["page"].parts, first.context["page"].counts["tasks"]) == (3, 120)
    assert "Nhiệm vụ 51–100 trên 120" in words(second) and "rà soát nơi 51 " in words(second)
    assert "rà soát nơi 50 " not in words(second) and "rà soát nơi 101 " not in words(second)
    assert 'id="h-document"' in first.content.decode() and 'id="h-document"' not in second.content.decode()
    assert 'id="h-closing"' in last.content.decode() and 'id="h-closing"' not in first.content.decode()
    assert all(len(one.content) < 1_000_000 for one in (first, second, last))
    went = office.post(f"{page}/muc/t60", state="yes")
    assert "?phan=" in went["Location"]
    assert (
        office.get(page, sua="t60").context["page"].part == 2
        and office.get(page, phan="x").status_code == 200
    )
