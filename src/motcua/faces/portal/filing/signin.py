"""The page on which citizens sign in with their electronic identity, and out again."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.base.people.choices import IDENTITY_KEY
from motcua.faces.portal.filing.who import citizen_of, filing_open
from motcua.faces.portal.frame import page

SAID = {
    "huy": _("Ông/bà đã dừng đăng nhập. Khi nào sẵn sàng thì bấm lại."),
    "loi": _(
        "Chưa đăng nhập được: hệ thống định danh không trả lời hoặc đã quá lâu. Ông/bà thử lại sau ít phút."
    ),
    "thieu": _(
        "Tài khoản định danh chưa đủ thông tin hoặc chưa đạt mức độ 2. Ông/bà kiểm tra lại trong ứng dụng VNeID."
    ),
}


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe and wanted.startswith("/") else reverse("portal:mine")


@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Đăng nhập: with the electronic identity, and nothing else (R2.6)."""
    target = _next(request)
    if citizen_of(request) is not None:
        return redirect(target)
    address = ""
    if filing_open():
        address = f"{reverse('openid_connect_login', args=['dinh-danh'])}?{urlencode({'next': target})}"
    said = SAID.get(request.GET.get("vi", ""), "")
    return page(request, "portal/sign_in.html", address=address, said=said)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Đăng xuất: nothing of the session is left on the device."""
    if IDENTITY_KEY in request.session:
        request.session.flush()
    return HttpResponseRedirect(reverse("portal:home"))
