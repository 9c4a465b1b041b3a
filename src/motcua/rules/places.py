"""Which hamlet or residential group (thôn, tổ dân phố) a text names: never an address, never a person.

People write “TDP 3”, “tổ dân phố số 03” or “tổ 3”: the same place. A name is one only where it ends: “thôn Đông Hà” is
not thôn Đông. Where a text names several places, it names none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.rules.vietnamese import fold, nfc

_SHORT = {"tdp": ("to", "dan", "pho"), "kdc": ("khu", "dan", "cu"), "kp": ("khu", "pho")}
_WORD = re.compile(r"[^\W\d_]+|\d+\w*")


@dataclass(frozen=True)
class _Word:
    """``goes_on``: written with a capital right after the word before it, as a name of several words is."""

    text: str
    goes_on: bool = False


def named(text: str, places: Mapping[str, str]) -> str:
    """The one of ``places`` (key: name) that a text names; empty where it names none, or more than one."""
    words = _words(text)
    found = list[tuple[int, int, str]]()
    for key, name in places.items():
        wanted = [word.text for word in _words(name)]
        for start in range(len(words) - len(wanted) + 1):
            end = start + len(wanted)
            if not wanted or [word.text for word in words[start:end]] != wanted:
                continue
            if end == len(words) or wanted[-1].isdigit() or not words[end].goes_on:
                found.append((start, end, key))
    whole = {
        key
        for start, end, key in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, _key in found)
    }
    return whole.pop() if len(whole) == 1 else ""


def _words(text: str) -> list[_Word]:
    text = nfc(text)
    found, before = list[_Word](), 0
    for match in _WORD.finditer(text):
        word, close = fold(match[0]), not text[before : match.start()].strip()
        goes_on = bool(found) and close and match[0][0].isupper()
        before = match.end()
        if word.isdecimal():
            word = str(int(word))
            if found and found[-1].text == "so":
                found.pop()
            if [one.text for one in found[-1:]] == ["to"]:
                found += [_Word("dan"), _Word("pho")]
        found += [_Word(one, goes_on) for one in _SHORT.get(word, (word,))]
    return found
