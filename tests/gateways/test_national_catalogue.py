"""Readers of the national catalogue: small cases of every kind of fault, then anything at all."""

from __future__ import annotations

import gzip
import io
import json
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.areas.procedures.ports import Doubt, ProcedureRecord, Reading
from motcua.gateways.national_catalogue import read_procedures, read_processes, read_removed_papers
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit


def lines(*rows: object) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def one(row: dict[str, Any]) -> tuple[ProcedureRecord, list[str]]:
    reading = read_procedures(lines(row))
    assert not reading.rejected
    return reading.records[0], [doubt.text for doubt in reading.doubts]


def clean(**over: Any) -> dict[str, Any]:
    method = {"channel": "DIRECT", "time": 3.0, "unit": "WORKING_DAY", "time_text": None, "fees": []}
    paper = {"name": "- Tờ khai theo mẫu;", "original": 1, "copy": 0, "form_file": "Mau 1.docx"}
    return {
        "code": "1.000001",
        "name": "Thủ tục thử",
        "decision": "1/QĐ-BTP",
        "levels": ["xa"],
        "sector": "Hộ tịch",
        "subjects": ["Tổ chức (không bao gồm doanh nghiệp", "HTX)", "Công dân Việt Nam"],
        "steps": "Nộp hồ sơ.",
        "methods": [method],
        "dossier": [{"case": None, "items": [paper]}],
        "legal_basis": [{"symbol": "Luật số 60/2014/QH13", "title": "Luật Hộ tịch"}],
        "results": [{"name": "Giấy chứng nhận", "code": "KQ"}],
        "source_url": "https://dichvucong.gov.vn/1",
        **over,
    }


def way(**over: Any) -> list[dict[str, Any]]:
    return [{"channel": "DIRECT", "time": 3.0, "unit": "WORKING_DAY", "time_text": None, "fees": [], **over}]


def fees(label: str, amount: int | None, note: str | None) -> list[dict[str, Any]]:
    return way(fees=[{"label": label, "amount_vnd": amount, "note": note}])


def crawled(**over: str) -> dict[str, str]:
    return {
        "ma_thu_tuc": "1.000002",
        "ten_thu_tuc": "Thủ tục dính ô",
        "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
        "linh_vuc": "Lâm nghiệp",
        "so_quyet_dinh": "2/QĐ-BNNMT",
        "doi_tuong_thuc_hien": "Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức",
        "cach_thuc_thuc_hien": (
            "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến6 Ngày làm việcMiễn phí"
            "Trực tiếp6 Ngày làm việc50,000 VNĐ(mỗi giấy (bản))Nộp tại nơi tiếp nhận"
        ),
        "thanh_phan_ho_so": (
            "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị theo mẫu.Mẫu số 12.docx1 bản chính"
            "Bản sao giấy phép: 02 bản sao có xác nhận;0 bản chính,2 bản sao"
        ),
        "can_cu_phap_ly": (
            "Tên văn bản pháp lýMã văn bảnLuật 54/2014/QH1354/2014/QH13Thông tư về rừng26/2025/TT-BNNMT"
        ),
        "ket_qua_xu_ly": "Giấy phépMã: KQ.G10.000291Văn bản từ chốiMã: KQ.G10.000292Từ khóaKhông có thông tin",
        "trinh_tu_thuc_hien": "Bước 1: nộp hồ sơ.",
        "co_quan_thuc_hien": "Chi cục Kiểm lâm",
        **over,
    }


def test_a_parsed_procedure_is_read_whole() -> None:
    record, doubts = one(clean())
    assert (record.code, record.name, record.field, record.levels) == (
        "1.000001",
        "Thủ tục thử",
        "Hộ tịch",
        ("commune",),
    )
    assert record.limit == Limit(Decimal(3), TimeUnit.WORKING_DAY)
    assert record.subjects == ("Tổ chức (không bao gồm doanh nghiệp, HTX)", "Công dân Việt Nam")
    assert record.papers[0].name == "Tờ khai theo mẫu;"
    assert record.papers[0].required
    assert record.legal_basis[0].symbol == "60/2014/QH13"
    assert record.forms == ("Mau 1.docx",)
    assert doubts == []


