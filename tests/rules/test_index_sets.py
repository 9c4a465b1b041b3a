"""Index sets: nothing is worth more than its most, and more of what is right is never fewer points."""

import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.scoring.index_files import Version, read
from motcua.rules.scoring.index_sets import (
    Criterion,
    IndexSet,
    Share,
    State,
    Unsound,
    Way,
    faults,
    grade,
    ranks,
    score,
    what_would_raise,
    worth,
)
from tests.house.sources import ROOT
from tests.rules.strategies import law

FILES = sorted((ROOT / "catalogue" / "index_sets").glob("*.toml"))


def _read(place: Path) -> Version:
    return read(tomllib.loads(place.read_text("utf-8")))


OFFICIAL = _read(ROOT / "catalogue" / "index_sets" / "766-2022.toml")
shares = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda pair: Share(min(pair), max(pair)))
known = st.fixed_dictionaries({leaf.code: st.none() | shares for leaf in OFFICIAL.set.leaves})


@pytest.mark.parametrize("place", FILES, ids=[place.stem for place in FILES])
def test_every_shipped_set_is_sound_and_says_its_source(place: Path) -> None:
    version = _read(place)
    assert version.key == place.stem and faults(version.set) == []
    assert version.law and version.source and version.certainty in ("verified", "check", "design")
    assert all(leaf.law for leaf in version.set.leaves)


def test_the_official_set_has_its_six_groups() -> None:
    assert [str(group.most) for group in OFFICIAL.set.groups] == ["18", "20", "12", "10", "18", "22"]
    assert all(leaf.per for leaf in OFFICIAL.set.leaves)
    assert OFFICIAL.set.most == 100 and len(OFFICIAL.set.leaves) == 21


@law
@given(known)
def test_points_lie_between_nought_and_most_and_add_up(given_: dict[str, Share | None]) -> None:
    sheet = score(OFFICIAL.set, given_)
    for one in (node for group in sheet.groups for node in group.walk()):
        assert 0 <= one.points <= one.criterion.most
        assert one.points + one.lost + one.unknown == one.criterion.most
    for group in sheet.groups:
        assert group.points == sum(item.points for item in group.children)
    assert sheet.total == sum(group.points for group in sheet.groups) <= sheet.known <= 100
    lost = what_would_raise(sheet)
    assert all(one.share is not None for one in lost)
    assert lost == sorted(lost, key=lambda one: (one.state is State.EMPTY, -one.one_more, -one.per_point))
    assert {one.criterion.code for one in lost} == {
        one.criterion.code for one in sheet.leaves if one.lost > 0
    }
    assert all(one.state is not State.UNKNOWN for one in lost)


@law
@given(st.sampled_from(OFFICIAL.set.leaves), st.integers(0, 200), st.integers(0, 200), st.integers(1, 200))
def test_more_of_what_is_right_is_never_fewer_points(leaf: Criterion, a: int, b: int, whole: int) -> None:
    less, more = sorted((min(a, whole), min(b, whole)))
    first, second = (worth(leaf, Fraction(n, whole)) for n in (less, more))
    assert first <= second <= leaf.most
    one = score(OFFICIAL.set, {leaf.code: Share(less, whole)}).scored(leaf.code)
    assert 0 <= one.one_more <= one.lost + Decimal("0.01") and 0 <= one.per_point <= one.lost + Decimal(
        "0.01"
    )


def test_the_item_in_which_one_more_gains_most_comes_first() -> None:
    """Another item loses five times as much, but one more answer in time of three gains two points."""
    known_ = {
        "PROGRESS_ON_TIME": Share(50, 100),
        "PETITION_PROCESSING_ON_TIME": Share(2, 3),
        "SO_HOA": Share(0, 0),
    }
    first, second, last = what_would_raise(score(OFFICIAL.set, known_))
    assert (first.criterion.code, first.one_more) == ("PETITION_PROCESSING_ON_TIME", Decimal("2.00"))
    assert (second.criterion.code, second.one_more) == ("PROGRESS_ON_TIME", Decimal("0.20"))
    assert last.criterion.code == "SO_HOA" and last.state is State.EMPTY


