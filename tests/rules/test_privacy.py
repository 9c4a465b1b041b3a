"""What in a public text may be somebody's own."""

import pytest

from motcua.rules.impossible import Invalid
from motcua.rules.privacy import (
    check_coded,
    check_no_denouncer,
    check_public,
    check_unnamed,
    masked,
    named,
    personal,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ông Phan Văn Riêng Tư, số điện thoại 0913555777", ["0913555777"]),
        ("hộ ông Lê Văn Ba, 0912345678, CCCD 001185000123", ["0912345678", "001185000123"]),
        ("gọi 0913.555.777 hoặc +84 913 555 777", ["0913.555.777", "+84 913 555 777"]),
        ("(024) 3827 1234", ["(024) 3827 1234"]),
        ("CMND 012345678; 012 345 678", ["012345678", "012 345 678"]),
        ("thẻ 001.185.000.123", ["001.185.000.123"]),
        ("thư ba.le+1@vi-du.com.vn.", ["ba.le+1@vi-du.com.vn"]),
        ("xe 29A-123.45, 30H 12345, 29-B1 234.56, 29x5-1234", ["29A-123.45", "30H 12345", "29-B1 234.56", "29x5-1234"]),
        ("0913555777 và lại 0913555777", ["0913555777"]),
    ],
)  # fmt: skip
def test_what_may_be_somebodys_own(text: str, found: list[str]) -> None:
    assert personal(text) == found
    with pytest.raises(Invalid, match="Ai cũng sẽ đọc được"):
        check_public(text, "text")
    assert check_public(text, "text", impersonal=True) == text
    assert check_public(text, "text", denied=found) == text, "each was denied"
    with pytest.raises(Invalid, match=r"Ai cũng sẽ đọc được"):
        check_public(f"{text}; 0977 000 111", "text", denied=found)
    assert personal(masked(text)) == [] and not any(one in masked(text) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Đã dọn sạch bãi rác cuối ngõ 42 phố Cổ Linh ngày 01/12/2026, lúc 20h30",
        "chi 120.000.000 đồng, 250000000 đồng, 1.200.000.000 đồng",
        "mã PA-H26.145.00-261120-0012, NĐ 63/2010/NĐ-CP, 15/QĐ-UBND",
        "từ 03-12-2026 08:30 đến 05-12-2026; số nhà 12345, 2.500 m2",
        "tổng đài 1022, 1900 1234, 113",
    ],
)
def test_what_is_nobodys(text: str) -> None:
    assert personal(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hộ ông Bình ở ngõ 42 phản đối", ["ông Bình"]),
        ("Nhà bà Lan Anh, và Nguyễn Văn An nữa", ["bà Lan Anh", "Nguyễn Văn An"]),
        ("NGUYỄN THỊ HOA đã nói", ["NGUYỄN THỊ HOA"]),
        ("Bà con ngõ 42, các anh chị em công nhân lo lắng", []),
        ("Ngập ở đường Nguyễn Văn Cừ, phố Ông Ích Khiêm, phường Hai Bà Trưng", []),
        ("Trường Trần Quốc Toản thiếu chỗ; Lê Lợi, Trần Phú", []),
        ("Ông X ở tổ 5", []),
    ],
)
def test_names_of_people_are_found_and_those_of_places_passed_over(text: str, found: list[str]) -> None:
    assert named(text) == found


def test_a_text_about_many_names_nobody() -> None:
    assert check_unnamed("Nhiều hộ lo ngập", "worries") == "Nhiều hộ lo ngập"
    with pytest.raises(Invalid) as caught:
        check_unnamed("Ông Bình, số 0912345678", "worries")
    assert "Ông Bình, 0912345678" in str(caught.value)
    assert check_unnamed("Cụ Rùa ở hồ", "worries", impersonal=True)


@pytest.mark.parametrize(
    "text",
    [
        "Chuyển đơn tố cáo của ông Vũ Hoàng Lạ",
        "V/v xử lý đơn tố cáo của Lạ",
        "Nội dung tố cáo, người gửi Nguyễn Văn An",
        "Thư tố cáo do công dân 0912345678 gửi",
    ],
)
def test_a_register_for_everybody_does_not_say_who_denounces(text: str) -> None:
    with pytest.raises(Invalid, match="danh tính được niêm phong"):
        check_no_denouncer(text, "abstract")


def test_documents_about_denouncing_in_general_are_registered() -> None:
    for text in (
        "Báo cáo công tác giải quyết khiếu nại, tố cáo năm 2026",
        "Về việc nâng lương bà Trần Thị Hoa",
    ):
        assert check_no_denouncer(text, "abstract") == text


def test_people_stand_by_the_code_of_their_matter() -> None:
    assert check_coded("Đơn DT-H26.145.00-261014-0003 quá hạn", "text")
    with pytest.raises(Invalid, match="ông Bình"):
        check_coded("Việc của ông Bình", "text")
