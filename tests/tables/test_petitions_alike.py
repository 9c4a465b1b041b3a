"""Every pair of petitions_alike.csv: the rule tells the same petition again from another about something like it.

The pairs “chỉnh” shaped the list of words; the pairs “thử” were written afterwards and shaped nothing.
"""

import pytest

from motcua.areas.petitions.choices import wording
from motcua.rules.alike import LEAST, alike, told
from tests.tables.reading import rows

PAIRS = rows("petitions_alike")


def found(pair: dict[str, str]) -> float:
    """How much the two petitions of a row are alike; the same whichever comes first."""
    one, other = told(pair["đơn trước"], wording()), told(pair["đơn sau"], wording())
    assert alike(one, other) == alike(other, one)
    return alike(one, other)


@pytest.mark.parametrize(
    "pair", [one for one in PAIRS if one["phần"] == "chỉnh"], ids=lambda one: str(one["số"])
)
def test_the_same_again_is_told_from_another(pair: dict[str, str]) -> None:
    assert (found(pair) >= LEAST) == (pair["cùng việc"] == "có"), pair["vì sao"]


def test_what_shaped_nothing_is_told_apart_mostly() -> None:
    """Precision and recall on pairs that the rule never saw: four of five each."""
    unseen = [one for one in PAIRS if one["phần"] == "thử"]
    shown = [one for one in unseen if found(one) >= LEAST]
    right = [one for one in shown if one["cùng việc"] == "có"]
    assert len(unseen) >= 10
    assert len(right) / len(shown) >= 0.8
    assert len(right) / sum(one["cùng việc"] == "có" for one in unseen) >= 0.8


def test_accents_change_nothing_and_nothing_is_nothing() -> None:
    assert told("Rác ở ngõ 15", wording()) == told("rac o ngo 15", wording())
    nothing = told("Kính gửi Ủy ban nhân dân phường. Trân trọng.", wording())
    assert nothing.words == () and alike(nothing, nothing) == 0.0
    assert len(PAIRS) >= 40 and len({one["số"] for one in PAIRS}) == len(PAIRS)
