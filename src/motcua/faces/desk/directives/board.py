"""The board of direction: by unit, by directive, by post; a month and a timeline; every figure opens onto its tasks."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.cases import queries as cases
from motcua.areas.directives import forms as sheets
from motcua.areas.directives import policies
from motcua.areas.directives.queries import board as counted
from motcua.areas.directives.queries import lists
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.cases.seeking import sought, to_address
from motcua.faces.desk.directives.shown import Names, line_of, lines_of
from motcua.faces.ui.chips import remaining_words
from motcua.faces.ui.session import now_of, official
from motcua.faces.ui.walls import turn
from motcua.rules.calendar import TZ, WorkingCalendar
from motcua.rules.impossible import NotAllowed, NotFound

SIZE, SHOWN, MOST = 25, 12, 100
LABELS = {
    "all": gettext_lazy("nhiệm vụ phải thực hiện"),
    "done": gettext_lazy("hoàn thành đúng hạn"), "done_late": gettext_lazy("hoàn thành trễ hạn"),
    "open": gettext_lazy("chưa hoàn thành, trong hạn"), "open_late": gettext_lazy("chưa hoàn thành, trễ hạn"),
    "stuck": gettext_lazy("đang vướng"), "handed_in": gettext_lazy("chờ nghiệm thu"),
    "asking": gettext_lazy("xin gia hạn"), "paused": gettext_lazy("tạm dừng"), "cancelled": gettext_lazy("hủy"),
}  # fmt: skip
FIRST = ("open_late", "stuck", "open", "done", "done_late")
TONES = {"open_late": "late", "stuck": "late", "handed_in": "soon", "asking": "soon", "done": "ok"}
DEFINED = {
    "open_late": gettext_lazy("Đang làm mà hạn được duyệt cuối cùng đã qua, hoặc nộp sau hạn chờ nghiệm thu."),
    "done": gettext_lazy("Nghiệm thu trong năm; nộp trước hạn được duyệt cuối cùng."),
    "stuck": gettext_lazy("Có vướng mắc chưa gỡ."),
}  # fmt: skip
PARTS = (
    ("open", "share-open"),
    ("open_late", "share-late"),
    ("done_late", "share-done-late"),
    ("done", "share-done"),
)
BEHIND = {"don-vi": "unit", "vi-tri": "post", "van-ban": "directive"}
BEFORE, AFTER = 21, 56
"""Days of a timeline before and after today."""
CLEAR, CLEAR_NARROW = 4, 12
"""So near today no other day is written on the timeline; on a narrow one nor so near its end."""


def _year(request: HttpRequest, now: dt.datetime) -> int:
    said = request.GET.get("nam", "")
    return int(said) if said.isdecimal() and 2000 <= int(said[:4]) <= 2099 and len(said) == 4 else now.year


def _span(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _bars(rows: list[tuple[str, str, Any, str]], top: int) -> list[dict[str, Any]]:
    """Rows as drawn: the four statistics beside one another, each as wide as it is many."""
    found = []
    for label, address, one, more in rows:
        x, parts = 0.0, []
        for figure, kind in PARTS:
            width = 100 * getattr(one, figure) / top if top else 0
            if width:
                parts.append({"kind": kind, "x": f"{x:.3f}", "width": f"{width:.3f}"})
            x += width
        found.append({"label": label, "address": address, "counted": one, "parts": parts, "more": more})
    return found


def _groups(
    by: Actor, found: counted.Board, now: dt.datetime, most: int, *, people: bool
) -> list[dict[str, Any]]:
    """By unit, directive and post; ``people``: whether a post is told with who holds it."""
    names, known = Names(by.agency, now.date()), counted.named(found, most)
    called = names.person if people else names.post
    groups = [
        (
            _("Đơn vị chủ trì"), "don-vi",
            [(names.unit(key) or _("Chưa rõ đơn vị"), key, one, "") for key, one in found.units],
        ),
        (
            _("Văn bản"), "van-ban",
            [
                (str(known[key]), known[key].code, one, known[key].title)
                for key, one in found.directives if key in known
            ],
        ),
        (_("Người thực hiện"), "vi-tri", [(called(key), key, one, "") for key, one in found.posts]),
    ]  # fmt: skip
    return [
        {"title": title, "name": name, "rows": _bars(rows[:most], max((one.all for *_x, one, _y in rows), default=0)),
         "left": max(0, len(rows) - most)}
        for title, name, rows in groups
    ]  # fmt: skip


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Bảng theo dõi chỉ đạo; ``man-hinh``: as a screen on a wall shows it, without who holds which post."""
    by, now = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    year = _year(request, now)
    first, last = _span(year)
    found = counted.board(by, now, first=first, last=last)
    wall = "man-hinh" in request.GET
    most = MOST if wall or "het" in request.GET else SHOWN
    rows = reverse("desk:direction-rows")
    groups = _groups(by, found, now, most, people=not wall)
    if wall:
        groups = [{**group, "turn": turn(group["rows"], now)} for group in groups]
    tiles: list[dict[str, Any]] = [
        {"value": getattr(found.whole, name), "label": LABELS[name], "definition": DEFINED.get(name, ""),
         "tone": TONES.get(name, "") if getattr(found.whole, name) else "",
         "href": f"{rows}?{urlencode({'so': name, 'nam': str(year)})}"}
        for name in FIRST
    ]  # fmt: skip
    context = {
        "above": lists.from_above(by, now),
        "now": now, "year": year, "nam": str(year), "whole": found.whole, "tiles": tiles, "rows": rows,
        "groups": groups, "all": "het" in request.GET,
        "unit": version_on(by.agency, now.date()), "years": sorted({now.year - 1, now.year, year}),
        "small": [(LABELS[name], getattr(found.whole, name), f"{rows}?{urlencode({'so': name, 'nam': str(year)})}")
                  for name in ("handed_in", "asking", "paused", "cancelled")],
    }  # fmt: skip
    return render(
        request, "desk/directives/board_wall.html" if wall else "desk/directives/board.html", context
    )


