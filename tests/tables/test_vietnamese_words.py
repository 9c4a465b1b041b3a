"""Tables of Vietnamese text: names in order, names as entered, tone placement, numbers in words (DOMAIN §20.1)."""

import pytest

from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import clean_name, is_nfc, is_syllable, name_key, number_in_words, same_tone
from tests.tables.reading import rows

NAMES = rows("vietnamese_names")
ENTERED = rows("vietnamese_names_entered")
REFUSALS = {"Ghi họ và tên", "chữ số", "không dùng được", "không nhìn thấy", "không thuộc chữ Latinh"}
TAKEN = [row for row in ENTERED if row["kết quả"] not in REFUSALS]
REFUSED = [row for row in ENTERED if row["kết quả"] in REFUSALS]
TONES = rows("vietnamese_tones")
NUMBERS = rows("vietnamese_numbers")
SYLLABLES = rows("vietnamese_syllables")


def shown(text: str) -> str:
    """The table writes what cannot be seen as ``\\u200b``, ``\\t``."""
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")


def test_names_are_sorted_as_lists_are() -> None:
    """Trap 13: by tên, then đệm, then họ, in the Vietnamese order of letters and tones."""
    listed = [row["họ tên"] for row in NAMES]
    mixed = [name for start in range(7) for name in listed[start::7]]
    assert sorted(mixed, key=name_key) == listed
    assert [int(row["thứ tự"]) for row in NAMES] == list(range(1, len(NAMES) + 1))
    assert len({name_key(name) for name in listed}) == len(listed)


@pytest.mark.parametrize("case", TAKEN, ids=[row["vì sao"] for row in TAKEN])
def test_a_name_is_made_clean(case: dict[str, str]) -> None:
    """Trap 13: composed letters, single spaces, nothing invisible; cleaning twice changes nothing."""
    cleaned = clean_name(shown(case["gõ vào"]))
    assert cleaned == shown(case["kết quả"])
    assert is_nfc(cleaned)
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize("case", REFUSED, ids=[row["vì sao"] for row in REFUSED])
def test_what_is_no_name_is_refused_kindly(case: dict[str, str]) -> None:
    """The message says what is wrong with the name, at its field."""
    with pytest.raises(Invalid, match=case["kết quả"]) as refused:
        clean_name(shown(case["gõ vào"]), field="applicant.name")
    assert refused.value.field == "applicant.name"


@pytest.mark.parametrize("case", TONES, ids=[row["ghi"] for row in TONES])
def test_both_tone_placements_are_one(case: dict[str, str]) -> None:
    """Trap 13: hòa and hoà are the same word, quý and giá are left alone."""
    assert same_tone(case["ghi"]) == case["chuẩn"]
    assert same_tone(case["chuẩn"]) == case["chuẩn"]


@pytest.mark.parametrize("case", NUMBERS, ids=[row["số"] for row in NUMBERS])
def test_numbers_in_words(case: dict[str, str]) -> None:
    """As receipts and decisions write amounts of money."""
    assert number_in_words(int(case["số"])) == case["bằng chữ"]


@pytest.mark.parametrize("case", SYLLABLES, ids=[row["chữ"] for row in SYLLABLES])
def test_what_can_be_a_syllable(case: dict[str, str]) -> None:
    """By which letters of old fonts are told from those of today."""
    assert is_syllable(case["chữ"]) == (case["viết được"] == "có")
