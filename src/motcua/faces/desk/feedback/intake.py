"""Feedback told by telephone or at the counter; and how long each category takes here."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from motcua.areas.feedback import actions, policies, queries
from motcua.areas.feedback.choices import Channel, Nature, attributes, categories
from motcua.areas.petitions import policies as petition_policies
from motcua.areas.petitions import queries as petitions
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, Invalid, NotAllowed

CHANNELS = (Channel.PHONE, Channel.COUNTER)
PERSON = ("name", "phone", "email", "address")


def _details(request: HttpRequest, category: str) -> dict[str, list[str]]:
    return {
        one.code: [text[:2000] for text in request.POST.getlist(f"attribute.{one.code}") if text.strip()]
        for one in attributes(category)
    }


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@sensitive_variables()
def receive(request: HttpRequest) -> HttpResponse:
    """Ghi phản ánh: what somebody tells by telephone or at the counter."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_receive(by, by.agency):
        raise NotAllowed()
    category = typed(request, "category", 24) or request.GET.get("loai", "")[:24]
    wrong: dict[str, list[str]] = {}
    say, status = "", 200
    if request.method == "POST" and request.POST.get("act") == "receive":
        try:
            if faults := upload_faults(request):
                raise Invalid.of(faults)
            made = actions.receive(
                by=by, at=at, unit=by.agency, channel=typed(request, "channel", 12), category=category,
                content=typed(request, "content", 8000), spot=typed(request, "spot", 600),
                lat=typed(request, "lat", 30), lon=typed(request, "lon", 30),
                contact={name: typed(request, name, 300) for name in PERSON}, details=_details(request, category),
                photos=[photo for photo in request.FILES.getlist("photos") if photo],
            )  # fmt: skip
            return redirect(f"{reverse('desk:feedback', args=[made.code])}?moi=1")
        except Impossible as error:
            status = 422 if error.faults else 409
            say = "" if error.faults else spoken.refusal(error)
            for fault in error.faults:
                wrong.setdefault(fault.field.replace("contact.", "").replace(".", "-"), []).append(
                    spoken.fault(fault)
                )
    context = {
        "now": at, "category": category, "categories": categories().values(), "channels": [
            (one.value, one.label) for one in CHANNELS
        ], "values": request.POST, "wrong": wrong, "say": say, "asked": _asked(request, category),
        "errors": [{"field_id": f"at-{name}", "label": text[0], "text": ""} for name, text in wrong.items()],
    }  # fmt: skip
    return render(request, "desk/feedback/receive.html", context, status=status)


def _asked(request: HttpRequest, category: str) -> list[dict[str, Any]]:
    return [
        {"field": one, "given": request.POST.getlist(f"attribute.{one.code}")} for one in attributes(category)
    ]


@official
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """Thụ lý kiến nghị, phản ánh: a petition goes on as feedback of a category, with its own time."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    petition = petitions.one(by, code)
    if not petition_policies.can_decide(by, petition):
        raise NotAllowed()
    say, status = "", 200
    if request.method == "POST":
        try:
            made = actions.accept(
                by=by, at=at, petition=code, category=typed(request, "category", 24),
                number=typed(request, "number", 100),
            )  # fmt: skip
            return redirect("desk:feedback", made.code)
        except Impossible as error:
            say, status = spoken.refusal(error), 422 if error.faults else 409
    context = {
        "now": at, "petition": petition, "say": say, "typed": request.POST, "categories": [
            {"one": one, "type": queries.type_of(one.code, at.date())}
            for one in categories().values() if one.nature is not Nature.REGULATION
        ],
    }  # fmt: skip
    return render(request, "desk/feedback/accept.html", context, status=status)


@official
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest) -> HttpResponse:
    """Thời hạn theo loại: what holds today, where it comes from, and setting it for this agency."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.works_on(by):
        raise NotAllowed()
    say, status = "", 200
    if request.method == "POST":
        try:
            actions.set_time(
                by=by, at=at, category=typed(request, "category", 24), amount=typed(request, "amount", 6),
                time_unit=typed(request, "time_unit", 16), instrument=typed(request, "instrument", 200),
            )  # fmt: skip
            messages.success(request, _("Đã đặt thời hạn, áp dụng cho phản ánh nhận từ hôm nay."))
            return redirect("desk:feedback-times")
        except NotAllowed:
            raise
        except Impossible as error:
            say, status = spoken.refusal(error), 422 if error.faults else 409
    rows = [
        {
            "category": one, "type": queries.type_of(one.code, at.date()),
            "settable": one.nature is not Nature.REGULATION, "office": queries.office_of(by.agency, one, at.date()),
        }
        for one in categories().values()
    ]  # fmt: skip
    context = {"now": at, "rows": rows, "sets": policies.can_set_time(by), "say": say, "typed": request.POST}
    return render(request, "desk/feedback/times.html", context, status=status)
