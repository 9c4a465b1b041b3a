"""Words of letters that sound like a denunciation, and those of complaints that do not."""

import csv
from pathlib import Path

import pytest

from motcua.rules.denunciations import sounds_like

TABLE = Path(__file__).with_name("denouncing_words.csv")
with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = [(row["words"], row["denounces"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("words", "denounces"), ROWS)
def test_what_sounds_like_a_denunciation(words: str, denounces: str) -> None:
    assert sounds_like(words) is (denounces == "yes")
