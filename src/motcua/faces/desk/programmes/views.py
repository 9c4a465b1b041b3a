"""Coordination programmes at the desk: what runs, what ends soon, joint tasks, reviews, renewal."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.programmes import actions, policies, queries
from motcua.areas.programmes.choices import Given
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.acting import Verb, done, happened, shown
from motcua.faces.desk.dialogues.forms import ActForm
from motcua.faces.desk.law.shown import cites
from motcua.faces.desk.programmes import forms
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SHOWN = 100
MAY: dict[str, Callable[[Actor, Any], bool]] = {
    "done": policies.can_report, "progress": policies.can_report, "part": policies.can_contribute,
    "propose": policies.can_contribute,
}  # fmt: skip
"""Who may do what; the rest who keeps the programme."""
VERBS = {
    "done": Verb(gettext_lazy("Ghi kết quả việc chung"), "check", "x", done=gettext_lazy("Đã ghi kết quả.")),
    "progress": Verb(
        gettext_lazy("Báo cáo tiến độ việc chung"), "trending-up", "b", done=gettext_lazy("Đã ghi tiến độ.")
    ),
    "part": Verb(
        gettext_lazy("Đánh giá của bên mình"), "message-square-text", "d", done=gettext_lazy("Đã ghi đánh giá."),
        say=gettext_lazy("Để cơ quan giữ chương trình đưa vào sơ kết, tổng kết chung."),
    ),
    "propose": Verb(
        gettext_lazy("Đề xuất nội dung"), "lightbulb", "p", done=gettext_lazy("Đã gửi đề xuất, chờ trả lời.")
    ),
    "answer": Verb(gettext_lazy("Trả lời đề xuất"), "reply", "l", done=gettext_lazy("Đã trả lời đề xuất.")),
    "place": Verb(
        gettext_lazy("Ghi đơn vị của bên ký"), "users", "", done=gettext_lazy("Đã ghi đơn vị của bên ký."),
        say=gettext_lazy("Vị trí của đơn vị đó báo cáo việc chung do bên mình chủ trì, đánh giá, đề xuất nội dung."),
    ),
    "task": Verb(gettext_lazy("Thêm việc chung"), "list-plus", "t", done=gettext_lazy("Đã ghi việc chung.")),
    "year": Verb(gettext_lazy("Ghi kế hoạch năm"), "calendar-plus", "c", done=gettext_lazy("Đã ghi kế hoạch năm.")),
    "review": Verb(gettext_lazy("Ghi sơ kết, tổng kết"), "clipboard-check", "g", done=gettext_lazy("Đã ghi.")),
}  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Chương trình, quy chế phối hợp của đơn vị."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = list(queries.listed(by).prefetch_related("tasks")[:SHOWN])
    rows: list[dict[str, Any]] = [
        {
            "one": one, "soon": queries.ends_soon(one, at.date()), "ended": one.ends_on < at.date(),
            "open": sum(task.done_at is None for task in one.tasks.all()), "all": len(one.tasks.all()),
            "late": sum(task.done_at is None and task.due_on < at.date() for task in one.tasks.all()),
        }
        for one in found
    ]  # fmt: skip
    context = {
        "now": at, "rows": rows, "soon": sum(row["soon"] for row in rows), "enters": policies.can_enter(by),
        "running": sum(one.begins_on <= at.date() <= one.ends_on for one in found),
    }  # fmt: skip
    return render(request, "desk/programmes/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ghi chương trình đã ký."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_enter(by):
        raise NotAllowed()
    earlier = queries.renewable(by)
    if request.method != "POST":
        form = forms.EnterForm(earlier, initial={"follows": request.GET.get("tiep-noi", "")[:40]})
        return render(request, "desk/programmes/enter.html", {"form": form})
    form = forms.EnterForm(earlier, request.POST)
    status = 422
    if form.is_valid():
        try:
            made = actions.enter(by=by, at=at, **form.given())
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi chương trình phối hợp."))
            return redirect("desk:programme", made.code)
    return render(request, "desk/programmes/enter.html", {"form": form}, status=status)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một chương trình phối hợp."""
    return _page(request, code)


