"""Sổ cái: the public heads of the journal, and a checker for receipts."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base.journal import queries
from motcua.base.journal.events import EVENTS
from motcua.base.json_text import read_json
from motcua.faces.portal.frame import page

LARGEST = 256 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: HttpRequest) -> HttpResponse:
    """The signed tree heads; a receipt is checked here, or offline with ``motcua verify``."""
    known: dict[str, Any] = {
        "heads": queries.recent_heads(12),
        "public_key": queries.public_key(),
        "key_id": queries.key_id(),
    }
    if request.method != "POST":
        return page(request, "portal/ledger.html", **known)
    given = _given(request)
    faults = _faults(given)
    event = None if faults else json.loads(given)["event"]
    return page(
        request, "portal/ledger.html", status=422 if faults else 200, **known, checked=True, faults=faults,
        text=given if request.POST.get("text") else "", said=_said(event), name=_name(event),
        sealed=bool(event and json.loads(given).get("proof")),
    )  # fmt: skip


def _given(request: HttpRequest) -> str:
    upload = request.FILES.get("file")
    if upload is None:
        return request.POST.get("text", "")[: LARGEST + 1]
    content: bytes = upload.read(LARGEST + 1)
    return content.decode("utf-8", "replace")


def _faults(text: str) -> list[str]:
    if not text.strip() or len(text) > LARGEST:
        return [_("Chọn tệp biên nhận (không quá 256 KB) hoặc dán nội dung biên nhận.")]
    try:
        given = read_json(text)
    except ValueError:
        return [_("Đây không phải biên nhận: không đọc được nội dung.")]
    found = queries.check_receipt(given, trusted_key=queries.public_key())
    return found or queries.compare_with_journal(given)


_NAMES = {
    "dossier": gettext_lazy("Hồ sơ {code}"), "petition": gettext_lazy("Đơn {code}"),
    "feedback": gettext_lazy("Phản ánh {code}"),
}  # fmt: skip


def _name(event: object) -> str:
    """What a receipt is about, by its kind, with its code."""
    if not isinstance(event, dict):
        return ""
    kind, _colon, code = str(event.get("subject", "")).partition(":")
    return str(_NAMES.get(kind, gettext_lazy("Việc {code}"))).format(code=code)


def _said(event: object) -> str:
    """What the receipt proves, in the public's words."""
    if not isinstance(event, dict) or event.get("kind") not in EVENTS:
        return ""
    return EVENTS[event["kind"]].sentence(event.get("facts") or {}, public=True)
