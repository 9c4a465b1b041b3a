"""Reading the list of a decision of publication from a sheet, and what each of its rows does to the catalogue."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from motcua.areas.procedures.choices import ChangeKind, Publisher
from motcua.areas.procedures.models import ProcedureVersion, PublicationDecision
from motcua.areas.procedures.ports import Basis, Fee, ProcedureRecord, Rejected
from motcua.base.law.ports import SheetRow
from motcua.rules.deadlines import Cutoff, parse_limit
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import fold

COLUMNS = {
    "code": ("ma thu tuc", "ma tthc", "ma so", "ma"),
    "name": ("ten thu tuc", "ten thu tuc hanh chinh", "ten tthc", "ten"),
    "change": ("loai", "loai thay doi", "noi dung cong bo"),
    "replaces": ("thay the ma", "ma bi thay the"),
    "field": ("linh vuc",),
    "effective_on": ("co hieu luc tu", "hieu luc tu", "ngay hieu luc"),
    "limit": ("thoi han giai quyet", "thoi han"),
    "statutory": ("thoi han theo luat", "thoi han theo quy dinh"),
    "fees": ("phi, le phi", "phi le phi", "phi"),
    "agency": ("co quan thuc hien", "dia diem thuc hien"),
    "laws": ("can cu phap ly", "can cu"),
    "levels": ("cap thuc hien",),
    "symbol": ("quyet dinh", "so quyet dinh", "quyet dinh cong bo"),
    "issuer": ("co quan ban hanh", "noi ban hanh"),
    "publisher": ("cap cong bo",),
    "signed_on": ("ngay ky", "ngay quyet dinh"),
    "title": ("trich yeu",),
    "text_symbol": ("van ban phap luat", "van ban"),
    "text_issued_on": ("ngay ban hanh van ban",),
    "text_effective_on": ("ngay hieu luc van ban", "van ban co hieu luc tu"),
    "shortened": ("rut gon", "thu tuc rut gon"),
    "entered_on": ("ngay nhap csdl", "ngay nhap csdl quoc gia"),
}
"""Headings of a sheet as they are written, folded; the first of each is the one that the documentation names."""
_HEADINGS = {heading: name for name, headings in COLUMNS.items() for heading in headings}
CHANGES = {
    "moi ban hanh": ChangeKind.NEW, "moi": ChangeKind.NEW, "ban hanh moi": ChangeKind.NEW,
    "sua doi, bo sung": ChangeKind.AMENDED, "sua doi": ChangeKind.AMENDED, "bo sung": ChangeKind.AMENDED,
    "duoc sua doi, bo sung": ChangeKind.AMENDED, "thay the": ChangeKind.REPLACED, "duoc thay the": ChangeKind.REPLACED,
    "bai bo": ChangeKind.ABOLISHED, "bi bai bo": ChangeKind.ABOLISHED,
    **{str(kind.value): kind for kind in ChangeKind},
}  # fmt: skip
PUBLISHERS = {
    "bo": Publisher.MINISTRY, "tinh": Publisher.PROVINCE, "ministry": Publisher.MINISTRY,
    "province": Publisher.PROVINCE,
}  # fmt: skip
_LEVELS = {"xa": "commune", "tinh": "province", "bo": "ministry"}
_MONEY = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:đồng|đ|vnd)?(?:\s*/\s*[\w ]+)?", re.I)
_FREE = frozenset({"khong", "mien phi", "khong thu", "mien", "0"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list: what happens to which procedure, from when, with which whole content."""

    code: str
    change: str
    effective_on: dt.date
    name: str
    field: str = ""
    replaces: str = ""
    record: ProcedureRecord | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class ListedDecision:
    """A decision as a sheet of many decisions names it, and its rows."""

    said: dict[str, Any]
    entered_on: dt.date | None
    entries: tuple[Listed, ...]


@dataclass(slots=True)
class ListReading:
    """What a sheet holds: rows that can be taken over, those that cannot and why, decisions with such a row, and
    decisions that the register already holds.
    """

    entries: list[Listed] = field(default_factory=list)
    decisions: list[ListedDecision] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)


