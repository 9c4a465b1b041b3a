"""Search in the catalogue as people speak: with or without accents, in their own words, best first."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import itertools
import math
import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from motcua.areas.cases.models import Case
from motcua.areas.procedures.models import Edition, ProcedureVersion
from motcua.areas.procedures.ports import ProcedureRecord
from motcua.rules.deadlines import Limit, TimeUnit
from motcua.rules.vietnamese import fold

# What people say → what the catalogue says (folded). Phrases, longest first when applied.
SPEECH = {
    "dam cuoi": "ket hon",
    "lam cuoi": "ket hon",
    "cuoi vo": "ket hon",
    "cuoi chong": "ket hon",
    "cuoi": "ket hon",
    "lay vo": "ket hon",
    "lay chong": "ket hon",
    "hon thu": "ket hon",
    "doc than": "xac nhan tinh trang hon nhan",
    "chua ket hon": "xac nhan tinh trang hon nhan",
    "giay chung tu": "khai tu",
    "bao tu": "khai tu",
    "nguoi mat": "khai tu",
    "chet": "khai tu",
    "chong mat": "khai tu",
    "vo mat": "khai tu",
    "bo mat": "khai tu",
    "cha mat": "khai tu",
    "me mat": "khai tu",
    "chong toi mat": "khai tu",
    "vo toi mat": "khai tu",
    "bo toi mat": "khai tu",
    "me toi mat": "khai tu",
    "mo quan an": "thanh lap ho kinh doanh",
    "birth certificate": "khai sinh",
    "birth": "khai sinh",
    "new baby": "khai sinh",
    "baby": "khai sinh",
    "marriage certificate": "dang ky ket hon",
    "marriage": "ket hon",
    "wedding": "ket hon",
    "single status": "xac nhan tinh trang hon nhan",
    "death certificate": "khai tu",
    "death": "khai tu",
    "certified copy": "chung thuc ban sao",
    "copies": "ban sao",
    "signature": "chung thuc chu ky",
    "land": "dat dai",
    "building permit": "giay phep xay dung",
    "household business": "thanh lap ho kinh doanh",
    "business": "ho kinh doanh",
    "residence": "dang ky thuong tru",
    "adoption": "nuoi con nuoi",
    "disability": "khuyet tat",
    "pension": "huu tri xa hoi",
    "funeral": "mai tang",
    "health insurance": "bao hiem y te",
    "moi sinh": "khai sinh",
    "de con": "khai sinh",
    "sinh con": "khai sinh",
    "trich luc": "trich luc ho tich",
    "doi ten": "thay doi ho tich",
    "sua ten": "cai chinh ho tich",
    "sai ten": "cai chinh ho tich",
    "sao y": "chung thuc ban sao",
    "cong chung": "chung thuc",
    "photo": "ban sao",
    "so do": "giay chung nhan quyen su dung dat",
    "so hong": "giay chung nhan quyen su dung dat",
    "sang ten so do": "chuyen quyen su dung dat",
    "sang ten nha dat": "chuyen quyen su dung dat",
    "mua ban dat": "chuyen quyen su dung dat",
    "sang ten xe": "thay doi chu xe",
    "sang ten": "chuyen quyen",
    "tranh chap dat": "hoa giai tranh chap dat dai",
    "ho khau": "thuong tru",
    "nhap khau": "dang ky thuong tru",
    "tach khau": "tach ho",
    "xay nha": "giay phep xay dung",
    "sua nha": "giay phep xay dung sua chua cai tao",
    "mo tiem": "thanh lap ho kinh doanh",
    "mo quan": "thanh lap ho kinh doanh",
    "mo cua hang": "thanh lap ho kinh doanh",
    "dong cua hang": "cham dut hoat dong ho kinh doanh",
    "buon ban": "ho kinh doanh",
    "nguoi gia": "huu tri xa hoi",
    "tien gia": "tro cap huu tri xa hoi",
    "tan tat": "khuyet tat",
    "so ho ngheo": "ho ngheo",
    "mai tang phi": "ho tro mai tang",
    "tien mai tang": "mai tang",
    "nhan con nuoi": "nuoi con nuoi",
    "xin con nuoi": "nuoi con nuoi",
    "cccd": "can cuoc",
    "cmnd": "can cuoc",
    "bhyt": "bao hiem y te",
    "bhxh": "bao hiem xa hoi",
    "chat cay": "chat ha cay xanh",
    "thuong binh": "nguoi co cong",
    "liet si": "liet si",
}
_IDLE = frozenset(
    (
        *(
            "toi",
            "muon",
            "xin",
            "cho",
            "cua",
            "lam",
            "thu",
            "tuc",
            "can",
            "o",
            "dau",
            "nhu",
            "the",
            "nao",
            "duoc",
        ),
        *(
            "khong",
            "em",
            "anh",
            "chi",
            "nha",
            "minh",
            "di",
            "de",
            "thi",
            "phai",
            "va",
            "hay",
            "hoi",
            "nop",
            "ho",
        ),
        *("so", "giay", "to", "ve", "cac", "mot", "ban", "ai", "gi", "bao", "nhieu", "lay", "dang", "ky"),
    )
)
_SPEECH = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SPEECH), key=len, reverse=True)) + r")\b")
_CODE = re.compile(r"\d[\d.]*")
NEAR = 0.3  # answers with less than this share of the best score are noise
RECENT = 2000  # so many of the last cases say what people come for
POPULAR = (
    "1.001193",
    "2.000815",
    "1.000894",
    "1.004873",
    "2.000635",
    "1.000656",
    "2.000884",
    "1.001612",
    "1.004222",
    "1.012812",
    "1.001776",
    "1.014027",
)
_PRIOR = {code: 12 - rank / 2 for rank, code in enumerate(POPULAR)}


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a list of procedures."""

    code: str
    name: str
    field: str
    levels: tuple[str, ...]
    limit: Limit | None
    limit_text: str
    online_level: str
    summary: str
    receivable: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list and the cursor of the next one ('' at the end)."""

    items: tuple[Found, ...]
    next_cursor: str
    total: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A version as search sees it: folded name, words of speech, and the rest, each between spaces."""

    found: Found
    name: str
    words: str
    rest: str
    field: str
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class _Index:
    """All versions, where each word stands (entry → points), and the sorted words for unfinished ones."""

    entries: tuple[_Entry, ...]
    places: dict[str, dict[int, float]]
    vocabulary: tuple[str, ...]


