"""What the outbox needs from outside, and the texts it sends."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

FOLDER = Path(__file__).resolve().parent / "texts"
LANGUAGES = ("vi", "en")


class CannotSend(Exception):
    """The other side did not take the message; it will be tried again."""


class Mailer(Protocol):
    """Sends e-mail."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        """Hand one message over; raises CannotSend."""
        ...


@dataclass(frozen=True)
class Text:
    """A text as a file holds it: subject without personal data, body; both with ``{facts}``."""

    subject: str
    body: str

    def filled(self, facts: Mapping[str, object]) -> "Text":
        """The text with its facts; what is not known is left blank."""
        known = _Blank(facts)
        return Text(self.subject.format_map(known), self.body.format_map(known))


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


@functools.cache
def text(key: str, language: str = "vi") -> Text:
    """The text of a notice: first line subject, blank line, body. Raises KeyError for an unknown one."""
    known = language if language in LANGUAGES else "vi"
    place = FOLDER / known / f"{key}.txt"
    if not place.is_file():
        raise KeyError(key)
    subject, _, body = place.read_text(encoding="utf-8").partition("\n\n")
    return Text(subject.strip(), body.strip())


def keys() -> list[str]:
    """The names of all texts."""
    return sorted(place.stem for place in (FOLDER / "vi").glob("*.txt"))
