"""The leaders' board: one sentence of state, then figures and bars; every figure opens onto its rows."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.cases import queries
from motcua.areas.cases.policies import can_see_people
from motcua.areas.dossiers.choices import State
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.clock import now
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.faces.ui.chips import due_chip
from motcua.faces.ui.session import actor_of, watches

View = Callable[..., HttpResponse]


def for_watchers(view: View) -> View:
    """Leaders of the agency and whoever supervises it; others are sent to sign in or told no."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by = actor_of(request)
        if by is None:
            return redirect_to_login(request.get_full_path())
        if not watches(by):
            raise PermissionDenied
        return view(request, by, *args, **kwargs)

    return guarded


def _moments(at: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    return midnight, at + dt.timedelta(days=3)


def _link(**asked: str) -> str:
    return f"{reverse('board:rows')}?{urlencode(asked)}"


@for_watchers
@require_safe
def home(request: HttpRequest, by: Actor) -> HttpResponse:
    """Bảng theo dõi: what stands open now, what is at risk, and who is answerable."""
    at = now()
    midnight, soon = _moments(at)
    figures = queries.tally(by, at, midnight, soon)
    groups = [
        (_("Theo bước"), "step_name", "buoc", _("chưa có bước")),
        (_("Theo vị trí đang giữ"), "post", "vi-tri", _("chưa ai nhận")),
        (_("Theo thủ tục"), "title", "thu-tuc", ""),
    ]
    charts = []
    for title, column, name, blank in groups:
        found = queries.open_by(by, column, now=at)[:8]
        rows = [
            {
                "label": row[column] or blank, "value": row["open"], "late": row["late"],
                "href": _link(**{name: row[column] or "-"}),
            }
            for row in found
        ]  # fmt: skip
        charts.append({"title": title, "rows": rows, "max": max((row["value"] for row in rows), default=1)})
    context = {
        "actor": by, "now": at, "unit_name": version_on(by.agency, at.date()).name, "figures": figures,
        "charts": charts, "tiles": _tiles(figures, queries.finished_since(by, at - dt.timedelta(days=30))),
    }  # fmt: skip
    return render(request, "board/home.html", context)


def _tiles(figures: dict[str, int], recent: dict[str, int]) -> list[dict[str, Any]]:
    """The figures of the board, each with its meaning, its definition and the address of its rows."""
    share = round(100 * recent["on_time"] / recent["finished"], 1) if recent["finished"] else None
    tiles: list[tuple[Any, str, str, str, str]] = [
        (figures["received_today"], _("tiếp nhận hôm nay"), "tiep-nhan", "", ""),
        (figures["late"], _("đang trễ hạn"), "tre", "late" if figures["late"] else "", ""),
        (figures["due_today"], _("đến hạn hôm nay"), "hom-nay", "soon" if figures["due_today"] else "", ""),
        (figures["due_soon"], _("đến hạn trong ba ngày"), "sap-den-han", "", ""),
        (figures["paused"], _("chờ người dân bổ sung"), "cho-bo-sung", "", ""),
        (figures["ready"], _("có kết quả, chờ trả"), "cho-tra", "", ""),
        (
            share if share is not None else "–", _("giải quyết đúng hạn trong 30 ngày"), "da-xong", "ok",
            _(
                "Hồ sơ giải quyết xong không quá thời hạn theo luật, chia cho mọi hồ sơ giải quyết xong trong "
                "30 ngày qua; hồ sơ hủy do tiếp nhận nhầm không tính. Gia hạn không làm hồ sơ trễ thành đúng hạn."
            ),
        ),
    ]  # fmt: skip
    return [
        {
            "value": value, "label": label, "href": _link(xem=name), "tone": tone, "definition": definition,
            "unit": "%" if name == "da-xong" and share is not None else "",
        }
        for value, label, name, tone, definition in tiles
    ]  # fmt: skip


@for_watchers
@require_safe
def rows(request: HttpRequest, by: Actor) -> HttpResponse:
    """Các dòng phía sau một con số."""
    at = now()
    midnight, soon = _moments(at)
    asked = {name: request.GET.get(name, "")[:300] for name in ("xem", "buoc", "vi-tri", "thu-tuc", "sau")}
    found = queries.visible(by).filter(closed_at=None)
    running = found.filter(finished_at=None, paused=False)
    titles = {
        "tre": (_("Hồ sơ đang trễ hạn"), running.filter(due_at__lt=at)),
        "hom-nay": (_("Hồ sơ đến hạn hôm nay"), running.filter(due_at__gte=at, due_at__lt=midnight)),
        "sap-den-han": (_("Hồ sơ đến hạn trong ba ngày"), running.filter(due_at__gte=at, due_at__lt=soon)),
        "cho-bo-sung": (_("Hồ sơ chờ người dân bổ sung"), found.filter(paused=True)),
        "cho-tra": (_("Hồ sơ có kết quả, chờ trả"), found.filter(state__in=[State.RESULT_READY, State.REFUSED])),
        "tiep-nhan": (
            _("Hồ sơ tiếp nhận hôm nay"),
            queries.visible(by).filter(received_at__gte=midnight - dt.timedelta(days=1), received_at__lt=midnight),
        ),
        "da-xong": (_("Hồ sơ giải quyết xong trong 30 ngày"), queries.finished(by, at - dt.timedelta(days=30))),
        "dang-giai-quyet": (_("Hồ sơ đang giải quyết"), running),
    }
    title, listed = titles.get(asked["xem"], (_("Hồ sơ đang mở"), found))
    for name, column in (("buoc", "step_name"), ("vi-tri", "post"), ("thu-tuc", "title")):
        if asked[name]:
            value = "" if asked[name] == "-" else asked[name]
            title, listed = _("Hồ sơ đang mở: {what}").format(what=value or _("chưa ai nhận")), listed.filter(**{column: value})
    page = queries.page(listed, size=50, cursor=queries.due_cursor(asked["sau"]), by_due=True)
    calendar, people = calendar_for(by.agency), can_see_people(by, by.agency)
    lines = [
        {
            "case": case, "who": case.who if people else "", "href": reverse("desk:dossier", args=[case.code]),
            "chip": due_chip(
                case.due_at, at, calendar=calendar, ended=case.finished_at,
                state="stopped" if case.finished_at else "paused" if case.paused else "running",
            ),
        }
        for case in page.items
    ]  # fmt: skip
    asked.pop("sau")
    more = f"?{urlencode({**{k: v for k, v in asked.items() if v}, 'sau': page.next_cursor})}" if page.next_cursor else ""
    context = {
        "actor": by, "now": at, "unit_name": version_on(by.agency, at.date()).name, "title": title, "lines": lines,
        "people": people, "more": more, "states": dict(State.choices),
    }  # fmt: skip
    return render(request, "board/rows.html", context)

