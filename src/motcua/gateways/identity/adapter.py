"""What allauth does with a citizen who comes back from the provider: no account, nothing readable kept."""

import logging
from collections.abc import Mapping
from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from motcua.base.journal import clock
from motcua.base.people import actions
from motcua.base.people.choices import IDENTITY_KEY, IDENTITY_SEEN_KEY
from motcua.gateways.identity import claims
from motcua.gateways.identity.demonstration import InProcess
from motcua.rules.impossible import Impossible

log = logging.getLogger("motcua.security")
PROVIDER = "dinh-danh"


class CitizenAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The one provider is that of the settings; signing in never makes an account."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """The provider of the settings; none while there is none."""
        from allauth.socialaccount.models import SocialApp

        known = settings.IDENTITY
        if not known["url"] or provider not in (None, PROVIDER, "openid_connect"):
            return []
        more = {"server_url": known["url"], "oauth_pkce_enabled": True, "scope": list(claims.SCOPE)}
        if known["acr"]:
            more["auth_params"] = {"acr_values": known["acr"]}
        return [
            SocialApp(
                provider="openid_connect", provider_id=PROVIDER, name=PROVIDER, client_id=known["client"],
                secret=known["secret"], settings=more,
            )
        ]  # fmt: skip

    def get_requests_session(self) -> requests.Session:
        """Calls to the demonstration's provider, which is this process, do not leave it."""
        session: requests.Session = super().get_requests_session()
        if settings.DEMO:
            session.mount(f"{settings.BASE_URL}/demo-identity/", InProcess())
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody opens an account this way."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Remember the person, begin the session anew (an official's ends), go where they wanted; never further."""
        data: Mapping[str, Any] = sociallogin.account.extra_data
        now = clock.now()
        try:
            said = claims.read(data, settings.IDENTITY)
            person = actions.remember_identity(provider=PROVIDER, on=now.date(), **said)
        except Impossible as error:
            log.warning("electronic identity refused: %s", type(error).__name__)
            raise ImmediateHttpResponse(_back("thieu")) from error
        target = sociallogin.get_redirect_url(request) or reverse("portal:mine")
        auth.logout(request)
        request.session[IDENTITY_KEY] = person
        request.session[IDENTITY_SEEN_KEY] = int(now.timestamp())
        request.session.cycle_key()
        log.info("identity %s signed in", person)
        raise ImmediateHttpResponse(HttpResponseRedirect(target))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Back to the page that says what to do."""
        log.warning("electronic identity: %s %s", error, type(exception).__name__ if exception else "")
        raise ImmediateHttpResponse(_back("huy" if error == AuthError.CANCELLED else "loi"))


def _back(why: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('portal:sign-in')}?vi={why}")
