"""The touch screen: scan the slip, see in very large type how it stands, rate. Nothing personal is ever shown."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.process import STANDARD
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.clock import now
from motcua.base.journal.ports import CITIZEN
from motcua.base.orgs.queries import NoUnitThen, unit_on
from motcua.faces.ui.chips import due_chip
from motcua.rules.impossible import Impossible, Invalid

PUBLIC = {step.code: step.public for step in STANDARD.steps}
_KEY = re.compile(r"^[0-9a-f]{12}$")


def base(**more: Any) -> dict[str, Any]:
    """What every screen knows."""
    try:
        name = unit_on(str(getattr(settings, "WARD", "00145")), now().date()).name
    except NoUnitThen:
        name = ""
    return {"unit_name": name, "now": now(), **more}


def scanned(text: str) -> tuple[str, str]:
    """Code and key in what a scanner typed: the address of a QR code, the bare code of a barcode, or both typed."""
    text = " ".join(text.split())[:400]
    if "://" in text:
        asked = parse_qs(urlsplit(text).query)
        return asked.get("ma", [""])[0], asked.get("key", [""])[0]
    words = text.split()
    if len(words) > 1 and _KEY.match(words[-1].lower()):
        return "".join(words[:-1]).upper(), words[-1].lower()
    return "".join(words).upper(), ""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Màn hình đầu: at most four targets."""
    return render(request, "kiosk/home.html", base())


@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest) -> HttpResponse:
    """Quét hoặc gõ mã: the scanner types into the one field and presses Enter."""
    rating = request.GET.get("viec") == "danh-gia"
    if request.method != "POST":
        return render(request, "kiosk/scan.html", base(rating=rating))
    code, key = scanned(request.POST.get("ma", ""))
    try:
        if key:
            queries.tracked(code, key)
        else:
            queries.glimpse(code)
    except Impossible:
        said = _("Không tìm thấy hồ sơ. Quét lại mã QR trên giấy hẹn, hoặc nhờ cán bộ ở quầy.")
        return render(request, "kiosk/scan.html", base(error=said, rating=rating), status=404)
    request.session["kiosk"] = [code, key]
    return redirect("kiosk:rate" if rating and key else "kiosk:status")


def _held(request: HttpRequest) -> tuple[str, str]:
    code, key = request.session.get("kiosk", ["", ""])
    return str(code), str(key)


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Tình trạng hồ sơ, in very large type; with the scanned slip also the name of the procedure."""
    code, key = _held(request)
    try:
        case = queries.tracked(code, key).case if key else queries.glimpse(code)
    except Impossible:
        return redirect("kiosk:scan")
    state = "stopped" if case.finished_at else "paused" if case.paused else "running"
    chip = due_chip(
        case.due_at, now(), state=state, calendar=calendar_for(case.agency), ended=case.finished_at
    )
    context = base(
        case=case, title=case.title if key else "", state_text=_(PUBLIC[case.state]), chip=chip,
        next_text=queries.next_said(case), rateable=case.state in queries.RATED_STATES and bool(key),
    )  # fmt: skip
    return render(request, "kiosk/status.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Đánh giá: five large buttons; needs the key on the slip."""
    code, key = _held(request)
    try:
        dossier = queries.tracked(code, key)
    except Impossible:
        return redirect(f"{reverse('kiosk:scan')}?{urlencode({'viec': 'danh-gia'})}")
    faces = [
        (5, "laugh", _("Rất hài lòng")), (4, "smile", _("Hài lòng")), (3, "meh", _("Bình thường")),
        (2, "frown", _("Không hài lòng")), (1, "annoyed", _("Rất không hài lòng")),
    ]  # fmt: skip
    context = base(case=dossier.case, faces=faces)
    if request.method != "POST":
        return render(request, "kiosk/rate.html", context)
    given = request.POST.get("stars", "")
    try:
        if not given.isdecimal():
            raise Invalid(field="stars", text="Chọn một mức hài lòng.")
        actions.rate(by=CITIZEN, at=now(), dossier=dossier, stars=int(given), channel="kiosk")
    except Impossible as error:
        return render(request, "kiosk/rate.html", {**context, "error": str(error)}, status=422)
    request.session.pop("kiosk", None)
    return redirect("kiosk:thanks")


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Cảm ơn; goes home by itself."""
    return render(request, "kiosk/thanks.html", base())