def folded_text(record: ProcedureRecord) -> str:
    """What search looks through, folded: name, then the words of speech and summary, then field and
    papers.
    """
    papers = [paper.name for paper in record.papers[:12]]
    rest = " ".join((record.code, record.field, *record.results, *papers))[:1500]
    parts = (record.name, " ".join((*record.words, record.summary)), rest)
    return "\n".join(_bare(part) for part in parts)


def search(
    q: str = "",
    field: str = "",
    level: str = "",
    limit: int = 20,
    cursor: str = "",
    *,
    on: dt.date | None = None,
) -> Page:
    """Procedures that answer a question, best first; without a question, by name.

    ``field`` is a lĩnh vực (accents do not matter), ``level`` one of ministry, province, commune,
    other; ``cursor``
    is that of the page before; ``on`` is the day on which they are in force, None = published and not ended.
    """
    index = _index()
    wanted = fold(field)

    def answers(entry: _Entry) -> bool:
        return (
            _in_force(entry, on)
            and (not wanted or entry.field == wanted)
            and (not level or level in entry.found.levels)
        )

    question = _bare(q)[:200]
    if question:
        points = _points(question, index)
        scored = [(score, index.entries[at]) for at, score in points.items() if answers(index.entries[at])]
        floor = max((score for score, _ in scored), default=0) * NEAR
        scored = [pair for pair in scored if pair[0] >= floor]
        scored.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].found.code))
        entries = [entry for _, entry in scored]
    else:
        entries = sorted(filter(answers, index.entries), key=lambda entry: (entry.name, entry.found.code))
    start = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 9 else 0
    size = max(1, min(limit, 200))
    more = start + size < len(entries)
    return Page(
        tuple(entry.found for entry in entries[start : start + size]),
        str(start + size) if more else "",
        len(entries),
    )


def field_counts(level: str = "", *, on: dt.date | None = None) -> dict[str, int]:
    """The lĩnh vực that have procedures in force, by name, and how many each has."""
    counted: dict[str, int] = {}
    for entry in _index().entries:
        if entry.found.field and _in_force(entry, on) and (not level or level in entry.found.levels):
            counted[entry.found.field] = counted.get(entry.found.field, 0) + 1
    return dict(sorted(counted.items(), key=lambda item: fold(item[0])))


def fields(level: str = "", *, on: dt.date | None = None) -> list[str]:
    """The lĩnh vực that have procedures in force, by name."""
    return list(field_counts(level, on=on))


def popular(n: int, *, on: dt.date | None = None) -> list[Found]:
    """What people most come for: by the last cases received, then what communes receive most, then all they
    receive. Its cost does not grow with history.
    """
    known = {entry.found.code: entry.found for entry in _index().entries if _in_force(entry, on)}
    last = Case.objects.filter(kind="dossier").order_by("-id").values("id")[:RECENT]
    counted = (
        Case.objects.filter(id__in=last)
        .values_list("type__code")
        .annotate(cases=Count("pk"))
        .order_by("-cases", "type__code")[:n]
    )
    received = sorted(code for code, found in known.items() if found.receivable)
    codes = dict.fromkeys([*(code for code, _ in counted), *POPULAR, *received])
    return [known[code] for code in codes if code in known][:n]


