"""The one inbox, and the search box."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.cases import queries
from motcua.areas.cases.policies import can_know_people
from motcua.areas.dossiers.policies import can_receive
from motcua.base import spoken
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on, titles_ever, version_on
from motcua.faces.desk.cases.seeking import number_of, sought, to_address
from motcua.faces.desk.cases.waits import LATE, waits
from motcua.faces.ui import cases as shown
from motcua.faces.ui.chips import due_chip, kept_chip, owed_chip
from motcua.faces.ui.session import now_of, official

SIZE = 50


def titles_of(by: Actor, at: dt.datetime, case: Any = None) -> dict[str, str]:
    """Titles of the agency's posts by their code: one query a page; of the ``case`` that another agency had, those of
    that agency as well."""
    before = titles_ever(case.came_to) if case is not None and case.came_to else {}
    return before | {post.code: post.title for post in posts_on(at.date(), agency=by.agency)}


def chip_of(case: Any, at: dt.datetime, calendar: Any, *, kept: bool = False) -> Any:
    """The due chip of a case; work that was stopped, declined or cancelled promises nothing any more.

    ``kept``: it was handed over in time and waits to be taken.
    """
    if shown.promises_nothing(case):
        return None
    if kept:
        return kept_chip(case.due_at)
    if shown.owes(case):
        return owed_chip(str(spoken.spoken(case.step_name)), case.step_due_at, at, calendar)
    state = "stopped" if case.finished_at else "paused" if case.paused else "running"
    return due_chip(case.due_at, at, calendar=calendar, ended=case.finished_at, state=state)


def lines(by: Actor, cases: list[Any], at: dt.datetime) -> list[dict[str, Any]]:
    """Rows of a list: code, what, who (short), where it stands and with whom, due chip. No query a row."""
    calendar, titles = calendar_for(by.agency), titles_of(by, at)
    mine, kept = {by.post, by.on_behalf_of or by.post}, queries.handed_over(cases)
    return [
        {
            "case": case,
            "href": shown.address(case),
            "who": case.who if can_know_people(by, case) else "",
            "state": shown.state_text(case),
            "mine": case.post in mine,
            "holder": titles.get(case.post, case.post),
            "chip": chip_of(case, at, calendar, kept=case.pk in kept),
        }
        for case in cases
    ]


def named(rows: list[dict[str, Any]]) -> bool:
    """Whether a list has a column of people: this post may know somebody in it."""
    return any(row["who"] for row in rows)


def headline(tab: str, figures: dict[str, int], *, all_of_unit: bool) -> tuple[str, str]:
    """What is at risk among what a tab shows; what waits for people is at no risk of the agency's, so it is counted."""
    n = figures["paused" if tab == "cho-bo-sung" else "ready"]
    match tab:
        case "cho-bo-sung":
            words = ngettext("{n} hồ sơ chờ người dân bổ sung", "{n} hồ sơ chờ người dân bổ sung", n)
        case "cho-tra":
            words = ngettext("{n} hồ sơ có kết quả, chờ trả", "{n} hồ sơ có kết quả, chờ trả", n)
        case _:
            return at_risk(figures, all_of_unit=all_of_unit)
    return words.format(n=n), "ok"


def at_risk(figures: dict[str, int], *, all_of_unit: bool = False) -> tuple[str, str]:
    """One sentence on what is at risk, and its tone: late, soon or ok."""
    late, today = (
        figures["late_open" if all_of_unit else "late"],
        figures["today_open" if all_of_unit else "today"],
    )
    said = []
    if late:
        said.append(ngettext("{n} việc đã trễ", "{n} việc đã trễ", late).format(n=late))
    if today:
        said.append(ngettext("{n} việc đến hạn hôm nay", "{n} việc đến hạn hôm nay", today).format(n=today))
    if said:
        return " · ".join(said), "late" if late else "soon"
    if all_of_unit:
        return _("Đơn vị không có việc nào trễ hay đến hạn hôm nay"), "ok"
    return _("Không việc nào của tôi trễ hay đến hạn hôm nay"), "ok"


@official
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Hộp việc: everything that waits for this post, what is due first on top."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    figures = queries.waiting(by, at)
    works = bool(figures["can_work"])
    tabs = [
        ("don-vi", _("Tất cả của đơn vị"), figures["open"]),
        ("cho-bo-sung", _("Chờ bổ sung"), figures["paused"]),
        ("cho-tra", _("Chờ trả kết quả"), figures["ready"]),
    ]
    if works:
        tabs = [("", _("Việc của tôi"), figures["mine"]), *tabs[1:], tabs[0]]
    tab = request.GET.get("xem", "")
    if tab not in {name for name, _label, _count in tabs}:
        tab = tabs[0][0]
    opened = queries.opened(by)
    found = {
        "": lambda: queries.to_do(queries.worklist(by)),
        "cho-bo-sung": lambda: opened.filter(paused=True),
        "cho-tra": lambda: queries.to_fetch(opened),
        "don-vi": lambda: opened,
    }[tab]()
    page = queries.page(found, size=SIZE, cursor=queries.due_cursor(request.GET.get("sau", "")), by_due=True)
    more = f"?{urlencode({'xem': tab, 'sau': page.next_cursor})}" if page.next_cursor else ""
    sentence, tone = headline(tab, figures, all_of_unit=tab == "don-vi" or not works)
    rows, beside = lines(by, page.items, at), waits(by, at)
    context = {
        "now": at, "tabs": tabs, "tab": tab, "lines": rows, "more": more, "tone": tone,
        "sentence": sentence, "waiting": figures["mine"] if works else 0, "people": named(rows),
        "works": works, "receives": can_receive(by, by.agency), "unit": version_on(by.agency, at.date()),
        "further": "sau" in request.GET, "waits": beside, "rest": sum(one.tone != LATE for one in beside),
    }  # fmt: skip
    return render(request, "desk/inbox.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Tìm hồ sơ theo mã, tên, số: one dossier opens at once. What is typed comes by POST and is read back sealed."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    asked = sought(request, ())
    if request.method == "POST":
        return to_address("desk:search", asked)
    page = queries.page(
        queries.search(queries.reachable(by), asked.q, by=by), size=SIZE, cursor=number_of(asked.cursor)
    )
    if len(page.items) == 1 and not asked.cursor:
        return redirect(shown.address(page.items[0]))
    rows = lines(by, page.items, at)
    context = {
        "q": asked.q, "lines": rows, "more": asked.more(page.next_cursor), "now": at,
        "receives": can_receive(by, by.agency), "people": named(rows), "further": bool(asked.cursor),
    }  # fmt: skip
    return render(request, "desk/search.html", context)
