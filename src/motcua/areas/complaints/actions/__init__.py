"""The verbs of complaints (Luật Khiếu nại 02/2011/QH13; NĐ 124/2020, NĐ 155/2026)."""

from typing import Any

from motcua.areas.complaints.actions.acceptance import (
    NoRepresentative,
    NotCompetent,
    NotProposed,
    NotYetSecond,
    OutOfTime,
    SecondAlready,
    accept,
    load_types,
)
from motcua.areas.complaints.actions.afterwards import (
    FirstExecute,
    NotOverdue,
    SecondOnly,
    TooLate,
    appeal,
    close,
    execute,
    order_execution,
    sue,
)
from motcua.areas.complaints.actions.decision import (
    AllWithdrew,
    NotYetInEffect,
    SentAlready,
    VerifiedIt,
    decide,
    publish,
    send,
    take_effect,
)
from motcua.areas.complaints.actions.interruptions import (
    NotAllWithdrew,
    ask_to_withdraw,
    resume,
    stop,
    suspend,
    withdraw,
)
from motcua.areas.complaints.actions.succeeding import succeed
from motcua.areas.complaints.actions.verification import (
    ComplicatedAlready,
    FirstDialogue,
    TimeIsOver,
    assign,
    call_dialogue,
    complicate,
    hold_dialogue,
    report,
    send_back,
)

VERBS: dict[str, Any] = {
    verb.__name__: verb
    for verb in (
        assign, complicate, call_dialogue, hold_dialogue, report, send_back, suspend, resume, withdraw, stop, decide,
        send, publish, take_effect, order_execution, execute, close, appeal, sue,
    )
}  # fmt: skip

__all__ = [
    "VERBS",
    "AllWithdrew",
    "ComplicatedAlready",
    "FirstDialogue",
    "FirstExecute",
    "NoRepresentative",
    "NotAllWithdrew",
    "NotCompetent",
    "NotOverdue",
    "NotProposed",
    "NotYetInEffect",
    "NotYetSecond",
    "OutOfTime",
    "SecondAlready",
    "SecondOnly",
    "SentAlready",
    "TimeIsOver",
    "TooLate",
    "VerifiedIt",
    "accept",
    "appeal",
    "ask_to_withdraw",
    "assign",
    "call_dialogue",
    "close",
    "complicate",
    "decide",
    "execute",
    "hold_dialogue",
    "load_types",
    "order_execution",
    "publish",
    "report",
    "resume",
    "send",
    "send_back",
    "stop",
    "succeed",
    "sue",
    "suspend",
    "take_effect",
    "withdraw",
]  # fmt: skip
