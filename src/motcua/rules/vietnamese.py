"""Vietnamese text: folding for search, Unicode form, names, moments in words."""

import datetime as dt
import functools
import unicodedata

from motcua.rules.impossible import Invalid

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_NAME_EXTRA = frozenset(" .'’-")


def nfc(text: str) -> str:
    """Composed letters."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Whether every letter is composed."""
    return unicodedata.is_normalized("NFC", text)


@functools.lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Text without accents, đ as d, lower case, single spaces: "Đặng Đức" and "dang duc" are the same."""
    plain = unicodedata.normalize("NFD", text.translate({0x110: "D", 0x111: "d"}))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def clean_name(text: str) -> str:
    """A name in composed letters and single spaces; raises Invalid for what is no name."""
    name = " ".join(nfc(text).split())
    if not name:
        raise Invalid(field="name", text="Ghi họ và tên.")
    if len(name) > 120:
        raise Invalid(field="name", text="Họ và tên dài quá 120 ký tự. Kiểm tra lại.")
    for c in name:
        if not (c.isalpha() or c in _NAME_EXTRA or unicodedata.combining(c)):
            raise Invalid(
                field="name", text="Họ và tên có ký tự “{char}” không dùng được. Chỉ gõ chữ cái và khoảng trắng.",
                char=c,
            )  # fmt: skip
    return name


def day_words(day: dt.date) -> str:
    """``thứ Năm 26/11/2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}/{day.year}"


def moment_words(at: dt.datetime) -> str:
    """``9 giờ 30, thứ Năm 26/11/2026``."""
    minutes = f" {at.minute:02d}" if at.minute else ""
    return f"{at.hour} giờ{minutes}, {day_words(at.date())}"
