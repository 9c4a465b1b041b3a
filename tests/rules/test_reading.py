"""Any text at all is read: nothing raises, every span holds what was read, reading twice gives the same."""

import datetime as dt
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import reading
from motcua.rules.composed import Composed
from motcua.rules.reading import telling, units
from motcua.rules.reading.timing import timings
from motcua.rules.vietnamese import fold
from tests.rules.test_real_texts import DATA

TABLE = Path(__file__).resolve().parents[1] / "tables" / "reading"
DOCUMENTS = sorted(TABLE.glob("*.txt"))


def leaves(found: Any) -> Iterator[dict[str, Any]]:
    """Every leaf of what was read."""
    if isinstance(found, dict):
        if set(found) == {"value", "span", "confidence"}:
            yield found
        else:
            for part in found.values():
                yield from leaves(part)
    elif isinstance(found, list):
        for part in found:
            yield from leaves(part)


def check(text: str) -> dict[str, Any]:
    """Read a text and hold every promise that holds for all texts."""
    found = reading.read(text).as_json()
    for leaf in leaves(found):
        start, end = leaf["span"]
        assert 0 <= start < end <= len(text), leaf
        assert text[start:end].strip()
        assert 0 < leaf["confidence"] <= 1
    assert found == reading.read(text).as_json()
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_is_read_stands_where_it_is_said_to_stand(path: Path) -> None:
    """Also decomposed, and with the line ends of another system."""
    text = path.read_text(encoding="utf-8")
    found = check(text)
    for key in ("symbol", "place", "title"):
        if found[key]:
            start, end = found[key]["span"]
            said = "".join(fold(text[start:end]).split())
            assert "".join(fold(found[key]["value"].lstrip("0")).split())[:16] in said
    for other in (unicodedata.normalize("NFD", text), text.replace("\n", "\r\n")):
        again = check(other)
        for key in ("issuer", "symbol", "number", "place", "date", "type"):
            assert (again[key] and again[key]["value"]) == (found[key] and found[key]["value"]), key
        assert len(again["tasks"]) == len(found["tasks"])