def _left(by: Actor, programme: Any) -> list[tuple[int, str]]:
    """The open joint tasks of which this post may speak."""
    return [
        (row.n, f"{row.n}. {row.what[:120]}")
        for row in programme.tasks.filter(done_at=None).order_by("due_on", "n")
        if policies.leads(by, programme, row.lead)
    ]


def _unanswered(programme: Any) -> list[tuple[int, str]]:
    found = programme.contributions.filter(kind=Given.PROPOSAL, outcome="").order_by("n")
    return [(row.n, f"{row.party}: {row.text[:120]}") for row in found]


def _forms(by: Actor, programme: Any, on: dt.date) -> dict[str, Callable[[Any], ActForm]]:
    left, first, last = _left(by, programme), programme.begins_on.year, programme.ends_on.year
    past, ahead = range(min(on.year, last), first - 1, -1), range(max(on.year, first), last + 1)
    return {
        "done": lambda sent: forms.DoneForm(left, sent, prefix="x"),
        "progress": lambda sent: forms.ProgressForm(left, sent, prefix="b"),
        "part": lambda sent: forms.SayingForm(past, sent, prefix="d"),
        "propose": lambda sent: forms.SayingForm(ahead, sent, prefix="p"),
        "answer": lambda sent: forms.AnswerForm(_unanswered(programme), sent, prefix="l"),
        "place": lambda sent: forms.PlaceForm(
            programme.parties, queries.units_here(programme.agency, on), sent, prefix="v"
        ),
        "task": lambda sent: forms.TaskForm(programme.parties, sent, prefix="t"),
        "year": lambda sent: forms.YearForm(sent, prefix="c"),
        "review": lambda sent: forms.ReviewForm(sent, prefix="g"),
    }


def _allowed(by: Actor, programme: Any, on: dt.date) -> list[str]:
    found = ["done", "progress"] if _left(by, programme) else []
    if policies.can_contribute(by, programme):
        found += ["part"] if programme.begins_on <= on else []
        found += ["propose"] if on <= programme.ends_on else []
    if policies.can_keep(by, programme):
        found += ["answer"] if _unanswered(programme) else []
        found += ["task", "year", "review", "place"]
    return found


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    programme = queries.one(by, code)
    on = at.date()
    known, said = queries.units_here(programme.agency, on), list(programme.contributions.order_by("-n"))
    of_kind = {kind: [one for one in said if one.kind == kind] for kind in Given}
    context = {
        "now": at, "programme": programme, "say": say, "successor": queries.successor(programme),
        **cites(programme.subject, on),
        "soon": queries.ends_soon(programme, on), "ended": programme.ends_on < on, "enters": policies.can_enter(by),
        "years": list(programme.years.order_by("-year")), "reviews": list(programme.reviews.order_by("-on", "-n")),
        "parties": [(party, known.get(programme.units.get(party, ""), "")) for party in programme.parties],
        "acting_for": policies.party_of(by, programme), "parts": of_kind[Given.PART],
        "proposals": of_kind[Given.PROPOSAL],
        "tasks": [
            {"task": task, "late": task.done_at is None and task.due_on < on,
             "progress": [one for one in of_kind[Given.PROGRESS] if one.task == task.n]}
            for task in programme.tasks.order_by("due_on", "n")
        ],
        "history": happened(queries.events(programme)),
        **shown(
            VERBS, _allowed(by, programme, on), _forms(by, programme, on),
            lambda name: reverse("desk:programme-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/programmes/one.html", context, status=status)


@official
@act_on("desk:programme")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Kế hoạch năm, việc chung, kết quả, sơ kết, tổng kết."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    programme, on = queries.one(by, code), at.date()
    if name in VERBS and not MAY.get(name, policies.can_keep)(by, programme):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.VERBS[name](by=by, at=at, programme=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(by, programme, on), do, again, "desk:programme", code)
