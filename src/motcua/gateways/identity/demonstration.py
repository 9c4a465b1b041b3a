"""An identity provider of our own, for demonstrations only: invented people, the real protocol (code with PKCE).

It keeps nothing: codes and tokens are signed and short-lived. Outside the demonstration profile none of it answers.
"""

import base64
import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
import requests
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from requests.adapters import BaseAdapter

CODE, TOKEN = "demo-identity.code", "demo-identity.token"
CODE_SECONDS, TOKEN_SECONDS = 120, 600
ASKED = (
    "client_id",
    "redirect_uri",
    "response_type",
    "state",
    "code_challenge",
    "code_challenge_method",
    "nonce",
)
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "001191000101": {
        "name": "Nguyễn Thị Mai", "birthdate": "1991-03-08", "gender": "female", "phone_number": "0901000101",
        "address": {"formatted": "Số 5 ngách 12, phường Long Biên, thành phố Hà Nội"},
    },
    "001085000202": {
        "name": "Trần Văn Ước", "birthdate": "1985-11-20", "gender": "male", "phone_number": "0901000202",
        "email": "uoc@example.vn", "address": {"formatted": "Số 18 phố Cổ Linh, phường Long Biên, thành phố Hà Nội"},
    },
    "001152000303": {
        "name": "Công Tằng Tôn Nữ Thị Hoàng Anh", "birthdate": "1952-01-15", "gender": "female",
        "address": {"formatted": "Tổ 3, phường Long Biên, thành phố Hà Nội"},
    },
    "001200000404": {
        "name": "Lê Quang Dũng", "birthdate": "2000-09-02", "gender": "male", "phone_number": "0901000404",
        "address": {"formatted": "Nhà B2 khu tập thể, phường Long Biên, thành phố Hà Nội"},
    },
}  # fmt: skip
"""Nobody of these lives."""


class NotGranted(Exception):
    """The request does not fit what was asked before."""


def discovery() -> dict[str, Any]:
    """What the provider is (OpenID Connect Discovery)."""
    here = f"{settings.BASE_URL}/demo-identity"
    return {
        "issuer": here, "authorization_endpoint": f"{here}/cap-quyen", "token_endpoint": f"{here}/token",
        "userinfo_endpoint": f"{here}/userinfo", "jwks_uri": f"{here}/keys", "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["HS256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"], "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "phone", "email", "address"],
    }  # fmt: skip


def tokens(given: Mapping[str, str]) -> dict[str, Any]:
    """Tokens for a code; raises NotGranted."""
    known = settings.IDENTITY
    try:
        code = signing.loads(given.get("code", ""), salt=CODE, max_age=CODE_SECONDS)
    except signing.BadSignature as error:
        raise NotGranted from error
    proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
    if (
        given.get("client_id") != known["client"]
        or given.get("client_secret") != known["secret"]
        or given.get("redirect_uri") != code["redirect_uri"]
        or code["code_challenge"] != challenge
    ):
        raise NotGranted
    now = int(time.time())
    said = {
        "iss": discovery()["issuer"], "aud": known["client"], "sub": code["sub"], "iat": now,
        "exp": now + TOKEN_SECONDS, "nonce": code.get("nonce", ""), "acr": known["acr"] or "2",
    }  # fmt: skip
    return {
        "access_token": signing.dumps(code["sub"], salt=TOKEN), "token_type": "Bearer", "expires_in": TOKEN_SECONDS,
        "id_token": jwt.encode(said, known["secret"], algorithm="HS256"),
    }  # fmt: skip


def userinfo(authorization: str) -> dict[str, Any]:
    """The person of an access token; raises NotGranted."""
    try:
        subject = signing.loads(authorization.removeprefix("Bearer "), salt=TOKEN, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise NotGranted from error
    return {"sub": subject, **PEOPLE[subject]}


def _answer(path: str, form: Mapping[str, str], authorization: str) -> dict[str, Any]:
    match path.rpartition("/demo-identity/")[2]:
        case ".well-known/openid-configuration":
            return discovery()
        case "token":
            return tokens(form)
        case "userinfo":
            return userinfo(authorization)
        case "keys":
            return {"keys": []}
    raise NotGranted


class InProcess(BaseAdapter):
    """Answers what this process asks of its own provider without the network: no worker waits for another."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The provider's answer."""
        answer = requests.Response()
        answer.request, answer.url, answer.status_code = request, str(request.url), 200
        body = request.body.decode() if isinstance(request.body, bytes) else str(request.body or "")
        try:
            said = _answer(
                urlsplit(answer.url).path,
                dict(parse_qsl(body)),
                str(request.headers.get("Authorization", "")),
            )
        except NotGranted:
            said, answer.status_code = {"error": "invalid_grant"}, 400
        answer.headers["Content-Type"] = "application/json"
        answer._content = json.dumps(said).encode()
        return answer

    def close(self) -> None:
        """Nothing is open."""


def _only_here() -> None:
    if not settings.DEMO:
        raise Http404


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def machine(request: HttpRequest, path: str) -> HttpResponse:
    """Discovery, tokens and user information, as any provider gives them."""
    _only_here()
    try:
        form = {name: str(value) for name, value in request.POST.items()}
        said = _answer(f"/demo-identity/{path}", form, request.headers.get("Authorization", ""))
    except NotGranted:
        return JsonResponse({"error": "invalid_grant"}, status=400)
    return JsonResponse(said)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Đăng nhập minh họa: choose which of the invented people to be."""
    _only_here()
    given = {
        name: (request.POST if request.method == "POST" else request.GET).get(name, "") for name in ASKED
    }
    back = given["redirect_uri"]
    fits = (
        url_has_allowed_host_and_scheme(back, set(settings.ALLOWED_HOSTS) | {request.get_host()})
        and urlsplit(back).path == reverse("openid_connect_callback", args=["dinh-danh"])
        and given["client_id"] == settings.IDENTITY["client"]
        and given["response_type"] == "code"
        and given["code_challenge_method"] == "S256"
        and given["code_challenge"]
    )
    if not fits:
        return HttpResponseBadRequest("invalid_request")
    if request.method == "POST":
        chosen = request.POST.get("person", "")
        if chosen not in PEOPLE:
            return redirect(f"{back}?{urlencode({'error': 'access_denied', 'state': given['state']})}")
        kept = {name: given[name] for name in ("redirect_uri", "code_challenge", "nonce")}
        code = signing.dumps({"sub": chosen, **kept}, salt=CODE)
        return redirect(f"{back}?{urlencode({'code': code, 'state': given['state']})}")
    people = [{"number": number, **person} for number, person in PEOPLE.items()]
    return render(request, "portal/demo_identity.html", {"people": people, "given": given.items()})