PIECES = (
    "Số: 12/KH-UBND", "An Bình, ngày 3 tháng 2 năm 2024", "KẾ HOẠCH", "ỦY BAN NHÂN DÂN", "Căn cứ Luật Đất đai năm "
    "2024;", "I. ", "1. ",
    "a) ", "- ", "Giao Sở Y tế ", "chủ trì, phối hợp với Sở Nội vụ ", "báo cáo trước ngày 30/11 hằng năm.",
    "\n", "\n\n", "|", " | ", "|\n",
    "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "Đơn vị chủ trì: ",
    "Thời gian: quý I/2026", "TT", "(", ")",
    "Điều 1. ", "\u0301", "    ", "\t", "PHỤ LỤC", "…", "**", "/.", "hằng tuần", "V/v ", "Kính gửi: ",
    "31/02/2024", "ngày   tháng   năm 2024",
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=60).map("\n".join)
)
def test_any_arrangement_is_read(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    check(text)


def _took(text: str) -> float:
    """Seconds of one reading, the best of three."""
    times = list[float]()
    for _ in range(3):
        began = time.process_time()
        reading.read(text)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize(
    "piece",
    ["1. Giao Sở A chủ trì, phối hợp với Sở B, ", "a" * 40 + " ", "|\n", "ngày 1/1/", "- Đơn vị chủ trì: ",
    "(" * 30, "Điều 1. \n",
     "Nơi nhận: - ", " \t ", "trước ngày 3/", "TM. ", "các sở, ban, ngành; ", "x\n", "Sở A\n", "| 1 | Sở A |\n"],
)  # fmt: skip
def test_a_text_eight_times_as_long_takes_some_eight_times_as_long(piece: str) -> None:
    """Time grows with the length, not with its square, which would be 64 times."""
    count = 3_000 // len(piece)
    reading.read(piece)
    assert _took(piece * count * 8) < 32 * max(_took(piece * count), 0.002)


def test_a_text_of_nothing_but_tasks_is_read_in_part_and_says_so() -> None:
    found = reading.read("KẾ HOẠCH\nHè\n\n" + "Sở Y tế làm sạch; " * (telling.MOST + 50))
    assert len(found.tasks) == telling.MOST
    assert (
        "Văn bản có quá nhiều nhiệm vụ; chỉ đọc 3.000 nhiệm vụ đầu, cần người xem phần còn lại"
        in found.warnings
    )


BODIES = (
    "Sở Xây dựng", "Sở Giáo dục và Đào tạo", "Sở Kế hoạch và Đầu tư", "Sở Nông nghiệp và Phát triển nông thôn",
    "Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội", "Phòng Tài chính - Kế hoạch",
    "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Quản lý đô thị", "Ban Tổ chức Quận ủy", "Ban Tuyên giáo và Dân vận "
    "Tỉnh ủy",
    "Ban Quản lý dự án đầu tư xây dựng huyện", "Ban chỉ đạo phòng thủ dân sự", "Ban Chỉ huy Quân sự phường",
    "Ủy ban bầu cử xã", "Ủy ban Kiểm tra Thành ủy", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Hội đồng nhân dân xã",
    "Hội Liên hiệp Phụ nữ huyện", "Hội Nông dân", "Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Liên đoàn Lao động tỉnh",
    "Công an thành phố", "Thanh tra quận", "Trung tâm Dịch vụ việc làm", "Trung tâm Phục vụ hành chính công",
    "Trung tâm Văn hóa - Thông tin và Thể thao", "Văn phòng HĐND và UBND", "Văn phòng đăng ký đất đai",
    "Kho bạc Nhà nước",
    "Bảo hiểm xã hội huyện", "Ngân hàng Chính sách xã hội", "Trường Trung học cơ sở Nguyễn Du",
    "Trạm Y tế xã", "Chi cục Kiểm lâm",
    "Bộ Chỉ huy Quân sự tỉnh", "Bộ Thông tin và Truyền thông", "Tổ công nghệ số cộng đồng", "Công chức Tư pháp - Hộ "
    "tịch",
    "Báo và Phát thanh, Truyền hình tỉnh", "Tòa án nhân dân khu vực 1", "Viện kiểm sát nhân dân huyện",
)  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_names_of_bodies_stay_whole(name: str) -> None:
    """Words that are verbs elsewhere belong to names ("Xây dựng", "Đào tạo", "bầu cử")."""
    text = f"KẾ HOẠCH\nTrồng cây\n1. Giao {name} chủ trì rà soát trước ngày 01/12/2025."
    (task,) = reading.read(text).tasks
    assert [leaf.value for leaf in task.lead] == [name]


ON = dt.date(2025, 11, 20)
TIMES = (
    ("trước ngày 30/11 hàng năm", None, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"),
    ("Hằng năm, các đơn vị gửi báo cáo chậm nhất ngày 05/12", None, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5"),
    ("báo cáo hằng tuần", None, "FREQ=WEEKLY"),
    ("định kỳ ngày 05 và ngày 20 hằng tháng cung cấp số liệu", None, "FREQ=MONTHLY;BYMONTHDAY=5,20"),
    ("vào các ngày 05, 15 và 25 hằng tháng", None, "FREQ=MONTHLY;BYMONTHDAY=5,15,25"),
    ("chậm nhất ngày 15 hằng tháng", None, "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("trước ngày 20 của tháng cuối quý", None, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    ("trước ngày 15/6 và 15/12 hằng năm", None, "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
    ("trước 10 giờ thứ Sáu hằng tuần", None, "FREQ=WEEKLY;BYDAY=FR"),
    ("xong trong tháng 12/2025", dt.date(2025, 12, 31), None),
    ("hoàn thành trong quý I/2026", dt.date(2026, 3, 31), None),
    ("đến hết năm 2026", dt.date(2026, 12, 31), None),
    ("trong 6 tháng đầu năm 2026", dt.date(2026, 6, 30), None),
    ("trước 17h00 ngày 05/12/2025", dt.date(2025, 12, 5), None),
    ("trước ngày 15/01", dt.date(2026, 1, 15), None),
    ("trong thời hạn 10 ngày kể từ ngày nhận", None, None),
    ("Từ tháng 3 đến tháng 11 hàng năm", None, "FREQ=YEARLY;BYMONTH=11"),
    ("từ tháng 1 đến tháng 6/2026", dt.date(2026, 6, 30), None),
    ("tháng 3 và tháng 9 hằng năm", None, "FREQ=YEARLY;BYMONTH=3,9"),
    (
        "Định kỳ 6 tháng (trước 15/6) và hằng năm (trước 15/11)",
        None,
        "FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=15",
    ),
    ("Từ tháng 10/2025 đến khi tổ chức thành công Đại hội", None, None),
    ("tuần tra hằng tuần", None, "FREQ=WEEKLY"),
    ("thu thuế quý I/2026.", dt.date(2026, 3, 31), None),
    ("Thường xuyên rà soát bộ máy", None, "CONTINUOUS"),
    ("gửi kết quả trước ngày 15/01 về Sở", dt.date(2026, 1, 15), None),
    ("phun thuốc 3 ngày một lần", None, "FREQ=DAILY;INTERVAL=3"),
    ("gửi số liệu 02 tuần/lần", None, "FREQ=WEEKLY;INTERVAL=2"),
    ("cứ hai tháng rà soát sổ một lần", None, "FREQ=MONTHLY;INTERVAL=2"),
    ("giao ban 3 tháng một lần", None, "FREQ=YEARLY;BYMONTH=3,6,9,12"),
    ("phát thanh ngày 03 lần", None, "FREQ=DAILY"),
    ("mỗi ngày 02 buổi", None, "FREQ=DAILY"),
    ("gửi số liệu trước 17 giờ các ngày thứ Sáu", None, "FREQ=WEEKLY;BYDAY=FR"),
    ("tẩy rửa lớp học 2 lần/tuần", None, "FREQ=WEEKLY"),
    ("đăng lịch trực hằng tuần trên trang tin", None, "FREQ=WEEKLY"),
    ("rút máy móc ngay trong chiều 26/11/2025", dt.date(2025, 11, 26), None),
    ("định kỳ 6 tháng báo cáo kết quả", None, "FREQ=YEARLY;BYMONTH=6,12"),
    ("định kỳ 03 tháng báo cáo", None, "FREQ=YEARLY;BYMONTH=3,6,9,12"),
    ("Các tổ mỗi tháng dành một buổi học tập", None, "FREQ=MONTHLY"),
    ("họp giao ban vào tuần đầu tháng", None, "FREQ=MONTHLY"),
    ("một quý một lần", None, "FREQ=YEARLY;BYMONTH=3,6,9,12"),
    ("quét rác vào sáng Chủ nhật hằng tuần", None, "FREQ=WEEKLY;BYDAY=SU"),
    ("tổng vệ sinh mỗi sáng thứ Bảy", None, "FREQ=WEEKLY;BYDAY=SA"),
    ("trực quầy thứ Ba, thứ Năm hằng tuần", None, "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("cập nhật hằng tuần, gửi về Sở vào chiều thứ Sáu", None, "FREQ=WEEKLY;BYDAY=FR"),
    ("ra quân vào dịp hè hằng năm", None, "FREQ=YEARLY"),
    ("chậm nhất ngày 15 tháng đầu tiên của quý sau", None, "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"),
    ("báo nhanh trước 8 giờ sáng hằng ngày", None, "FREQ=DAILY"),
    ("trong tháng 3 và tháng 4/2026", dt.date(2026, 4, 30), None),
    ("diễn tập phòng thủ tháng 8/2026; trực đêm", dt.date(2026, 8, 31), None),
    ("mời các hộ đối thoại ngày 14/7/2026.", dt.date(2026, 7, 14), None),
    ("phun thuốc trong các ngày 15 và 16/7/2026", dt.date(2026, 7, 16), None),
    ("xây 03 hồ chứa (giai đoạn 2026 - 2028)", dt.date(2028, 12, 31), None),
    ("Báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 10/11/2026", dt.date(2026, 6, 10), None),
    ("trong tháng 5 và trong tháng 10 năm 2025", dt.date(2025, 10, 31), None),
    ("trong các tháng 5, 10 năm 2025.", dt.date(2025, 10, 31), None),
    ("trong quý II và quý IV năm 2025", dt.date(2025, 12, 31), None),
    ("Quý I, II/2026", dt.date(2026, 6, 30), None),
    ("trong tháng 12 và tháng 01 năm 2026", dt.date(2026, 1, 31), None),
    ("trước ngày 15/5 và ngày 15/10/2026", dt.date(2026, 5, 15), None),
    ("trong tháng 5 và tháng 10 hằng năm", None, "FREQ=YEARLY;BYMONTH=5,10"),
    ("hoàn thành trong 10 ngày kể từ ngày ký Kế hoạch này", dt.date(2025, 11, 30), None),
    ("trong vòng 02 tháng kể từ ngày Quyết định này được ban hành", dt.date(2026, 1, 20), None),
    ("xong trong 01 tuần kể từ ngày ký ban hành Quyết định này", dt.date(2025, 11, 27), None),
    ("hoàn thành trong 10 ngày.", None, None),
    ("tham mưu kế hoạch dân vận trước 25 hằng tháng", None, "FREQ=MONTHLY;BYMONTHDAY=25"),
)


@pytest.mark.parametrize(
    ("said", "earlier"),
    [
        ("Tháng 5, tháng 10", ["2026-05-31"]), ("Quý II, IV/2026", ["2026-06-30"]),
        ("Tháng 11, 12 năm 2025 và tháng 01/2026", []),
        ("tháng 11, tháng 12 và tháng 01 năm 2026", ["2025-11-30", "2025-12-31"]),
    ],
)  # fmt: skip
def test_a_list_of_months_keeps_every_one_of_them(said: str, earlier: list[str]) -> None:
    found = timings(Composed(said), 0, len(said), ON, said=True)
    assert [str(day) for day in found[-1].earlier] == earlier


@pytest.mark.parametrize(
    ("said", "days"),
    [("05 ngày làm việc kể từ ngày ban hành Kế hoạch này", 5), ("05 ngày làm việc kể từ ngày nhận hồ sơ", 0)],
)
def test_working_days_run_from_the_document_s_own_day_alone(said: str, days: int) -> None:
    text = f"rà soát trong vòng {said}"
    (found,) = timings(Composed(text), 0, len(text), ON)
    assert found.date is None and found.working == days


def test_half_a_year_and_the_year_each_have_their_own_words() -> None:
    text = "báo cáo định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 30/11)"
    assert [text[one.start : one.end] for one in timings(Composed(text), 0, len(text), ON)] == [
        "định kỳ 6 tháng (trước ngày 10/6)",
        "năm (trước ngày 30/11)",
    ]


@pytest.mark.parametrize(("text", "date", "rule"), TIMES, ids=[text for text, _, _ in TIMES])
def test_deadlines_are_read_as_written_and_as_days(text: str, date: dt.date | None, rule: str | None) -> None:
    source = Composed(text)
    found = sorted(timings(source, 0, len(text), ON), key=lambda one: one.rank)
    assert found and (found[0].date, found[0].rule) == (date, rule)


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("trước ngày 10/11/2026", True), ("hoàn thành trước ngày 10/11/2026", True),
        ("chậm nhất trước ngày 10/11", True), ("muộn nhất trước ngày 10/11", True),
        ("chậm nhất là trước ngày 10/11", True), ("hoàn thành trước 10/11/2026", True),
        ("chậm nhất trước 10/11", True), ("xong trước ngày 10 tháng 11 năm 2026", True),
        ("hạn cuối trước ngày 10/11", True), ("hạn chót là trước ngày 10/11", True),
        ("dự kiến trước ngày 10/11", True), ("vào trước ngày 10/11", True),
        ("từ ngày 01/10 đến trước ngày 10/11/2026", True), ("từ nay đến trước ngày 10/11", True),
        ("chậm nhất đến trước ngày 10/11", True), ("ngay trước ngày 10/11", True),
        ("trước sáng ngày 10/11/2026", True), ("trước 0 giờ ngày 10/11/2026", True),
        ("chậm nhất trước ngày 20 hằng tháng", True), ("chậm nhất trước thứ Sáu hằng tuần", True),
        ("hằng tháng hoàn thành trước ngày 20", True),
        ("hoàn thành trước ngày 15/6 và 15/12 hằng năm", True), ("trước ngày 05 và ngày 20 hằng tháng", True),
        ("chậm nhất trước quý IV/2026", True),
        ("chậm nhất ngày 10/11", False), ("hoàn thành ngày 10/11", False), ("đến hết ngày 10/11", False),
        ("trước và trong ngày 10/11", False), ("trước hoặc trong ngày 10/11", False),
        ("trước hết ngày 10/11", False), ("trước 17 giờ ngày 10/11/2026", False),
        ("chậm nhất trước 17h00 ngày 10/11", False), ("trước 15 giờ thứ Sáu hằng tuần", False),
        ("trước chiều ngày 10/11/2026", False),
    ],
)  # fmt: skip
def test_before_a_day_is_to_the_end_of_the_day_before(said: str, before: bool) -> None:
    """Whatever stands before "trước ngày" (BLDS 2015 Điều 148); an hour excludes the hour, not its day."""
    found = min(timings(Composed(said), 0, len(said), dt.date(2026, 1, 5)), key=lambda one: one.rank)
    assert (found.date or found.rule) and found.before == before


@pytest.mark.parametrize("said", ["không trước ngày", "không được trước ngày", "phát sinh từ trước ngày"])
def test_from_when_something_may_be_is_no_deadline(said: str) -> None:
    text = f"{said} 10/11/2026"
    assert timings(Composed(text), 0, len(text), dt.date(2026, 1, 5)) == []


@pytest.mark.parametrize(
    "said",
    [
        "trước 15 giờ hằng ngày",
        "trước 06h00 và 15h00 hằng ngày",
        "hằng năm (trước ngày 15 tháng 11)",
        "định kỳ hằng quý (trước ngày 10 của tháng cuối quý)",
        "hằng tuần (vào thứ Sáu)",
    ],
)
def test_a_time_is_given_in_all_its_words(said: str) -> None:
    text = f"Phòng Kinh tế báo cáo kết quả {said} về Ủy ban nhân dân xã."
    (one,) = timings(Composed(text), 0, len(text), dt.date(2026, 1, 5))
    assert text[one.start : one.end] == said and one.rule


def test_an_annex_after_the_signature_keeps_its_beginning() -> None:
    """The name stands in one line with the position; nothing after it is of the signature."""
    text = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n|\nNơi nhận: - Như Điều 1; "
        "- Lưu: VT.\n|\nTHỦ TƯỚNG Phạm Minh Chính\n|\n\nKẾ HOẠCH\n\nTRIỂN KHAI LUẬT\n\nI. MỤC ĐÍCH\n\n"
        "1. Xác định nội dung\n\n2. Yêu cầu\n\nII. NỘI DUNG\n\n1. Tuyên truyền"
    )
    found = reading.read(text)
    assert [one.label.value for one in found.items] == ["Điều 1.", "I.", "II."]
    assert [one.label.value for one in found.items[1].items] == ["1.", "2."]


@pytest.mark.parametrize(
    "text",
    [
        "ngân sách nhà nước hằng năm",
        "Ngày 08/11/2025, hội nghị bàn",
        "giai đoạn 2021 - 2025",
        "đạt 30/11 chỉ tiêu",
        "tổng hợp số liệu báo cáo quý III/2025.",
        "theo dõi chỉ tiêu kế hoạch hằng quý",
        "chuẩn bị số liệu dư nợ đến ngày 31/5/2026 phục vụ đối thoại",
        "bắt đầu từ quý III/2026",
        "chi 500.000 đồng mỗi tháng",
        "gửi trong tuần thứ 3 tháng 12/2025",
        "rà soát dự án không có khả năng giải ngân trong năm 2025",
        "nếu không hoàn thành trước ngày 30/11/2025 thì giải trình",
        "số liệu từ ngày 15 tháng trước đến ngày 14 tháng báo cáo",
        "kỳ báo cáo từ ngày 15 tháng 12 năm trước kỳ báo cáo đến ngày 14 tháng 6 của kỳ báo cáo",
        "số liệu tính từ ngày 15/11/2025 đến ngày 14/12/2025",
    ],
)
def test_what_is_no_deadline_is_not_read_as_one(text: str) -> None:
    assert not [one for one in timings(Composed(text), 0, len(text), ON) if one.date or one.rule]


@pytest.mark.parametrize(
    "said",
    [
        "trước ngày 31/02/2026", "xong trước ngày 30 tháng 02 năm 2026", "chậm nhất ngày 31/4", "trước ngày 32/12/2025",
        "trước 31/11/2026", "trước ngày 30/02 hằng năm", "từ ngày 20/02/2026 đến ngày 30/02/2026",
        "xong trong tháng 13/2026",
    ],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_said(said: str) -> None:
    head = "UBND XÃ AN BÌNH\nSố: 2/KH-UBND\nAn Bình, ngày 20 tháng 11 năm 2025\nKẾ HOẠCH\nHè\n\n"
    found = reading.read(f"{head}1. Giao Trạm Y tế báo cáo kết quả {said}.")
    (task,) = found.tasks
    assert task.deadline and task.deadline.unreal
    assert task.deadline.date is None and task.deadline.recurrence is None
    assert task.deadline.text.confidence < 0.5
    assert f"“{task.deadline.text.value}” không có trong lịch; cần người xem ghi ngày đúng" in found.warnings


def test_the_last_day_of_february_is_a_day() -> None:
    for said, date in (
        ("trước ngày 29/02/2028", dt.date(2028, 2, 29)),
        ("trước ngày 28/02/2026", dt.date(2026, 2, 28)),
    ):
        (found,) = timings(Composed(said), 0, len(said), ON)
        assert found.date == date and not found.unreal


def test_a_year_in_the_name_of_a_law_is_no_time() -> None:
    text = "Theo tiến độ được giao của Luật An ninh mạng 2025"
    assert timings(Composed(text), 0, len(text), ON, said=True) == []


def test_of_what_a_body_consists_nobody_is_told_to_do() -> None:
    """An article of norms lists the parts of an office under its name."""
    found = reading.read(
        "CHÍNH PHỦ\nSố: 303/2025/NĐ-CP\nHà Nội, ngày 19 tháng 11 năm 2025\nNGHỊ ĐỊNH\nVề cơ cấu tổ chức\n\n"
        "Điều 7. Văn phòng thuộc bộ\n2. Cơ cấu tổ chức của văn phòng, gồm:\na) Phòng và tương đương;\n"
        "b) Đơn vị sự nghiệp công lập (nếu có).\n3. Văn phòng có con dấu và tài khoản riêng.\n"
    )
    assert found.tasks == ()


def test_a_line_broken_in_a_narrow_column_goes_on() -> None:
    found = reading.read(
        "KẾ HOẠCH\nHè\n\n1. Đề nghị Hội Nông dân xã vận động hội viên, báo cáo Phòng\nKinh tế trước ngày\n25/5/2026.\n"
    )
    assert [
        str(task.deadline and task.deadline.date and task.deadline.date.value) for task in found.tasks
    ] == ["2026-05-25"]


def test_what_names_a_body_and_a_day_is_never_passed_over_in_silence() -> None:
    found = reading.read(
        "KẾ HOẠCH\nHè\n\n1. Giao Đoàn Thanh niên chủ trì rà soát.\n"
        "2. Trạm Y tế; bằng cồn tích trữ thì chưng cất trước ngày 28/02/2026.\n"
    )
    assert any("Trạm Y tế; bằng cồn" in said for said in found.warnings)


@pytest.mark.parametrize(
    "said",
    [
        "Văn hóa phường: hằng tháng gửi báo cáo trước ngày 20.", "Nước sạch, trước ngày 20/11/2026.",
        "Văn hóa phường: gửi báo cáo chậm nhất ngày 20/11/2026.", "Địa chính, hồ sơ xong trước ngày 15/11/2026:\n- Sổ;",
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["3.", "a)", "3.1."])
def test_a_numbered_item_with_a_deadline_is_a_task_or_named(mark: str, said: str) -> None:
    found = reading.read(f"KẾ HOẠCH\nHè\n\nII. TỔ CHỨC THỰC HIỆN\n\n{mark} {said}\n")
    assert found.tasks or any(said[:20] in one for one in found.warnings)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Trạm Y tế chưng cất tại chỗ nước sát khuẩn cho các trường", "Trạm Y tế"),
        ("Công an xã An Bình truy vết người lạ và báo ngay Trưởng Công an xã", "Công an xã An Bình"),
        ("Ban Quản lý chợ Hòa Xuân dán nhãn từng quầy", "Ban Quản lý chợ Hòa Xuân"),
        ("Đài Truyền thanh phường: réo loa hai lần mỗi ngày", "Đài Truyền thanh phường"),
        ("Hội Nông dân, Hội Phụ nữ các xã gieo mạ dày", "Hội Nông dân; Hội Phụ nữ các xã"),
        ("Công ty Điện lực Vĩnh Hải néo lại 12 cột", "Công ty Điện lực Vĩnh Hải"),
        ("Ông Lê Văn Tám, Trưởng thôn Đông: trông coi trạm bơm", "Ông Lê Văn Tám, Trưởng thôn Đông"),
        ("Phòng Kinh tế đối ngoại tham mưu UBND xã ký kết", "Phòng Kinh tế đối ngoại"),
        ("Giao Phó Chủ tịch xã phụ trách kinh tế chỉ đạo các thôn", "Phó Chủ tịch xã phụ trách kinh tế"),
        (
            "Đồng chí Ủy viên Ban Chấp hành Đảng bộ xã, Giám đốc Trung tâm chủ trì rà soát",
            "Đồng chí Ủy viên Ban Chấp hành Đảng bộ xã, Giám đốc Trung tâm",
        ),
        (
            "Đồng chí Uỷ viên Ban Thường vụ Đảng ủy, Trưởng ban Xây dựng Đảng tham mưu quy chế",
            "Đồng chí Uỷ viên Ban Thường vụ Đảng ủy, Trưởng ban Xây dựng Đảng",
        ),
        (
            "Đồng chí Uỷ viên Ban Ban chấp hành Đảng bộ, Phó Chủ tịch Uỷ ban MTTQ Việt Nam xã chỉ đạo các thôn",
            "Đồng chí Uỷ viên Ban Ban chấp hành Đảng bộ, Phó Chủ tịch Uỷ ban MTTQ Việt Nam xã",
        ),
        ("Ủy ban kiểm tra Đảng ủy xã rà soát quy chế", "Ủy ban kiểm tra Đảng ủy xã"),
        ("Ban chấp hành các chi đoàn rà soát quy chế", "Ban chấp hành các chi đoàn"),
        ("Công an xã chấp hành chế độ trực", "Công an xã"),
        ("Các tổ chức bầu cử ở xã rà soát danh sách", "Các tổ chức bầu cử ở xã"),
        ("VP HĐND&UBND xã ghim lịch trực", "VP HĐND&UBND xã"),
        ("TTPVHCC phường dán bảng phí", "TTPVHCC phường"),
        ("Đài Truyền thanh - Truyền hình huyện phát tin", "Đài Truyền thanh - Truyền hình huyện"),
        ("Trung tâm Dịch vụ tổng hợp xã tiêm phòng cho bò", "Trung tâm Dịch vụ tổng hợp xã"),
        ("Các Ban Quản trị nhà chung cư tự kiểm tra bình chữa cháy", "Các Ban Quản trị nhà chung cư"),
        ("Thanh tra Ban kết thúc thanh tra", "Thanh tra Ban"),
        ("Văn phòng Ban tổ chức kiểm kê tài sản", "Văn phòng Ban"),
        ("Các đơn vị được giao chủ trì gửi hồ sơ về Văn phòng", "Các đơn vị được giao chủ trì"),
        ("BCĐ 389 huyện kiểm tra các chợ", "BCĐ 389 huyện"),
        ("Cấp xã: rà soát hộ thiếu nước", "Cấp xã"),
        ("Các chủ hồ thủy lợi Khe Giữa, Bàn Long vận hành đón lũ", "Các chủ hồ thủy lợi Khe Giữa, Bàn Long"),
        ("Phòng Xây dựng nếp sống mới: tham mưu văn bản", "Phòng Xây dựng nếp sống mới"),
        ("Mời Hội Nông dân, Đoàn Thanh niên xã gom rác", "Hội Nông dân; Đoàn Thanh niên xã"),
        (
            "Các đơn vị được giao chuẩn bị tài liệu phải gửi trước 3 ngày",
            "Các đơn vị được giao chuẩn bị tài liệu",
        ),
        ("Chậm nhất ngày 15/4/2026, trưởng các thôn phải nộp danh sách", "Trưởng các thôn"),
        ("Yêu cầu nhà thầu thi công khắc phục hư hỏng trước ngày 01/5/2026", "Nhà thầu"),
        ("Công tác tuyên truyền do Phòng Văn hóa chủ trì, xong trước ngày 30/4/2026", "Phòng Văn hóa"),
        ("Nhận được Công văn này, yêu cầu các xã thực hiện, báo cáo trước ngày 20/5/2026", "các xã"),
        ("Hội Phụ nữ huyện, Huyện đoàn phát động hội viên", "Hội Phụ nữ huyện; Huyện đoàn"),
        ("Tổng kết năm học (Phòng Giáo dục và Đào tạo soạn thảo)", "Phòng Giáo dục và Đào tạo"),
        ("Giao đ/c Lê Thị Na, Phó Chủ tịch UBND xã kiểm kê trụ sở", "đ/c Lê Thị Na, Phó Chủ tịch UBND xã"),
        ("Đề nghị UBND tỉnh giao Sở Nội vụ bổ sung biên chế", "UBND tỉnh"),
        ("Đề nghị UBMTTQ xã và các tổ chức CT-XH giám sát việc cấp giống", "UBMTTQ xã; các tổ chức CT-XH"),
        ("Sau hội nghị, Thanh tra huyện theo dõi các kiến nghị", "Thanh tra huyện"),
        ("Ngân hàng CSXH huyện, Agribank huyện cho vay", "Ngân hàng CSXH huyện; Agribank huyện"),
        ("Các doanh nghiệp lữ hành bố trí lại lao động", "Các doanh nghiệp lữ hành"),
        ("Chủ hộ chăn nuôi tự mua vắc xin", "Chủ hộ chăn nuôi"),
        ("Hợp tác xã dịch vụ nông nghiệp vận hành trạm bơm", "Hợp tác xã dịch vụ nông nghiệp"),
        ("Tổ giúp việc của Ban chuẩn bị tờ trình", "Tổ giúp việc của Ban"),
        ("Các thành viên Ban tham gia tiếp công dân", "Các thành viên Ban"),
        ("Đoàn giám sát của Ban giám sát chuyên đề", "Đoàn giám sát của Ban"),
        ("Phó Trưởng Ban khảo sát các làng", "Phó Trưởng Ban"),
        ("Trưởng đoàn giám sát chỉ đạo xây dựng báo cáo", "Trưởng đoàn giám sát"),
        ("UBND các xã được giám sát xây dựng báo cáo", "UBND các xã được giám sát"),
        ("Các chi hội còn lại chủ động giám sát", "Các chi hội còn lại"),
        ("Các cơ quan được phân công đỡ đầu xã hằng tháng cử cán bộ", "Các cơ quan được phân công đỡ đầu xã"),
        ("Ban điều hành khu phố đến từng hộ xác minh", "Ban điều hành khu phố"),
        ("Các doanh nghiệp nợ từ 03 tháng trở lên chuyển trả", "Các doanh nghiệp nợ từ 03 tháng trở lên"),
        ("Đề nghị các hãng xe, khách sạn niêm yết giá", "các hãng xe, khách sạn"),
        (
            "Công chức phụ trách chăn nuôi, thú y của Phòng tổng hợp số liệu",
            "Công chức phụ trách chăn nuôi, thú y của Phòng",
        ),
        ("Vụ Truyền thông và Thi đua, khen thưởng mở chuyên mục", "Vụ Truyền thông và Thi đua, khen thưởng"),
        ("Cơ quan thuế có trách nhiệm rà soát nợ đọng", "Cơ quan thuế"),
        ("Cơ quan đăng ký kinh doanh có trách nhiệm gửi số liệu", "Cơ quan đăng ký kinh doanh"),
        ("Cơ quan thi hành án dân sự có trách nhiệm xác minh", "Cơ quan thi hành án dân sự"),
        ("Đơn vị nhận hồ sơ chịu trách nhiệm trả kết quả", "Đơn vị nhận hồ sơ"),
        ("Giáo viên bộ môn lồng ghép nội dung vào tiết học", "Giáo viên bộ môn"),
        ("Nhà máy nước Tân Hiệp xả cặn đường ống", "Nhà máy nước Tân Hiệp"),
        ("Chi cục Dân số - Kế hoạch hóa gia đình phát que thử", "Chi cục Dân số - Kế hoạch hóa gia đình"),
        ("Văn phòng điều phối nông thôn mới tỉnh chấm điểm xã", "Văn phòng điều phối nông thôn mới tỉnh"),
        ("Trại giam Gia Trung thả cá xuống hồ", "Trại giam Gia Trung"),
        ("Hạt Kiểm lâm liên huyện số 3 tuần tra rừng", "Hạt Kiểm lâm liên huyện số 3"),
        ("Nhóm trẻ tư thục Hoa Mai khắc phục lỗi phòng cháy", "Nhóm trẻ tư thục Hoa Mai"),
        ("Yêu cầu nhà thầu liên danh Tân Nam tập kết vật tư", "Nhà thầu liên danh Tân Nam"),
        ("Đội Quản lý trật tự xây dựng đô thị số 2 cưỡng chế", "Đội Quản lý trật tự xây dựng đô thị số 2"),
        ("Xí nghiệp phà Vàm Cống nâng cấp bến", "Xí nghiệp phà Vàm Cống"),
        ("Trưởng Công an phường phân công trực", "Trưởng Công an phường"),
        ("Tổ giúp việc Ban Chỉ đạo tổng hợp số liệu", "Tổ giúp việc Ban Chỉ đạo"),
        ("Nếu có dịch, Trạm Thú y phun tiêu độc", "Trạm Thú y"),
        ("100% cơ quan, đơn vị số hóa hồ sơ", "100% cơ quan, đơn vị"),
        ("Đoàn Kinh tế - Quốc phòng 337 giúp dân làm đường", "Đoàn Kinh tế - Quốc phòng 337"),
        ("Già làng, trưởng bản vận động bà con", "Già làng; Trưởng bản"),
        ("Thầy Cầm Văn Hắc, Phó Hiệu trưởng trực tổng đài", "Thầy Cầm Văn Hắc, Phó Hiệu trưởng"),
    ],
)
def test_who_is_told_is_known_whatever_the_word_for_what_they_do(said: str, name: str) -> None:
    found = reading.read(f"KẾ HOẠCH\nHè\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. {said}.\n")
    assert ["; ".join(leaf.value for leaf in task.lead) for task in found.tasks] == [name]


@pytest.mark.parametrize(
    "said",
    [
        "Sở Y tế đã truy vết 40 người", "Trạm Y tế còn thiếu giường", "Công an xã là nơi nhận tin",
        "Phòng Nội vụ gồm 05 người", "Hội Nông dân có 200 hội viên", "Ban Chỉ đạo được dùng con dấu của xã",
        "Các đơn vị sẽ được tặng cờ", "Đoàn Thanh niên vừa chạm mốc 300 người", "Trạm Y tế: 05 người",
        "Trưởng ban: Nguyễn Văn Ba", "Các phòng: Kinh tế, Văn hóa", "Sở Y tế: thời gian từ 7 giờ",
        "Lãnh đạo hoàn thành các chỉ tiêu", "Mời Mặt trận xã cùng tham gia đoàn",
        "Các tổ chức phụ trách bầu cử ở xã (Ủy ban bầu cử xã, các Ban bầu cử, Tổ bầu cử)",
        "Mời Chủ tịch Hội Nông dân xã tham gia Ủy viên", "Dự báo trưa ngày 28/10 bão đổ bộ vào đất liền",
        "Yêu cầu Thủ trưởng các cơ quan nghiêm túc thực hiện Công điện này",
        "Thông báo này thay thế Thông báo số 51/TB-UBND", "Văn phòng UBND xã truyền đạt để các đơn vị biết, thực hiện",
    ],
)  # fmt: skip
def test_what_is_told_of_a_body_is_nothing_it_is_to_do(said: str) -> None:
    assert reading.read(f"KẾ HOẠCH\nHè\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. {said}.\n").tasks == ()


HEAD = "UBND XÃ AN BÌNH\nSố: 2/{}-UBND\nAn Bình, ngày 20 tháng 01 năm 2026\n{}\nHè\n\n"
PLAN = HEAD.format("KH", "KẾ HOẠCH")


def given_to(text: str) -> list[tuple[str, str]]:
    """Who leads each task, and its day or rule."""
    return [
        (
            "; ".join(leaf.value for leaf in task.lead),
            str(
                (task.deadline.date or task.deadline.recurrence or task.deadline.text).value
                if task.deadline
                else ""
            ),
        )
        for task in reading.read(text).tasks
    ]


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("gửi danh sách trước ngày 10/3/2026; tổng hợp kết quả trước ngày 20/4/2026", "2026-03-10"),
        ("lấy phiếu hằng ngày; tổng hợp vào thứ Sáu hằng tuần", "FREQ=DAILY"),
        ("họp hằng tuần; tổng kết trước ngày 10/12/2026", "2026-12-10"),
    ],
)
def test_of_two_deadlines_the_first_day_else_the_first_recurrence_counts(said: str, due: str) -> None:
    assert given_to(f"{PLAN}1. Giao Trạm Y tế {said}.") == [("Trạm Y tế", due)]