def _points(question: str, index: _Index) -> dict[int, float]:
    """Points of every entry that answers, by its place in the index: as asked, or as speech means it."""
    if _CODE.fullmatch(question):
        return {
            at: 1000.0 if entry.found.code == question else 500.0
            for at, entry in enumerate(index.entries)
            if entry.found.code.startswith(question)
        }
    points = _score(question, index)
    meant = _SPEECH.sub(lambda match: SPEECH[match.group()], question)
    if meant != question:
        for at, score in _score(meant, index).items():
            points[at] = max(points.get(at, 0), score - 1)
    return points


def _score(question: str, index: _Index) -> dict[int, float]:
    """Words by where they stand, neighbours and the whole phrase; most of the telling words must be met."""
    telling, bigrams, core = _parse(question)
    needed = math.ceil(len(telling) * 0.6)
    stands = sorted((_where(word, index, unfinished=word == telling[-1]) for word in telling), key=len)
    met: dict[int, int] = {}
    points: dict[int, float] = {}
    for rank, places in enumerate(stands):
        # Who meets enough of the words meets at least one of the rarest: later words only add to those.
        known = None if rank <= len(stands) - needed else met
        pairs = places.items() if known is None else ((at, places[at]) for at in known if at in places)
        for at, score in list(pairs):
            met[at] = met.get(at, 0) + 1
            points[at] = points.get(at, 0) + score
    phrase = f" {core} "
    found: dict[int, float] = {}
    for at, count in met.items():
        if count < needed:
            continue
        entry, score = index.entries[at], points[at] + 4 * count / len(telling)
        for pair in bigrams:
            score += 12 if pair in entry.name else 8 if pair in entry.words else 0
        if phrase in entry.name:
            score += 60 if entry.name.endswith(phrase) or entry.name.startswith(phrase) else 40
            score += 30 * len(phrase) / len(entry.name)
        elif phrase in entry.words:
            score += 30
        score += _PRIOR.get(entry.found.code, 0) + (3 if "commune" in entry.found.levels else 0)
        found[at] = score - min(len(entry.name), 300) / 60
    return found


def _where(word: str, index: _Index, *, unfinished: bool) -> dict[int, float]:
    """Entries with a word; for the last word typed, also with words that begin with it."""
    exact = index.places.get(word, {})
    if not unfinished or len(word) < 3:
        return exact
    found = dict(exact)
    for place in range(bisect.bisect_left(index.vocabulary, word), len(index.vocabulary)):
        longer = index.vocabulary[place]
        if not longer.startswith(word):
            break
        for at, score in index.places[longer].items():
            found.setdefault(at, score / 2)
    return found


@functools.lru_cache(maxsize=256)
def _parse(question: str) -> tuple[list[str], list[str], str]:
    """The telling words, the neighbours, and the question without idle words at its ends."""
    words = question.split()
    telling = [word for word in dict.fromkeys(words) if word not in _IDLE] or list(dict.fromkeys(words))
    bigrams = [f" {a} {b} " for a, b in itertools.pairwise(words) if not {a, b} <= _IDLE]
    while len(words) > 1 and words[0] in _IDLE:
        words = words[1:]
    while len(words) > 1 and words[-1] in _IDLE:
        words = words[:-1]
    return telling, bigrams, " ".join(words)


def _index() -> _Index:
    """All published versions, kept in memory until an act changes the catalogue."""
    edition = Edition.objects.values_list("token", flat=True).first()
    return _read(edition or "")


@functools.lru_cache(maxsize=1)
def _read(token: str) -> _Index:
    del token
    rows = ProcedureVersion.objects.exclude(status="draft").values_list(
        "procedure__code",
        "name",
        "field",
        "levels",
        "limit_amount",
        "limit_unit",
        "online_level",
        "folded",
        "valid_from",
        "valid_to",
        "case_type_id",
        "limit_text",
        "summary",
        "same_day",
    )
    entries: list[_Entry] = []
    places: dict[str, dict[int, float]] = {}
    for row in rows:
        code, name, field, levels, amount, unit, online, folded, start, end, kind, text, summary, same = row
        limit = Limit(Decimal(amount), TimeUnit(unit), same_day=same) if amount is not None else None
        said = limit.words() if limit else text
        line = Found(code, name, field, tuple(levels), limit, said, online, summary, kind is not None)
        parts = [*folded.split("\n"), "", "", ""][:3]
        for score, part in zip((2.0, 6.0, 10.0), reversed(parts), strict=True):
            for word in part.split():
                places.setdefault(word, {})[len(entries)] = score
        first, words, rest = (f" {part} " for part in parts)
        entries.append(_Entry(line, first, words, rest, fold(field), start, end))
    return _Index(tuple(entries), places, tuple(sorted(places)))


def _in_force(entry: _Entry, on: dt.date | None) -> bool:
    if on is None:
        return entry.valid_to is None
    return entry.valid_from <= on and (entry.valid_to is None or on < entry.valid_to)


def _bare(said: str) -> str:
    return " ".join(re.sub(r"[^\w\s.]|(?<!\d)\.|\.(?!\d)|_", " ", fold(said)).split())
