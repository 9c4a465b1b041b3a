"""A text beside what rules match in it: composed letters, one dash, one space; and the same folded, place for place.

Whatever is found is told as a span of the text that was given, also when that text is decomposed, has invisible
marks, or Cyrillic letters that look Latin ("NQ-СР").
"""

import bisect
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]

_SAME: dict[int, str] = {
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-"),
    **dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000, 0x0B, 0x1F), " "),
    0x0D: "\n", 0x0C: "\n", 0x2028: "\n", 0x2029: "\n", 0x85: "\n",
    0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0x2044: "/", 0x2215: "/", 0xFF0F: "/", 0x2F: "/",
    **{ord(cyrillic): latin for cyrillic, latin in zip("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy", strict=True)},
}  # fmt: skip
_GONE = frozenset(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF,
     *range(0x09), *range(0x0E, 0x1F), *range(0x7F, 0x85), *range(0x86, 0xA0))
)  # fmt: skip
"""Marks that are not seen and control characters: no value that is read holds one."""
LONGEST_GAP = 160
"""White space beyond this is nothing; a page of it would only cost time."""
_GAP = re.compile(rf"\s{{{LONGEST_GAP + 1},}}")


@dataclass(frozen=True)
class Composed:
    """``text`` is what rules read, ``folded`` the same in small letters without accents, place for place."""

    given: str

    @cached_property
    def _made(self) -> tuple[str, list[int] | None]:
        given = self.given
        gaps = {gap.start() + LONGEST_GAP: gap.end() for gap in _GAP.finditer(given)}
        if (
            not gaps
            and unicodedata.is_normalized("NFC", given)
            and not any(ord(c) in _GONE for c in set(given))
        ):
            return given.replace("\r\n", " \n").translate(_SAME), None
        letters, starts = list[str](), list[int]()
        at, most = 0, len(given)
        while at < most:
            at = gaps.get(at, at)
            if at >= most:
                break
            end = at + 1
            while end < most and unicodedata.combining(given[end]) and end - at < 8:
                end += 1
            cluster = given[at:end]
            if ord(cluster[0]) not in _GONE:
                composed = unicodedata.normalize("NFC", cluster)
                letters.append(composed[0])
                starts.append(at)
                for mark in composed[1:]:
                    if not unicodedata.combining(mark):
                        letters.append(mark)
                        starts.append(at)
            at = end
        starts.append(most)
        return "".join(letters).replace("\r\n", " \n").translate(_SAME), starts

    @property
    def text(self) -> str:
        """Composed, place for place with ``folded``."""
        return self._made[0]

    @cached_property
    def folded(self) -> str:
        """Small letters without accents, đ as d: exactly as long as ``text``."""
        return self.text.translate(_Folding())

    def span(self, start: int, end: int) -> Span:
        """Where a piece of ``text`` stands in what was given; white space at its ends left out."""
        text = self.text
        start, end = max(start, 0), min(end, len(text))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        starts = self._made[1]
        if starts is None:
            return start, end
        if end <= start:
            return starts[start], starts[start]
        last = starts[end - 1]
        after = next((starts[i] for i in range(end, len(starts)) if starts[i] > last), len(self.given))
        while after - 1 > last and (ord(self.given[after - 1]) in _GONE or self.given[after - 1].isspace()):
            after -= 1
        return starts[start], after

    def place(self, given: int) -> int:
        """Where in ``text`` a place of what was given is."""
        starts = self._made[1]
        return given if starts is None else bisect.bisect_left(starts, given)


class _Folding(dict[int, str]):
    """A letter without its marks, worked out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].casefold()[:1] or letter
        self[code] = base
        return base
