"""Whom to ask: how many (R5.6), how many of each part, and which, so that anybody can check the draw.

The draw needs no generator of random numbers: everybody of a part is put in the order of SHA-256 of ``seed:code``, and
the first ones are asked. Who knows the seed, which is journalled, draws the same again with any tool.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

MARGIN = Decimal("0.05")
"""e of Yamane's formula (R5.6)."""


def yamane(population: int, margin: Decimal = MARGIN) -> int:
    """n = N ÷ (1 + N·e²), rounded up: how many of ``population`` to ask (R5.6)."""
    if population <= 0:
        return 0
    e = Fraction(margin)
    return min(population, math.ceil(population / (1 + population * e * e)))


def allocate(total: int, parts: Mapping[str, int]) -> dict[str, int]:
    """How many of each part: in proportion to its size, the largest remainders rounded up, at least one of each.

    Never more of a part than there are; together ``total``, or as many as there are. Where there are more parts than
    ``total``, each part still has its one.
    """
    sizes = {name: n for name, n in parts.items() if n > 0}
    whole = sum(sizes.values())
    if not sizes or total <= 0:
        return {}
    total = min(max(total, len(sizes)), whole)
    exact = {name: Fraction(total * n, whole) for name, n in sizes.items()}
    found = {name: min(max(int(exact[name]), 1), sizes[name]) for name in sizes}
    order = sorted(sizes, key=lambda name: (-(exact[name] - int(exact[name])), name))
    while (left := total - sum(found.values())) != 0:
        for name in order if left > 0 else sorted(sizes, key=lambda one: (-found[one], one)):
            if left > 0 and found[name] < sizes[name]:
                found[name], left = found[name] + 1, left - 1
            elif left < 0 and found[name] > 1:
                found[name], left = found[name] - 1, left + 1
                break
            if not left:
                break
    return found


def place(seed: str, code: str) -> str:
    """Where somebody stands in the order of the draw."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def draw(frame: Mapping[str, Sequence[str]], total: int, seed: str) -> dict[str, list[str]]:
    """Who is asked of each part of the frame, in the order of the draw; no code is drawn twice."""
    shares = allocate(total, {part: len(set(codes)) for part, codes in frame.items()})
    return {
        part: sorted(set(frame[part]), key=lambda code: place(seed, code))[:n] for part, n in shares.items()
    }


def digest(frame: Mapping[str, Iterable[str]]) -> str:
    """Digest of a frame: the same for the same codes in the same parts, in whatever order."""
    lines = sorted(f"{part}\t{code}" for part, codes in frame.items() for code in codes)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def merged(frame: Mapping[str, Sequence[str]], least: int, rest: str) -> dict[str, list[str]]:
    """The frame with its parts of fewer than ``least`` put together as ``rest``: nobody is nearly alone."""
    found: dict[str, list[str]] = {}
    for part, codes in frame.items():
        found.setdefault(part if len(codes) >= least else rest, []).extend(codes)
    if rest in found and len(found[rest]) < least and len(found) > 1:
        small = min((part for part in found if part != rest), key=lambda part: (len(found[part]), part))
        found[rest] += found.pop(small)
    return found
