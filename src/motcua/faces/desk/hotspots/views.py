"""What heats up, drawn against its own history, with the rows behind each figure; hot spots as leaders write them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
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

from motcua.areas.feedback.choices import State as FeedbackState
from motcua.areas.feedback.choices import categories
from motcua.areas.feedback.queries import counted as feedback
from motcua.areas.hotspots import actions, policies, queries
from motcua.areas.hotspots.choices import Course, State, TaskState
from motcua.areas.hotspots.queries import notes
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import State as PetitionState
from motcua.areas.petitions.choices import topics
from motcua.areas.petitions.queries import counted
from motcua.base import spoken
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoUnitThen, posts_on, version_on
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.charts import spark
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed, NotFound
from motcua.rules.rising import Verdict

SIZE, RED_SHOWN, TASKS = 50, 10, 3
DAY, YEAR = dt.timedelta(days=1), dt.timedelta(days=364)
SAID: Mapping[Verdict, Any] = {
    Verdict.RISING: gettext_lazy("nóng lên"), Verdict.STEADY: gettext_lazy("như trước nay"),
    Verdict.NEW: gettext_lazy("chưa đủ kỳ trước để so"), Verdict.FEW: gettext_lazy("ít đơn, không kết luận"),
}  # fmt: skip
BELOW = (
    (queries.UNIT, gettext_lazy("Đơn thư theo đơn vị"), gettext_lazy("Đơn vị")),
    (queries.TOPIC, gettext_lazy("Đơn thư theo lĩnh vực"), gettext_lazy("Lĩnh vực")),
    (queries.VOICE, gettext_lazy("Phản ánh theo loại việc"), gettext_lazy("Loại việc")),
)
DONE: Mapping[str, Any] = {
    "task": gettext_lazy("Đã giao việc."), "done": gettext_lazy("Đã ghi kết quả việc được giao."),
    "drop": gettext_lazy("Đã bỏ việc này."), "review": gettext_lazy("Đã ghi lần đánh giá lại."),
    "close": gettext_lazy("Đã kết thúc điểm nóng."),
}  # fmt: skip


# --- what heats up ---------------------------------------------------------------------------------------------


@official
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Điểm nóng: leaders see what heats up, mass cases, the red line and their hot spots; others their own tasks."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    on, leads = at.date(), policies.can_watch(by)
    closed = request.GET.get("xem") == "da-ket-thuc"
    spots = queries.listed(by, State.CLOSED if closed and leads else State.OPEN)
    if not leads and not spots:
        raise NotAllowed()
    context: dict[str, Any] = {
        "now": at, "leads": leads, "closed": closed and leads, "opens": policies.can_open(by),
        "red_days": petitions.red_days(on),
        "spots": [_listed(one, on, titles_of(by, at)) for one in spots],
    }  # fmt: skip
    if leads:
        warm = queries.warmth(by, on)
        top = max((max(one.standing.windows) for one in warm.found), default=1)
        red = petitions.red(by, on)
        context |= {
            "cards": [_card(one, on, top) for one in warm.found], "rising": len(warm.rising),
            "windows": warm.windows, "compared": len(warm.found), "first": warm.windows[0].since,
            "has_below": queries.has_below(by, on),
            "mass": [
                {"one": one, "topic": topics().get(one.petition.topic, one.petition.topic),
                 "state": PetitionState(one.petition.case.state).label}
                for one in counted.mass(by, on - YEAR)
            ],
            "red": [
                {"case": case, "days": (on - case.petition.arrived_on).days}
                for case in red.select_related("petition")[:RED_SHOWN]
            ],
            "reds": red.count(),
        }  # fmt: skip
    return render(request, "desk/heat.html", context)


def _name(by: str, key: str, on: dt.date) -> str:
    if by == queries.TOPIC:
        return _(topics().get(key, key))
    if by == queries.VOICE:
        return categories()[key].name if key in categories() else key
    return version_on(key, on).name


def _card(heat: queries.Heat, on: dt.date, top: int) -> dict[str, Any]:
    """One small multiple: its drawing, what may be said of it, and each window with the address of its rows."""
    stands = heat.standing
    days = [
        {
            "since": window.since, "last": window.until - DAY, "count": count,
            "href": f"{reverse('desk:heat-rows')}?" + urlencode(
                {"xem": heat.by, "ma": heat.key, "tu": str(window.since), "den": str(window.until - DAY)}
            ),
        }
        for window, count in zip(heat.windows, stands.windows, strict=True)
    ]  # fmt: skip
    compared = len(heat.windows) > 1
    return {
        "name": _name(heat.by, heat.key, on), "place": heat.by == queries.PLACE, "voice": heat.by == queries.VOICE,
        "key": heat.key, "by": heat.by,
        "standing": stands, "rises": stands.verdict is Verdict.RISING, "said": SAID[stands.verdict],
        "drawing": spark(stands.windows, expected=stands.expected if compared else None, top=top),
        "expected": round(stands.expected, 1) if compared else None, "days": days, "now": days[-1],
        "chance": _chance(stands.chance),
    }  # fmt: skip


def _chance(chance: float) -> str:
    """How seldom chance alone brings so many, as people say it."""
    if chance > 0.5:
        return ""
    return _("1 trên {n}").format(n=f"{min(round(1 / max(chance, 1e-9)), 1_000_000):,}".replace(",", "."))


@official
@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """Các đơn phía sau một con số: codes only."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_watch(by):
        raise NotAllowed()
    asked, key = request.GET.get("xem", ""), request.GET.get("ma", "")[:24]
    try:
        since, last = day_of(request.GET.get("tu", "")), day_of(request.GET.get("den", ""))
        if asked not in (queries.TOPIC, queries.PLACE, queries.VOICE):
            raise NotFound()
        name = _name(asked, key, at.date())
    except (ValueError, TypeError, NoUnitThen) as error:
        raise NotFound() from error
    voice = asked == queries.VOICE
    rows = (
        feedback.behind(by, since, last + DAY, key) if voice
        else counted.behind(by, since, last + DAY, **{"topic" if asked == queries.TOPIC else "place": key})
    )  # fmt: skip
    start = request.GET.get("sau", "")
    skip = int(start) if start.isdecimal() and len(start) < 7 else 0
    found = list(rows[skip : skip + SIZE + 1])
    shown = {"xem": asked, "ma": key, "tu": str(since), "den": str(last)}
    context = {
        "now": at, "name": name, "since": since, "last": last, "total": rows.count(), "topics": topics(),
        "lines": [_line(case, voice=voice) for case in found[:SIZE]],
        "more": f"?{urlencode({**shown, 'sau': str(skip + SIZE)})}" if len(found) > SIZE else "",
    }  # fmt: skip
    return render(request, "desk/heat_rows.html", context)


