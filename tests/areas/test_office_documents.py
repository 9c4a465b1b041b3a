"""Every kind of DOCX and XLSX opens in LibreOffice as its golden page, laid out as NĐ 30/2020 asks, beside our PDF.

A golden page (golden/<name>.txt) says of each line where it stands (trái, phải of head and foot; giữa; thân; bảng), its
look and its words. After a wanted change: MOTCUA_GOLDEN=write, then look at the pages and read the difference.
"""

import datetime as dt
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

from motcua.areas.correspondence import forms as composing
from motcua.areas.correspondence.choices import types
from motcua.areas.correspondence.ports import Draft
from motcua.areas.receptions import forms as receptions
from motcua.areas.reports import actions as reporting
from motcua.areas.reports import forms as reports
from motcua.areas.reports import queries as reported
from motcua.areas.reports.models import PeriodicReport
from motcua.base.documents import forms as letters
from motcua.base.documents.policies import named
from motcua.base.documents.queries import FORMS, render
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.rules.calendar import TZ
from tests import office, world
from tests.base import documents_samples as samples

GOLDEN = Path(__file__).parent / "golden"
PLAN = (
    "I. MỤC ĐÍCH, YÊU CẦU\n1. Nâng cao chất lượng, hiệu quả công tác dân vận của chính quyền, sự đồng thuận của "
    "Nhân dân trong thực hiện nhiệm vụ chính trị của địa phương.\n2. Phân công rõ người, rõ việc.\nII. NHIỆM VỤ\n"
    "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Rà soát quy ước tổ dân phố | Văn phòng | 30/6 |\n"
    "| 2 | Đối thoại giữa Chủ tịch và Nhân dân | Văn phòng | Quý III |\nIII. TỔ CHỨC THỰC HIỆN\n"
    "a) Các đơn vị báo cáo trước ngày 30/11 hằng năm;\nb) Văn phòng theo dõi, đôn đốc."
)
CHANGE = (
    "Điều 1. Thành lập Tổ công tác cải cách thủ tục hành chính phường.\nĐiều 2. Tổ công tác có nhiệm vụ:\n"
    "1. Rà soát thủ tục, đề xuất cắt giảm.\n2. Kiểm tra việc tiếp nhận và giải quyết hồ sơ.\n"
    "Điều 3. Quyết định có hiệu lực kể từ ngày ký. Các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành "
    "Quyết định này."
)
LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
DRAFTS = {
    "ke-hoach": Draft(
        "ke-hoach", "Thực hiện công tác dân vận chính quyền năm 2027", "vice-chair", PLAN, urgency="khan",
        grounds=("Thực hiện Kế hoạch số 307/KH-UBND ngày 18/11/2026 của Ủy ban nhân dân thành phố, Ủy ban nhân dân "
                 "phường ban hành Kế hoạch như sau:",),
        recipients=("UBND thành phố Hà Nội", "Đảng ủy, HĐND phường", "Các phòng, đơn vị"), unit_symbol="VHXH",
        annexes="Phụ lục I\nPhân công nhiệm vụ\n1. Văn phòng tổng hợp.\n2. Các phòng thực hiện.",
    ),
    "quyet-dinh": Draft(
        "quyet-dinh", "Về việc thành lập Tổ công tác cải cách thủ tục hành chính", "chair", CHANGE,
        grounds=(LAW, "Theo đề nghị của Chánh Văn phòng HĐND và UBND phường."), recipients=("Như Điều 3",),
        unit_symbol="VP",
    ),
    "quyet-dinh-chu-tich": Draft(
        "quyet-dinh", "Về việc khen thưởng", "vice-chair", "Điều 1. Khen thưởng ông Nguyễn Văn An.", collective=False,
        grounds=(LAW,), recipients=("Như Điều 1",), unit_symbol="VP",
    ),
    "nghi-quyet": Draft(
        "nghi-quyet", "Về nhiệm vụ trọng tâm năm 2027", "chair",
        "Chương I\nMỤC TIÊU\nĐiều 1. Mục tiêu\nThu ngân sách tăng 10%.\nĐiều 2. Hiệu lực\nCó hiệu lực từ ngày ký.",
        grounds=(LAW,), recipients=("Như Điều 1",),
    ),
    "chi-thi": Draft(
        "chi-thi", "Về tăng cường kỷ luật, kỷ cương hành chính", "chair", "1. Các đơn vị niêm yết đủ thủ tục.\n"
        "2. Cán bộ, công chức không để hồ sơ quá hạn.", collective=False, recipients=("Các phòng, đơn vị",),
    ),
    "cong-van": Draft(
        "cong-van", "rà soát, đối chiếu số liệu đăng ký hộ tịch năm 2026 trên địa bàn phường", "office-head",
        "Thực hiện Công văn số 15/STP-HCTP ngày 02/11/2026, Ủy ban nhân dân phường đã đối chiếu xong số liệu.",
        to=("Sở Tư pháp thành phố Hà Nội",), recipients=("Như trên",), unit_symbol="TP",
    ),
    "cong-van-nhieu-noi": Draft(
        "cong-van", "phối hợp tuyên truyền", "vice-chair", "Đề nghị các đơn vị phối hợp.",
        to=("Ủy ban MTTQ Việt Nam phường", "Hội Liên hiệp Phụ nữ phường", "Các tổ dân phố"), recipients=("Như trên",),
    ),
    "to-trinh": Draft(
        "to-trinh", "Về việc đề nghị bố trí kinh phí sửa chữa Bộ phận Một cửa", "chair", "Kính đề nghị Ủy ban nhân dân "
        "thành phố xem xét, bố trí 120 triệu đồng.", to=("Ủy ban nhân dân thành phố Hà Nội",), recipients=("Như trên",),
    ),
    "giay-moi": Draft(
        "giay-moi", "Họp giao ban công tác tháng 11", "office-head", "Thời gian: 08 giờ 00 phút, ngày 25/11/2026.\n"
        "Địa điểm: Phòng họp số 1.", to=("Trưởng các phòng, đơn vị",), recipients=("Như trên",),
    ),
    "cong-dien": Draft(
        "cong-dien", "Về việc ứng phó bão số 9", "chair", "1. Trực ban 24/24 giờ.\n2. Báo cáo trước 17 giờ hằng ngày.",
        collective=False, urgency="hoa-toc", to=("Các phòng, đơn vị", "Các tổ dân phố"), recipients=("Như trên",),
    ),
    "bien-ban": Draft(
        "bien-ban", "Họp xét khen thưởng", "chair", "Thời gian bắt đầu: 14 giờ 00, ngày 20/11/2026.\n"
        "Địa điểm: Phòng họp số 1.\nThành phần tham dự: đủ 7 thành viên.\nChủ trì (chủ tọa): Ông Đặng Hoàng Long.\n"
        "Thư ký (người ghi biên bản): Bà Bùi Ngọc Diệp.\nNội dung:\n1. Kết luận: nhất trí 7/7.\n"
        "Cuộc họp kết thúc vào 15 giờ 30, ngày 20 tháng 11 năm 2026.",
        recipients=("Các thành viên", "Lưu: VT, Hồ sơ"), cosigner="social-1",
    ),
    "hop-dong": Draft(
        "hop-dong", "Về việc sửa chữa Bộ phận Một cửa", "vice-chair", "Điều 1. Bên B sửa chữa trong 20 ngày.\n"
        "Điều 2. Bên A thanh toán 120 triệu đồng.", grounds=("Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015;",),
        recipients=("Như trên",), party_name="Trần Văn Bình", party_position="Giám đốc",
        party_agency="Công ty TNHH Xây dựng Sông Hồng",
    ),
    "giay-gioi-thieu": Draft(
        "giay-gioi-thieu", "Liên hệ công tác", "chair", "Ông (bà): Bùi Ngọc Diệp.\nChức vụ: Công chức.\n"
        "Được cử đến: Sở Nội vụ.\nVề việc: Nộp hồ sơ khen thưởng.\nGiấy này có giá trị đến hết ngày 30/11/2026.",
        recipients=("Như trên",),
    ),
    "giay-nghi-phep": Draft(
        "giay-nghi-phep", "Nghỉ phép năm 2026", "chair", "Ông (bà): Bùi Ngọc Diệp.\nChức vụ: Công chức.\n"
        "Được nghỉ phép trong thời gian 02 ngày.", grounds=("Xét Đơn đề nghị nghỉ phép ngày 18/11/2026;",),
    ),
}  # fmt: skip
BY_AUTHORITY = {"giay-moi": ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")}
UNNUMBERED = {"to-trinh"}
GOING_ON = "Tiếp tục thực hiện các nhiệm vụ được giao; chưa có kiến nghị."
FEWER = {"clearance.handed": "5"}
LEFT = [["Đường gom ven đê", "4", "1", "", "", ""], ["Mở rộng trường mầm non", "", "", "2", "", ""]]
VALUES = {
    "absent": "không có", "accepted_on": "05/11/2026", "address": "Số 18, ngách 44/117 phố Nguyễn Văn Cừ",
    "addressee": "Ông Nguyễn Quốc Mới", "agency": "Ủy ban nhân dân phường Long Biên", "arrived_on": "01/11/2026",
    "chair": "Chủ tịch Ủy ban nhân dân phường Long Biên", "code": "KN-H26.145.00-261120-0001",
    "complainant": "Nguyễn Quốc Mới", "complicated": "phải đo đạc lại.", "conclusion": "Hai bên giữ ý kiến.",
    "content": "Thu hồi 42 m² đất tại tổ dân phố số 9.", "copies": "03", "days": "30", "due_on": "05/12/2026",
    "ends": "11 giờ 30 phút", "findings": "Đúng diện tích.", "from_agency": "Báo Hà Nội Mới", "groups": "Hộ dân tổ 9",
    "ground": "không thuộc thẩm quyền", "ground_law": "Điều 11 Luật Khiếu nại", "held_at": "08 giờ ngày 25/11/2026",
    "instance": "lần đầu", "joint": "Ủy ban MTTQ Việt Nam phường", "kind": "đối thoại trực tiếp",
    "kind_law": "Điều 32 Luật Thực hiện dân chủ ở cơ sở", "minutes": "Các bên trình bày.", "name": "Trần Thị Bình",
    "note": "Ông (bà) gửi kèm bản sao quyết định.", "notice": "12/TB-UBND", "on": "20/11/2026",
    "person": "Ông (bà)", "petition": "DT-H26.145.00-261120-0001", "place_of_dialogue": "Phòng họp số 1",
    "present": "đại diện hai bên", "project": "Đường gom ven đê", "purpose": "Giải thích giá bồi thường.",
    "reason": "đã chỉnh lý hồ sơ địa chính.", "reasons": "Đủ căn cứ.", "result": "đúng một phần",
    "ruling": "Giữ nguyên Quyết định số 12/QĐ-UBND.", "second_days": "30", "sender": "Nguyễn Quốc Mới",
    "starts": "08 giờ 00 phút, ngày 25/11/2026", "title": "đối thoại về giải phóng mặt bằng",
    "to_agency": "Sở Nông nghiệp và Môi trường", "topic": "đất đai", "topics": "1. Giá đất.\n2. Tái định cư.",
    "until": "24/11/2026", "verifier": "Công chức địa chính - xây dựng", "where": "Nhà văn hóa tổ dân phố số 9",
}  # fmt: skip
LOOKED_AT = {
    "complaint-acceptance", "complaint-verification", "complaint-dialogue", "complaint-withdrawal",
    "complaint-decision-1",
    "denunciation-accepted", "petition-guide", "petition-forward", "dialogue-invitation", "reception-reply",
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A DOCX and the PDF of the same data; the words at the head of its title, and where its foot begins."""

    word: bytes
    own: bytes
    start: str
    foot: str = "Nơi nhận:"
    left: int = 30


def composed(name: str, draft: Draft, on: dt.date) -> Made:
    number = "" if name in UNNUMBERED else composing.queries.unnumbered(draft).replace("……", "07")
    data = composing.data(
        draft, agency=world.WARD, on=on, number=number, lines=BY_AUTHORITY.get(name, ()),
        signer="Vũ Hải Yến" if name in BY_AUTHORITY else "",
    )  # fmt: skip
    start, signed = str(data.get("kind", "Kính gửi")).upper()[:12], types()[draft.type].signed_by
    foot = signed[0][0].upper() if signed else "Nơi nhận:"
    return Made(composing.docx(data), composing.pdf(data)[0], start, foot)


def written(code: str) -> Made:
    """A letter; the same wording as PDF only where its page is looked at."""
    on = dt.date(2026, 11, 20)
    data = letters.filled(code, {
        "agency": "Ủy ban nhân dân phường Long Biên", "place": "Long Biên", "issued_on": on, "symbol": "12/UBND",
        "authority": "KT. Chủ tịch", "capacity": "Phó Chủ tịch", "signer": "Ngô Thanh Bình",
    }, VALUES)  # fmt: skip
    own = letters.as_pdf(data) if code in LOOKED_AT else b""
    foot = str((*letters.wordings()[code].beside, "Nơi nhận:")[0])
    return Made(
        letters.as_docx(data), own, named(str(data["heading"]))[0].upper(),
        foot.upper() if foot != "Nơi nhận:" else foot,
    )  # fmt: skip


def issued(template: str, posts: Mapping[str, Actor], start: dt.datetime) -> tuple[Made, bytes]:
    """A report of the ward, issued, with its annex of figures."""
    due = {"by": "working_days", "n": 2}
    reporting.set_duty(
        by=posts["chair"], at=start, template=template, unit=world.WARD, recipient="Thường trực Đảng ủy phường",
        due=due, post="office-head",
    )  # fmt: skip
    weeks = (start.date() + dt.timedelta(days=7 * n) for n in range(60))
    duty, period = next(
        one for day in weeks for one in reported.due.to_open(day) if one[0].template == template
    )
    reporting.open_report(by=SYSTEM, at=start, duty=duty.code, since=period.start)
    report = PeriodicReport.objects.get(duty=duty)
    at = dt.datetime.combine(period.end, dt.time(9), TZ)
    office_head, standing = posts["office-head"], reported.standing(report, at)
    if standing.blank:
        said = {one.key: FEWER.get(one.key, "12") for one in standing.blank}
        reporting.enter(by=office_head, at=at, report=report, figures=said)
    for section in standing.template.sections:
        if section.adds_up:
            reporting.write(by=office_head, at=at, report=report, section=section.code, rows=LEFT)
    for section in standing.unwritten:
        reporting.write(by=office_head, at=at, report=report, section=section.code, text=GOING_ON)
    reporting.submit(by=office_head, at=at, report=report)
    report = reporting.issue(by=posts["vice-chair"], at=at, report=report)
    held = reported.snapshot(report)
    data = reports.content(report, held)
    sheet = reports.as_xlsx(held.content, agency="Phường Long Biên", on=at.date())
    return Made(reports.as_docx(data), reports.as_pdf(data), "BÁO CÁO"), sheet


def every(posts: Mapping[str, Actor], at: dt.datetime) -> tuple[dict[str, Made], dict[str, bytes]]:
    made = {name: composed(name, draft, at.date()) for name, draft in DRAFTS.items()}
    made |= {code: written(code) for code in letters.wordings()}
    sheets = {}
    for template in reported.templates():
        made[template], sheets[template] = issued(template, posts, at - dt.timedelta(days=14))
    made["report-table"] = Made(
        letters.table_as_docx(samples.REPORT_TABLE), render("report-table", samples.REPORT_TABLE),
        FORMS["report-table"].title.upper(), "CHỦ TỊCH",
    )  # fmt: skip
    made["reception-register"] = Made(
        receptions.as_docx(samples.RECEPTION_REGISTER), render("reception-register", samples.RECEPTION_REGISTER),
        "SỔ TIẾP CÔNG DÂN", str(samples.RECEPTION_REGISTER["capacity"]).upper(), 20,
    )  # fmt: skip
    sheets["so-tiep-cong-dan"] = receptions.as_xlsx(samples.RECEPTION_REGISTER)
    sheets["so-van-ban"] = composing.sheet("Sổ đăng ký văn bản đi", composing.OUT_HEADS, [["01/KH-UBND"] * 8])
    return made, sheets


def laid_out(paper: office.Paper, made: Made) -> None:
    """NĐ 30/2020/NĐ-CP, Phụ lục I (DOMAIN §8.3)."""
    upright = made.left == 30
    assert (round(paper.width), round(paper.height)) == ((210, 297) if upright else (297, 210))
    left, right, top, bottom = paper.edges
    assert (
        made.left - 0.5 < left < made.left + 5
        and paper.width - 20 - 3 < right + 3
        and right < paper.width - 14.5
    )
    assert 19 < top < 25 and bottom < paper.height - 19.5
    assert paper.numbers == ("", *(str(n) for n in range(2, len(paper.numbers) + 1))), (
        "from the second page on"
    )
    nation, motto = (
        paper.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        paper.line("Độc lập - Tự do - Hạnh phúc"),
    )
    agency = next(one for one in paper.lines if one.place == "trái" and one.look == "đậm")
    day = next(one for one in paper.lines if one.place == "phải" and ", ngày " in one.text)
    assert nation.place == motto.place == "phải" and nation.left > agency.right and nation.top < 25
    assert 12 <= agency.size <= 13 and 12 <= nation.size <= 13 <= motto.size <= 14 and motto.top > nation.top
    assert (nation.look, motto.look, day.look) == ("đậm", "đậm", "nghiêng") and 13 <= day.size <= 14
    assert day.top > motto.top
    number = [one for one in paper.lines if one.place == "trái" and one.text.startswith("Số: ")]
    assert all(one.size == 13 and one.top > agency.top and abs(one.top - day.top) < 1 for one in number)
    title = paper.line(made.start) if made.start != "KÍNH GỬI" else None
    assert title is None or (title.place, title.look, title.size) == ("giữa", "đậm", 14)
    body = [one for one in paper.lines if one.place == "thân"]
    assert all(12 <= one.size <= 14 for one in body)
    signed = [
        one for one in paper.lines if one.place == "phải" and one.look == "đậm" and one not in (nation, motto)
    ]
    assert signed and all(13 <= one.size <= 14 for one in signed)
    if made.foot == "Nơi nhận:":
        label = paper.line("Nơi nhận:", "trái")
        assert (label.look, label.size) == ("đậm nghiêng", 12) and abs(label.left - 30) < 1
        rest = [
            one
            for one in paper.lines
            if one.place == "trái" and one.page == label.page and one.top > label.top
        ]
        assert rest and all((one.size, one.look) == (11, "") for one in rest)
        beside = min(abs(one.top - label.top) for one in signed if one.page == label.page)
        assert beside < 3, "who signs stands beside those who get it"


@pytest.mark.once
def test_every_document_opens_in_an_office_programme_as_its_golden_page(
    ward: str, posts: Mapping[str, Actor], at: dt.datetime, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    papers, sheets = every(posts, at)
    shown = office.opened(
        {f"{name}.docx": made.word for name, made in papers.items()}
        | {f"{name}-xlsx.xlsx": content for name, content in sheets.items()},
        tmp_path,
    )
    for name, made in papers.items():
        if not made.own:
            continue
        with subtests.test(name):
            ends = {"start": made.start.replace("KÍNH GỬI", "Kính gửi"), "foot": made.foot, "left": made.left}
            word = office.seen(shown[f"{name}.docx"], **ends)  # type: ignore[arg-type]
            own = office.seen(made.own, **ends)  # type: ignore[arg-type]
            assert {face.partition("-")[0] for face in word.fonts} <= {
                "LiberationSerif",
                "TimesNewRomanPSMT",
                "Tinos",
            }
            for section in docx.Document(io.BytesIO(made.word)).sections:
                sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
                assert [round(one.mm) for one in sides if one] == [20, 20, made.left, 15]
            golden = GOLDEN / f"{name}.txt"
            if os.environ.get("MOTCUA_GOLDEN") == "write":
                golden.write_text(word.told(), encoding="utf-8")
            told = golden.read_text(encoding="utf-8")
            assert office.paragraphs(word.told()) == office.paragraphs(told)
            assert office.paragraphs(own.told()) == office.paragraphs(told), "and so does our own PDF"
            for paper in (word, own):
                laid_out(paper, made)
    assert {one.stem for one in GOLDEN.glob("*.txt")} == {name for name, made in papers.items() if made.own}
    for name in sheets:
        with subtests.test(f"{name}.xlsx"):
            assert office.words(shown[f"{name}-xlsx.xlsx"])


@pytest.mark.once
def test_an_office_programme_that_hangs_is_ended_and_none_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\necho asked; sleep 60\n", encoding="utf-8")
    sleeper.chmod(0o755)
    monkeypatch.setattr(office, "_fonts", lambda: tmp_path)
    monkeypatch.setattr(office, "PATIENCE", 1)
    monkeypatch.setattr(office, "SOFFICE", str(sleeper))
    with pytest.raises(pytest.fail.Exception, match=r"did not end within 1 s: asked"):
        office.opened({"a.docx": b""}, tmp_path)
    monkeypatch.setattr(office, "SOFFICE", None)
    with pytest.raises(pytest.skip.Exception, match="NOT TESTED: no LibreOffice"):
        office.opened({}, tmp_path)
