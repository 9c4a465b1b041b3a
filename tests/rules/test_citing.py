"""References to legal documents: read wherever they stand, nothing read that is not written."""

import csv
import datetime as dt
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.citing import Reference, cited, distinct, normal, written
from motcua.rules.impossible import Invalid
from tests.rules.test_real_texts import DATA

ODD = "61/2000/TT-BNNPTNT/KH"
READ = (
    ("theo Nghị định số 41/2024/NĐ-CP ngày 09/02/2024 của Chính phủ về việc", "Nghị định số 41/2024/NĐ-CP ngày "
    "09/02/2024 của Chính phủ"),
    ("Chỉ thị 19/CT-TTg đã nêu", "Chỉ thị số 19/CT-TTg"),
    ("Kế hoạch số 25-KH/QU ngày 02/3/2023 của Ban Thường vụ Quận ủy về chủ đề năm", "Kế hoạch số 25-KH/QU ngày "
    "02/3/2023 của Ban Thường vụ Quận ủy"),
    ("Kết luận số 61-KL/TW, ngày 4.5.2022 của Ban Bí thư về", "Kết luận số 61-KL/TW ngày 04/5/2022 của Ban Bí thư"),
    ("Chỉ thị 21 ngày 8-6-2023 của Thủ tướng Chính phủ về tăng cường", "Chỉ thị số 21 ngày 08/6/2023 của Thủ tướng "
    "Chính phủ"),
    ("Luật Thư viện năm 2019;", "Luật Thư viện năm 2019"),
    ("Luật Cư trú số 68/2020/QH14;", "Luật Cư trú số 68/2020/QH14"),
    ("Luật Cư trú ngày 13 tháng 11 năm 2020;", "Luật Cư trú ngày 13/11/2020"),
    ("Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015;",
     "Luật Hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20/11/2015"),
    ("Nghị quyết Đại hội lần thứ XIV của Đảng, thi đua", "Nghị quyết Đại hội lần thứ XIV của Đảng"),
    ("Nghị\nquyết số 27/2023/NQ-\nHĐND ngày 5 tháng 7\nnăm 2023 của Hội đồng nhân dân tỉnh Lào Cai quy định",
     "Nghị quyết số 27/2023/NQ-HĐND ngày 05/7/2023 của Hội đồng nhân dân tỉnh Lào Cai"),
    ("nghi dinh so 41/2024/nd-cp ngay 9/2/2024", "Nghị định số 41/2024/NĐ-CP ngày 09/02/2024"),
    ("Nghị quyết số 5/NQ-СР của Chính phủ", "Nghị quyết số 05/NQ-CP của Chính phủ"),
    ("Thông tư số 9/2024/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch hướng dẫn",
     "Thông tư số 09/2024/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch"),
    ("Quyết định số 650/QĐ-LĐTBXH ngày 21/7/2022 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội (được điều chỉnh)",
     "Quyết định số 650/QĐ-LĐTBXH ngày 21/7/2022 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội"),
    ("Thông tư số 06/2022/TT-BTTTT của Bộ trưởng Bộ Thông\n\ntin và Truyền thông hướng dẫn",
     "Thông tư số 06/2022/TT-BTTTT của Bộ trưởng Bộ Thông tin và Truyền thông"),
    ("Công văn số 88/SNN-TTBVTV của Sở Nông nghiệp và Phát triển nông thôn, Phòng Nông nghiệp",
     "Công văn số 88/SNN-TTBVTV của Sở Nông nghiệp và Phát triển nông thôn"),
    ("Báo cáo thẩm tra số 164/BC-BKTNS của Ban Kinh tế - Ngân sách; Báo cáo", "Báo cáo số 164/BC-BKTNS của Ban Kinh "
     "tế - Ngân sách"),
    ("Báo cáo thẩm tra số 426/BC-UBPLTP15 ngày 03/6/2025 của Ủy ban Pháp luật và Tư pháp,",
     "Báo cáo số 426/BC-UBPLTP15 ngày 03/6/2025 của Ủy ban Pháp luật và Tư pháp"),
    ("Kế hoạch số 77/KH-BCĐ138 ngày 20/8/2025 của Ban Chỉ đạo 138 tỉnh, Ban Chỉ đạo xã", "Kế hoạch số 77/KH-BCĐ138 "
     "ngày 20/8/2025 của Ban Chỉ đạo 138 tỉnh"),
    ("Quyết định số 03-QĐ/BCĐ ngày 13/8/2025 của Ban Chỉ đạo về phát triển khoa học, công nghệ tỉnh ban hành",
     "Quyết định số 03-QĐ/BCĐ ngày 13/8/2025 của Ban Chỉ đạo về phát triển khoa học, công nghệ tỉnh"),
    ("CHỈ THỊ SỐ 27/CT-TTg CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ VIỆC TĂNG CƯỜNG", "Chỉ thị số 27/CT-TTg của THỦ TƯỚNG CHÍNH "
     "PHỦ"),
    ("Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 3129/TTr-SNV ngày 17/11/2025.", "Tờ trình số 3129/TTr-SNV "
     "ngày 17/11/2025 của Giám đốc Sở Nội vụ"),
    ("xét báo cáo của Sở Kế hoạch và Đầu tư tại Công văn số 884/SKHĐT-TH ngày 29/5/2024,", "Công văn số 884/SKHĐT-TH "
     "ngày 29/5/2024 của Sở Kế hoạch và Đầu tư"),
    ("theo chỉ đạo của Thủ tướng Chính phủ tại Thông báo số 157/TB-VPCP", "Thông báo số 157/TB-VPCP"),
    ("triển khai Luật Địa chất và Khoáng sản; tổng kết Nghị quyết số 106/2023/QH15 của Quốc hội",
     "Nghị quyết số 106/2023/QH15 của Quốc hội"),
)  # fmt: skip
"""What a text says, and the reference in its normal form."""


