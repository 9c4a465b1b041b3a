"""The verbs of petitions (TT 05/2021/TT-TTCP; Luật Khiếu nại, Luật Tố cáo; NĐ 155/2026)."""

from typing import Any

from motcua.areas.petitions.actions.arrivals import (
    AlreadyAPetition,
    AlreadyInTray,
    AlreadySent,
    TrayFull,
    lay,
    lay_aside,
    send_ahead,
    sweep,
    take_back,
)
from motcua.areas.petitions.actions.asking import NothingAsked, StillAsked, ask, supplement
from motcua.areas.petitions.actions.disposal import AlreadyDisposed, NothingToDispose, dispose, list_disposal
from motcua.areas.petitions.actions.handed import take_over
from motcua.areas.petitions.actions.handling import (
    AlreadyProlonged,
    AlreadyThere,
    FirstSplit,
    NotAsProposed,
    OnlyInWriting,
    OnlyWithItsCase,
    inform,
    locate,
    prolong,
    propose,
    return_originals,
    send_back,
    settle,
    withdraw,
)
from motcua.areas.petitions.actions.intake import add_scan, check, read_scan, receive
from motcua.areas.petitions.actions.mail import receive_letter
from motcua.areas.petitions.actions.recusing import keep_from, keep_from_named
from motcua.areas.petitions.actions.sealing import (
    SEALED_TYPE,
    NotAssigned,
    assign,
    confide,
    open_identity,
    open_scan,
    shield,
    unassign,
    veil,
    veiled,
)
from motcua.areas.petitions.actions.splitting import split
from motcua.areas.petitions.actions.succeeding import NobodyToHandle, succeed
from motcua.areas.petitions.actions.timing import load_types

VERBS: dict[str, Any] = {
    "propose": propose,
    "settle": settle,
    "send_back": send_back,
    "split": split,
    "ask": ask,
    "supplement": supplement,
    "shield": shield,
    "withdraw": withdraw,
    "prolong": prolong,
    "inform": inform,
    "keep_from": keep_from,
    "locate": locate,
}

__all__ = [
    "SEALED_TYPE",
    "VERBS",
    "AlreadyAPetition",
    "AlreadyDisposed",
    "AlreadyInTray",
    "AlreadyProlonged",
    "AlreadySent",
    "AlreadyThere",
    "FirstSplit",
    "NobodyToHandle",
    "NotAsProposed",
    "NotAssigned",
    "NothingAsked",
    "NothingToDispose",
    "OnlyInWriting",
    "OnlyWithItsCase",
    "StillAsked",
    "TrayFull",
    "add_scan",
    "ask",
    "assign",
    "check",
    "confide",
    "dispose",
    "inform",
    "keep_from",
    "keep_from_named",
    "lay",
    "lay_aside",
    "list_disposal",
    "load_types",
    "locate",
    "open_identity",
    "open_scan",
    "prolong",
    "propose",
    "read_scan",
    "receive",
    "receive_letter",
    "return_originals",
    "send_ahead",
    "send_back",
    "settle",
    "shield",
    "split",
    "succeed",
    "supplement",
    "sweep",
    "take_back",
    "take_over",
    "unassign",
    "veil",
    "veiled",
    "withdraw",
]  # fmt: skip
