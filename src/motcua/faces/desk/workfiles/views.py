"""Hồ sơ công việc at the desk: compiled, closed, handed over, taken into the archive."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.workfiles import actions, policies, queries
from motcua.areas.workfiles.choices import Kind, Received, State, retentions
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import NoUnitThen, last_version, version_on
from motcua.faces.desk.cases.views import titles_of
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, happened, shown
from motcua.faces.desk.workfiles import forms
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

SHOWN = 50
PAGES = {Kind.INCOMING: "desk:incoming", Kind.OUTGOING: "desk:outgoing", Kind.TASK: "desk:task"}
TICKS = {State.OPEN: "", State.CLOSED: "soon", State.HANDED: "soon", State.ARCHIVED: "ok"}
VERBS = {
    "put": Verb(gettext_lazy("Đưa vào hồ sơ"), "list-plus", "a", done=gettext_lazy("Đã đưa vào hồ sơ.")),
    "close": Verb(
        gettext_lazy("Kết thúc hồ sơ"), "archive", "x", done=gettext_lazy("Đã kết thúc hồ sơ."),
        say=gettext_lazy("Từ ngày kết thúc tính hạn nộp lưu."),
    ),
    "take_out": Verb(gettext_lazy("Đưa ra khỏi hồ sơ"), "x", "", done=gettext_lazy("Đã đưa ra; vết còn trong hồ sơ.")),
    "reopen": Verb(gettext_lazy("Mở lại hồ sơ"), "undo-2", "", done=gettext_lazy("Đã mở lại hồ sơ.")),
}  # fmt: skip
TAKING = {
    "receive": Verb(
        gettext_lazy("Nhận vào lưu trữ"), "check", "x", done=gettext_lazy("Đã nhận hồ sơ vào lưu trữ."),
        confirm=gettext_lazy("Đã đối chiếu hồ sơ với biên bản. Việc này không lấy lại được."),
    ),
    "send_back": Verb(
        gettext_lazy("Trả lại"), "undo-2", "t", done=gettext_lazy("Đã trả lại; đơn vị thấy điều còn thiếu.")
    ),
}  # fmt: skip
TAKING_FORMS: Forms = {"send_back": lambda sent: forms.ReasonForm(sent, prefix="t")}


def _unit(key: str, at: Any) -> str:
    try:
        return version_on(key, at.date()).name
    except NoUnitThen:
        return last_version(key).name


def _row(one: Any, at: Any) -> dict[str, Any]:
    kind = retentions().get(one.retention)
    return {
        "one": one, "tick": TICKS[State(one.state)], "keep": forms.kept(one.years), "unit": _unit(one.unit, at),
        "kind": kind.name if kind else one.retention,
        "late": one.state == State.CLOSED and one.due_on < at.date(),
    }  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Hồ sơ công việc của đơn vị, của lưu trữ; biên bản giao nhận."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    wanted = request.GET.get("trang-thai", "")[:12]
    page = Paginator(queries.listed(by, wanted), SHOWN).get_page(request.GET.get("trang"))
    context = {
        "now": at, "page": page, "rows": [_row(one, at) for one in page], "states": State.choices, "wanted": wanted,
        "hands": bool(queries.to_hand_over(by)), "takes": policies.can_archive(by),
        "records": [
            {"one": one, "unit": _unit(one.unit, at), "waits": one.state == Received.SENT}
            for one in queries.handovers(by)[:SHOWN]
        ],
    }  # fmt: skip
    return render(request, "desk/workfiles/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def open_file(request: HttpRequest) -> HttpResponse:
    """Mở hồ sơ công việc."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_open(by):
        raise NotAllowed()
    form = forms.OpenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.open_file(by=by, at=at, **form.given())
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã mở hồ sơ công việc."))
            return redirect("desk:workfile", made.code)
    status = 422 if form.is_bound else 200
    return render(request, "desk/workfiles/open.html", {"form": form, "now": at}, status=status)


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một hồ sơ công việc."""
    return _page(request, code)


def _forms(held: list[Any]) -> Forms:
    return {
        "put": lambda sent: forms.PutForm(sent, prefix="a"),
        "take_out": lambda sent: forms.OutForm(held, sent, prefix="r"),
        "close": lambda sent: forms.CloseForm(sent, prefix="x"),
    }


def _allowed(by: Actor, found: Any, held: list[Any]) -> list[str]:
    if not policies.can_compile(by, found):
        return []
    match found.state:
        case State.OPEN:
            return ["put", "close", "take_out"] if held else ["put"]
        case State.CLOSED:
            return ["reopen"]
    return []


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.one(by, code)
    held = queries.items(found)
    titles = queries.titles(by, held)
    context = {
        "now": at, **_row(found, at), "say": say, "who": titles_of(by, at).get(found.post, found.post),
        "hands": found.state == State.CLOSED and found.unit == by.unit and policies.can_compile(by, found),
        "items": [
            {"row": row, "title": titles.get((row.kind, row.code), ""),
             "href": reverse(PAGES[Kind(row.kind)], args=[row.code]) if (row.kind, row.code) in titles else ""}
            for row in held
        ],
        "history": happened(queries.events(found.subject)),
        **shown(
            VERBS, _allowed(by, found, held), _forms(held),
            lambda name: reverse("desk:workfile-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/workfiles/one.html", context, status=status)


@official
@act_on("desk:workfile")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Đưa vào, đưa ra, kết thúc, mở lại."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.one(by, code)
    if name in VERBS and not policies.can_compile(by, found):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.VERBS[name](by=by, at=at, file=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(queries.items(found)), do, again, "desk:workfile", code)


# --- the archive -------------------------------------------------------------------------------------------------


@official
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Nộp lưu: closed files of the unit are chosen for one record."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_open(by):
        raise NotAllowed()
    say, status, chosen = "", 200, request.POST.getlist("ho-so")[:500]
    if request.method == "POST":
        try:
            made = actions.hand_over(by=by, at=at, files=[code[:40] for code in chosen])
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            say, status = spoken.refusal(refusal), 422 if refusal.faults else 409
        else:
            messages.success(request, _("Đã lập biên bản giao nhận, chờ lưu trữ nhận."))
            return redirect("desk:handover", made.code)
    rows = [{**_row(one, at), "chosen": one.code in chosen} for one in queries.to_hand_over(by)]
    return render(
        request, "desk/workfiles/hand_over.html", {"now": at, "rows": rows, "say": say}, status=status
    )


@official
@require_safe
def handover(request: HttpRequest, code: str) -> HttpResponse:
    """Một biên bản giao nhận."""
    return _handover(request, code)


def _handover(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found, names = queries.handover(by, code), titles_of(by, at)
    may = found.state == Received.SENT and policies.can_take(by, found)
    rows = [_row(one, at) for one in queries.files_of(found)]
    context = {
        "now": at, "record": found, "say": say, "unit": _unit(found.unit, found.given_at), "rows": rows,
        "agency": _unit(found.agency, found.given_at), "documents": sum(row["one"].held for row in rows),
        "giver": names.get(found.given_by, found.given_by), "taker": names.get(found.taken_by, found.taken_by),
        "history": happened(queries.events(found.subject)),
        **shown(
            TAKING, list(TAKING) if may else [], TAKING_FORMS,
            lambda name: reverse("desk:handover-act", args=[code, name]), act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/workfiles/handover.html", context, status=status)


@official
@act_on("desk:handover")
def take(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Lưu trữ nhận, trả lại."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.handover(by, code)
    if name in TAKING and not policies.can_take(by, found):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.TAKING[name](by=by, at=at, handover=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _handover(request, code, **said)

    return done(request, name, TAKING, TAKING_FORMS, do, again, "desk:handover", code)
