"""Search in the catalogue as people speak: with or without accents, in their own words, best first."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Min

from motcua.areas.cases.models import Case
from motcua.areas.procedures.models import ProcedureVersion
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
    found: Found
    name: str
    words: str
    rest: str
    field: str
    valid_from: dt.date
    valid_to: dt.date | None


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
    entries = [entry for entry in _entries() if _in_force(entry, on)]
    if field:
        wanted = fold(field)
        entries = [entry for entry in entries if entry.field == wanted]
    if level:
        entries = [entry for entry in entries if level in entry.found.levels]
    question = _bare(q)[:200]
    if question:
        scored = [(score, entry) for entry in entries if (score := _best(question, entry)) > 0]
        scored.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].found.code))
        entries = [entry for _, entry in scored]
    else:
        entries.sort(key=lambda entry: (entry.name, entry.found.code))
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
    for entry in _entries():
        if entry.found.field and _in_force(entry, on) and (not level or level in entry.found.levels):
            counted[entry.found.field] = counted.get(entry.found.field, 0) + 1
    return dict(sorted(counted.items(), key=lambda item: fold(item[0])))


def fields(level: str = "", *, on: dt.date | None = None) -> list[str]:
    """The lĩnh vực that have procedures in force, by name."""
    return list(field_counts(level, on=on))


def popular(n: int, *, on: dt.date | None = None) -> list[Found]:
    """What people most come for: by cases received, then what communes receive most, then all they
    receive.
    """
    known = {entry.found.code: entry.found for entry in _entries() if _in_force(entry, on)}
    counted = (
        Case.objects.filter(type__kind="dossier")
        .values_list("type__code")
        .annotate(cases=Count("pk"))
        .order_by("-cases", "type__code")[:n]
    )
    received = sorted(code for code, found in known.items() if found.receivable)
    codes = dict.fromkeys([*(code for code, _ in counted), *POPULAR, *received])
    return [known[code] for code in codes if code in known][:n]


def _best(question: str, entry: _Entry) -> float:
    told = _SPEECH.sub(lambda match: SPEECH[match.group()], question)
    plain = _score(question, entry)
    return max(plain, _score(told, entry) - 1) if told != question else plain


def _score(question: str, entry: _Entry) -> float:
    """0 when it does not answer; the exact code, then the phrase in the name, then words by where they
    stand.
    """
    if _CODE.fullmatch(question):
        code = entry.found.code
        return 1000.0 if code == question else 500.0 if code.startswith(question) else 0.0
    tokens, bigrams = _parse(question)
    if not tokens:
        return 0.0
    score, met, weight = 0.0, 0, 0
    for token, strong in tokens:
        weight += strong
        if f" {token} " in entry.name:
            met += strong
            score += 10 if strong else 1
        elif f" {token}" in entry.words:
            met += strong
            score += 6 if strong else 0.5
        elif f" {token}" in entry.name or f" {token}" in entry.rest:
            met += strong
            score += 2 if strong else 0.2
    if not met or met < math.ceil(weight * 0.6):
        return 0.0
    for pair in bigrams:
        if pair in entry.name:
            score += 12
        elif pair in entry.words:
            score += 8
    if f" {question} " in entry.name:
        score += 60 + (
            30 if entry.name.startswith(f" {question} ") or f" thu tuc {question} " in entry.name else 0
        )
    elif f" {question} " in entry.words:
        score += 50
    score += 4 * met / weight
    if "commune" in entry.found.levels:
        score += 3
    return score - min(len(entry.name), 300) / 60


@functools.lru_cache(maxsize=256)
def _parse(question: str) -> tuple[list[tuple[str, int]], list[str]]:
    words = question.split()
    tokens = [(word, 0 if word in _IDLE else 1) for word in dict.fromkeys(words)]
    if not any(strong for _, strong in tokens):
        tokens = [(word, 1) for word, _ in tokens]
    bigrams = [f" {a} {b} " for a, b in itertools.pairwise(words) if not {a, b} <= _IDLE]
    return tokens, bigrams


def _entries() -> Sequence[_Entry]:
    """All published versions, kept in memory until the table changes."""
    stamp = ProcedureVersion.objects.aggregate(
        Count("pk"), Max("pk"), Count("valid_to"), Max("valid_to"), Count("case_type"), Min("sha"), Max("sha")
    )
    return _read(tuple(stamp.values()))


@functools.lru_cache(maxsize=1)
def _read(stamp: tuple[object, ...]) -> Sequence[_Entry]:
    del stamp
    found: list[_Entry] = []
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
        "record__limit_text",
        "record__summary",
        "record__same_day",
    )
    for (
        code,
        name,
        field,
        levels,
        amount,
        unit,
        online,
        folded,
        start,
        end,
        case_type,
        text,
        summary,
        same,
    ) in rows:
        limit = Limit(Decimal(amount), TimeUnit(unit), same_day=same is True) if amount is not None else None
        said = limit.words() if limit else text or ""
        line = Found(
            code, name, field, tuple(levels), limit, said, online, summary or "", case_type is not None
        )
        first, words, rest = [f" {part} " for part in ([*folded.split("\n"), "", "", ""])[:3]]
        found.append(_Entry(line, first, words, rest, fold(field), start, end))
    return found


def _in_force(entry: _Entry, on: dt.date | None) -> bool:
    if on is None:
        return entry.valid_to is None
    return entry.valid_from <= on and (entry.valid_to is None or on < entry.valid_to)


def _bare(said: str) -> str:
    return " ".join(re.sub(r"[^\w\s.]|(?<!\d)\.|\.(?!\d)|_", " ", fold(said)).split())
