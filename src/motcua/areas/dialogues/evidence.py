"""What an act says of the rows of dialogues and consultations, and these rows as they are now.

Commitments hang on their case and are checked with it (``cases.evidence``); dialogues, questions, consultations and
comments have chains of their own, and ``disagreements`` holds them against these.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.dialogues import events
from motcua.areas.dialogues.choices import KIND
from motcua.areas.dialogues.models import (
    Clause,
    Comment,
    Commitment,
    Consultation,
    Dialogue,
    Explanation,
    Gathering,
    Progress,
    Question,
)
from motcua.base.journal.models import Event
from motcua.base.people.fields import Unreadable
from motcua.rules.said import Said

CHUNK = 400
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Commitment: frozenset({"case_id", "dialogue_id", "question_id"}),
    Progress: frozenset({"id", "commitment_id"}),
    Dialogue: frozenset({"id"}),
    Question: frozenset({"id", "dialogue_id", "merged_into_id", "search"}),
    Consultation: frozenset({"id"}),
    Clause: frozenset({"id", "consultation_id"}),
    Explanation: frozenset({"id", "consultation_id"}),
    Gathering: frozenset({"id", "consultation_id", "explanation_id"}),
    Comment: frozenset({"id", "consultation_id", "explanation_id"}),
}
"""Columns that no digest covers: keys (what they lead to is named instead), and what is made of other columns."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}
YOUNGER = frozenset({"came_to", "brought_at"})
"""Columns younger than digests: they count only where they say something."""


def of(subject: str, name: str, row: Any, **more: Any) -> dict[str, str]:
    """Digest of one row under its name; ``more`` says to what its keys lead."""
    columns = (one for one in COLUMNS[type(row)] if one not in YOUNGER or getattr(row, one))
    values = {column: getattr(row, column) for column in columns}
    return {name: evidence.digest(subject, name, {**values, **more})}


# --- commitments -----------------------------------------------------------------------------------------------


def of_commitment(subject: str, commitment: Commitment, progress: Iterable[Progress] = ()) -> dict[str, str]:
    """Digests of a commitment and of what was said on its way."""
    question = commitment.question.code if commitment.question else ""
    said = of(subject, "commitment", commitment, dialogue=commitment.dialogue.code, question=question)
    for row in progress:
        said |= of(subject, f"progress.{row.n}", row)
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    keys = [case.pk for case in cases]
    progress: dict[int, list[Progress]] = defaultdict(list)
    for row in Progress.objects.filter(commitment_id__in=keys):
        progress[row.commitment_id].append(row)
    found = {
        row.case_id: row
        for row in Commitment.objects.filter(case_id__in=keys).select_related("dialogue", "question")
    }
    return {
        case.pk: of_commitment(case.subject, found[case.pk], progress[case.pk]) if case.pk in found else {}
        for case in cases
    }


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))


# --- chains of their own ---------------------------------------------------------------------------------------


def of_dialogue(dialogue: Dialogue) -> dict[str, str]:
    """Digest of a dialogue."""
    return of(dialogue.subject, "dialogue", dialogue)


def of_question(question: Question) -> dict[str, str]:
    """Digest of a question with its answer."""
    dialogue = question.dialogue.code if question.dialogue else ""
    into = question.merged_into.code if question.merged_into else ""
    return of(question.subject, "question", question, dialogue=dialogue, into=into)


def of_comment(comment: Comment) -> dict[str, str]:
    """Digest of a comment; which explanation answers it says the digest of that."""
    return of(comment.subject, "comment", comment, consultation=comment.consultation.code)


def of_consultation(consultation: Consultation, *beside: Clause | Gathering) -> dict[str, str]:
    """Digest of a consultation, and of rows beside it."""
    subject = consultation.subject
    said = of(subject, "consultation", consultation)
    for row in beside:
        kind = "clause" if isinstance(row, Clause) else "gathering"
        said |= of(subject, f"{kind}.{row.n}", row)
    return said


def of_explanation(
    consultation: Consultation, row: Explanation, comments: Iterable[str], gatherings: Iterable[int]
) -> dict[str, str]:
    """Digest of an explanation with what it answers: codes of comments, numbers of gatherings."""
    answered = {"comments": sorted(comments), "gatherings": sorted(gatherings)}
    return of(consultation.subject, f"explanation.{row.n}", row, **answered)


def _whole(consultation: Consultation) -> dict[str, str]:
    said = of_consultation(consultation, *consultation.clauses.all(), *consultation.gatherings.all())
    for row in consultation.explanations.all():
        said |= of_explanation(
            consultation,
            row,
            [one.code for one in row.comments.all()],
            [one.n for one in row.gatherings.all()],
        )
    return said


def _tables() -> list[tuple[str, QuerySet[Any], Callable[[Any], dict[str, str]]]]:
    return [
        ("dialogue:", Dialogue.objects.all(), of_dialogue),
        ("question:", Question.objects.select_related("dialogue", "merged_into"), of_question),
        ("comment:", Comment.objects.select_related("consultation"), of_comment),
        (
            "consultation:",
            Consultation.objects.prefetch_related(
                "clauses", "gatherings", "explanations__comments", "explanations__gatherings"
            ),
            _whole,
        ),
    ]


def disagreements() -> list[str]:
    """Dialogues, questions, comments and consultations that differ from what the journal recorded."""
    found: list[str] = []
    for prefix, rows, digests in _tables():
        kept, after = set[str](), 0
        while keys := list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
            kept |= _held(rows, keys, digests, found)
            after = keys[-1]
        told = Event.objects.filter(subject__startswith=prefix, n=1).values_list("subject", flat=True)
        found += [
            Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
            for subject in sorted(set(told.iterator()) - kept)
        ]
    return found


def _held(
    rows: QuerySet[Any], keys: Sequence[int], digests: Callable[[Any], dict[str, str]], found: list[str]
) -> set[str]:
    """Hold some rows against their chains; returns their subjects. One that does not open is named."""
    try:
        now: dict[str, Mapping[str, str]] = {row.subject: digests(row) for row in rows.filter(pk__in=keys)}
    except Unreadable:
        if len(keys) > 1:
            return set[str]().union(*(_held(rows, [key], digests, found) for key in keys))
        code = rows.values_list("code", flat=True).get(pk=keys[0])
        found.append(Said("{code}: có nội dung mã hóa không mở được (bị sửa).", code=code))
        return {f"{rows.model._meta.model_name}:{code}"}
    told: dict[str, dict[str, str]] = defaultdict(dict)
    chain = Event.objects.filter(subject__in=list(now)).order_by("subject", "n")
    for subject, facts in chain.values_list("subject", "facts"):
        told[subject] |= facts.get("rows", {})
    for subject in sorted(now):
        if subject not in told:
            found.append(
                Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
            )
        elif told[subject] != now[subject]:
            found.append(Said("{subject}: khác với sổ cái (bị sửa).", subject=subject))
    return set(now)