@pytest.mark.parametrize(("text", "said"), READ, ids=[said for _, said in READ])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_reference_is_read_and_written_in_one_form(text: str, said: str, form: str) -> None:
    given_text = unicodedata.normalize(form, text)
    (one,) = cited(given_text)
    assert str(one) == said
    start, end = one.span
    assert len(cited(given_text[start:end])) == 1
    assert str(cited(said)[0]) == said


def test_lists_share_their_type_and_what_is_said_at_their_end() -> None:
    first, second = cited("các Nghị định số 61/2018/NĐ-CP, 107/2021/NĐ-CP và các văn bản khác")
    assert [one.type and one.type.value for one in (first, second)] == ["Nghị định"] * 2
    assert first.issuer is None and second.date is None
    first, second = cited(
        "Nghị quyết số 21-NQ/TW và Nghị quyết số 22-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương"
    )
    assert first.date and second.date and first.date.value == second.date.value == dt.date(2022, 6, 16)
    assert first.date.confidence < second.date.confidence
    assert first.issuer and first.issuer.value == "Ban Chấp hành Trung ương"


def test_a_list_is_of_the_body_that_its_head_names() -> None:
    text = (
        "Căn cứ các Nghị định của Chính phủ: số 78/2025/NĐ-CP ngày 01/4/2025 hướng dẫn thi hành Luật Ban hành văn bản; "
        "số 187/2025/NĐ-CP sửa đổi Nghị định số 154/2020/NĐ-CP;\n\nsố 133/2025/NĐ-CP"
    )
    assert [one.issuer and one.issuer.value for one in cited(text)] == ["Chính phủ", "Chính phủ", None, None]
    text = "được Thủ tướng Chính phủ phê duyệt tại các Quyết định: số 36/QĐ-TTg về hạ tầng và số 1668/QĐ-TTg"
    assert [one.issuer and one.issuer.value for one in cited(text)] == ["Thủ tướng Chính phủ"] * 2
    first, second = cited("đề nghị của Bộ Tài chính tại Tờ trình số 844/TTr-BTC và Tờ trình số 18186/TTr-BTC")
    assert first.issuer and second.issuer and second.issuer.value == "Bộ Tài chính"


def test_what_changes_a_law_is_not_the_law() -> None:
    """The law that amends, and the one it amends, each with its own number."""
    text = (
        "Luật số 47/2024/QH15 sửa đổi, bổ sung một số điều của Luật Quy hoạch số 21/2017/QH14, Luật Nhà ở số "
        "27/2023/QH15; "
        "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật số 87/2025/QH15"
    )
    found = cited(text)
    assert [one.symbol and one.symbol.value for one in found] == [
        "47/2024/QH15", "21/2017/QH14", "27/2023/QH15", "87/2025/QH15",
    ]  # fmt: skip
    assert [one.title.value if one.title else "" for one in found][:3] == ["", "Quy hoạch", "Nhà ở"]
    assert {one.type and one.type.value for one in found} == {"Luật"}


