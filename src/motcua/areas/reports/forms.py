"""A report as people send it: PDF and DOCX in the layout of NĐ 30/2020/NĐ-CP, XLSX of its figures by unit.

Everything comes from a version as it was submitted; a report at work is printed as a draft, without number.
"""

import datetime as dt
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import xlsxwriter

from motcua.areas.reports import queries
from motcua.areas.reports.models import PeriodicReport, Snapshot
from motcua.base.documents import forms as letters
from motcua.base.documents.queries import PERIODIC_REPORT, render
from motcua.base.orgs.choices import Level
from motcua.base.orgs.queries import NoPost, NoUnitThen, last_version, post_on, version_on
from motcua.base.people.queries import holder_names
from motcua.rules.authority import authority_lines
from motcua.rules.calendar import TZ
from motcua.rules.correspondence import unit_symbol
from motcua.rules.report_templates import bars, plain, summed
from motcua.rules.vietnamese import locality

FORM = PERIODIC_REPORT
HEAD, BODY = "Chủ tịch", "Ủy ban nhân dân"
OF_THE_CHAIR = authority_lines(HEAD, HEAD, body=BODY)
"""Above the signature while nobody has signed: a report of the agency is its chair's to sign (R8.9)."""
SYMBOL = "BC-UBND"
DRAFT = "Dự thảo"
UNWRITTEN = "(chưa viết)"
"""Stands in a draft where a part says nothing yet."""
KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _body(held: Mapping[str, Any]) -> list[dict[str, str]]:
    made, gaps = [], held.get("gaps") or {}
    unwritten = () if gaps.get("reason") else gaps.get("sections", ())
    for section in held["sections"]:
        made.append({"kind": "part" if section["level"] == 1 else "subpart", "text": section["heading"]})
        rows = held["tables"].get(section["code"], [])
        if section["columns"]:
            made += _printed(section["columns"], rows, section.get("numbers", 0))
        made += [
            {"kind": "text", "text": line}
            for line in held["printed"].get(section["code"], "").split("\n")
            if line.strip()
        ]
        if section["heading"] in unwritten:
            made.append({"kind": "text", "text": UNWRITTEN})
    return made


def _printed(columns: list[str], rows: list[list[str]], numbers: int) -> list[dict[str, str]]:
    """A table; one of numbers with its sums, and its columns drawn as bars below."""
    if not rows:
        return [{"kind": "text", "text": "Không có."}]
    if not numbers:
        return [_said("table", heads=columns, rows=rows)]
    heads, lines = summed(columns, rows, numbers)
    drawn = [[one.title, one.share, one.said] for one in bars(columns, rows, numbers)]
    made = [_said("table", heads=heads, rows=lines, numbers=numbers + 1)]
    return [*made, _said("bars", rows=drawn)] if drawn else made


def _said(kind: str, **held: Any) -> dict[str, str]:
    return {"kind": kind, "text": json.dumps(held, ensure_ascii=False)}


def _figures(held: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {"title": one, "unit": "", "value": ""}
        if isinstance(one, str)
        else {"title": one["title"], "unit": one["unit"], "value": one["said"]}
        for one in annex(held)
    ]


def annex(held: Mapping[str, Any]) -> Iterator[str | Mapping[str, Any]]:
    """The figures in order, each group under its heading and those of the parts above it: no "a)" stands for two."""
    sections, group = iter(held["sections"]), ""
    path, shown = list[str](), list[str]()
    for one in held["figures"]:
        if one["section"] != group:
            group = one["section"]
            for section in sections:
                path = [*path[: section["level"] - 1], section["heading"]]
                if section["heading"] == group:
                    break
            same = sum(path[: n + 1] == shown[: n + 1] for n in range(len(path)))
            yield from path[same:]
            shown = path
        yield one


def agency_name(key: str, on: dt.date) -> str:
    """An agency as it stands in the head of a document."""
    unit = version_on(key, on)
    if unit.level == Level.DIVISION or not unit.kind:
        return unit.name
    first, _space, rest = unit.name.partition(" ")
    return f"Ủy ban nhân dân {first.lower()} {rest}".strip()


