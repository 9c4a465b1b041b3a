"""What an event says of the rows that its act wrote, and the rows as they are now.

Every event of a case carries, as the fact ``rows``, a digest of each row that its act wrote: the last one said of a row
is what the row must be. Free text of people and what is not for the journal stands in rows only; its digest shows that
it was altered without telling it. Not covered: what people may have corrected (who, contact, search).
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Max

from motcua.areas.cases.models import Case, CaseType, ClockEvent, StepVisit
from motcua.base.journal import policies
from motcua.base.journal.models import Event
from motcua.rules.said import Said

DIGITS = 32
CASE = (
    "kind", "agency", "place", "field", "title", "state", "step", "step_name", "duty", "post", "visit", "step_due_at",
    "received_at", "promised_at", "re_promised_at", "due_at", "legal_due_at", "paused", "finished_at", "closed_at",
    "on_time",
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


def of_type(type_: CaseType) -> str:
    """Digest of a published case type: limits, steps, papers; when it ends is not part of what was published."""
    return of_row("case-type", f"{type_.code}/{type_.version}", type_, TYPE)


def of_case(case: Case, type_: CaseType) -> str:
    """Digest of a case under the version of the type that it pins."""
    values = {name: getattr(case, name) for name in CASE}
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


def type_disagreements(kinds: Iterable[str]) -> list[str]:
    """Published types that differ from what the events of these kinds said, or that no event published."""
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    told = Event.objects.filter(kind__in=list(kinds)).order_by("seq").values_list("seq", "kind", "facts")
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
    covered = 0
    for after, last in [*spans, (newest_type(), newest_type())]:
        for type_ in CaseType.objects.filter(pk__gt=covered, pk__lte=after).order_by("pk")[:20]:
            found.append(
                Said(
                    "Loại hồ sơ {code}: không có trong sổ cái (bị chèn).",
                    code=f"{type_.code}/{type_.version}",
                )
            )
        covered = max(covered, last)
    return found
