"""Matters beyond competence: what the unit raised, what came from below, one with its acts."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.directives import queries as directed
from motcua.areas.escalations import actions, policies, queries
from motcua.areas.escalations.choices import Elsewhere
from motcua.areas.hotspots import policies as watches
from motcua.areas.hotspots import queries as hotspots
from motcua.areas.petitions.choices import topics
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.faces.desk.cases.waits import unreported
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, shown
from motcua.faces.desk.escalations import forms
from motcua.faces.ui import cases
from motcua.faces.ui.once import done_once
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

VERBS = {
    "receive": Verb(gettext_lazy("Ghi đã nhận"), "inbox", "x", done=gettext_lazy("Đã ghi ngày nhận.")),
    "reply": Verb(
        gettext_lazy("Trả lời"), "message-square-reply", "t", done=gettext_lazy("Đã ghi văn bản trả lời."),
        confirm=gettext_lazy("Đơn vị báo cáo đọc được trả lời này. Việc này không lấy lại được."),
    ),
    "end": Verb(gettext_lazy("Ghi việc đã làm, kết thúc"), "circle-check", "x", done=gettext_lazy("Đã kết thúc.")),
    "withdraw": Verb(
        gettext_lazy("Rút lại"), "undo-2", "", "danger", done=gettext_lazy("Đã rút."),
        confirm=gettext_lazy("Cấp trên không phải trả lời nữa. Việc này không lấy lại được."),
    ),
}  # fmt: skip
FORMS: Forms = {
    "receive": lambda sent: forms.ReceiveForm(sent, prefix="n"),
    "reply": lambda sent: forms.ReplyForm(sent, prefix="t"),
    "end": lambda sent: forms.EndForm(sent, prefix="k"),
    "withdraw": lambda sent: forms.WithdrawForm(sent, prefix="r"),
}
PAGES: Mapping[str, str] = {Elsewhere.HOTSPOT: "desk:hotspot", Elsewhere.NOTE: "desk:note"}
TICKS: Mapping[str, str] = {
    "raised": "soon",
    "received": "soon",
    "replied": "ok",
    "ended": "ok",
    "withdrawn": "",
}


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Vượt thẩm quyền: what was raised, what came from below, what is overdue."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_watch(by):
        raise NotAllowed()
    on, view = at.date(), request.GET.get("xem", "")
    coming = view == "den"
    found = queries.listed(by, coming=coming, ended=view == "xong", late=on if view == "tre" else None)
    context = {
        "now": at, "view": view if view in ("den", "xong", "tre") else "", "coming": coming,
        "figures": queries.figures(by, on), "raises": policies.can_raise(by),
        "unreported": [{"row": one, "late": one.due_on < on} for one in unreported(by)]
        if view not in ("den", "xong", "tre") else [],
        "lines": [
            {
                "one": one, "topic": topics().get(one.topic, one.topic), "late": one.is_late(on),
                "other": version_on(one.agency, on).name if coming else queries.addressee(one, on),
                "tick": "late" if one.is_late(on) else TICKS[one.state],
            }
            for one in found
        ],
    }  # fmt: skip
    return render(request, "desk/escalations/list.html", context)


def found_elsewhere(by: Actor, code: str) -> str:
    """The kind of a thing that is no case, when this post may read it; blank for anything else."""
    try:
        spot = hotspots.one(by, code)
    except NotFound:
        spot = None
    if spot is not None:
        return Elsewhere.HOTSPOT if watches.can_see(by, spot) else ""
    try:
        return Elsewhere.NOTE if watches.can_read_note(by, hotspots.note(by, code)) else ""
    except NotFound:
        return ""


def _of_obstacle(by: Actor, asked: Mapping[str, str], on: dt.date) -> dict[str, Any]:
    """What an obstacle of a task says already: its words, by when it must be removed."""
    code, n = asked.get("ve", "")[:40], asked.get("vuong-mac", "")
    if not n.isdecimal() or len(n) > 3:
        return {}
    found = directed.obstacle(by, code, int(n))
    return {
        "obstacle": found.n, "title": found.task.title[:200], "asked": found.words,
        "reply_by": max(found.due_on, on),
    }  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def raising(request: HttpRequest) -> HttpResponse:
    """Báo cáo cấp trên: what is asked, of whom, why it is beyond competence."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_raise(by):
        raise NotAllowed()
    sent = request.POST if request.method == "POST" else None
    start = {
        "about": request.GET.get("ve", "")[:40], "topic": request.GET.get("linh-vuc", "")[:24],
        "sent_on": at.date(), **_of_obstacle(by, request.GET, at.date()),
    }  # fmt: skip
    form = forms.RaiseForm(by, at.date(), sent, initial=start)
    if form.is_bound and form.is_valid():
        given = form.given()
        about = given["about"].strip()
        try:
            if given["obstacle"]:
                directed.obstacle(by, about, given["obstacle"])
            kind = found_elsewhere(by, about)
            code = done_once(
                request, lambda: actions.raise_matter(by=by, at=at, about_kind=kind, **given).code
            )
        except Impossible as refusal:
            form.mend(refusal)
        else:
            return redirect("desk:escalation", code)
    words_on = form.is_bound and "no_denunciation" in form.errors
    context = {"now": at, "form": form, "confirms": words_on or form.data.get("no_denunciation")}
    return render(request, "desk/escalations/raise.html", context, status=422 if form.is_bound else 200)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một nội dung vượt thẩm quyền."""
    return _page(request, code)


def _about(by: Actor, one: Any) -> dict[str, str]:
    """What it is about: its code, and its page when this post may open it."""
    if not one.about or by.agency != one.agency:
        return {"code": one.about, "href": ""}
    case = queries.case_about(by, one.about)
    if case is not None:
        return {"code": one.about, "href": cases.address(case)}
    page = PAGES.get(found_elsewhere(by, one.about), "")
    return {"code": one.about, "href": reverse(page, args=[one.about]) if page else ""}


@sensitive_variables()
def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one, on = queries.one(by, code), at.date()
    context = {
        "now": at, "one": one, "say": say, "topic": topics().get(one.topic, one.topic), "late": one.is_late(on),
        "days_late": (on - one.reply_by).days, "from_name": _name(one.agency, on),
        "to_name": queries.addressee(one, on), "about": _about(by, one), "own": by.agency == one.agency,
        "late_reply": one.reply_on is not None and one.reply_on > one.reply_by,
        "history": [
            {
                "state": "done", "at": event.at, "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.events(one)
        ],
        **shown(
            VERBS, queries.acts_for(by, one), FORMS, lambda name: reverse("desk:escalation-act", args=[code, name]),
            act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/escalations/one.html", context, status=status)


def _name(agency: str, on: dt.date) -> str:
    return version_on(agency, on).name


@official
@act_on("desk:escalation")
@sensitive_post_parameters()
@sensitive_variables()
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Nhận, trả lời, kết thúc, rút."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.one(by, code)

    def do(given: dict[str, Any]) -> None:
        actions.VERBS[name](by=by, at=at, escalation=code, **given)

    def again(**told: Any) -> HttpResponse:
        return _page(request, code, **told)

    return done(request, name, VERBS, FORMS, do, again, "desk:escalation", code)
