"""What every page of the portal knows: whose door it is, and the moment."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.faces.ui import place
from motcua.faces.ui.interruptions import interruption
from motcua.faces.ui.session import now_of


def page(request: HttpRequest, template: str, status: int = 200, **more: Any) -> HttpResponse:
    """A page of the portal."""
    at = now_of(request)
    on = at.date()
    known = {
        **interruption(at),
        "unit_name": place.name(on), "unit_within": place.within(on), "center": place.center(on), "now": at,
        "filing_open": bool(settings.IDENTITY["url"]),
    }  # fmt: skip
    return render(request, template, {**known, **more}, status=status)
