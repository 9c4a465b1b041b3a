"""Codes and numbers: what is written is read back, and parts that no code can have are refused."""

import contextlib
import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.impossible import Invalid
from motcua.rules.numbering import (
    KINDS,
    DocumentNumber,
    DossierCode,
    dossier_code,
    parse_document_number,
    parse_dossier_code,
    scattered,
)
from tests.rules.strategies import law

two, three = st.from_regex(r"[0-9]{2}", fullmatch=True), st.from_regex(r"[0-9]{3}", fullmatch=True)
top = st.from_regex(r"[A-Z][0-9]{2}", fullmatch=True)
new_agencies = st.one_of(top, st.tuples(top, three).map(".".join), st.tuples(top, three, two).map(".".join))
old_agencies = st.tuples(three, two, two, top).map(".".join)
codes = st.builds(
    DossierCode,
    st.one_of(new_agencies, old_agencies),
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.integers(1, 10**7),
    st.one_of(st.just(""), st.from_regex(r"[A-Z][A-Z0-9]|[0-9][A-Z]", fullmatch=True)),
    st.integers(4, 9),
)


@law
@given(codes)
def test_a_code_is_read_back_as_it_was_written(code: DossierCode) -> None:
    """R1.13–R1.17: agency, day, serial and owner, whatever the width."""
    read = parse_dossier_code(str(code))
    assert (read.agency, read.on, read.serial, read.owner) == (code.agency, code.on, code.serial, code.owner)
    assert str(read) == str(code)


@law
@given(codes, st.sampled_from([str.lower, lambda s: f" {s}\n", lambda s: s.replace("-", " – ")]))
def test_a_code_is_read_however_it_is_typed(code: DossierCode, typed: object) -> None:
    """R1.17: found by scanner, keyboard or a copy out of a letter."""
    assert callable(typed)
    assert str(parse_dossier_code(typed(str(code)))) == str(code)


@law
@given(st.text(max_size=40))
def test_any_text_is_a_code_or_refused(text: str) -> None:
    """R1.17: nothing else comes out."""
    for parse in (parse_dossier_code, parse_document_number):
        found: object = None
        with contextlib.suppress(Invalid):
            found = parse(text)
        assert found is None or parse(str(found)) == found


@law
@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_codes_of_a_day_are_unique(a: int, b: int) -> None:
    """R1.17: also beyond four digits two serials never make one code."""
    on = dt.date(2026, 11, 20)
    assert (dossier_code("H26", on, a) == dossier_code("H26", on, b)) == (a == b)


@law
@given(st.text("0123456789abcdef", min_size=32, max_size=32))
def test_scattered_serials_of_a_day_are_unique_and_tell_no_order(key: str) -> None:
    """R6.45: each serial is given once, and one that follows another is as often below it as above it."""
    first = [scattered(n, key) for n in range(1, 401)]
    assert len(set(first)) == 400 and all(1 <= one <= 9_999 for one in first)
    ups = sum(a < b for a, b in itertools.pairwise(first))
    assert 150 < ups < 250 and sum(abs(a - b) == 1 for a, b in itertools.pairwise(first)) < 6
    assert [scattered(n, key) for n in (10_000, 12_345)] == [10_000, 12_345]


def test_every_serial_of_a_day_is_given_once() -> None:
    """R1.17: all of 1…9999, in another order under another key."""
    one, other = ([scattered(n, key) for n in range(1, 10_000)] for key in ("a", "b"))
    assert sorted(one) == sorted(other) == list(range(1, 10_000)) and one != other


@pytest.mark.parametrize(
    ("agency", "on", "serial", "owner", "field"),
    [
        ("", dt.date(2026, 11, 20), 1, "", "agency"),
        ("H26-1", dt.date(2026, 11, 20), 1, "", "agency"),
        ("h26", dt.date(2026, 11, 20), 1, "", "agency"),
        ("H26", dt.date(1999, 11, 20), 1, "", "on"),
        ("H26", dt.date(2100, 11, 20), 1, "", "on"),
        ("H26", dt.date(2026, 11, 20), 0, "", "serial"),
        ("H26", dt.date(2026, 11, 20), -1, "", "serial"),
        ("H26", dt.date(2026, 11, 20), 1, "12", "owner"),
        ("H26", dt.date(2026, 11, 20), 1, "ABC", "owner"),
        ("H26", dt.date(2026, 11, 20), 1, "ab", "owner"),
    ],
)
def test_parts_that_no_code_has_are_refused(
    agency: str, on: dt.date, serial: int, owner: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        dossier_code(agency, on, serial, owner)
    assert refused.value.field == field
    assert "{" not in str(refused.value)


@law
@given(
    st.integers(1, 99_999),
    st.one_of(st.just(""), st.sampled_from(sorted(KINDS))),
    st.sampled_from(["UBND", "HĐND", "CP", "TTg", "VPCP", "BTP"]),
    st.one_of(st.none(), st.integers(1945, 2099)),
    st.booleans(),
)
def test_a_number_is_read_back_as_it_was_written(
    serial: int, kind: str, body: str, year: int | None, party: bool
) -> None:
    """R8.1–R8.3."""
    if party:
        number = DocumentNumber(serial, kind or "KH", body, party=True)
    else:
        number = DocumentNumber(serial, kind, body if kind else f"{body}-VX", year)
        if year and not kind:
            number = DocumentNumber(serial, "", "QH14", year)
    assert parse_document_number(str(number)) == number
