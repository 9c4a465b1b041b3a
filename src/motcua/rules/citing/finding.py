"""Finds references: from a symbol outwards, then those without one."""

import bisect
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from motcua.rules.citing.bodies import issuer
from motcua.rules.citing.references import Leaf, Reference
from motcua.rules.citing.symbols import Hit, symbols
from motcua.rules.citing.words import ALTERNATIVES, DAY, KINDS, TYPE, TYPES, day_of
from motcua.rules.composed import Composed

_Any = TypeVar("_Any")

_NUMBERED = re.compile(
    rf"(?<![^\W_])(?P<type>{ALTERNATIVES})\s{{1,3}}(?P<so>so\s?:?\s{{0,3}})?(?P<n>\d{{1,5}})(?![\w/%.,]*[\w/%])"
    rf"(?P<day>\s{{0,3}},?\s{{0,3}}(?:ky\s+)?(?:ngay\s{{1,3}})?{DAY})?"
)
_NAMED = re.compile(r"(?<!\w)(?P<type>Hiến\s+pháp|Bộ\s+luật|Luật|Pháp\s+lệnh)(?=\s)")
_NAME_ENDS = re.compile(
    r"\s*(?:[;:.()\n\[\]“”\"]|,\s+(?:Nghị|Thông|Quyết|Chỉ|Luật|Bộ luật|Pháp lệnh)\b|\bsố\s+\d|\bngày\b"
    r"|\bnăm\s+(?:19|20)\d\d"
    r"|\b(?:được|đã|về|có|quy định|và các|và những|và văn bản|và Luật|và Bộ luật|và Nghị|trên địa bàn|theo|do|này"
    r"|hiện hành"
    r"|thì|là|của|phải|để|trong|từ|tại|bằng|khi|với|không|sẽ|đến|cho|gồm|bao gồm|năm)\b)"
)
_AMENDING_ENDS = re.compile(
    r"\s*(?:[;:.()\[\]“”\"]|\n\s*\n|\bsố\s+\d|\bngày\b|\bnăm\s+(?:19|20)\d\d|\b(?:được|đã)\b)"
)
"""Where the name of a law that amends others ends: it names them all."""
_CONGRESS = re.compile(
    r"(?<!\w)Nghị\s+quyết\s+(?P<name>(?:Đại\s+hội|Hội\s+nghị|Trung\s+ương)(?:\s+(?:[XIVL]+|\d{1,2}|lần|thứ|của|đảng"
    r"|Đảng|bộ|các|cấp"
    r"|đại|biểu|toàn|quốc|khoá|khóa|tỉnh|thành|phố|quận|huyện|xã|phường|nhiệm|kỳ|Ban|Chấp|hành|Trung|ương|Đại|hội"
    r"|[A-ZĐƯÂÊÔƠ]\w*))*(?:\s+\(kho[áa]\s+[XIV]+(?:,\s*[XIV]+)*\))?)"
)
_JOINTLY = re.compile(
    r"\s*(?:,|-|và)\s+(?=(?:Bộ trưởng|Bộ|Tổng|Viện trưởng|Viện|Chánh án|Tòa|Toà|Ủy ban|Uỷ ban|Ban|Trung ương|Thống đốc"
    r"|Ngân hàng|Hội|Đoàn|Mặt trận|Chủ tịch|Chủ nhiệm|Sở|Công an|Thanh tra)\s)"
)
_AFTER_DAY = re.compile(rf"[\s,(]{{0,4}}(?:(?:ky|ban hanh)\s+)?(?:ngay\s{{1,3}})?{DAY}")
_OF_YEAR = re.compile(r"[\s,(]{0,4}nam\s{1,3}(?P<year>(?:19|20)\d\d)(?!\d)")
_OF = re.compile(r"\s{0,3},?\s{0,3}(?:được\s+)?(?:của|do)\s{1,3}|\s{0,3},?\s{0,3}cua\s{1,3}")
_OF_BODIES = re.compile(r"(?<=của )Quốc hội và [^;,.\n]{3,60}?(?=\s+(?:ngày|năm|số)\s|[;,.\n])")
"""A law is issued by the National Assembly alone: with another body it stands in the name of the law."""
_PROPOSED = re.compile(r"(?:đề\s+nghị|đề\s+xuất|báo\s+cáo)\s+của\s+")
"""Whoever proposes or reports "tại Tờ trình số…" wrote it; who directs "tại Thông báo số…" need not have."""
_OUTER_LAW = re.compile(
    r"Luật\s+[Ss]ửa\s+đổi,?\s+bổ\s+sung\s+(?:(?:một\s+số\s+)?điều\s+)?(?:của\s+|các\s+)?(?:[^;\n]{0,90},\s)?$"
)


