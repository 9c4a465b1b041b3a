"""The tray: several scans dropped at once, each typed beside its picture, or laid aside with a reason; an e-mail kept
as a file needs no typing and becomes a petition at once."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.petitions import actions, policies, queries
from motcua.areas.petitions.choices import Aside
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Fault, Impossible, NotAllowed, NotFound

LETTER = ".eml"


@official
@require_http_methods(["GET", "HEAD", "POST"])
def tray(request: HttpRequest) -> HttpResponse:
    """Khay bản quét: drop several files; each waits here until it is typed."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_lay(by):
        raise NotAllowed()
    if request.method != "POST":
        return _page(request)
    if faults := upload_faults(request):
        return _page(request, faults=faults, status=422)
    dropped = request.FILES.getlist("scans")
    letters = [one for one in dropped if (one.name or "").lower().endswith(LETTER)]
    scans = [one for one in dropped if one not in letters]
    taken, refused = list[str](), list[str]()
    for one in letters:
        try:
            taken.append(actions.receive_letter(by=by, at=at, unit=by.agency, raw=one.read()).code)
        except Impossible as error:
            refused += spoken.refusals(error)
    if taken:
        said = ngettext(
            "Đã nhận {n} thư thành đơn: {codes}.", "Đã nhận {n} thư thành đơn: {codes}.", len(taken)
        )
        messages.success(request, said.format(n=len(taken), codes=", ".join(taken)))
    try:
        laid = actions.lay(by=by, at=at, scans=scans) if scans or not letters else []
    except Impossible as error:
        say = " ".join([*refused, *([] if error.faults else [spoken.refusal(error)])])
        return _page(request, faults=error.faults, say=say, status=422 if error.faults else 409)
    if laid:
        said = ngettext("Đã đặt {n} bản quét vào khay.", "Đã đặt {n} bản quét vào khay.", len(laid))
        messages.success(request, said.format(n=len(laid)))
    if refused:
        return _page(request, say=" ".join(refused), status=409)
    return redirect("desk:petition-tray")


def _page(
    request: HttpRequest, *, faults: Sequence[Fault] = (), say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    context = {
        "now": at, "arrivals": queries.tray(by), "reasons": Aside.choices, "say": say, "most": 50,
        "wrong": [spoken.fault(one) for one in faults],
    }  # fmt: skip
    return render(request, "desk/petition_tray.html", context, status=status)


@official
@act_on("desk:petition-tray")
def aside(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Bỏ khỏi khay, with its reason."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        actions.lay_aside(by=by, at=at, arrival=id, why=request.POST.get("why", "")[:20])
    except (NotAllowed, NotFound):
        raise
    except Impossible as error:
        return _page(
            request, faults=error.faults, say="" if error.faults else spoken.refusal(error), status=422
        )
    messages.success(request, _("Đã bỏ bản quét khỏi khay."))
    return redirect("desk:petition-tray")


@official
@require_safe
def picture(request: HttpRequest, id: uuid.UUID, n: int) -> HttpResponse:
    """Trang của một bản quét; 0 is the whole file, to be opened by itself."""
    by = request.actor  # type: ignore[attr-defined]
    media_type, content = queries.picture(by, id) if n == 0 else queries.page_picture(by, id, n)
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'inline; filename="ban-quet-{n}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def beside(request: HttpRequest) -> dict[str, Any]:
    """The scan that is being typed, for the page of reception: its pages, and which one comes next."""
    by = request.actor  # type: ignore[attr-defined]
    given = request.POST.get("khay", "") or request.GET.get("khay", "")
    try:
        arrival = queries.in_tray(by, uuid.UUID(given[:40]))
    except (ValueError, NotFound):
        return {"arrival": None}
    return {"arrival": arrival, "pages": queries.pages_of(by, arrival.pk)}
