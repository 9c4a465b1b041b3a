"""The leaders' board: one sentence of state, then figures and bars; every figure opens onto its rows."""

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.areas.cases import queries
from motcua.areas.cases.policies import can_know_people
from motcua.areas.dossiers import queries as dossiers
from motcua.areas.escalations import queries as escalations
from motcua.areas.hotspots.policies import can_watch
from motcua.areas.indicators.policies import can_look_below
from motcua.areas.indicators.queries.units import scope_of, to_ask
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on, version_on
from motcua.base.people.queries import holder_names_of
from motcua.faces.board.cases import figures
from motcua.faces.board.cases.bars import (
    DOSSIER,
    GROUPS,
    Part,
    Row,
    added,
    apart,
    bars,
    by_column,
    by_kind,
    in_time_shape,
    in_time_share,
    summed,
    waiting_words,
)
from motcua.faces.board.cases.figures import link, moments
from motcua.faces.board.cases.standing import standing
from motcua.faces.ui import cases as shown
from motcua.faces.ui.charts import trend
from motcua.faces.ui.chips import due_chip, kept_chip
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official, watches


def for_watchers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Leaders of the agency and whoever supervises it; others are sent to sign in or told no."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by: Actor = request.actor  # type: ignore[attr-defined]
        if not watches(by):
            raise PermissionDenied
        return view(request, by, *args, **kwargs)

    return official(guarded)


def page_of(request: HttpRequest, template: str, by: Actor, **more: Any) -> HttpResponse:
    at = now_of(request)
    known = {"actor": by, "now": at, "unit_name": version_on(by.agency, at.date()).name}
    return render(request, template, {**known, **more})


def front(request: HttpRequest) -> HttpResponseBase:
    """The board of who is signed in; to everybody else the figures that are for everybody."""
    return home(request) if request.user.is_authenticated else redirect("board:public")


@for_watchers
@require_safe
def home(request: HttpRequest, by: Actor) -> HttpResponse:
    """Bảng theo dõi: what stands open now, what is at risk, and who is answerable."""
    calendar = calendar_for(by.agency)
    m = moments(now_of(request), calendar)
    beneath = _beneath(by, m)
    work, others = apart(queries.open_work(by, m))
    counted = summed(work)
    days = queries.daily(by, m.midnight - dt.timedelta(days=figures.DAYS), m.tomorrow, kind=DOSSIER)
    posts = posts_named(by, m)
    charts = [
        bars(_("Đang ở bước nào"), _("Bước"), by_column(work, "buoc", blank=_("chưa vào bước"))),
        bars(_("Ai đang giữ"), _("Vị trí"), _by_post(work, posts)),
        bars(_("Thủ tục nào"), _("Thủ tục"), by_column(work, "thu-tuc")),
    ]
    more = [
        bars(_("Loại việc"), _("Loại việc"), by_kind(others), loai="-"),
        bars(_("Ai đang giữ"), _("Vị trí"), _by_post(others, posts, loai="-"), loai="-"),
    ]
    return page_of(
        request, "board/home.html", by, figures=counted, tiles=[*_tiles(counted, days), *_spot(by, m)], charts=charts,
        others=summed(others), other_charts=more, other_links=other_links(),
        wall=bool(request.GET.get("man-hinh")), heat_url=reverse("desk:heat") if can_watch(by) else "",
        below=can_look_below(by), works=bool(work or others or any(day.received or day.finished for day in days)),
        beneath=beneath, late_replies=escalations.figures(by, m.midnight.date())["late"],
        links={figure.name: link(xem=figure.slug) for figure in figures.BY_SLUG.values()},
        **_trend(days, calendar.is_working_day),
    )  # fmt: skip


def _beneath(by: Actor, m: queries.Moments) -> dict[str, Any] | None:
    """How the agency stands with all beneath it, for who directs others; the rest of the page is its own."""
    today = m.midnight.date()
    if not can_look_below(by) or len(to_ask(by, today)) < 2:
        return None
    seen = scope_of(by, "", today)
    return standing(seen.root, seen.keys, m)


def other_links() -> dict[str, str]:
    """The rows of all work that is no dossier: what is open, and what of it is late."""
    return {"open": link(loai="-"), "late": link(loai="-", xem="tre")}


def posts_named(by: Actor, m: queries.Moments) -> dict[str, str]:
    """Posts as people know them: title and who holds it."""
    day = m.midnight.date()
    holders = holder_names_of(by.agency, day)
    return {
        post.code: " · ".join([post.title, *holders.get(post.code, [])])
        for post in posts_on(day, agency=by.agency)
    }