NOTHING = (
    "họp 24/7, đạt 5/12 chỉ tiêu", "100.000/người", "từ ngày 2/9 đến 20/11/2025", "các quyết định của Chính phủ",
    "pháp luật năm 2024", "đường 40m và 48m", "Điều 5, khoản 2", "luật sư năm 2020", "nghị quyết của Đảng",
)  # fmt: skip
PIECES = (
    "Nghị định ", "số ", "32", "/", "2021/", "NĐ-CP", " ngày ", "29/3/2021", " của ", "Chính phủ", ", ", " và ", ";",
    "\n", "-", "KH/QU", "Luật ", "Đất đai ", "năm 2024", "sửa đổi, bổ sung một số điều của ", "\u0301", "\u200b",
    "Đại hội XIII", "(", "“", "tháng 2 năm 2020",
)  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_read_where_nothing_is_cited(text: str) -> None:
    assert cited(text) == ()


def test_a_day_that_does_not_exist_is_left_out() -> None:
    (one,) = cited("Quyết định số 12/QĐ-UBND ngày 31/02/2024 của Ủy ban nhân dân huyện")
    assert one.date is None and one.symbol and one.symbol.value == "12/QĐ-UBND"


def test_documents_are_told_apart_by_symbol_else_by_type_and_number() -> None:
    text = (
        "Chỉ thị số 19/CT-TTg; Chỉ thị số 19/CT-TTg ngày 01/8/2023 của Thủ tướng Chính phủ; thực hiện Chỉ thị số "
        "19; Luật Thư viện năm 2019; "
        "theo Luật Thư viện năm 2019"
    )
    (directive, places), (law, laws) = distinct(cited(text))
    assert len(places) == 3 and len(laws) == 2
    assert str(directive) == "Chỉ thị số 19/CT-TTg ngày 01/8/2023 của Thủ tướng Chính phủ"
    assert str(law) == "Luật Thư viện năm 2019"


def test_the_normal_form_keeps_zeros_of_long_numbers() -> None:
    assert normal("4/2015/NĐ-CP") == "04/2015/NĐ-CP"
    assert normal("0124 / KH – UBND") == "0124/KH-UBND"
    assert normal("18 - KH/QU") == "18-KH/QU"
    with pytest.raises(Invalid):
        normal("không số")
    assert written(type="Luật", title="Thư viện", year=2019) == "Luật Thư viện năm 2019"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_any_text_is_read_and_every_span_holds_what_was_read(text: str) -> None:
    found = cited(text)
    assert found == cited(text)
    for one in found:
        for part in (one, one.type, one.symbol, one.date, one.issuer, one.year, one.title):
            if part is not None:
                start, end = part.span
                assert 0 <= start < end <= len(text)


def test_a_long_hostile_text_takes_seconds_at_most() -> None:
    for piece in (
        "Luật sửa đổi, bổ sung một số điều của ",
        "1/2/3-A",
        "Nghị định số ",
        "12-KH/",
        "A-" * 50 + " 1/",
        "của Ban ",
        " " * 9 + "và",
    ):
        began = time.perf_counter()
        cited(piece * (40_000 // len(piece)))
        assert time.perf_counter() - began < 2, piece


@pytest.mark.skipif(
    not DATA.is_dir(), reason="../shared/data does not stand beside this checkout: NOT tried on real symbols"
)
def test_symbols_of_the_legal_tree_are_read_as_it_writes_them() -> None:
    """Every sixth of 3,620 documents of the codification: cited in a sentence, each is read as the same symbol."""
    with (DATA / "law-relations" / "phapdien_documents.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "/" in row["symbol"] and row["symbol"] != ODD]
    missed = []
    for row in rows[::6]:
        found: tuple[Reference, ...] = cited(
            f"Căn cứ {row['kind']} số {row['symbol']} ngày 01/02/2020 của Chính phủ về"
        )
        if len(found) != 1 or not found[0].symbol or found[0].symbol.value != normal(row["symbol"]):
            missed.append(row["symbol"])
    assert len(missed) <= 2, missed


def test_a_joint_document_is_of_all_who_made_it() -> None:
    text = (
        "Thông tư liên tịch số 58/2015/TTLT-BYT-BTNMT ngày 31/12/2015 của Bộ trưởng Bộ Y tế, Bộ trưởng Bộ Tài nguyên "
        "và Môi trường quy định về chất thải; Hướng dẫn số 21-HD/BTCTW ngày 18/10/2019 của Ban Tổ chức Trung ương."
    )
    assert [one.issuer and one.issuer.value for one in cited(text)] == [
        "Bộ trưởng Bộ Y tế, Bộ trưởng Bộ Tài nguyên và Môi trường",
        "Ban Tổ chức Trung ương",
    ]