def test_a_time_without_unit_is_never_guessed() -> None:
    record, doubts = one(clean(methods=way(time=3.0, unit=None)))
    assert record.limit is None
    assert doubts == ["thời hạn không có đơn vị: “3”"]


def test_months_are_not_turned_into_days() -> None:
    record, doubts = one(clean(methods=way(time=6.0, unit="MONTH")))
    assert record.limit is None
    assert record.limit_text == "6 tháng"
    assert doubts == ["không dùng được thời hạn “6 tháng”"]


def test_different_times_are_told() -> None:
    record, doubts = one(clean(methods=way(time=5.0) + way(time=8.0)))
    assert record.limit == Limit(Decimal(8), TimeUnit.WORKING_DAY)
    assert "5 ngày làm việc, 8 ngày làm việc" in doubts[0]


def test_the_same_day_with_its_hour_is_read_from_the_words() -> None:
    told = "nếu tiếp nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
    record, _ = one(clean(methods=way(time=1.0, unit=None), steps=told))
    assert record.same_day
    assert record.limit is not None
    assert record.limit.same_day
    assert record.cutoff == Cutoff.AFTER_15H
    other, doubts = one(clean(methods=way(time=1.0, unit=None), steps="trả trong tuần"))
    assert not other.same_day
    assert doubts


def test_free_with_a_note_that_the_province_decides_is_not_free() -> None:
    note = "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định."
    record, doubts = one(clean(methods=fees("Miễn phí", 0, note)))
    assert record.fees[0].amount is None
    assert record.fees[0].note == note
    assert "Miễn phí" in doubts[0]


@pytest.mark.parametrize(
    "note", [None, "Không có", "Không quy định.", "Không thu lệ phí theo Luật Hợp tác xã"]
)
def test_free_stays_free_when_nothing_is_said_against_it(note: str | None) -> None:
    record, doubts = one(clean(methods=fees("Miễn phí", 0, note)))
    assert record.fees[0].amount == 0
    assert doubts == []


def test_a_real_price_is_kept() -> None:
    record, doubts = one(clean(methods=fees("50,000 Việt Nam Đồng", 50000, "/giao dịch")))
    assert (record.fees[0].amount, record.fees[0].unit, record.fees[0].note) == (50000, "VND", "/giao dịch")
    assert doubts == []


@pytest.mark.parametrize(("label", "amount"), [("120 VNĐ", None), ("120,000 VNĐ", None), ("25 VNĐ", 25)])
def test_a_price_glued_to_a_time_is_doubted(label: str, amount: int | None) -> None:
    record, doubts = one(clean(methods=fees(label, amount, None)))
    assert record.fees[0].amount is None
    assert "dính liền" in doubts[0]


def test_customs_is_not_a_commune_matter() -> None:
    _, doubts = one(clean(sector="Hải quan", executing_authority="Chi cục Hải quan khu vực"))
    assert doubts == ["ghi cấp xã nhưng thuộc lĩnh vực hoặc cơ quan không có ở cấp xã"]


def test_no_legal_basis_is_doubted() -> None:
    assert one(clean(legal_basis=[]))[1] == ["không có căn cứ pháp lý"]


@pytest.mark.parametrize(
    "name",
    [
        "Văn bản ủy quyền (nếu có)",
        "Bản sao giấy chứng tử đối với trường hợp thay đổi chủ hộ",
        "Trường hợp trẻ bị bỏ rơi thì phải có biên bản",
    ],
)
def test_conditional_papers_are_not_required(name: str) -> None:
    group = {"case": None, "items": [{"name": "Đơn", "original": 1}, {"name": name, "original": 1}]}
    record, _ = one(clean(dossier=[group]))
    assert [paper.required for paper in record.papers] == [True, False]