def _by_post(work: Sequence[Row], posts: Mapping[str, str], **more: str) -> list[Row]:
    """Who holds the work; what nobody has taken stands with the duty that must take it, or with the citizen."""

    def parts(row: Row) -> Iterator[Part]:
        post, duty = row["post"], row["duty"]
        if post:
            yield posts.get(post, post), {"vi-tri": post, **more}, row["running"], row["late"]
        else:
            asked = {"vi-tri": "-", "nhiem-vu": duty or "-", **more}
            yield waiting_words(duty), asked, row["running"], row["late"]
        for figure in figures.OPEN:
            if figure.name in figures.WITH_CITIZEN:
                yield (
                    str(figures.waits(row["kind"])[figure.name]),
                    {"xem": figure.slug, **more},
                    row[figure.name],
                    0,
                )

    return added(part for row in work for part in parts(row))


def _tiles(counted: dict[str, int], days: Sequence[queries.DayCount]) -> list[dict[str, Any]]:
    """The figures, each with its words, its definition and the address of its rows."""
    timed, late = sum(day.timed for day in days), sum(day.late for day in days)
    tiles = [_tile(figures.RECEIVED, days[-1].received)]
    tiles += [_tile(figure, counted[figure.name]) for figure in figures.OPEN]
    tiles.append(
        _tile(figures.IN_TIME, in_time_share(timed - late, timed, in_time_shape(days[-1].on)), unit="%")
    )
    return tiles


def _spot(by: Actor, m: queries.Moments) -> list[dict[str, Any]]:
    """The share of "5 tại chỗ" that took one visit; nothing where no such procedure was returned."""
    start = m.midnight - dt.timedelta(days=figures.DAYS)
    once, all_ = dossiers.one_visit_share(by, start, m.tomorrow)
    return [_tile(figures.ON_THE_SPOT, round(100 * once / all_, 1), unit="%")] if all_ else []


def _tile(figure: figures.Figure, value: float | Decimal | None, unit: str = "") -> dict[str, Any]:
    return {
        "value": value, "label": figure.label, "definition": figure.definition, "href": link(xem=figure.slug),
        "unit": unit if value is not None else "", "tone": figure.tone if value else "",
    }  # fmt: skip


def _trend(days: Sequence[queries.DayCount], is_working_day: Callable[[dt.date], bool]) -> dict[str, Any]:
    """The last thirty days without those on which nothing could happen and nothing did."""
    shown = [day for day in days if is_working_day(day.on) or day.received or day.finished]
    said = _("tiếp nhận {received}, giải quyết xong {finished}, trong đó trễ {late}").format(
        received=sum(day.received for day in days),
        finished=sum(day.finished for day in days),
        late=sum(day.late for day in days),
    )
    lines = [
        {
            "on": day.on, "received": day.received, "finished": day.finished, "late": day.late,
            "received_href": link(xem=figures.RECEIVED.slug, ngay=day.on),
            "finished_href": link(xem=figures.FINISHED.slug, ngay=day.on),
            "late_href": link(xem=figures.FINISHED_LATE.slug, ngay=day.on),
        }
        for day in shown
    ]  # fmt: skip
    drawing = trend([(day.received, day.finished, day.late) for day in shown])
    return {"drawing": drawing, "days": lines, "trend_said": said}


@for_watchers
@require_safe
def rows(request: HttpRequest, by: Actor) -> HttpResponse:
    """Các dòng phía sau một con số."""
    calendar, at = calendar_for(by.agency), now_of(request)
    m = moments(at, calendar)
    posts = posts_named(by, m)
    kinds = _kinds(request)
    title, found, newest = _asked(request, by, m, posts, kinds)
    cursor = queries.due_cursor(request.GET.get("sau", ""))
    page = queries.page(found, size=50, cursor=cursor, by_due=not newest, newest=newest)
    kept = queries.handed_over(page.items)
    lines = [
        {
            "case": case, "who": case.who if can_know_people(by, case) else "", "href": shown.address(case),
            "state": shown.state_text(case),
            "holder": holder_of(case, posts),
            "chip": kept_chip(case.due_at) if case.pk in kept else due_chip(
                case.due_at, at, calendar=calendar, ended=case.finished_at,
                state="stopped" if case.finished_at else "paused" if case.paused else "running",
            ),
        }
        for case in page.items
    ]  # fmt: skip
    asked = {name: value for name, value in request.GET.items() if name != "sau" and value}
    more = f"?{urlencode({**asked, 'sau': page.next_cursor})}" if page.next_cursor else ""
    return page_of(
        request, "board/rows.html", by, title=title, lines=lines, people=any(line["who"] for line in lines), more=more,
        total=found.count(), first=f"?{urlencode(asked)}" if cursor else "", dossiers=kinds == figures.DOSSIERS,
    )  # fmt: skip


