"""Reader of a procedure's sheet as PDF, as the national portal prints it ("CHI TIẾT THỦ TỤC HÀNH CHÍNH").

A page is read from top to bottom as a stream of headings, lines and table rows; a row that goes over the page
continues the row before it. The result is put into the parsed form and read by :mod:`.clean`.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

from motcua.areas.procedures.ports import Doubt, ProcedureRecord
from motcua.gateways.national_catalogue import cells, clean
from motcua.rules.deadlines import TimeUnit

MOST_PAGES = 400
_HEADINGS = {
    "CHI TIẾT THỦ TỤC HÀNH CHÍNH": "head",
    "TRÌNH TỰ THỰC HIỆN": "steps",
    "THÀNH PHẦN HỒ SƠ": "papers",
    "CÁCH THỨC THỰC HIỆN": "ways",
    "CĂN CỨ PHÁP LÝ": "bases",
    "CƠ QUAN THỰC HIỆN": "agency",
    "YÊU CẦU, ĐIỀU KIỆN THỰC HIỆN": "conditions",
    "KẾT QUẢ XỬ LÝ": "results",
    "TỪ KHÓA": "words",
    "MÔ TẢ": "description",
}
_HEAD = {
    "Tên thủ tục": "name",
    "Mã thủ tục": "code",
    "Số quyết định": "decision",
    "Cấp thực hiện": "levels",
    "Loại thủ tục": "type",
    "Lĩnh vực": "sector",
    "Đối tượng thực hiện": "subjects",
    "Cơ quan có thẩm quyền": "competent_authority",
    "Địa chỉ tiếp nhận HS": "receiving_address",
    "Cơ quan phối hợp": "coordinating_authority",
}
_UNITS = {TimeUnit.WORKING_DAY: "WORKING_DAY", TimeUnit.DAY: "DAY", TimeUnit.HOUR: "HOUR"}
_QUANTITY = re.compile(r"(\d{1,2})\s*bản\s*(chính|sao)")


@dataclass
class _Sheet:
    """What has been read so far, with the section in which the stream stands."""

    section: str = ""
    head: dict[str, str] = field(default_factory=dict)
    key: str = ""
    lines: dict[str, list[str]] = field(default_factory=dict)
    groups: list[dict[str, Any]] = field(default_factory=list)
    ways: list[list[str]] = field(default_factory=list)
    bases: list[list[str]] = field(default_factory=list)
    broken: int = 0


def read(content: bytes) -> tuple[ProcedureRecord, list[Doubt]]:
    """The procedure on a sheet and the doubts about it. Raises ValueError when it is no such sheet."""
    sheet = _Sheet()
    for kind, value in _stream(content):
        if kind == "line" and value in _HEADINGS:
            sheet.section = _HEADINGS[value]
        elif kind == "line":
            sheet.lines.setdefault(sheet.section, []).append(value)
        else:
            _row(sheet, value)
    if sheet.section == "":
        raise ValueError("không phải phiếu chi tiết thủ tục hành chính")
    record, doubts = clean.read(_parsed(sheet))
    if sheet.broken:
        said = f"{sheet.broken} dòng của bảng nối qua trang, đã ghép với dòng trước"
        doubts.append(Doubt(record.code, "papers", said, "note"))
    return record, doubts


def _stream(content: bytes) -> list[tuple[str, Any]]:
    """Lines and table rows of all pages in reading order."""
    import pdfplumber  # slow to import, and needed for sheets only

    found: list[tuple[str, Any]] = []
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise ValueError(f"tệp PDF có {len(pdf.pages)} trang, nhiều hơn {MOST_PAGES}")
            for page in pdf.pages:
                items: list[tuple[float, str, Any]] = []
                boxes = []
                for table in page.find_tables():
                    boxes.append((table.bbox[1], table.bbox[3]))
                    for index, row in enumerate(table.extract()):
                        items.append(
                            (table.bbox[1] + index / 1000, "row", [cells.text(cell) for cell in row])
                        )
                for item in page.extract_text_lines(return_chars=False):
                    middle = (item["top"] + item["bottom"]) / 2
                    if not any(top <= middle <= bottom for top, bottom in boxes):
                        items.append((item["top"], "line", cells.line(item["text"])))
                found += [(kind, value) for _, kind, value in sorted(items, key=lambda item: item[0])]
                page.close()
    except ValueError:
        raise
    except Exception as fault:  # the library raises whatever a broken file makes it meet
        raise ValueError(f"không mở được tệp PDF ({type(fault).__name__})") from fault
    return found


def _row(sheet: _Sheet, row: list[str]) -> None:
    first = cells.line(row[0]) if row else ""
    if sheet.section == "head" and len(row) >= 2:
        if first in _HEAD:
            sheet.key = _HEAD[first]
            sheet.head[sheet.key] = cells.line(row[1])
        elif first:
            sheet.key = ""
        elif sheet.key:
            sheet.head[sheet.key] = cells.line(f"{sheet.head[sheet.key]} {row[1]}")
    elif sheet.section == "papers" and len(row) >= 3:
        _paper_row(sheet, [cells.line(cell) for cell in row[:3]])
    elif sheet.section == "ways" and len(row) >= 4 and first != "Hình thức nộp":
        _append(sheet, sheet.ways, row[:4], first)
    elif sheet.section == "bases" and len(row) >= 2 and first != "Tên văn bản pháp lý":
        _append(sheet, sheet.bases, [cells.line(cell) for cell in row[:2]], row[1])
    elif sheet.section in ("steps", "results", "conditions", "agency"):
        sheet.lines.setdefault(sheet.section, []).append(" ".join(filter(None, map(cells.line, row))))


def _paper_row(sheet: _Sheet, row: list[str]) -> None:
    name, form, quantity = row
    if name == "Tên giấy tờ" or not (name or form or quantity):
        return
    if not sheet.groups or (name and not quantity and not form and _starts_group(name)):
        sheet.groups.append({"case": "" if quantity else name, "items": []})
        if not quantity:
            return
    counts = {kind: int(number) for number, kind in _QUANTITY.findall(quantity)}
    items = sheet.groups[-1]["items"]
    if not counts and items:
        items[-1]["name"] = cells.line(f"{items[-1]['name']} {name}")
        items[-1]["form_file"] = cells.line(f"{items[-1]['form_file']} {form}")
        sheet.broken += 1
        return
    items.append(
        {
            "name": name,
            "form_file": form,
            "original": counts.get("chính", 0),
            "copy": counts.get("sao", 0),
        }
    )


def _starts_group(name: str) -> bool:
    return bool(
        re.match(r"(?i)(trường hợp|\*|giấy tờ phải|hồ sơ|thành phần|đối với|lưu ý|[ivx\d]+[.)])", name)
    )


def _append(sheet: _Sheet, rows: list[list[str]], row: list[str], opens: str) -> None:
    if opens or not rows:
        rows.append(row)
        return
    rows[-1] = [f"{before}\n{after}".strip() for before, after in zip(rows[-1], row, strict=True)]
    sheet.broken += any(row)


def _parsed(sheet: _Sheet) -> dict[str, Any]:
    """The sheet in the parsed form of the national catalogue."""
    told = {section: "\n".join(lines) for section, lines in sheet.lines.items()}
    methods = []
    for channel, time, price, description in sheet.ways:
        limit = cells.limit_in(time)
        unit = _UNITS.get(limit.unit) if limit else None
        label = re.match(r"[^(]*", cells.line(price))
        fee = label.group().strip() if label else ""
        digits = re.sub(r"\D", "", fee)
        methods.append(
            {
                "channel": channel,
                "time": float(limit.amount) if limit and unit else None,
                "unit": unit,
                "time_text": None if unit else cells.line(time),
                "fees": [
                    {
                        "label": fee,
                        "amount_vnd": int(digits) if digits and len(digits) < 13 else None,
                        "note": cells.line(price)[len(fee) :].strip(),
                    }
                ],
                "description": description,
            }
        )
    results = [re.split(r"\s*Mã:", item)[0] for item in told.get("results", "").split("\n")]
    return {
        **sheet.head,
        "levels": sheet.head.get("levels", "").split(","),
        "subjects": [sheet.head.get("subjects", "")],
        "steps": told.get("steps", ""),
        "methods": methods,
        "dossier": sheet.groups,
        "legal_basis": [{"title": title, "symbol": symbol} for title, symbol in sheet.bases],
        "executing_authority": cells.line(told.get("agency", "")),
        "conditions": told.get("conditions", ""),
        "results": [{"name": item} for item in results if item],
    }