def document(
    held: Mapping[str, Any], *, agency: str, on: dt.date, since: dt.date, until: dt.date, to: str = "", code: str = "",
    symbol: str = "", keeper: str = "", capacity: tuple[str, ...] = (), signer: str = "", notes: tuple[str, ...] = (),
    dated: bool = True,
) -> dict[str, object]:  # fmt: skip
    """The data of the form from what a version holds; a draft is not ``dated``: who signs it writes the day."""
    unit = version_on(agency, on)
    last = until - dt.timedelta(days=1)
    missing = ", ".join(held["missing"])
    said = [f"Chưa có số liệu của: {missing}. Các tổng số dưới đây không gồm đơn vị này."] if missing else []
    said += [_gaps(held["gaps"])] if held.get("gaps") and held["gaps"]["reason"] else []
    return {
        "agency": agency_name(agency, on), "place": locality(unit.name, unit.kind),
        "issued_on": on, "undated": "" if dated else f"ngày … tháng {on:%m} năm {on.year}",
        "code": code, "symbol": symbol, "heading": f"{held['title']} {held['about']}",
        "to": [to] if to else [], "grounds": held["grounds"],
        "window": f"từ ngày {since:%d/%m/%Y} đến hết ngày {last:%d/%m/%Y}", "notes": [*notes, *said],
        "body": _body(held), "figures": _figures(held), "signer": signer,
        "capacity": list(capacity or (OF_THE_CHAIR if unit.kind and unit.level != Level.DIVISION else ())),
        "recipients": [f"Lưu: VT, {keeper}." if one == "Lưu: VT." and keeper else one for one in held["recipients"]],
    }  # fmt: skip


def _keeper(report: PeriodicReport) -> str:
    """The symbol of the division that writes it, which keeps a copy beside the registry."""
    try:
        unit = version_on(post_on(report.post, report.last).unit_id, report.last) if report.post else None
    except (NoPost, NoUnitThen):
        return ""
    return unit_symbol(unit.name, unit.kind) if unit is not None and unit.level == Level.DIVISION else ""


def _gaps(said: Mapping[str, Any]) -> str:
    parts = [
        f"{what} {len(said[name])} {noun} ({'; '.join(said[name])})"
        for name, what, noun in (("figures", "chưa có", "số liệu"), ("sections", "chưa viết", "mục")) if said[name]
    ]  # fmt: skip
    return f"Báo cáo này {', '.join(parts)}. Lý do: {said['reason'].rstrip('.')}."


def _brought(report: PeriodicReport) -> list[str]:
    """That a report tells of a unit that ended, where its heir sends it."""
    if not report.came_to:
        return []
    name = agency_name(report.about, last_version(report.about).valid_from)
    return [f"Số liệu của {name}, trước khi sắp xếp đơn vị hành chính."]


def content(report: PeriodicReport, snapshot: Snapshot) -> dict[str, object]:
    """The data of an agency's report as it is issued, or of a version that is none yet."""
    at = report.issued_at or snapshot.at
    on = at.astimezone(TZ).date()
    notes = _brought(report)
    if (replaced := queries.replaced(report, snapshot)) is not None:
        what = "; ".join(snapshot.changed) or "không có số liệu thay đổi"
        day = f"{replaced.issued_at.astimezone(TZ):%d/%m/%Y}"
        notes.append(
            f"Báo cáo này thay thế Báo cáo số {replaced.number} ngày {day}. Nội dung thay đổi: {what}."
        )
    signer = next(iter(holder_names(report.signer, on)), "") if report.signer else ""
    return document(
        snapshot.content, agency=report.unit, on=on, since=report.since, until=report.until, to=report.recipient,
        code=report.code, symbol=report.number or (f"……/{SYMBOL}" if report.formal else ""), keeper=_keeper(report),
        capacity=tuple(report.capacity), signer=signer,
        notes=tuple(notes), dated=not report.formal or report.issued_at is not None,
    )  # fmt: skip


def draft(report: PeriodicReport, at: dt.datetime) -> dict[str, object]:
    """The data of a report at work, as it stands now."""
    local = at.astimezone(TZ)
    held = queries.figures.content(queries.standing(report, at))
    return document(
        held, agency=report.unit, on=local.date(), since=report.since, until=report.until,
        to=report.recipient, code=report.code, symbol=f"……/{SYMBOL}" if report.formal else "", keeper=_keeper(report),
        dated=False, notes=(*_brought(report), f"{DRAFT}, số liệu đến {local:%H:%M ngày %d/%m/%Y}.",),
    )  # fmt: skip


