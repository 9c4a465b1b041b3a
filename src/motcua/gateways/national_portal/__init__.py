"""The National Public Service Portal over JSON and HTTP.

The shape is ours, after DOMAIN §2 and §4: no public description of the portal's own interface is known to us. Whoever
connects a ward maps these two requests onto what the portal really offers, behind this address or in this module:

    POST <url>/dossiers                      a state of a dossier; header Idempotency-Key
    GET  <url>/dossiers?unit=&day=&after=    what it knows of the dossiers that came in at a unit on a day

Both carry ``Authorization: Bearer <token>``, ``X-Motcua-Time`` and ``X-Motcua-Signature``: HMAC-SHA256 with the shared
secret over the time, the method, the path with its query, the key and the body, a line each.
"""

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from motcua.areas.synchronisation.ports import Listed, NotReached, Refused
from motcua.base.journal.clock import now
from motcua.gateways import wire

TIMEOUT = 10.0
MOST_PAGES = 500
REFUSING = frozenset({400, 409, 410, 413, 415, 422})
"""The message is at fault. Anything else (no right, no such address, busy, broken) may be better later."""


def signature(secret: str, *, time: str, method: str, target: str, key: str, content: bytes) -> str:
    """What a request is signed with."""
    said = "\n".join((time, method, target, key, "")).encode() + content
    return hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()


class HttpPortal:
    """The portal at the address of the settings (``MOTCUA_PORTAL_URL``)."""

    def __init__(self, address: str = "", *, timeout: float = TIMEOUT) -> None:
        self.place = wire.place(address or settings.PORTAL_URL, name="MOTCUA_PORTAL_URL")
        self.timeout = timeout

    def put(self, *, key: str, message: Mapping[str, Any]) -> None:
        """Hand a state over; raises NotReached, Refused."""
        said = self._ask("/dossiers", key=key, content=wire.body(message))
        wanted = {name: message[name] for name in ("code", "seq", "round")}
        if not isinstance(said, Mapping) or {name: said.get(name) for name in wanted} != wanted:
            raise NotReached("câu trả lời không khớp lượt gửi")

    def listing(self, *, unit: str, day: dt.date) -> Sequence[Listed]:
        """What the portal knows of a day, page after page; raises NotReached, Refused."""
        found: dict[str, Listed] = {}
        after = ""
        for _ in range(MOST_PAGES):
            query = urlencode({"unit": unit, "day": day.isoformat(), "after": after})
            said = self._ask(f"/dossiers?{query}")
            try:
                for one in said["items"]:
                    listed = Listed(
                        str(one["code"]), str(one["state"]), int(one["seq"]), str(one["updated_at"])
                    )
                    found[listed.code] = listed
                after = str(said["next"] or "")
            except (KeyError, TypeError, ValueError):
                raise NotReached("danh sách không đúng khuôn dạng") from None
            if not after:
                return list(found.values())
        raise NotReached("danh sách không có trang cuối")

    def _ask(self, path: str, *, key: str = "", content: bytes | None = None) -> Any:
        time = now().isoformat(timespec="seconds")
        url = self.place.url + path
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        method = "GET" if content is None else "POST"
        signed = signature(
            self.place.password, time=time, method=method, target=target, key=key, content=content or b""
        )
        headers = {
            "Authorization": f"Bearer {self.place.user}", "X-Motcua-Time": time, "X-Motcua-Signature": signed,
            **({"Idempotency-Key": key} if key else {}),
        }  # fmt: skip
        try:
            answer = wire.ask(url, headers=headers, content=content, timeout=self.timeout)
        except wire.NoAnswer as error:
            raise NotReached(str(error)) from None
        if answer.status in REFUSING:
            raise Refused(answer.reason)
        if not 200 <= answer.status < 300:
            raise NotReached(f"hệ thống kia báo lỗi (HTTP {answer.status})")
        return answer.content
