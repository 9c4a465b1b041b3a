"""Sổ cái: the public heads of the journal, and a checker for receipts."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.base.documents.queries import file_in
from motcua.base.journal import queries
from motcua.base.journal.events import EVENTS
from motcua.base.json_text import read_json
from motcua.faces.portal.frame import page
from motcua.faces.portal.receipts import DOSSIER, FEEDBACK, PETITION, door_of
from motcua.faces.ui import throttle
from motcua.faces.ui.days import moment_of
from motcua.faces.ui.slips import code_in

LARGEST = 1024 * 1024
MARK = 32
"""Figures of the hash that papers print."""
_NOT_HEX = re.compile("[^0-9a-f]")
SUBJECTS = {DOSSIER: "dossier", PETITION: "petition", FEEDBACK: "feedback"}


class Unread(Exception):
    """Nothing was given that could be checked: that makes no receipt wrong."""


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
    known |= {"text": request.POST.get("text", "")[:LARGEST], "code": request.POST.get("ma", "")[:60]}
    try:
        given = _by_code(request) if known["code"] else _given(request)
    except Unread as error:
        return page(request, "portal/ledger.html", status=422, **known, unread=str(error))
    faults = queries.check_receipt(given, trusted_key=queries.public_key()) or queries.compare_with_journal(
        given
    )
    event = None if faults else given.get("event")
    return page(
        request, "portal/ledger.html", status=422 if faults else 200, **known, checked=True, faults=faults,
        said=_said(event), name=_name(event), at=moment_of(event["recorded_at"]) if event else None,
        sealed=bool(event and given.get("proof")),
    )  # fmt: skip


def _given(request: HttpRequest) -> Any:
    """The receipt that was chosen or pasted: as a file of its own, or inside the PDF that was printed from."""
    upload = request.FILES.get("file")
    content: bytes = (
        upload.read(LARGEST + 1) if upload else request.POST.get("text", "")[: LARGEST + 1].encode()
    )
    if not content.strip() or len(content) > LARGEST:
        raise Unread(_("Chọn tệp biên nhận (không quá 1 MB) hoặc dán nội dung biên nhận."))
    if content.startswith(b"%PDF"):
        found = file_in(content, ".json")
        if found is None or len(found) > LARGEST:
            raise Unread(
                _(
                    "Tệp PDF này không kèm bằng chứng nên chưa kiểm tra được. Chọn tệp .json tải ở trang theo dõi, "
                    "hoặc gõ mã và mã kiểm chứng in trên giấy."
                )
            )
        content = found
    try:
        return read_json(content.decode("utf-8-sig", "replace"))
    except ValueError as error:
        raise Unread(_("Không đọc được nội dung: đây không phải tệp biên nhận.")) from error


def _by_code(request: HttpRequest) -> Any:
    """The receipt of the two codes on paper."""
    code, mark = code_in(request.POST["ma"]), _NOT_HEX.sub("", request.POST.get("dau", "").lower())[:64]
    kind = SUBJECTS.get(door_of(code))
    events = queries.of_subject(f"{kind}:{code}") if kind and len(mark) >= MARK else []
    found = next((event for event in events if event.hash.startswith(mark)), None)
    if found is not None:
        return queries.receipt(found)
    try:
        throttle.count(request)
    except throttle.TooManyFailures as error:
        said = _("Đã thử sai quá nhiều lần. Ông/bà thử lại sau {seconds} giây.").format(seconds=error.seconds)
        raise Unread(said) from error
    raise Unread(_("Sổ cái ở đây không có biên nhận với hai mã này. Xem lại từng chữ in trên giấy."))


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
