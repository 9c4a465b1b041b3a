"""E-forms on a page: questions as fields, what was posted as raw answers. The rules decide; this shows and reads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from motcua.base import spoken
from motcua.rules.eforms import SUGGESTED, EForm, Question
from motcua.rules.impossible import Fault

PREFIX = "q-"


def name_of(question: str) -> str:
    """The name of a question's field; nothing personal, the same on every page."""
    return PREFIX + question


def wrong_of(faults: Iterable[Fault], prefix: str = "") -> dict[str, list[str]]:
    """Faults by question, in the language asked for."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        if fault.field.startswith(prefix):
            found.setdefault(fault.field.removeprefix(prefix), []).append(spoken.fault(fault))
    return found


def decides(form: EForm) -> set[str]:
    """Questions on whose answer it depends what else is asked."""
    return {name for question in form.questions for name in question.when}


def fields(
    questions: Sequence[Question],
    answers: Mapping[str, Any],
    wrong: Mapping[str, list[str]],
    deciding: set[str],
) -> list[dict[str, Any]]:
    """The questions as ``ui/components/eform_fields.html`` shows them."""
    return [_field(one, answers.get(one.name), wrong, one.name, deciding) for one in questions]


def _field(
    question: Question, value: Any, wrong: Mapping[str, list[str]], key: str, deciding: set[str]
) -> dict[str, Any]:
    found = {
        "id": name_of(key.replace(".", "-")), "name": name_of(key.replace(".", "-")), "label": question.label,
        "help": question.help, "required": question.required, "kind": _kind(question), "value": _shown(value),
        "errors": wrong.get(key, []), "longest": question.longest, "decides": question.name in deciding,
        "choices": [(str(v), label, str(v) == str(value)) for v, label in question.choices],
    }  # fmt: skip
    found["suggested"] = SUGGESTED.get(question.suggest, ())
    if question.type == "array":
        rows = list(value or ())
        more = min(question.rows[1], max(question.rows[0], len(rows) + 1))
        rows += [{}] * (more - len(rows))
        found["rows"] = [
            [
                _field(one, cells.get(one.name), wrong, f"{key}.{at}.{one.name}", set())
                for one in question.columns
            ]
            for at, cells in enumerate(rows)
        ]
        found["full"] = len(rows) >= question.rows[1]
    return found


def _shown(value: Any) -> Any:
    return "" if value is None else value


def _kind(question: Question) -> str:
    if question.type == "array":
        return "rows"
    if question.type == "boolean":
        return "check"
    if question.choices:
        return "radio" if len(question.choices) <= 6 else "select"
    if question.type in ("integer", "number"):
        return "number"
    return {"date": "date", "text": "area", "phone": "tel", "email": "email", "id-number": "digits"}.get(
        question.format, "text"
    )


def read(questions: Iterable[Question], posted: QueryDict) -> dict[str, Any]:
    """What a page said of its questions; every one of them, so that an answer can be taken back."""
    found: dict[str, Any] = {}
    for question in questions:
        name = name_of(question.name)
        if question.type == "boolean":
            found[question.name] = name in posted
        elif question.type == "array":
            found[question.name] = [
                {column.name: posted.get(f"{name}-{at}-{column.name}", "") for column in question.columns}
                for at in range(question.rows[1])
                if any(posted.get(f"{name}-{at}-{column.name}") for column in question.columns)
            ]
        else:
            found[question.name] = posted.get(name, "")
    return found


__all__ = ["decides", "fields", "name_of", "read", "wrong_of"]
