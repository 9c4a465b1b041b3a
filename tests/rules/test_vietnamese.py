"""Vietnamese text: laws of folding, tone placement, name order and numbers in words."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import (
    LONGEST_NAME,
    clean_line,
    clean_name,
    date_line,
    day_words,
    fold,
    hidden,
    is_nfc,
    locality,
    moment_words,
    name_key,
    nfc,
    number_in_words,
    printable,
    same_tone,
)
from tests.rules.strategies import law

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
syllables = st.builds(
    lambda before, vowel, tone, after: nfc(before + vowel + tone + after),
    st.sampled_from(["", "b", "ch", "đ", "gi", "kh", "l", "ngh", "qu", "th", "tr", "v"]),
    st.sampled_from(VOWELS),
    st.sampled_from(TONES),
    st.sampled_from(["", "c", "m", "n", "ng", "nh", "t", "i"]),
)
names = st.lists(syllables.map(str.capitalize), min_size=1, max_size=5).map(" ".join)


@law
@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    """Trap 14: no accents, no đ, no capitals, no stray spaces."""
    folded = fold(text)
    assert fold(folded) == folded or any(unicodedata.decomposition(c) for c in folded)
    assert not set(folded) & set("đĐăâêôơư")
    assert folded == folded.strip()
    assert "  " not in folded


@law
@given(names)
def test_folding_finds_what_is_typed_without_accents(name: str) -> None:
    """Trap 14: found whatever the accents, capitals and Unicode form."""
    bare = fold(name)
    assert bare.isascii()
    for typed in (
        name.upper(),
        name.lower(),
        unicodedata.normalize("NFD", name),
        f"  {name} ",
        same_tone(name),
    ):
        assert fold(typed) == bare


def test_folding_of_real_names() -> None:
    assert fold("Đặng Đức  Ước") == "dang duc uoc"
    assert fold("PHƯỜNG LONG BIÊN") == "phuong long bien"


@law
@given(st.text(max_size=60))
def test_one_tone_placement(text: str) -> None:
    """Trap 13: settled once, composed, of equal letters."""
    settled = same_tone(text)
    assert same_tone(settled) == settled
    assert is_nfc(settled)
    assert fold(settled) == fold(text)


@law
@given(
    st.sampled_from(["h", "t", "kh", "L", ""]),
    st.sampled_from(["oa", "oe", "uy"]),
    st.sampled_from(TONES[1:]),
)
def test_old_and_new_placement_meet(before: str, rhyme: str, tone: str) -> None:
    """Trap 13: hòa and hoà, thủy and thuỷ; in either Unicode form."""
    old, new = before + rhyme[0] + tone + rhyme[1], before + rhyme + tone
    assert same_tone(old) == same_tone(new) == same_tone(nfc(new)) == nfc(old)
    assert name_key(old) == name_key(new)


@pytest.mark.parametrize(
    "word", ["quý", "quỳ", "quỹ", "quỵ", "giá", "giả", "hoàn", "huýt", "ngoáy", "khuỷu", "Quý"]
)
def test_words_of_one_placement_stay(word: str) -> None:
    assert same_tone(word) == word == same_tone(unicodedata.normalize("NFD", word))


@law
@given(names, names)
def test_names_are_equal_only_when_they_are(a: str, b: str) -> None:
    """Trap 13: the key forgets capitals, Unicode form and tone placement, and nothing else."""
    assert (name_key(a) == name_key(b)) == (same_tone(a).casefold() == same_tone(b).casefold())
    assert name_key(unicodedata.normalize("NFD", a)) == name_key(a.upper()) == name_key(a)
    assert name_key(a).isalnum()
    assert name_key(a).isascii()


@law
@given(names, names)
def test_given_names_decide_first(a: str, b: str) -> None:
    """Trap 13: tên before đệm before họ."""
    given_a, given_b = name_key(a.split()[-1]), name_key(b.split()[-1])
    assume(given_a != given_b)
    assert (name_key(a) < name_key(b)) == (given_a < given_b)


def test_the_alphabet_is_in_order() -> None:
    """The 29 letters, and within each vowel the tones of the dictionary."""
    assert sorted(sorted(ALPHABET), key=name_key) == list(ALPHABET)
    for vowel in VOWELS:
        toned = [nfc(vowel + tone) for tone in TONES]
        assert sorted(sorted(toned), key=name_key) == toned


def test_names_that_are_hardly_names_sort_too() -> None:
    assert name_key("") == name_key("  ") == ""
    assert name_key("An") < name_key("Müller") < name_key("Zoé")
    assert name_key("H'Hen Niê") != name_key("Hen Niê")


@law
@given(names)
def test_clean_names_stay(name: str) -> None:
    """A Vietnamese name comes through unchanged; its decomposed form comes through composed."""
    assert clean_name(name) == name
    assert clean_name(unicodedata.normalize("NFD", f"  {name}\t")) == name


@law
@given(st.text(max_size=150))
def test_any_text_is_a_clean_name_or_refused(text: str) -> None:
    """Whatever is typed: composed, single-spaced, no digits or control characters; or a sentence that says why."""
    refused, name = "", ""
    try:
        name = clean_name(text)
    except Invalid as refusal:
        refused = str(refusal)
    assert bool(name) != bool(refused)
    assert not refused or refused.endswith(".")
    assert is_nfc(name)
    assert name == " ".join(name.split())
    assert len(name) <= LONGEST_NAME
    assert not any(c.isdigit() or unicodedata.category(c).startswith("C") for c in name)


def test_names_may_be_long_but_not_endless() -> None:
    assert clean_name("An " * 40) == ("An " * 40).strip()
    with pytest.raises(Invalid, match="dài quá 120 ký tự"):
        clean_name("An " * 41)


def test_lines_of_text() -> None:
    """Addresses and names of organisations may have digits and signs; never what cannot be seen."""
    assert clean_line(" Số 12,  ngõ 3/4 ", field="address") == "Số 12, ngõ 3/4"
    assert clean_line("", field="note") == ""
    with pytest.raises(Invalid, match=r"không nhìn thấy \(U\+0007\)") as refused:
        clean_line("a\x07b", field="address")
    assert refused.value.field == "address"
    with pytest.raises(Invalid, match="dài 11 ký tự, chỉ ghi được 10"):
        clean_line("a" * 11, field="note", most=10)


READ = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES = {"nghìn": 1000, "triệu": 10**6}


def understood(words: str) -> int:
    """Read the words as a person does, by another way than they were made."""
    if words.startswith("âm "):
        return -understood(words[3:])
    head, billions, tail = words.rpartition(" tỷ")
    if billions:
        return understood(head) * 10**9 + (understood(tail.strip()) if tail else 0)
    total = group = digit = 0
    for word in words.split():
        if word in READ:
            digit = READ[word]
        elif word == "trăm":
            group, digit = digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word in SCALES:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
        else:
            assert word == "linh"
    return total + group + digit


@law
@given(st.one_of(st.integers(-(10**4), 10**4), st.integers(0, 10**9), st.integers(0, 10**18 - 1)))
def test_words_of_a_number_are_understood(number: int) -> None:
    """What a receipt says in words is the amount it says in figures."""
    assert understood(number_in_words(number)) == number


def test_days_and_moments_in_words() -> None:
    at = dt.datetime(2026, 11, 26, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert moment_words(at) == "9 giờ 30, thứ Năm 26/11/2026"
    assert moment_words(at.replace(minute=5)) == "9 giờ 05, thứ Năm 26/11/2026"
    assert moment_words(at.replace(minute=0)) == "9 giờ, thứ Năm 26/11/2026"
    assert day_words(dt.date(2026, 11, 22)) == "Chủ nhật 22/11/2026"
    assert date_line(dt.date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert date_line(dt.date(2026, 11, 26)) == "ngày 26 tháng 11 năm 2026"
    assert date_line(dt.date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thiếu giấy chứng sinh\n- bản chính\t02", ""), ("gia đình 👨‍👩‍👧 vui", ""), ("", ""),
        ("a\x00b", "U+0000"), ("\x1b[31m", "U+001B"), ("đảo \u202echữ", "U+202E"), ("\u2066", "U+2066"),
    ],
)  # fmt: skip
def test_what_steers_machines_or_turns_writing_is_seen(text: str, found: str) -> None:
    assert hidden(text) == found


ODD = st.text(
    st.one_of(
        st.characters(), st.characters(categories=["Cc", "Cs", "Cf", "Cn", "Co"]),
        st.sampled_from("\ufffe\uffff\ufdd0\U0001fffe\U0010ffff\u202e\u2066\ud800\r\n\t"),
    )
)  # fmt: skip


@law
@given(ODD)
def test_what_paper_takes_is_composed_and_hides_nothing(text: str) -> None:
    said = printable(text)
    assert hidden(said) == "" and "\r" not in said and unicodedata.is_normalized("NFC", said)
    assert printable(said) == said and len(said) <= 3 * len(text)
    if not hidden(text) and "\r" not in text:
        assert said == unicodedata.normalize("NFC", text), "nothing else is lost"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("Thành phố Hà Nội", "Thành phố trực thuộc trung ương", "Hà Nội"),
        ("Thành phố Hồ Chí Minh", "Thành phố trực thuộc trung ương", "Thành phố Hồ Chí Minh"),
        ("Tỉnh Bắc Ninh", "Tỉnh", "Bắc Ninh"), ("Phường Long Biên", "Phường", "Long Biên"),
        ("Phường 1", "Phường", "Phường 1"), ("Đặc khu Phú Quốc", "Đặc khu", "Phú Quốc"),
    ],
)  # fmt: skip
def test_a_document_names_where_it_is_signed(name: str, kind: str, said: str) -> None:
    assert locality(name, kind) == said