def test_a_line_of_nothing_but_bodies_stands_over_their_work() -> None:
    text = (
        "4. Phân công\n\nPhòng Kinh tế\nTham mưu nội dung trước ngày 10/6/2026.\n\n"
        "Phòng Tài nguyên và Môi trường; Phòng Văn hóa - Xã hội\nChuẩn bị văn bản trả lời.\n"
    )
    assert given_to(PLAN + text) == [
        ("Phòng Kinh tế", "2026-06-10"),
        ("Phòng Tài nguyên và Môi trường; Phòng Văn hóa - Xã hội", ""),
    ]


def test_a_part_is_called_by_what_stands_under_its_number() -> None:
    text = (
        "PHẦN I\nKẾT QUẢ\n1. Trạm Y tế khám 200 người.\n\nPHẦN II\nKIẾN NGHỊ\n"
        "1. Đề nghị UBND huyện phê duyệt quy hoạch trong quý I/2026.\n"
    )
    assert given_to(HEAD.format("BC", "BÁO CÁO") + text) == [("UBND huyện", "2026-03-31")]


def test_what_a_letter_of_request_asks_of_whom_is_work() -> None:
    text = (
        "Xã có 214 hộ. Trạm Y tế đã khám 806 người.\n\nUBND xã kính đề nghị UBND huyện:\n\n"
        "1. Thẩm định thiết kế trước ngày 30/6/2026.\n\nTrong khi chờ, UBND xã giao Công an xã cắm biển cảnh báo.\n\n"
        "UBND xã trân trọng đề nghị UBND huyện quan tâm, xem xét./.\n"
    )
    assert given_to(HEAD.format("TTr", "TỜ TRÌNH") + text) == [
        ("UBND huyện", "2026-06-30"),
        ("Công an xã", ""),
    ]


