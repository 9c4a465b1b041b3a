"""What the hall hears: numbers said figure by figure, counters as numbers."""

import pytest

from motcua.rules.announcing import LETTERS, call, recordings, spelled


@pytest.mark.parametrize(
    ("code", "counter", "said"),
    [
        ("A012", 3, "Mời số a không một hai đến quầy số ba"),
        ("B105", 12, "Mời số bê một không năm đến quầy số mười hai"),
        ("D999", 21, "Mời số đê chín chín chín đến quầy số hai mươi mốt"),
    ],
)
def test_a_call_is_said(code: str, counter: int, said: str) -> None:
    assert call(code, counter) == said


def test_letters_sound_different_from_one_another() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert spelled("X047") == "ích không bốn bảy"


def test_a_call_is_put_together_from_recordings() -> None:
    assert recordings("A012", 3) == ["ticket", "letter-a", "0", "1", "2", "counter", "3"]
