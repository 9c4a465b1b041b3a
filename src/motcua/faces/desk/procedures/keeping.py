"""What keepers of the catalogue do: publish, abolish, post and take down."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from motcua.areas.procedures import actions, policies, queries
from motcua.base import spoken
from motcua.faces.desk.procedures import forms
from motcua.faces.desk.procedures.views import shown
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

POSTED_AT_ONCE = 2_000


def keepers_only(request: HttpRequest) -> None:
    """Refuse whoever may not change the catalogue."""
    if not policies.can_change(request.actor):  # type: ignore[attr-defined]
        raise NotAllowed()


@official
@require_http_methods(["GET", "HEAD", "POST"])
def new_version(request: HttpRequest, code: str) -> HttpResponse:
    """Công bố bản mới: the content in force is the draft; what changes is typed over it."""
    keepers_only(request)
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    before = queries.published(code, at.date()).read()
    posted = request.POST if request.method == "POST" else None
    form = forms.VersionForm(posted, initial=forms.VersionForm.said(before, at.date()))
    papers, fees = forms.content_rows(before, posted)
    say = ""
    if posted is not None and form.is_valid() and papers.is_valid() and fees.is_valid():
        made = forms.record_of(before, form.cleaned_data, papers.cleaned_data, fees.cleaned_data)
        try:
            version = actions.publish(
                procedure=made, valid_from=form.cleaned_data["valid_from"], by=by, at=at
            )
        except Impossible as error:
            say = spoken.refusal(error)
        else:
            messages.success(request, _("Đã công bố bản {n}.").format(n=version.number))
            if version.case_type is None:
                messages.warning(
                    request,
                    _(
                        "Bản này chưa tiếp nhận được: quy trình nội bộ không khớp thời hạn. Ban hành quy trình mới."
                    ),
                )
            return redirect("desk:procedure", code)
    context = {"code": code, "record": before, "form": form, "papers": papers, "fees": fees, "say": say}
    status = 422 if posted is not None else 200
    return render(request, "desk/procedure_new.html", context, status=status)


def _approve(request: HttpRequest, code: str, on: Any) -> str:
    number = request.POST.get("number", "")
    if not number.isdecimal():
        raise NotFound()
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    actions.approve(code=code, number=int(number), valid_from=on, by=by, at=at)
    return _("Đã công bố bản {n}.").format(n=number)


def _abolish(request: HttpRequest, code: str, on: Any) -> str:
    actions.abolish(code=code, on=on, by=request.actor, at=now_of(request))  # type: ignore[attr-defined]
    return _("Đã ghi bãi bỏ từ ngày {on}.").format(on=f"{on:%d/%m/%Y}")


def _post(request: HttpRequest, code: str, on: Any) -> str:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    actions.post(code=code, place=by.agency, on=at.date(), by=by, at=at)
    return _("Đã niêm yết tại đơn vị.")


def _unpost(request: HttpRequest, code: str, on: Any) -> str:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    actions.unpost(code=code, place=by.agency, on=at.date(), by=by, at=at)
    return _("Đã gỡ niêm yết.")


VERBS: dict[str, tuple[Callable[[HttpRequest, str, Any], str], bool]] = {
    "approve": (_approve, True), "abolish": (_abolish, True), "post": (_post, False), "unpost": (_unpost, False),
}  # fmt: skip
"""What may be done to a procedure from its page, and whether it wants a day."""


@official
@require_POST
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Một việc trên một thủ tục của danh mục."""
    if name not in VERBS:
        raise NotFound()
    verb, dated = VERBS[name]
    form = forms.DayForm(request.POST)
    if dated and not form.is_valid():
        return shown(request, code, wrong=form, act=name, status=422)
    try:
        said = verb(request, code, form.cleaned_data["on"] if dated else None)
    except (NotAllowed, NotFound):
        raise
    except Impossible as error:
        return shown(request, code, say=spoken.refusal(error), act=name, status=409)
    messages.success(request, said)
    return redirect("desk:procedure", code)


@official
@require_POST
def post_many(request: HttpRequest) -> HttpResponse:
    """Niêm yết những thủ tục đã chọn, each in the version in force."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_post(by, by.agency):
        raise NotAllowed()
    codes = list(dict.fromkeys(request.POST.getlist("codes")))[:POSTED_AT_ONCE]
    for code in codes:
        actions.post(code=code, place=by.agency, on=at.date(), by=by, at=at)
    if codes:
        said = ngettext("Đã niêm yết {n} thủ tục.", "Đã niêm yết {n} thủ tục.", len(codes)).format(
            n=len(codes)
        )
        messages.success(request, said)
    else:
        messages.warning(request, _("Chọn ít nhất một thủ tục để niêm yết."))
    return redirect("desk:postings")