def test_a_sentence_ends_after_a_year_whatever_follows() -> None:
    text = "1. Văn phòng trình quy chế trước ngày 25/8/2026. TTPVHCC xã hướng dẫn dân, mỗi tuần 1 buổi.\n"
    assert given_to(PLAN + text) == [("Văn phòng", "2026-08-25"), ("TTPVHCC xã", "FREQ=WEEKLY")]


def test_whom_a_telegram_goes_to_is_told_nothing_by_the_weather() -> None:
    text = (
        "CHỦ TỊCH UBND XÃ ĐIỆN:\n\n- Trưởng các thôn;\n- Các đơn vị liên quan.\n\n"
        "Dự báo trưa ngày 28/10/2026 bão đổ bộ. Hiện còn 14 tàu.\n\n1. Công an xã chặt cành cây.\n"
    )
    assert given_to(HEAD.format("CĐ", "CÔNG ĐIỆN") + text) == [("Công an xã", "")]


def test_an_abstract_beside_the_day_goes_on_on_the_next_line() -> None:
    text = (
        "BỘ NỘI VỤ\nSố: 3/BNV-CQ\nV/v bố trí trụ sở sau       Hà Nội, ngày 02 tháng 6 năm 2024\nsắp xếp xã\n\n"
        "Kính gửi: Ủy ban nhân dân tỉnh\n\nThực hiện Nghị quyết số 35/NQ-CP ngày 12/7/2023 của Chính phủ về sắp xếp xã"
        ", đến ngày 25/5/2024 đã có 40 hồ sơ.\n"
    )
    found = reading.read(text)
    assert found.title and found.title.value == "bố trí trụ sở sau sắp xếp xã"
    assert [one.value for one in found.bases] == [
        "Thực hiện Nghị quyết số 35/NQ-CP ngày 12/7/2023 của Chính phủ về sắp xếp xã"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dân vận khéo ở quận\n\nCác phường thực hiện Nghị quyết số 97/2019/QH14 của Quốc hội.\n",
        "Dân vận khéo\n\n" + "Người dân phấn khởi. " * 150 + "\nSố liệu theo Nghị định số 32/2021/NĐ-CP.\n",
        "KẾ HOẠCH\nHè\n\nCăn cứ Chỉ thị\nsố 05-CT/TW ngày 15/5/2016;\n1. Giao Trạm Y tế khám cho trẻ.\n",
    ],
)
def test_the_number_of_a_document_cited_is_not_the_document_s_own(text: str) -> None:
    found = reading.read(text)
    assert found.symbol is None and found.number is None
    assert "Không đọc được số, ký hiệu" in found.warnings
    assert [one.symbol.value for one, _ in found.references if one.symbol], "it stays among those cited"


