"""Sổ cái: the public head of the journal, and a checker for receipts."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.base.journal import queries
from motcua.faces.portal.procedures.views import base

LARGEST = 256 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: HttpRequest) -> HttpResponse:
    """The signed tree heads; a receipt is checked here, or offline with ``motcua verify``."""
    context = base(heads=queries.recent_heads(12), public_key=queries.public_key(), key_id=queries.key_id())
    if request.method == "POST":
        upload = request.FILES.get("file")
        text = request.POST.get("text", "")
        if upload is not None:
            text = "" if (upload.size or 0) > LARGEST else upload.read().decode("utf-8", "replace")
        context |= {"checked": True, "faults": _faults(text), "text": text if len(text) < LARGEST else ""}
        context["event"] = _event(text) if not context["faults"] else None
    return render(request, "portal/ledger.html", context)


def _faults(text: str) -> list[str]:
    if not text.strip():
        return [_("Chọn tệp biên nhận (không quá 256 KB) hoặc dán nội dung biên nhận.")]
    try:
        given = json.loads(text)
    except ValueError:
        return [_("Nội dung không phải biên nhận: không đọc được.")]
    found = queries.check_receipt(given, trusted_key=queries.public_key())
    return found or queries.compare_with_journal(given)


def _event(text: str) -> object:
    return json.loads(text)["event"]
