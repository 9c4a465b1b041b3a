"""The verbs of dialogues and consultations (Luật 10/2022/QH15 Điều 25–28, 32; R6.55, R6.56, R7.15, R7.16)."""

from typing import Any

from motcua.areas.dialogues.actions.commenting import comment, decline_comment, show_comment
from motcua.areas.dialogues.actions.commitments import (
    confirm,
    load_types,
    make,
    postpone,
    progress,
    release,
    report,
    send_back,
)
from motcua.areas.dialogues.actions.consultations import (
    announce_consultation,
    close,
    count,
    draft,
    explain,
    finish,
    publish,
)
from motcua.areas.dialogues.actions.handing import hand_over, hand_over_comment
from motcua.areas.dialogues.actions.planning import announce, approve, cancel, change, conclude, hold, plan
from motcua.areas.dialogues.actions.questions import answer, ask, decline, merge, show
from motcua.areas.dialogues.actions.succeeding import succeed, succeed_open

COMMITMENT_VERBS: dict[str, Any] = {
    "progress": progress, "report": report, "confirm": confirm, "send_back": send_back, "postpone": postpone,
    "release": release,
}  # fmt: skip

__all__ = [
    "COMMITMENT_VERBS", "announce", "announce_consultation", "answer", "approve", "ask", "cancel", "change", "close",
    "comment", "conclude", "confirm", "count", "decline", "decline_comment", "draft", "explain", "finish",
    "hand_over", "hand_over_comment", "hold",
    "load_types", "make", "merge", "plan", "postpone", "progress", "publish", "release", "report", "send_back", "show",
    "show_comment", "succeed", "succeed_open",
]  # fmt: skip
