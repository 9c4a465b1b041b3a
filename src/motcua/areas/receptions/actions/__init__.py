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
from motcua.areas.receptions.actions.shielding import shield
from motcua.areas.receptions.actions.signing import (
    NoSeat,
    NotOpen,
    SignedAlready,
    cancel,
    forget,
    read_sign_up,
    sign_up,
)

VERBS: dict[str, Any] = {
    "conclude": conclude, "reply": reply, "refuse": refuse, "write_down": write_down, "link": link,
    "take_papers": take_papers,
}  # fmt: skip
DAY_VERBS: dict[str, Any] = {
    "publish": publish, "move": move, "call_off": call_off, "hold": hold, "explain": explain, "check": check_online,
}  # fmt: skip

__all__ = [
    "DAY_VERBS", "VERBS", "AlreadyReceived", "DayPassed", "FirstConclude", "NoSeat", "NotDelegable", "NotItsTime",
    "NotItsTurn", "NotOpen", "NotReceiver", "NotThatDay", "NotYet", "NothingToConclude", "PostedTooLate",
    "ScheduleFull", "SignedAlready", "Unfinished",
    "call_off", "cancel", "check_online", "conclude", "explain", "forget", "hold", "link", "load_types", "move",
    "name_receiver", "plan_day", "plan_month", "publish", "read_sign_up", "receive", "refuse", "reply", "set_place",
    "shield", "sign_up", "take_papers", "take_register", "write_down",
]  # fmt: skip