def content_of(
    code: str, change: str, on: dt.date, replaces: str = "", **said: Any
) -> tuple[ProcedureRecord | None, ProcedureVersion | None]:
    """The whole content a row publishes, and the version it changes or ends. Raises Invalid.

    What the row does not say stays as it was: in the version in force, or in that of the procedure it replaces.
    """
    before = _standing(code, on)
    match change:
        case ChangeKind.NEW:
            if before is not None:
                raise Invalid(
                    field="change",
                    text="Thủ tục {code} đang có hiệu lực: chọn “Sửa đổi, bổ sung” hoặc “Thay thế”.",
                    code=code,
                )
        case ChangeKind.REPLACED if replaces and replaces != code:
            if before is not None:
                raise Invalid(
                    field="code", text="Thủ tục {code} đang có hiệu lực, không phải mã mới.", code=code
                )
            before = _standing(replaces, on)
            if before is None:
                raise Invalid(
                    field="replaces", text="Không có thủ tục {code} đang có hiệu lực.", code=replaces
                )
        case _:
            if before is None:
                raise Invalid(field="code", text="Không có thủ tục {code} đang có hiệu lực.", code=code)
    if change == ChangeKind.ABOLISHED:
        return None, before
    if before is None and not said.get("name"):
        raise Invalid(field="name", text="Thủ tục mới {code} phải có tên.", code=code)
    base = before.read() if before else ProcedureRecord(code=code, name=said["name"], levels=("commune",))
    return replace(base, code=code, **_given(base, said)), before


def _standing(code: str, on: dt.date) -> ProcedureVersion | None:
    """The newest published version of a procedure, when nothing has ended it by the day."""
    found = (
        ProcedureVersion.objects.filter(procedure__code=code)
        .exclude(status="draft")
        .order_by("-number")
        .first()
    )
    return found if found and (found.valid_to is None or found.valid_to > on) else None


def _given(base: ProcedureRecord, said: dict[str, Any]) -> dict[str, Any]:
    """What a row says, as fields of the record."""
    changed: dict[str, Any] = {}
    for name in ("name", "field", "agency"):
        if said.get(name):
            changed[name] = said[name]
    for name in ("limit", "statutory"):
        if said.get(name):
            limit = parse_limit(said[name])
            if limit is None:
                raise Invalid(
                    field=name,
                    text="Thời hạn “{said}” không tính được, ví dụ: 03 ngày làm việc.",
                    said=said[name],
                )
            changed[name] = limit
    if "limit" in changed and changed["limit"] != base.limit:
        changed |= {"limit_text": changed["limit"].words(), "same_day": False, "cutoff": Cutoff.NONE}
    if said.get("fees"):
        changed["fees"] = (fee_of(said["fees"]),)
    if said.get("laws"):
        titles = {one.symbol: one.title for one in base.legal_basis}
        symbols = [one.strip() for one in re.split(r"[;\n]", said["laws"]) if one.strip()]
        changed["legal_basis"] = tuple(Basis(symbol, titles.get(symbol, "")) for symbol in symbols)
    if said.get("levels"):
        found = [
            _LEVELS.get(fold(one).strip().removeprefix("cap ")) for one in re.split(r"[;,]", said["levels"])
        ]
        if None in found:
            raise Invalid(
                field="levels", text="Cấp thực hiện “{said}”: ghi xã, tỉnh hoặc bộ.", said=said["levels"]
            )
        changed["levels"] = tuple(dict.fromkeys(found))
    return changed


def fee_of(text: str) -> Fee:
    """A fee as a list writes it; an amount that cannot be read stays open and is noted, never free."""
    said = text.strip()
    if fold(said).rstrip(".") in _FREE:
        return Fee("Phí, lệ phí", 0)
    match = _MONEY.fullmatch(said)
    if match:
        return Fee("Phí, lệ phí", int(re.sub(r"[.,]", "", match[1])), note="")
    return Fee("Phí, lệ phí", None, note=said)


# --- sheets ----------------------------------------------------------------------------------------------------


def read_list(sheet: Sequence[SheetRow], *, on: dt.date | None = None) -> ListReading:
    """The rows of one decision's list; ``on`` is the day of effect where a row names none."""
    reading = ListReading()
    for number, said in _rows(sheet, reading):
        _take(reading, reading.entries, number, said, on)
    return reading


def read_decisions(sheet: Sequence[SheetRow], *, opens: bool = True) -> ListReading:
    """A register of decisions: rows that name the same decision belong together, each with its own procedure.

    ``opens`` False: their contents are in the catalogue already, a row only says which procedure and what happened.
    """
    registered = set(PublicationDecision.objects.values_list("symbol", "issuer"))
    reading = ListReading()
    groups: dict[str, tuple[dict[str, Any], dt.date | None, list[Listed]]] = {}
    for number, said in _rows(sheet, reading):
        try:
            symbol = said.get("symbol", "")
            if not symbol:
                raise Invalid(field="symbol", text="Thiếu số quyết định.")
            if (symbol, said.get("issuer", "")) in registered:
                reading.known.add(symbol)
                continue
            if symbol not in groups:
                groups[symbol] = (*_head(said), [])
        except Impossible as fault:
            reading.rejected.append(Rejected(number, f"{said.get('symbol', '')}: {fault}".lstrip(": ")))
            continue
        head, _entered, entries = groups[symbol]
        if not _take(reading, entries, number, said, head["text_effective_on"] or head["signed_on"], opens):
            reading.broken.add(symbol)
    for head, entered, entries in groups.values():
        if entries:
            reading.decisions.append(ListedDecision(head, entered, tuple(entries)))
    return reading


