"""Reader of the parsed form of the national catalogue: one JSON object a procedure (``methods``,
``dossier``…).

Also reads the sheets retyped by hand, which have the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.areas.procedures.ports import Doubt, Paper, ProcedureRecord, Way
from motcua.gateways.national_catalogue import cells
from motcua.rules.deadlines import Limit

_MONTH = {"MONTH": "tháng", "YEAR": "năm"}
_ONLINE = {"toàn trình": "full", "một phần": "partial", "cung cấp thông tin": "information"}


def read(data: Mapping[str, Any]) -> tuple[ProcedureRecord, list[Doubt]]:
    """One procedure and the doubts about it. Raises ValueError when it has no code or no name."""
    code, name = cells.line(data.get("code")), cells.line(data.get("name"))
    if not code:
        raise ValueError("thiếu mã thủ tục")
    if not name:
        raise ValueError(f"{code}: thiếu tên thủ tục")
    doubts: list[Doubt] = []
    sequence = cells.given(data.get("steps"))
    ways, fees = _ways(code, _rows(data.get("methods")), doubts)
    limit, same_day, cutoff, reasons = cells.settle_limit(ways, sequence)
    doubts += [Doubt(code, "limit", said, severity) for severity, said in reasons]
    papers, remarks = _papers(code, _rows(data.get("dossier")), doubts)
    record = ProcedureRecord(
        code=code,
        name=name,
        field=cells.line(cells.given(data.get("sector"))),
        levels=cells.levels(_listed(data.get("levels"))),
        decision=cells.line(cells.given(data.get("decision"))),
        kind=cells.line(cells.given(data.get("type"))),
        subjects=cells.subjects(
            ", ".join(filter(None, (cells.line(item) for item in _listed(data.get("subjects")))))
        ),
        sequence=sequence,
        ways=tuple(way for way, _, _ in ways),
        papers=papers,
        remarks=remarks,
        limit=limit,
        limit_text="; ".join(dict.fromkeys(way.limit_text for way, _, _ in ways if way.limit_text)),
        same_day=same_day,
        cutoff=cutoff,
        fees=fees,
        agency=cells.line(cells.given(data.get("executing_authority"))),
        deciding=cells.line(cells.given(data.get("competent_authority"))),
        coordinating=cells.line(cells.given(data.get("coordinating_authority") or data.get("coordinating"))),
        results=tuple(filter(None, (cells.line(item.get("name")) for item in _rows(data.get("results"))))),
        forms=tuple(dict.fromkeys(item.form_name for item in papers if item.form_name)),
        conditions=cells.given(data.get("conditions")),
        legal_basis=tuple(
            dict.fromkeys(
                found
                for item in _rows(data.get("legal_basis"))
                if (found := cells.basis(item.get("symbol"), item.get("title"))) is not None
            )
        ),
        online_level=_ONLINE.get(cells.line(data.get("online_service_level")).casefold(), ""),
        source_url=cells.line(cells.given(data.get("source_url"))),
    )
    if not cells.is_nfc(data.get("name")) or not cells.is_nfc(data.get("steps")):
        doubts.append(Doubt(code, "name", "nguồn không ở dạng Unicode dựng sẵn (NFC); đã đổi", "note"))
    return record, doubts + cells.examine(record)


def _ways(
    code: str, rows: list[Mapping[str, Any]], doubts: list[Doubt]
) -> tuple[list[tuple[Way, Limit | None, str]], Any]:
    found: list[tuple[Way, Limit | None, str]] = []
    fees = []
    for row in rows:
        channel = cells.channel(row.get("channel"))
        if not channel:
            doubts.append(
                Doubt(code, "ways", f"không rõ hình thức nộp “{cells.line(row.get('channel'))[:40]}”")
            )
        limit = cells.limit_of(row.get("time"), row.get("unit"))
        raw = ""
        if limit is None:
            told = [cells.line(cells.given(row.get(key))) for key in ("time", "unit", "time_text")]
            told = [told[0].removesuffix(".0"), _MONTH.get(told[1], told[1]), told[2]]
            raw = " ".join(filter(None, told))
        words = limit.words() if limit else raw
        found.append((Way(channel, words, cells.text(row.get("description"))), limit, raw))
        for item in _rows(row.get("fees")):
            fee, why = cells.fee(item.get("label"), item.get("amount_vnd"), item.get("note"))
            if fee is not None:
                fees.append(fee)
            if why and not any(d.text == why for d in doubts):
                doubts.append(Doubt(code, "fees", why))
    return found, cells.unique(fees)


def _papers(
    code: str, groups: list[Mapping[str, Any]], doubts: list[Doubt]
) -> tuple[tuple[Paper, ...], tuple[str, ...]]:
    papers: list[Paper] = []
    remarks: list[str] = []
    for group in groups:
        for item in _rows(group.get("items")):
            name = cells.given(item.get("name"))
            if not name:
                continue
            originals, copies = _count(item.get("original")), _count(item.get("copy"))
            if cells.is_remark(name, group.get("case"), originals, copies):
                remarks.append(cells.line(name))
                continue
            number = str(len(papers) + 1)
            papers.append(
                cells.paper(number, name, group.get("case"), originals, copies, item.get("form_file"))
            )
    if remarks:
        said = f"{len(remarks)} dòng trong thành phần hồ sơ là lời dặn, không phải giấy tờ"
        doubts.append(Doubt(code, "papers", said, "note"))
    return tuple(papers), tuple(remarks)


def _rows(value: object) -> list[Mapping[str, Any]]:
    return [item for item in _listed(value) if isinstance(item, Mapping)]


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100 else 0
