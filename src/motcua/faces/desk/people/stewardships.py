"""Phân công phụ trách: who is in charge of which field of work, today or on any other day; given and ended (S097)."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.people import actions, policies, queries
from motcua.base.people.choices import fields_of_work
from motcua.faces.desk.dialogues.forms import ActForm, day, posts_of
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed, NotFound

DAY = dt.timedelta(days=1)


class GiveForm(ActForm):
    """Which unit, which field, which post, from when, under which decision."""

    error_field = {"valid_to": "last_day"}
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực công tác"))
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị"))
    post = forms.ChoiceField(label=gettext_lazy("Người phụ trách"))
    instrument = forms.CharField(
        label=gettext_lazy("Văn bản phân công"), max_length=480, help_text=gettext_lazy("Số, ký hiệu.")
    )
    valid_from = day(label=gettext_lazy("Từ ngày"))
    last_day = day(
        label=gettext_lazy("Đến hết ngày"), required=False, help_text=gettext_lazy("Để trống nếu chưa định.")
    )

    def __init__(self, by: Actor, on: dt.date, posted: Any = None) -> None:
        super().__init__(posted, initial={"valid_from": on, "unit": by.agency})
        fields = [(code, _(name)) for code, name in fields_of_work().items()]
        self.fields["field"].choices = [("", _("Chọn lĩnh vực")), *fields]  # type: ignore[attr-defined]
        self.fields["unit"].choices = list(queries.units_in_charge(by.agency, on).items())  # type: ignore[attr-defined]
        self.fields["post"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """As the act takes it: there the day on which it ends no longer counts."""
        said = dict(self.cleaned_data)
        last = said.pop("last_day")
        return said | {"valid_to": last + DAY if last else None}


def _asked(request: HttpRequest, today: dt.date) -> dt.date:
    """The day asked about; today where none is."""
    try:
        return day_of(request.GET.get("ngay", ""))
    except ValueError:
        return today


@official
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ai phụ trách lĩnh vực gì, hôm nay hoặc một ngày khác; phân công thêm."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_see_in_charge(by):
        raise NotAllowed()
    may, today = policies.can_put_in_charge(by), at.date()
    if request.method == "POST" and not may:
        raise NotAllowed()
    form = GiveForm(by, today, request.POST if request.method == "POST" else None) if may else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            actions.put_in_charge(by=by, at=at, **form.given())
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ghi phân công phụ trách."))
            return redirect("desk:stewardships")
    on = _asked(request, today)
    context = {
        "now": at, "on": on, "is_today": on == today, "rows": queries.in_charge(by.agency, on), "form": form,
        "coming": queries.in_charge_coming(by.agency, today) if on == today else [], "today": today,
        "nobody": queries.uncharged(by.agency, on),
    }  # fmt: skip
    return render(request, "desk/stewardships.html", context, status=422 if form and form.errors else 200)


@official
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Thôi phụ trách từ hôm nay; what has not begun never begins."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.stewardship(by, number)
    on = max(at.date(), found.valid_from)
    try:
        actions.end_stewardship(by=by, at=at, stewardship=number, valid_to=on)
    except (NotFound, NotAllowed, Invalid):
        raise
    except Impossible as refusal:
        messages.error(request, spoken.refusal(refusal))
    else:
        messages.success(request, _("Đã ghi thôi phụ trách."))
    return redirect("desk:stewardships")
