"""Questionnaires at the desk: the shipped ones, and those of the locality, written line by line and issued."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.areas.surveys import actions, policies, queries
from motcua.areas.surveys.choices import Form, shipped
from motcua.faces.desk.surveys import forms
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound
from motcua.rules.surveys.questionnaire import as_lines


@official
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Bộ câu hỏi."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_look(by):
        raise NotAllowed()
    own = [(one, len(list(one.asked.criteria()))) for one in queries.forms(by)]
    context = {
        "now": at, "own": own, "plans": policies.can_plan(by),
        "shipped": [(one, len(list(one.asked.criteria()))) for one in shipped().values()],
    }  # fmt: skip
    return render(request, "desk/surveys/questionnaires.html", context)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def drafting(request: HttpRequest) -> HttpResponse:
    """Soạn bộ câu hỏi, perhaps from a shipped one."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_plan(by):
        raise NotAllowed()
    base = shipped().get(request.POST.get("tu", "") or request.GET.get("tu", ""))
    initial = {}
    if base is not None:
        initial = {
            "title": base.title, "source": base.source, "lines": as_lines(base.asked),
            "overall": base.asked.overall, "open": base.asked.open,
        }  # fmt: skip
    form = forms.FormForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            made = actions.draft_form(by=by, at=at, based_on=base.code if base else "", **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã lưu bản soạn. Lãnh đạo ban hành thì dùng được cho đợt khảo sát."))
            return redirect("desk:questionnaire", made.code, made.version)
    context = {
        "now": at,
        "form": form,
        "base": base,
        "one": None,
        "also": as_lines(base.also) if base else "",
    }
    return render(
        request, "desk/surveys/questionnaire_edit.html", context, status=422 if form.is_bound else 200
    )


@official
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """Một bản của bộ câu hỏi: read, and changed while it is drafted."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not version and code in shipped() and policies.can_look(by) and request.method != "POST":
        base = shipped()[code]
        context: dict[str, Any] = {"now": at, "one": base, "asked": base.asked, "local": False}
        return render(request, "desk/surveys/questionnaire.html", {**context, "plans": policies.can_plan(by)})
    one = queries.form(by, code, version)
    writes = policies.can_write(by, one) and one.state == Form.DRAFT
    if request.method == "POST" and not policies.can_write(by, one):
        raise NotAllowed()
    asked = one.asked
    initial = {
        "title": one.title, "source": one.source, "lines": as_lines(asked), "overall": asked.overall,
        "open": asked.open,
    }  # fmt: skip
    form = forms.FormForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            actions.change_form(by=by, at=at, form=(code, version), **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã lưu bản soạn."))
            return redirect("desk:questionnaire", code, version)
    context = {
        "now": at, "one": one, "asked": asked, "local": True, "form": form if writes else None, "plans": True,
        "issues": policies.can_publish_form(by, one) and one.state == Form.DRAFT,
        "renews": policies.can_write(by, one) and one.state == Form.PUBLISHED,
        "versions": list(queries.forms(by).filter(code=code)),
    }  # fmt: skip
    return render(request, "desk/surveys/questionnaire.html", context, status=422 if form.is_bound else 200)


@official
@require_POST
def act(request: HttpRequest, code: str, version: int, name: str) -> HttpResponse:
    """Ban hành, soạn bản mới."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if name == "ban-hanh":
        actions.publish_form(by=by, at=at, form=(code, version))
        messages.success(request, _("Đã ban hành. Từ nay bản này giữ nguyên."))
    elif name == "ban-moi":
        version = actions.next_version(by=by, at=at, form=(code, version)).version
        messages.success(request, _("Đã lập bản mới để sửa."))
    else:
        raise NotFound()
    return redirect("desk:questionnaire", code, version)
