"""E-forms: what is asked when, what is taken, what is refused and how it is said."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import eforms
from motcua.rules.impossible import Invalid
from tests.rules.strategies import law

SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Tờ khai thử",
    "x-sections": [{"code": "who", "title": "Người khai"}, {"code": "what", "title": "Nội dung"}],
    "properties": {
        "name": {"type": "string", "format": "name", "title": "Họ tên", "x-section": "who",
                 "x-prefill": "applicant.name"},
        "number": {"type": "string", "format": "id-number", "title": "Số định danh", "x-section": "who",
                   "x-prefill": "applicant.id_number"},
        "married": {"type": "boolean", "title": "Đã kết hôn", "x-section": "what"},
        "spouse": {"type": "string", "format": "name", "title": "Họ tên vợ hoặc chồng", "x-section": "what",
                   "x-when": {"married": True}},
        "how": {"type": "string", "title": "Nhận bằng", "enum": ["post", "here"], "x-section": "what",
                "x-labels": ["Bưu chính", "Tại đây"]},
        "street": {"type": "string", "title": "Gửi đến", "x-section": "what", "x-when": {"how": ["post"]}},
        "born": {"type": "string", "format": "date", "title": "Ngày sinh", "x-section": "what"},
        "copies": {"type": "integer", "title": "Số bản", "minimum": 1, "maximum": 20, "x-section": "what"},
        "children": {"type": "array", "title": "Các con", "maxItems": 3, "x-section": "what",
                     "items": {"type": "object", "required": ["name"], "properties": {
                         "name": {"type": "string", "format": "name", "title": "Tên"},
                         "year": {"type": "integer", "title": "Năm sinh", "minimum": 1900}}}},
    },
    "required": ["name", "married", "spouse", "how", "street", "copies"],
}  # fmt: skip
FORM = eforms.form_of(SCHEMA)
ON = dt.date(2026, 11, 20)
GOOD = {"name": "Trần Văn Ước", "married": False, "how": "here", "copies": "2"}

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Trần Văn Ước", "12", "", "Lê  Thị Na"]),
        "number": st.sampled_from(["001199000777", "001 199 000 777", "77", ""]),
        "married": st.sampled_from([True, False, "true", "có lẽ", None]),
        "spouse": st.sampled_from(["Lê Thị Na", "", "@@"]),
        "how": st.sampled_from(["post", "here", "fax"]),
        "street": st.text(max_size=8),
        "born": st.sampled_from(["2/9/1990", "1990-09-02", "31/02/1990", "hôm qua"]),
        "copies": st.sampled_from([1, "20", "21", "0", "hai", True]),
        "children": st.sampled_from(
            [[], [{"name": "Na"}], [{"year": "2001"}], [{}] * 2, [{"name": "Na"}] * 4, "x"]
        ),
        "stranger": st.just("không được hỏi"),
    },
)


def test_the_definition_can_be_asked() -> None:
    assert eforms.faults(SCHEMA) == []
    assert [section.code for section in FORM.pages({})] == ["who", "what"]
    assert eforms.faults(eforms.GENERAL) == []


@law
@given(ANSWERS)
def test_what_is_not_asked_is_neither_required_nor_kept(answers: dict[str, Any]) -> None:
    kept = eforms.checked(FORM, answers, on=ON, lax=True)
    asked = {question.name for question in FORM.shown(kept)}
    assert set(kept) <= asked
    try:
        whole = eforms.checked(FORM, answers, on=ON)
    except Invalid as refused:
        for fault in refused.faults:
            assert fault.field.split(".")[0] in asked
            assert str(fault)
    else:
        assert whole == kept
        needed = {question.name for question in FORM.shown(whole) if question.required}
        assert needed <= set(whole)


@law
@given(ANSWERS)
def test_checking_again_changes_nothing(answers: dict[str, Any]) -> None:
    kept = eforms.checked(FORM, answers, on=ON, lax=True)
    assert eforms.checked(FORM, kept, on=ON, lax=True) == kept
    assert eforms.checked(FORM, json.loads(json.dumps(kept)), on=ON, lax=True) == kept
    assert eforms.summary(FORM, kept) is not None


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"name": ""}, "name", "Ghi “Họ tên”."),
        ({"name": "<b>"}, "name", "bằng chữ"),
        ({"number": "12"}, "number", "12 chữ số"),
        ({"married": True}, "spouse", "Ghi “Họ tên vợ hoặc chồng”."),
        ({"how": None}, "how", "Chọn một mục ở “Nhận bằng”."),
        ({"how": "fax"}, "how", "trong danh sách"),
        ({"how": "post"}, "street", "Ghi “Gửi đến”."),
        ({"born": "31/02/1990"}, "born", "ví dụ 02/09/1990"),
        ({"copies": "21"}, "copies", "không lớn hơn 20"),
        ({"copies": "1,5"}, "copies", "số nguyên"),
        ({"children": [{"year": 2001}]}, "children.0.name", "Ghi “Tên”."),
        ({"children": [{"name": "Na"}] * 4}, "children", "nhiều nhất 3 dòng"),
        ({"street": "", "name": "Na\u202eb"}, "name", "không nhìn thấy"),
    ],
)
def test_what_is_wrong_is_said_at_its_question(over: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        eforms.checked(FORM, {**GOOD, **over}, on=ON)
    assert {fault.field for fault in refused.value.faults} == {field}
    assert words in str(refused.value.faults[0])


def test_one_page_is_checked_alone() -> None:
    assert eforms.checked(FORM, {"name": "Trần Văn Ước"}, on=ON, only=["name", "number"]) == {
        "name": "Trần Văn Ước"
    }
    with pytest.raises(Invalid) as refused:
        eforms.checked(FORM, {"name": "Trần Văn Ước", "copies": "0"}, on=ON, only=["copies", "how"])
    assert {fault.field for fault in refused.value.faults} == {"copies", "how"}


def test_information_is_given_once() -> None:
    known = {"applicant.name": "Trần Văn Ước", "applicant.id_number": "không rõ"}
    assert eforms.prefilled(FORM, known) == {"name": "Trần Văn Ước"}
    assert eforms.prefilled(FORM, known, {"name": "Lê Thị Na"}) == {"name": "Lê Thị Na"}


def test_answers_are_read_as_on_paper() -> None:
    answers = eforms.checked(
        FORM,
        {**GOOD, "born": "2/9/1990", "children": [{"name": "Na", "year": "2001"}, {}], "street": "bị bỏ"},
        on=ON,
    )
    assert eforms.summary(FORM, answers) == [
        ("Người khai", [("Họ tên", "Trần Văn Ước")]),
        ("Nội dung", [
            ("Đã kết hôn", "Không"), ("Nhận bằng", "Tại đây"), ("Ngày sinh", "02/09/1990"), ("Số bản", "2"),
            ("Các con", "1. Tên: Na; Năm sinh: 2001"),
        ]),
    ]  # fmt: skip


def _with(**over: Any) -> dict[str, Any]:
    return {**SCHEMA, "properties": {**SCHEMA["properties"], **over}}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ([], "type"),
        ({"type": "object", "title": "x", "properties": {}}, "từ 1 đến"),
        ({**SCHEMA, "required": ["nobody"]}, "required"),
        ({**SCHEMA, "additionalProperties": True}, "additionalProperties"),
        (_with(Name={"type": "string", "title": "x", "x-section": "who"}), "chữ thường"),
        (_with(x={"type": "object", "title": "x", "x-section": "who"}), "type"),
        (_with(x={"type": "string", "title": "", "x-section": "who"}), "nhãn"),
        (_with(x={"type": "string", "title": "x", "x-section": "none"}), "x-section"),
        (_with(x={"type": "string", "title": "x", "x-section": "who", "format": "uri"}), "format"),
        (_with(x={"type": "string", "title": "x", "x-section": "who", "enum": ["a", "a"]}), "khác nhau"),
        (
            _with(x={"type": "string", "title": "x", "x-section": "who", "x-when": {"later": True}}),
            "đứng trước",
        ),
        (
            _with(x={"type": "string", "title": "x", "x-section": "who", "x-when": {"how": "fax"}}),
            "không chọn được",
        ),
        (_with(x={"type": "string", "title": "x", "x-section": "who", "pattern": "["}), "pattern"),
        (_with(x={"type": "string", "title": "x", "x-section": "who", "pattern": "a"}), "x-say"),
        (
            _with(x={"type": "string", "title": "x", "x-section": "who", "minLength": 9, "maxLength": 1}),
            "lớn hơn",
        ),
        (
            _with(x={"type": "string", "title": "x", "x-section": "who", "x-prefill": "applicant.photo"}),
            "x-prefill",
        ),
        (
            _with(x={"type": "string", "title": "x", "x-section": "who", "x-latest": "today"}),
            "ngày hoặc năm",
        ),
        (
            _with(x={"type": "integer", "title": "x", "x-section": "who", "x-latest": "name"}),
            "câu hỏi về ngày",
        ),
        (
            _with(x={"type": "string", "title": "x", "x-section": "who", "x-suggest": "colour"}),
            "x-suggest",
        ),
        (
            _with(
                x={
                    "type": "string",
                    "title": "x",
                    "x-section": "who",
                    "x-carry": {"when": {"how": "fax"}, "from": "later"},
                }
            ),
            "đứng trước",
        ),
        (_with(x={"type": "array", "title": "x", "x-section": "who"}), "items"),
        (_with(x={"type": "array", "title": "x", "x-section": "who", "items": 3, "maxItems": 2}), "items"),
    ],
)
def test_a_definition_that_cannot_be_asked_is_refused(schema: Any, words: str) -> None:
    assert any(words in fault for fault in eforms.faults(schema)), eforms.faults(schema)
    with pytest.raises(ValueError):
        eforms.form_of(schema)


BIRTH = eforms.form_of(
    json.loads((Path(__file__).parents[2] / "catalogue/eforms/1.001193-khai-sinh.json").read_text("utf-8"))[
        "schema"
    ]
)
MOTHER = {
    "applicant_name": "Nguyễn Thị Mai", "applicant_number": "001191000101", "applicant_home": "Long Biên",
    "relation": "me",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"child_born": "01/05/2027"}, "child_born", "không thể sau hôm nay, 20/11/2026"),
        ({"child_born": "2026-11-21"}, "child_born", "không thể sau hôm nay"),
        ({"mother_known": True, "child_born": "20/11/2026", "mother_year": "2026"}, "mother_year",
         "phải trước “Ngày sinh” (20/11/2026)"),
    ],
)  # fmt: skip
def test_nothing_declared_has_happened_in_days_to_come(said: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(Invalid) as refused:
        eforms.checked(BIRTH, said, on=ON, only=[field])
    assert words in str(refused.value)
    assert field not in eforms.checked(BIRTH, said, on=ON, lax=True)
    good = {"mother_known": True, "child_born": "2026-11-20", "mother_year": 1991}
    assert eforms.checked(BIRTH, good, on=ON, lax=True) == good, "today itself is taken"


def test_a_mother_does_not_write_her_own_name_again() -> None:
    said = eforms.carried(BIRTH, MOTHER)
    assert (said["mother_known"], said["mother_name"], said["mother_number"]) == (
        True, "Nguyễn Thị Mai", "001191000101",
    )  # fmt: skip
    assert "father_name" not in said
    father = eforms.carried(BIRTH, {**said, "relation": "cha"})
    assert father["father_name"] == "Nguyễn Thị Mai" and "mother_name" not in father, "nobody is both"
    typed = eforms.carried(BIRTH, {**MOTHER, "mother_known": True}, typed=["mother_name"])
    assert "mother_name" not in typed, "what was emptied stays empty"


def test_what_is_usual_is_put_in_and_what_is_common_is_offered() -> None:
    assert eforms.prefilled(BIRTH, {})["child_nationality"] == "Việt Nam"
    assert len(set(eforms.SUGGESTED["ethnic"])) == 54


SHIPPED = sorted((Path(__file__).parents[2] / "catalogue" / "eforms").glob("*.json"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_form_can_be_asked_and_fits_a_telephone(file: Path) -> None:
    given = json.loads(file.read_text(encoding="utf-8"))
    assert eforms.faults(given["schema"]) == []
    form = eforms.form_of(given["schema"])
    assert given["source"] and given["covers"] and given["code"] == file.stem.partition("-")[0]
    assert all(len(section.questions) <= 14 for section in form.sections), "one group of questions a page"
    assert not any("ảnh thẻ" in question.label.casefold() for question in form.questions)


def test_forms_are_shipped() -> None:
    assert len(SHIPPED) >= 8


def test_what_changed_in_a_declaration_is_read_in_words() -> None:
    form = eforms.form_of(eforms.GENERAL)
    name = form.questions[0].name
    assert eforms.changes(form, {name: "a"}, {name: "a"}) == []
    assert eforms.changes(form, {name: "a"}, {name: "b"}) == [(form.questions[0].label, "a", "b")]
    assert eforms.changes(form, {}, {name: "b"}) == [(form.questions[0].label, "", "b")]
    assert eforms.changes(form, {name: "a"}, {}) == [(form.questions[0].label, "a", "")]
