"""The verbs of citizen reception (Luật Tiếp công dân 42/2013/QH13; NĐ 154/2026/NĐ-CP)."""

from typing import Any

from motcua.areas.receptions.actions.answering import (
    FirstConclude,
    NothingToConclude,
    conclude,
    refuse,
    reply,
)
from motcua.areas.receptions.actions.arranging import (
    DayPassed,
    NotDelegable,
    NotReceiver,
    NotYet,
    PostedTooLate,
    ScheduleFull,
    Unfinished,
    call_off,
    explain,
    hold,
    move,
    name_receiver,
    plan_day,
    plan_month,
    publish,
    set_place,
)
from motcua.areas.receptions.actions.briefing import (
    BriefedAlready,
    BriefingClosed,
    SolvedAlready,
    close_briefing,
    fulfil_duty,
    open_briefing,
    raise_matter,
    solve_matter,
    undo_duty,
)
from motcua.areas.receptions.actions.online import NotItsTime, NotItsTurn, check_online
from motcua.areas.receptions.actions.receiving import (
    AlreadyReceived,
    NotThatDay,
    link,
    load_types,
    receive,
    take_papers,
    take_register,
    write_down,
)
from motcua.areas.receptions.actions.shielding import (
    KeptSecretAlready,
    WithItsPetition,
    keep_secret,
    shield,
    take_apart,
)
from motcua.areas.receptions.actions.signing import (
    NoSeat,
    NotOpen,
    SignedAlready,
    cancel,
    forget,
    read_sign_up,
    reveal_sign_ups,
    sign_up,
)
from motcua.areas.receptions.actions.succeeding import succeed, succeed_day

VERBS: dict[str, Any] = {
    "conclude": conclude, "reply": reply, "refuse": refuse, "write_down": write_down, "link": link,
    "take_papers": take_papers,
}  # fmt: skip
DAY_VERBS: dict[str, Any] = {
    "publish": publish, "move": move, "call_off": call_off, "hold": hold, "explain": explain, "check": check_online,
}  # fmt: skip
BRIEFING_VERBS: dict[str, Any] = {
    "raise_matter": raise_matter, "solve_matter": solve_matter, "close_briefing": close_briefing,
}  # fmt: skip

__all__ = [
    "BRIEFING_VERBS",
    "DAY_VERBS",
    "VERBS",
    "AlreadyReceived",
    "BriefedAlready",
    "BriefingClosed",
    "DayPassed",
    "FirstConclude",
    "KeptSecretAlready",
    "NoSeat",
    "NotDelegable",
    "NotItsTime",
    "NotItsTurn",
    "NotOpen",
    "NotReceiver",
    "NotThatDay",
    "NotYet",
    "NothingToConclude",
    "PostedTooLate",
    "ScheduleFull",
    "SignedAlready",
    "SolvedAlready",
    "Unfinished",
    "WithItsPetition",
    "call_off",
    "cancel",
    "check_online",
    "close_briefing",
    "conclude",
    "explain",
    "forget",
    "fulfil_duty",
    "hold",
    "keep_secret",
    "link",
    "load_types",
    "move",
    "name_receiver",
    "open_briefing",
    "plan_day",
    "plan_month",
    "publish",
    "raise_matter",
    "read_sign_up",
    "receive",
    "refuse",
    "reply",
    "reveal_sign_ups",
    "set_place",
    "shield",
    "sign_up",
    "solve_matter",
    "succeed",
    "succeed_day",
    "take_apart",
    "take_papers",
    "take_register",
    "undo_duty",
    "write_down",
]  # fmt: skip
