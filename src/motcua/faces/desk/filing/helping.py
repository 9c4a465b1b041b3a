"""Hỗ trợ nộp trực tuyến (S012): an official fills the e-form in with the applicant, who confirms; then it is filed."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.dossiers.choices import ReturnBy
from motcua.areas.filings import actions, policies, queries
from motcua.areas.procedures.queries import names_of
from motcua.base import spoken
from motcua.base.files.choices import ACCEPT
from motcua.base.files.policies import upload_faults
from motcua.base.people.policies import details
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui import eforms as asking
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.eforms import EForm, carried, checked
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed

PERSON = ("kind", "name", "id_number", "phone", "email", "address")


@official
@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """Những bản khai đang hỗ trợ, and beginning another: who, which procedure."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_help(by, by.agency):
        raise NotAllowed()
    faults: list[Fault] = []
    if request.method == "POST":
        said = {name: typed(request, name, 300) for name in PERSON} | {
            "kind": typed(request, "kind", 12) or "person"
        }
        procedure = typed(request, "procedure", 64) or typed(request, "procedure_code", 64)
        try:
            details(**said, id_required=True, prefix="")
            draft = actions.begin_helping(by=by, at=at, procedure=procedure, applicant=said)
            return redirect("desk:helping", draft.pk)
        except Invalid as error:
            faults = list(error.faults)
        except Impossible as error:
            faults = [Fault("procedure", spoken.refusal(error), {})]
    drafts = queries.helping(by)
    titles = names_of([draft.procedure for draft in drafts], at.date())
    rows = [{"draft": draft, "title": titles.get(draft.procedure, draft.procedure)} for draft in drafts]
    context = {"rows": rows, "typed": request.POST, "wrong": asking.wrong_of(faults)}
    return render(request, "desk/filing/listed.html", context, status=422 if faults else 200)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Một bản khai được hỗ trợ: everything on one screen; kept with every press, filed once the applicant confirmed."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    draft = queries.helped(by, id)
    if draft.filed_at is not None:
        return redirect("desk:dossier", draft.dossier)
    if request.method != "POST":
        return _page(request, draft)
    wanted = request.POST.get("act", "save")
    added, wrong = _keep(request, draft, wanted != "file")
    if wrong:
        return _page(request, draft, wrong=wrong, status=422)
    if added:
        return _page(
            request, draft, say=_("Có thêm câu hỏi theo lựa chọn vừa ghi. Hỏi người dân rồi lưu lại.")
        )
    try:
        if wanted == "code":
            code = actions.code_for_screen(at=at, draft=draft)
            return _page(request, draft, code=f"{code[:3]} {code[3:]}")
        if wanted == "paper":
            actions.confirm(by=by, at=at, draft=draft.pk, revision=draft.revision)
            messages.success(request, _("Đã ghi: người dân ký trên bản in."))
        elif wanted == "file":
            filed = actions.file(by=by, at=at, draft=draft.pk)
            messages.success(request, _("Đã nộp hồ sơ. Tiếp nhận ngay nếu đủ giấy tờ."))
            return redirect("desk:dossier", filed.dossier)
    except actions.AlreadyFiled as error:
        return redirect("desk:dossier", str(error.params["dossier"]))
    except Impossible as error:
        return _page(
            request, queries.helped(by, id), faults=error.faults, say=spoken.refusal(error), status=422
        )
    return redirect("desk:helping", id)


def _keep(request: HttpRequest, draft: Any, typed_too: bool) -> tuple[bool, dict[str, list[str]]]:
    """Keep what the page says and the files that came along: whether more is asked now, what is wrong with files."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    form, before, added = queries.asked(draft).form, queries.content(draft), False
    if typed_too:
        asked = form.shown(before["answers"])
        said = {name: typed(request, name, 300) for name in ("phone", "email", "address")}
        given = asking.read(asked, request.POST)
        kept = {
            "applicant": said,
            "answers": given,
            "return_by": typed(request, "return_by", 12) or "centre",
        }
        content = _would_be(form, before, kept, at.astimezone(TZ).date())
        if content != before:
            actions.save(at=at, draft=draft, **kept)
        names = {question.name for question in asked}
        added = any(question.name not in names for question in form.shown(content["answers"]))
    wrong: dict[str, list[str]] = {}
    unread = [spoken.fault(fault) for fault in upload_faults(request)]
    for name in request.FILES:
        sent: Any = request.FILES[name]
        component = name.removeprefix("file-")[:40]
        if unread:
            wrong[component] = unread
            continue
        try:
            actions.attach(at=at, draft=draft, component=component, name=sent.name or "", content=sent, by=by)
        except Invalid as error:
            wrong[component] = [spoken.fault(fault) for fault in error.faults]
    return added, wrong


def _would_be(form: EForm, before: Any, kept: Any, on: dt.date) -> dict[str, Any]:
    """The content once this is kept: what does not change it keeps the applicant's confirmation."""
    answers = checked(form, {**before["answers"], **kept["answers"]}, on=on, lax=True)
    answers = carried(form, answers, typed=kept["answers"])
    applicant = {
        **before["applicant"],
        **{key: " ".join(value.split()) for key, value in kept["applicant"].items()},
    }
    return {**before, "answers": answers, "applicant": applicant, "return_by": kept["return_by"]}


def _page(
    request: HttpRequest, draft: Any, *, faults: Any = (), say: str = "", code: str = "", status: int = 200,
    wrong: Any = None,
) -> HttpResponse:  # fmt: skip
    at, content, asked = now_of(request), queries.content(draft), queries.asked(draft)
    found = {**asking.wrong_of(faults, "answers."), **(wrong or {})}
    papers = asking.wrong_of(faults, "papers.") | (wrong or {})
    deciding = asking.decides(asked.form)
    sections = [
        {"title": one.title, "fields": asking.fields(one.questions, content["answers"], found, deciding)}
        for one in asked.form.pages(content["answers"])
    ]
    checklist = queries.checklist(draft, queries.type_of(draft, at), at.date())
    context = {
        "draft": draft, "said": content["applicant"], "sections": sections, "summary": queries.summary(draft),
        "title": names_of([draft.procedure], at.date()).get(draft.procedure, draft.procedure), "say": say,
        "papers": [{"paper": paper, "errors": papers.get(paper.code, [])} for paper in checklist if paper.taken],
        "confirmed": draft.confirmed_revision == draft.revision, "code": code, "accept": ACCEPT,
        "ways_back": ReturnBy.choices, "return_by": content["return_by"], "now": at,
    }  # fmt: skip
    return render(request, "desk/filing/one.html", context, status=status)


@official
@require_POST
def send(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Tệp của một giấy tờ, scanned at the counter; what was typed meanwhile is kept with it."""
    draft = queries.helped(request.actor, id)  # type: ignore[attr-defined]
    component = request.POST.get("component", "")[:40]
    _added, wrong = _keep(request, draft, typed_too="return_by" in request.POST)
    if not request.FILES:
        wrong = {component: [_("Chọn tệp rồi bấm Tải lên.")]}
    if wrong:
        return _page(request, draft, wrong=wrong, status=422)
    return redirect(f"{reverse('desk:helping', args=[id])}#h-papers")
