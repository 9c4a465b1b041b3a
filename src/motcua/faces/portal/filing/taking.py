"""Files that came with a page, each for its paper: all of them are taken, whichever button was pressed."""

from typing import Any

from django.http import HttpRequest

from motcua.areas.filings import actions
from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.faces.ui.session import now_of
from motcua.rules.impossible import Impossible, Invalid

FILE = "file-"


def said(error: Impossible) -> str:
    """A refusal in one line."""
    return " ".join(spoken.fault(fault) for fault in error.faults) or spoken.refusal(error)


def take(request: HttpRequest, draft: Any) -> dict[str, list[str]]:
    """Attach every file of the request to its paper; what was refused, by paper."""
    one = request.POST.get("component", "")[:40]
    wrong: dict[str, list[str]] = {}
    for fault in upload_faults(request):
        wrong.setdefault(_paper(fault.field, one), []).append(spoken.fault(fault))
    for field in request.FILES:
        sent, component = request.FILES.get(field), _paper(field, one)
        if sent is None:
            continue
        try:
            actions.attach(
                at=now_of(request), draft=draft, component=component, name=sent.name or "", content=sent
            )
        except Invalid as error:
            wrong.setdefault(component, []).append(said(error))
    return wrong


def _paper(field: str, one: str) -> str:
    return field.removeprefix(FILE)[:40] if field.startswith(FILE) else one
