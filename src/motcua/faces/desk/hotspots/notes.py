"""Notes on people's situation and field trips at the desk: written, read by leaders, summed up by topic and place."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.hotspots import actions, policies
from motcua.areas.hotspots import queries as hotspots
from motcua.areas.hotspots.choices import Level, NoteState, Source, TaskState
from motcua.areas.hotspots.queries import notes as queries
from motcua.areas.petitions.choices import topics
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, shown
from motcua.faces.desk.hotspots import forms
from motcua.faces.ui.charts import spark
from motcua.faces.ui.days import day_of
from motcua.faces.ui.once import done_once
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed
from motcua.rules.privacy import named, personal

VIEWS = {"chua-doc": "new", "cua-toi": "mine", "viec": "tasks"}
TICKS = {Level.URGENT: "late", Level.ATTENTION: "soon", Level.ORDINARY: ""}
PERIODS = (7, 28, 91)
DAY = dt.timedelta(days=1)
MOST_DAYS = 366
VERBS = {
    "read": Verb(gettext_lazy("Đã đọc"), "eye", "x", done=gettext_lazy("Đã ghi là đã đọc.")),
    "answer": Verb(gettext_lazy("Cho ý kiến"), "message-square-reply", "t", done=gettext_lazy("Đã ghi ý kiến.")),
    "task": Verb(gettext_lazy("Giao việc"), "user-check", "g", done=gettext_lazy("Đã giao việc.")),
    "done": Verb(gettext_lazy("Đã xong"), "check", done=gettext_lazy("Đã ghi kết quả việc được giao.")),
    "drop": Verb(gettext_lazy("Bỏ việc này"), "ban", done=gettext_lazy("Đã bỏ việc này.")),
}  # fmt: skip


def _forms(by: Actor, on: dt.date) -> Forms:
    return {
        "answer": lambda sent: forms.AnswerForm(sent, prefix="t"),
        "task": lambda sent: forms.TaskForm(by, on, sent, prefix="g"),
        "done": forms.ResultForm,
        "drop": forms.ResultForm,
    }


def _lines(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"note": one, "topic": topics().get(one.topic, one.topic), "tick": TICKS[Level(one.level)]}
        for one in found
    ]


# --- the list --------------------------------------------------------------------------------------------------


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Nắm tình hình: leaders read all, others what they noted and what they were given to do."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_note(by):
        raise NotAllowed()
    leads, figures = policies.can_lead(by), queries.figures(by)
    view = request.GET.get("xem", "")
    if view not in VIEWS or (not leads and view != "viec"):
        view = ""
    context = {
        "now": at, "leads": leads, "figures": figures, "view": view,
        "lines": _lines(queries.listed(by, view=VIEWS.get(view, ""))),
    }  # fmt: skip
    return render(request, "desk/notes/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def writing(request: HttpRequest) -> HttpResponse:
    """Ghi nhận tình hình, also of what was raised on a field trip."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_note(by):
        raise NotAllowed()
    code = request.GET.get("chuyen-di", "")[:40]
    trip = queries.trip(by, code) if code else None
    start = (
        {"noted_on": trip.on, "spot": trip.spot, "source": Source.TRIP} if trip else {"noted_on": at.date()}
    )
    form = forms.NoteForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            made = done_once(request, lambda: actions.note(by=by, at=at, trip=code, **form.given()).code)
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi nhận, lãnh đạo đơn vị đọc được."))
            return redirect("desk:trip", code) if trip else redirect("desk:note", made)
    context = {
        "now": at,
        "form": form,
        "trip": trip,
        "confirms": _confirms(form, "worries", "proposal", "spot"),
    }
    return render(request, "desk/notes/new.html", context, status=422 if form.is_bound else 200)


def _confirms(form: Any, *fields: str) -> bool:
    """Whether to ask that what looks like somebody's name or number is nobody's."""
    return form.is_bound and any(named(said) or personal(said) for said in map(form.data.get, fields) if said)


