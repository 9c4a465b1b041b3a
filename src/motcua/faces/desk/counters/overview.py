"""The hall for whoever answers for it: now, and in a period; every drawing is its own table."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.counters import policies, queries
from motcua.base import spoken
from motcua.base.orgs.queries import posts_on
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.faces.ui.tickets import minutes_words
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, NotAllowed

LOOK_BACK = dt.timedelta(days=13)


def _titles(agency: str, on: dt.date) -> dict[str, str]:
    return {post.code: post.title for post in posts_on(on, agency=agency)}


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Toàn cảnh sảnh: how many wait for what, the longest wait, which counters are open and whom they serve."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_watch(by, by.agency):
        raise NotAllowed()
    seen, titles = queries.overview(by.agency, at), _titles(by.agency, at.date())
    bars = [
        {
            "label": _("{letter} · {name}, chờ lâu nhất {minutes} phút").format(
                letter=service.letter, name=service.name, minutes=longest
            )
            if count
            else f"{service.letter} · {service.name}",
            "value": count,
        }
        for service, count, longest in seen.services
    ]
    seats = [
        {
            "number": number, "name": name, "shift": shift, "call": call,
            "title": titles.get(shift.post, shift.post) if shift else "",
            "since": minutes_words((at - (call.started_at or call.called_at)).total_seconds()) if call else "",
        }
        for number, name, shift, call in seen.counters
    ]  # fmt: skip
    context = {
        "now": at, "seen": seen, "bars": bars, "seats": seats,
        "most": max((count for _service, count, _longest in seen.services), default=1) or 1,
        "open": sum(1 for seat in seats if seat["shift"]), "arranges": policies.can_arrange(by, by.agency),
        "registers": policies.can_register_screen(by, by.agency),
    }  # fmt: skip
    return render(request, "desk/hall_overview.html", context)


def _day(text: str) -> dt.date | None:
    try:
        return day_of(text)
    except ValueError:
        return None


@official
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Số liệu sảnh: visits a working day and a counter, waits and services, missed calls, hours of the week."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_watch(by, by.agency):
        raise NotAllowed()
    today = at.astimezone(TZ).date()
    last = _day(request.GET.get("den", "")) or today
    first = _day(request.GET.get("tu", "")) or last - LOOK_BACK
    error = ""
    try:
        seen = queries.figures(by, first, last)
    except Impossible as refusal:
        error, (first, last) = spoken.refusal(refusal), (today - LOOK_BACK, today)
        seen = queries.figures(by, first, last)
    names = {counter.number: counter.name for counter in queries.counters(by.agency, all_of_them=True)}
    worked = [day for day in seen.days.values() if day.visits]
    days = [{"label": spoken.day_words(on), **_row(day)} for on, day in seen.days.items()]
    counters = [
        {"label": f"{number} · {names.get(number, '')}", **_row(day)} for number, day in seen.counters.items()
    ]
    context = {
        "now": at, "first": first, "last": last, "seen": seen, "error": error, "days": days, "counters": counters,
        "whole": _row(seen.whole), "average": round(seen.whole.visits / len(worked)) if worked else None,
        "most_day": max((row["value"] for row in days), default=1) or 1,
        "most_counter": max((row["value"] for row in counters), default=1) or 1, "heat": _heat(seen.hours),
    }  # fmt: skip
    return render(request, "desk/hall_figures.html", context, status=422 if error else 200)


def _row(day: queries.Day) -> dict[str, Any]:
    return {
        "value": day.visits, "missed": day.missed, "share": day.missed_share,
        "wait": minutes_words(day.wait_median), "wait90": minutes_words(day.wait_p90),
        "service": minutes_words(day.service_median), "service90": minutes_words(day.service_p90),
    }  # fmt: skip


def _heat(hours: dict[tuple[int, int], int]) -> dict[str, Any]:
    """How many were called in which hour of which day of the week; the deeper the colour, the more."""
    if not hours:
        return {}
    most = max(hours.values())
    columns = list(range(min(hour for _d, hour in hours), max(hour for _d, hour in hours) + 1))
    rows = []
    for day in sorted({day for day, _h in hours}):
        cells = []
        for hour in columns:
            n = hours.get((day, hour), 0)
            share = n / most
            cells.append({"n": n, "depth": f"{0.08 + 0.92 * share:.2f}" if n else "0", "deep": share > 0.45})
        rows.append({"name": spoken.weekday(day), "cells": cells})
    return {"columns": columns, "rows": rows}
