"""Pages of signing in that allauth does not have."""

import logging
from typing import Any

from allauth.mfa.webauthn.views import remove_webauthn
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from motcua.faces.desk.signin import SecondFactor

log = logging.getLogger("motcua.security")


def name_typed(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Whose failures are counted: the sign-in name in small letters, as accounts are found (axes)."""
    typed = (credentials or {}).get("username") or request.POST.get("login")
    return str(typed).strip().lower()[:60] if typed else None


def too_many_failures(request: HttpRequest, *_given: Any) -> HttpResponse:
    """Answer while an account is paused after five failed passwords (axes)."""
    log.warning("sign-in paused after too many failures")
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"minutes": minutes, "failures": settings.AXES_FAILURE_LIMIT}
    response = render(request, "account/paused.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def keep_last_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey, unless the password is too short to stand alone."""
    if request.method == "POST" and request.user.is_authenticated:
        found = request.user.authenticator_set.filter(pk=pk, type="webauthn").first()  # type: ignore[attr-defined]
        if found is not None and not SecondFactor().can_delete_authenticator(found):
            messages.error(request, str(SecondFactor.error_messages["cannot_delete_authenticator"]))
            return HttpResponseRedirect(resolve_url("mfa_list_webauthn"))
    return remove_webauthn(request, pk=pk)  # type: ignore[no-any-return]