def as_pdf(data: Mapping[str, object]) -> bytes:
    """The report as PDF/UA-1."""
    return render(FORM, data)


def as_docx(data: Mapping[str, object]) -> bytes:
    """The report as DOCX, to be edited."""
    return letters.report_as_docx(data)


def as_xlsx(held: Mapping[str, Any], *, agency: str, on: dt.date) -> bytes:
    """The figures: a row each, the unit's own, every unit beneath, and the sum; who is missing is said below."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({
        "title": f"{held['title']} {held['about']}", "author": agency,
        "created": dt.datetime(on.year, on.month, on.day),
    })  # fmt: skip
    every: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "valign": "top"}
    more: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "align": "center", "text_wrap": True}, "text": {"text_wrap": True},
        "group": {"bold": True}, "number": {"num_format": "#,##0.##", "align": "right"},
        "title": {"bold": True, "border": 0, "font_size": 14}, "note": {"italic": True, "border": 0},
    }  # fmt: skip
    looks = {name: book.add_format({**every, **one}) for name, one in more.items()}
    sheet = book.add_worksheet("Số liệu")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    units = [key for key in held["named"] if key in held["units"]]
    heads = ["Chỉ tiêu", "Đơn vị tính", agency, *(held["named"][key] for key in units), "Tổng", "Nguồn"]
    sheet.write(0, 0, f"{held['title']}: {held['about']}", looks["title"])
    for x, head in enumerate(heads):
        sheet.write(2, x, head, looks["head"])
    y = 3
    for one in annex(held):
        if isinstance(one, str):
            sheet.merge_range(y, 0, y, len(heads) - 1, one, looks["group"])
            y += 1
            continue
        sheet.write(y, 0, one["title"], looks["text"])
        sheet.write(y, 1, one["unit"], looks["text"])
        own, total = held["own"].get(one["key"]), held["total"].get(one["key"])
        _number(sheet, y, 2, own, "", looks["number"])
        for x, key in enumerate(units, 3):
            _number(sheet, y, x, held["units"][key].get(one["key"]), one["by"].get(key, ""), looks["number"])
        _number(sheet, y, len(heads) - 2, total, one["said"], looks["number"])
        sheet.write(y, len(heads) - 1, source(held, one["key"]), looks["text"])
        y += 1
    if held["missing"]:
        sheet.write(y + 1, 0, f"Chưa có số liệu của: {', '.join(held['missing'])}.", looks["note"])
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, len(heads) - 1, 16)
    sheet.freeze_panes(3, 1)
    for section in held["sections"]:
        if section["columns"]:
            _table(book, section, held["tables"].get(section["code"], []), looks)
    book.close()
    return out.getvalue()


def source(held: Mapping[str, Any], key: str) -> str:
    """Where the agency's own part of a figure comes from: counted, or entered by which post on which day."""
    if key in held["counted"]:
        return "Hệ thống đếm"
    if key in held.get("tabled", {}):
        return f"Bảng {held['tabled'][key]}"
    typed = held.get("typed", {}).get(key)
    if typed is None or held["own"].get(key) is None:
        return ""
    return f"Nhập tay: {typed['who']}, {dt.datetime.fromisoformat(typed['at']).astimezone(TZ):%d/%m/%Y}"


def _number(sheet: Any, y: int, x: int, value: Any, said: str, look: Any) -> None:
    if value is None:
        sheet.write(y, x, said, look)
    else:
        sheet.write_number(y, x, float(plain(value) if not isinstance(value, str) else value), look)


def _table(book: Any, section: Mapping[str, Any], rows: list[list[str]], looks: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(
        section["heading"].translate(str.maketrans(dict.fromkeys("[]:*?/\\", "-")))[:31]
    )
    for x, head in enumerate(section["columns"]):
        sheet.write(0, x, head, looks["head"])
    for y, row in enumerate(rows, 1):
        sheet.write_row(y, 0, row, looks["text"])
    sheet.set_column(0, len(section["columns"]) - 1, 32)
    sheet.freeze_panes(1, 0)
