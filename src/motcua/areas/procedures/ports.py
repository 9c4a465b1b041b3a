"""What the catalogue exchanges with the outside: one published procedure as a frozen record.

A :class:`ProcedureRecord` carries the fields fixed by law (DOMAIN R3.1, R3.2) and those the product needs
(R3.3). Readers of outside formats return it together with their :class:`Doubt` list; nothing is guessed
silently. ``as_json`` / ``from_json`` are exact inverses and give the stored and hashed form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from motcua.rules.deadlines import Cutoff, Limit, TimeUnit


@dataclass(frozen=True, slots=True)
class Paper:
    """One component of the dossier (thành phần hồ sơ).

    ``required`` is true only when the paper is asked of everybody; ``case`` says when a conditional one is
    needed. ``asked`` is false for a paper that a database replaces (NQ 66.7/2025/NQ-CP, R2.8): it is shown as
    replaced and never asked for.
    """

    code: str
    name: str
    case: str = ""
    required: bool = True
    originals: int = 0
    copies: int = 0
    form_name: str = ""
    why: str = ""
    kind: str = "submit"
    asked: bool = True
    replaced_by: str = ""
    replaced_law: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee (phí, lệ phí). ``amount`` None: the source does not fix it, the note says who does; never
    "free".
    """

    label: str
    amount: int | None
    unit: str = "VND"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of filing (cách thức thực hiện): channel ``counter|post|online``, its time as written,
    remarks.
    """

    channel: str
    limit_text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis (căn cứ pháp lý): symbol such as ``60/2014/QH13`` and title."""

    symbol: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a linked procedure (một cửa liên thông, R1.7): who decides it, in which slice of the time.

    ``agency``: empty for the one that is competent for the whole, ``province`` for its province's, or a unit's code.
    """

    name: str
    limit: Limit
    agency: str = ""
    field: str = ""
    result: str = ""
    law: str = ""


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """A step of the internal process (R3.18): work, post, working hours, duty and kind.

    ``duty`` is one of ``receive|process|review|sign|stamp|return``; ``kind`` one of
    ``receive|work|result|return``; ``hours`` are working hours (a working day has eight), 0 when not counted.
    """

    step: str
    post: str
    hours: Decimal
    duty: str
    kind: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a source that a person should look at; ``severity`` is ``note``, ``doubt`` or
    ``rejected``.
    """

    code: str
    field: str
    text: str
    severity: str = "doubt"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be read: its number in the source (from 1) and the reason."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ProcedureRecord:
    """One administrative procedure as published. Text is Vietnamese in NFC; ``field`` is the lĩnh vực.

    ``limit`` None means that no usable time limit is known. ``same_day`` means: by close of the
    working day of
    receipt, or of the next working day when received after 15:00 (``limit`` is then one working day that says
    ``same_day`` too, and ``cutoff`` is ``AFTER_15H``). ``statutory`` is the limit set by law when
    the local one is shorter (R3.17). ``reviewed``: a person has put papers and limit into plain words;
    a load of raw records never replaces such a content by itself.
    """

    code: str
    name: str
    field: str = ""
    levels: tuple[str, ...] = ()
    decision: str = ""
    kind: str = ""
    subjects: tuple[str, ...] = ()
    summary: str = ""
    words: tuple[str, ...] = ()
    sequence: str = ""
    ways: tuple[Way, ...] = ()
    papers: tuple[Paper, ...] = ()
    sets: int = 1
    remarks: tuple[str, ...] = ()
    limit: Limit | None = None
    limit_text: str = ""
    statutory: Limit | None = None
    same_day: bool = False
    cutoff: Cutoff = Cutoff.NONE
    fees: tuple[Fee, ...] = ()
    agency: str = ""
    deciding: str = ""
    coordinating: str = ""
    results: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    conditions: str = ""
    legal_basis: tuple[Basis, ...] = ()
    online_level: str = ""
    on_the_spot: int = 0
    any_place: bool = False
    linked: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    internal: bool = False
    reviewed: bool = False
    source_url: str = ""
    process: tuple[ProcessStep, ...] = ()
    process_source: str = ""

    def as_json(self) -> dict[str, Any]:
        """The record as plain JSON values, without empty fields; decimals and limits are written as text."""
        out: dict[str, Any] = {}
        for item in fields(self):
            value = getattr(self, item.name)
            if value == item.default:
                continue
            out[item.name] = _plain(value)
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ProcedureRecord:
        """Read ``as_json``'s form, unknown keys ignored. Raises ValueError naming the field that is wrong."""
        values: dict[str, Any] = {}
        for item in fields(cls):
            if item.name in data and data[item.name] is not None:
                try:
                    values[item.name] = _read(item.name, data[item.name])
                except (TypeError, ValueError, KeyError, AttributeError, InvalidOperation) as fault:
                    raise ValueError(f"{item.name}: {fault}") from fault
        for name in ("code", "name"):
            if not str(values.get(name, "")).strip():
                raise ValueError(f"{name}: empty")
        return cls(**values)

    def sha(self) -> str:
        """SHA-256 (hex) of the canonical JSON form; equal records have equal digests."""
        return hashlib.sha256(canonical(self.as_json()).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ProcessRecord:
    """An internal process as adopted (R3.18): the procedures it serves (R3.22), steps and decision.

    ``stated`` is the total published time as the source writes it; ``agency`` is a unit code, empty when it
    serves every agency of the level. ``default`` marks a process derived from typical shares, not decided.
    """

    codes: tuple[str, ...]
    steps: tuple[ProcessStep, ...]
    name: str = ""
    decision: str = ""
    stated: str = ""
    agency: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class RemovedRule:
    """One row of the resolution: in this procedure this component is replaced by this database."""

    code: str
    component: str
    database: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a source: records, doubts about them, rows it had to reject."""

    records: tuple[ProcedureRecord, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessReading:
    """What a reader made of a table of internal processes."""

    processes: tuple[ProcessRecord, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Loading:
    """Report of a load: codes added, changed, unchanged; rows rejected; doubts; codes whose new content waits
    for an official because it would replace a reviewed one; codes that can be received now.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    waiting: tuple[str, ...] = ()
    receivable: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Counts and lists for ``--json`` output."""
        return {
            "added": len(self.added),
            "changed": list(self.changed),
            "unchanged": len(self.unchanged),
            "waiting": list(self.waiting),
            "receivable": len(self.receivable),
            "rejected": [{"row": item.row, "reason": item.reason} for item in self.rejected],
            "doubtful": [
                {"code": item.code, "field": item.field, "text": item.text, "severity": item.severity}
                for item in self.doubts
                if item.severity != "note"
            ],
        }


def canonical(value: Any) -> str:
    """JSON text with sorted keys and no spaces: the form that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def limit_json(limit: Limit) -> dict[str, Any]:
    """A limit as ``{"amount": "3", "unit": "working_day"}``; a same-day limit says so."""
    out = {"amount": format(limit.amount.normalize(), "f"), "unit": limit.unit.value}
    return {**out, "same_day": True} if limit.same_day else out


def limit_from(data: Mapping[str, Any]) -> Limit:
    """Inverse of :func:`limit_json`."""
    amount = Decimal(str(data["amount"]))
    if not amount.is_finite() or not 0 < amount <= 3650 or amount != round(amount, 2):
        raise ValueError(f"amount {data['amount']!r}")
    return Limit(amount, TimeUnit(data["unit"]), same_day=data.get("same_day") is True)


def step_json(step: ProcessStep) -> dict[str, str]:
    """A step as plain JSON; hours are text so that quarters of an hour stay exact."""
    return {
        "step": step.step,
        "post": step.post,
        "hours": format(step.hours.normalize(), "f"),
        "duty": step.duty,
        "kind": step.kind,
    }


def step_from(data: Mapping[str, Any]) -> ProcessStep:
    """Inverse of :func:`step_json`."""
    hours = Decimal(str(data["hours"]))
    if not hours.is_finite() or hours < 0:
        raise ValueError(f"hours {data['hours']!r}")
    return ProcessStep(str(data["step"]), str(data["post"]), hours, str(data["duty"]), str(data["kind"]))


def process_json(process: ProcessRecord) -> dict[str, Any]:
    """A process as plain JSON."""
    return {
        "codes": list(process.codes),
        "steps": [step_json(step) for step in process.steps],
        "name": process.name,
        "decision": process.decision,
        "stated": process.stated,
    }


def process_from(data: Any) -> ProcessRecord:
    """Inverse of :func:`process_json`. Raises ValueError for anything else."""
    try:
        steps = tuple(step_from(step) for step in _listed(data["steps"]))
        codes = tuple(_text(code) for code in _listed(data["codes"]))
        name, decision, stated = (_text(data.get(key, "")) for key in ("name", "decision", "stated"))
    except (TypeError, KeyError, AttributeError, InvalidOperation) as fault:
        raise ValueError(str(fault)) from fault
    return ProcessRecord(codes=codes, steps=steps, name=name, decision=decision, stated=stated)


class ReadsTables(Protocol):
    """Reads the step tables of a DOCX or XLSX file; never raises because of what the file holds."""

    def __call__(self, content: bytes) -> ProcessReading: ...


_PARTS: dict[str, type[Paper] | type[Fee] | type[Way] | type[Basis] | type[Stage]] = {
    "stages": Stage,
    "papers": Paper,
    "fees": Fee,
    "ways": Way,
    "legal_basis": Basis,
}
_TEXTS = ("subjects", "results", "forms", "linked", "levels", "words", "remarks")
_FLAGS = ("same_day", "any_place", "internal", "reviewed")


def _plain(value: Any) -> Any:
    if isinstance(value, Limit):
        return limit_json(value)
    if isinstance(value, ProcessStep):
        return step_json(value)
    if isinstance(value, Cutoff):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Paper | Fee | Way | Basis | Stage):
        kept = {}
        for item in fields(value):
            inner = getattr(value, item.name)
            if inner != item.default:
                kept[item.name] = _plain(inner)
        return kept
    return value