def _kinds(request: HttpRequest) -> tuple[str, ...]:
    """Of which kinds of work rows are asked for: dossiers unless another is named."""
    asked = request.GET.get("loai", "")
    return figures.OTHERS if asked == "-" else (asked,) if asked in figures.OTHERS else figures.DOSSIERS


def _titled(title: str | Promise, label: str | Promise, kinds: tuple[str, ...]) -> str:
    """The title of rows: of dossiers their own, of other work what it is called and how it stands."""
    if kinds == figures.DOSSIERS:
        return str(title)
    return f"{shown.KINDS[kinds[0]] if len(kinds) == 1 else _('Việc khác')}: {label}"


def holder_of(case: Any, posts: dict[str, str]) -> str:
    """Who has an open case now."""
    if case.closed_at is not None:
        return ""
    if case.paused or case.finished_at is not None:
        return str(figures.waits(case.kind)["paused" if case.paused else "ready"])
    return posts.get(case.post, case.post) if case.post else waiting_words(case.duty)


def _asked(
    request: HttpRequest, by: Actor, m: queries.Moments, posts: dict[str, str], kinds: tuple[str, ...]
) -> tuple[str, QuerySet[Any], str]:
    """What the address asks for: a sentence, the rows, and the moment that orders them ("" = by due)."""
    slug = request.GET.get("xem", "")
    if slug in figures.BY_SLUG:
        figure = figures.BY_SLUG[slug]
        found = queries.open_behind(by, figure.name, m, kinds=kinds)
        return _titled(figure.title, figures.WITH_NOBODY.get(figure.name, figure.label), kinds), found, ""
    if slug:
        return _in_time(request, slug, by, m)
    stage = request.GET.get("chang", "")
    if stage in figures.STAGES:
        start = m.midnight - dt.timedelta(days=figures.FUNNEL_DAYS)
        when = _("trong {n} ngày qua").format(n=figures.FUNNEL_DAYS)
        found = queries.came(by, start, m.tomorrow, kind=DOSSIER, stage=stage)
        return str(figures.STAGES[stage]).format(when=when), found, "received_at"
    for name, column in GROUPS.items():
        value = request.GET.get(name, "")[:400]
        if value:
            value = "" if value == "-" else value
            found = queries.open_behind(by, "running" if name == "vi-tri" else "open", m, kinds=kinds)
            found, said = found.filter(**{column: value}), posts.get(value, value)
            duty = request.GET.get("nhiem-vu", "")[:40].strip("-")
            if name == "vi-tri" and not value:
                found, said = (found.filter(duty=duty) if duty else found), waiting_words(duty)
            what = said or _("chưa vào bước")
            return _titled(_("Hồ sơ đang mở: {what}").format(what=what), what, kinds), found, ""
    title = _titled(_("Mọi hồ sơ đang mở"), _("đang mở"), kinds)
    return title, queries.open_behind(by, "open", m, kinds=kinds), ""


def _in_time(
    request: HttpRequest, slug: str, by: Actor, m: queries.Moments
) -> tuple[str, QuerySet[Any], str]:
    """Rows of a day (``ngay``), or of today (received) or the last thirty days (finished)."""
    start, end = m.midnight, m.tomorrow
    try:
        day: dt.date | None = day_of(request.GET.get("ngay", ""))
    except ValueError:
        day = None
    if day is not None and 2000 <= day.year < 2200:
        start = m.midnight.replace(year=day.year, month=day.month, day=day.day)
        end = start + dt.timedelta(days=1)
        when = _("ngày {day}").format(day=f"{day.day}/{day.month}/{day.year}")
    elif slug == figures.RECEIVED.slug:
        when = _("hôm nay")
    else:
        start, when = m.midnight - dt.timedelta(days=figures.DAYS), _("trong 30 ngày qua")
    if slug == figures.RECEIVED.slug:
        found, newest = queries.received(by, start, end, kind=DOSSIER), "received_at"
        title = figures.RECEIVED.title
    elif slug == figures.FINISHED.slug:
        found, newest = queries.finished(by, start, end, kind=DOSSIER), "finished_at"
        title = figures.FINISHED.title
    elif slug in (figures.IN_TIME.slug, figures.FINISHED_LATE.slug):
        late = slug == figures.FINISHED_LATE.slug
        found, newest = queries.in_time(by, start, end, kind=DOSSIER, late=late), "finished_at"
        title = figures.FINISHED_LATE.title if late else figures.IN_TIME.title
    elif slug == figures.ON_THE_SPOT.slug:
        found, newest = dossiers.on_the_spot(by, start, end), "received_at"
        title = figures.ON_THE_SPOT.title
    else:
        raise Http404(slug)
    return str(title).format(when=when), found, newest
