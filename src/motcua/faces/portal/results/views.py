"""Anybody who holds a result checks it: number, date, agency, in force or not, signatures; never whose it is."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.dossiers import queries as dossiers
from motcua.areas.dossiers.choices import ReturnBy
from motcua.areas.results import actions, policies, queries
from motcua.areas.results.choices import Form, Status
from motcua.base import spoken
from motcua.base.documents.ports import Signature
from motcua.base.files.policies import check, upload_faults
from motcua.base.journal.ports import CITIZEN
from motcua.base.orgs.queries import version_on
from motcua.faces.portal.frame import page
from motcua.faces.portal.receipts import asked
from motcua.faces.ui import throttle
from motcua.faces.ui.results import sent, shown
from motcua.faces.ui.session import now_of
from motcua.faces.ui.slips import code_in, key_in
from motcua.rules.impossible import Impossible, Invalid, NotFound


def _found(request: HttpRequest, code: str, key: str) -> Any:
    """The result of a QR code, or the page that says no: a wrong key looks like nothing there, guessing is slow."""
    try:
        return queries.checked(code, key)
    except queries.WrongKey as error:
        wrong = error
    status, said, wait = 404, spoken.refusal(wrong), 0
    try:
        throttle.count(request)
    except throttle.TooManyFailures as error:
        status, wait = 429, error.seconds
        said = _("Đã thử sai quá nhiều lần. Ông/bà thử lại sau {seconds} giây.").format(seconds=wait)
    answer = page(request, "portal/result_check.html", status=status, result=None, code=code, error=said)
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


@never_cache
@require_safe
@sensitive_variables()
def ask(request: HttpRequest) -> HttpResponse:
    """Gõ mã để kiểm tra: for whoever cannot scan the QR code; what was typed leads to the page of the result."""
    code, key = code_in(request.GET.get("ma", "")), key_in(request.GET.get("key", ""))
    if not code:
        return page(request, "portal/result_check.html", result=None, code="", error="")
    return redirect(f"{reverse('portal:check-result', args=[code])}?{urlencode({'key': key})}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def check_result(request: HttpRequest, code: str) -> HttpResponse:
    """Kiểm tra kết quả: what the QR code opens; a file may be compared with what was issued, and is not kept."""
    given = request.POST if request.method == "POST" else request.GET
    code, key = code_in(code), key_in(given.get("key", ""))
    if not key and request.method != "POST":
        return page(request, "portal/result_check.html", result=None, code=code, error="")
    result = _found(request, code, key)
    if isinstance(result, HttpResponse):
        return result
    at, compared, error, status = now_of(request), None, "", 200
    content = queries.opened(result).content if result.file is not None else b""
    electronic = result.form == Form.ELECTRONIC
    signatures = queries.signatures_of(content, result.kept_at) if electronic else ()
    if request.method == "POST":
        try:
            compared = _compared(request, result, signatures)
        except Impossible as refused:
            error, status = spoken.refusals(refused)[0], 422
    valid = policies.in_force(result, at.date())
    over = result.status == Status.IN_FORCE and not valid
    return page(
        request, "portal/result_check.html", status=status, result=result, key=key, error=error, valid=valid,
        status_text=_("Hết hiệu lực") if over else str(Status(result.status).label),
        agency=version_on(result.agency, result.issued_on), signatures=shown(signatures), compared=compared,
        sha256=result.file.sha256 if result.file else "", electronic=electronic,
    )  # fmt: skip


def _compared(request: HttpRequest, result: Any, issued: Sequence[Signature]) -> dict[str, Any]:
    """A file that somebody has beside the one that was issued. It passes the same gate, and is forgotten."""
    if faults := upload_faults(request):
        raise Invalid.of(faults)
    upload = request.FILES.get("file")
    if upload is None:
        raise Invalid(field="file", text=_("Chọn tệp PDF của kết quả để so."))
    content = upload.read()
    checked = check(upload.name or "", content)
    same = result.file is not None and checked.sha256 == result.file.sha256
    found = issued if same else queries.signatures_of(content, now_of(request))
    return {"same": same, "sha256": hashlib.sha256(content).hexdigest(), "signatures": shown(found)}


@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Tải kết quả: by whoever holds the slip, when the result is returned online; the reading is journalled."""
    code, key = asked(request)
    try:
        dossier = dossiers.tracked(code, key)
    except dossiers.WrongKey as error:
        try:
            throttle.count(request)
        except throttle.TooManyFailures as many:
            answer = page(request, "portal/track.html", status=429, code=code, error=spoken.refusal(error))
            answer["Retry-After"] = str(many.seconds)
            return answer
        return page(request, "portal/track.html", status=404, code=code, error=spoken.refusal(error))
    if not downloadable(dossier):
        raise NotFound()
    opened = actions.open_result(by=CITIZEN, at=now_of(request), result=dossier.code)
    return sent(opened.content, opened.view.media_type, dossier.code)


def downloadable(dossier: Any) -> bool:
    """Whether the applicant may take the result from here: it is returned online, and it is a file."""
    found = dossiers.result(dossier)
    return dossier.return_by == ReturnBy.ONLINE and found is not None and found.file_id is not None
