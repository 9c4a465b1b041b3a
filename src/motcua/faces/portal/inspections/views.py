"""Giám sát, phản biện, thanh tra trách nhiệm in public: what was recommended, what was replied, and whether in time."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from motcua.areas.inspections import queries
from motcua.areas.inspections.choices import RecommendationState, labelled
from motcua.base.calendars.queries import calendar_for
from motcua.faces.portal.frame import page
from motcua.faces.ui import place, replies
from motcua.faces.ui.chips import Chip, due_chip, remaining_words
from motcua.faces.ui.session import now_of
from motcua.rules.calendar import TZ

SHOWN = 60


def _replied(row: Any, calendar: Any) -> Chip:
    """Whether a reply came in time."""
    chip = due_chip(row.due_at, row.at, calendar=calendar, ended=row.at, state="stopped")
    late = _("trả lời %(late)s") % {"late": _late(row.due_at, row.at, calendar)}
    return replace(chip, words=late if row.late else _("trả lời đúng hạn"))


def _late(due: dt.datetime, at: dt.datetime, calendar: Any) -> str:
    """How late: its days are counted by the calendar, so lateness is too; on the day itself in hours."""
    days = (at.astimezone(TZ).date() - due.astimezone(TZ).date()).days
    if not days:
        return remaining_words(due, at, calendar)
    return ngettext("trễ %(n)d ngày", "trễ %(n)d ngày", days) % {"n": days}


def _waits(due: dt.datetime, at: dt.datetime, calendar: Any) -> Chip:
    chip = due_chip(due, at, calendar=calendar)
    return replace(chip, words=_late(due, at, calendar)) if due < at else chip


def _line(one: Any, at: dt.datetime, calendar: Any) -> dict[str, Any]:
    """A recommendation as people read it: its replies each in time or late, and whether one is still owed."""
    case = one.case
    said = [
        {"reply": row, "chip": _replied(row, calendar)}
        for row in sorted(one.replies.all(), key=lambda row: row.n)
    ]
    waits = case.finished_at is None and case.state != RecommendationState.WITHDRAWN
    followed = case.state == RecommendationState.FOLLOWED
    promised = said[-1]["reply"].will_on if followed and said else None
    broken = promised if promised is not None and promised < at.astimezone(TZ).date() else None
    return {
        "recommendation": one, "said": said, "waits": _waits(case.due_at, at, calendar) if waits else None,
        "late": (waits and case.due_at < at) or one.replied_late or broken is not None,
        "state": RecommendationState(case.state).label, "broken": broken,
        "withdrawn": case.state == RecommendationState.WITHDRAWN, "followed": followed,
    }  # fmt: skip


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Giám sát, kiến nghị và trả lời: the newest first, with how what they recommend was replied."""
    at, here = now_of(request), place.here()
    found = list(queries.public_inspections(here).prefetch_related("recommendations__case")[:SHOWN])
    rows = [
        {"inspection": one, "drawn": replies.drawn(queries.tally(list(one.recommendations.all()), at))} for one in found
    ]  # fmt: skip
    whole = queries.tally([row for one in found for row in one.recommendations.all()], at)
    return page(request, "portal/inspections/list.html", rows=rows, whole=whole, drawn=replies.drawn(whole))


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Một cuộc: findings, recommendations, replies."""
    at, here = now_of(request), place.here()
    inspection = queries.public_inspection(here, code)
    found, calendar = list(queries.recommendations_of(inspection)), calendar_for(here)
    figures = labelled(inspection.figures)
    return page(
        request, "portal/inspections/one.html", inspection=inspection, figures=figures,
        lines=[_line(row, at, calendar) for row in found], drawn=replies.drawn(queries.tally(found, at)),
    )  # fmt: skip
