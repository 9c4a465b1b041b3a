"""Ủy quyền: which post acts for mine, for which I act; give and end (R11.3)."""

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
from motcua.base.orgs.choices import DUTY
from motcua.base.orgs.queries import posts_on
from motcua.base.people import actions, queries
from motcua.faces.ui.days import DayField
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible

DAY = dt.timedelta(days=1)


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DelegationForm(forms.Form):
    """To which post, in which duties, from and to which day, under which instrument."""

    to_post = forms.ChoiceField(label=gettext_lazy("Ủy quyền cho vị trí"))
    duties = forms.MultipleChoiceField(
        label=gettext_lazy("Nhiệm vụ được ủy quyền"), widget=forms.CheckboxSelectMultiple
    )
    valid_from = DayField(label=gettext_lazy("Từ ngày"), widget=_day())
    last_day = DayField(label=gettext_lazy("Đến hết ngày"), widget=_day())
    instrument = forms.CharField(
        label=gettext_lazy("Văn bản ủy quyền"), max_length=120, help_text=gettext_lazy("Số, ký hiệu.")
    )

    def __init__(self, by: Actor, on: dt.date, posted: Any = None) -> None:
        super().__init__(posted, initial={"valid_from": on})
        holders = queries.holder_names_of(by.agency, on)
        self.fields["to_post"].choices = [("", _("Chọn vị trí"))] + [  # type: ignore[attr-defined]
            (post.code, " · ".join([post.title, ", ".join(holders.get(post.code, []))]).rstrip(" ·"))
            for post in posts_on(on, agency=by.agency)
            if post.code != by.post
        ]
        self.fields["duties"].choices = [one for one in DUTY if one[0] in by.duties]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """As ``people.actions.delegate`` takes it: there the day on which it ends no longer counts."""
        said = dict(self.cleaned_data)
        return said | {"valid_to": said.pop("last_day") + DAY}

    def mend(self, refusal: Impossible) -> None:
        """What the act says, at its field; else on top."""
        for fault in refusal.faults:
            name = {"valid_to": "last_day"}.get(fault.field, fault.field)
            self.add_error(name if name in self.fields else None, spoken.fault(fault))
        if not refusal.faults:
            self.add_error(None, spoken.refusal(refusal))


@official
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What was given and what is held, now and coming; a form to give more."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    form = DelegationForm(by, at.date(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            given = actions.delegate(by=by, at=at, from_post=by.post, **form.given())
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã ủy quyền cho {post}.").format(post=given.to_post.title))
            return redirect("desk:delegations")
    names = dict(DUTY)
    rows = [
        {"one": one, "duties": [names.get(duty, duty) for duty in one.duties], "last_day": one.valid_to - DAY,
         "mine": one.from_post.code == by.post, "coming": one.valid_from > at.date()}
        for one in queries.delegations_of(by, at.date())
    ]  # fmt: skip
    context = {"form": form, "rows": rows, "giver": not by.on_behalf_of, "now": at}
    return render(request, "desk/delegations.html", context, status=422 if form.errors else 200)


@official
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Chấm dứt ủy quyền: from today on, or before it began."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    actions.revoke_delegation(by=by, at=at, delegation=number)
    messages.success(request, _("Đã chấm dứt ủy quyền."))
    return redirect("desk:delegations")
