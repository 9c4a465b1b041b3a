"""Templates of periodic reports: the shipped ones are sound, sums are sums, words keep their figures."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import report_templates as rules
from motcua.rules.reporting import Figure, Unsound

FOLDER = Path(__file__).resolve().parents[2] / "catalogue" / "reports"
HEAD = {
    "short": "T",
    "title": "Báo cáo",
    "about": "Thử {period}",
    "window": "month-15",
    "law": "",
    "certainty": "check",
}
FIGURES = [
    {"key": "a.all", "title": "Tất cả", "unit": "hộ"},
    {"key": "a.done", "title": "Đã xong", "unit": "hộ", "fact": "dossier", "where": "ended=done"},
    {"key": "a.left", "title": "Còn lại", "unit": "hộ", "plus": ["a.all"], "minus": ["a.done"]},
    {"key": "a.share", "title": "Tỷ lệ", "unit": "%", "plus": ["a.done"], "over": ["a.all"]},
]


def template(
    text: str = "Xong {a.done}/{a.all}, đạt {a.share}; còn {a.left}.", **over: Any
) -> rules.Template:
    section = {"code": "one", "number": "I", "title": "Phần một", "text": text, "figures": FIGURES, **over}
    return rules.read("t", {**HEAD, "sections": [section]})


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.stem)
def test_shipped_templates_are_sound(file: Path) -> None:
    made = rules.read(file.stem, tomllib.loads(file.read_text(encoding="utf-8")))
    assert made.sections and made.figures and made.certainty in ("check", "verified")
    for section in made.sections:
        assert section.hint, f"{section.code}: whoever writes is told what belongs here"


def test_the_yearly_report_has_the_tree_of_its_kind() -> None:
    made = rules.read("y", tomllib.loads((FOLDER / "mobilisation-yearly.toml").read_text(encoding="utf-8")))
    assert [one.number for one in made.sections if one.level == 1] == ["", "1", "2", "3", "4", "5", "6", "7"]
    assert {one.code for one in made.sections if one.level == 2} >= {
        "procedures",
        "receptions",
        "dialogues",
        "front",
    }


@pytest.mark.parametrize(("over", "said"), [
    ({"text": "Có {b.none} hộ"}, "names b.none"),
    ({"columns": ["Việc"]}, "table with words"),
    ({"level": 2}, "level one"),
    ({"figures": [*FIGURES, FIGURES[0]]}, "twice a.all"),
    ({"figures": [{"key": "all", "title": "", "unit": ""}], "text": ""}, "key all"),
    ({"figures": [{"key": "a.b", "title": "", "unit": "", "plus": ["a.c"]}], "text": ""}, "is made of a.c"),
    ({"figures": [{"key": "a.b", "title": "", "unit": "", "fact": "dossier"}], "text": ""}, "sources of a.b"),
])  # fmt: skip
def test_what_is_wrong_with_a_template_is_named(over: dict[str, Any], said: str) -> None:
    with pytest.raises(Unsound, match=said):
        template(**over)


def test_a_sentence_says_its_figures() -> None:
    made = template()
    known = rules.figures(made, {"a.all": 1248, "a.done": 726})
    sentence = made.sections[0].text
    assert rules.filled(sentence, known) == "Xong 726/1.248, đạt 58,17% (726/1.248); còn 522."
    assert [key for _words, key in rules.pieces(sentence, known) if key] == [
        "a.done",
        "a.all",
        "a.share",
        "a.left",
    ]
    assert rules.unknown_names(made, "{a.all} {c.d}") == ["c.d"]


def test_what_is_not_known_is_not_nought() -> None:
    made = template()
    known = rules.figures(made, {"a.all": None, "a.done": 3})
    assert rules.filled(made.sections[0].text, known) == "Xong ……, đạt ……; còn ……."
    assert rules.together([None, None]) is None
    assert rules.together([None, 3, Decimal("4.50")]) == Decimal("7.5")
    assert rules.said(rules.figures(made, {"a.all": 0, "a.done": 0})["a.share"]) == "0/0"


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=8))
def test_the_figures_of_a_superior_are_sums_and_rates_are_not_averaged(units: list[tuple[int, int]]) -> None:
    made = template()
    known = [{"a.all": whole + done, "a.done": done} for whole, done in units]
    total = rules.figures(
        made, {key: rules.together(one[key] for one in known) for key in ("a.all", "a.done")}
    )
    one_by_one = [rules.figures(made, one) for one in known]
    assert total["a.left"].value == sum(one["a.left"].value or 0 for one in one_by_one)
    assert total["a.share"].numerator == sum(done for _whole, done in units)


@pytest.mark.parametrize(("top", "under", "shown"), [
    (9, 14, "64,29% (9/14)"), (44, 55, "80% (44/55)"), (121, 208, "58,17% (121/208)"), (0, 3, "0% (0/3)"),
    (5125, 6000, "85,42% (5.125/6.000)"),
])  # fmt: skip
def test_rates_are_rounded_half_up_with_both_parts(top: int, under: int, shown: str) -> None:
    """R18.1, R18.2: the figures of the seeds."""
    assert rules.said(Figure(None, top, under)) == shown


@given(st.text(alphabet="ab \n,", max_size=40), st.text(alphabet="ab \n,", max_size=40))
def test_both_texts_are_read_off_their_difference(before: str, after: str) -> None:
    found = rules.changes(before, after)
    assert "".join(words for kind, words in found if kind != "new") == before
    assert "".join(words for kind, words in found if kind != "gone") == after


def test_a_correction_lists_what_it_changes() -> None:
    made = template()
    before, after = (rules.figures(made, {"a.all": 10, "a.done": done}) for done in (4, 5))
    assert rules.differences(made, before, after) == [
        "Đã xong: từ 4 thành 5", "Còn lại: từ 6 thành 5", "Tỷ lệ: từ 40% (4/10) thành 50% (5/10)",
    ]  # fmt: skip
    assert rules.differences(made, before, before) == []
