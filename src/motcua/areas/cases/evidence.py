"""What an event says of the rows that its act wrote, and the rows as they are now.

Every event of a case carries, as the fact ``rows``, a digest of each row that its act wrote: the last one said of a row
is what the row must be. Free text of people and what is not for the journal stands in rows only; its digest shows that
it was altered without telling it. Not covered: what people may have corrected (who, contact, search).

The check of every kind of case is here too: rows held against the journal, both ways, so that what was altered, removed
or added by hand is found.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Substr

from motcua.areas.cases import queries
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import Case, CaseType, ClockEvent, StepVisit
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal import policies
from motcua.base.journal.models import Event
from motcua.base.people.fields import Unreadable
from motcua.rules.impossible import Impossible
from motcua.rules.said import Said

DIGITS = 32
CHUNK = 400
CASE = (
    "kind", "agency", "place", "where", "field", "title", "state", "step", "step_name", "duty", "post", "visit",
    "step_due_at", "filed_at", "received_at", "promised_at", "re_promised_at", "due_at", "legal_due_at", "paused",
    "finished_at", "closed_at", "on_time", "confidential",
    "kept_from", "stands_in", "came_to", "brought_at",
)  # fmt: skip
TYPE = (
    "kind", "code", "version", "name", "field", "levels", "limit_amount", "limit_unit", "same_day", "cutoff", "shape",
    "steps", "papers", "law", "valid_from",
)  # fmt: skip
VISIT: Mapping[str, Mapping[str, Any]] = {
    "": {"step": None, "name": None, "kind": None, "duty": None, "entered_at": None, "due_at": None},
    ".holder": {"post": "", "official": None},
    ".taken": {"taken_at": None},
    ".end": {"left_at": None, "outcome": "", "note": ""},
}
"""Parts of a visit that are written at different moments, with what they are before that."""


_AS_IT_IS = frozenset({str, int, bool, type(None), list, dict})


def plain(value: Any) -> Any:
    """A column's value as JSON writes it, whether it was just set or read back."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, dt.datetime):
        return policies.moment(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return format(value.normalize() + 0, "f") if isinstance(value, Decimal) else str(value)


def digest(subject: str, row: str, values: Mapping[str, Any]) -> str:
    """Digest of one row of one subject: equal rows of different subjects have different digests."""
    content = {"subject": subject, "row": row, **{name: plain(value) for name, value in values.items()}}
    return policies.fingerprint(content)[:DIGITS]


def of_row(subject: str, row: str, values: Any, names: Iterable[str]) -> str:
    """Digest of the named columns of a row."""
    return digest(subject, row, {name: getattr(values, name) for name in names})


def chains(prefix: str, now: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Things with a chain of their own that are no cases: digests of their rows ``now``, held against what was told."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    events = Event.objects.filter(subject__startswith=prefix).order_by("subject", "n")
    for subject, facts in events.values_list("subject", "facts").iterator(chunk_size=500):
        told[subject] |= facts.get("rows", {})
    found: list[str] = []
    for subject in sorted(told.keys() | now.keys()):
        if subject not in told:
            found.append(
                Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
            )
        elif subject not in now:
            found.append(
                Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
            )
        elif told[subject] != now[subject]:
            found.append(Said("{subject}: khác với sổ cái (bị sửa).", subject=subject))
    return found


def of_type(type_: CaseType) -> str:
    """Digest of a published case type: limits, steps, papers; when it ends is not part of what was published."""
    return of_row("case-type", f"{type_.code}/{type_.version}", type_, TYPE)


def of_case(case: Case, type_: CaseType) -> str:
    """Digest of a case under the version of the type that it pins.

    Columns younger than digests count only where they say something, so that what was said before stays true.
    """
    values = {name: getattr(case, name) for name in CASE}
    if case.filed_at is None:
        del values["filed_at"]
    if case.where == case.agency:
        del values["where"]
    for name in ("confidential", "kept_from", "stands_in", "came_to", "brought_at"):
        if not values[name]:
            del values[name]
    return digest(case.subject, "case", {**values, "type": f"{type_.code}/{type_.version}"})


def of_visit(subject: str, n: int, values: Mapping[str, Any]) -> dict[str, str]:
    """Digests of the parts of a visit that ``values`` write; a part that is as it begins needs none."""
    said = {}
    for part, before in VISIT.items():
        if next(iter(before)) in values:
            now = {name: values.get(name, default) for name, default in before.items()}
            if now != before:
                said[f"visit.{n}{part}"] = digest(subject, f"visit.{n}{part}", now)
    return said


def of_clock(subject: str, row: ClockEvent) -> dict[str, str]:
    """Digest of one event of a clock."""
    return {f"clock.{row.n}": of_row(subject, f"clock.{row.n}", row, ("kind", "at", "until"))}


def visit_values(visit: StepVisit) -> dict[str, Any]:
    """Every covered column of a visit."""
    return {name: getattr(visit, name) for part in VISIT.values() for name in part}


@dataclass(frozen=True)
class Covered:
    """A kind of case whose rows are held against the journal.

    ``rows_of``  digests of the area's own rows as they are now, by the key of the case
    ``publishing``  kinds of events that publish its case types
    ``younger``  names of digests that events of before did not say: held against the journal where it says them
    """

    kind: str
    rows_of: Callable[[Sequence[Case]], Mapping[int, Mapping[str, str]]]
    publishing: tuple[str, ...]
    younger: frozenset[str] = frozenset()


# --- published types -------------------------------------------------------------------------------------------


def newest_type() -> int:
    """Number of the newest published type: what an act publishes comes after it."""
    return CaseType.objects.aggregate(last=Max("pk"))["last"] or 0


def published(after: int) -> dict[str, Any]:
    """The fact ``types`` of an act that published types: which ones, and one digest of them; empty when none."""
    last = newest_type()
    return {"types": {"after": after, "last": last, "digest": _of_types(after, last)}} if last > after else {}


def _of_types(after: int, last: int) -> str:
    total = hashlib.sha256()
    for type_ in CaseType.objects.filter(pk__gt=after, pk__lte=last).order_by("pk").iterator(chunk_size=200):
        total.update(f"{type_.pk}:{of_type(type_)}".encode())
    return total.hexdigest()


def type_disagreements(covered: Sequence[Covered]) -> list[str]:
    """Published types that differ from what the events that publish them said, or that no event published."""
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    publishing = {kind for one in covered for kind in one.publishing}
    types = CaseType.objects.filter(kind__in=[one.kind for one in covered])
    told = Event.objects.filter(kind__in=publishing).order_by("seq").values_list("seq", "kind", "facts")
    for seq, kind, facts in told.iterator(chunk_size=200):
        if not (said := facts.get("types")):
            continue
        spans.append((said["after"], said["last"]))
        if _of_types(said["after"], said["last"]) != said["digest"]:
            found.append(
                Said(
                    "Sự kiện {seq} ({kind}): thời hạn, quy trình hay thành phần hồ sơ đã công bố khác với sổ cái "
                    "(bị sửa).",
                    seq=seq,
                    kind=kind,
                )
            )
    spans.sort()
    seen = 0
    for after, last in [*spans, (newest_type(), newest_type())]:
        for type_ in types.filter(pk__gt=seen, pk__lte=after).order_by("pk")[:20]:
            found.append(
                Said(
                    "Loại hồ sơ {code}: không có trong sổ cái (bị chèn).",
                    code=f"{type_.code}/{type_.version}",
                )
            )
        seen = max(seen, last)
    return found


# --- the check -------------------------------------------------------------------------------------------------


def disagreements(covered: Sequence[Covered]) -> list[str]:
    """Cases and case types whose rows differ from what the journal recorded. Linear, a few hundred at a time."""
    found = type_disagreements(covered)
    digests = {type_.pk: (type_, of_type(type_)) for type_ in CaseType.objects.iterator(chunk_size=200)}
    kinds = {one.kind: one for one in covered}
    after = 0
    while keys := list(Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        try:
            found += _chunk(keys, digests, kinds)
        except Unreadable:
            for key in keys:
                try:
                    found += _chunk([key], digests, kinds)
                except Unreadable:
                    code = Case.objects.values_list("code", flat=True).get(pk=key)
                    found.append(Said("Hồ sơ {code}: có nội dung mã hóa không mở được (bị sửa).", code=code))
        after = keys[-1]
    return [*found, *(fault for kind in kinds for fault in _vanished(kind))]


def _chunk(
    keys: Sequence[int], digests: dict[int, tuple[CaseType, str]], kinds: Mapping[str, Covered]
) -> list[str]:
    cases = list(Case.objects.filter(pk__in=keys).order_by("pk").defer("who", "search"))
    chains: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for subject, *link in (
        Event.objects.filter(subject__in=[case.subject for case in cases])
        .order_by("subject", "n")
        .values_list("subject", "n", "at", "hash", "facts")
    ):
        chains[subject].append(tuple(link))
    visits = _by_case(StepVisit.objects.filter(case_id__in=keys))
    clocks = _by_case(ClockEvent.objects.filter(case_id__in=keys).order_by("n"))
    beside: dict[int, Mapping[str, str]] = {}
    for kind, one in kinds.items():
        if mine := [case for case in cases if case.kind == kind]:
            beside |= one.rows_of(mine)
    faults: list[str] = []
    for case in cases:
        type_, type_digest = digests[case.type_id]
        now = {"case": of_case(case, type_), "type": type_digest}
        for visit in visits[case.pk]:
            now |= of_visit(case.subject, visit.n, visit_values(visit))
        for tick in clocks[case.pk]:
            now |= of_clock(case.subject, tick)
        now |= beside.get(case.pk, {})
        younger = kinds[case.kind].younger if case.kind in kinds else frozenset()
        faults += _one(case, type_, chains[case.subject], now, clocks[case.pk], younger)
    return faults


def _by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _one(
    case: Case,
    type_: CaseType,
    chain: Sequence[tuple[Any, ...]],
    now: dict[str, str],
    clock: list[ClockEvent],
    younger: frozenset[str],
) -> Iterator[str]:
    """Hold one case against its chain of (n, at, hash, facts)."""
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
    if case.came_at != chain[0][1] and "received_at" not in wrong:
        wrong.append("received_at")
    due = _folded(case, type_, clock)
    for name in ("due_at", "legal_due_at"):
        if due is not None and getattr(due, name) != getattr(case, name) and name not in wrong:
            wrong.append(name)
    said: dict[str, str] = {}
    for _n, _at, _hash, each in chain:
        said |= each.get("rows", {})
    if said:
        both = said.keys() | (now.keys() - younger)
        odd = sorted(name for name in both if said.get(name) != now.get(name))
        wrong += [name for name in odd if name != "case" or not wrong]
    if wrong:
        yield Said(
            "Hồ sơ {code}: {fields} khác với sổ cái (bị sửa).", code=case.code, fields=", ".join(wrong)
        )


def _folded(case: Case, type_: CaseType, clock: list[ClockEvent]) -> Any:
    """What the events of the clock add up to; None when they cannot have happened so (their digests tell)."""
    if not clock or any(
        row.kind in (ClockKind.EXTENDED, ClockKind.PROLONGED) and row.until is None for row in clock
    ):
        return None
    try:
        return queries.fold_clock(queries.fold_events(clock, type_), calendar_for(case.agency))
    except (Impossible, ValueError):
        return None


def _vanished(kind: str) -> list[str]:
    """Cases that the journal received and that have no row any more."""
    kept = Case.objects.filter(kind=kind, code=Substr(OuterRef("subject"), len(kind) + 2))
    received = Event.objects.filter(subject__startswith=f"{kind}:", n=1).exclude(Exists(kept))
    return [
        Said(
            "Hồ sơ {code}: có trong sổ cái nhưng không còn trong bảng (bị xóa).",
            code=subject.partition(":")[2],
        )
        for subject in received.values_list("subject", flat=True)
    ]
