"""A text names a hamlet or residential group however people write it; an address or two places name none."""

import pytest

from motcua.rules.places import named

PLACES = {
    "t3": "Tổ dân phố số 3", "t13": "Tổ dân phố số 13", "dong": "Thôn Đông", "donghoi": "Thôn Đông Hội",
    "kp1": "Khu phố 1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tổ dân phố số 3", "t3"),
        ("trước nhà văn hóa TDP 03, phường Long Biên", "t3"),
        ("TDP3", "t3"),
        ("ngõ 42, tổ 13", "t13"),
        ("to dan pho so 13", "t13"),
        ("gần đình thôn Đông", "dong"),
        ("thon dong, canh ao lang", "dong"),
        ("thôn Đông Hội", "donghoi"),
        ("Thôn Đông Hà", ""),
        ("thôn Đông. Hà hàng xóm biết việc này", "dong"),
        ("KP1", "kp1"),
        ("từ tổ 3 đến tổ 13", ""),
        ("thôn Đông và thôn Đông Hội", ""),
        ("tổ 3, đầu tổ 3", "t3"),
        ("số 3 ngõ 13 phố Cổ Linh", ""),
        ("tổ trưởng có 3 người", ""),
        ("tổ 30", ""),
        ("", ""),
    ],
)
def test_what_a_text_names(text: str, key: str) -> None:
    assert named(text, PLACES) == key


def test_nothing_is_named_where_no_place_is_known() -> None:
    assert named("tổ dân phố số 3", {}) == "" and named("tổ 3", {"x": "  "}) == ""
