"""The verbs of directives and tasks (R8.11–R8.17)."""

from typing import Any

from motcua.areas.directives.actions.answering import answer_by_report
from motcua.areas.directives.actions.composing import HasDocument, compose, take_signed
from motcua.areas.directives.actions.disseminating import disseminate
from motcua.areas.directives.actions.doing import (
    NothingHandedIn,
    accept,
    attach,
    contribute,
    hand_in,
    move,
    remind,
    report,
    return_,
    start,
    urge,
)
from motcua.areas.directives.actions.drafting import (
    AsSigned,
    AsWritten,
    add_task,
    change,
    change_task,
    create_from_reading,
    draft,
    drop_task,
    file_document,
)
from motcua.areas.directives.actions.elections import draft_election
from motcua.areas.directives.actions.following import answer, expect, note_answer, review, set_reviews
from motcua.areas.directives.actions.issuing import (
    DutiesGoOn,
    NoTasks,
    NotReviewed,
    StillOpen,
    close,
    end_duty,
    issue,
    issue_task,
    load_types,
    recur,
    what_is_missing,
)
from motcua.areas.directives.actions.keeping import NotNow
from motcua.areas.directives.actions.requiring import (
    NothingToAdopt,
    adopt_required,
    count_due,
    end_required,
    fulfil,
    fulfil_by_report,
    require_document,
)
from motcua.areas.directives.actions.themes import set_theme
from motcua.areas.directives.actions.waiting import (
    AskedAlready,
    NothingAsked,
    TooLateToAsk,
    answer_obstacle,
    ask_extension,
    cancel,
    grant,
    pause,
    raise_obstacle,
    refuse,
    resume,
    solve_obstacle,
)

TASK_VERBS: dict[str, Any] = {
    "start": start, "report": report, "hand_in": hand_in, "attach": attach, "accept": accept, "return_": return_,
    "ask_extension": ask_extension, "grant": grant, "refuse": refuse, "raise_obstacle": raise_obstacle,
    "solve_obstacle": solve_obstacle,
    "contribute": contribute, "urge": urge, "move": move, "pause": pause, "resume": resume, "cancel": cancel,
}  # fmt: skip

__all__ = [
    "TASK_VERBS", "AsSigned", "AsWritten", "AskedAlready", "DutiesGoOn", "HasDocument", "NoTasks", "NotNow",
    "NotReviewed",
    "NothingAsked", "NothingHandedIn", "NothingToAdopt", "StillOpen", "TooLateToAsk", "accept", "add_task",
    "adopt_required", "answer", "answer_by_report", "answer_obstacle", "ask_extension", "attach", "cancel",
    "change", "change_task", "close", "compose", "contribute", "count_due", "create_from_reading", "disseminate",
    "draft", "draft_election", "drop_task",
    "end_duty", "end_required", "expect", "file_document", "fulfil", "fulfil_by_report", "grant",
    "hand_in", "issue", "issue_task", "load_types", "move", "note_answer", "pause", "raise_obstacle", "recur",
    "refuse", "remind", "report", "require_document", "resume", "return_", "review", "set_reviews", "set_theme",
    "solve_obstacle", "start", "take_signed", "urge", "what_is_missing",
]  # fmt: skip