@pytest.mark.parametrize(
    "head",
    [
        "UBND XÃ AN BÌNH\nSố: 12/KH-UBND\nKẾ HOẠCH\n", "UBND XÃ AN BÌNH Số: 12/KH-UBND\n\nKẾ HOẠCH\n",
        "KẾ HOẠCH\nSố 12/KH-UBND\n", "Số: 12/KH-UBND | An Bình, ngày 3 tháng 2 năm 2024\n",
        "UBND XÃ AN BÌNH     CỘNG HÒA XÃ HỘI\nSố: 12/KH-UBND     Độc lập - Tự do\nKẾ HOẠCH\n",
        "Kế hoạch số: 12/KH-UBND\n",
    ],
)  # fmt: skip
def test_a_number_of_the_head_is_the_document_s_own(head: str) -> None:
    found = reading.read(head + "Về hè\n\nCăn cứ Chỉ thị số 05-CT/TW;\n1. Giao Trạm Y tế khám cho trẻ.\n")
    assert found.symbol and found.symbol.value == "12/KH-UBND"


@pytest.mark.parametrize(
    ("said", "date"),
    [
        (
            "Nghị quyết này được HĐND xã khóa II, kỳ họp thứ 4 thông qua ngày 20 tháng 7 năm 2026./.",
            dt.date(2026, 7, 20),
        ),
        (
            "Nghị quyết đã được HĐND xã khóa II thông qua ngày 20/7/2026 và có hiệu lực ngay.",
            dt.date(2026, 7, 20),
        ),
        (
            "Thực hiện Nghị quyết số 5/NQ-HĐND được HĐND tỉnh thông qua ngày 20 tháng 7 năm 2026, nay sơ kết.",
            None,
        ),
        ("1. UBND xã trình Đề án đã được kỳ họp thông qua ngày 11/6/2025.", None),
        ("Dự toán thông qua ngày 11/6/2025 thay dự toán cũ.", None),
    ],
)
def test_the_day_of_adoption_is_the_document_s_own_only_where_it_says_so(
    said: str, date: dt.date | None
) -> None:
    found = reading.read(
        f"HỘI ĐỒNG NHÂN DÂN\nXÃ AN BÌNH\nSố: 3/NQ-HĐND\nNGHỊ QUYẾT\nVề hè\n\nĐiều 1. Hè\n{said}\n"
    )
    assert (found.date and found.date.value) == date
    assert any("lấy ngày thông qua" in one for one in found.warnings) == (date is not None)
    assert any("Không đọc được ngày" in one for one in found.warnings) == (date is None)


