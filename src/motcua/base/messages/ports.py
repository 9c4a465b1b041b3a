"""What the outbox needs from outside, and the texts it sends."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

FOLDER = Path(__file__).resolve().parent / "texts"
LANGUAGES = ("vi", "en")
FACTS = frozenset(
    {
        "code", "number", "items", "step", "due_words", "until_words", "ready_words", "received_words",
        "answer_by_words", "agency", "received_by", "holder",
        "payable_words", "amount_words", "receipt", "link", "slip",
    }
)  # fmt: skip
"""What a text may say: codes, counts, amounts, moments, offices and posts. Nothing of a person."""
SEALED = frozenset({"link", "slip"})
"""Of these, what only the person may read: never kept in the open, forgotten once the notice left."""
_FACT = re.compile(r"{(\w+)}")


@dataclass(frozen=True)
class Addressee:
    """Where somebody is told of an event, and what stood then that a text may say (R2.4 g).

    ``subjects``  by which their wish is known: that of the matter, then of the person
    """

    email: str
    phone: str
    subjects: list[str]
    standing: dict[str, str]


class CannotSend(Exception):
    """The other side did not take the message; it will be tried again."""


class WillNotSend(CannotSend):
    """The other side will never take this message (no such number, say): trying again is of no use."""


class Mailer(Protocol):
    """Sends e-mail."""

    def send(self, *, to: str, subject: str, text: str) -> None:
        """Hand one message over; raises CannotSend."""
        ...


class Texter(Protocol):
    """Sends short messages to mobile telephones."""

    def send(self, *, to: str, text: str, key: str) -> None:
        """Hand one message over to a number (+84…); the same ``key`` is the same message. Raises CannotSend."""
        ...


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def facts_in(text: str) -> frozenset[str]:
    """The names of the facts that a text takes."""
    return frozenset(_FACT.findall(text))


@dataclass(frozen=True)
class Text:
    """A text as its files hold it: subject without personal data, body, the short form; all with ``{facts}``.

    ``law`` the articles behind it; ``channels`` over which it goes; ``at_once`` even at night (a security code).
    """

    subject: str
    body: str
    sms: str = ""
    law: str = ""
    channels: tuple[str, ...] = field(default=("in_app", "email", "sms"))
    at_once: bool = False

    @property
    def facts(self) -> frozenset[str]:
        """What the text wants to know."""
        return facts_in(self.subject + self.body + self.sms)

    def filled(self, facts: Mapping[str, object]) -> "Text":
        """The text with its facts; what is not known is left blank."""
        known = _Blank({name: fact for name, fact in facts.items() if name in FACTS})
        subject, body, sms = (part.format_map(known) for part in (self.subject, self.body, self.sms))
        return Text(subject, body, sms, self.law, self.channels, self.at_once)


def _read(key: str, language: str) -> str:
    place = FOLDER / (language if language in LANGUAGES else "vi") / f"{key}.txt"
    return place.read_text(encoding="utf-8").strip() if place.is_file() else ""


@functools.cache
def text(key: str, language: str = "vi") -> Text:
    """The text of a notice; raises KeyError for an unknown one.

    The file begins with lines ``subject:``, ``law:``, where needed ``channels:`` and ``hours: any``, then a blank line
    and the body. Beside it ``<key>.sms.txt`` holds the short form.
    """
    whole = _read(key, language)
    if not whole or key not in keys():
        raise KeyError(key)
    head, _, body = whole.partition("\n\n")
    given = {name: value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    short = _read(f"{key}.sms", language)
    usual = ("in_app", "email", "sms") if short else ("in_app", "email")
    channels = tuple(given["channels"].split(", ")) if "channels" in given else usual
    return Text(given["subject"], body, short, given["law"], channels, given.get("hours") == "any")


def status(facts: Mapping[str, object], language: str = "vi") -> str:
    """Where a dossier stands, for the foot of a letter (R2.4 g); lines of which nothing is known are left out."""
    known = {name: fact for name, fact in facts.items() if name in FACTS and fact}
    lines = _read("status", language).splitlines()
    return "\n".join(line.format_map(known) for line in lines if facts_in(line) <= known.keys())


@functools.cache
def keys() -> tuple[str, ...]:
    """The names of all texts."""
    return tuple(sorted(p.stem for p in (FOLDER / "vi").glob("*.txt") if p.stem.count(".") == 1))
