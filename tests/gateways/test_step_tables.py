"""Step tables of decisions, from Word and Excel: columns by their headings, merged cells, totals, nothing invented."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

from motcua.areas.procedures.ports import ProcessReading
from motcua.areas.procedures.queries import faults_of, for_engine
from motcua.gateways.national_catalogue import read_processes
from motcua.gateways.step_tables import read_tables
from motcua.rules.deadlines import Limit, TimeUnit
from tests.gateways.office_files import HEAD, SINGLE, TOTAL, excel, word

THREE_DAYS = Limit(Decimal(3), TimeUnit.WORKING_DAY)
TITLE = "1. Quy trình: “Cấp Giấy xác nhận tình trạng hôn nhân” (Mã TTHC: 1. 004873)"


def hours(reading: ProcessReading, number: int = 0) -> list[Decimal]:
    return [step.hours for step in reading.processes[number].steps]


def doubts(reading: ProcessReading) -> str:
    return "; ".join(doubt.text for doubt in reading.doubts)


def test_a_word_table_is_read_with_its_procedure_decision_and_total() -> None:
    reading = read_tables(word("Kèm theo Quyết định số 2022/QĐ-UBND", TITLE, [HEAD, *SINGLE, TOTAL]))
    (one,) = reading.processes
    assert (one.codes, one.decision) == (("1.004873",), "2022/QĐ-UBND")
    assert one.name == "Cấp Giấy xác nhận tình trạng hôn nhân"
    assert hours(reading) == [4, 12, 4, 4, 0]
    assert [step.duty for step in one.steps] == ["receive", "process", "sign", "stamp", "return"]
    assert faults_of(for_engine(one.steps), THREE_DAYS) == []
    assert (reading.doubts, reading.rejected) == ((), ())


def test_an_excel_table_reads_alike_numbers_take_the_unit_of_the_heading() -> None:
    head = ("TT", "Trình tự thực hiện", "Đơn vị, chức danh", "Thời gian (ngày)", "Kết quả")
    times = (0.5, 1.5, 0.5, 0.5, "")
    rows = [
        (TITLE,),
        head,
        *((n, *row[1:3], time) for n, (row, time) in enumerate(zip(SINGLE, times, strict=True), 1)),
    ]
    reading = read_tables(excel([*rows, ("Tổng cộng", "", "", 3)], merged=["A8:C8"]))
    assert hours(reading) == [4, 12, 4, 4, 0]
    assert reading.processes[0].stated == "3 ngày"
    assert reading.processes[0].codes == ("1.004873",)
    assert doubts(reading) == ""


def test_halves_and_quarters_are_read_and_a_bare_number_without_a_unit_is_doubted() -> None:
    head = ("TT", "Trình tự thực hiện", "Chức danh", "Thời gian", "Kết quả")
    times = ("3 giờ rưỡi", "½ giờ", "1½ ngày", "0.25", "")
    rows = [(n, *row[1:3], time) for n, (row, time) in enumerate(zip(SINGLE, times, strict=True), 1)]
    reading = read_tables(excel([(TITLE,), head, *rows]))
    assert hours(reading) == [Decimal("3.5"), Decimal("0.5"), 12, 0, 0]
    assert "bước 4: thời gian ghi “0.25”, không rõ là ngày hay giờ" in doubts(reading)


def test_cells_merged_downwards_belong_to_every_row_and_a_shared_time_counts_once() -> None:
    rows = [
        HEAD, SINGLE[0], ("Bước 2", "Thẩm định", "Công chức tư pháp", "02 ngày", ""),
        ("Bước 3", "Xác minh", None, None, ""), SINGLE[2], SINGLE[4], TOTAL,
    ]  # fmt: skip
    reading = read_tables(word(TITLE, rows))
    assert hours(reading) == [4, 16, 0, 4, 0]
    assert reading.processes[0].steps[2].post == "Công chức tư pháp"
    assert "bước 3: chung ô thời gian với bước trên" in doubts(reading)


def test_several_tables_and_procedures_in_one_file_are_told_apart() -> None:
    other = TITLE.replace("1. 004873", "1.001193")
    both = "Áp dụng cho: 1.000001, 1.000002"
    reading = read_tables(word(
        "Danh mục thủ tục", [("TT", "Tên thủ tục", "Mã số"), ("1", "Khai sinh", "1.001193")],
        TITLE, [HEAD, *SINGLE, TOTAL], other, [HEAD, *SINGLE[:4]], "Tổng thời gian giải quyết: 5 ngày",
        both, [HEAD, *SINGLE],
    ))  # fmt: skip
    assert [one.codes for one in reading.processes] == [
        ("1.004873",),
        ("1.001193",),
        ("1.000001", "1.000002"),
    ]
    assert reading.processes[1].stated.endswith("5 ngày")
    assert "tổng các bước 3 ngày, bảng ghi 5 ngày" in doubts(reading)


def test_one_table_with_a_section_for_each_procedure() -> None:
    def section(title: str) -> tuple[str, ...]:
        return (title, "<", "<", "<", "<")

    rows = [
        HEAD,
        section("I. Thủ tục 1.004873"),
        *SINGLE,
        TOTAL,
        section("II. Thủ tục 1.001193"),
        *SINGLE,
        TOTAL,
    ]
    reading = read_tables(word(rows))
    assert [(one.codes, len(one.steps)) for one in reading.processes] == [
        (("1.004873",), 5),
        (("1.001193",), 5),
    ]


def test_a_table_that_goes_on_over_the_page_is_one_process() -> None:
    reading = read_tables(word(TITLE, [HEAD, *SINGLE[:2]], "", [HEAD, *SINGLE[2:], TOTAL]))
    assert hours(reading) == [4, 12, 4, 4, 0]
    assert len(reading.processes) == 1


def test_what_is_not_written_is_not_invented() -> None:
    rows = [
        HEAD, SINGLE[0], ("2", "", "Công chức", "1 ngày", ""),
        ("2", "Thẩm định song song", "Công chức", "2 - 3 ngày", ""), ("3", "Ký", "", "", ""), SINGLE[4],
    ]  # fmt: skip
    reading = read_tables(word(rows))
    assert [row.reason for row in reading.rejected] == ["bảng 1, dòng 3: không có nội dung công việc"]
    said = doubts(reading)
    for words in (
        "không rõ quy trình của thủ tục nào", "làm song song với bước khác", "không rõ lấy số nào",
        "bước 3: không có thời gian", "bước 3: không ghi ai làm", "không ghi tổng thời gian",
    ):  # fmt: skip
        assert words in said
    assert hours(reading) == [4, 0, 0, 0]


def test_a_second_line_of_headings_and_counted_columns_are_no_steps() -> None:
    head = [("TT", "Nội dung", "Trách nhiệm", "<", "Thời gian"), (None, None, "Đơn vị", "Chức danh", None)]
    row = ("1", "Tiếp nhận hồ sơ", "Trung tâm", "Công chức một cửa", "4 giờ")
    reading = read_tables(word(TITLE, [*head, ("(1)", "(2)", "(3)", "(4)", "(5)"), row]))
    assert [(step.step, step.post) for step in reading.processes[0].steps] == [
        ("Tiếp nhận hồ sơ", "Trung tâm – Công chức một cửa")
    ]


def test_any_other_file_is_refused_with_its_reason() -> None:
    for content in (b"", b"PK\x03\x04broken", b"%PDF-1.7", word("Chỉ có chữ"), excel([("a", "b")])):
        reading = read_tables(content)
        assert reading.processes == ()
        assert len(reading.rejected) == 1


def test_the_real_processes_survive_the_way_through_word(shared: Path) -> None:
    source = shared / "internal-processes" / "processes.json"
    listed = json.loads(source.read_text(encoding="utf-8"))
    known = read_processes(source.read_bytes())
    parts: list[object] = []
    for number, one in enumerate(listed[:18], 1):
        rows = [
            (f"B{step['no']}", *(str(cell or "") for cell in [*step["cells"], "", "", ""][:4]))
            for step in one["steps"]
        ]
        parts += [f"Quy trình số {number}: (Mã: 9.{number:06d})", [HEAD, *rows]]
    reading = read_tables(word(*parts))
    assert [one.codes for one in reading.processes] == [(f"9.{n:06d}",) for n in range(1, 19)]
    same = Counter(
        sum(step.hours for step in one.steps) == sum(step.hours for step in other.steps)
        for one, other in zip(reading.processes, known.processes, strict=False)
    )
    assert same[True] >= 16, same
