"""Numbers and symbols as they stand in texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.rules.citing.references import normal
from motcua.rules.citing.words import KINDS, PLAIN_BODIES, PLAIN_KINDS, TYPE
from motcua.rules.composed import Composed
from motcua.rules.impossible import Invalid

_CAPITAL = "A-ZĐƯÂÊÔƠĂ"
_PIECE = rf"[{_CAPITAL}][{_CAPITAL}a-zđ0-9]{{0,29}}"
_TAIL = rf"{_PIECE}(?:(?:-\s{{0,2}}|\s-(?=[{_CAPITAL}])|[&./]){_PIECE}){{0,9}}"
_BEFORE = r"(?<![\w/.,-])"
_STATE = re.compile(
    rf"{_BEFORE}(?P<n>\d{{1,6}}(?:[a-zđ](?=\s?/)|\.\d{{1,3}}(?=\s?/))?)\s{{0,2}}/\s{{0,2}}"
    rf"(?:(?P<year>(?:19|20)\d\d)\s{{0,2}}/\s{{0,2}})?(?P<tail>{_TAIL})(?!\w)"
)
_PARTY = re.compile(
    rf"{_BEFORE}(?P<n>\d{{1,5}}[a-zđ]?)\s{{0,2}}-\s{{0,2}}(?P<kind>[{_CAPITAL}][A-Za-zĐđ]{{1,5}})\s{{0,2}}/\s{{0,2}}"
    rf"(?P<body>[{_CAPITAL}][{_CAPITAL}a-zđ0-9]{{0,19}}(?:[.-][{_CAPITAL}][{_CAPITAL}a-zđ0-9]{{0,19}}){{0,3}})(?!\w)"
)
_PLAIN_KIND = "|".join(sorted(PLAIN_KINDS, key=len, reverse=True))
_PLAIN = re.compile(
    rf"{_BEFORE}(?P<n>\d{{1,6}}[a-z]?)\s?(?:(?P<slash>/)\s?(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?|-)"
    rf"(?P<kind>{_PLAIN_KIND})\s?[-/]\s?"
    r"(?P<body>[a-z][a-z0-9&]{0,15}(?:-[a-z][a-z0-9]{0,15}){0,3})(?!\w)"
)
_LAW = re.compile(
    rf"{_BEFORE}(?P<n>\d{{1,4}})\s?/\s?(?P<year>(?:19|20)\d\d)\s?/\s?(?P<body>q(?:h|uoc hoi)\d{{1,2}})(?!\w)"
)


_OFFICE = re.compile(r"UBND|HĐND|VPCP|MTTQ|BTT|VP|CAT|TTCP|[SBP][A-ZĐ]{2}|QH\d|PL|UBTVQH")
"""How symbols of official letters begin."""


@dataclass(frozen=True)
class Hit:
    """A number and symbol in the composed text."""

    start: int
    end: int
    symbol: str
    kind: str
    confidence: float


def symbols(source: Composed) -> Iterator[Hit]:
    text, folded = source.text, source.folded
    ends = list[tuple[int, int]]()
    for match in _PARTY.finditer(text):
        if match["kind"].upper() in {kind.upper() for kind in KINDS} or len(match["kind"]) <= 4:
            symbol = f"{match['n']}-{match['kind']}/{match['body']}"
            ends.append(match.span())
            yield Hit(match.start(), match.end(), _normal(symbol), match["kind"], 0.99)
    for match in _STATE.finditer(text):
        if any(
            start < match.end() and match.start() < end
            for start, end in ends[-400:]
            if end > match.start() - 60
        ):
            continue
        tail = re.sub(r"\s+", "", match["tail"])
        kind = re.split(r"[-/]", tail)[0]
        said = folded[max(match.start() - 26, 0) : match.start()]
        introduced = bool(re.search(r"so\s?:?\s*$", said)) or bool(TYPE.search(said))
        if not (match["year"] or "-" in tail or introduced) or (len(tail) < 2) or (tail in {"VND", "VNĐ"}):
            continue
        if not (introduced or match["year"] or kind in KINDS or _OFFICE.match(tail)):
            continue
        year = f"{match['year']}/" if match["year"] else ""
        ends.append(match.span())
        yield Hit(
            match.start(),
            match.end(),
            _normal(f"{match['n']}/{year}{tail}"),
            kind,
            0.99 if introduced else 0.9,
        )
    seen = sorted(ends)
    for pattern in (_PLAIN, _LAW):
        for match in pattern.finditer(folded):
            if any(start < match.end() and match.start() < end for start, end in seen):
                continue
            before = folded[max(match.start() - 26, 0) : match.start()]
            if not (re.search(r"so\s?:?\s*$", before) or TYPE.search(before)):
                continue
            if pattern is _LAW:
                symbol, kind = f"{match['n']}/{match['year']}/QH{re.sub(r'[^0-9]', '', match['body'])}", "L"
            else:
                kind = PLAIN_KINDS[match["kind"]]
                body = "-".join(PLAIN_BODIES.get(part, part.upper()) for part in match["body"].split("-"))
                year = f"{match['year']}/" if match["year"] else ""
                symbol = (
                    f"{match['n']}/{year}{kind}-{body}" if match["slash"] else f"{match['n']}-{kind}/{body}"
                )
            yield Hit(match.start(), match.end(), _normal(symbol), kind, 0.8)


def _normal(symbol: str) -> str:
    try:
        return normal(symbol)
    except (Invalid, ValueError):
        return re.sub(r"\s+", "", symbol)
