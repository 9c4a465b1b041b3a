"""Stored petitions whose time is over: lists of what may be destroyed, and the act of destroying them (R6.26)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.areas.petitions import actions, policies, queries
from motcua.base import spoken
from motcua.faces.ui.session import now_of, official
from motcua.rules.impossible import Impossible, NotAllowed


@official
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    """Đơn lưu hết thời hạn: lists of what may be destroyed, and destroying it under an instrument."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not policies.can_see_disposals(by):
        raise NotAllowed()
    say, status = "", 200
    if request.method == "POST":
        if not policies.can_dispose(by):
            raise NotAllowed()
        number = request.POST.get("number", "")
        try:
            if request.POST.get("act") == "list":
                actions.list_disposal(by=by, at=at, agency=by.agency)
            else:
                actions.dispose(
                    by=by, at=at, disposal=int(number) if number.isdecimal() and len(number) < 10 else 0,
                    instrument=request.POST.get("instrument", ""),
                )  # fmt: skip
        except NotAllowed:
            raise
        except Impossible as error:
            say, status = spoken.refusal(error), 409
        else:
            return redirect("desk:petition-keeping")
    lists = [{"one": one, "rows": queries.disposed_petitions(by, one)} for one in queries.disposals(by)[:20]]
    context = {
        "now": at, "lists": lists, "due": queries.out_of_time(by.agency, at.date()).count(), "say": say, "errors": [],
        "may": policies.can_dispose(by),
    }  # fmt: skip
    return render(request, "desk/petition_keeping.html", context, status=status)
