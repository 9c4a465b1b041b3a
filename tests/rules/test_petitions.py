"""Petitions: where answers lead and why, who may speak for many, what counts as the same again."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import petitions as rules
from motcua.rules.impossible import Invalid
from motcua.rules.petitions import QUESTIONS, Class, Outcome, Sender, decide
from motcua.rules.vietnamese import fold

SOUND = {
    "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no", "complete": "yes", "competence": "own",
    "designated": "yes", "barred": "none", "unfit": "none",
}  # fmt: skip
WAYS = [
    ("complaint", {}, "accepted", "in_competence"),
    ("complaint", {"barred": "11.6"}, "refused", "11.6"),
    ("complaint", {"competence": "other"}, "guided", "other_competence"),
    ("complaint", {"competence": "court"}, "guided", "court"),
    ("complaint", {"competence": "lower"}, "urged", "lower_level"),
    ("complaint", {"signed": "no"}, "stored", "unsigned"),
    ("complaint", {"complete": "no"}, "guided", "incomplete"),
    ("complaint", {"duplicate": "yes"}, "linked", "duplicate"),
    ("complaint", {"stale": "settled"}, "stored", "settled"),
    ("denunciation", {}, "accepted", "in_competence"),
    ("denunciation", {"unfit": "29.2"}, "refused", "29.2"),
    ("denunciation", {"competence": "other"}, "forwarded", "other_competence"),
    ("denunciation", {"competence": "above"}, "forwarded", "higher_level"),
    ("complaint", {"competence": "above"}, "guided", "higher_level"),
    ("denunciation", {"signed": "no", "specific": "yes"}, "informed", "information"),
    ("denunciation", {"signed": "no", "specific": "no"}, "stored", "anonymous"),
    ("denunciation", {"stale": "many_agencies"}, "stored", "many_agencies"),
    ("suggestion", {}, "accepted", "in_competence"),
    ("suggestion", {"competence": "other"}, "forwarded", "other_competence"),
    ("suggestion", {"legible": "no"}, "stored", "illegible"),
    ("mixed", {}, "split", "mixed"),
]


@pytest.mark.parametrize(("kind", "more", "outcome", "ground"), WAYS)
def test_where_answers_lead(kind: str, more: dict[str, str], outcome: str, ground: str) -> None:
    path = decide({"kind": kind, **SOUND, **more})
    assert path.asks is None
    assert (path.outcome, path.ground and path.ground.code) == (outcome, ground)
    assert path.ground and path.ground.law and path.found == kind


@pytest.mark.parametrize("sender", [Sender.PRESS, Sender.DEPUTY, Sender.FRONT])
def test_a_complaint_that_press_deputies_or_the_front_pass_on_is_forwarded(sender: Sender) -> None:
    answers = {"kind": "complaint", **SOUND, "competence": "other"}
    assert decide(answers, sender=sender).outcome is Outcome.FORWARDED
    assert decide(answers, sender=Sender.AGENCY).outcome is Outcome.GUIDED


def test_many_complainants_must_have_designated_who_speaks() -> None:
    answers = {"kind": "complaint", **SOUND, "designated": "no"}
    assert decide(answers).outcome is Outcome.ACCEPTED
    path = decide(answers, many=True)
    assert (path.outcome, path.ground and path.ground.code) == (Outcome.GUIDED, "undesignated")


def test_the_way_stops_at_the_first_open_fork_and_forgets_what_lies_beside_it() -> None:
    path = decide({"kind": "complaint", "legible": "yes", "competence": "own", "unfit": "29.2"})
    assert path.asks is rules.SIGNED and path.outcome is None
    assert path.answers == {"kind": "complaint", "legible": "yes"}
    assert decide({"kind": "no such"}).asks is rules.KIND


@given(
    st.fixed_dictionaries({code: st.sampled_from([v for v, _ in q.options]) for code, q in QUESTIONS.items()})
)
def test_every_set_of_answers_ends_with_a_ground_and_its_law(answers: dict[str, str]) -> None:
    path = decide(answers)
    assert path.outcome is not None and path.ground is not None and path.ground.law
    assert decide(path.answers) == path, "the answers on the way are enough"
    if path.found is Class.COMPLAINT:
        assert path.outcome not in (Outcome.FORWARDED, Outcome.INFORMED)


@pytest.mark.parametrize(
    ("signers", "allowed"), [(1, (0, 0)), (4, (0, 0)), (5, (1, 2)), (10, (1, 2)), (11, (1, 5)), (300, (1, 5))]
)
def test_who_may_speak_for_many(signers: int, allowed: tuple[int, int]) -> None:
    bands = [{"from": 5, "to": 10, "min": 1, "max": 2}, {"from": 11, "to": None, "min": 1, "max": 5}]
    many = rules.Many.of(5, bands)
    assert (many.representatives(signers), many.are(signers)) == (allowed, signers >= 5)
    many.check_representatives(signers, allowed[1])
    with pytest.raises(Invalid, match="đại diện"):
        many.check_representatives(signers, allowed[1] + 1)
    assert not rules.Many().are(signers), "the law of that day knew no many"


def test_who_acts_for_another_has_one_paper_for_one_content() -> None:
    rules.check_authorised([], "", most=1)
    rules.check_authorised(["Trần Văn Thay"], "số 12 ngày 3/11/2026", most=1)
    rules.check_authorised(["A", "B"], "số 12", most=None)
    for names, paper, said in (
        (["A", "B"], "số 12", "nhiều nhất 1"),
        (["A"], "", "giấy"),
        ([], "số 12", "họ tên"),
    ):
        with pytest.raises(Invalid, match=said):
            rules.check_authorised(names, paper, most=1)


def test_the_four_counts() -> None:
    told = [(1, "A", False), (6, "B", True), (1, "A", False), (12, "", True), (2, "C", False)]
    assert rules.counts(told) == rules.Counts(visits=5, persons=22, matters=3, groups=2, in_groups=18)


def _sketch(text: str) -> list[int]:
    return rules.sketch(zlib.crc32(run.encode()) for run in rules.shingles(fold(text)))


def test_the_same_content_in_other_words_shares_a_sketch() -> None:
    first = "Nhà hàng karaoke Ánh Sao ở ngõ 42 phố Cổ Linh mở nhạc quá to sau 22 giờ, dân không ngủ được, đề nghị xử lý"
    again = "nha hang karaoke anh sao o ngo 42 pho co linh mo nhac qua to sau 22 gio dan khong ngu duoc, mong xử lý gấp"
    other = "Đề nghị xem lại mức bồi thường khi thu hồi thửa đất số 15 tờ bản đồ 27 của gia đình tôi tại Thạch Bàn"
    assert rules.same_share(_sketch(first), _sketch(again)) > 0.5
    assert rules.same_share(_sketch(first), _sketch(other)) == 0
    assert rules.same_share([], _sketch(other)) == 0


def test_a_mixed_petition_is_split_into_parts_of_one_class() -> None:
    rules.check_parts(["complaint", "denunciation"])
    with pytest.raises(Invalid, match="cùng một phần"):
        rules.check_parts(["denunciation", "complaint", "denunciation"])
    for wrong in (["complaint"], ["complaint", "mixed"], ["complaint", "unknown"]):
        with pytest.raises(Invalid):
            rules.check_parts(wrong)
