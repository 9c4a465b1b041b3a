"""Reader of tables of internal processes (R3.18): JSON or CSV as gathered from decisions, or our own JSON.

The duty of a step is read from the words for who acts and what is done; the time from "0,5 ngày", "1/4 ngày",
"04 giờ". The sum of the steps is compared with the published total (R3.19) and every difference is a doubt.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from motcua.areas.procedures.ports import (
    Doubt,
    ProcessReading,
    ProcessRecord,
    ProcessStep,
    Rejected,
    step_from,
)
from motcua.base.json_text import read_json
from motcua.gateways.national_catalogue import cells

HOURS_A_DAY = Decimal(8)
_TIME = re.compile(
    r"(?:(\d{1,3})\s*/\s*(\d{1,2})|(\d{1,4}(?:[.,]\d{1,3})?))\s*(ngày|giờ|buổi|phút)(?!\w)"
    r"((?:\s+làm\s+việc)?\s+rưỡi\b)?",
    re.I,
)
_SIGNS_OF_PARTS = re.compile(r"(\d*)\s*([½¼¾])")
_PARTS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_HALF = re.compile(r"(?<!\w)nửa(?=\s*(?:ngày|giờ|buổi)(?!\w))", re.I)
_UNCOUNTED = re.compile(r"không tính|giờ hành chính|trong giờ", re.I)
_ONE_STOP = re.compile(
    r"TN\s*(?:&|và)\s*TKQ|một cửa|TTPVHCC|TTHCC|phục vụ hành chính công|tiếp nhận và trả|CCMC|bưu điện", re.I
)
_CLERK = re.compile(r"văn thư", re.I)
_SIGNS = re.compile(
    r"chủ tịch|lãnh đạo (?:ubnd|ủy ban|sở|ban\b|bộ)|giám đốc|^ubnd|^ủy ban|thủ trưởng|cấp có thẩm quyền", re.I
)
_HEADS = re.compile(r"lãnh đạo|trưởng phòng|trưởng ban|phó phòng|phụ trách|chánh văn phòng|trưởng", re.I)
_WORKS = re.compile(r"chuyên viên|công chức|cán bộ|viên chức|nhân viên|người được phân công", re.I)
_PERSON_FIRST = re.compile(r"^(lãnh đạo|chuyên viên|văn thư|công chức|chủ tịch|giám đốc)\b", re.I)
_ACTS = re.compile(r"^(ký|duyệt|xem xét|thẩm định|tiếp nhận|trả|đóng dấu|phân công|dự thảo|trình)\b", re.I)


def hours_of(value: object) -> Decimal | None:
    """Working hours in a time text; None when it names none ("Giờ hành chính", empty)."""
    total = Decimal(0)
    found = False
    said = _HALF.sub("0.5", _SIGNS_OF_PARTS.sub(_in_figures, cells.line(value)))
    for top, bottom, plain, unit, half in _TIME.findall(said):
        if top and int(bottom) == 0:
            continue
        number = Decimal(top) / Decimal(bottom) if top else Decimal(plain.replace(",", "."))
        scale = {"ngày": HOURS_A_DAY, "giờ": Decimal(1), "buổi": HOURS_A_DAY / 2, "phút": Decimal(1) / 60}
        total += (number + (Decimal("0.5") if half else 0)) * scale[unit.casefold()]
        found = True
    return total.quantize(Decimal("0.0001")).normalize() + 0 if found else None


def _in_figures(match: re.Match[str]) -> str:
    """1½ as 1.5."""
    return str(Decimal(match[1] or 0) + _PARTS[match[2]])


def duty_of(work: str, post: str, *, first: bool, last: bool) -> str:
    """Duty of a step from the words for the work and for who acts; '' when they say nothing."""
    if last and re.search(r"trả kết quả|thông báo cho (?:tổ chức|cá nhân|công dân)", work, re.I):
        return "return"
    if first and (re.search(r"tiếp nhận", work, re.I) or _ONE_STOP.search(post)):
        return "receive"
    if _CLERK.search(post) and not _WORKS.search(post):
        return "stamp"
    if _SIGNS.search(post):
        return "sign"
    if _HEADS.search(post):
        return "review"
    if _WORKS.search(post):
        return "process"
    if _ONE_STOP.search(post):
        return "return" if last else "receive"
    return ""


def read_processes(content: bytes) -> ProcessReading:
    """The processes in a JSON or CSV file; never raises because of what the file holds."""
    body = content.removeprefix(b"\xef\xbb\xbf")
    try:
        said = body.decode("utf-8")
        if said.lstrip()[:1] in ("[", "{"):
            value = read_json(said)
            listed = value if isinstance(value, list) else [value]
        else:
            listed = _from_csv(said)
    except (ValueError, RecursionError, csv.Error) as fault:
        return ProcessReading(rejected=(Rejected(1, f"không đọc được tệp: {str(fault)[:120]}"),))
    found: list[ProcessRecord] = []
    doubts: list[Doubt] = []
    rejected: list[Rejected] = []
    for row, item in enumerate(listed, 1):
        try:
            if not isinstance(item, Mapping):
                raise ValueError("mục không phải một đối tượng JSON")
            after = listed[row] if row < len(listed) and isinstance(listed[row], Mapping) else {}
            record, about = _own(item) if "codes" in item else _gathered(item, row, after)
        except (ValueError, TypeError, KeyError, ArithmeticError) as fault:
            rejected.append(Rejected(row, str(fault)[:200]))
            continue
        found.append(record)
        doubts += about
    return ProcessReading(tuple(found), tuple(doubts), tuple(rejected))


def _own(item: Mapping[str, Any]) -> tuple[ProcessRecord, list[Doubt]]:
    codes, steps = item["codes"], item["steps"]
    if not isinstance(codes, list) or not isinstance(steps, list) or not steps:
        raise ValueError("cần danh sách codes và steps")
    if not all(isinstance(step, Mapping) for step in steps):
        raise ValueError("bước phải là đối tượng JSON")
    return (
        ProcessRecord(
            codes=tuple(cells.line(code) for code in codes),
            steps=tuple(step_from(step) for step in steps),
            name=cells.line(item.get("name")),
            decision=cells.line(item.get("decision")),
            stated=cells.line(item.get("stated")),
            agency=cells.line(item.get("agency")),
            default=item.get("default") is True,
        ),
        [],
    )


def _gathered(
    item: Mapping[str, Any], row: int, after: Mapping[str, Any]
) -> tuple[ProcessRecord, list[Doubt]]:
    raw = item.get("steps")
    rows = [step for step in raw if isinstance(step, Mapping)] if isinstance(raw, list) else []
    if not rows:
        raise ValueError("quy trình không có bước nào")
    code = cells.line(item.get("code_guess"))
    label = code or f"#{row}"
    doubts: list[Doubt] = []
    steps: list[ProcessStep] = []
    for index, step in enumerate(rows):
        steps.append(_step(step, label, doubts, index, len(rows)))
    steps = with_kinds(steps)
    total = sum((step.hours for step in steps), Decimal(0))
    stated = cells.line(item.get("stated"))
    # A decision states the total above or below its table; below, it was gathered with the table that
    # follows.
    below = cells.line(after.get("stated")) if after.get("decision") == item.get("decision") else ""
    totals = [hours for hours in (hours_of(stated), hours_of(below)) if hours]
    if total == hours_of(below) and total != hours_of(stated):
        stated = below
        doubts.append(Doubt(label, "stated", "tổng thời gian lấy ở dòng sau bảng của quyết định", "note"))
    if not totals:
        doubts.append(Doubt(label, "stated", "không có tổng thời gian để đối chiếu"))
    elif total not in totals:
        doubts.append(
            Doubt(label, "hours", f"tổng các bước {days(total)} ngày, công bố {days(totals[0])} ngày (R3.19)")
        )
    if not code:
        doubts.append(Doubt(label, "codes", "không rõ quy trình của thủ tục nào"))
    decision = cells.line(item.get("decision"))
    codes = (code,) if code else ()
    return ProcessRecord(codes, tuple(steps), "", decision, stated), doubts


def _step(step: Mapping[str, Any], label: str, doubts: list[Doubt], index: int, count: int) -> ProcessStep:
    raw = step.get("cells")
    row = [cells.line(cell) for cell in raw] if isinstance(raw, list) else []
    work, post = [*row, "", ""][:2]
    if _PERSON_FIRST.match(work) and _ACTS.match(post):
        work, post = post, work
        doubts.append(Doubt(label, "steps", f"bước {index + 1}: cột việc và cột người bị đổi chỗ", "note"))
    time = cells.line(step.get("time_text")) or next((cell for cell in row[2:] if _TIME.search(cell)), "")
    hours = hours_of(time)
    if hours is None and not any(_UNCOUNTED.search(cell) for cell in row) and index + 1 < count:
        doubts.append(Doubt(label, "hours", f"bước {index + 1}: không có thời gian"))
    duty = duty_of(work, post, first=index == 0, last=index + 1 == count)
    if not duty:
        doubts.append(Doubt(label, "duty", f"bước {index + 1}: không rõ việc của “{post[:50]}”"))
    return ProcessStep(work, post, hours or Decimal(0), duty or "process", "work")


def with_kinds(steps: list[ProcessStep]) -> list[ProcessStep]:
    """Kinds by place and duty: the first reception, the last return, the last stamping before it."""
    kinds = ["work"] * len(steps)
    if steps[0].duty == "receive":
        kinds[0] = "receive"
    if steps[-1].duty == "return":
        kinds[-1] = "return"
    for index in range(len(steps) - 1, 0, -1):
        if steps[index].duty == "stamp":
            kinds[index] = "result"
            break
    return [
        ProcessStep(step.step, step.post, step.hours, step.duty, kind)
        for step, kind in zip(steps, kinds, strict=True)
    ]


def days(hours: Decimal) -> str:
    """Hours in days as written in Vietnamese."""
    return format((hours / HOURS_A_DAY).normalize() + 0, "f").replace(".", ",")


def _from_csv(said: str) -> list[dict[str, Any]]:
    rows = csv.DictReader(io.StringIO(said))
    if not rows.fieldnames or not {"process", "step"} <= set(rows.fieldnames):
        raise ValueError("cần các cột process, step, c1, c2…")
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        one = found.setdefault(
            row["process"] or "",
            {
                "decision": row.get("decision"),
                "code_guess": row.get("code_guess"),
                "stated": row.get("stated_time"),
                "steps": [],
            },
        )
        line = [row.get(f"c{n}") or "" for n in range(1, 7)]
        while line and not line[-1]:
            line.pop()
        one["steps"].append({"no": row["step"], "cells": line, "time_text": row.get("time_text")})
    return list(found.values())
