"""The calendar of an election at the desk: legal steps with their days, made a drafted plan in one go (S125)."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.areas.directives import actions, policies
from motcua.areas.directives.queries import elections
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.forms import ActForm, day, posts_of
from motcua.faces.ui.days import day_of
from motcua.faces.ui.session import now_of, official
from motcua.rules.elections import is_polling_day
from motcua.rules.impossible import Impossible, NotAllowed, NotFound


class ElectionForm(ActForm):
    """The day of the election and who leads its work until each step has its own person."""

    polling = day(label=gettext_lazy("Ngày bầu cử"))
    post = forms.ChoiceField(
        label=gettext_lazy("Người chủ trì"),
        help_text=gettext_lazy("Đổi người cho từng việc trước khi ban hành."),
    )

    def __init__(self, by: Actor, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["post"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]


def _asked(request: HttpRequest) -> dt.date | None:
    try:
        return day_of(request.GET.get("ngay", "")[:12])
    except ValueError:
        return None


@official
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Lịch bầu cử: what the law asks by which day; whoever drafts makes a plan of it."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    drafts = policies.can_draft(by)
    if not policies.can_look(by) or (request.method == "POST" and not drafts):
        raise NotAllowed()
    polling, status = _asked(request), 200
    form = ElectionForm(by, at.date(), request.POST or None, initial={"polling": polling})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.draft_election(by=by, at=at, unit=by.agency, **form.given())
        except (NotFound, NotAllowed):
            raise
        except Impossible as refusal:
            form.mend(refusal)
        else:
            messages.success(request, _("Đã soạn kế hoạch. Xem lại từng việc trước khi ban hành."))
            return redirect("desk:directive", made.code)
    if request.method == "POST":
        polling, status = form.cleaned_data.get("polling"), 422
    sound = polling is not None and is_polling_day(polling)
    context = {
        "now": at, "form": form, "drafts": drafts, "polling": polling, "sound": sound, "today": at.date(),
        "steps": elections.steps(by.agency, polling) if polling is not None and sound else [],
    }  # fmt: skip
    return render(request, "desk/directives/elections.html", context, status=status)
