"""The dossiers' rows held against the journal, both ways: what was altered, removed or added by hand.

What an act says of the rows that it writes is ``areas.cases.evidence``; here are the dossier's own rows, and the check.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr

from motcua.areas.cases import evidence
from motcua.areas.cases.evidence import type_disagreements
from motcua.areas.cases.models import Case, CaseType, ClockEvent, StepVisit
from motcua.areas.cases.queries import fold_clock, fold_events
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Decision, Dossier, Rating, Result, SupplementRequest
from motcua.areas.procedures.events import PUBLISHING
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.models import Event
from motcua.base.people.fields import Unreadable
from motcua.rules.impossible import Impossible
from motcua.rules.said import Said

Row = Dossier | Decision | SupplementRequest | Result | Rating
KIND = "dossier"
CHUNK = 400
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Dossier: frozenset({"case_id", "applicant_id", "contact", "note"}),
    Decision: frozenset({"id", "dossier_id"}),
    SupplementRequest: frozenset({"id", "dossier_id"}),
    Result: frozenset({"dossier_id"}),
    Rating: frozenset({"dossier_id"}),
}
"""Columns that no digest covers: keys, and what people may have corrected."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}


def name_of(row: Row) -> str:
    """How an event calls a row of a dossier."""
    match row:
        case Decision():
            return f"decision.{row.form}"
        case SupplementRequest():
            return f"supplement.{row.round}"
    return type(row).__name__.lower()


def of_rows(subject: str, rows: Iterable[Row]) -> dict[str, str]:
    """Digests of rows of a dossier; that of a result covers the content of its file."""
    said = {}
    for row in rows:
        name = name_of(row)
        values = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        if isinstance(row, Result):
            values["sha256"] = row.file.sha256 if row.file else ""
        said[name] = evidence.digest(subject, name, values)
    return said


# --- the check -------------------------------------------------------------------------------------------------


def disagreements() -> list[str]:
    """Dossiers and case types whose rows differ from what the journal recorded. Linear, a few hundred at a time."""
    found = type_disagreements(kind.name for kind in PUBLISHING)
    digests = {
        type_.pk: (type_, evidence.of_type(type_)) for type_ in CaseType.objects.iterator(chunk_size=200)
    }
    after = 0
    while keys := list(Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        try:
            found += _chunk(keys, digests)
        except Unreadable:
            for key in keys:
                try:
                    found += _chunk([key], digests)
                except Unreadable:
                    code = Case.objects.values_list("code", flat=True).get(pk=key)
                    found.append(Said("Hồ sơ {code}: có nội dung mã hóa không mở được (bị sửa).", code=code))
        after = keys[-1]
    return found + _vanished()


def _chunk(keys: Sequence[int], digests: dict[int, tuple[CaseType, str]]) -> list[str]:
    cases = list(Case.objects.filter(pk__in=keys).order_by("pk").defer("who", "search"))
    chains: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for subject, *link in (
        Event.objects.filter(subject__in=[case.subject for case in cases])
        .order_by("subject", "n")
        .values_list("subject", "n", "at", "hash", "facts")
    ):
        chains[subject].append(tuple(link))
    visits = _by_case(StepVisit.objects.filter(case_id__in=keys), "case_id")
    clocks = _by_case(ClockEvent.objects.filter(case_id__in=keys).order_by("n"), "case_id")
    rows: dict[int, list[Any]] = defaultdict(list)
    for found in (
        Dossier.objects.filter(case_id__in=keys).defer("contact", "note"),
        Decision.objects.filter(dossier_id__in=keys),
        SupplementRequest.objects.filter(dossier_id__in=keys),
        Result.objects.filter(dossier_id__in=keys).select_related("file"),
        Rating.objects.filter(dossier_id__in=keys),
    ):
        for row in found:
            rows[row.case_id if isinstance(row, Dossier) else row.dossier_id].append(row)
    faults: list[str] = []
    for case in cases:
        type_, type_digest = digests[case.type_id]
        now = {"case": evidence.of_case(case, type_), "type": type_digest}
        for visit in visits[case.pk]:
            now |= evidence.of_visit(case.subject, visit.n, evidence.visit_values(visit))
        for tick in clocks[case.pk]:
            now |= evidence.of_clock(case.subject, tick)
        now |= of_rows(case.subject, rows[case.pk])
        faults += _one(case, type_, chains[case.subject], now, clocks[case.pk])
    return faults


def _by_case(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _one(
    case: Case,
    type_: CaseType,
    chain: Sequence[tuple[Any, ...]],
    now: dict[str, str],
    clock: list[ClockEvent],
) -> Iterator[str]:
    """Hold one dossier against its chain of (n, at, hash, facts)."""
    if not chain:
        yield Said("Hồ sơ {code}: có trong bảng nhưng không có trong sổ cái (bị chèn).", code=case.code)
        return
    n, at, hash_, facts = chain[-1]
    if (case.n, case.head, case.last_at) != (n, hash_, at):
        yield Said("Hồ sơ {code}: sự kiện cuối cùng không còn trong sổ cái.", code=case.code)
        return
    told = facts.get("dates", {})
    wrong = [
        name for name in queries.PROMISES if name in told and told[name] != queries.plain(getattr(case, name))
    ]
    if facts.get("state") != case.state:
        wrong.append("state")
    if case.received_at != chain[0][1] and "received_at" not in wrong:
        wrong.append("received_at")
    due = _folded(case, type_, clock)
    for name in ("due_at", "legal_due_at"):
        if due is not None and getattr(due, name) != getattr(case, name) and name not in wrong:
            wrong.append(name)
    said: dict[str, str] = {}
    for _n, _at, _hash, each in chain:
        said |= each.get("rows", {})
    if said:
        odd = sorted(name for name in said.keys() | now.keys() if said.get(name) != now.get(name))
        wrong += [name for name in odd if name != "case" or not wrong]
    if wrong:
        yield _differs(case.code, *wrong)


def _folded(case: Case, type_: CaseType, clock: list[ClockEvent]) -> Any:
    """What the events of the clock add up to; None when they cannot have happened so (their digests tell)."""
    if not clock or any(row.kind == "extended" and row.until is None for row in clock):
        return None
    try:
        return fold_clock(fold_events(clock, type_), calendar_for(case.agency))
    except (Impossible, ValueError):
        return None


def _differs(code: str, *names: str) -> str:
    return Said("Hồ sơ {code}: {fields} khác với sổ cái (bị sửa).", code=code, fields=", ".join(names))


def _vanished() -> list[str]:
    """Dossiers that the journal received and that have no row any more."""
    kept = Case.objects.filter(kind=KIND, code=Substr(OuterRef("subject"), len(KIND) + 2))
    received = Event.objects.filter(subject__startswith=f"{KIND}:", n=1).exclude(Exists(kept))
    return [
        Said(
            "Hồ sơ {code}: có trong sổ cái nhưng không còn trong bảng (bị xóa).",
            code=subject.partition(":")[2],
        )
        for subject in received.values_list("subject", flat=True)
    ]
