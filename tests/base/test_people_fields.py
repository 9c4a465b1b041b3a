"""Personal data at rest: encrypted in its column, found through keyed hashes that survive ways of typing."""

import unicodedata

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.people.fields import Unreadable, blind, blind_word, blind_words, decrypt, encrypt, key_id
from motcua.base.people.models import Citizen

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
NAME = st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=7), min_size=1, max_size=6)


@given(TEXT)
def test_what_is_encrypted_is_read_back(text: str) -> None:
    assert decrypt(encrypt(text, "people.citizen.name"), "people.citizen.name") == text


@given(TEXT.filter(bool))
def test_the_same_text_never_looks_the_same(text: str) -> None:
    first, second = encrypt(text, "a.b.c"), encrypt(text, "a.b.c")
    assert first != second
    assert len(text.encode()) < 4 or text.encode() not in first


@given(TEXT, st.integers(min_value=0), st.integers(1, 255))
def test_an_altered_byte_is_noticed(text: str, place: int, change: int) -> None:
    stored = bytearray(encrypt(text, "a.b.c"))
    stored[place % len(stored)] ^= change
    with pytest.raises(Unreadable):
        decrypt(bytes(stored), "a.b.c")


def test_a_value_opens_in_its_own_column_only() -> None:
    stored = encrypt("001088012345", "people.citizen.id_number")
    with pytest.raises(Unreadable, match=r"people\.citizen\.phone"):
        decrypt(stored, "people.citizen.phone")


@pytest.mark.parametrize("cut", [0, 3, 4, 15, 31])
def test_a_shortened_value_is_noticed(cut: int) -> None:
    with pytest.raises(Unreadable):
        decrypt(encrypt("An", "a.b.c")[:cut], "a.b.c")


def test_a_new_key_reads_what_the_old_one_wrote() -> None:
    old, new = b"o" * 32, b"n" * 32
    with override_settings(DATA_KEY=old):
        stored = encrypt("Nguyễn Văn An", "a.b.c")
    with override_settings(DATA_KEY=new, DATA_KEYS_OLD=(old,)):
        assert decrypt(stored, "a.b.c") == "Nguyễn Văn An"
        assert encrypt("x", "a.b.c").startswith(key_id(new))
    with override_settings(DATA_KEY=new, DATA_KEYS_OLD=()), pytest.raises(Unreadable):
        decrypt(stored, "a.b.c")


@pytest.mark.django_db
def test_the_table_holds_nothing_readable() -> None:
    citizen = Citizen.objects.create(
        name="Nguyễn Văn An", id_number="001088012345", phone="0912345678", address="Bồ Đề", given_hash="h0"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_citizen")
        row = b" | ".join(
            bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone()
        )
    for secret in ("Nguyễn", "An", "001088012345", "0912345678", "Bồ Đề"):
        assert secret.encode() not in row
    again = Citizen.objects.get(pk=citizen.pk)
    assert (again.name, again.id_number, again.email) == ("Nguyễn Văn An", "001088012345", "")


@pytest.mark.django_db
def test_a_ciphertext_moved_to_another_column_does_not_open() -> None:
    citizen = Citizen.objects.create(name="Nguyễn Văn An", phone="0912345678", given_hash="h0")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_citizen SET name = phone")
    with pytest.raises(Unreadable):
        Citizen.objects.get(pk=citizen.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["name", "name__contains", "id_number__in", "phone__gt"])
def test_an_encrypted_column_cannot_be_searched(lookup: str) -> None:
    with pytest.raises(FieldError):
        list(Citizen.objects.filter(**{lookup: "An"}))


@given(NAME, st.integers(0, 3))
def test_a_hash_is_the_same_however_it_was_typed(words: list[str], spaces: int) -> None:
    text = " ".join(words)
    want = blind(text, "citizen.id")
    assert len(want) == 32
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        typed = unicodedata.normalize(form, text)
        assert blind(typed, "citizen.id") == want
        assert blind(typed.upper(), "citizen.id") == want
        assert blind(" " * spaces + typed.replace(" ", " " * (spaces + 1)) + "\u00a0", "citizen.id") == want


@given(st.text("0123456789", min_size=9, max_size=13), st.text("0123456789", min_size=9, max_size=13))
def test_different_numbers_have_different_hashes(one: str, other: str) -> None:
    assert (blind(one, "citizen.id") == blind(other, "citizen.id")) == (one == other)
    assert blind(one, "citizen.id") != blind(one, "citizen.phone")


def test_a_hash_says_nothing_without_the_key() -> None:
    with override_settings(INDEX_KEY=b"1" * 32):
        here = blind("001088012345", "citizen.id"), blind_word("an")
    with override_settings(INDEX_KEY=b"2" * 32):
        there = blind("001088012345", "citizen.id"), blind_word("an")
    assert not set(here) & set(there)


@given(NAME)
def test_hashed_words_of_a_name_ignore_accents_and_case(words: list[str]) -> None:
    text = " ".join(words)
    hashed = blind_words(text)
    assert len(hashed) == len(words)
    assert all(len(word) == 11 and word[0] == "h" and int(word[1:], 16) >= 0 for word in hashed)
    assert blind_words(unicodedata.normalize("NFD", text).upper()) == hashed


def test_accents_do_not_matter_for_finding() -> None:
    assert blind_words("Đặng Thị Ngọc") == blind_words("dang thi ngoc")
    assert blind_words("Đặng") == [blind_word("dang")]
