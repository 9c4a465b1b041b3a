"""The verbs of correspondence (NĐ 30/2020/NĐ-CP; R8.1–R8.9)."""

from motcua.areas.correspondence.actions.drafting import cancel, draft, group, revise, send_back, submit
from motcua.areas.correspondence.actions.incoming import (
    INCOMING_VERBS,
    cancel_incoming,
    correct,
    finish,
    forward,
    instruct,
    present,
    register,
)
from motcua.areas.correspondence.actions.signing import correct_party, cosign, issue, record_party, send, sign

OUTGOING_VERBS = {
    "submit": submit, "cancel": cancel, "sign": sign, "cosign": cosign, "send_back": send_back, "issue": issue,
    "send": send, "record_party": record_party, "correct_party": correct_party,
}  # fmt: skip

__all__ = [
    "INCOMING_VERBS", "OUTGOING_VERBS", "cancel", "cancel_incoming", "correct", "correct_party", "cosign", "draft",
    "finish", "forward", "group", "instruct", "issue", "present", "record_party", "register", "revise", "send",
    "send_back", "sign", "submit",
]  # fmt: skip
