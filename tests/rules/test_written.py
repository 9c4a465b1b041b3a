"""What officials write is taken in one form; days chosen are days that can be."""

import datetime as dt

import pytest

from motcua.rules import written
from motcua.rules.impossible import Invalid

ON = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


def test_idle_blanks_do_not_count() -> None:
    assert written.line("  Ngõ \n 42 ", "a", what="nơi") == "Ngõ 42"
    assert written.body(" một  hai \r\n ba ", "a", what="lời") == "một hai\nba"
    assert written.line(None, "a", what="nơi", needed=False) == ""


@pytest.mark.parametrize("value", [None, ON - DAY, ON + 367 * DAY])
def test_a_day_still_to_come(value: dt.date | None) -> None:
    assert written.later(ON, "a", ON, what="ngày") == ON
    with pytest.raises(Invalid):
        written.later(value, "a", ON, what="ngày")


@pytest.mark.parametrize("value", [None, ON + DAY, ON - 3 * DAY])
def test_a_day_that_was(value: dt.date | None) -> None:
    assert written.past(ON - 2 * DAY, "a", ON, what="ngày", since=ON - 2 * DAY) == ON - 2 * DAY
    with pytest.raises(Invalid):
        written.past(value, "a", ON, what="ngày", since=ON - 2 * DAY)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("sửa cống ngay", "Sửa cống ngay."), ("1. đèn hỏng\n\n- dây chùng;", "1. Đèn hỏng.\n- Dây chùng;"),
        ("Đã xong.", "Đã xong."), ("a) ngõ 9", "a) Ngõ 9."), ("2026 là năm", "2026 là năm."), ("", ""),
    ],
)  # fmt: skip
def test_lines_are_read_as_sentences(typed: str, read: str) -> None:
    assert written.sentences(typed) == read
