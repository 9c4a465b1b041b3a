"""Sheets of points at the desk: typed from top to bottom, told what is wrong at its criterion, appraised, published."""

import datetime as dt
import re
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.areas.test_assessments import CULTURE, IN_TIME
from tests.faces.at_desk import Official, value_of, words
from tests.filing import a_pdf

HERE = "/can-bo/cham-diem/"
CODE = f"CD-{CULTURE}-dan-van-2026"
MOST = {
    "1.1": "4", "1.2": "3", "1.3": "3", "2.1": "10", "2.2": "20", "2.3": "15", "2.4": "10", "2.5": "15", "2.6": "10",
    "2.7": "10",
}  # fmt: skip


def test_a_division_scores_itself_and_the_chair_appraises_and_publishes(
    ward: str, clock: Callable[[dt.datetime], None]
) -> None:
    clock(IN_TIME)
    social, chair = Official("social-1"), Official("chair")
    assert "Tự chấm cho Phòng Văn hóa" in words(social.get(HERE))
    opened = social.post(f"{HERE}mo", **{"don-vi": CULTURE, "bo": "dan-van", "nam": "2026"})
    assert opened.status_code == 302 and opened.url.endswith(CODE)
    page = f"{HERE}ma/{CODE}"
    assert "tự chấm đến 15/12/2026" in words(social.get(page)) and "còn 10 tiêu chí chưa chấm" in words(
        social.get(page)
    )
    typed = {f"diem-{code}": points for code, points in MOST.items()}
    wrong = social.post(f"{page}/viec/score", **{**typed, "diem-2.2": "21", "giai-trinh-2.2": "Đúng hạn 99%"})
    assert wrong.status_code == 422 and "Tiêu chí 2.2: ghi một số từ 0 đến 20." in words(wrong)
    assert value_of(wrong, "diem-2.2") == "21" and value_of(wrong, "giai-trinh-2.2") == "Đúng hạn 99%"
    bare = social.post(f"{page}/viec/score", **{**typed, "nop": "1"})
    assert bare.status_code == 422 and "Tiêu chí 1.1: gắn tệp minh chứng" in words(bare)
    typed |= {f"giai-trinh-{code}": "Báo cáo năm, lưu văn thư" for code in MOST}
    assert social.post(f"{page}/viec/score", **{**typed, "nop": "1"}).status_code == 302
    assert (
        "Chờ thẩm định" in words(social.get(page))
        and 'name="diem-1.1"' not in social.get(page).content.decode()
    )
    refused = chair.post(f"{page}/viec/appraise", **{"tham-dinh-2.2": "12"})
    assert refused.status_code == 422 and "Tiêu chí 2.2: ghi vì sao khác điểm tự chấm." in words(refused)
    done = {"tham-dinh-2.2": "12", "ly-do-2.2": "Trễ 12 hồ sơ", "viec": ["reprimand"]}
    assert chair.post(f"{page}/viec/appraise", **done).status_code == 302
    assert "92,00 điểm, hoàn thành tốt" in words(chair.get(page))
    empty = chair.post(f"{HERE}cong-bo", **{"bo": "dan-van", "nam": "2026", "quyet-dinh": ""})
    assert empty.status_code == 422
    chair.post(f"{HERE}cong-bo", **{"bo": "dan-van", "nam": "2026", "quyet-dinh": "12/QĐ-UBND"})
    listing = words(Official("land-1").get(HERE))
    assert "Đã công bố" in listing and "Hoàn thành tốt" in listing, (
        "everybody of the ward reads what was published"
    )
    assert "thứ 1 trên 1" in words(Official("land-1").get(page)) and "Trễ 12 hồ sơ" in words(social.get(page))
    assert social.post(f"{page}/viec/score", **typed).status_code == 409


