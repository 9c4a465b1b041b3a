"""The map that comes with a log: which column is what, and how the other system's words are ours."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.areas.dossiers.ports import Words
from motcua.base.json_text import read_json
from motcua.rules.vietnamese import fold

ROLES: Mapping[str, tuple[str, ...]] = {
    "case": (
        "case:concept:name", "case id", "caseid", "case_id", "case", "trace id", "mã hồ sơ", "số hồ sơ", "mã hs",
        "số biên nhận", "mã biên nhận",
    ),
    "activity": (
        "concept:name", "activity", "activity name", "task", "event", "step", "hoạt động", "tên bước", "bước xử lý",
        "bước", "công việc", "nội dung xử lý",
    ),
    "at": (
        "time:timestamp", "complete timestamp", "end timestamp", "timestamp", "completed at", "end time", "time",
        "date", "thời điểm hoàn thành", "thời gian hoàn thành", "thời điểm kết thúc", "thời điểm", "thời gian xử lý",
        "ngày giờ", "ngày thực hiện", "thời gian",
    ),
    "started": (
        "start timestamp", "start_timestamp", "start time", "thời điểm bắt đầu", "thời gian bắt đầu", "bắt đầu",
    ),
    "who": ("org:resource", "resource", "user", "người xử lý", "cán bộ xử lý", "người thực hiện", "cán bộ"),
    "unit": ("org:group", "org:role", "group", "role", "phòng ban", "bộ phận", "đơn vị xử lý", "đơn vị"),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition"),
    "procedure": ("procedure", "procedure code", "mã thủ tục", "mã tthc", "thủ tục", "tên thủ tục"),
    "due": ("due", "due date", "deadline", "ngày hẹn trả", "hẹn trả", "hạn trả", "hạn xử lý"),
    "received": ("received", "received at", "ngày tiếp nhận", "ngày nhận"),
    "finished": ("finished", "finished at", "ngày có kết quả", "ngày hoàn thành", "ngày kết thúc xử lý"),
}  # fmt: skip
"""Headings by which a column is known, the surest first."""
PEOPLE = ("kind", "name", "id_number", "phone", "email", "address")
"""Columns about the applicant: never recognised, only named by a map."""
TABLES = ("activities", "resources", "units", "procedures")
_SLUG = re.compile(r"[^0-9a-z]+")


class WrongMap(ValueError):
    """The map cannot be used; says what to mend."""


@dataclass(frozen=True)
class Mapped:
    """A map as read. ``columns`` role → heading; ``zone`` minutes east of Greenwich for moments without a zone."""

    words: Words
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: int = 7 * 60


def slug(text: str) -> str:
    """A short plain name: "iGate 2024.csv" → "igate-2024-csv"."""
    return _SLUG.sub("-", fold(text)).strip("-")[:40]


def read_map(path: Path | None, *, source: str, unit: str) -> Mapped:
    """The map in a JSON or CSV file (kind, name, value); ``source``, ``unit`` where it names none. Raises WrongMap."""
    given = _loaded(path) if path is not None else {}
    unknown = set(given) - {"source", "unit", "procedure", "columns", "ends", "timezone", *TABLES}
    if unknown:
        raise WrongMap(f"bản đồ có mục lạ: {', '.join(sorted(unknown))}")
    columns = _texts(given, "columns")
    odd = set(columns) - {*ROLES, *PEOPLE}
    if odd:
        raise WrongMap(f"cột lạ trong bản đồ: {', '.join(sorted(odd))}; biết: {', '.join((*ROLES, *PEOPLE))}")
    tables = {name: _texts(given, name) for name in TABLES}
    ends = given.get("ends", [])
    if not isinstance(ends, list) or not all(isinstance(one, str) for one in ends):
        raise WrongMap("ends phải là danh sách tên hoạt động")
    return Mapped(
        Words(
            source=slug(str(given.get("source") or source)) or "history",
            unit=str(given.get("unit") or unit),
            procedure=str(given.get("procedure") or ""),
            ends=frozenset(plain(one) for one in ends),
            **tables,
        ),
        columns,
        _zone(str(given.get("timezone") or "+07:00")),
    )


def plain(text: str) -> str:
    """A name of the other system as it is compared and kept: one line in composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())[:200]


def _loaded(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise WrongMap(f"không đọc được bản đồ {path.name}") from fault
    if text.lstrip()[:1] != "{":
        return _from_rows(csv.reader(io.StringIO(text)))
    try:
        found = read_json(text)
    except ValueError as fault:
        raise WrongMap(f"bản đồ {path.name} không phải JSON đúng") from fault
    return dict(found)


def _from_rows(rows: Iterable[list[str]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#") or (number == 1 and cells[0] in ("kind", "loại")):
            continue
        kind, name, value = [*cells, "", ""][:3]
        if kind in ("columns", *TABLES):
            made.setdefault(kind, {})[name] = value
        elif kind == "ends":
            made.setdefault("ends", []).append(name)
        else:
            made[kind] = name
    return made


def _texts(given: Mapping[str, Any], name: str) -> dict[str, str]:
    found = given.get(name, {})
    if not isinstance(found, Mapping) or not all(isinstance(one, str | int) for one in found.values()):
        raise WrongMap(f"{name} phải là bảng tên → giá trị")
    return {plain(str(key)): plain(str(value)) for key, value in found.items()}


def _zone(text: str) -> int:
    found = re.fullmatch(r"([+-])(\d\d):?(\d\d)", text)
    if not found:
        raise WrongMap(f"timezone “{text}” phải có dạng +07:00")
    minutes = int(found[2]) * 60 + int(found[3])
    return -minutes if found[1] == "-" else minutes