def cited(text: str | Composed) -> tuple[Reference, ...]:
    """Every reference in a text, in its order; one that stands in it twice is there twice. Never raises."""
    source = text if isinstance(text, Composed) else Composed(text)
    hits = sorted(symbols(source), key=lambda hit: hit.start)
    found = _withsymbols(source, hits)
    taken = sorted(one.span_here for one in found)
    reached = 0
    for one in sorted(_without(source), key=lambda one: (one.span_here[0], -one.span_here[1])):
        if one.span_here[0] >= reached and not _inside(one, taken):
            reached = one.span_here[1]
            found.append(one)
    found.sort(key=lambda one: one.span_here)
    return tuple(one.reference(source) for one in found)


@dataclass
class _Found:
    """A reference while it is being put together, in places of the composed text."""

    span_here: tuple[int, int]
    type: tuple[str, int, int, float] | None = None
    symbol: tuple[str, int, int, float] | None = None
    date: tuple[dt.date, int, int, float] | None = None
    issuer: tuple[str, int, int, float] | None = None
    year: tuple[int, int, int, float] | None = None
    title: tuple[str, int, int, float] | None = None

    def reference(self, source: Composed) -> Reference:
        def leaf(part: tuple[_Any, int, int, float] | None) -> Leaf[_Any] | None:
            return None if part is None else Leaf(part[0], source.span(part[1], part[2]), round(part[3], 2))

        return Reference(
            span=source.span(*self.span_here), type=leaf(self.type), symbol=leaf(self.symbol), date=leaf(self.date),
            issuer=leaf(self.issuer), year=leaf(self.year), title=leaf(self.title),
        )  # fmt: skip


def _inside(one: _Found, taken: list[tuple[int, int]]) -> bool:
    at = bisect.bisect_right(taken, (one.span_here[0], 1 << 60)) - 1
    near = taken[max(at, 0) : at + 2]
    return any(start < one.span_here[1] and one.span_here[0] < end for start, end in near)


_ITEM = re.compile(r"\s*(?:,|;|và|hoặc|&)\s*(?:số\s*:?\s*)?")
_WINDOW = 190


def _withsymbols(source: Composed, hits: list[Hit]) -> list[_Found]:
    text, folded = source.text, source.folded
    found, end_before = list[_Found](), 0
    chain, listed = False, None
    for hit in hits:
        one = _Found((hit.start, hit.end), symbol=(hit.symbol, hit.start, hit.end, hit.confidence))
        between = text[end_before : hit.start] if found else ""
        chain = bool(found) and bool(_ITEM.fullmatch(between))
        since = max(end_before, hit.start - _WINDOW)
        _typed(source, one, hit, since)
        if one.type is None and chain and found[-1].type and found[-1].type[0] != "Luật":
            one.type = (*found[-1].type[:3], 0.9)
        if one.type is None and (kind := _kind(hit.kind)):
            one.type = (kind, hit.start, hit.end, 0.85)
        end = hit.end
        if (day := _AFTER_DAY.match(folded, end)) and (date := day_of(day)):
            one.date = (date, day.start("d"), day.end(), 0.99)
            end = day.end()
        if (of := _OF.match(text, end) or _OF.match(folded, end)) and (body := issuer(source, of.end())):
            if one.type and one.type[0].endswith("liên tịch"):
                body = _all_issuers(source, body)
            one.issuer = (*body, 0.95)
            end = body[2]
        one.span_here = (
            one.type[1]
            if one.type and one.type[1] < hit.start and one.type[2] <= hit.start and not chain
            else hit.start,
            end,
        )
        if one.span_here[0] < end_before:
            one.span_here = (hit.start, end)
        if one.issuer is None:
            one.issuer = _proposer(source, one.span_here[0], found)
        listed = _listed(source, hit.start, since, listed)
        one.issuer = one.issuer or listed
        found.append(one)
        _share(source, found)
        end_before = end
    return found


_NEXT = re.compile(r"(?:[;,]|và)\s*số\s*$")
_LISTED = re.compile(
    rf"(?:các|những)\s+(?:{'|'.join(sorted(set(TYPES.values()), key=len, reverse=True))})\s+của\s+"
)
_APPROVED = re.compile(
    r"được\s+(?=[^\W\d_])(?P<body>[^;,.\n]{5,60}?)\s+(?:phê duyệt|ban hành|thông qua)\s+tại\s+các"
    r"(?:\s+[^\W\d_]+){2,3}:\s*số\s*$"
)


def _all_issuers(source: Composed, first: tuple[str, int, int]) -> tuple[str, int, int]:
    """All who made a joint document, as they stand after the first ("của Bộ trưởng Bộ A, Bộ trưởng Bộ B")."""
    end = first[2]
    while (
        (join := _JOINTLY.match(source.text, end)) and (body := issuer(source, join.end())) and body[2] > end
    ):
        end = body[2]
    return " ".join(source.text[first[1] : end].split()), first[1], end


