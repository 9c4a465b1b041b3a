"""What an act says of the rows of a survey, and whether they still are what the journal says."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from motcua.areas.cases.evidence import chains, digest, of_row
from motcua.areas.surveys import events
from motcua.areas.surveys.choices import Spread, State
from motcua.areas.surveys.models import (
    Answer,
    Invited,
    LocalForm,
    PapiScore,
    Remedy,
    Round,
    Slip,
    Waiting,
    Words,
)
from motcua.base.journal.models import Event
from motcua.rules.said import Said

SUBJECT, FORMS, PAPI = "survey:", "questionnaire:", "papi:"
COUNTS = frozenset({"answered"})
"""What every answer moves: held against the number of answers in the journal, not against a digest."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(
        f.attname
        for f in model._meta.concrete_fields
        if f.attname not in ({"id", "round_id", "sheet_key"} | COUNTS)
    )
    for model in (Round, LocalForm, Invited, Answer, Words, Remedy, PapiScore)
}


YOUNGER: dict[type[Any], dict[str, Any]] = {
    Round: {"spread": Spread.WHOLE, "letters": 0},
    Invited: {"by_hand": False},
}
"""Columns younger than digests: they count only where they say something, so that what was said before stays true."""


def _columns(row: Any) -> list[str]:
    young = YOUNGER.get(type(row), {})
    return [name for name in COLUMNS[type(row)] if name not in young or getattr(row, name) != young[name]]


def of_round(round: Round, **beside: str) -> dict[str, str]:
    """Digest of a round, and digests beside it."""
    return {"round": of_row(round.subject, "round", round, _columns(round)), **beside}


def of_form(form: LocalForm) -> dict[str, str]:
    """Digest of a version of a questionnaire."""
    return {f"version.{form.version}": of_row(form.subject, str(form.version), form, COLUMNS[LocalForm])}


def of_many(subject: str, name: str, rows: Iterable[Any]) -> dict[str, str]:
    """One digest of rows of no order."""
    each = sorted(of_row(subject, name, row, _columns(row)) for row in rows)
    return {name: digest(subject, name, {"rows": each})} if each else {}


def of_batch(round: Round, n: int, answers: Iterable[Answer]) -> dict[str, str]:
    """Digest of answers counted together."""
    return of_many(round.subject, f"batch.{n}", answers)


def of_words(round: Round, row: Words) -> dict[str, str]:
    """Digest of what somebody wrote, and what became of it."""
    return {f"words.{row.pk}": of_row(round.subject, "words", row, COLUMNS[Words])}


def of_remedy(subject: str, row: Remedy) -> dict[str, str]:
    """Digest of a remedy."""
    return {f"remedy.{row.n}": of_row(subject, f"remedy.{row.n}", row, COLUMNS[Remedy])}


def of_papi(agency: str) -> dict[str, str]:
    """Digest of all scores that an agency imported."""
    return of_many(f"{PAPI}{agency}", "scores", PapiScore.objects.filter(agency=agency))


def disagreements() -> list[str]:
    """Rounds, questionnaires, samples, answers, words and remedies that differ from what the journal recorded."""
    now: dict[str, dict[str, str]] = {}
    missing: list[str] = []
    remedies: dict[str, list[Remedy]] = {}
    for one in Remedy.objects.all():
        remedies.setdefault(one.about, []).append(one)
    rounds = list(Round.objects.prefetch_related("invited", "answers", "words"))
    told = Counter(
        Event.objects.filter(kind=events.ANSWERED.name, subject__startswith=SUBJECT).values_list(
            "subject", flat=True
        )
    )
    for row in rounds:
        now[row.subject] = of_round(row, **of_many(row.subject, "sample", row.invited.all()))
        batches: dict[int, list[Answer]] = {}
        for answer in row.answers.all():
            batches.setdefault(answer.batch, []).append(answer)
        for n, answers in batches.items():
            now[row.subject] |= of_batch(row, n, answers)
        for words in row.words.all():
            now[row.subject] |= of_words(row, words)
        for remedy in remedies.get(row.subject, ()):
            now[row.subject] |= of_remedy(row.subject, remedy)
        boxed = Waiting.objects.filter(round=row).count()
        left = Slip.objects.filter(round=row).count()
        counted = sum(len(answers) for answers in batches.values())
        slips = row.slips - row.answered if row.state == State.OPEN else 0
        if not (told[row.subject] == row.answered == counted + boxed) or left != slips:
            missing.append(
                Said("{subject}: số phiếu khác với sổ cái (bị thêm hoặc bớt).", subject=row.subject)
            )
    versions: dict[str, dict[str, str]] = {}
    for form in LocalForm.objects.all():
        versions.setdefault(form.subject, {}).update(of_form(form))
    papi: dict[str, dict[str, str]] = {}
    for subject in (
        Event.objects.filter(subject__startswith=PAPI).values_list("subject", flat=True).distinct()
    ):
        papi[subject] = of_papi(subject.removeprefix(PAPI))
        for remedy in remedies.get(subject, ()):
            papi[subject] |= of_remedy(subject, remedy)
    return [*chains(SUBJECT, now), *missing, *chains(FORMS, versions), *chains(PAPI, papi)]
