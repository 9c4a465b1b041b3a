"""What a body above replied about an obstacle stands with the obstacle, and whoever reported it is told."""

import datetime as dt
from typing import TYPE_CHECKING

from motcua.areas.directives import actions, queries
from motcua.areas.directives.process import OPEN
from motcua.base.journal.ports import SYSTEM
from motcua.rules.impossible import NotFound

if TYPE_CHECKING:
    from motcua.base.journal.models import Event


def obstacle_answered(event: "Event", at: dt.datetime) -> None:
    """Mark the obstacle that an escalation was about; a task that is over by then needs no mark."""
    code, n = str(event.facts.get("about") or ""), int(event.facts.get("obstacle") or 0)
    if not code or not n:
        return
    try:
        task = queries.task_to_act_on(code, by=SYSTEM)
    except NotFound:
        return
    if task.case is None or task.case.state not in OPEN:
        return
    if any(one.n == n and one.answered_on is None for one in queries.obstacles(task)):
        actions.answer_obstacle(
            by=SYSTEM, at=at, task=code, n=n, on=dt.date.fromisoformat(str(event.facts["reply_on"])),
            outcome_words=str(event.facts["outcome_words"]),
        )  # fmt: skip