def test_what_is_not_theirs_is_not_there(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    clock(IN_TIME)
    Official("social-1").post(f"{HERE}mo", **{"don-vi": CULTURE, "bo": "dan-van", "nam": "2026"})
    again = Official("social-1").post(f"{HERE}mo", **{"don-vi": CULTURE, "bo": "dan-van", "nam": "2026"})
    assert again.status_code == 409 and "đã có bảng chấm điểm này" in words(again)
    page = f"{HERE}ma/{CODE}"
    for post in ("land-1", "bo-de-one-stop-1"):
        assert Official(post).get(page).status_code == 404
    assert Official("chair").post(f"{page}/viec/score", **{"diem-1.1": "4"}).status_code == 403
    assert Official("social-1").get(f"{page}/tep/1").status_code == 404
    missing = Official("social-1").post(f"{page}/viec/attach", criterion="1.1")
    assert missing.status_code == 422


def test_the_chair_records_what_the_city_decided_of_the_ward(
    ward: str, clock: Callable[[dt.datetime], None]
) -> None:
    clock(IN_TIME)
    office, chair = Official("office-head"), Official("chair")
    page = office.post(f"{HERE}mo", **{"don-vi": ward, "bo": "dan-van", "nam": "2026"}).url
    typed = {f"diem-{code}": points for code, points in MOST.items()}
    typed |= {f"giai-trinh-{code}": "Báo cáo năm, lưu văn thư" for code in MOST}
    assert office.post(f"{page}/viec/score", **typed, nop="1").status_code == 302
    assert "Quyết định của cấp trên" not in words(office.get(page))
    assert "Quyết định của cấp trên" in words(chair.get(page))
    given = {"quyet-dinh": "310/QĐ-SNV", "ngay": "2026-12-14", "tham-dinh-2.2": "15", "ly-do-2.2": "Trễ"}
    wrong = chair.post(f"{page}/viec/decided", **{**given, "ngay": "hôm qua"})
    assert wrong.status_code == 422 and value_of(wrong, "quyet-dinh") == "310/QĐ-SNV"
    assert "Gắn tệp quyết định của cấp trên" in words(wrong)
    assert office.post(f"{page}/viec/decided", **given).status_code == 403
    file = SimpleUploadedFile("310.pdf", a_pdf(), "application/pdf")
    done = chair.post(f"{page}/viec/decided", **given, file=file)
    assert done.status_code == 302, words(done)
    shown = words(office.get(page))
    assert "310/QĐ-SNV" in shown and "kết quả của cấp trên, ghi lại" in shown and "95,00 điểm" in shown


BO = f"{HERE}bo"
TYPED = {
    "rows": "2", "code": "cchc-p", "name": "Bộ chỉ số của phường", "law": "12/QĐ-UBND", "valid_from": "2026-12-14",
    "row-1-group": "Một", "row-1-name": "Hồ sơ đúng hạn", "row-1-most": "5", "row-1-way": "steps",
    "row-1-indicator": "dossiers.on_time", "row-1-steps": "98 = 5", "row-2-name": "Kế hoạch", "row-2-most": "5",
    "grade-1-name": "Đạt", "grade-1-at_least": "0",
}  # fmt: skip


def test_the_office_head_writes_a_set_looks_at_it_and_publishes(
    ward: str, clock: Callable[[dt.datetime], None]
) -> None:
    clock(IN_TIME)
    office = Official("office-head")
    assert "Bộ tiêu chí của cơ quan" in words(office.get(HERE)) and "Từ đầu" in words(office.get(BO))
    start = office.get(f"{BO}/soan", tu="dan-van")
    assert value_of(start, "row-1-name").startswith("Ban hành kế hoạch") and value_of(start, "law") == ""
    more = office.post(f"{BO}/soan", **TYPED, viec="them")
    assert value_of(more, "row-1-steps") == "98 = 5" and "row-12-name" in more.content.decode()
    seen = words(office.post(f"{BO}/soan", **TYPED, viec="xem"))
    assert "2 tiêu chí, tổng 10" in seen and "chấm tay" in seen
    wrong = office.post(f"{BO}/soan", **{**TYPED, "row-2-most": "x"}, viec="cong-bo")
    assert wrong.status_code == 422 and "Dòng 2: điểm tối đa là một số" in words(wrong)
    assert (
        'href="#row-2-most"' in wrong.content.decode() and value_of(wrong, "row-1-name") == "Hồ sơ đúng hạn"
    )
    assert office.post(f"{BO}/soan", **TYPED, viec="cong-bo").status_code == 302
    assert "bản 1 từ 14/12/2026" in words(office.get(BO))
    assert "Bộ chỉ số của phường" in words(Official("social-1").get(HERE))
    csv = office.get(f"{BO}/tep/00145-cchc-p/csv")
    assert "98 = 5" in csv.content.decode() and "attachment" in csv["Content-Disposition"]
    assert office.post(f"{BO}/ngung", bo="00145-cchc-p").status_code == 302
    assert "không dùng từ 15/12/2026" in words(office.get(BO))


def test_a_file_is_read_into_the_editor_and_nothing_is_kept(
    ward: str, clock: Callable[[dt.datetime], None]
) -> None:
    clock(IN_TIME)
    office = Official("office-head")
    good = "nhóm,nội dung,điểm tối đa\nMột,Kế hoạch,5\n,Báo cáo,năm\n"
    page = office.post(f"{BO}/nhap", file=SimpleUploadedFile("bo.csv", good.encode()))
    assert page.status_code == 422 and value_of(page, "row-1-name") == "Kế hoạch"
    assert "Dòng 2: điểm tối đa là một số" in words(page)
    bad = office.post(f"{BO}/nhap", file=SimpleUploadedFile("bo.csv", b"x;y\n"))
    assert bad.status_code == 422 and "Không thấy dòng tên cột" in words(bad)
    assert "chưa có bộ tiêu chí riêng" in words(office.get(BO))
    for url in (BO, f"{BO}/soan", f"{BO}/tep/dan-van/csv"):
        assert Official("social-1").get(url).status_code in (403, 404)
    assert office.get(f"{BO}/soan", tu="766").status_code == 404


def test_only_years_are_offered_that_open(ward: str, clock: Callable[[dt.datetime], None]) -> None:
    """The ward began on 1/7/2025: nothing is offered of a year in which it was not there."""
    clock(IN_TIME)
    chair = Official("chair")
    offered = re.findall(r'href="\?nam=(\d{4})"', chair.get(HERE).content.decode())
    assert offered == ["2026", "2025"]
    for year in (*offered, "2022"):
        assert chair.get(HERE, nam=year).status_code == 200, year