def test_papers_only_shown_are_marked() -> None:
    group = {"case": "* Giấy tờ phải xuất trình:", "items": [{"name": "Hộ chiếu", "original": 1}]}
    record, _ = one(clean(dossier=[group]))
    assert (record.papers[0].kind, record.papers[0].case, record.papers[0].required) == ("present", "", True)


def test_instructions_in_the_list_of_papers_are_not_papers() -> None:
    notes = [{"name": "Cơ quan đăng ký có trách nhiệm tra cứu thông tin.", "original": 0, "copy": 0}]
    record, doubts = one(clean(dossier=[{"case": "* Lưu ý:", "items": notes}, *clean()["dossier"]]))
    assert [paper.name for paper in record.papers] == ["Tờ khai theo mẫu;"]
    assert record.remarks == ("Cơ quan đăng ký có trách nhiệm tra cứu thông tin.",)
    assert doubts == ["1 dòng trong thành phần hồ sơ là lời dặn, không phải giấy tờ"]


def test_glued_cells_are_taken_apart() -> None:
    record, doubts = one(crawled())
    assert record.levels == ("province", "commune")
    assert record.limit == Limit(Decimal(6), TimeUnit.WORKING_DAY)
    assert [(fee.amount, fee.note) for fee in record.fees] == [(0, ""), (50000, "mỗi giấy (bản)")]
    assert [item.channel for item in record.ways] == ["online", "counter"]
    assert record.ways[1].note == "Nộp tại nơi tiếp nhận"
    assert [(p.name, p.originals, p.copies) for p in record.papers] == [
        ("Đơn đề nghị theo mẫu.", 1, 0),
        ("Bản sao giấy phép: 02 bản sao có xác nhận;", 0, 2),
    ]
    assert record.papers[0].form_name == "Mẫu số 12.docx"
    assert [item.symbol for item in record.legal_basis] == ["54/2014/QH13", "26/2025/TT-BNNMT"]
    assert record.results == ("Giấy phép", "Văn bản từ chối")
    assert record.subjects == ("Tổ chức (không bao gồm doanh nghiệp, HTX)", "Cán bộ, công chức, viên chức")
    assert doubts == ["1 giấy tờ dính liền tên biểu mẫu hoặc số lượng"]


def test_a_count_glued_to_a_number_keeps_its_last_digit() -> None:
    record, doubts = one(
        crawled(thanh_phan_ho_so="--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn theo Mẫu số 121 bản chính")
    )
    assert (record.papers[0].name, record.papers[0].originals) == ("Đơn theo Mẫu số 12", 1)
    assert "1 giấy tờ dính liền tên biểu mẫu hoặc số lượng" in doubts


def test_time_and_fee_glued_in_a_crawled_row() -> None:
    record, doubts = one(
        crawled(
            cach_thuc_thuc_hien="Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến120 VNĐ(20.000 đ/tờ khai)"
        )
    )
    assert record.limit is None
    assert record.fees[0].amount is None
    assert "20.000 đ/tờ khai" in record.fees[0].note
    assert any("dính liền" in said for said in doubts)


def test_a_source_not_in_nfc_is_changed_and_told() -> None:
    record, doubts = one(crawled(ten_thu_tuc=unicodedata.normalize("NFD", "Thủ tục đăng ký kết hôn")))
    assert record.name == "Thủ tục đăng ký kết hôn"
    assert unicodedata.is_normalized("NFC", record.name)
    assert any("NFC" in said for said in doubts)