@official
@require_http_methods(["GET", "HEAD", "POST"])
def behind(request: HttpRequest) -> HttpResponse:
    """Các nhiệm vụ sau một con số; sought by POST, the words stand sealed in the address."""
    by, now = request.actor, now_of(request)  # type: ignore[attr-defined]
    asked = sought(request, ("so", "nam", *BEHIND))
    figure = asked.wanted.get("so", "")
    if figure not in LABELS:
        raise NotFound()
    if request.method == "POST":
        return to_address("desk:direction-rows", asked)
    year = _year(request, now)
    first, last = _span(year)
    which = {name: asked.wanted.get(key, "") for key, name in BEHIND.items()}
    rows = counted.behind(by, figure, now, first=first, last=last, **which)
    found = cases.page(
        cases.search(rows, asked.q, by=by) if asked.q else rows, size=SIZE,
        cursor=cases.due_cursor(asked.cursor), by_due=True,
    )  # fmt: skip
    context = {
        "q": asked.q, "kept": list(asked.wanted.items()), "now": now, "label": LABELS[figure],
        "lines": lines_of(by, lists.tasks_in(found.items), now), "year": year,
        "more": asked.more(found.next_cursor), "further": bool(asked.cursor),
    }  # fmt: skip
    return render(request, "desk/directives/board_rows.html", context)


