"""The stages of a linked dossier as both sides of the counter see them: which agency, in which slice of the time."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from motcua.areas.cases import queries as cases
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.process import STANDARD
from motcua.base.orgs.queries import path, posts_on, version_on
from motcua.base.spoken import spoken
from motcua.faces.ui import place
from motcua.faces.ui.chips import due_chip
from motcua.rules.calendar import DAY_HOURS
from motcua.rules.deadlines import Limit, TimeUnit

NAMES = {step.code: (step.name, step.public) for step in STANDARD.steps}


def _who(step: Mapping[str, Any], agency: str, own: str, on: dt.date) -> str:
    """Who decides a stage: of another agency the office that has this field, as people know it (the police)."""
    name = version_on(agency, on).name
    type_ = cases.current_type("dossier", step["stage"], on) if agency != own else None
    if type_ is not None:
        for post in posts_on(on, agency=agency):
            if type_.field in post.fields:
                return " · ".join(filter(None, (place.office(post.unit_id, on, agency=agency), name)))
    return str(name)


def stages_of(dossier: Any, at: dt.datetime, calendar: Any, *, public: bool = False) -> list[dict[str, Any]]:
    """Rows of ``components/dossier_path.html``: every stage in order, those not begun yet too; none when not linked.

    At the desk each stage leads to its own page; the ``public`` reads plain words.
    """
    ahead = queries.stages_ahead(dossier)
    opened = {stage.stage: stage for stage in queries.stages(dossier)} if ahead else {}
    found = []
    for number, step in enumerate(ahead, 1):
        days = Limit(Decimal(step["hours"]) / DAY_HOURS, TimeUnit.WORKING_DAY)
        row: dict[str, Any] = {"state": "next", "what": step["name"], "say": spoken(days.words())}
        stage = opened.get(number)
        if stage is None:
            agency = step["agency"] or dossier.case.agency
            if agency == "province":
                agency = path(dossier.case.agency, at.date())[0].key
        else:
            case, agency = stage.case, stage.case.agency
            late = not case.paused and case.finished_at is None and at > case.due_at
            row["state"] = (
                "done" if case.closed_at else "paused" if case.paused else "late" if late else "now"
            )
            row["say"] += f" · {spoken(NAMES[case.state][public])}"
            if case.finished_at:
                row["at"] = case.finished_at
            else:
                clock = "paused" if case.paused else "running"
                row["chip"] = due_chip(case.due_at, at, state=clock, calendar=calendar)
            if not public:
                row["href"] = reverse("desk:dossier", args=[case.code])
        found.append({**row, "who": _who(step, agency, dossier.case.agency, at.date())})
    return found