def test_rows_that_cannot_be_read_are_rejected_with_their_number() -> None:
    content = lines(clean()) + b"\n{broken\n" + lines({"methods": []}, [1], clean()) + b"\n\xff\xfe"
    reading = read_procedures(content)
    assert [record.code for record in reading.records] == ["1.000001"]
    assert [item.row for item in reading.rejected] == [2, 3, 4, 5, 6]
    assert "JSON" in reading.rejected[0].reason
    assert reading.rejected[1].reason == "thiếu mã thủ tục"
    assert "lặp lại" in reading.rejected[3].reason
    assert "UTF-8" in reading.rejected[4].reason


def test_gzip_and_arrays_and_byte_order_marks_are_opened() -> None:
    row = clean()
    for content in (
        gzip.compress(lines(row)),
        json.dumps([row]).encode(),
        b"\xef\xbb\xbf" + lines(row),
    ):
        assert read_procedures(content).records[0].code == "1.000001"
    assert "hỏng" in read_procedures(b"\x1f\x8bnothing").rejected[0].reason


def test_the_products_own_form_comes_back_as_it_was() -> None:
    record, _ = one(clean())
    again = read_procedures(lines(record.as_json())).records[0]
    assert again == record
    assert again.sha() == record.sha()


def test_a_pdf_that_is_none_is_rejected() -> None:
    assert "PDF" in read_procedures(b"%PDF-1.7 not at all").rejected[0].reason


def test_a_sheet_of_the_portal_is_read() -> None:
    from pypdf import PdfWriter

    blank = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(blank)
    assert (
        read_procedures(blank.getvalue()).rejected[0].reason == "không phải phiếu chi tiết thủ tục hành chính"
    )


# --- internal processes --------------------------------------------------------------------------------------


def step(work: str, post: str, time: str | None) -> dict[str, Any]:
    return {"cells": [work, post, time or "Không tính thời gian"], "time_text": time}


def process(stated: str | None = "03 ngày làm việc") -> dict[str, Any]:
    return {
        "decision": "1/QĐ-UBND",
        "code_guess": "1.000001",
        "stated": stated,
        "steps": [
            step("Tiếp nhận hồ sơ", "Bộ phận TN&TKQ", "0,25 ngày làm việc"),
            step("Phân công", "Lãnh đạo Phòng Tư pháp", "1/4 ngày"),
            step("Thẩm định hồ sơ", "Chuyên viên Phòng Tư pháp", "08 giờ"),
            step("Xem xét", "Lãnh đạo Phòng Tư pháp", "0.5 ngày"),
            step("Ký", "Lãnh đạo UBND xã", "0,5 ngày"),
            step("Đóng dấu", "Văn thư", "0,5 ngày"),
            step("Trả kết quả", "Công chức TN&TKQ", None),
        ],
    }


def test_steps_get_hours_duties_and_kinds() -> None:
    reading = read_processes(json.dumps([process()]).encode())
    steps = reading.processes[0].steps
    assert [item.hours for item in steps] == [Decimal(x) for x in ("2", "2", "8", "4", "4", "4", "0")]
    assert [item.duty for item in steps] == [
        "receive",
        "review",
        "process",
        "review",
        "sign",
        "stamp",
        "return",
    ]
    assert [item.kind for item in steps] == ["receive", "work", "work", "work", "work", "result", "return"]
    assert reading.doubts == ()


def test_a_sum_that_differs_from_the_published_time_is_told() -> None:
    reading = read_processes(json.dumps([process("05 ngày làm việc")]).encode())
    assert [doubt.text for doubt in reading.doubts] == ["tổng các bước 3 ngày, công bố 5 ngày (R3.19)"]


def test_a_total_below_the_table_belongs_to_it() -> None:
    first, second = process(None), process("03 ngày làm việc")
    reading = read_processes(json.dumps([first, second]).encode())
    assert reading.processes[0].stated == "03 ngày làm việc"
    assert {doubt.severity for doubt in reading.doubts} == {"note"}


