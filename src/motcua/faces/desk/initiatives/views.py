"""Sáng kiến at the desk: proposed, judged, done elsewhere too."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.initiatives import actions, policies, queries
from motcua.areas.initiatives.choices import State
from motcua.base.journal.ports import Actor
from motcua.base.people.choices import fields_of_work
from motcua.faces.desk.dialogues.acting import Verb, done, happened, shown
from motcua.faces.desk.initiatives import forms
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SHOWN = 100
TICKS = {State.PROPOSED: "soon", State.RECOGNISED: "ok", State.DECLINED: ""}
VERBS = {
    "recognise": Verb(gettext_lazy("Công nhận"), "check", "x", done=gettext_lazy("Đã ghi công nhận sáng kiến.")),
    "decline": Verb(gettext_lazy("Không công nhận"), "x", "", done=gettext_lazy("Đã ghi không công nhận.")),
    "replicate": Verb(gettext_lazy("Ghi nhân rộng"), "network", "n", done=gettext_lazy("Đã ghi nhân rộng.")),
}  # fmt: skip
MAY = {"recognise": policies.can_judge, "decline": policies.can_judge, "replicate": policies.can_replicate}
FORMS = {
    "recognise": lambda sent: forms.RecogniseForm(sent, prefix="x"),
    "decline": lambda sent: forms.DeclineForm(sent, prefix="k"),
    "replicate": lambda sent: forms.ReplicateForm(sent, prefix="n"),
}


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Sổ sáng kiến của đơn vị."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    wanted = {"state": request.GET.get("trang-thai", "")[:12], "field": request.GET.get("linh-vuc", "")[:32]}
    found = list(queries.listed(by, **wanted)[:SHOWN])
    fields = fields_of_work()
    context = {
        "now": at, "wanted": wanted, "filtered": any(wanted.values()), "states": State.choices, "fields": fields,
        "rows": [
            {"one": one, "field": fields.get(one.field, one.field), "tick": TICKS[State(one.state)]} for one in found
        ],
        "waiting": queries.waiting(by), "proposes": policies.can_propose(by),
    }  # fmt: skip
    return render(request, "desk/initiatives/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Đề xuất sáng kiến."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_propose(by):
        raise NotAllowed()
    form = forms.ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.propose(by=by, at=at, **form.given())
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã gửi đề xuất sáng kiến."))
            return redirect("desk:initiative", made.code)
    status = 422 if form.is_bound else 200
    return render(request, "desk/initiatives/propose.html", {"form": form, "now": at}, status=status)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một sáng kiến."""
    return _page(request, code)


def _allowed(by: Actor, initiative: Any) -> list[str]:
    if initiative.state == State.PROPOSED:
        return ["recognise", "decline"] if policies.can_judge(by, initiative) else []
    recognised = initiative.state == State.RECOGNISED
    return ["replicate"] if recognised and policies.can_replicate(by, initiative) else []


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.one(by, code)
    context = {
        "now": at, "initiative": found, "say": say, "field": fields_of_work().get(found.field, found.field),
        "tick": TICKS[State(found.state)], "replications": list(found.replications.order_by("-on", "-n")),
        "history": happened(queries.events(found)),
        **shown(
            VERBS, _allowed(by, found), FORMS, lambda name: reverse("desk:initiative-act", args=[code, name]), act=act,
            form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/initiatives/one.html", context, status=status)


@official
@act_on("desk:initiative")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Công nhận, không công nhận, nhân rộng."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.one(by, code)
    if name in MAY and not MAY[name](by, found):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.VERBS[name](by=by, at=at, initiative=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, FORMS, do, again, "desk:initiative", code)
