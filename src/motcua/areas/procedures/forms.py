"""What posters of procedures and proposals to simplify them are filled with (R3.10, R3.15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from motcua.areas.procedures.choices import Criterion, Outcome
from motcua.areas.procedures.models import ReviewItem
from motcua.areas.procedures.ports import Fee, Paper, ProcedureRecord
from motcua.areas.procedures.queries import Costs, activities

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


def proposal(item: ReviewItem, *, costs: Costs, agency: str, on: dt.date) -> dict[str, Any]:
    """Phương án đơn giản hóa of a reviewed item: outcome, the four answers, costs before and after (R3.15)."""
    before, after = activities(item.before), activities(item.after)
    return {
        "agency": agency, "issued_on": on, "name": item.name, "codes": ", ".join(item.codes), "lead": item.lead,
        "cooperating": item.cooperating, "ground": item.ground, "outcome": str(Outcome(item.outcome).label),
        "proposal": item.proposal, "approval": item.approval,
        "criteria": [
            {
                "question": str(one.label), "answer": "Đạt" if item.criteria[one.value]["met"] else "Chưa đạt",
                "say": item.criteria[one.value]["say"],
            }
            for one in Criterion
            if one.value in item.criteria
        ],
        "costs": [
            {"activity": f"{label}: {one.name}", "once": _dong(one.once), "year": _dong(one.cost)}
            for label, listed in (("Trước", before), ("Sau", after))
            for one in listed
        ],
        "before": _dong(costs.before), "after": _dong(costs.after), "saved": _dong(costs.saved),
        "cut": f"{costs.cut} %".replace(".", ",") if costs.cut is not None else "–",
    }  # fmt: skip


def _dong(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal(1)):,} đồng".replace(",", ".")
