"""Procedures as they really ran, for leaders: which ones, and one beside its approved process."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.areas.dossiers.queries.running import procedures_that_ran, ran
from motcua.areas.procedures import queries
from motcua.areas.procedures.policies import can_change
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import posts_on, version_on
from motcua.faces.ui import flows, running
from motcua.faces.ui.session import now_of, official, watches


@official
@require_safe
def as_ran(request: HttpRequest) -> HttpResponse:
    """Quy trình thực tế: the procedures that ran in a period; ``thu-tuc`` opens one of them.

    For leaders, and for those who mend the processes by it: keepers of the catalogue and administrators.
    """
    by: Actor = request.actor  # type: ignore[attr-defined]
    if not (watches(by) or can_change(by)):
        raise PermissionDenied
    at = now_of(request)
    today = at.date()
    first, last = running.period(request.GET, today)
    span = running.moments(first, last)
    listed = procedures_that_ran(by, *span)
    code = request.GET.get("thu-tuc", "")[:64]
    chosen = next((line for line in listed if line.code == code), None)
    context = {
        "actor": by, "now": at, "unit_name": version_on(by.agency, today).name, "first": first, "last": last,
        "listed": listed, "chosen": chosen, "most": max((line.finished for line in listed), default=1), "code": code,
    }  # fmt: skip
    if chosen is not None:
        titles = {post.code: post.title for post in posts_on(today, agency=by.agency)}
        context["ran"] = running.shown(ran(by, code, *span), titles=titles, calendar=calendar_for(by.agency))
        try:
            steps, _source = queries.process_for(queries.published(code, today).read(), today, by.agency)
        except queries.NoSuchProcedure:
            steps = ()
        context |= {"picture": flows.picture(steps), "picture_said": flows.said(steps)}
    return render(request, "board/as_ran.html", context)