@official
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """Bảng theo dõi chỉ đạo, XLSX."""
    by, now = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    year = _year(request, now)
    first, last = _span(year)
    found = counted.board(by, now, first=first, last=last)
    names, known = Names(by.agency, now.date()), counted.named(found, len(found.directives))
    parts = {
        _("Đơn vị chủ trì"): [(names.unit(key), one) for key, one in found.units],
        _("Văn bản"): [
            (" · ".join(part for part in (known[key].number, known[key].title) if part), one)
            for key, one in found.directives if key in known
        ],
        _("Người thực hiện"): [(names.post(key), one) for key, one in found.posts],
    }  # fmt: skip
    agency = version_on(by.agency, now.date()).name
    content = sheets.as_xlsx(found.whole, parts, agency=agency, first=first, last=last)
    answer = HttpResponse(content, content_type=sheets.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="chi-dao-{year}.xlsx"'
    return answer


# --- a month, a timeline ---------------------------------------------------------------------------------------


def _month(request: HttpRequest, now: dt.datetime) -> tuple[int, int]:
    year, _dash, month = request.GET.get("thang", "").partition("-")
    if year.isdecimal() and month.isdecimal() and 2000 <= int(year[:5]) <= 2099 and 1 <= int(month[:3]) <= 12:
        return int(year), int(month)
    return now.year, now.month


def _bar(task: Any, line: dict[str, Any], at: dt.datetime, calendar: WorkingCalendar) -> dict[str, Any]:
    """A task on the timeline: where its bar begins and how long it is, in per cent of the days shown.

    What is late goes on from its day to today.
    """
    zero, days = at.date() - dt.timedelta(days=BEFORE), BEFORE + AFTER
    ended = task.handed_at if task.case.state == "handed_in" else at
    due = task.case.due_at.astimezone(TZ).date()
    start = task.starts_on or task.issued_on
    left = max(0, min(days, (start - zero).days))
    right = max(left + 1, min(days, (due - zero).days + 1))
    now = BEFORE + 1 if line["late"] else 0
    done = (right - left) * task.percent / 100
    return {
        **line, "x": f"{100 * left / days:.2f}", "width": f"{100 * (right - left) / days:.2f}",
        "done": f"{100 * done / days:.2f}", "due": due,
        "over_x": f"{100 * right / days:.2f}", "over": f"{100 * max(0, now - right) / days:.2f}",
        "late_words": remaining_words(task.case.due_at, ended, calendar) if line["late"] else "",
    }  # fmt: skip


@official
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Lịch và dòng thời gian: which tasks fall due on which day; ``man-hinh``: as a screen on a wall shows it.

    What hangs tells a task by its unit and its document: neither its words nor who does it.
    """
    by, now = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    year, month = _month(request, now)
    shown = dt.date(year, month, 1)
    pressing = counted.pressing(by, now, now + dt.timedelta(days=AFTER))
    names, working = Names(by.agency, now.date()), calendar_for(by.agency)
    days = BEFORE + AFTER
    zero = now.date() - dt.timedelta(days=BEFORE)
    weeks = (zero + dt.timedelta(days=n) for n in range(-zero.weekday() % 7, days, 7))
    mondays = [
        (on, away >= CLEAR, n % 2 == 0 and CLEAR_NARROW <= away <= AFTER - CLEAR_NARROW)
        for n, on in enumerate(weeks)
        for away in (abs((on - now.date()).days),)
    ]
    cut, pressing = len(pressing) > counted.LONGEST, pressing[: counted.LONGEST]
    wall = "man-hinh" in request.GET
    bars = [
        {**_bar(task, line_of(task, now, working, names), now, working), "unit": names.unit(task.unit)}
        for task in pressing
    ]
    context = {
        "cut": counted.LONGEST if cut else 0,
        "now": now, "weeks": counted.month(by, now, year, month), "shown": shown, "today": now.date(),
        "before": shown - dt.timedelta(days=1), "after": shown + dt.timedelta(days=32),
        "bars": bars, "turn": turn(bars, now), "every": len(pressing),
        "late": sum(bar["late"] for bar in bars),
        "marks": [
            {"on": on, "x": f"{100 * (on - zero).days / days:.2f}", "told": told, "first": first}
            for on, told, first in mondays
        ],
        "now_x": f"{100 * (BEFORE + 0.5) / days:.2f}", "unit": version_on(by.agency, now.date()),
    }  # fmt: skip
    return render(
        request, "desk/directives/calendar_wall.html" if wall else "desk/directives/calendar.html", context
    )