def _line(case: Any, *, voice: bool) -> dict[str, Any]:
    """One row behind a figure, with its page."""
    state = FeedbackState(case.state) if voice else PetitionState(case.state)
    return {
        "case": case, "state": state.label, "came": case.received_at if voice else case.petition.arrived_on,
        "href": reverse("desk:feedback" if voice else "desk:petition", args=[case.code]),
    }  # fmt: skip


@official
@require_safe
def below(request: HttpRequest) -> HttpResponse:
    """Các đơn vị bên dưới: what heats up there, numbers only."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    on = at.date()
    if not queries.has_below(by, on):
        raise NotAllowed()
    warm = queries.warmth_below(by, on)
    parts = [
        {
            "by": one, "title": title, "head": head,
            "lines": [
                {"line": line, "name": _name(line.by, line.key, on), "said": SAID[line.verdict],
                 "rises": line.verdict is Verdict.RISING}
                for line in warm.lines(one)
            ],
        }
        for one, title, head in BELOW
    ]  # fmt: skip
    context = {
        "now": at, "parts": [part for part in parts if part["lines"]], "rising": len(warm.rising),
        "since": warm.window.since,
        "mass": [{"row": row, "name": _name(queries.UNIT, row.unit, on)} for row in warm.mass],
    }  # fmt: skip
    return render(request, "desk/heat_below.html", context)


# --- hot spots -------------------------------------------------------------------------------------------------


def _listed(one: Any, on: dt.date, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "one": one, "topic": topics().get(one.topic, one.topic), "place": version_on(one.place, on).name,
        "late": one.state == State.OPEN and one.review_on < on,
        "tasks": [_drawn(task, on, titles) for task in one.still],
    }  # fmt: skip


def _drawn(task: Any, on: dt.date, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "task": task, "who": titles.get(task.post, task.post),
        "late": task.state == TaskState.GIVEN and task.due_on < on, "running": task.state == TaskState.GIVEN,
    }  # fmt: skip


def _day(request: HttpRequest, name: str) -> dt.date | None:
    given = request.POST.get(name, "").strip()
    try:
        return day_of(given) if given else None
    except ValueError as error:
        raise Invalid(field=name, text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


TEXTS = {
    "title": 200,
    "topic": 24,
    "place": 24,
    "spot": 300,
    "assessment": 6000,
    "petitions": 2000,
    "notes": 400,
}


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def opening(request: HttpRequest) -> HttpResponse:
    """Mở điểm nóng: the judgment and who does what by when, on one page."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_open(by):
        raise NotAllowed()
    if request.method != "POST":
        values = {"topic": request.GET.get("linh-vuc", "")[:24], "petitions": request.GET.get("don", "")[:80],
                  "place": request.GET.get("noi", "")[:24],
                  **_from_note(by, request.GET.get("ghi-nhan", "")[:40])}  # fmt: skip
        return _opening(request, by, at, values)
    values = {name: typed(request, name, most) for name, most in TEXTS.items()}
    try:
        tasks = [
            {
                "post": typed(request, f"post-{n}", 40), "what": typed(request, f"what-{n}", 3000),
                "due_on": _day(request, f"due_on-{n}"),
            }
            for n in range(TASKS)
            if request.POST.get(f"what-{n}", "").strip() or request.POST.get(f"post-{n}", "")
        ]  # fmt: skip
        made = actions.open_hot_spot(
            by=by, at=at, tasks=tasks, review_on=_day(request, "review_on"),
            **{
                **values, "notes": values["notes"].split(),
                "petitions": values["petitions"].replace(";", " ").replace(",", " ").split(),
            },
        )  # fmt: skip
    except NotAllowed:
        raise
    except Impossible as error:
        say = "" if error.faults else spoken.refusal(error)
        return _opening(request, by, at, values, faults=error.faults, say=say)
    messages.success(request, _("Đã mở điểm nóng, giao việc cho từng vị trí."))
    return redirect("desk:hotspot", made.code)


