"""The verbs of the one-stop desk (NĐ 118/2025/NĐ-CP, TT 03/2025/TT-VPCP). Every act: ask, change, journal, at once."""

from typing import Any

from motcua.areas.dossiers.actions.applicants import correct
from motcua.areas.dossiers.actions.endings import AlreadyRescheduled, cancel, refuse, reschedule, withdraw
from motcua.areas.dossiers.actions.history import (
    AlreadyTakenOver,
    Taken,
    open_history,
    take_over,
    take_over_all,
)
from motcua.areas.dossiers.actions.opening import check_papers
from motcua.areas.dossiers.actions.payments import await_payment, payment_settled
from motcua.areas.dossiers.actions.processing import (
    SEND_BACK,
    finish_step,
    hand_over,
    take,
    transfer,
)
from motcua.areas.dossiers.actions.ratings import AlreadyRated, NotYetRatable, rate
from motcua.areas.dossiers.actions.reception import accept, decline_reception, receive, submit
from motcua.areas.dossiers.actions.reminding import NothingToRemind, remind
from motcua.areas.dossiers.actions.results import issue_result, open_signed, sign_result
from motcua.areas.dossiers.actions.succeeding import succeed
from motcua.areas.dossiers.actions.supplements import (
    SecondRequestNeedsLeader,
    SupplementedEnough,
    ask_supplement,
    expire,
    supplement,
)
from motcua.areas.dossiers.actions.writing import NotThisStep

__all__ = [
    "SEND_BACK",
    "AlreadyRated",
    "AlreadyRescheduled",
    "AlreadyTakenOver",
    "NotThisStep",
    "NotYetRatable",
    "NothingToRemind",
    "SecondRequestNeedsLeader",
    "SupplementedEnough",
    "Taken",
    "accept",
    "ask_supplement",
    "await_payment",
    "cancel",
    "check_papers",
    "correct",
    "decline_reception",
    "expire",
    "finish_step",
    "hand_over",
    "issue_result",
    "open_history",
    "open_signed",
    "payment_settled",
    "rate",
    "receive",
    "refuse",
    "remind",
    "reschedule",
    "sign_result",
    "submit",
    "succeed",
    "supplement",
    "take",
    "take_over",
    "take_over_all",
    "transfer",
    "withdraw",
]

VERBS: dict[str, Any] = {
    "accept": accept,
    "transfer": transfer,
    "take": take,
    "finish-step": finish_step,
    "ask-supplement": ask_supplement,
    "supplement": supplement,
    "refuse": refuse,
    "reschedule": reschedule,
    "sign-result": sign_result,
    "issue-result": issue_result,
    "return": hand_over,
    "withdraw": withdraw,
    "cancel": cancel,
    "correct": correct,
    "rate": rate,
}
