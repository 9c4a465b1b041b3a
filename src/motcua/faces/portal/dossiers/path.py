"""The vertical path of a dossier: what happened, which office has it now, what comes next and when."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from motcua.areas.dossiers import queries
from motcua.areas.dossiers.choices import ReturnBy, State
from motcua.areas.dossiers.events import RATED
from motcua.areas.dossiers.process import STANDARD
from motcua.base.journal.events import EVENTS
from motcua.base.orgs.queries import NoPost, post_on, posts_on
from motcua.base.spoken import spoken
from motcua.faces.ui import place

PUBLIC = {step.code: step.public for step in STANDARD.steps}
READY = {State.RESULT_READY, State.REFUSED}
UNDONE = {State.REFUSED_RECEPTION, State.STOPPED, State.CLOSED_UNSUPPLEMENTED, State.CANCELLED}


def holding_office(case: Any, at: dt.datetime) -> str:
    """The office that has the dossier now: the division of the post that holds it, or of those that may take it."""
    if case.closed_at is not None:
        return ""
    day = at.date()
    try:
        unit = post_on(case.post, day).unit_id if case.post else _waiting_at(case, day)
    except NoPost:
        unit = ""
    return place.office(unit, day, agency=case.agency)


def _waiting_at(case: Any, day: dt.date) -> str:
    for post in posts_on(day, agency=case.agency):
        if case.duty in post.duties and (not post.fields or not case.field or case.field in post.fields):
            return str(post.unit_id)
    return ""


def path_of(dossier: Any, events: Sequence[Any], at: dt.datetime, *, office: str) -> list[dict[str, Any]]:
    """Rows of ``components/dossier_path.html``; offices, never persons."""
    case = dossier.case
    steps: list[dict[str, Any]] = []
    names: dict[str, str] = {}
    last = ""
    for event in events:
        kind = EVENTS.get(event.kind)
        said = kind.sentence(event.facts, public=True) if kind else ""
        if not said:
            continue
        if event.by_unit not in names:
            names[event.by_unit] = place.office(event.by_unit, at.date(), agency=case.agency)
        office_then = names[event.by_unit]
        who = "" if office_then == last else office_then
        rating = event.kind == RATED.name
        steps.append({"state": "done", "what": said, "who": who, "at": event.at, "rating": rating})
        last = office_then or last
    if case.closed_at is not None:
        if case.state in UNDONE and steps:
            _ending(steps)["state"] = "refused"
        return steps
    if case.state in READY and steps:
        steps[-1] |= {"state": "now", "who": office}
        online = dossier.return_by == ReturnBy.ONLINE
        return steps if online else [*steps, {"state": "next", "what": queries.handed_over(dossier)}]
    return steps + _ahead(dossier, at, office)


def _ending(steps: list[dict[str, Any]]) -> dict[str, Any]:
    """The row that ended the dossier: the last one that is not the applicant's rating."""
    return next((step for step in reversed(steps) if not step["rating"]), steps[-1])


def _ahead(dossier: Any, at: dt.datetime, office: str) -> list[dict[str, Any]]:
    """Where it is now, and what comes."""
    case = dossier.case
    late = not case.paused and case.finished_at is None and at > case.due_at
    state = "paused" if case.paused else "late" if late else "now"
    now = {"state": state, "what": _(PUBLIC[case.state]), "who": office}
    if case.state == State.PROCESSING:
        now["say"] = _("Bước “{step}”").format(step=spoken(case.step_name))
    found = [now]
    said = queries.next_said(dossier)
    if said and case.received_at:
        found.append({"state": "next", "what": said})
    if not case.paused and not late and case.finished_at is None:
        said = _("Hẹn trả kết quả cho ông/bà") if case.received_at else _("Cơ quan trả lời ông/bà")
        found.append({"state": "next", "what": said, "at": case.due_at})
    return found
