"""Short messages: an HTTP/JSON gateway of the province or an operator, and a twin that only remembers.

The shape is ours; an operator's own interface stands behind a small translation at its side or here:

    POST <MOTCUA_SMS_URL>   {"to": "+84912345678", "text": "…", "from": "UBND LONG BIEN", "key": "81-4711"}
    2xx taken · 409 taken before (same key) · 408, 425, 429, 5xx or no answer: later · any other: never
"""

import base64
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from django.conf import settings

from motcua.base.messages.ports import CannotSend, WillNotSend
from motcua.gateways import wire

TIMEOUT = 10.0
LATER = frozenset({408, 425, 429})
TAKEN_BEFORE = 409


class HttpTexter:
    """Sends through the gateway of the settings (``MOTCUA_SMS_URL``): a bearer token as ``:token@``, or user and
    password; ``?from=`` names the registered sender."""

    def __init__(self, address: str = "", *, timeout: float = TIMEOUT) -> None:
        self.place = wire.place(address or settings.SMS_URL, name="MOTCUA_SMS_URL")
        self.sender = dict(parse_qsl(self.place.query)).get("from", "")
        self.timeout = timeout

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand one message over; raises CannotSend, WillNotSend. What is raised names no number and no text."""
        content = wire.body({"to": to, "text": text, "from": self.sender, "key": key})
        try:
            answer = wire.ask(self.place.url, headers=self._headers(), content=content, timeout=self.timeout)
        except wire.NoAnswer as error:
            raise CannotSend(str(error)) from None
        if 200 <= answer.status < 300 or answer.status == TAKEN_BEFORE:
            return
        if answer.status >= 500 or answer.status in LATER or 300 <= answer.status < 400:
            raise CannotSend(f"HTTP {answer.status}")
        raise WillNotSend(f"HTTP {answer.status}")

    def _headers(self) -> dict[str, str]:
        if not self.place.password:
            return {}
        if not self.place.user:
            return {"Authorization": f"Bearer {self.place.password}"}
        pair = base64.b64encode(f"{self.place.user}:{self.place.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}


@dataclass
class FakeTexter:
    """Keeps what was sent, each key once; not there while ``refusing``; knows no numbers in ``unknown``."""

    refusing: bool = False
    unknown: frozenset[str] = frozenset()
    sent: dict[str, tuple[str, str]] = field(default_factory=dict)

    def send(self, *, to: str, text: str, key: str) -> None:
        """Remember one message."""
        if self.refusing:
            raise CannotSend("refusing")
        if to in self.unknown:
            raise WillNotSend("unknown number")
        self.sent.setdefault(key, (to, text))