def _rows(sheet: Sequence[SheetRow], reading: ListReading) -> list[tuple[int, dict[str, str]]]:
    """The rows under the heading, by name of column; titles above the heading are passed over."""
    for place, row in enumerate(sheet):
        names = [_HEADINGS.get(" ".join(fold(cell).split()), "") for cell in row.cells]
        if "code" in names and ("change" in names or "name" in names):
            return [
                (
                    one.number,
                    {name: cell for name, cell in zip(names, one.cells, strict=False) if name and cell},
                )
                for one in sheet[place + 1 :]
                if any(one.cells)
            ]
    reading.rejected.append(
        Rejected(1, "không thấy dòng tiêu đề: cần ít nhất các cột “Mã thủ tục”, “Loại”, “Tên thủ tục”")
    )
    return []


def _take(
    reading: ListReading,
    into: list[Listed],
    number: int,
    said: dict[str, str],
    on: dt.date | None,
    opens: bool = True,
) -> bool:
    """Take a row over, or say why it cannot be."""
    code = said.get("code", "")
    try:
        into.append(_listed(number, said, on, {one.code for one in into}, opens))
    except Impossible as fault:
        reading.rejected.append(Rejected(number, f"{code}: {fault}".lstrip(": ")))
        return False
    return True


def _listed(number: int, said: dict[str, str], on: dt.date | None, taken: set[str], opens: bool) -> Listed:
    code = said.get("code", "")
    if not code or len(code) > 64:
        raise Invalid(field="code", text="Thiếu mã thủ tục.")
    if code in taken:
        raise Invalid(field="code", text="Mã lặp lại trong danh mục.")
    change = CHANGES.get(" ".join(fold(said.get("change", "")).split()))
    if change is None:
        raise Invalid(
            field="change",
            text="Loại “{said}”: ghi mới ban hành, sửa đổi, bổ sung, thay thế hoặc bãi bỏ.",
            said=said.get("change", ""),
        )
    start = day_of(said["effective_on"]) if "effective_on" in said else on
    if start is None:
        raise Invalid(field="effective_on", text="Thiếu ngày có hiệu lực.")
    replaces = said.get("replaces", "")
    given = {
        name: said.get(name, "") for name in ("name", "field", "limit", "statutory", "fees", "agency", "laws")
    }
    if opens:
        record, before = content_of(code, change, start, replaces, levels=said.get("levels", ""), **given)
    else:
        record, before = None, _standing(code, start)
    name = record.name if record else given["name"] or (before.name if before else "")
    if not name:
        raise Invalid(field="name", text="Thiếu tên thủ tục.")
    return Listed(
        code=code, change=str(change), effective_on=start, replaces=replaces, record=record, row=number,
        name=name, field=record.field if record else given["field"] or (before.field if before else ""),
    )  # fmt: skip


def _head(said: dict[str, str]) -> tuple[dict[str, Any], dt.date | None]:
    publisher = PUBLISHERS.get(fold(said.get("publisher", "tỉnh")).strip())
    if publisher is None:
        raise Invalid(
            field="publisher", text="Cấp công bố “{said}”: ghi bộ hoặc tỉnh.", said=said["publisher"]
        )
    if "signed_on" not in said:
        raise Invalid(field="signed_on", text="Thiếu ngày ký.")
    if not said.get("issuer"):
        raise Invalid(field="issuer", text="Thiếu cơ quan ban hành.")
    days = {
        name: day_of(said[name]) if said.get(name) else None
        for name in ("text_issued_on", "text_effective_on")
    }
    head = {
        "symbol": said["symbol"][:60], "issuer": said["issuer"][:200], "publisher": str(publisher),
        "signed_on": day_of(said["signed_on"]), "title": said.get("title", ""),
        "text_symbol": said.get("text_symbol", "")[:60],
        "shortened": fold(said.get("shortened", "")).strip() in ("co", "x", "yes", "1"), **days,
    }  # fmt: skip
    return head, day_of(said["entered_on"]) if said.get("entered_on") else None


def day_of(text: str) -> dt.date:
    """A day written ``26/11/2026`` or ``2026-11-26``. Raises Invalid."""
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    try:
        if match:
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise Invalid(
            field="day", text="Ngày “{said}” không đọc được, ví dụ 26/11/2026.", said=text
        ) from None
