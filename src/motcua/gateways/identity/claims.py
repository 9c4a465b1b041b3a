"""What a provider says of a person, in our words. Only what filing needs is taken; never a picture (R16.1)."""

import re
from collections.abc import Mapping
from typing import Any

from motcua.rules.impossible import Impossible

SCOPE = ("openid", "profile", "phone", "email", "address")
SEXES = {"male": "nam", "nam": "nam", "m": "nam", "female": "nu", "nữ": "nu", "nu": "nu", "f": "nu"}


class TooLittle(Impossible):
    """The provider did not say who this is, or its identity is of a lower level than is asked for."""

    text = "Tài khoản định danh chưa đủ thông tin hoặc chưa đạt mức độ được yêu cầu."


def read(data: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, str]:
    """Details of ``remember_identity`` in the claims of an ID token and of the user's information."""
    token = data.get("id_token") or {}
    known: dict[str, Any] = {**token, **(data.get("userinfo") or {})}
    subject = str(token.get("sub") or known.get("sub") or "")
    if not subject or (token.get("sub") and known["sub"] != token["sub"]):
        raise TooLittle()
    if asked["acr"] and str(token.get("acr", "")) != asked["acr"]:
        raise TooLittle()
    name = str(
        known.get("name") or " ".join(str(known.get(k, "")) for k in ("family_name", "given_name"))
    ).strip()
    if not name:
        raise TooLittle()
    address = known.get("address")
    return {
        "number": subject,
        "name": name,
        "id_number": re.sub(r"\D", "", str(known.get(asked["number"], ""))),
        "born_on": str(known.get("birthdate", ""))[:10],
        "sex": SEXES.get(str(known.get("gender", "")).casefold(), ""),
        "address": str(address.get("formatted", "")) if isinstance(address, Mapping) else str(address or ""),
        "phone": str(known.get("phone_number", "")),
        "email": str(known.get("email", "")),
    }
