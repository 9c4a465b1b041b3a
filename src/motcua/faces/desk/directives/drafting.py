"""A directive and its tasks while they are drafted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.directives import actions, policies, queries
from motcua.areas.directives.choices import DirectiveState, clarity
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.base.journal.ports import Actor
from motcua.faces.desk.directives import forms
from motcua.faces.desk.directives.shown import ICONS, Names, lines_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

if TYPE_CHECKING:
    from motcua.areas.directives.models import Directive


def _document_form(
    request: HttpRequest, by: Actor, initial: dict[str, Any], *, written: bool = False
) -> forms.DocumentForm:
    if request.method != "POST":
        return forms.DocumentForm(by, initial=initial, written=written)
    form = forms.DocumentForm(by, request.POST, request.FILES, initial=initial, written=written)
    form.is_valid()
    for fault in upload_faults(request):
        form.add_error("file", spoken.fault(fault))
    return form


@official
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Soạn văn bản chỉ đạo."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_draft(by):
        raise NotAllowed()
    form = _document_form(request, by, {"type": "plan", "parent": request.GET.get("cap-tren", "")[:40]})
    if form.is_bound and form.is_valid():
        scan = form.cleaned_data["file"]
        try:
            made = actions.draft(
                by=by, at=at, unit=by.agency, document=form.given(), files=[scan] if scan else []
            )
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã lưu dự thảo. Thêm nhiệm vụ."))
            return redirect("desk:task-new", made.code)
    context = {"form": form, "now": at, "directive": None}
    return render(request, "desk/directives/document.html", context, status=422 if form.is_bound else 200)


def _draft(by: Actor, code: str, *, issued: bool = False) -> Directive:
    found = queries.directive(by, code)
    if not policies.can_prepare(by, found):
        raise NotFound()
    if found.state == DirectiveState.CLOSED or (found.state == DirectiveState.ISSUED and not issued):
        raise actions.NotNow(state=found.get_state_display())
    return found


@official
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Sửa văn bản chỉ đạo."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = _draft(by, code)
    written = queries.is_written(found)
    form = _document_form(request, by, forms.document_as_typed(found), written=written)
    if form.is_bound and form.is_valid():
        scan = form.cleaned_data["file"]
        try:
            actions.change(by=by, at=at, directive=code, document=form.given())
            if scan:
                actions.file_document(by=by, at=at, directive=code, scan=scan)
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã sửa văn bản."))
            return redirect("desk:directive", code)
    signed = bool(queries.read_columns(found))
    context = {"form": form, "now": at, "directive": found, "written": written, "signed": signed}
    return render(request, "desk/directives/document.html", context, status=422 if form.is_bound else 200)


# --- tasks -----------------------------------------------------------------------------------------------------


def _task_page(
    request: HttpRequest, found: Directive, form: forms.TaskForm, *, n: int, extra: dict[str, Any]
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    items = [
        {"icon": ICONS[item.code], "name": _(item.name), "fields": [form[column] for column in item.columns]}
        for item in clarity()[found.clarity]
    ]
    context = {
        "now": at, "directive": found, "form": form, "n": n, "items": items, "needs_decider": "decider" in form.needs,
        "before": lines_of(by, queries.drafts(found), at) if found.state == DirectiveState.DRAFT else [], **extra,
    }  # fmt: skip
    return render(request, "desk/directives/task_form.html", context, status=422 if form.is_bound else 200)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request: HttpRequest, code: str) -> HttpResponse:
    """Thêm nhiệm vụ: saved as far as it is known, and the next one at once."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = _draft(by, code, issued=True)
    finding = request.GET.get("noi-dung", "")[:12]
    start: dict[str, Any] = {"starts_on": at.date()}
    words = next(
        (row.words for held in queries.reviews(found) for row in held.findings.all() if f"{held.n}.{row.n}" == finding),
        "",
    ) if finding else ""  # fmt: skip
    if words:
        start |= {"title": words[:300], "content": words}
    names = Names(by.agency, at.date())
    sent = request.POST if request.method == "POST" else None
    form = forms.TaskForm(names, sent, initial=start, clarity_of=found.clarity)
    if form.is_bound and form.is_valid():
        try:
            made = actions.add_task(
                by=by, at=at, directive=code, given=form.given(), finding=finding if words else ""
            )
            if "give" in request.POST and policies.can_direct(by, found):
                actions.issue_task(by=by, at=at, directive=code, n=made.n)
                messages.success(request, _("Đã giao nhiệm vụ %(n)d.") % {"n": made.n})
                return redirect("desk:directive", code)
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã thêm nhiệm vụ %(n)d.") % {"n": made.n})
            if "next" in request.POST:
                return redirect("desk:task-new", code)
            return redirect(f"{reverse('desk:directive', args=[code])}#nhiem-vu-{made.n}")
    n = found.tasks.count() + 1
    return _task_page(request, found, form, n=n, extra={"task": None, "finding": words})


@official
@require_http_methods(["GET", "HEAD", "POST"])
def change_task(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Sửa nhiệm vụ chưa giao."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = _draft(by, code, issued=True)
    task = queries.draft_task(found, n)
    names, written = Names(by.agency, at.date()), queries.is_written(found)
    sent = request.POST if request.method == "POST" else None
    form = forms.TaskForm(
        names, sent, initial=forms.task_as_typed(task), clarity_of=found.clarity, written=written
    )
    if form.is_bound and form.is_valid():
        try:
            actions.change_task(by=by, at=at, directive=code, n=n, given=form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã sửa nhiệm vụ %(n)d.") % {"n": n})
            return redirect(f"{reverse('desk:directive', args=[code])}#nhiem-vu-{n}")
    return _task_page(request, found, form, n=n, extra={
        "task": task, "finding": "", "written": written, "signed": bool(queries.read_columns(found, n)),
    })  # fmt: skip


@official
@require_POST
def task_verb(request: HttpRequest, code: str, n: int, name: str) -> HttpResponse:
    """Bỏ, hoặc giao, một nhiệm vụ chưa giao."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    queries.directive(by, code)
    verbs = {"bo": actions.drop_task, "giao": actions.issue_task}
    if name not in verbs:
        raise NotFound()
    try:
        verbs[name](by=by, at=at, directive=code, n=n)
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        messages.error(request, spoken.refusal(refusal))
    else:
        done = _("Đã bỏ nhiệm vụ %(n)d.") if name == "bo" else _("Đã giao nhiệm vụ %(n)d.")
        messages.success(request, done % {"n": n})
    return redirect("desk:directive", code)