def _from_note(by: Actor, code: str) -> dict[str, str]:
    """What a note on people's situation gives to begin the judgment with."""
    if not code:
        return {}
    note = queries.note(by, code)
    return {"notes": note.code, "topic": note.topic, "spot": note.spot, "assessment": note.worries}


def _opening(
    request: HttpRequest, by: Actor, at: dt.datetime, values: Mapping[str, str], *, faults: Sequence[Fault] = (),
    say: str = "",
) -> HttpResponse:  # fmt: skip
    wrong = {
        fault.field.replace("tasks.", "task-").replace(".", "-"): spoken.fault(fault) for fault in faults
    }
    typed_tasks = [
        {
            "n": n, "errors": [text for field, text in wrong.items() if field.startswith(f"task-{n}-")],
            **{name: request.POST.get(f"{name}-{n}", "") for name in ("post", "what", "due_on")},
        }
        for n in range(TASKS)
    ]  # fmt: skip
    context = {
        "now": at, "values": values, "wrong": wrong, "say": say, "topics": topics().items(), "tasks": typed_tasks,
        "review_on": request.POST.get("review_on", ""), "posts": posts_on(at.date(), agency=by.agency),
        "errors": [
            {"field_id": f"at-{field}", "label": text, "text": ""} for field, text in wrong.items()
        ],
    }  # fmt: skip
    status = 200 if not faults and not say else 422 if faults else 409
    return render(request, "desk/hotspot_open.html", context, status=status)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một điểm nóng."""
    return _page(request, code)


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, say: str = "", name: str = "", faults: Sequence[Fault] = (), status: int = 200
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    spot, on = queries.one(by, code), at.date()
    titles, reads = titles_of(by, at), policies.can_see(by, spot)
    open_now = spot.state == State.OPEN
    mine = queries.posts_of(by)
    judges = policies.can_judge(by, spot)
    tasks = [_drawn(task, on, titles) for task in queries.tasks_of(by, spot)]
    for row in tasks:
        row["reports"] = open_now and row["running"] and (row["task"].post in mine or judges)
    context = {
        "now": at, "spot": spot, "reads": reads, "judges": judges and open_now, "tasks": tasks,
        "topic": topics().get(spot.topic, spot.topic), "place": version_on(spot.place, on).name,
        "late": open_now and spot.review_on < on, "posts": posts_on(on, agency=by.agency), "courses": Course.choices,
        "opened_by": titles.get(spot.opened_by, spot.opened_by), "typed": request.POST, "open_act": name,
        "open_task": request.POST.get("n", ""),
        "reviews": [{"row": row, "who": titles.get(row.post, row.post)} for row in queries.reviews_of(by, spot)],
        "left": sum(row["running"] for row in tasks), "say": say, "noted": notes.of_hotspot(by, code) if reads else [],
        "errors": [
            {"field_id": f"{name}-{fault.field}", "label": spoken.fault(fault), "text": ""} for fault in faults
        ],
        "history": [
            {
                "state": "done", "at": event.at, "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.events(spot)
        ] if reads else [],
    }  # fmt: skip
    return render(request, "desk/hotspot.html", context, status=status)


def _n(request: HttpRequest) -> int:
    n = request.POST.get("n", "")
    return int(n) if n.isdecimal() and len(n) < 5 else 0


GIVEN: Mapping[str, Callable[[HttpRequest], dict[str, Any]]] = {
    "task": lambda request: {
        "post": typed(request, "post", 40), "what": typed(request, "what", 6000), "due_on": _day(request, "due_on"),
    },
    "done": lambda request: {"n": _n(request), "result": typed(request, "result", 6000)},
    "drop": lambda request: {"n": _n(request), "result": typed(request, "result", 6000)},
    "review": lambda request: {
        "course": request.POST.get("course", "")[:8], "words": typed(request, "words", 6000),
        "review_on": _day(request, "review_on"),
    },
    "close": lambda request: {"result": typed(request, "result", 6000)},
}  # fmt: skip


@official
@act_on("desk:hotspot")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Giao việc, báo kết quả, đánh giá lại, kết thúc."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)
    verb = actions.VERBS.get(name)
    if verb is None:
        raise NotFound()
    try:
        verb(by=by, at=at, hotspot=code, **GIVEN[name](request))
    except (NotFound, NotAllowed):
        raise
    except Impossible as error:
        status = 422 if error.faults else 409
        say = "" if error.faults else spoken.refusal(error)
        return _page(request, code, say=say, name=name, faults=error.faults, status=status)
    messages.success(request, DONE[name])
    return redirect("desk:hotspot", code)
