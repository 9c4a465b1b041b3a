"""The verbs of hot spots, of notes on people's situation, and of field trips."""

from typing import Any

from motcua.areas.hotspots.actions.notes import (
    answer_note,
    drop_note_task,
    finish_note_task,
    give_note_task,
    log_trip,
    note,
    read_note,
)
from motcua.areas.hotspots.actions.spots import (
    AlreadyClosed,
    NoSuchTask,
    TasksUndone,
    close,
    drop_task,
    finish_task,
    give_task,
    open_hot_spot,
    review,
)

VERBS: dict[str, Any] = {
    "task": give_task, "done": finish_task, "drop": drop_task, "review": review, "close": close,
}  # fmt: skip
NOTE_VERBS: dict[str, Any] = {
    "read": read_note, "answer": answer_note, "task": give_note_task, "done": finish_note_task, "drop": drop_note_task,
}  # fmt: skip

__all__ = [
    "NOTE_VERBS",
    "VERBS",
    "AlreadyClosed",
    "NoSuchTask",
    "TasksUndone",
    "answer_note",
    "close",
    "drop_note_task",
    "drop_task",
    "finish_note_task",
    "finish_task",
    "give_note_task",
    "give_task",
    "log_trip",
    "note",
    "open_hot_spot",
    "read_note",
    "review",
]