def test_what_has_no_source_is_neither_nought_nor_full() -> None:
    sheet = score(OFFICIAL.set, {"PROGRESS_ON_TIME": Share(9, 10)})
    assert (sheet.total, sheet.known, sheet.unknown) == (Decimal("18.00"), Decimal(20), Decimal(80))
    assert sheet.scored("SYNCED_WITH").state is State.UNKNOWN
    assert [one.criterion.code for one in what_would_raise(sheet)] == ["PROGRESS_ON_TIME"]


def test_the_parts_of_one_formula_are_rounded_together() -> None:
    sheet = score(
        OFFICIAL.set,
        {"ONLINE_OFFERED": Share(1, 3), "ONLINE_USED": Share(1, 3), "ONLINE_FILED": Share(1, 3)},
    )
    assert [str(part.points) for part in sheet.scored("ONLINE_SERVICE").children] == ["0.83", "1.33", "4.00"]
    assert str(sheet.scored("ONLINE_SERVICE").points) == "6.17", "0,8333 + 1,3333 + 4 rounded once"


def test_only_what_means_anything_for_an_official_or_a_procedure_is_scored() -> None:
    official, procedure = OFFICIAL.set.within("official"), OFFICIAL.set.within("procedure")
    assert [leaf.code for leaf in official.leaves] == ["PROGRESS_ON_TIME", "DOSSIER_RECEIVING_SATISFACTION"]
    assert official.most == 26 and procedure.most < 100 and faults(official) == faults(procedure) == []


def test_thresholds_reach_their_highest_step() -> None:
    steps = tuple((Fraction(at), Decimal(points)) for at, points in (("0.5", 1), ("0.8", 2), ("0.95", 4)))
    one = Criterion("a", "a", Decimal(4), Way.STEPS, steps=steps)
    of = IndexSet("t", "t", (one,))
    assert faults(of) == []
    said = [str(score(of, {"a": Share(n, 100)}).total) for n in (49, 50, 79, 80, 94, 95, 100)]
    assert said == ["0.00", "1.00", "1.00", "2.00", "2.00", "4.00", "4.00"]


def test_people_cannot_give_what_a_criterion_does_not_have() -> None:
    sheet = _read(ROOT / "catalogue" / "index_sets" / "dan-van-2025.toml").set
    for points in ("4.01", "-1"):
        with pytest.raises(Unsound):
            score(sheet, {"1.1": Decimal(points)})
    nine = _read(ROOT / "catalogue" / "index_sets" / "mot-cua-2019.toml").set
    with pytest.raises(Unsound):
        score(nine, {"5": Decimal("1.5")})
    with pytest.raises(Unsound, match="unheard"):
        grade(score(sheet, {}), ["unheard"])


def test_bonus_and_minus_stand_beside_the_points() -> None:
    version = _read(ROOT / "catalogue" / "index_sets" / "dan-van-2025.toml")
    full = {leaf.code: leaf.most for leaf in version.set.leaves if leaf.part == "points"}
    assert score(version.set, full).total == 100 == version.set.most
    assert score(version.set, {**full, "3.1": Decimal(3)}).total == 103
    assert score(version.set, {**full, "4.1": Decimal(3)}).total == 97
    assert not score(version.set, {**full, "3.1": Decimal(0)}).has_zero, "no bonus is no criterion at nought"


def test_places_are_shared() -> None:
    found = ranks({"a": Decimal(9), "b": Decimal(9), "c": Decimal(10), "d": Decimal(1)})
    assert found == {"c": 1, "a": 2, "b": 2, "d": 4}


def test_a_set_with_a_fault_is_not_read() -> None:
    data = tomllib.loads(FILES[0].read_text("utf-8"))
    data["group"][0]["most"] = 17
    with pytest.raises(Unsound, match="tổng điểm"):
        read(data)
