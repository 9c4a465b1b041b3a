"""Supervision, social criticism and inspections of responsibility at the desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.inspections import actions, policies, queries
from motcua.areas.inspections.choices import Duty, Kind, State, labelled
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, happened, shown
from motcua.faces.desk.inspections import forms
from motcua.faces.desk.inspections.recommendations import lines_of
from motcua.faces.ui import replies
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SHOWN = 100
TICKS = {"planned": "soon", "concluded": "soon", "published": "ok"}
WORDS = {
    Kind.SUPERVISION: gettext_lazy("Lập kế hoạch giám sát"),
    Kind.CRITICISM: gettext_lazy("Lập kế hoạch phản biện"),
    Kind.RESPONSIBILITY: gettext_lazy("Ghi quyết định thanh tra, kiểm tra"),
    Kind.OVERSIGHT: gettext_lazy("Ghi đợt theo dõi, kiểm tra"),
    Kind.GENERAL: gettext_lazy("Ghi quyết định thanh tra, kiểm tra chung"),
}
KEYS = {
    Kind.SUPERVISION: "a",
    Kind.CRITICISM: "b",
    Kind.RESPONSIBILITY: "a",
    Kind.OVERSIGHT: "t",
    Kind.GENERAL: "n",
}
VERBS = {
    "conclude": Verb(
        gettext_lazy("Ghi kết luận"), "file-check", "g", done=gettext_lazy("Đã ghi kết luận."),
        confirm=gettext_lazy("Kết luận không sửa lại được. Kiểm tra số, ngày và nội dung."),
    ),
    "recommend": Verb(
        gettext_lazy("Gửi kiến nghị"), "send", "c", "primary", done=gettext_lazy("Đã gửi, đã tính hạn trả lời."),
        say=gettext_lazy("Kiến nghị vào ngay hộp việc của lãnh đạo cơ quan nhận, có hạn trả lời."),
    ),
    "publish": Verb(
        gettext_lazy("Công khai"), "megaphone", "x", done=gettext_lazy("Đã công khai."),
        confirm=gettext_lazy(
            "Người dân đọc được kết luận, kiến nghị, trả lời và trả lời trễ. Đọc lại để không nêu tên riêng của ai. "
            "Việc này không lấy lại được."
        ),
    ),
    "change": Verb(gettext_lazy("Sửa kế hoạch"), "pencil", "s", done=gettext_lazy("Đã sửa.")),
    "cancel": Verb(gettext_lazy("Hủy"), "circle-stop", "", "danger", done=gettext_lazy("Đã hủy.")),
}  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Giám sát, thanh tra trách nhiệm: what was looked at, and how it was replied."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    wanted = {"kind": request.GET.get("loai", "")[:16], "state": request.GET.get("trang-thai", "")[:12]}
    found = list(queries.inspections(by, **wanted)[:SHOWN])
    counts = queries.counts(found, at)
    context = {
        "now": at, "wanted": wanted, "filtered": any(wanted.values()), "kinds": Kind.choices, "states": State.choices,
        "figures": queries.figures(by, at),
        "plans": [(kind.value, WORDS[kind], KEYS[kind]) for kind in policies.plans(by)],
        "rows": [{"inspection": one, "tick": TICKS.get(one.state, ""), **counts[one.pk]} for one in found],
    }  # fmt: skip
    return render(request, "desk/inspections/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, kind: str) -> HttpResponse:
    """Lập kế hoạch giám sát, phản biện; ghi quyết định thanh tra."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if kind not in Kind.values:
        raise NotFound()
    if not policies.can_plan(by, kind):
        raise NotAllowed()
    form = forms.PlanForm(by, at.date(), kind, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.plan(by=by, at=at, kind=kind, **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("desk:inspection", made.code)
    context = {"form": form, "now": at, "kind": kind, "word": WORDS[Kind(kind)]}
    return render(request, "desk/inspections/plan.html", context, status=422 if form.is_bound else 200)


# --- one inspection --------------------------------------------------------------------------------------------


def _allowed(by: Actor, inspection: Any) -> list[str]:
    """Acts that this post may do now, the expected one first."""
    if not policies.can_handle(by, inspection):
        return []
    match inspection.state:
        case State.PLANNED:
            return ["conclude", "change", "cancel"]
        case State.CONCLUDED:
            return ["recommend", "publish"]
        case State.PUBLISHED:
            return ["recommend"]
    return []


def _forms(by: Actor, inspection: Any, at: Any) -> Forms:
    def plan_again(sent: Any) -> forms.PlanForm:
        said = {
            name: getattr(inspection, name) for name in forms.PlanForm.base_fields if name != "impersonal"
        }
        return forms.PlanForm(by, at.date(), inspection.kind, sent, initial=said, prefix="s")

    return {
        "conclude": lambda sent: forms.ConcludeForm(inspection.kind, sent, prefix="k"),
        "recommend": lambda sent: forms.RecommendForm(
            by, at.date(), inspection.kind, inspection.report_number, sent, prefix="n"
        ),
        "change": plan_again,
        "cancel": lambda sent: forms.CancelForm(sent, prefix="r"),
    }


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một cuộc giám sát, thanh tra."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    inspection = queries.inspection(by, code)
    found = list(queries.recommendations_of(inspection))
    duties = dict(Duty.choices)
    published = inspection.state == State.PUBLISHED
    allowed, made = _allowed(by, inspection), _forms(by, inspection, at)
    publish_by = queries.publish_by(inspection) if inspection.state == State.CONCLUDED else None
    context = {
        "publish_by": publish_by, "publish_late": publish_by is not None and at.date() > publish_by,
        "now": at, "inspection": inspection, "say": say, "tick": TICKS.get(inspection.state, ""),
        "duties": [duties[duty] for duty in inspection.duties],
        "figures": labelled(inspection.figures),
        "lines": lines_of(by, found, at), "drawn": replies.drawn(queries.tally(found, at)),
        "overlapping": queries.overlapping(inspection) if allowed else [],
        "public": reverse("portal:inspection", args=[code]) if published else "",
        "history": happened(queries.events(inspection)),
        **shown(
            VERBS, allowed, {name: made[name] for name in allowed if name in made},
            lambda name: reverse("desk:inspection-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/inspections/one.html", context, status=status)


@official
@act_on("desk:inspection")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên cuộc giám sát, thanh tra."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    inspection = queries.inspection(by, code)
    if not policies.can_handle(by, inspection):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        if name == "change":
            actions.change(by=by, at=at, inspection=inspection, plan=given)
        else:
            verb: Any = getattr(actions, name)
            verb(by=by, at=at, inspection=inspection, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(by, inspection, at), do, again, "desk:inspection", code)
