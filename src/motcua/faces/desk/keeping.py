"""What is kept no longer: lists of what may be destroyed, and the act of destroying them, the same for every area."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Impossible, NotAllowed

SHOWN = 20


@dataclass(frozen=True)
class Kept:
    """An area that keeps papers for a time of the law.

    ``actions``, ``policies``, ``queries`` of the area, with list_disposal, dispose, can_dispose, disposals, out_of_time
    ``sees``   who sees the lists; ``rows`` what stands in one of them
    ``page``, ``template``  where it is shown, and how
    """

    actions: ModuleType
    policies: ModuleType
    queries: ModuleType
    sees: Callable[[Actor], bool]
    rows: Callable[[Actor, Any], Sequence[Any]]
    page: str
    template: str


def shown(request: HttpRequest, kept: Kept) -> HttpResponse:
    """The lists of an area; by POST a list is made, or destroyed under an instrument."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    if not kept.sees(by):
        raise NotAllowed()
    say, status = "", 200
    if request.method == "POST":
        if not kept.policies.can_dispose(by):
            raise NotAllowed()
        number = request.POST.get("number", "")
        try:
            if request.POST.get("act") == "list":
                kept.actions.list_disposal(by=by, at=at, agency=by.agency)
            else:
                kept.actions.dispose(
                    by=by, at=at, disposal=int(number) if number.isdecimal() and len(number) < 10 else 0,
                    instrument=request.POST.get("instrument", ""),
                )  # fmt: skip
        except NotAllowed:
            raise
        except Impossible as error:
            say, status = spoken.refusal(error), 409
        else:
            return redirect(kept.page)
    context = {
        "now": at, "lists": [{"one": one, "rows": kept.rows(by, one)} for one in kept.queries.disposals(by)[:SHOWN]],
        "due": kept.queries.out_of_time(by.agency, at.date()).count(), "say": say, "errors": [],
        "may": kept.policies.can_dispose(by),
    }  # fmt: skip
    return render(request, kept.template, context, status=status)
