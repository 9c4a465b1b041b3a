"""Communication of laws at the desk: campaigns, one with its activities and materials, figures of a period."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.campaigns import actions, policies, queries
from motcua.areas.campaigns.choices import ActivityState, Audience, Channel, Counted, State
from motcua.areas.directives import queries as directing
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.base.journal.events import EVENTS
from motcua.base.journal.ports import Actor
from motcua.faces.desk.campaigns import forms
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, shown
from motcua.faces.desk.directives.shown import lines_of
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

DAY = dt.timedelta(days=1)
VERBS = {
    "open": Verb(
        gettext_lazy("Công bố"), "megaphone", "g", done=gettext_lazy("Đã công bố, ai cũng xem được."),
        confirm=gettext_lazy("Ai cũng đọc được đợt tuyên truyền này và tải tài liệu."),
    ),
    "activity": Verb(gettext_lazy("Thêm hoạt động"), "calendar-plus", "t", done=gettext_lazy("Đã thêm hoạt động.")),
    "change": Verb(gettext_lazy("Sửa kế hoạch"), "pencil", "", done=gettext_lazy("Đã sửa kế hoạch.")),
    "finish": Verb(
        gettext_lazy("Tổng kết"), "circle-check", "d", done=gettext_lazy("Đã tổng kết."),
        confirm=gettext_lazy("Đợt tuyên truyền kết thúc với kết quả này. Việc này không lấy lại được."),
    ),
    "staff": Verb(gettext_lazy("Chọn vị trí tham gia"), "users", "", done=gettext_lazy("Đã ghi vị trí tham gia.")),
    "contact": Verb(
        gettext_lazy("Thêm vào danh bạ trực"), "phone", "", done=gettext_lazy("Đã thêm vào danh bạ trực."),
        say=gettext_lazy("Tên, số điện thoại được mã hóa; hủy khi đợt kết thúc."),
    ),
    "uncontact": Verb(gettext_lazy("Xóa"), "x", done=gettext_lazy("Đã xóa khỏi danh bạ trực.")),
    "held": Verb(gettext_lazy("Đã làm"), "check", done=gettext_lazy("Đã ghi hoạt động đã làm.")),
    "skip": Verb(gettext_lazy("Không làm"), "ban", done=gettext_lazy("Đã ghi hoạt động không làm.")),
    "withdraw": Verb(gettext_lazy("Gỡ"), "eye-off", done=gettext_lazy("Đã gỡ tài liệu.")),
}  # fmt: skip
PERIODS = (28, 91, 366)


def _forms(by: Actor, on: dt.date, campaign: Any) -> Forms:
    said = {
        name: getattr(campaign, name)
        for name in ("title", "goal", "audiences", "starts_on", "ends_on", "post", "kind", "directive")
    }
    said["instruments"] = "\n".join(campaign.instruments)
    return {
        "activity": lambda sent: forms.ActivityForm(sent, prefix="h"),
        "change": lambda sent: forms.PlanForm(by, on, sent, prefix="s", initial=said),
        "finish": lambda sent: forms.FinishForm(sent, prefix="k"),
        "held": lambda sent: forms.HeldForm(sent, prefix="l"),
        "skip": lambda sent: forms.SkipForm(sent, prefix="b"),
        "withdraw": forms.WithdrawForm,
        "staff": lambda sent: forms.StaffForm(by, on, sent, prefix="v", initial={"posts": campaign.posts}),
        "contact": lambda sent: forms.ContactForm(sent, prefix="t"),
        "uncontact": forms.LineForm,
    }


def _line(one: Any, on: dt.date) -> dict[str, Any]:
    """A campaign of a list: how far its activities are, and what nobody reported."""
    late = sum(row.is_late(on) for row in one.planned) if one.state == State.OPENED else 0
    over = one.state == State.OPENED and one.ends_on < on
    return {
        "one": one, "all": len(one.planned), "late": late, "over": over, "is_on": one.is_on(on),
        "held": sum(row.state == ActivityState.HELD for row in one.planned),
        "audiences": [Audience(group).label for group in one.audiences],
    }  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Tuyên truyền pháp luật: what is on, what is planned, what was summed up."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    finished = request.GET.get("xem") == "xong"
    lines = [_line(one, at.date()) for one in queries.listed(by, finished=finished)]
    context = {
        "now": at, "lines": lines, "finished": finished, "plans": policies.can_plan(by),
        "on": sum(line["is_on"] for line in lines), "late": sum(line["late"] for line in lines),
    }  # fmt: skip
    return render(request, "desk/campaigns/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def planning(request: HttpRequest) -> HttpResponse:
    """Lập đợt tuyên truyền."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_plan(by):
        raise NotAllowed()
    sent = request.POST if request.method == "POST" else None
    form = forms.PlanForm(by, at.date(), sent, initial={"starts_on": at.date(), "post": by.post})
    if form.is_bound and form.is_valid():
        try:
            made = actions.plan(by=by, at=at, **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(
                request, _("Đã lập. Thêm hoạt động, tài liệu; lãnh đạo công bố thì ai cũng xem được.")
            )
            return redirect("desk:campaign", made.code)
    return render(
        request, "desk/campaigns/new.html", {"now": at, "form": form}, status=422 if form.is_bound else 200
    )


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một đợt tuyên truyền."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200,
    contacts: Any = None,
) -> HttpResponse:  # fmt: skip
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    one, on, titles = queries.one(by, code), at.date(), titles_of(by, at)
    allowed, runs = queries.acts_for(by, one), policies.can_run(by, one)
    rows = queries.activities(one)
    mended = form.data.get(form.add_prefix("n"), "") if act in ("held", "skip") else ""
    context = {
        "now": at, "one": one, "say": say, "is_on": one.is_on(on), "who": titles.get(one.post, one.post),
        "audiences": [Audience(group).label for group in one.audiences], "cited": queries.cited(one.instruments, on),
        "contacts": contacts or queries.duty_places(by, one), "unsealed": contacts is not None,
        "takes_part": policies.takes_part(by, one), "ended": one.state == State.FINISHED or one.ends_on < on,
        "staffed": [titles.get(post, post) for post in one.posts], "tasks": _tasks(by, one.directive, at),
        "materials": queries.materials(one), "adds": "material" in allowed,
        "withdraws": runs and one.state != State.FINISHED,
        "material_form": form if act == "material" else forms.MaterialForm(prefix="tl"),
        "activities": [
            {
                "row": row, "late": one.state == State.OPENED and row.is_late(on),
                "reports": runs and one.state == State.OPENED and row.state == ActivityState.TO_DO,
                "due": row.on <= on,
                "held": form if act == "held" and mended == str(row.n) else forms.HeldForm(
                    prefix="l", auto_id=f"l{row.n}-%s"
                ),
                "skip": form if act == "skip" and mended == str(row.n) else forms.SkipForm(
                    prefix="b", auto_id=f"b{row.n}-%s"
                ),
                "open": mended == str(row.n),
            }
            for row in rows
        ],
        "public": reverse("portal:campaigns") if one.state == State.OPENED else "",
        "history": [
            {
                "state": "done", "at": event.at, "who": event.by_title,
                "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
            }
            for event in queries.events(one)
        ],
        **shown(
            VERBS, [name for name in allowed if name != "material"], _forms(by, on, one),
            lambda name: reverse("desk:campaign-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/campaigns/one.html", context, status=status)


def _tasks(by: Actor, code: str, at: dt.datetime) -> dict[str, Any] | None:
    """The directive whose tasks are the campaign's, and how each stands."""
    if not code:
        return None
    try:
        found = directing.directive(by, code)
    except NotFound:
        return None
    return {"directive": found, "lines": lines_of(by, directing.tasks_of(found, by), at)}


@official
@never_cache
@act_on("desk:campaign")
def read_contacts(request: HttpRequest, code: str) -> HttpResponse:
    """Mở danh bạ trực: names and numbers, once; every reading is journalled."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    campaign = queries.one(by, code)
    if not policies.takes_part(by, campaign):
        raise NotAllowed()
    try:
        rows = actions.read_contacts(by=by, at=at, campaign=campaign)
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _page(request, code, say=spoken.refusal(refusal), status=409)
    return _page(request, code, contacts=rows)


@official
@act_on("desk:campaign")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Công bố, thêm hoạt động, ghi đã làm, tổng kết."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    campaign = queries.one(by, code)
    if name not in VERBS:
        raise NotFound()
    if not policies.BY_ACT[name](by, campaign):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.VERBS[name](by=by, at=at, campaign=code, **given)

    def again(**told: Any) -> HttpResponse:
        return _page(request, code, **told)

    return done(request, name, VERBS, _forms(by, at.date(), campaign), do, again, "desk:campaign", code)


@official
@act_on("desk:campaign")
def add_material(request: HttpRequest, code: str) -> HttpResponse:
    """Thêm tài liệu."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_run(by, queries.one(by, code)):
        raise NotAllowed()
    form = forms.MaterialForm(request.POST, request.FILES, prefix="tl")
    try:
        if faults := upload_faults(request):
            raise Invalid.of(faults)
        if form.is_valid():
            actions.add_material(by=by, at=at, campaign=code, **form.given())
    except Impossible as refusal:
        form.mend(refusal)
    if form.errors:
        return _page(request, code, act="material", form=form, status=422)
    messages.success(request, _("Đã thêm tài liệu."))
    return redirect("desk:campaign", code)


@official
@require_safe
def material(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Một tài liệu."""
    return handed(queries.one(request.actor, code), n)  # type: ignore[attr-defined]


def handed(campaign: Any, n: int) -> HttpResponse:
    """A material as a file to keep."""
    file = queries.material(campaign, n)
    answer = HttpResponse(file.content, content_type=file.view.media_type)
    ending = file.view.name.rpartition(".")[2]
    answer["Content-Disposition"] = f'attachment; filename="{campaign.code}-{n}.{ending}"'
    return answer


@official
@require_safe
def summing(request: HttpRequest) -> HttpResponse:
    """Số liệu tuyên truyền of a period: activities by channel, reach by how it was counted."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    on = at.date()
    try:
        since, last = day_of(request.GET.get("tu", "")), day_of(request.GET.get("den", ""))
    except ValueError:
        since, last = on.replace(month=1, day=1), on
    found = queries.summary(by, min(since, last), last)
    context = {
        "now": at, "since": min(since, last), "last": last, "found": found,
        "channels": [
            {"label": Channel(code).label, "value": every, "late": undone} for code, every, undone in found.channels
        ],
        "most": max((every for _code, every, _undone in found.channels), default=1),
        "reach": [{"label": Counted(code).label, "value": n} for code, n in found.reach],
        "audiences": [{"label": Audience(code).label, "value": n} for code, n in found.audiences],
        "widest": max((n for _code, n in found.audiences), default=1),
        "periods": [
            (n, urlencode({"tu": str(on - (n - 1) * DAY), "den": str(on)})) for n in PERIODS
        ],
    }  # fmt: skip
    return render(request, "desk/campaigns/summary.html", context)
