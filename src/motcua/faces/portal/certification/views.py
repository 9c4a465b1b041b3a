"""Kiểm tra bản sao điện tử: whoever holds one sees whether it is what the agency certified (R2.19)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.areas.certification import queries
from motcua.areas.certification.choices import ElectronicState
from motcua.base.orgs.queries import version_on
from motcua.faces.portal.frame import page
from motcua.faces.ui.session import now_of
from motcua.rules.calendar import TZ
from motcua.rules.certification import certification_number


@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code on an electronic copy opens: number, day, agency, who signed as what, digest; no name."""
    now_of(request)
    try:
        copy = queries.public_copy(code)
    except queries.NoSuchCopy:
        return page(request, "portal/certified_copy.html", status=404, copy=None)
    document = copy.document
    certification = document.certification
    entered = document.entered_at or certification.received_at
    file = copy.signed or copy.attested
    return page(
        request, "portal/certified_copy.html", copy=copy, signed=copy.state == ElectronicState.SIGNED,
        number=certification_number(document.serial or 0, document.book, document.year or 0), entered=entered,
        agency=version_on(document.agency, entered.astimezone(TZ).date()).name, pages=document.pages,
        capacity=certification.capacity, sha256=file.sha256 if file else "",
    )  # fmt: skip
