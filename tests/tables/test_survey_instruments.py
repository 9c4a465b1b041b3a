"""What each shipped questionnaire asks, numbered as the sources of DOMAIN §5 do (R5.2, R5.3, R5.16)."""

from motcua.areas.surveys.choices import shipped
from motcua.rules.surveys.questionnaire import Questionnaire
from tests.tables.reading import rows

ALL = "TỔNG"


def _counts(asked: Questionnaire) -> dict[str, int]:
    return {one.name: len(one.criteria) for one in asked.elements}


def _said(code: str, column: str) -> dict[str, int]:
    return {
        row["yếu tố"]: int(row[column]) for row in rows("survey_instruments") if row["bộ câu hỏi"] == code
    }


def test_shipped_questionnaires_ask_what_the_sources_number() -> None:
    assert {row["bộ câu hỏi"] for row in rows("survey_instruments")} == set(shipped())
    for code, one in shipped().items():
        assert _counts(one.asked) | {ALL: len(list(one.asked.criteria()))} == _said(code, "số tiêu chí")
        also = _counts(one.also) | {ALL: len(list(one.also.criteria()))}
        assert {name: also.get(name, 0) for name in _said(code, "số tiêu chí")} == _said(
            code, "một số đợt hỏi thêm"
        )


def test_a_criterion_is_asked_or_asked_in_some_rounds_never_both() -> None:
    for one in shipped().values():
        names = [*one.asked.asked(), *one.also.asked()]
        assert len(set(names)) == len(names)


def test_the_services_of_both_methods_are_asked_by_the_same_names() -> None:
    new, old = (set(shipped()[code].asked.asked()) for code in ("sipas-1001", "sipas-2640"))
    assert old < new
