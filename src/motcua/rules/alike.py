"""Whether two petitions say the same, whatever words and accents they are written in (R6.26).

What every letter says is left out first: the phrases of forms. What is left weighs by how much it tells: words that
stand in most letters little, others more, pairs of words most. Lane, plot and street say where it is: the same one
brings two letters together, another one keeps them apart. Which words are which is data (``Wording``).
"""

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from motcua.rules.vietnamese import fold

_WORDS = re.compile(r"[^\W_]+")
COMMON, NUMBER, WORD, PAIR = 0.15, 1.5, 1.0, 1.6
ELSEWHERE, HERE = 0.35, 0.12
LEAST = 0.42
"""From how much on two petitions are shown as perhaps the same; tests/tables/petitions_alike.csv says what it parts."""


@dataclass(frozen=True)
class Wording:
    """Folded: phrases of forms, words of most letters, words before a number or a street's name that say where, and
    what after or before “đường” makes it no name."""

    forms: re.Pattern[str]
    common: frozenset[str]
    places: frozenset[str]
    streets: frozenset[str]
    no_names: frozenset[str]
    roads: frozenset[str]


def wording(rows: Iterable[Mapping[str, str]]) -> Wording:
    """Read the list of words (columns ``kind``, ``words``)."""
    told: dict[str, list[str]] = {}
    for row in rows:
        told.setdefault(row["kind"], []).append(fold(row["words"]))
    sets = {
        kind: frozenset(word for one in lines for word in one.split())
        for kind, lines in told.items()
        if kind != "form"
    }
    phrases = sorted(told.get("form", ()), key=len, reverse=True)
    pattern = "|".join(r"\s+".join(re.escape(word) for word in one.split()) for one in phrases) or r"(?!)"
    empty = frozenset[str]()
    return Wording(
        re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), sets.get("common", empty), sets.get("place", empty),
        sets.get("street", empty), sets.get("after", empty), sets.get("before", empty),
    )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What a text tells: its words in order, and where it is: {word: numbers or names}."""

    words: tuple[str, ...]
    where: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]

    @property
    def pairs(self) -> list[str]:
        """The pairs of words that tell most: by them a text is found."""
        return [words for words, weight in self.weights.items() if " " in words and weight > PAIR / 2]

    @property
    def spots(self) -> list[str]:
        """Every place that the text names: “ngo 42”."""
        return sorted(f"{kind} {one}" for kind, known in self.where.items() for one in known)


def bare(text: str, known: Wording) -> str:
    """A text folded, without what forms say."""
    return known.forms.sub(" . ", fold(text))


@functools.lru_cache(maxsize=512)
def told(text: str, known: Wording) -> Told:
    """Read a text."""
    words, where = list[str](), dict[str, set[str]]()
    weights = dict[str, float]()
    for part in re.split(r"[,.;:!?()\n]+", bare(text, known)):
        run = _WORDS.findall(part)
        words += run
        for word in run:
            weights[word] = _weight(word, known)
        for one, two in pairwise(run):
            both = weights[one] + weights[two]
            if both > 2 * COMMON:
                weights[f"{one} {two}"] = PAIR * min(1.0, both / (2 * WORD))
        for n in _places(run, known, where):
            weights[run[n]] = min(weights[run[n]], COMMON)
            for pair in (run[n - 1 : n + 1], run[n : n + 2]):
                if len(pair) == 2:
                    weights[" ".join(pair)] = COMMON
    return Told(tuple(words), {kind: frozenset(one) for kind, one in where.items()}, weights)


def _weight(word: str, known: Wording) -> float:
    if word.isdecimal() and len(word) == 4 and word[:2] in ("19", "20"):
        return COMMON  # a year
    if any(c.isdigit() for c in word):
        return NUMBER
    return COMMON if word in known.common else WORD


def _places(run: list[str], known: Wording, where: dict[str, set[str]]) -> list[int]:
    """Note where it is; returns at which words of the run that was said."""
    found = list[int]()
    for n, word in enumerate(run[:-1]):
        after = run[n + 1 : n + 3]
        if word in known.places and after[0][0].isdigit():
            where.setdefault(word, set()).add(after[0])
            found.append(n + 1)
        elif word in known.streets and len(after) == 2 and _named(run[n - 1] if n else "", after, known):
            where.setdefault("street", set()).add(" ".join(after))
            found += [n + 1, n + 2]
    return found


def _named(before: str, after: list[str], known: Wording) -> bool:
    """Whether a street's name follows: “phố Cổ Linh”, not “lòng đường rất hẹp”."""
    return before not in known.roads and not any(
        one in known.no_names or one in known.common or one[0].isdigit() for one in after
    )


def alike(one: Told, other: Told) -> float:
    """How much two texts tell the same: 0 to 1."""
    shared = sum(
        min(weight, other.weights[word]) for word, weight in one.weights.items() if word in other.weights
    )
    mine, theirs = sum(one.weights.values()), sum(other.weights.values())
    if not shared:
        return 0.0
    found = 0.6 * shared / min(mine, theirs) + 0.4 * 2 * shared / (mine + theirs)
    both = one.where.keys() & other.where.keys()
    if any(one.where[kind] & other.where[kind] for kind in both):
        found += HERE
    if any(not one.where[kind] & other.where[kind] for kind in both):
        found *= ELSEWHERE
    return round(min(1.0, found), 2)
