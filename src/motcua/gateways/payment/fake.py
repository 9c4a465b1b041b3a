"""A payment platform's fake twin: it takes payments for payment codes and sends signed notices."""

import datetime as dt
import json
import secrets
from dataclasses import dataclass, field

from motcua.gateways.payment.notices import NONCE, SIGNATURE, TIMESTAMP, signature


@dataclass
class FakePlatform:
    """A platform that shares ``secret`` with us; ``sent`` counts its notices."""

    secret: bytes
    sent: int = 0
    known: dict[str, bytes] = field(default_factory=dict)

    def pay(
        self, code: str, amount: int, at: dt.datetime, *, number: str = ""
    ) -> tuple[dict[str, str], bytes]:
        """Somebody pays: the headers and the body of the notice. A known ``number`` is told again, signed anew."""
        if number not in self.known:
            self.sent += 1
            number = number or f"FAKE-{self.sent:06d}"
            said = {"id": number, "code": code, "amount": amount, "paid_at": at.isoformat(timespec="seconds")}
            self.known[number] = json.dumps(said).encode()
        return self.signed(self.known[number], at), self.known[number]

    def signed(self, body: bytes, at: dt.datetime) -> dict[str, str]:
        """The headers that make a body a notice sent at a moment."""
        timestamp, nonce = str(int(at.timestamp())), secrets.token_urlsafe(18)
        return {
            TIMESTAMP: timestamp, NONCE: nonce, SIGNATURE: signature(self.secret, timestamp, nonce, body),
        }  # fmt: skip
