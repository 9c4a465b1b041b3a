"""The verbs of certification (NĐ 23/2015/NĐ-CP am. 07/2025, 280/2025; TT 01/2020/TT-BTP)."""

from typing import Any

from motcua.areas.certification.actions.books import close_book, dispose, list_disposal
from motcua.areas.certification.actions.electronic import scan, sign_electronically
from motcua.areas.certification.actions.reception import collect, load_types, prolong, receive, withdraw
from motcua.areas.certification.actions.succeeding import succeed
from motcua.areas.certification.actions.way import (
    AlreadyRefused,
    BookClosed,
    ScanMissing,
    check,
    enter,
    hand_over,
    proceed,
    refuse,
    sign,
)

VERBS: dict[str, Any] = {
    "check": check,
    "sign": sign,
    "enter": enter,
    "proceed": proceed,
    "return": hand_over,
    "refuse": refuse,
    "prolong": prolong,
    "withdraw": withdraw,
    "collect": collect,
}

__all__ = [
    "VERBS", "AlreadyRefused", "BookClosed", "ScanMissing", "check", "close_book", "collect", "dispose", "enter",
    "hand_over", "list_disposal", "load_types", "proceed", "prolong", "receive", "refuse", "scan", "sign",
    "sign_electronically", "succeed", "withdraw",
]  # fmt: skip
