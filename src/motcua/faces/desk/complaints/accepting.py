"""Thụ lý khiếu nại: the page that a petition proposed for acceptance leads to."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from motcua.areas.complaints import actions, policies, queries
from motcua.areas.complaints.choices import About, Instance
from motcua.areas.petitions import queries as petitions
from motcua.areas.petitions.choices import topics
from motcua.base import spoken
from motcua.base.law.queries import parameter
from motcua.faces.desk.complaints.fields import (
    AREA,
    COMPLICATED,
    COUNT,
    DAY,
    LINE,
    SELECT,
    TICK,
    Asked,
    read,
    shown,
)
from motcua.faces.ui.session import now_of, official
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible, NotAllowed, NotFound


def _instances(complaint: Any, by: Any, on: dt.date) -> list[tuple[str, Any]]:
    return [one for one in Instance.choices if queries.competence(by.agency, str(one[0]), on)]


ABOUT = (
    Asked("instance", gettext_lazy("Khiếu nại lần thứ mấy"), SELECT, options=_instances,
          begins=lambda complaint: Instance.FIRST.value),
    Asked("about", gettext_lazy("Khiếu nại về"), SELECT, options=lambda complaint, by, on: About.choices,
          begins=lambda complaint: About.DECISION.value),
    Asked("known_on", gettext_lazy("Ngày nhận hoặc biết quyết định, hành vi"), DAY, optional=True,
          hint=gettext_lazy("Thời hiệu {days} ngày; quyết định kỷ luật {discipline} ngày.")),
    Asked("obstacle", gettext_lazy("Số ngày có trở ngại khách quan"), COUNT, optional=True),
    Asked("obstacle_note", gettext_lazy("Trở ngại gì"), LINE, optional=True),
    Asked("remote", gettext_lazy("Vùng sâu, vùng xa, đi lại khó khăn"), TICK),
)  # fmt: skip
SECOND = (
    Asked("first", gettext_lazy("Mã vụ khiếu nại lần đầu ở cấp dưới"), LINE, optional=True),
    Asked("first_decision", gettext_lazy("hoặc số quyết định giải quyết lần đầu"), LINE, optional=True),
)
AUTHORITY = Asked(
    "certified", gettext_lazy("Giấy ủy quyền: nơi công chứng, chứng thực"), LINE, optional=True,
    hint=gettext_lazy("Để trống nếu đã ghi khi nhận đơn."),
)  # fmt: skip
HARD = tuple(
    Asked(one.name, one.label, one.kind, optional=one.kind == AREA, options=one.options)
    for one in COMPLICATED
)


def _about(on: dt.date) -> tuple[Asked, ...]:
    """What is asked of the complaint, with the law's days of that day in the hints."""
    days = {
        "days": parameter("complaint.limit", on),
        "discipline": parameter("complaint.limit_discipline", on)["first"],
    }
    return tuple(replace(one, hint=str(one.hint).format(**days) if one.hint else "") for one in ABOUT)


def _begun(asked: Sequence[Asked], known: Mapping[str, str]) -> tuple[Asked, ...]:
    """Fields that begin with what the petition says already of the case decided first."""

    def always(value: str) -> Callable[[Any], str]:
        return lambda complaint: value

    return tuple(
        replace(one, begins=always(known[one.name])) if known.get(one.name) else one for one in asked
    )


def _times(offered: Sequence[str], on: dt.date) -> list[dict[str, Any]]:
    """How long each kind of complaint takes that may be accepted here today (R6.31)."""
    return [
        {"name": queries.NAMES[sort], "days": parameter(queries.KEYS[sort], on)} for sort in (*offered, "discipline")
    ]  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Thụ lý: the petition is settled and its case opened, together."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = queries.acceptable(by, code)
    if not policies.can_accept(by, petition):
        raise NotAllowed()
    on = at.astimezone(TZ).date()
    offered = [str(value) for value, _name in _instances(None, by, on)]
    about = (*_about(on), *SECOND) if Instance.SECOND in offered else _about(on)
    if petitions.authorised(petition):
        about = (*about, AUTHORITY)
    seconds = (*_begun(about, queries.first_known(by, petition, on)), *HARD)
    say, status = "", 200
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        try:
            made = actions.accept(by=by, at=at, petition=code, **read(seconds, request))
        except NotFound:
            raise
        except Impossible as error:
            faults, status = error.faults, 422 if error.faults else 409
            say = "" if faults else spoken.refusal(error)
        else:
            messages.success(request, _("Đã thụ lý khiếu nại."))
            return redirect(f"{reverse('desk:complaint', args=[made.code])}?moi=1")
    act = "accept" if request.method == "POST" else ""
    groups = [
        shown("accept", part, None, by, on, request, act, faults) for part in (seconds[: -len(HARD)], HARD)
    ]
    context = {
        "now": at, "petition": petition, "case": petition.case, "topic": topics().get(petition.topic, petition.topic),
        "about": groups[0], "hard": groups[1], "say": say, "times": _times(offered, on),
        "errors": [
            {"field_id": f"accept-{fault.field}", "label": spoken.fault(fault), "text": ""} for fault in faults
        ],
    }  # fmt: skip
    return render(request, "desk/complaint_accept.html", context, status=status)
