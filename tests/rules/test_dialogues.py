"""Clauses of a draft, phases of a consultation, positions, what a year asks for."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.dialogues import (
    Burst,
    Phase,
    Tally,
    bursts,
    earliest_close,
    phase,
    split_draft,
    year_counts,
)

DRAFT = """Căn cứ Luật Tổ chức chính quyền địa phương;

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc dùng nhà văn hóa.
Điều 2. Nguyên tắc
1. Công khai.
2. Đúng mục đích:
a) Hội họp;
b) Thể thao.
Chương II
TỔ CHỨC THỰC HIỆN
Điều 3: Trách nhiệm
"""


def test_a_draft_falls_into_its_clauses() -> None:
    found = split_draft(DRAFT)
    assert [one.label for one in found] == [
        "Phần mở đầu", "Điều 1", "Điều 2", "Điều 2 khoản 1", "Điều 2 khoản 2", "Điều 3",
    ]  # fmt: skip
    assert found[1].heads == ("Chương I QUY ĐỊNH CHUNG",)
    assert found[4].text == "2. Đúng mục đích:\na) Hội họp;\nb) Thể thao."
    assert found[5].heads == ("Chương II TỔ CHỨC THỰC HIỆN",)


def test_a_text_without_articles_falls_into_paragraphs() -> None:
    assert [one.label for one in split_draft("Mở rộng ngõ 42.\n\n1. Thời gian: quý I.")] == [
        "Đoạn 1",
        "Đoạn 2",
    ]
    assert split_draft(" \n ") == []


LINES = st.lists(
    st.sampled_from([
        "Chương I", "Chương II", "CHUNG", "Điều 1. Một", "Điều 2", "ĐIỀU 12a: Hai", "1. Một", "2) Hai", "a) Điểm",
        "Lời", "Mục 1", "",
    ]),
    max_size=30,
)  # fmt: skip


@given(LINES)
def test_nothing_of_a_draft_is_lost(lines: list[str]) -> None:
    said = sorted(" ".join(lines).split())
    kept = sorted(
        " ".join(f"{' '.join(one.heads)} {one.text}" for one in split_draft("\n".join(lines))).split()
    )
    if any(line.lower().startswith("điều") for line in lines) or not any(
        "Chương" in x or "Mục" in x for x in lines
    ):
        assert kept == said


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("draft", 1, Phase.DRAFT), ("announced", 1, Phase.COMING), ("announced", 5, Phase.OPEN),
        ("announced", 25, Phase.OPEN), ("announced", 26, Phase.COUNTING), ("closed", 26, Phase.COUNTING),
        ("explained", 27, Phase.EXPLAINED), ("published", 28, Phase.PUBLISHED),
    ],
)  # fmt: skip
def test_phases(state: str, day: int, expected: Phase) -> None:
    assert phase(state, dt.date(2026, 11, 5), dt.date(2026, 11, 25), dt.date(2026, 11, day)) is expected


def test_twenty_days_from_publication() -> None:
    assert earliest_close(dt.date(2026, 11, 20), 20) == dt.date(2026, 12, 10)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_shares_are_of_all(support: int, object_: int, other: int) -> None:
    tally = Tally(support, object_, other)
    shares = list(tally.shares.values())
    assert all(0 <= share <= 100 for share in shares)
    assert sum(shares) == (100 if tally.all else 0)
    assert (tally + Tally(1)).support == support + 1


def test_a_year_without_its_conference_is_seen() -> None:
    held = [dt.date(2025, 10, 1), dt.date(2027, 1, 1)]
    last, this = year_counts(held, [2024, 2026], needed=1, on=dt.date(2026, 11, 20))
    assert last.missed and not this.missed and not this.enough
    assert year_counts(held, [2025], needed=1, on=dt.date(2026, 11, 20))[0].enough


def test_many_positions_in_a_short_time_are_one_burst() -> None:
    start, second = dt.datetime(2026, 11, 25, 19), dt.timedelta(seconds=1)
    hall = [start + 20 * n * second for n in range(60)]
    alone = [start + dt.timedelta(days=1 + n) for n in range(40)]
    machine = [start + dt.timedelta(days=9, seconds=n) for n in range(30)]
    assert bursts([*alone, *hall]) == [Burst(hall[0], hall[-1], 60)]
    assert [one.count for one in bursts([*machine, *hall])] == [60, 30]
    assert bursts(hall[:29]) == [] == bursts([])
