"""Pure rules of the record: what is hashed, how, and what makes two records the same."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

from motcua.rules.calendar import TZ

FIELDS = (
    "subject", "n", "kind", "at", "recorded_at", "unit",
    "by_post", "by_title", "by_unit", "on_behalf_of", "origin", "facts", "prev",
)  # fmt: skip


class Recorded(Protocol):
    """Whatever has the fields of an event."""

    at: Any
    recorded_at: Any
    facts: Any


def moment(at: dt.datetime) -> str:
    """The one way a moment is written in a hash: the time of Viet Nam, microseconds."""
    return at.astimezone(TZ).isoformat(timespec="microseconds")


def content_of(event: Recorded) -> dict[str, Any]:
    """The content of an event as plain JSON values."""
    values = {name: getattr(event, name) for name in FIELDS}
    values["at"], values["recorded_at"] = moment(event.at), moment(event.recorded_at)
    return values


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way a record is written as bytes: JSON, keys sorted, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(content: Mapping[str, Any]) -> str:
    """SHA-256 of a record in its canonical form, as hex."""
    return hashlib.sha256(canonical(content)).hexdigest()
