"""The verbs of surveys: questionnaires, rounds, answers, what is mended afterwards."""

from typing import Any

from motcua.areas.surveys.actions.answering import NothingWaits, answer, count_waiting, review_words
from motcua.areas.surveys.actions.forms import (
    AlreadyIssued,
    StillDrafted,
    change_form,
    draft_form,
    next_version,
    publish_form,
)
from motcua.areas.surveys.actions.mending import NotMeasured, import_papi, note_papi_remedy, note_remedy
from motcua.areas.surveys.actions.rounds import (
    MARGINS,
    NobodyToAsk,
    NotAsked,
    NothingToPrint,
    NotNow,
    cancel,
    close,
    draw,
    grouped,
    open_round,
    plan,
    print_slips,
    publish,
    remind,
)

__all__ = [
    "MARGINS", "AlreadyIssued", "NobodyToAsk", "NotAsked", "NotMeasured", "NotNow", "NothingToPrint", "NothingWaits",
    "StillDrafted", "answer", "cancel", "change_form", "close", "count_waiting", "draft_form", "draw", "grouped",
    "import_papi", "next_version", "note_papi_remedy", "note_remedy", "open_round", "plan", "print_slips",
    "publish", "publish_form", "remind", "review_words",
]  # fmt: skip

VERBS: dict[str, Any] = {"draw": draw, "close": close, "cancel": cancel, "publish": publish}
"""Acts on a round that a page offers as one press or one form."""
