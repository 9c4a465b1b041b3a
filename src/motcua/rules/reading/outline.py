"""The items of a document as a tree: Phần, Chương, Mục, Điều, A., I., 1., 1.1., (1), a), -, + with the paragraphs
under them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.rules.reading.lines import MARK, Lines, Piece

_RANKS = {
    "part": 0.0, "chapter": 1.0, "section": 2.0, "subsection": 3.0, "article": 4.0, "letter": 5.0,
    "roman": 6.0, "number": 7.0,
    "decimal": 8.0, "bracket": 9.5, "small": 10.0, "dash": 11.0, "plus": 12.0,
}  # fmt: skip
_LABELS = {
    "part": "Phần", "chapter": "Chương", "section": "Mục", "subsection": "Tiểu mục", "article": "Điều",
    "letter": "A.", "roman": "I.",
    "number": "1.", "decimal": "1.1.", "bracket": "(1)", "small": "a)", "dash": "-", "plus": "+",
}  # fmt: skip
"""How each kind of item is called in what is read."""
_HIGH = frozenset({"part", "chapter", "section", "subsection"})
DEEPEST = 14


@dataclass
class Item:
    """An item: its mark, its paragraph, the paragraphs after it that have no mark, and the items under it."""

    kind: str
    mark: Piece
    body: Piece
    more: list[Piece] = field(default_factory=list)
    items: list["Item"] = field(default_factory=list)

    @property
    def rank(self) -> float:
        """How high it stands; lower is higher."""
        return _RANKS[self.kind] + (0.01 * self.dots if self.kind == "decimal" else 0.0)

    dots: int = 0

    @property
    def label(self) -> str:
        """Its kind as people call it."""
        return _LABELS[self.kind]

    @property
    def end(self) -> int:
        """Where its own paragraphs end."""
        return self.more[-1].end if self.more else self.body.end

    def walk(self, above: tuple["Item", ...] = ()) -> Iterator[tuple["Item", tuple["Item", ...]]]:
        """This item and all under it, each with those above it."""
        yield self, above
        for item in self.items:
            yield from item.walk((*above, self))


def outlined(lines: Lines, paragraphs: list[Piece]) -> tuple[list[Piece], list[Item]]:
    """The paragraphs before the first item, and the items of the highest rank with what stands under them."""
    text = lines.text
    before, top = list[Piece](), list[Item]()
    stack = list[Item]()
    for piece in paragraphs:
        match = MARK.match(text, piece.start, piece.end + 1)
        if not match or (match.end() >= piece.end and match.lastgroup in {"dash", "plus", "small", "letter"}):
            if stack and _over(stack[-1]) and text[piece.start : piece.end].isupper():
                stack[-1].body = piece
            elif stack:
                stack[-1].more.append(piece)
            else:
                before.append(piece)
            continue
        kind = _kind(match)
        start = match.end()
        while start < piece.end and text[start] in " \t\n:.":
            start += 1
        item = Item(kind, Piece(piece.start, match.end()), Piece(min(start, piece.end), piece.end))
        item.dots = match.group().count(".")
        while stack and stack[-1].rank >= item.rank:
            stack.pop()
        if len(stack) < DEEPEST:
            (stack[-1].items if stack else top).append(item)
            stack.append(item)
        else:
            stack[-1].more.append(piece)
    return before, top


def _over(item: Item) -> bool:
    """Whether a mark stands alone on its line: what it is called stands under it ("PHẦN III" over "KIẾN NGHỊ")."""
    return item.kind in _HIGH and item.body.end <= item.body.start and not (item.more or item.items)


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _RANKS if match[kind] is not None)
