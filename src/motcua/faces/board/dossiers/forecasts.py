"""Which open dossiers are likely to be late, for leaders; shown only beside how such forecasts held so far."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.cases.queries import open_behind
from motcua.areas.dossiers.queries import past
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.faces.board.cases.figures import DOSSIERS, moments
from motcua.faces.board.cases.views import for_watchers, holder_of, page_of, posts_named
from motcua.faces.ui import cases as shown
from motcua.faces.ui.charts import reliability
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of
from motcua.rules import forecasting
from motcua.rules.forecasting import Measured

SHOWN = 50
LIKELY, WATCHED, LISTED = 0.5, 0.2, 0.05
"""From which chance on a dossier is called likely to be late, one to keep an eye on, and listed at all."""


@for_watchers
@require_safe
def late_ahead(request: HttpRequest, by: Actor) -> HttpResponse:
    """Hồ sơ nào dễ trễ: open dossiers by risk, and the calibration; nothing where it is no better than a guess.

    How many run and how many are late are the figures of the first page; what is not received yet has no forecast.
    """
    at, calendar = now_of(request), calendar_for(by.agency)
    m = moments(at, calendar)
    history = past.finished(by, m.midnight, calendar)
    measured = forecasting.measured(history)
    known: dict[str, Any] = {
        "measured": measured,
        "past": len(history),
        "late_past": sum(one.late for one in history),
    }
    known |= {"least": forecasting.LEAST_PAST, "least_late": forecasting.LEAST_LATE}
    if measured is None or measured.skill <= 0:
        return page_of(request, "board/forecast.html", by, **known)
    risks = past.at_risk(by, at, calendar, history)
    ahead = [risk for risk in risks if risk.left >= 0]
    listed = [risk for risk in ahead if risk.chance.late >= LISTED][:SHOWN]
    posts = posts_named(by, m)
    lines = [
        {
            "case": risk.case, "href": shown.address(risk.case), "holder": holder_of(risk.case, posts),
            "chip": due_chip(risk.case.due_at, at, calendar=calendar), "percent": percent(risk.chance.late),
            "alike": risk.chance.alike, "tone": tone(risk.chance.late),
        }
        for risk in listed
    ]  # fmt: skip
    running, already = (open_behind(by, name, m, kinds=DOSSIERS).count() for name in ("running", "late"))
    known |= {
        "lines": lines, "running": running, "already": already, "not_yet": running - len(risks),
        "likely": sum(risk.chance.late >= LIKELY for risk in ahead),
        "watched": sum(WATCHED <= risk.chance.late < LIKELY for risk in ahead),
        "expected": round(measured.expected(risk.chance.late for risk in ahead)),
        "summed": sum(risk.chance.late for risk in ahead), "said": round(measured.said),
        "more": len(ahead) - len(listed),
    }  # fmt: skip
    return page_of(request, "board/forecast.html", by, **known, **calibration(measured))


def tone(chance: float) -> str:
    """The class of a chance; its words stand beside it."""
    return "late" if chance >= LIKELY else "soon" if chance >= WATCHED else ""


def percent(share: float) -> str:
    """A chance in whole percents, never quite 0 or 100: nothing is certain."""
    whole = round(100 * share)
    return "< 1 %" if whole < 1 else "> 99 %" if whole > 99 else f"{whole} %"


def calibration(measured: Measured) -> dict[str, Any]:
    """The drawing of the calibration and its table."""
    drawing = reliability([(one.said, one.came, one.least, one.most) for one in measured.groups])
    rows = [
        {
            "label": percent(one.said),
            "cells": [
                one.of,
                one.late,
                f"{100 * one.came:.0f} %",
                f"{100 * one.least:.0f}–{100 * one.most:.0f} %",
            ],
        }
        for one in measured.groups
    ]
    head = [_("Dự báo"), _("Số hồ sơ"), _("Trễ thật"), _("Tỷ lệ trễ thật"), _("Khoảng tin cậy 95%")]
    return {
        "reliability": drawing, "reliability_rows": rows, "reliability_head": head,
        "skill": round(100 * measured.skill), "brier": round(measured.brier, 3), "naive": round(measured.naive, 3),
    }  # fmt: skip
