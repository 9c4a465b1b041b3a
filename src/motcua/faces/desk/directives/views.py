"""Directives at the desk: the list, one directive with its tasks, its cascade and reviews, themes of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.directives import actions, policies, queries
from motcua.areas.directives.choices import REVIEW_EVERY, STATUS, Body, DirectiveState, types
from motcua.areas.directives.queries import lists, readings, telling
from motcua.areas.reports import policies as arranging
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.people.choices import fields_of_work
from motcua.faces.desk.dialogues.acting import happened
from motcua.faces.desk.directives import forms
from motcua.faces.desk.directives.acting import Forms, Verb, done, shown
from motcua.faces.desk.directives.shown import Names, lines_of
from motcua.faces.desk.law.shown import cites
from motcua.faces.desk.reports import asking
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Fault, Impossible, NotAllowed, NotFound

if TYPE_CHECKING:
    from motcua.areas.directives.models import Directive

SHOWN = 60
LACKING_SHOWN = 6
TICKS = {DirectiveState.DRAFT: "soon", DirectiveState.ISSUED: "", DirectiveState.CLOSED: "ok"}
VERBS = {
    "issue": Verb(
        gettext_lazy("Ban hành, giao nhiệm vụ"), "stamp", "g", "primary",
        done=gettext_lazy("Đã ban hành. Nhiệm vụ đã vào hộp việc của người được giao."),
        confirm=gettext_lazy("Văn bản lấy số nếu chưa có; mọi nhiệm vụ vào hộp việc. Việc này không lấy lại được."),
    ),
    "expect": Verb(
        gettext_lazy("Yêu cầu đơn vị triển khai"), "network", "c",
        done=gettext_lazy("Đã ghi đơn vị phải ban hành văn bản triển khai."),
    ),
    "note_answer": Verb(
        gettext_lazy("Ghi văn bản của đơn vị"), "file-check", "t", done=gettext_lazy("Đã ghi văn bản triển khai.")
    ),
    "answer": Verb(
        gettext_lazy("Ghi văn bản triển khai đã ban hành"), "file-check", "t",
        done=gettext_lazy("Đã ghi. Cơ quan yêu cầu thấy số và ngày ban hành."),
        say=gettext_lazy(
            "Khi văn bản không soạn ở đây. Soạn ở đây thì ban hành xong là tự ghi. Đã ghi sai thì ghi lại cho đúng; "
            "điều ghi trước còn trong diễn biến."
        ),
    ),
    "review": Verb(
        gettext_lazy("Ghi kiểm điểm, sơ kết"), "clipboard-check", "r", done=gettext_lazy("Đã ghi kết quả."),
    ),
    "set_reviews": Verb(
        gettext_lazy("Đặt kỳ kiểm điểm"), "calendar-clock", "", done=gettext_lazy("Đã đặt kỳ kiểm điểm.")
    ),
    "disseminate": Verb(
        gettext_lazy("Ghi buổi quán triệt"), "megaphone", "q", done=gettext_lazy("Đã ghi buổi quán triệt.")
    ),
    "end_duty": Verb(
        gettext_lazy("Thôi nhiệm vụ định kỳ"), "calendar-off", "", done=gettext_lazy("Đã thôi nhiệm vụ định kỳ.")
    ),
    "close": Verb(
        gettext_lazy("Kết thúc văn bản"), "archive", "", done=gettext_lazy("Đã kết thúc văn bản."),
        confirm=gettext_lazy("Không thêm được nhiệm vụ nữa. Việc này không lấy lại được."),
    ),
}  # fmt: skip

GIVE = replace(
    VERBS["issue"], word=gettext_lazy("Giao nhiệm vụ"),
    done=gettext_lazy("Nhiệm vụ đã vào hộp việc của người được giao."),
    confirm=gettext_lazy("Mọi nhiệm vụ của văn bản đã phát hành vào hộp việc. Việc này không lấy lại được."),
)  # fmt: skip


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Văn bản chỉ đạo: each with how its tasks stand."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    wanted = {"type": request.GET.get("loai", "")[:16], "state": request.GET.get("trang-thai", "")[:8],
        "body": request.GET.get("ban-hanh", "")[:10],
    }  # fmt: skip
    year = request.GET.get("nam", "")
    themes = queries.themes(by.agency)
    theme = next((one for one in themes if str(one.year) == request.GET.get("chu-de", "")), None)
    q, before = request.GET.get("q", "")[:100], request.GET.get("sau", "")
    rows = queries.directives(
        by, **wanted, year=int(year) if year.isdecimal() and len(year) == 4 else None,
        theme=theme.pk if theme else None, q=q,
    )  # fmt: skip
    reviewing = request.GET.get("xem", "") == "kiem-diem"
    if reviewing:
        rows = rows.filter(pk__in=lists.to_review(by, at.date()))
    ungiven = request.GET.get("xem", "") == "chua-giao"
    if ungiven:
        rows = rows.filter(pk__in=[one.directive.pk for one in lists.to_give(by)])
    unanswered = request.GET.get("xem", "") == "trien-khai"
    if unanswered:
        rows = rows.filter(pk__in=[one.expected.directive_id for one in queries.not_carried(by, at.date())])
    if before.isdecimal() and len(before) < 16:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: SHOWN + 1])
    more, found = (found[SHOWN - 1].pk if len(found) > SHOWN else None), found[:SHOWN]
    counts = queries.counts_of(found, at)
    context = {
        "now": at, "rows": [
            {"directive": one, "type": _(types()[one.type].name), "tick": TICKS[DirectiveState(one.state)],
             "counts": counts[one.pk]} for one in found
        ],
        "wanted": wanted, "q": q, "types": types().values(), "states": DirectiveState.choices,
        "bodies": Body.choices, "themes": themes,
        "theme": theme, "this_year": next((one for one in themes if one.year == at.year), None),
        "filtered": any((*wanted.values(), q, theme, year, reviewing, unanswered, ungiven)),
        "drafts": policies.can_draft(by), "more": more,
        "to_carry_out": [
            {"one": one, "overdue": one.is_overdue(at.date())} for one in queries.to_carry_out(by)
        ], "counts": lists.counts(by, at), "directs": policies.directs(by),
        "offered": len(readings.offered(by)),
    }  # fmt: skip
    return render(request, "desk/directives/list.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest) -> HttpResponse:
    """Chủ đề công tác năm."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_set_theme(by, by.agency):
        raise NotAllowed()
    known = queries.themes(by.agency)
    now = next((one for one in known if one.year == at.year), None)
    start: dict[str, Any] = {"year": at.year}
    if now is not None:
        start |= {"words": now.words, "focus": "\n".join(now.focus), "source": now.source}
    form = forms.ThemeForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            actions.set_theme(by=by, at=at, unit=by.agency, **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã đặt chủ đề năm."))
            return redirect("desk:directives")
    status = 422 if form.is_bound else 200
    return render(
        request, "desk/directives/theme.html", {"form": form, "now": at, "themes": known}, status=status
    )


@official
@require_safe
def theme_year(request: HttpRequest, year: int) -> HttpResponse:
    """Chủ đề một năm: which documents carry it out, how far their tasks are, what is late, stuck, what reviews said."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.theme(by.agency, year) if policies.can_look(by) else None
    if found is None:
        raise NotFound()
    documents, tasks = lists.of_theme(by, found)
    counts = queries.counts_of(documents, at)
    total = {
        name: sum(one[name] for one in counts.values())
        for name in ("once", "done", "done_late", "late", "stuck", "cancelled")
    }
    lines = lines_of(by, tasks, at)
    context = {
        "now": at, "theme": found, "total": total, "sets": policies.can_set_theme(by, by.agency),
        "percent": round(100 * total["done"] / total["once"]) if total["once"] else None,
        "documents": [
            {"directive": one, "type": _(types()[one.type].name), "counts": counts[one.pk],
             "reviews": queries.reviews(one)[:1]}
            for one in documents
        ],
        "lines": [
            line for line, task in zip(lines, tasks, strict=True) if task.stuck or queries.is_late(task, at)
        ],
        "rest": len(tasks),
    }  # fmt: skip
    return render(request, "desk/directives/theme_year.html", context)


# --- one directive ---------------------------------------------------------------------------------------------


def _allowed(by: Actor, found: Directive, context: dict[str, Any]) -> list[str]:
    """Acts that this post may do now, the expected one first."""
    directs, prepares = policies.can_direct(by, found), policies.can_prepare(by, found)
    if found.state == DirectiveState.DRAFT:
        return ["issue"] if directs and not context["faults"] else []
    if found.state != DirectiveState.ISSUED:
        return []
    asked = context["asked"]
    names = [
        (
            asked and (asked.on is None or asked.expected.number)
            and policies.answers_for(by, asked.expected.unit), "answer",
        ),
        (directs, "review"), (directs, "set_reviews"), (directs, "expect"),
        (prepares and bool(_to_note(found, context)), "note_answer"),
        (policies.can_disseminate(by, found), "disseminate"),
        (directs and bool(context["duties"]), "end_duty"), (directs, "close"),
    ]  # fmt: skip
    return [name for may, name in names if may]


def _to_note(found: Directive, context: dict[str, Any]) -> list[Any]:
    """Units of which nothing is noted yet, then those that this office noted, which it may note again."""
    lines = [line.expected for line in context["cascade"] if line.on is None]
    noted = [line.expected for line in context["cascade"] if line.expected.number]
    return [*lines, *(one for one in noted if not queries.answered_itself(found, one.n))]


def _forms(by: Actor, found: Directive, at: dt.datetime, context: dict[str, Any]) -> Forms:
    said = context["asked"].expected if context["asked"] else None
    noted = {"number": said.number, "issued_on": said.issued_on} if said else {}
    return {
        "expect": lambda sent: forms.ExpectForm(queries.beneath(by.agency, at.date()), sent, prefix="c"),
        "note_answer": lambda sent: forms.NoteAnswerForm(_to_note(found, context), sent, prefix="t"),
        "answer": lambda sent: forms.AnswerForm(sent, prefix="d", initial=noted),
        "review": lambda sent: forms.ReviewForm(
            Names(by.agency, at.date()), sent, prefix="r", initial={"on": at.date()}
        ),
        "set_reviews": lambda sent: forms.ReviewsForm(
            sent, prefix="p", initial={"every": found.review_every or 3, "first": found.review_by}
        ),
        "disseminate": lambda sent: forms.DisseminateForm(
            telling.to_be_told(found, at.date()), sent, prefix="q", initial={"on": at.date()}
        ),
        "end_duty": lambda sent: forms.EndForm(context["duties"], sent, prefix="e"),
        "close": lambda sent: forms.CloseForm(sent, prefix="k"),
    }


def _parts(by: Actor, found: Directive, on: dt.date) -> dict[str, Any]:
    own = policies.can_see(by, found.agency)
    return {
        "cascade": queries.cascade(found, on) if own else [], "asked": queries.asked(by, found),
        "duties": queries.duties(found) if own else [], "own": own,
        "faults": [], "paper": queries.paper(found) if own else None,
    }  # fmt: skip


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một văn bản chỉ đạo."""
    return _page(request, code)


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.directive(by, code)
    parts = _parts(by, found, at.date())
    lines = lines_of(by, queries.tasks_of(found, by), at)
    lacking = list[dict[str, Any]]()
    if found.state == DirectiveState.DRAFT:
        missing = actions.what_is_missing(found, by=by, on=at.date())
        parts["faults"], lacking = spoken.faults(missing), lacking_of(missing, lines)
        say = "" if act == "issue" and parts["faults"] else say
    context = {
        "now": at, "today": at.date(), "carried": sum(line.on is not None for line in parts["cascade"]),
        "carries": policies.can_draft(by), "directive": found, "type": _(types()[found.type].name), "say": say, **parts,
        **cites(found.subject, at.date()),
        "tick": TICKS[DirectiveState(found.state)], "counts": queries.counts_of([found], at)[found.pk],
        "drafts": [line for line in lines if line["case"] is None and not line["duty"]],
        "duty_lines": [line for line in lines if line["duty"]],
        "lines": [line for line in lines if line["case"] is not None],
        "asks": asking.offers(
            by, found, [line["task"] for line in lines if line["case"] is None or line["duty"]]
        ) if parts["own"] else [],
        "arranges": arranging.can_arrange(by),
        "composes": parts["own"] and found.state == DirectiveState.DRAFT and not found.number
        and found.issuer_key == by.agency and policies.can_prepare(by, found) and parts["paper"] is None,
        "written": found.state == DirectiveState.DRAFT and queries.is_written(found),
        "signed": bool(queries.read_columns(found)), "confirmed": queries.confirmed(found) if parts["own"] else 0,
        "lacking": lacking[:LACKING_SHOWN], "more_lacking": lacking[LACKING_SHOWN:],
        "prepares": parts["own"] and policies.can_prepare(by, found), "directs": policies.can_direct(by, found),
        "told": telling.told_of(found, at.date()) if parts["own"] and found.state != DirectiveState.DRAFT else None,
        "children": found.children.filter(agency=by.agency).order_by("-id"),
        "field": _(fields_of_work().get(found.field, found.field)) if found.field else "",
        "reviews": reviews_of(by, found, at) if parts["own"] else [], "review_words": REVIEW_EVERY[found.review_every],
        "review_late": found.review_by is not None and found.review_by < at.date(),
        "files": queries.files(by, found),
        "unclear": sum(line["missing"] and line["case"] is None and not line["duty"] for line in lines),
        "ordered": len(lines),
        "history": happened(queries.events(found.subject)) if parts["own"] else [],
        **shown(
            VERBS | {"issue": GIVE if parts["paper"] else VERBS["issue"]}, _allowed(by, found, parts),
            _forms(by, found, at, parts), lambda name: reverse("desk:directive-act", args=[code, name]),
            act=act, form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/directives/directive.html", context, status=status)


def lacking_of(faults: Sequence[Fault], lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What keeps a draft from being issued: one line a task, with where it is filled, and one for each thing else."""
    by_task = {line["task"].n: line for line in lines}
    found = dict[Any, dict[str, Any]]()
    for fault in faults:
        n = fault.params.get("n")
        line = by_task.get(n)
        if line is None:
            found[len(found) + 10_000] = {"says": [spoken.fault(fault)]}
            continue
        one = found.setdefault(n, {"task": line["task"], "href": line["href"], "items": [], "says": []})
        if "item" in fault.params:
            one["items"] = [cell["name"] for cell in line["cells"] if cell["missing"]]
        else:
            one["says"].append(spoken.fault(fault).partition(": ")[2])
    return list(found.values())


def reviews_of(by: Actor, found: Directive, at: dt.datetime) -> list[dict[str, Any]]:
    """Its review sessions with what each found, and what became of it: who does it, by when, how it stands."""
    held = queries.reviews(found)
    named = any(one.post for review in held for one in review.findings.all())
    names = Names(by.agency, at.date()) if named else None
    return [
        {"review": review, "findings": [
            {
                "finding": one, "who": names.person(one.post) if names and one.post else "",
                "tasks": [
                    {"task": task, "status": STATUS[queries.status(task, at)] if task.case else "",
                     "late": bool(task.case) and queries.is_late(task, at)}
                    for task in one.tasks.all() if not task.dropped
                ],
            }
            for one in review.findings.all()
        ]}
        for review in held
    ]  # fmt: skip


@official
@act_on("desk:directive")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một thao tác trên văn bản chỉ đạo."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.directive(by, code)
    parts = _parts(by, found, at.date())

    def do(given: dict[str, Any]) -> None:
        verb: Any = getattr(actions, name)
        verb(by=by, at=at, directive=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    return done(request, name, VERBS, _forms(by, found, at, parts), do, again, "desk:directive", code)


@official
@require_safe
def file(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Tệp của văn bản chỉ đạo."""
    by = request.actor  # type: ignore[attr-defined]
    return given_back(queries.opened(by, queries.directive(by, code), n))


def given_back(opened: Any) -> HttpResponse:
    """A stored file, to be kept by whoever asked."""
    answer = HttpResponse(opened.content, content_type=opened.view.media_type)
    ending = opened.view.name.rpartition(".")[2].lower()
    answer["Content-Disposition"] = f'attachment; filename="van-ban.{ending}"'
    return answer