# --- one -------------------------------------------------------------------------------------------------------


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một ghi nhận tình hình."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    note, on, titles = hotspots.note(by, code), at.date(), titles_of(by, at)
    reads, leads, mine = (
        policies.can_read_note(by, note),
        policies.can_answer_note(by, note),
        hotspots.posts_of(by),
    )
    allowed = [name for name in ("read", "answer", "task") if name != "read" or note.state == NoteState.NEW]
    tasks = [
        {
            "task": task, "who": titles.get(task.post, task.post), "running": task.state == TaskState.GIVEN,
            "late": task.state == TaskState.GIVEN and task.due_on < on,
            "reports": task.state == TaskState.GIVEN and (task.post in mine or leads),
        }
        for task in queries.tasks_of(by, note)
    ]  # fmt: skip
    context = {
        "now": at, "note": note, "say": say, "reads": reads, "leads": leads, "tasks": tasks,
        "topic": topics().get(note.topic, note.topic), "tick": TICKS[Level(note.level)],
        "author": titles.get(note.author, note.author), "answered_by": titles.get(note.answered_by, note.answered_by),
        "judges": policies.can_open(by) and not note.hotspot,
        "open_task": form.data.get("n", "") if act in ("done", "drop") else "",
        "history": [
            {
                "state": "done", "at": event.at, "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.events(note.subject)
        ] if reads else [],
        **shown(
            VERBS, allowed if leads else [], _forms(by, on), lambda name: reverse("desk:note-act", args=[code, name]),
            act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/notes/one.html", context, status=status)


@official
@act_on("desk:note")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Đọc, cho ý kiến, giao việc, báo kết quả."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    hotspots.note(by, code)

    def do(given: dict[str, Any]) -> None:
        actions.NOTE_VERBS[name](by=by, at=at, note=code, **given)

    def again(**told: Any) -> HttpResponse:
        return _page(request, code, **told)

    return done(request, name, VERBS, _forms(by, at.date()), do, again, "desk:note", code)


# --- field trips -----------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def trips(request: HttpRequest) -> HttpResponse:
    """Đi cơ sở: trips of leaders, and a new one."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_log_trip(by):
        raise NotAllowed()
    form = forms.TripForm(request.POST if request.method == "POST" else None, initial={"on": at.date()})
    if form.is_bound and form.is_valid():
        try:
            made = done_once(request, lambda: actions.log_trip(by=by, at=at, **form.given()).code)
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi chuyến đi. Ghi từng việc người dân nêu ở dưới."))
            return redirect("desk:trip", made)
    titles = titles_of(by, at)
    context = {
        "now": at, "form": form, "confirms": _confirms(form, "spot", "company", "findings"),
        "figures": queries.figures(by), "leads": True,
        "lines": [
            {"trip": one, "who": titles.get(one.post, one.post), "raised": raised} for one, raised in queries.trips(by)
        ],
    }  # fmt: skip
    return render(request, "desk/notes/trips.html", context, status=422 if form.is_bound else 200)


@official
@require_safe
def trip(request: HttpRequest, code: str) -> HttpResponse:
    """Một chuyến đi cơ sở."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one, titles = queries.trip(by, code), titles_of(by, at)
    context = {
        "now": at,
        "trip": one,
        "who": titles.get(one.post, one.post),
        "lines": _lines(queries.raised_on(by, one)),
    }
    return render(request, "desk/notes/trip.html", context)


# --- summary ---------------------------------------------------------------------------------------------------


@official
@require_safe
def summing(request: HttpRequest) -> HttpResponse:
    """Tổng hợp tình hình of a week or another period, by topic and place, drawn."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_lead(by):
        raise NotAllowed()
    on = at.date()
    try:
        last = min(day_of(request.GET.get("den", "")), on)
    except ValueError:
        last = on
    try:
        since = max(min(day_of(request.GET.get("tu", "")), last), last - MOST_DAYS * DAY)
    except ValueError:
        since = last - 6 * DAY
    found = queries.summary(by, since, last)
    weeks = [count for _day, count in found.weeks]
    context = {
        "now": at, "since": since, "last": last, "found": found, "figures": queries.figures(by), "leads": True,
        "topics": _bars(found.topics, {code: _(name) for code, name in topics().items()}),
        "places": _bars(found.places, {}), "drawing": spark(weeks) if len(weeks) > 1 else None,
        "most": max((one.notes for one in (*found.topics, *found.places)), default=1),
        "levels": [(Level(code).label, found.levels.get(code, 0), TICKS[Level(code)]) for code in queries.URGENT_FIRST],
        "sources": [(label, found.sources[code]) for code, label in Source.choices if found.sources.get(code)],
        "periods": [_period(n, on, since, last) for n in PERIODS],
    }  # fmt: skip
    return render(request, "desk/notes/summary.html", context)


def _period(n: int, on: dt.date, since: dt.date, last: dt.date) -> dict[str, Any]:
    start = on - (n - 1) * DAY
    asked = urlencode({"tu": str(start), "den": str(on)})
    return {"n": n, "href": f"?{asked}", "here": (since, last) == (start, on)}


def _bars(counted: Iterable[queries.Counted], names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"label": names.get(one.key, one.key) or _("không ghi nơi"), "value": one.notes, "late": one.urgent}
        for one in counted
    ]
