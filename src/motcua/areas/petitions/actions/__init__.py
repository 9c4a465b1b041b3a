"""The verbs of petitions (TT 05/2021/TT-TTCP; Luật Khiếu nại, Luật Tố cáo; NĐ 155/2026)."""

from typing import Any

from motcua.areas.petitions.actions.handling import (
    AlreadyProlonged,
    FirstSplit,
    NotAsProposed,
    OnlyWithItsCase,
    prolong,
    propose,
    return_originals,
    send_back,
    settle,
    split,
    withdraw,
)
from motcua.areas.petitions.actions.intake import add_scan, load_types, receive
from motcua.areas.petitions.actions.sealing import (
    NotAssigned,
    assign,
    open_identity,
    open_scan,
    shield,
    unassign,
    veil,
)

VERBS: dict[str, Any] = {
    "propose": propose,
    "settle": settle,
    "send_back": send_back,
    "split": split,
    "shield": shield,
    "withdraw": withdraw,
    "prolong": prolong,
}

__all__ = [
    "VERBS", "AlreadyProlonged", "FirstSplit", "NotAsProposed", "NotAssigned", "OnlyWithItsCase", "add_scan", "assign",
    "load_types", "open_identity", "open_scan", "prolong", "propose", "receive", "return_originals", "send_back",
    "settle", "shield", "split", "unassign", "veil",
]  # fmt: skip