def test_news_of_what_was_done_gives_no_work() -> None:
    """Without type, number and signer: only what is given expressly or until a day, and it is said what was left."""
    found = reading.read(
        "Dân vận khéo ở quận\n\nCác cơ quan tư pháp đổi mới, tạo điều kiện cho người dân.\n"
        "UBND phường rà soát, niêm yết thủ tục hành chính.\n"
        "Quận ủy đã yêu cầu UBND quận rà soát quy chế trước ngày 30/11/2021.\n"
    )
    assert found.tasks == ()
    assert any(said.startswith("Văn bản không có loại, số và người ký; 3 câu") for said in found.warnings)
    part = reading.read("Giao Trạm Y tế khám cho trẻ.\nTrạm Y tế báo cáo UBND xã trước ngày 30/11/2026.\n")
    assert len(part.tasks) == 2


def _rule(task: dict[str, Any]) -> str:
    rule = task["deadline"]["recurrence"]
    return rule["value"] if rule else ""


@pytest.mark.skipif(
    not DATA.is_dir(), reason="../shared/data does not stand beside this checkout: NOT tried on the plan"
)
def test_the_plan_of_the_district_is_read_end_to_end() -> None:
    """307/KH-UBND: its tasks, its yearly duty, its references (DOMAIN §18.1)."""
    (path,) = (DATA / "documents" / "seeds").glob("001_*")
    found = check(path.read_text(encoding="utf-8"))
    assert found["issuer"]["value"] == "Ủy ban nhân dân quận Thanh Xuân"
    led = {body["value"] for task in found["tasks"] for body in task["lead"]}
    assert {"Phòng Nội vụ", "Văn phòng HĐND và UBND quận", "Phòng Văn hóa và Thông tin"} <= led
    duty = next(task for task in found["tasks"] if task["deadline"]["date"] or "BY" in _rule(task))
    assert any("phụ trách công tác dân vận" in task["text"]["value"] for task in found["tasks"]), (
        "read to its end"
    )
    assert duty["deadline"]["recurrence"]["value"] == "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"
    assert duty["deadline"]["text"]["value"] == "trước ngày 30/11 hàng năm"
    assert len([task for task in found["tasks"] if not task["lead"]]) == 7, (
        "what all are to do is for a person to give"
    )
    assert {one["symbol"]["value"] for one in found["references"]} == {
        "07-CT/TU", "274/KH-UBND", "23-QĐ/TW", "114-KL/TW", "97/2019/QH14", "32/2021/NĐ-CP", "04/2015/NĐ-CP",
        "16/CT-TTg",
        "18-NQ/TW", "19-NQ/TW",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("Đồng chí Ủy viên Ban Chấp", "hành Đảng bộ xã chủ trì"), ("Ban", "Thường vụ Đảng ủy chủ trì"),
        ("Đồng chí Uỷ viên Ban Ban", "lo việc này"), ("Ban Công tác Mặt trận các", "khối lo việc này"),
        ("Đồng chí Ủy viên Ban Thường vụ, Trưởng", "rà soát"), ("Ủy ban", "kiểm tra Đảng ủy xã"),
        ("Các", "tổ chức thu phí"),
    ],
)  # fmt: skip
def test_a_name_that_stops_in_the_middle_is_never_whole(name: str, after: str) -> None:
    assert not units.complete(f"{name} {after}", 0, len(name))


@pytest.mark.parametrize("name", [*BODIES, "Ban Chấp hành", "Đồng chí Phó Bí thư Thường trực", "Chủ tịch"])
def test_a_name_that_ends_where_names_end_is_whole(name: str) -> None:
    assert units.complete(f"{name} chủ trì rà soát", 0, len(name))


@pytest.mark.parametrize("mark", ["\t", " | ", " │ "])
@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"),
        ("TT", "Đầu việc", "Cơ quan chịu trách nhiệm", "Cơ quan tham gia", "Hạn xong"),
        ("Số TT", "Nhiệm vụ, giải pháp", "Phòng, ban thực hiện", "Phối hợp", "Tiến độ"),
        ("STT", "Tên đề án", "Cơ quan soạn thảo", "Phối hợp", "Tháng trình"),
        ("TT", "Chỉ tiêu", "Đầu mối", "Cùng làm", "Mốc hoàn thành"),
        ("TT", "Việc phải làm", "Ai chủ trì", "Ai phối hợp", "Xong trước"),
        ("TT", "Hạn chế, tồn tại", "Đơn vị khắc phục", "Đơn vị phối hợp", "Thời gian khắc phục"),
        ("STT", "Văn bản cần ban hành", "Chủ trì tham mưu", "Phối hợp", "Thời điểm trình"),
        ("STT", "Lĩnh vực, nội dung", "Chủ trì", "Phối hợp", "Kỳ hạn"),
        ("TT", "Biện pháp khắc phục", "Cơ quan thực hiện", "Cơ quan phối hợp", "Thời hạn hoàn thành"),
    ],
)
def test_tables_written_as_text_are_read_whatever_parts_their_columns(
    head: tuple[str, ...], mark: str
) -> None:
    """Also a cell that holds several lines, and a row that only heads others."""
    rows = (
        head,
        ("A", "TRÌNH TẬP THỂ ỦY BAN", "", "", ""),
        ("1", "Rà soát quy hoạch chợ", "Văn phòng HĐND và UBND xã; Phòng Kinh tế", "Công an xã", "30/6/2026"),
        ("2", "Kiểm tra công vụ\ntại các thôn", "Phòng Văn hóa - Xã hội", "", "Quý III/2026"),
    )
    edge = "" if mark == "\t" else mark.strip()
    table = "\n".join(f"{edge} {mark.join(row)} {edge}".strip(" ") for row in rows)
    found = check(f"KẾ HOẠCH\nCông tác năm 2026\n\nII. NỘI DUNG\n\n{table}\n\nNơi nhận:\n- Lưu: VT.\n")
    assert [
        ([one["value"] for one in task["lead"]], task["deadline"]["date"]["value"], task["text"]["value"])
        for task in found["tasks"]
    ] == [
        (["Văn phòng HĐND và UBND xã", "Phòng Kinh tế"], "2026-06-30", "Rà soát quy hoạch chợ"),
        (["Phòng Văn hóa - Xã hội"], "2026-09-30", "Kiểm tra công vụ tại các thôn"),
    ]


