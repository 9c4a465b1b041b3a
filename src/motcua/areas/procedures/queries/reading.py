"""Reading one procedure: what is in force on a day, its history, differences, and what is posted where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.areas.procedures.models import Posting, ProcedureVersion
from motcua.areas.procedures.ports import Fee, Paper, ProcedureRecord, ProcessStep
from motcua.areas.procedures.queries.processes import process_for
from motcua.rules.deadlines import Limit
from motcua.rules.impossible import NotFound


class NoSuchProcedure(NotFound):
    """No procedure of that code is in force on that day."""

    text = "Không có thủ tục {code} có hiệu lực ngày {on}. Kiểm tra lại mã thủ tục."


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions, ready to be read: what, before, after ('' when absent)."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Posted:
    """Whether a procedure in force is posted at a place on a day, and whether in its current version
    (R3.10).
    """

    code: str
    name: str
    field: str
    version: int
    posted_version: int | None
    posted_on: dt.date | None

    @property
    def current(self) -> bool:
        """Posted, in the version in force."""
        return self.posted_version == self.version


def in_force(on: dt.date) -> QuerySet[ProcedureVersion]:
    """Versions in force on a day."""
    return (
        ProcedureVersion.objects.exclude(status="draft")
        .filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
        .select_related("procedure")
    )


def published(code: str, on: dt.date) -> ProcedureVersion:
    """The version of a procedure in force on a day. Raises NoSuchProcedure."""
    found = in_force(on).filter(procedure__code=code).order_by("-number").first()
    if found is None:
        raise NoSuchProcedure(code=code, on=on.strftime("%d/%m/%Y"))
    return found


def record(code: str, on: dt.date, *, agency: str = "") -> ProcedureRecord:
    """The published record in force on a day, with the internal process that applies. Raises
    NoSuchProcedure.
    """
    read = published(code, on).read()
    steps, source = process_for(read, on, agency)
    return replace(read, process=steps, process_source=source)


def names_of(codes: Iterable[str], on: dt.date) -> dict[str, str]:
    """Names of procedures in force on a day, by code; one query."""
    rows = in_force(on).filter(procedure__code__in=list(codes)).order_by("number")
    return dict(rows.values_list("procedure__code", "name"))


def history(code: str) -> Sequence[ProcedureVersion]:
    """All versions of a procedure, newest first; empty when the code is unknown."""
    return list(
        ProcedureVersion.objects.filter(procedure__code=code).select_related("procedure").order_by("-number")
    )


def waiting() -> Sequence[ProcedureVersion]:
    """Drafts that loads have left for an official to look at, by code, newest first."""
    drafts = ProcedureVersion.objects.filter(status="draft").select_related("procedure")
    return list(drafts.order_by("procedure__code", "-number"))


def difference(before: ProcedureRecord, after: ProcedureRecord) -> list[Change]:
    """What changed between two contents of a procedure, one line a change, in the order of R3.2."""
    found: list[Change] = []

    def compare(what: str, old: Any, new: Any) -> None:
        a, b = _words(old), _words(new)
        if a != b:
            found.append(Change(what, a, b))

    compare(_("Tên thủ tục"), before.name, after.name)
    compare(_("Lĩnh vực"), before.field, after.field)
    compare(_("Cấp thực hiện"), before.levels, after.levels)
    compare(_("Trình tự thực hiện"), before.sequence, after.sequence)
    compare(
        _("Cách thức thực hiện"), [way.channel for way in before.ways], [way.channel for way in after.ways]
    )
    found += _papers(before.papers, after.papers)
    compare(_("Số bộ hồ sơ"), str(before.sets), str(after.sets))
    compare(_("Thời hạn giải quyết"), before.limit or before.limit_text, after.limit or after.limit_text)
    compare(_("Thời hạn theo luật"), before.statutory, after.statutory)
    compare(_("Đối tượng thực hiện"), before.subjects, after.subjects)
    compare(_("Cơ quan thực hiện"), before.agency, after.agency)
    compare(_("Cơ quan có thẩm quyền quyết định"), before.deciding, after.deciding)
    compare(_("Cơ quan phối hợp"), before.coordinating, after.coordinating)
    compare(_("Kết quả thực hiện"), before.results, after.results)
    compare(_("Phí, lệ phí"), before.fees, after.fees)
    compare(_("Mẫu đơn, tờ khai"), before.forms, after.forms)
    compare(_("Yêu cầu, điều kiện"), before.conditions, after.conditions)
    compare(
        _("Căn cứ pháp lý"),
        [item.symbol for item in before.legal_basis],
        [item.symbol for item in after.legal_basis],
    )
    compare(_("Mức độ trực tuyến"), before.online_level, after.online_level)
    compare(_("Quy trình nội bộ"), before.process, after.process)
    compare(_("Quyết định công bố"), before.decision, after.decision)
    return found


def posting_list(place: str, on: dt.date, *, level: str = "commune", code: str = "") -> list[Posted]:
    """Every procedure in force that a place must post, with what is posted there on a day (R3.10), by
    name; with ``code`` only that one.
    """
    shown: dict[int, tuple[int, dt.date]] = {}
    only = {"version__procedure__code": code} if code else {}
    rows = (
        Posting.objects.filter(
            Q(removed_on=None) | Q(removed_on__gt=on), place=place, posted_on__lte=on, **only
        )
        .order_by("posted_on", "pk")
        .values_list("version__procedure_id", "version__number", "posted_on")
    )
    for procedure, posted, since in rows:
        shown[procedure] = (posted, since)
    found = []
    versions = in_force(on).defer("record", "folded", "doubts")
    for version in versions.filter(procedure__code=code) if code else versions:
        if level and level not in version.levels:
            continue
        number, day = shown.get(version.procedure_id) or (None, None)
        found.append(Posted(version.procedure.code, version.name, version.field, version.number, number, day))
    return sorted(found, key=lambda item: (item.field, item.name, item.code))


def _papers(before: Iterable[Paper], after: Iterable[Paper]) -> list[Change]:
    old = {(paper.name, paper.case): paper for paper in before}
    new = {(paper.name, paper.case): paper for paper in after}
    found = [Change(_("Bớt giấy tờ"), _words(paper), "") for key, paper in old.items() if key not in new]
    found += [Change(_("Thêm giấy tờ"), "", _words(paper)) for key, paper in new.items() if key not in old]
    for key, paper in old.items():
        if key in new and _words(paper) != _words(new[key]):
            found.append(Change(_("Đổi giấy tờ"), _words(paper), _words(new[key])))
    return found


def _words(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, Limit):
        return value.words()
    if isinstance(value, Fee):
        money = f"{value.amount:,} {value.unit}".replace(",", ".") if value.amount is not None else ""
        return ": ".join(filter(None, (value.label, " ".join(filter(None, (money, value.note))))))
    if isinstance(value, Paper):
        counts = [f"{value.originals} bản chính" if value.originals else ""]
        counts.append(f"{value.copies} bản sao" if value.copies else "")
        marks = [value.case, *counts, "" if value.asked else _("không phải nộp"), value.form_name]
        marks.append("" if value.required else _("khi thuộc trường hợp"))
        return f"{value.name} ({'; '.join(filter(None, marks))})" if any(marks) else value.name
    if isinstance(value, ProcessStep):
        return f"{value.step} – {value.post} – {format(value.hours, 'f')} giờ"
    if isinstance(value, list | tuple):
        return "; ".join(_words(item) for item in value)
    return str(value or "")
