"""What the applicant of a dossier was told, over which channel, whether it went; sending again; how they want it."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.dossiers import queries as dossiers
from motcua.areas.dossiers.policies import can_see_people
from motcua.base import spoken
from motcua.base.messages import actions, policies, queries
from motcua.base.messages.choices import Wish
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Đã báo cho người nộp: no address is shown."""
    return _page(request, code)


def _page(request: HttpRequest, code: str, *, say: str = "", status: int = 200) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    case = dossiers.one(by, code).case
    wish, language = queries.wish_for(_subjects(by, code))
    context = {
        "case": case, "deliveries": queries.deliveries(case.subject), "wish": wish, "language": language,
        "wishes": Wish.choices, "may": policies.can_resend(by, case.agency), "say": say,
        "quiet": queries.quiet_hours(now_of(request).date()),
    }  # fmt: skip
    return render(request, "desk/deliveries.html", context, status=status)


def _subjects(by: object, code: str) -> list[str]:
    dossier = dossiers.one(by, code)  # type: ignore[arg-type]
    return [dossier.case.subject, f"citizen:{dossier.applicant_id}"]


@official
@require_POST
def resend(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Gửi lại một thông báo không đi được, to the address known today."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dossier = dossiers.one(by, code)
    known = dossiers.contact(dossier) if can_see_people(by, dossier.case.agency) else {}
    try:
        actions.resend(
            by=by, at=at, notice=number, subject=dossier.case.subject, unit=dossier.case.agency,
            email=known.get("email", ""), phone=known.get("phone", ""),
        )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Impossible as refusal:
        return _page(request, code, say=spoken.refusal(refusal), status=409)
    flash.success(request, _("Thông báo chờ gửi lại."))
    return redirect("desk:deliveries", code)


@official
@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Ghi cách người nộp muốn được báo: for this dossier, or for all of this person."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    dossier = dossiers.one(by, code)
    own, person = _subjects(by, code)
    everywhere = request.POST.get("all") == "1" and dossier.applicant_id is not None
    try:
        actions.choose(
            by=by, at=at, subject=person if everywhere else own, unit=dossier.case.agency,
            wish=request.POST.get("wish", ""), language=request.POST.get("language", ""),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Impossible as refusal:
        return _page(request, code, say=spoken.refusal(refusal), status=422)
    flash.success(request, _("Đã ghi cách báo cho người nộp."))
    return redirect("desk:deliveries", code)