def _listed(
    source: Composed, at: int, since: int, before: tuple[str, int, int, float] | None
) -> tuple[str, int, int, float] | None:
    """The body of all that a list names: "các Nghị định của Chính phủ: số A về …; số B về …"."""
    text = source.text
    said = _LISTED.search(text, since, at)
    body = issuer(source, said.end()) if said else None
    if body and re.fullmatch(r"\s*:\s*số\s*", text[body[2] : at]):
        return (*body, 0.8)
    if (said := _APPROVED.search(text, since, at)) and (body := issuer(source, said.start("body"))):
        return (*body, 0.8)
    return before if _NEXT.search(text, since, at) and "\n\n" not in text[since:at] else None


def _proposer(source: Composed, at: int, found: list[_Found]) -> tuple[str, int, int, float] | None:
    """The body that "đề nghị của … tại", "báo cáo của … tại" names before a document, or before the one that "và"
    joins it to."""
    text = source.text
    joined = found[-1].issuer if found and text[found[-1].span_here[1] : at].strip() == "và" else None
    if joined:
        return joined if joined[2] <= found[-1].span_here[0] else None
    said = list(_PROPOSED.finditer(text, max(at - 130, 0), at))
    if said and (body := issuer(source, said[-1].end())) and text[body[2] : at].strip() == "tại":
        return (*body, 0.85)
    return None


def _share(source: Composed, found: list[_Found]) -> None:
    """ "số A và số B ngày C của D": what is said at the end of a list is said of all of it."""
    last = found[-1]
    for one in reversed(found[:-1]):
        between = source.text[one.span_here[1] : last.symbol[1] if last.symbol else 0]
        between = re.sub(r"^\s*(?:,|;|và)\s*", "", between)
        if len(between) > 40 or not (one.type and last.type and one.type[0] == last.type[0]):
            return
        words = TYPE.sub("", source.folded[one.span_here[1] : last.symbol[1] if last.symbol else 0])
        if not re.fullmatch(r"\s*(?:,|va)?\s*(?:cac)?\s*(?:so\s*:?)?\s*", words):
            return
        if one.issuer is None and last.issuer:
            one.issuer = (*last.issuer[:3], 0.8)
        if one.date is None and last.date and "va" in words:
            year = re.search(r"/((?:19|20)\d\d)/", one.symbol[0] if one.symbol else "")
            if not year or int(year[1]) == last.date[0].year:
                one.date = (*last.date[:3], 0.6)
        last = one


def _kind(kind: str) -> str:
    return KINDS.get(kind) or (
        "Luật" if re.match(r"QH\d", kind) else "Công văn" if kind in {"UBND", "VPCP"} else ""
    )


def _typed(source: Composed, one: _Found, hit: Hit, since: int) -> None:
    """The type written before a symbol, with the name of a law between them."""
    text, folded = source.text, source.folded
    types = [one for one in TYPE.finditer(folded, since, hit.start) if _names(text, one, hit)]
    laws = [one for one in types if _is_law(text, one)]
    if not types:
        return
    laws = [one for one in laws if not re.search(r"[;“(]|\n\s*\n", text[one.end() : hit.start])]
    last = laws[-1] if laws and re.match(r"QH\d", hit.kind) else types[-1]
    if _is_law(text, last):
        between = text[last.end() : hit.start]
        if ";" in between or "“" in between or between.count("\n") > 1 or "(" in between:
            return
        start = last.start()
        if outer := _OUTER_LAW.search(text, max(since, start - 200), start):
            start = outer.start()
        name = re.sub(r"\s*,?\s*số\s*:?\s*$", "", text[last.end() : hit.start])
        if re.search(r"\b(?:được|đã|theo|tại|của|ngày|về|nêu|quy định tại)\b", name):
            return
        one.type = (TYPES[" ".join(last.group().split())], last.start(), last.end(), 0.98)
        whole = " ".join(text[start : hit.start].split())
        whole = re.sub(r"\s*,?\s*số\s*:?\s*$", "", whole)
        title = re.sub(r"^(?:Bộ luật|Luật|Pháp lệnh)\s*", "", whole).strip()
        if title:
            one.title = (title, start, hit.start, 0.9)
        return
    between = re.sub(r"\s*(?:so|nos?\.?)?\s*:?\s*$", "", folded[last.end() : hit.start])
    if len(between) > 30 or re.search(r"[;.:()]|\bcua\b|\bngay\b|\btai\b|\btheo\b", between):
        return
    one.type = (
        TYPES[" ".join(last.group().split())],
        last.start(),
        last.end(),
        0.98 if not between.strip() else 0.85,
    )


