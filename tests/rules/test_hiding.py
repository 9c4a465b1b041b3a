"""Who denounces is hidden in what others read, however people write a name, a number, an address (R6.45)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.hiding import FIXED, hide

NAME = "Nguyễn Thị Hồng Khoắng"
SECRETS = ("001199088776", "0987612345", "khoang.79@thu-kin.example", "Số 7 ngõ Chùa Vua, phường Bồ Đề")
HIDDEN = [
    # the name
    "Nguyễn Thị Hồng Khoắng", "nguyen thi hong khoang", "NGUYỄN THỊ HỒNG KHOẮNG", "Nguyễn-Thị-Hồng-Khoắng",
    "Khoắng", "KHOẮNG", "Khoang",
    "Nguyễn Khoắng", "Hồng Khoắng", "hồng khoắng", "Thị Khoắng",
    "Khoắng Hồng", "Khoắng Nguyễn",
    "Nguyễn T.H. Khoắng", "N.T.H.Khoắng", "N. Khoắng", "NTH Khoắng", "Nguyễn Thị Hồng K.", "N.T.H.K.",
    "N g u y ễ n  T h ị  H ồ n g  K h o ắ n g", "K h o ắ n g",
    "facebook.com/khoang", "https://zalo.me/hong.khoang", "@khoang.nguyen", "nguyenkhoang@noi.khac.vn", "khoang1985",
    # numbers
    "0987612345", "0987 612 345", "0987.612.345", "(0987) 612-345", "0987/612/345", "+84 987 612 345", "84987612345",
    "+84 (0) 987 612 345", "0084987612345", "987612345",
    "001199088776", "001 199 088 776", "001.199.088.776",
    # the mailbox
    "khoang.79@thu-kin.example", "KHOANG.79@THU-KIN.EXAMPLE", "khoang.79 @ thu-kin.example",
    "khoang.79(a)thu-kin.example", "khoang.79 [at] thu-kin [dot] example", "khoang.79",
    # the address
    "Số 7 ngõ Chùa Vua, phường Bồ Đề", "số 7 ngõ Chùa Vua", "số 7, ngõ Chùa", "nhà số 7 ngo chua vua", "7 ngõ Chùa Vua",
    "ngõ Chùa Vua số 7", "ngõ Chùa, số nhà 7",
]  # fmt: skip
LEFT = [
    "Ông X ở phường Bồ Đề nhận tiền của dân khi đo đất.",
    "Bà Nguyễn Thị Lan và ông Hoàng Văn Hồng đã nộp.",
    "khoảng 5 triệu đồng, trong khoang thuyền, hoa hồng",
    "Khoảng 9 giờ, số 7 phố khác, ngõ Chùa Vua số 12",
    "số 0987612346, 10987612345, 0987612",
    "N.T.L. và Đ.V.K.",
    "facebook.com/phuongbode, congan.gov.vn",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, Độc lập - Tự do - Hạnh phúc",
]


@pytest.mark.parametrize("written", HIDDEN)
@pytest.mark.parametrize(
    "around", ["{}", "Tôi là {}, xin báo.", "Nộp cho ông X ({}) năm 2025", "Kính gửi\n{}\nký"]
)
def test_what_leads_to_the_denouncer_is_hidden(written: str, around: str) -> None:
    assert hide(around.format(written), SECRETS, "NTC-1", [NAME]) == around.format("NTC-1")


@pytest.mark.parametrize("text", LEFT)
def test_what_leads_to_nobody_is_left(text: str) -> None:
    assert hide(text, SECRETS, "NTC-1", [NAME]) == text


NAMES_THAT_ARE_WORDS = [
    # name, text, hidden
    ("Nguyễn Văn An", "An ký tên. Ông An nói, chị AN đưa.", "NTC ký tên. Ông NTC nói, chị NTC đưa."),
    ("Nguyễn Văn An", "An toàn, an ninh, Công an phường, bình an", "An toàn, an ninh, Công an phường, bình an"),
    ("Trần Thị Hoa", "Hoa bán hoa; Hòa thì không", "NTC bán hoa; Hòa thì không"),
    ("Trần Thị Bình", "Bình nói ở Ninh Bình giá bình thường", "NTC nói ở Ninh Bình giá bình thường"),
    ("Lê Thanh", "Thanh tra thành phố hỏi Thanh", "Thanh tra thành phố hỏi NTC"),
    ("Vũ An", "vụ án này của Vũ An, vu an", "vụ án này của NTC, NTC"),
    ("Trần Văn Nam", "NƯỚC VIỆT NAM, ông Nam, miền nam", "NƯỚC VIỆT NAM, ông NTC, miền nam"),
    ("Đỗ Thị Lan", "đi lan man; Đỗ Lan; Đ.T.Lan", "đi lan man; NTC; NTC"),
    ("Ý", "Ý kiến, đồng ý, bà Ý", "Ý kiến, đồng ý, bà NTC"),
    ("Hoàng Thị Hòa", "Hoà, Hòa và Hoa; hòa giải", "NTC, NTC và NTC; hòa giải"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "hidden"), NAMES_THAT_ARE_WORDS)
def test_a_name_that_is_a_word_is_hidden_where_it_begins_with_a_capital(
    name: str, text: str, hidden: str
) -> None:
    assert hide(text, (), "NTC", [name]) == hidden


def test_a_fixed_word_is_left_so_that_the_pseudonym_tells_no_name() -> None:
    for word in FIXED:
        for name in {part.title() for part in word.split()}:
            assert hide(f"Theo {word}.", (), "NTC", [f"Đặng Văn {name}"]) == f"Theo {word}."


OTHERS = "ông bà xã phường tổ dân phố đường số nhà nhận tiền đo đất xây sai phép 12 2025 Tạ Bùi Cao Lý Mai Quý 5,5 (x)"


@given(st.lists(st.sampled_from(OTHERS.split()), max_size=30), st.sampled_from([" ", ", ", "\n", " - "]))
def test_a_text_with_nothing_of_the_name_stays_as_it_is(words: list[str], between: str) -> None:
    text = between.join(words)
    assert hide(text, SECRETS, "NTC", [NAME]) == text


PARTS = ["Nguyễn Khoắng", "Khoắng", "N.T.H. Khoắng", "0987.612.345", "số 7 ngõ Chùa Vua"]


@given(st.lists(st.sampled_from([*OTHERS.split()[:20], *PARTS]), max_size=20))
def test_every_mention_is_hidden_and_nothing_else(words: list[str]) -> None:
    hidden = hide("; ".join(words), SECRETS, "NTC", [NAME])
    assert hidden == "; ".join("NTC" if word in PARTS else word for word in words)


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "N. " * 7_000, "K h o a n " * 2_000, "0987 " * 4_000, "@." * 10_000]
)
def test_no_long_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    hide(text, SECRETS, "NTC", [NAME])
    assert time.perf_counter() - began < 2


def test_several_in_one_text() -> None:
    said = (
        "Tôi là Đặng Thị  Ước, tức dang thi uoc (CCCD 001199000777), ở số 5 Cổ Linh; ĐẶNG THỊ ƯỚC ký. Ngõ 5"
    )
    hidden = hide(said, ["001199000777", "số 5 Cổ Linh", ""], "NTC-1", ["Đặng Thị Ước"])
    assert hidden == "Tôi là NTC-1, tức NTC-1 (CCCD NTC-1), ở NTC-1; NTC-1 ký. Ngõ 5"
    assert hide("Ngõ 5", ["ngo"], "X") == "X 5" and hide("ngon", ["ngo"], "X") == "ngon"


@pytest.mark.parametrize("said", ["ngõ Kim Sa 77", "77 ngõ Kim Sa", "77 phố Bát Tràng", "ngõ Kim, số nhà 77"])
def test_each_piece_of_an_address_with_the_house_is_hidden(said: str) -> None:
    assert (
        hide(f"Nhà tôi ở {said}, hôm qua", ["ngõ Kim Sa 77 phố Bát Tràng"], "Người A")
        == "Nhà tôi ở Người A, hôm qua"
    )
