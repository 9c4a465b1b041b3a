"""Planned interruptions: an administrator announces when the service stops and when it is back (R2.9)."""

from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import spoken
from motcua.base.messages import actions, policies, queries
from motcua.faces.ui.days import MomentField
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed


def _moment(label: Any, help_text: Any = "") -> MomentField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return MomentField(label=label, help_text=help_text, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])


class InterruptionForm(forms.Form):
    """From when to when."""

    starts_at = _moment(gettext_lazy("Tạm ngừng từ"), gettext_lazy("Ít nhất 07 ngày làm việc sau hôm nay."))
    ends_at = _moment(gettext_lazy("Dự kiến hoạt động lại"))


@official
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Tạm ngừng hệ thống: what is announced, and a form to announce."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_announce(by):
        raise NotAllowed()
    form = InterruptionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.announce(by=by, at=at, **form.cleaned_data)
        except Impossible as refusal:
            for fault in refusal.faults:
                form.add_error(fault.field if fault.field in form.fields else None, spoken.fault(fault))
        else:
            if made.in_time:
                flash.success(request, _("Đã báo lịch tạm ngừng trên mọi trang của người dân."))
            else:
                flash.warning(
                    request,
                    _(
                        "Đã báo, nhưng chưa đủ {days} ngày làm việc trước khi ngừng (NĐ 224/2026 Điều 13). "
                        "Lùi lịch nếu được; nếu không, báo thêm bằng cách khác."
                    ).format(days=made.days),
                )
            return redirect("desk:interruptions")
    rows = [(one, one.runs(at)) for one in queries.interruptions(at)]
    return render(
        request, "desk/interruptions.html", {"form": form, "rows": rows}, status=422 if form.errors else 200
    )


@official
@require_POST
def call_off(request: HttpRequest, number: int) -> HttpResponse:
    """Bỏ một lần tạm ngừng đã báo."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    actions.call_off(by=by, at=at, interruption=number)
    flash.success(request, _("Đã bỏ lịch tạm ngừng."))
    return redirect("desk:interruptions")
