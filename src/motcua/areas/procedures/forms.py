"""What posters of procedures are filled with (R3.10, S017)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from motcua.areas.procedures.ports import Fee, Paper, ProcedureRecord

Address = Callable[[str], str]
NO_LIMIT = "Theo quy định của thủ tục"


def posters(
    records: Sequence[ProcedureRecord], *, unit: str, place: str, on: dt.date, address: Address
) -> dict[str, Any]:
    """One page a procedure: papers, time, fee, where, and the QR code of its page; ``address`` names that page."""
    return {
        "unit": unit,
        "issued_on": on,
        "procedures": [
            {
                "code": one.code, "name": one.name, "field": one.field, "decision": one.decision,
                "papers": [_paper(paper) for paper in one.papers if paper.asked],
                "spared": [paper.name for paper in one.papers if not paper.asked],
                "time": time_of(one), "fee": fee_of(one), "place": place, "result": "; ".join(one.results),
                "address": address(one.code),
            }
            for one in records
        ],
    }  # fmt: skip


def poster_list(
    records: Sequence[ProcedureRecord], *, unit: str, field: str, on: dt.date, address: Address
) -> dict[str, Any]:
    """The procedures of a field on one poster."""
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "time": time_of(one),
            "fee": fee_of(one),
            "address": address(one.code),
        }
        for one in records
    ]
    return {"unit": unit, "field": field, "issued_on": on, "procedures": rows}


def time_of(record: ProcedureRecord) -> str:
    """The published time in a few words."""
    words = str(record.limit.words()) if record.limit else record.limit_text or NO_LIMIT
    return words[:1].upper() + words[1:]


def fee_of(record: ProcedureRecord) -> str:
    """What it costs; an amount that another authority fixes is never called free."""
    said = [_fee(fee) for fee in record.fees]
    return "; ".join(dict.fromkeys(filter(None, said))) or "Xem trang của thủ tục"


def _fee(fee: Fee) -> str:
    if fee.amount == 0:
        return "Không thu" if not fee.note else f"Không thu ({fee.note})"
    if fee.amount is None:
        return fee.note or fee.label
    return " ".join(filter(None, (f"{fee.amount:,} đồng".replace(",", "."), fee.note)))


def _paper(paper: Paper) -> str:
    counts = [f"{paper.originals} bản chính" if paper.originals else ""]
    counts.append(f"{paper.copies} bản sao" if paper.copies else "")
    more = ", ".join(filter(None, counts))
    case = paper.case[:1].lower() + paper.case[1:] if paper.case else ""
    return f"{paper.name}{f' ({more})' if more else ''}{f' – {case}' if case else ''}"
