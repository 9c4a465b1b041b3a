"""Readers of the national catalogue of administrative procedures and of tables of internal processes.

``read_procedures`` takes any form in which the catalogue reaches a commune: the product's own compact JSONL,
the parsed JSONL, the JSONL as crawled, sheets retyped by hand, the portal's PDF sheet; gzip is opened. It
survives anything: what cannot be read is rejected with its row and the reason.
"""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from motcua.areas.procedures.ports import Doubt, ProcedureRecord, Reading, Rejected
from motcua.base.json_text import read_json
from motcua.gateways.national_catalogue import cells, clean, crawled, sheets
from motcua.gateways.national_catalogue.processes import read_processes
from motcua.gateways.national_catalogue.removed import read_removed_papers

MOST_BYTES = 256 * 1024 * 1024
LONGEST_CODE = 64
NO_PROCEDURES = "không phải tệp thủ tục: cần JSONL (mỗi dòng một đối tượng JSON), mảng JSON hoặc phiếu PDF"
__all__ = ["read_files", "read_procedures", "read_processes", "read_removed_papers"]


def read_files(paths: list[Path]) -> Reading:
    """All procedures of several files; rows are numbered within their file, whose name heads the reason."""
    records: list[ProcedureRecord] = []
    doubts: list[Doubt] = []
    rejected: list[Rejected] = []
    seen: set[str] = set()
    for path in paths:
        reading = read_procedures(path.read_bytes())
        doubts += reading.doubts
        rejected += [Rejected(item.row, f"{path.name}: {item.reason}") for item in reading.rejected]
        for record in reading.records:
            if record.code in seen:
                rejected.append(Rejected(0, f"{path.name}: mã {record.code} đã có trong tệp trước"))
            else:
                seen.add(record.code)
                records.append(record)
    return Reading(tuple(records), tuple(doubts), tuple(rejected))


def read_procedures(content: bytes) -> Reading:
    """The procedures in a file, whatever its form; never raises because of what the file holds."""
    try:
        content = opened(content)
    except ValueError as fault:
        return Reading(rejected=(Rejected(1, str(fault)),))
    if content.lstrip()[:5] == b"%PDF-":
        try:
            record, doubts = sheets.read(content)
        except ValueError as fault:
            return Reading(rejected=(Rejected(1, str(fault)),))
        return Reading((record,), tuple(doubts))
    records: list[ProcedureRecord] = []
    found: list[Doubt] = []
    rejected: list[Rejected] = []
    seen: set[str] = set()
    values = _values(content)
    if values and not any(isinstance(value, Mapping) for _row, value in values):
        row, first = values[0]
        why = f" ({first.reason})" if isinstance(first, Rejected) else ""
        return Reading(rejected=(Rejected(row, NO_PROCEDURES + why),))
    for row, value in values:
        try:
            if isinstance(value, Rejected):
                raise ValueError(value.reason)
            if not isinstance(value, Mapping):
                raise ValueError("dòng không phải một đối tượng JSON")
            record, doubts = _one(value)
            if len(record.code) > LONGEST_CODE:
                raise ValueError(f"mã thủ tục dài quá {LONGEST_CODE} ký tự")
            if record.code in seen:
                raise ValueError(f"mã {record.code} lặp lại trong tệp")
        except ValueError as fault:
            rejected.append(Rejected(row, str(fault)[:200]))
            continue
        seen.add(record.code)
        records.append(record)
        found += doubts
    return Reading(tuple(records), tuple(found), tuple(rejected))


def opened(content: bytes) -> bytes:
    """The file without gzip. Raises ValueError when broken or larger than ``MOST_BYTES`` once opened."""
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            out = stream.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as fault:
        raise ValueError(f"tệp nén bị hỏng ({type(fault).__name__})") from fault
    if len(out) > MOST_BYTES:
        raise ValueError("tệp nén quá lớn")
    return out


def _values(content: bytes) -> list[tuple[int, Any]]:
    """(row, JSON value or Rejected) of a JSONL file or of a JSON array, rows counted from 1."""
    body = content.removeprefix(b"\xef\xbb\xbf")
    if body.lstrip()[:1] == b"[":
        try:
            listed = read_json(body)
        except ValueError as fault:
            return [(1, Rejected(1, _broken(fault)))]
        return list(enumerate(listed, 1))
    found: list[tuple[int, Any]] = []
    for row, raw in enumerate(body.split(b"\n"), 1):
        if not raw.strip():
            continue
        try:
            found.append((row, read_json(raw.decode("utf-8"))))
        except UnicodeDecodeError:
            found.append((row, Rejected(row, "dòng không phải UTF-8")))
        except ValueError as fault:
            found.append((row, Rejected(row, _broken(fault))))
    return found


def _broken(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"JSON sai ở ký tự {fault.pos + 1}"
    return "JSON lồng quá sâu hoặc có số quá dài"


def _one(value: Mapping[str, Any]) -> tuple[ProcedureRecord, list[Doubt]]:
    if "ma_thu_tuc" in value:
        return crawled.read(value)
    if any(key in value for key in ("methods", "dossier", "sector")):
        return clean.read(value)
    record = ProcedureRecord.from_json(value)
    return record, [doubt for doubt in cells.examine(record) if doubt.severity != "note"]
