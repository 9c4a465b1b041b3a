"""A procedure as it really ran, beside its approved process."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.areas.dossiers.queries.running import last_finished, ran
from motcua.areas.procedures import queries
from motcua.base.calendars.queries import calendar_for
from motcua.base.orgs.queries import posts_on
from motcua.faces.ui import flows, running
from motcua.faces.ui.session import now_of, official


@official
@require_safe
def as_ran(request: HttpRequest, code: str) -> HttpResponse:
    """Thực tế chạy ra sao: variants, waiting, hand-overs and rework of the unit's finished dossiers of a period."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    today = at.date()
    record = queries.published(code, today).read()
    first, last = running.period(request.GET, today)
    found = ran(by, code, *running.moments(first, last))
    steps, _source = queries.process_for(record, today, by.agency)
    titles = {post.code: post.title for post in posts_on(today, agency=by.agency)}
    context = {
        "code": code, "record": record, "first": first, "last": last, "today": today,
        "ran": running.shown(found, titles=titles, calendar=calendar_for(by.agency)),
        "picture": flows.picture(steps), "picture_said": flows.said(steps),
        "newest": None if found.total else last_finished(by, code),
    }  # fmt: skip
    return render(request, "desk/as_ran.html", context)