def test_processes_in_csv() -> None:
    content = (
        "process,decision,code_guess,stated_time,step,c1,c2,c3,time_text\n"
        '0,1/QĐ-UBND,1.000001,1 ngày,1,Tiếp nhận,TN&TKQ,"0,5 ngày","0,5 ngày"\n'
        '0,1/QĐ-UBND,1.000001,1 ngày,2,Thẩm định,Chuyên viên,"0,5 ngày","0,5 ngày"\n'
    )
    reading = read_processes(content.encode())
    assert [item.duty for item in reading.processes[0].steps] == ["receive", "process"]
    assert reading.doubts == ()


def test_a_process_without_steps_is_rejected() -> None:
    reading = read_processes(b'[{"steps": []}, {"codes": ["1"], "steps": "x"}, 3]')
    assert [item.row for item in reading.rejected] == [1, 2, 3]


# --- papers not to be asked for ------------------------------------------------------------------------------


def test_slipped_rows_of_the_resolution_are_rejected() -> None:
    content = (
        "code,component_replaced,database,legal_document\n"
        "1.000001,Căn cước,Cơ sở dữ liệu quốc gia về dân cư,Nghị định số 1/2020/NĐ-CP\n"
        "1.000002,Cơ sở dữ liệu quốc gia về dân cư,Bộ Công an,khoản 2 Điều 4\n"
        ",Căn cước,CSDL quốc gia về dân cư,x\n"
        "1.000001,Căn cước,Cơ sở dữ liệu quốc gia về dân cư,lặp\n"
    )
    rules, rejected = read_removed_papers(content.encode())
    assert [(rule.code, rule.component) for rule in rules] == [("1.000001", "Căn cước")]
    assert [item.row for item in rejected] == [3, 4]


# --- anything at all -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "Trực tiếp1 Ngày",
        "Miễn phí(",
        "0 bản chính,",
        "Mã: ",
        "Tên giấy tờMẫu đơn, tờ khaiSố lượng",
        "120 VNĐ",
        "½ ngày",
    ]
)
INNER = (
    "channel time unit fees label amount_vnd note items case original codes steps cells time_text hours limit amount "
    "papers process same_day cutoff"
)
KEYS = st.sampled_from([*clean(), *crawled(), *INNER.split()])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=6), inner, max_size=6)
    ),
    max_leaves=24,
)


def survives(reading: Reading) -> None:
    for record in reading.records:
        assert record.code
        assert record.name
        assert ProcedureRecord.from_json(json.loads(json.dumps(record.as_json()))) == record
    assert all(isinstance(doubt, Doubt) and doubt.text for doubt in reading.doubts)
    assert all(item.row >= 1 and item.reason for item in reading.rejected)


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_survived(content: bytes) -> None:
    survives(read_procedures(content))
    read_processes(content)
    read_removed_papers(content)


@given(st.lists(st.dictionaries(KEYS, JSON, max_size=8), max_size=3), st.booleans())
@settings(deadline=None, max_examples=120)
def test_any_json_is_survived(rows: list[dict[str, Any]], named: bool) -> None:
    if named:
        rows = [{**row, "code": "1.000001", "name": "Tên", "ten_thu_tuc": "Tên"} for row in rows]
        rows += [{**row, "ma_thu_tuc": "1.000002"} for row in rows]
    survives(read_procedures(json.dumps(rows).encode()))
    survives(read_procedures(lines(*rows)))
    read_processes(json.dumps(rows).encode())


@given(st.text(alphabet="Trựctiếpnyế1203(),.; bảnchínhsaoMã:KQ", max_size=120), st.text(max_size=60))
@settings(deadline=None, max_examples=200)
def test_any_glued_cells_are_survived(cell: str, other: str) -> None:
    row = crawled(cach_thuc_thuc_hien=cell, thanh_phan_ho_so="--Tên giấy tờMẫu đơn, tờ khaiSố lượng" + cell)
    survives(read_procedures(lines({**row, "can_cu_phap_ly": other, "ket_qua_xu_ly": cell + other})))