def rows(*cells: str) -> dict[str, Any]:
    """A plan of 2026 with one table: what, who leads, who helps, until when."""
    lines = "\n".join(f"{n} | {row}" for n, row in enumerate(cells, 1))
    return check(f"{PLAN}TT | Nội dung | Chủ trì | Phối hợp | Thời gian\n{lines}\n")


def names(found: list[dict[str, Any]]) -> list[str]:
    """The values of leaves."""
    return [one["value"] for one in found]


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Phòng Kinh tế, Hạ tầng và Đô thị", 1), ("Phòng Nông nghiệp và Môi trường", 1),
        ("Phòng Văn hóa, Khoa học và Thông tin", 1), ("Sở Văn hóa, Thể thao, Gia đình và Du lịch", 1),
        ("Phòng Kinh tế, Hạ tầng và Đô thị, Công an xã", 2), ("Công an xã, Quân sự", 2),
        ("Phòng Kinh tế, Tư pháp", 2), ("Phòng Kinh tế, Hạ tầng và Công an xã", 3),
    ],
)  # fmt: skip
def test_a_body_of_several_fields_is_one_in_a_cell(cell: str, bodies: int) -> None:
    (task,) = rows(f"Rà soát quy hoạch chợ | {cell} | {cell} | 30/6/2026")["tasks"]
    assert len(task["lead"]) == len(task["cooperating"]) == bodies
    assert bodies > 1 or names(task["lead"]) == [cell]


@pytest.mark.parametrize("mark", ["-nt-", "nt", "Như trên", "″", '"', "- n.t -", "// ″ //"])
def test_a_cell_that_points_above_says_what_stands_there(mark: str) -> None:
    tasks = rows(
        "Rà soát quy hoạch chợ | Phòng Kinh tế | Công an xã; Trạm Y tế | 30/6/2026",
        f"Rà soát quy hoạch đất | {mark} | {mark} | {mark}",
        f"Rà soát quy hoạch bến | Văn phòng | {mark} | {mark}",
    )["tasks"]
    assert [names(one["lead"]) for one in tasks] == [["Phòng Kinh tế"], ["Phòng Kinh tế"], ["Văn phòng"]]
    assert all(names(one["cooperating"]) == ["Công an xã", "Trạm Y tế"] for one in tasks)
    assert all(one["deadline"]["date"]["value"] == "2026-06-30" for one in tasks)


def test_a_day_that_a_task_names_counts_before_the_span_of_its_column() -> None:
    (task,) = rows(
        "Ban hành kế hoạch. Chậm nhất ngày 20/02/2026 | Phòng Kinh tế | | Quý IV/2025 và Quý I/2026"
    )["tasks"]
    first, second = task["deadlines"]
    assert first["date"]["value"] == "2026-02-20" and first["text"]["confidence"] < 0.85
    assert second["text"]["value"] == "Quý IV/2025 và Quý I/2026" and second["date"] is None


def test_a_day_of_the_column_and_one_of_the_task_are_both_looked_at() -> None:
    (task,) = rows("Gửi dự thảo trước ngày 20/02/2026 | Phòng Kinh tế | | 31/3/2026")["tasks"]
    assert [(one["date"]["value"], one["text"]["confidence"]) for one in task["deadlines"]] == [
        ("2026-03-31", 0.8),
        ("2026-02-20", 0.8),
    ]


@pytest.mark.parametrize("line", ["DỰ THẢO", "Dự thảo lần 2", "(Dự thảo)", "DỰ THẢO NGÀY 10/3"])
def test_a_draft_is_said_to_be_one(line: str) -> None:
    found = reading.read(f"{line}\n{PLAN}1. Giao Trạm Y tế lập dự thảo kế hoạch.")
    assert any("dự thảo" in said for said in found.warnings)
    assert not any("dự thảo" in said for said in reading.read(f"{PLAN}1. Dự thảo kế hoạch.").warnings)


def test_what_a_group_is_charged_with_until_a_day_is_a_task() -> None:
    head = HEAD.format("QĐ", "QUYẾT ĐỊNH\nVề việc thành lập Tổ công tác")
    said = "Tổ công tác có nhiệm vụ: chủ trì tham mưu kế hoạch dân vận trước 25 hằng tháng."
    for mark in ("", "1. ", "Điều 2. "):
        assert given_to(f"{head}{mark}{said}") == [("Tổ công tác", "FREQ=MONTHLY;BYMONTHDAY=25")]


@pytest.mark.parametrize(
    "said",
    [
        "Kính gửi: Sở Nội vụ; UBND các xã, phường.", "Kính gửi:\n- Sở Nội vụ;\n- UBND các xã, phường.",
        "Kính gửi: - Sở Nội vụ;\n- UBND các xã, phường.",
    ],
)  # fmt: skip
def test_to_whom_a_letter_is_written_is_read(said: str) -> None:
    text = (
        f"UBND XÃ AN BÌNH\nSố: 3/UBND-VP\nV/v rà soát biên chế\nAn Bình, ngày 02 tháng 6 năm 2026\n\n{said}\n\n"
        "Đề nghị Sở Nội vụ cho ý kiến trước ngày 30/6/2026.\n"
    )
    found = check(text)
    assert names(found["addressees"]) == ["Sở Nội vụ", "UBND các xã, phường"]
    assert [text[slice(*one["span"])] for one in found["addressees"]] == names(found["addressees"])


@pytest.mark.parametrize("said", ["ngày 31/4/2026", "ngày 31 tháng 4 năm 2026"])
def test_a_day_that_no_calendar_has_is_said_wherever_it_is_written(said: str) -> None:
    found = reading.read(f"{PLAN}1. Giao Trạm Y tế rà soát theo Kế hoạch số 12/KH-UBND {said} của UBND xã.")
    assert f"“{said}” không có trong lịch; cần người xem ghi ngày đúng" in found.warnings
    late = reading.read(f"{PLAN}1. Giao Trạm Y tế sơ kết sau ngày 31/02/2026.")
    assert any("31/02/2026" in one for one in late.warnings)


