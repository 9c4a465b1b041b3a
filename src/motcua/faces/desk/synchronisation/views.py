"""Keeping the National Public Service Portal in step: the share, what waits, what is stuck, what differs."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.dossiers.queries import telling
from motcua.areas.synchronisation import actions, queries
from motcua.areas.synchronisation.choices import Kind
from motcua.base import spoken
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

MOST_DAYS = 366


@official
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Đồng bộ với Cổng Dịch vụ công quốc gia."""
    return _page(request)


def _page(request: HttpRequest, *, say: str = "", status: int = 200) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.standing(by, by.agency)
    first, last, wrong = _period(request, at.date())
    share = queries.Share(
        telling.came(by.agency, first, last).count(), queries.synced(by, by.agency, first, last)
    )
    mendable = [one.code for one in found.differences if one.kind != Kind.MISSING_HERE]
    context = {
        "standing": found, "share": share, "first": first, "last": last, "now": at, "mendable": mendable,
        "yesterday": at.date() - dt.timedelta(days=1), "connected": bool(settings.PORTAL_URL),
        "say": say or wrong, "waiting_long": found.oldest is not None and at - found.oldest > dt.timedelta(hours=1),
    }  # fmt: skip
    return render(request, "desk/synchronisation.html", context, status=422 if wrong else status)


def _period(request: HttpRequest, today: dt.date) -> tuple[dt.date, dt.date, str]:
    """The period asked for, else this month so far; and what is wrong with it."""
    month = (today.replace(day=1), today)
    if "tu" not in request.GET:
        return *month, ""
    try:
        first = day_of(request.GET.get("tu", ""))
        last = day_of(request.GET.get("den", ""))
    except ValueError:
        return *month, _("Chọn ngày theo lịch.")
    if last < first or (last - first).days > MOST_DAYS:
        return *month, _("Chọn một khoảng không quá một năm, ngày cuối không sớm hơn ngày đầu.")
    return first, last, ""


@official
@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """Gửi lại một hồ sơ, hoặc mọi hồ sơ bị từ chối, thôi gửi hay khác với Cổng."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.standing(by, by.agency)
    wrong = [one.code for one in found.differences if one.kind != Kind.MISSING_HERE]
    codes = request.POST.getlist("code") or [*(row.code for row in found.stuck), *wrong]
    try:
        sent = actions.resend(by=by, at=at, unit=by.agency, codes=codes, now=_never_sent(by.agency, codes))
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _page(request, say=spoken.refusal(refusal), status=409)
    flash.success(request, ngettext("{n} lượt chờ gửi lại.", "{n} lượt chờ gửi lại.", sent).format(n=sent))
    return redirect("desk:synchronisation")


def _never_sent(unit: str, codes: list[str]) -> dict[str, Any]:
    """How dossiers stand now, for those of which nothing was ever queued."""
    found = {}
    for code in queries.unknown(codes):
        event = telling.last_event(code)
        told_there = event is None or event.origin == "history"
        snapshot = telling.snapshot(event) if event is not None and not told_there else None
        if event is not None and snapshot is not None and snapshot["unit"] == unit:
            found[code] = {"seq": event.seq, "subject": event.subject, "snapshot": snapshot}
    return found


@official
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """Yêu cầu đối chiếu một ngày."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        day = day_of(request.POST.get("day", ""))
    except ValueError:
        return _page(request, say=_("Chọn ngày theo lịch."), status=422)
    try:
        actions.ask_comparison(by=by, at=at, unit=by.agency, day=day)
    except NotAllowed:
        raise
    except Impossible as refusal:
        return _page(request, say=spoken.refusal(refusal), status=422)
    flash.success(request, _("Việc nền sẽ đối chiếu trong ít phút; mở lại trang này để xem."))
    return redirect("desk:synchronisation")