def _read(name: str, value: Any) -> Any:
    if name in ("limit", "statutory"):
        return limit_from(value)
    if name == "cutoff":
        return Cutoff(value)
    if name == "process":
        return tuple(step_from(item) for item in _listed(value))
    if name in _PARTS:
        return tuple(_part(_PARTS[name], item) for item in _listed(value))
    if name in _TEXTS:
        return tuple(_text(item) for item in _listed(value))
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise TypeError(f"not a yes or no: {value!r}")
        return value
    if name in ("sets", "on_the_spot"):
        return _count(value)
    return _text(value)


def _part(kind: type[Any], value: Any) -> Any:
    known: dict[str, Any] = {}
    for item in fields(kind):
        if item.name not in value:
            continue
        given = value[item.name]
        if item.name == "limit":
            known[item.name] = limit_from(given)
        elif item.name == "amount":
            known[item.name] = None if given is None else _count(given)
        elif item.name in ("originals", "copies"):
            known[item.name] = _count(given)
        elif item.name in ("required", "asked"):
            if not isinstance(given, bool):
                raise TypeError(f"{item.name}: not a yes or no: {given!r}")
            known[item.name] = given
        else:
            known[item.name] = _text(given)
    return kind(**known)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise TypeError(f"not a list: {value!r}")
    return list(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"not a count: {value!r}")
    return value