def _names(text: str, match: re.Match[str], hit: Hit) -> bool:
    """Whether a word is the type of the symbol: with a capital, or right before it."""
    if text[match.start()].isupper():
        return True
    return not re.sub(r"\s*,?\s*(?:số|so)?\s*:?\s*", "", text[match.end() : hit.start]) and not (
        match.group() == "luat" and text[: match.start()].rstrip()[-4:].lower() == "pháp"
    )


_LAWS = frozenset({"luat", "bo luat", "phap lenh"})


def _is_law(text: str, match: re.Match[str]) -> bool:
    return text[match.start()].isupper() and " ".join(match.group().split()) in _LAWS


def _without(source: Composed) -> Iterator[_Found]:
    """References that no symbol stands for: by number alone, by name and year or day, of congresses."""
    text, folded = source.text, source.folded
    for match in _NUMBERED.finditer(folded):
        if not (match["so"] or (match["day"] and text[match.start()].isupper())):
            continue
        kind = TYPES[" ".join(match["type"].split())]
        if kind in {"Luật", "Bộ luật", "Hợp đồng", "Biên bản", "Dự án", "Lệnh"}:
            continue
        one = _Found(match.span())
        one.type = (kind, match.start("type"), match.end("type"), 0.9)
        one.symbol = (match["n"], match.start("n"), match.end("n"), 0.7 if match["day"] else 0.5)
        end = match.end("n")
        if match["day"] and (date := day_of(match)):
            one.date = (date, match.start("d"), match.end("day"), 0.95)
            end = match.end("day")
        if (of := _OF.match(text, end)) and (body := issuer(source, of.end())):
            one.issuer = (*body, 0.9)
            end = body[2]
        one.span_here = (match.start(), end)
        yield one
    for match in _NAMED.finditer(text):
        if law := _law_by_name(source, match):
            yield law
    for match in _CONGRESS.finditer(text):
        name = " ".join(re.sub(r"\s+(?:của|các|cấp|thứ|lần|và)$", "", match["name"]).split())
        if re.search(r"[XIV]{1,}|\d|lần|thứ|Đảng|đảng|cấp", name):
            one = _Found(match.span())
            one.type = ("Nghị quyết", match.start(), match.start("name"), 0.9)
            one.title = (name, match.start("name"), match.end("name"), 0.8)
            yield one


def _law_by_name(source: Composed, match: re.Match[str]) -> _Found | None:
    text, folded = source.text, source.folded
    start = match.end()
    limit = min(start + 220, len(text))
    ends = _NAME_ENDS.search(text, start, limit)
    stop = ends.start() if ends else limit
    name = " ".join(text[start:stop].split()).strip(" ,")
    law = " ".join(match["type"].split())
    if law == "Hiến pháp":
        name, stop = "", start
    elif re.match(r"[Ss]ửa đổi", name) and ends and ends.group().strip() == "của":
        inner = _AMENDING_ENDS.search(text, ends.end(), min(ends.end() + 260, len(text)))
        stop = inner.start() if inner else min(ends.end() + 220, len(text))
        name = " ".join(text[start:stop].split()).strip(" ,")
    elif (
        ends and ends.group().strip() == "của" and (bodies := _OF_BODIES.search(text, ends.end(), limit))
    ):  # fmt: skip
        stop = bodies.end()
        name = " ".join(text[start:stop].split()).strip(" ,")
    if law != "Hiến pháp" and not (name[:1].isupper() or name.startswith("sửa đổi")):
        return None
    one = _Found((match.start(), stop))
    one.type = (law, match.start("type"), match.end("type"), 0.9)
    if name:
        one.title = (name, start, stop, 0.8)
    end = stop
    if day := _AFTER_DAY.match(folded, end):
        if not folded[end : day.start("d")].strip().startswith(("ngay", "ky", ", ngay", "(")):
            return None
        if date := day_of(day):
            one.date = (date, day.start("d"), day.end(), 0.95)
            end = day.end()
    elif year := _OF_YEAR.match(folded, end):
        one.year = (int(year["year"]), year.start("year"), year.end(), 0.95)
        end = year.end()
    if one.date is None and one.year is None:
        before = text[max(match.start() - 40, 0) : match.start()].rstrip()
        if not re.search(r"(?:Căn\s+cứ|Thi\s+hành|Thực\s+hiện)$", before) or len(name) > 120:
            return None
        one.title = one.title and (*one.title[:3], 0.6)
    if (of := _OF.match(text, end)) and (body := issuer(source, of.end())):
        one.issuer = (*body, 0.9)
        end = body[2]
    one.span_here = (match.start(), end)
    return one
