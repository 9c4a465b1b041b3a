"""The one inbox, and the search box."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.cases import queries
from motcua.areas.cases.policies import can_see_people
from motcua.areas.dossiers.choices import State
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import now_of, official

STATES = dict(State.choices)
SIZE = 50


def lines(by: Actor, cases: list[Any], at: dt.datetime) -> list[dict[str, Any]]:
    """Rows of a list: code, what, who (short), where it stands, due chip. No query a row."""
    calendar, people = calendar_for(by.agency), can_see_people(by, by.agency)
    return [
        {
            "case": case,
            "who": case.who if people else "",
            "where": case.step_name or STATES.get(case.state, case.state),
            "state": STATES.get(case.state, case.state),
            "mine": case.post in (by.post, by.on_behalf_of or by.post),
            "chip": due_chip(
                case.due_at, at, calendar=calendar, ended=case.finished_at,
                state="stopped" if case.finished_at else "paused" if case.paused else "running",
            ),
        }
        for case in cases
    ]  # fmt: skip


@official
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Hộp việc: everything that waits for this post, what is due first on top."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    figures = queries.waiting(by, at)
    tabs = [
        ("", _("Việc của tôi"), figures["mine"]),
        ("cho-bo-sung", _("Chờ bổ sung"), figures["paused"]),
        ("cho-tra", _("Chờ trả kết quả"), figures["ready"]),
        ("don-vi", _("Tất cả của đơn vị"), figures["open"]),
    ]
    tab = request.GET.get("xem", "")
    if tab not in {name for name, _label, _count in tabs}:
        tab = ""
    if not tab and not figures["can_work"]:
        tab = "don-vi"
    opened = queries.visible(by).filter(closed_at=None)
    found = {
        "": queries.worklist(by).filter(paused=False, finished_at=None),
        "cho-bo-sung": opened.filter(paused=True),
        "cho-tra": opened.filter(finished_at__isnull=False),
        "don-vi": opened,
    }[tab]
    page = queries.page(found, size=SIZE, cursor=queries.due_cursor(request.GET.get("sau", "")), by_due=True)
    more = f"?{urlencode({'xem': tab, 'sau': page.next_cursor})}" if page.next_cursor else ""
    context = {
        "now": at, "tabs": tabs, "tab": tab, "lines": lines(by, page.items, at), "more": more, "figures": figures,
        "waiting": figures["mine"], "people": can_see_people(by, by.agency),
    }  # fmt: skip
    return render(request, "desk/inbox.html", context)


@official
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Tìm hồ sơ theo mã, tên, số: one dossier opens at once."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    q = request.GET.get("q", "").strip()[:200]
    cursor = request.GET.get("sau", "")
    page = queries.page(
        queries.search(queries.visible(by), q), size=SIZE, cursor=cursor if cursor.isdecimal() else None
    )
    if len(page.items) == 1 and not cursor:
        return redirect("desk:dossier", page.items[0].code)
    more = f"{reverse('desk:search')}?{urlencode({'q': q, 'sau': page.next_cursor})}" if page.next_cursor else ""
    context = {
        "q": q, "lines": lines(by, page.items, at), "more": more, "now": at,
        "people": can_see_people(by, by.agency),
    }  # fmt: skip
    return render(request, "desk/search.html", context)
