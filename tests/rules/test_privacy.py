"""What in a public text may be somebody's own."""

import pytest

from motcua.rules.impossible import Invalid
from motcua.rules.privacy import check_public, personal


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
