"""The vocabulary of what can happen. Every area adds its own words here through ``kind``."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.base.spoken import spoken


@dataclass(frozen=True)
class EventKind:
    """One word of the vocabulary.

    ``name``   past tense, ``area.happened``
    ``desk``   sentence for officials, with ``{facts}``
    ``public`` sentence for the public, or None when the public is not told
    """

    name: str
    desk: str
    public: str | None = None

    def sentence(self, facts: Mapping[str, object], *, public: bool = False) -> str:
        """The sentence with its facts; facts that an old event lacks are left blank."""
        text = self.public if public else self.desk
        if not text:
            return ""
        return gettext(text).format_map(_Blank({name: spoken(fact) for name, fact in facts.items()})).strip()


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


EVENTS: dict[str, EventKind] = {}


def kind(name: str, desk: str, public: str | None = None) -> EventKind:
    """Add a word to the vocabulary; a word is said in one way only."""
    word = EventKind(name, desk, public)
    if EVENTS.setdefault(name, word) != word:
        raise ValueError(f"event {name} is defined twice")
    return word