@pytest.mark.parametrize(
    ("cell", "bodies"),
    [
        ("Văn phòng UBND tỉnh", ["Văn phòng UBND tỉnh"]), ("Văn phòng\nUBND tỉnh", ["Văn phòng UBND tỉnh"]),
        ("VP\nHĐND và UBND xã", ["VP HĐND và UBND xã"]), ("Sở\nNội vụ", ["Sở Nội vụ"]),
        ("Sở Văn hóa và\nThể thao", ["Sở Văn hóa và Thể thao"]), ("Giám đốc\nSở Y tế", ["Giám đốc Sở Y tế"]),
        ("Lãnh đạo Công an xã", ["Lãnh đạo Công an xã"]), ("Văn phòng\nUBND các xã", ["Văn phòng", "UBND các xã"]),
        ("Văn phòng\nCông an xã", ["Văn phòng", "Công an xã"]), ("Sở Nội vụ\nSở Y tế", ["Sở Nội vụ", "Sở Y tế"]),
        ("- Văn phòng\n- UBND tỉnh", ["Văn phòng", "UBND tỉnh"]),
        ("Hiệu trưởng\nCông an xã", ["Hiệu trưởng", "Công an xã"]),
        ("Chủ tịch\nPhó Chủ tịch", ["Chủ tịch", "Phó Chủ tịch"]),
        ("Phòng Kinh tế, Hạ tầng và\nĐô thị", ["Phòng Kinh tế, Hạ tầng và Đô thị"]),
        ("Văn phòng HĐND và\nUBND phường", ["Văn phòng HĐND và UBND phường"]),
        ("Phòng Văn hóa,\nKhoa học và Thông tin", ["Phòng Văn hóa, Khoa học và Thông tin"]),
        ("Phòng Kinh tế,\nHạ tầng và\nĐô thị\nCông an phường",
         ["Phòng Kinh tế, Hạ tầng và Đô thị", "Công an phường"]),
        ("Công an phường,\nTrạm Y tế", ["Công an phường", "Trạm Y tế"]),
    ],
)  # fmt: skip
def test_a_name_broken_at_the_end_of_a_line_of_a_cell_is_one(cell: str, bodies: list[str]) -> None:
    head = "\n|\n".join(("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"))
    row = "\n|\n".join(("1", "Rà soát quy hoạch chợ", cell, "Trạm Y tế", "30/6/2026"))
    (task,) = check(f"{PLAN}||\n{head}\n||\n{row}\n||\n")["tasks"]
    assert names(task["lead"]) == bodies


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("Phân công đồng chí Lê Thị Hoa, Phó Chủ tịch phụ trách tuyên truyền, hỗ trợ xây nhà.",
         "đồng chí Lê Thị Hoa, Phó Chủ tịch"),
        ("Phân công đồng chí Lê Thị Hoa, Phó Chánh Văn phòng, theo dõi tiến độ trước ngày 30/4/2026.",
         "đồng chí Lê Thị Hoa, Phó Chánh Văn phòng"),
        ("Phân công đồng chí Lê Thị Hoa, Phó Chủ tịch phụ trách chung trước ngày 30/4/2026.",
         "đồng chí Lê Thị Hoa, Phó Chủ tịch"),
        ("Phân công đồng chí Lê Thị Hoa, Phó Chủ tịch, kiểm tra Tổ phụ trách chợ trước ngày 30/4/2026.",
         "đồng chí Lê Thị Hoa, Phó Chủ tịch"),
        ("Phân công công chức theo dõi tiến độ trước ngày 30/4/2026.", "Văn phòng Đảng ủy"),
    ],
)  # fmt: skip
def test_a_person_assigned_under_a_body_is_told_and_not_the_body(said: str, lead: str) -> None:
    (task,) = check(f"{PLAN}1. Văn phòng Đảng ủy\n- {said}\n")["tasks"]
    assert names(task["lead"]) == [lead]


def test_small_posts_one_after_another_are_each_somebody() -> None:
    (task,) = check(
        f"{PLAN}1. Ban Công tác Mặt trận các thôn chủ trì, phối hợp với trưởng thôn, tổ trưởng tổ dân phố và các "
        "chi hội, chi đoàn tổ chức họp dân trước ngày 31/10/2026.\n"
    )["tasks"]
    assert names(task["cooperating"]) == ["Trưởng thôn", "Tổ trưởng tổ dân phố", "các chi hội, chi đoàn"]


def row_of(head: tuple[str, ...], *cells: str) -> dict[str, Any]:
    (task,) = check("{}||\n{}\n||\n{}\n||\n".format(PLAN, "\n|\n".join(head), "\n|\n".join(cells)))["tasks"]
    return task


WORK = ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian")


@pytest.mark.parametrize("said", ["Rà soát", "Họp", "Bế mạc"])
def test_a_row_of_few_letters_is_work_all_the_same(said: str) -> None:
    for until in ("30/6/2026", ""):
        task = row_of(WORK, "1", said, "Sở Nội vụ", "Sở Y tế", until)
        assert (task["text"]["value"], names(task["lead"])) == (said, ["Sở Nội vụ"])


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("trước 30/4 và 30/9 hằng năm", ["FREQ=YEARLY;BYMONTH=4,9;BYMONTHDAY=30"]),
        ("trước 30/4, 30/9 hàng năm", ["FREQ=YEARLY;BYMONTH=4,9;BYMONTHDAY=30"]),
        ("trước ngày 15/6 và ngày 15/12 hằng năm", ["FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"]),
        ("trước ngày 15/3, 15/6 và 15/12 hằng năm", ["FREQ=YEARLY;BYMONTH=3,6,12;BYMONTHDAY=15"]),
        ("trước ngày 30/4 và ngày 15/9 hằng năm",
         ["FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=15"]),
        ("dịp 30/4 và 30/9 hằng năm", ["FREQ=YEARLY;BYMONTH=4,9;BYMONTHDAY=30"]),
        ("hằng năm, trước 30/4 và 30/9", ["FREQ=YEARLY;BYMONTH=4,9;BYMONTHDAY=30"]),
        ("trong tháng 5, tháng 10 hằng năm", ["FREQ=YEARLY;BYMONTH=5,10"]),
        ("trong các tháng 3, 6, 9 và 12 mỗi năm", ["FREQ=YEARLY;BYMONTH=3,6,9,12"]),
        ("hằng năm (tháng 5, tháng 10)", ["FREQ=YEARLY;BYMONTH=5,10"]),
        ("trong quý II, quý IV hằng năm", ["FREQ=YEARLY;BYMONTH=6,12"]),
    ],
)  # fmt: skip
def test_several_days_of_every_year_are_all_read(said: str, rules: list[str]) -> None:
    cell = row_of(WORK, "1", "Rà soát quy hoạch chợ", "Sở Nội vụ", "Sở Y tế", said[0].upper() + said[1:])
    (told,) = check(f"{PLAN}1. Giao Sở Nội vụ rà soát quy hoạch chợ {said}.\n")["tasks"]
    for task in (cell, told):
        found = task["deadlines"]
        assert [one["recurrence"]["value"] for one in found if one["recurrence"]] == rules
        assert not any(one["date"] for one in found)
        assert all(one["before"] == ("trước" in said) for one in found)


@pytest.mark.parametrize(
    ("said", "due", "earlier"),
    [
        ("Quý I/2026, chậm nhất ngày 20/02/2026", "2026-02-20", []),
        ("Quý I/2026 (chậm nhất ngày 20/02/2026)", "2026-02-20", []),
        ("Quý I/2026, muộn nhất 20/2", "2026-02-20", []),
        ("Quý I/2026\nChậm nhất ngày 20/02/2026", "2026-02-20", []),
        ("Tháng 3/2026 (xong trước ngày 20/3/2026)", "2026-03-20", []),
        ("Chậm nhất ngày 20/02/2026 (quý I/2026)", "2026-02-20", []),
        ("Tháng 2 và tháng 3/2026, chậm nhất ngày 20/3/2026", "2026-03-20", ["2026-02-28"]),
        ("Quý I/2026; quý II/2026, chậm nhất ngày 20/5/2026", "2026-05-20", ["2026-03-31"]),
        ("Trước ngày 20/02/2026, quý II/2026", "2026-06-30", ["2026-02-20"]),
    ],
)
def test_the_last_day_said_beside_a_span_is_the_deadline(said: str, due: str, earlier: list[str]) -> None:
    task = row_of(WORK, "1", "Rà soát quy hoạch chợ", "Sở Nội vụ", "Sở Y tế", said)
    assert [one["date"]["value"] for one in task["deadlines"]] == [due]
    assert task["deadline"]["text"]["value"] == " ".join(said.split())
    assert task["deadline"]["earlier"] == earlier


def test_a_sentence_with_a_span_and_a_last_day_is_due_on_the_day() -> None:
    said = "từ tháng 1 đến tháng 3/2026, chậm nhất ngày 20/3/2026"
    (task,) = check(f"{PLAN}1. Giao Sở Nội vụ rà soát quy hoạch chợ {said}.\n")["tasks"]
    assert [one["date"]["value"] for one in task["deadlines"]] == ["2026-03-20"]


def test_a_column_of_last_days_says_the_deadline_and_the_column_of_times_stays_in_words() -> None:
    head = ("TT", "Nội dung", "Chủ trì", "Thời gian thực hiện", "Hạn hoàn thành")
    row = ("1", "Rà soát quy hoạch chợ", "Sở Nội vụ", "Quý I/2026")
    task = row_of(head, *row, "Chậm nhất ngày 20/02/2026")
    said = [(one["text"]["value"], one["date"] and one["date"]["value"]) for one in task["deadlines"]]
    assert said == [("Chậm nhất ngày 20/02/2026", "2026-02-20"), ("Quý I/2026", None)]
    assert row_of(head, *row, "")["deadline"]["date"]["value"] == "2026-03-31"
    unsaid = row_of(head, *row, "Theo yêu cầu")["deadlines"]
    assert [one["text"]["value"] for one in unsaid] == ["Quý I/2026", "Theo yêu cầu"]
    assert unsaid[0]["date"]["value"] == "2026-03-31"
