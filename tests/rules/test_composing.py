"""What somebody types line by line is read as the parts of a document."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.composing import blocks, ended, gaps

PLAN = """I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao hiệu quả công tác dân vận.
2. Rà soát, thống kê các hộ.
a) Phòng Văn hóa - Xã hội chủ trì;
- Hằng tuần báo cáo
+ Khi có việc đột xuất
1.1. Nội dung

II. TỔ CHỨC THỰC HIỆN
| STT | Việc | Đơn vị |
|---|---|---|
| 1 | Rà soát | Văn phòng |
| 2 | Báo cáo
"""


RULES = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Quy chế này quy định.
Mục 2. Trình tự
Điều 2. Các ông bà chịu trách nhiệm thi hành."""


def test_headings_points_lists_and_tables() -> None:
    found = blocks(PLAN)
    assert [(one.kind, one.label, one.bold) for one in found] == [
        ("head", "I.", True), ("item", "1.", True), ("text", "", False), ("item", "2.", False), ("point", "a)", False),
        ("dash", "-", False), ("dash", "+", False), ("item", "1.1.", True), ("head", "II.", True), ("table", "", False),
    ]  # fmt: skip
    assert found[-1].text == "STT\tViệc\tĐơn vị\n1\tRà soát\tVăn phòng\n2\tBáo cáo\t"


def test_chapters_and_articles() -> None:
    found = blocks(RULES)
    assert [(one.kind, one.label, one.text) for one in found[:2]] == [
        ("part", "Chương I", "QUY ĐỊNH CHUNG"), ("article", "Điều 1.", "Phạm vi điều chỉnh"),
    ]  # fmt: skip
    assert found[1].bold and found[3].kind == "section" and not found[4].bold


def test_sentences_that_begin_like_headings_stay_sentences() -> None:
    for line in (
        "Điều này thể hiện sự quan tâm.",
        "Chương trình phối hợp được ký, thực hiện tốt.",
        "2026 là năm đầu.",
        "Mục tiêu là giảm hộ nghèo.",
    ):
        assert blocks(line)[0].kind == "text", line


def test_what_skips_a_number_is_named() -> None:
    assert gaps(blocks("Điều 1. A.\nĐiều 2. B.\nĐiều 2a. C.\nĐiều 3. D.")) == []
    assert gaps(blocks("Điều 1. A.\nĐiều 3. B.\nI. MỘT\nIII. BA\nIV. BỐN")) == ["Điều 3.", "III."]


def test_the_last_words_are_marked() -> None:
    assert ended(blocks("Một.\nHai."))[-1].text == "Hai./."
    assert ended(blocks("Hai./."))[-1].text == "Hai./."
    assert ended(()) == ()
    assert ended(blocks("Một.\n| a |\n| b |"))[0].text == "Một.", "a table ends the text"


@given(st.text(alphabet="ĐiềuChươngIVX 12.)ab-+|\n:;", max_size=200))
def test_any_text_gives_blocks_and_loses_no_words(text: str) -> None:
    found = blocks(text)
    gaps(found)
    ended(found)
    kept = "".join(one.label + one.text for one in found)
    if "|" not in text:
        assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]
