"""Who denounces, hidden in what others read (R6.45): a name, a number, an address however people write them.

A full name is hidden in any writing. What is left of one (the given name alone, with the family name, with initials, in
another order) is hidden as well; a given name alone only where it begins with a capital, for in small letters it may be
any word ("an", "hoa"). Where a rule must err, it hides: the reader then finds the pseudonym once too often. Only fixed
words of two syllables ("công an", "thanh tra") are left, since a pseudonym in them would tell the name.
"""

import re
from collections.abc import Iterable, Iterator

from motcua.rules.vietnamese import fold, nfc, same_tone

Span = tuple[int, int]
_BETWEEN, _APART, _FIGURES, _BESIDE = r"[\W_]{0,6}", r"[\W_]{0,3}", r"[\s./()-]{0,3}", r"[\s,.()-]{0,4}"
_MIDDLE = frozenset({"van", "thi"})
"""Middle names of so many people that with them two small words are nobody's name."""
NAME_MOST = 7
"""What has more words is an organisation's name, or several people's."""
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
FIXED = (
    "an ninh", "an sinh", "an tâm", "an toàn", "bảo đảm", "bảo hiểm", "bảo vệ", "bình quân", "bình thường", "công an",
    "công bằng", "công chức", "công dân", "công khai", "công nhân", "công tác", "công trình", "công ty", "công việc",
    "cộng hòa", "chính phủ", "chính quyền", "chính sách", "độc lập", "giấy phép", "hà nội", "hải phòng", "hải quan",
    "hạnh phúc", "hòa bình", "hòa giải", "hoa kỳ", "hoa màu", "kiến nghị", "lợi dụng", "lợi ích", "minh bạch",
    "ninh bình", "phương án", "phương tiện", "quang cảnh", "quốc hội", "quyết định", "quyết toán", "tài chính",
    "tài khoản", "tài liệu", "tài sản", "thái bình", "thành lập", "thành phố", "thành viên", "thanh lý", "thanh niên",
    "thanh toán", "thanh tra", "thu hồi", "thu nhập", "thu tiền", "thủy lợi", "tiến độ", "tiến hành", "trung tâm",
    "trung ương", "tự do", "việt nam", "vụ án", "ý kiến",
)  # fmt: skip
"""Words of two syllables, written with these accents, of which one is a name of many people."""
_FIXED = re.compile(r"(?<!\w)(?:" + "|".join(FIXED).replace(" ", r"\s+") + r")(?!\w)")
_LANES = r"(?:ngo|ngach|hem|kiet|duong|pho|to|thon|xom|ap|khu|ban|lo|phong|can ho)"
_HOUSE = r"(?:(?:so\s+nha|nha\s+so|so|nha)\s*)?"
_MARKS = ".,;:!?()[]{}\"'«»“”‘’<>"
_ADDRESS = re.compile(r"@|://|www\.|\w\.(?:com|vn|net|org|me|io|info)\b")


def hide(text: str, secrets: Iterable[str], instead: str, names: Iterable[str] = ()) -> str:
    """A text in which every secret (a number, an e-mail address, an address, words) and every one of ``names`` stands
    as ``instead``, however it was typed: with or without accents, in any case, with any blanks or marks between."""
    text = nfc(text)
    flat = "".join(" " if c.isspace() else (fold(c)[:1] or c) for c in text)
    found = [span for secret in dict.fromkeys(secrets) for span in _secret(nfc(secret), text, flat)]
    found += [span for name in dict.fromkeys(names) for span in _name(nfc(name), text, flat)]
    made, done = list[str](), 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= done:
            made += [text[done:start], instead]
        done = max(done, end)
    return "".join([*made, text[done:]])


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────


def _name(name: str, text: str, flat: str) -> Iterator[Span]:
    words = re.findall(r"[^\W_]+", fold(name))
    if not words or len(words) > NAME_MOST or not any(c.isalpha() for c in name):
        yield from _secret(name, text, flat)
        return
    own = set(re.findall(r"[^\W_]+", same_tone(name).lower()))
    fixed = [match.span() for match in _FIXED.finditer(same_tone(text).lower())]
    for match in _orders(words, flat):
        said = sum(part is not None for part in match.groups())
        if _shows(said, match, text, own, fixed, whole=said == len(words)):
            yield match.span()
    yield from _initials(words, text, flat)
    yield from _apart(words, flat)
    yield from _within(words, flat)


def _orders(words: list[str], flat: str) -> Iterator[re.Match[str]]:
    """Where the given name stands, alone or with other words of the name, or their initials, before it or after it."""
    *before, given = map(re.escape, words)
    short = "".join(word[0] for word in words[:-1])
    glued = rf"(?:{re.escape(short)}(?=[\W_]){_BETWEEN})?" if len(short) > 1 else ""
    one_by_one = "".join(
        rf"(?:(?:({word})|{re.escape(first[0])}(?=[\W_])){_BETWEEN})?"
        for word, first in zip(before, words, strict=False)
    )
    yield from re.finditer(rf"(?<!\w){glued}{one_by_one}(?P<given>{given})(?!\w)", flat)
    if before:
        after = rf"(?:[\s-]{{1,3}}({'|'.join(before)}))"
        yield from re.finditer(rf"(?<!\w)(?P<given>{given}){after}{after}?(?!\w)", flat)


def _shows(
    said: int, match: re.Match[str], text: str, own: set[str], fixed: list[Span], *, whole: bool
) -> bool:
    """Whether so many words of a name tell whose it is."""
    start, end = match.span()
    if said >= 3:
        return True
    first = [n for n in range(1, match.re.groups + 1) if match[n] is not None]
    capital = all(text[match.start(n)].isupper() for n in first)
    typed = [same_tone(text[match.start(n) : match.end(n)]).lower() for n in first]
    bare = all(fold(word) == word for word in typed)
    written = own.issuperset(typed) or bare
    inside = any(a <= start and end <= b for a, b in fixed)
    if said == 1:
        strange = not _SYLLABLE.fullmatch(match["given"])
        return strange or (capital and written and not inside)
    if capital or whole:
        return capital or (written and not inside)
    if written and text[match.start("given")].isupper():
        return True
    near = text[max(0, start - 30) : end + 30]
    as_it_is = own.issuperset(typed) or (bare and fold(near) == " ".join(near.lower().split()))
    return as_it_is and not inside and _MIDDLE.isdisjoint(map(fold, typed))


def _initials(words: list[str], text: str, flat: str) -> Iterator[Span]:
    """The given name as an initial with its point: "Nguyễn Thị H.", "N.T.H."."""
    *before, given = words
    if not before:
        return
    led = "".join(rf"(?:({re.escape(word)})|{re.escape(word[0])}(?=[\W_])){_BETWEEN}" for word in before)
    for match in re.finditer(rf"(?<!\w){led}(?P<given>{re.escape(given[0])})\.", flat):
        whole = any(part is not None for part in match.groups()[:-1])
        if text[match.start("given")].isupper() and (whole or len(before) > 1):
            yield match.span()


def _apart(words: list[str], flat: str) -> Iterator[Span]:
    """Letter by letter: "N g u y ễ n  A n"."""
    letters = "".join(words)
    if len(words) > 1:
        yield from _spans(
            rf"(?<!\w){_APART.join(map(re.escape, letters))}(?!\w)", flat, least=len(letters) + 3
        )
    if len(words[-1]) > 2:
        yield from _spans(r"(?<!\w)" + r"[\W_]{1,3}".join(map(re.escape, words[-1])) + r"(?!\w)", flat)


def _within(words: list[str], flat: str) -> Iterator[Span]:
    """In an address of the web, a mailbox, a nickname: the whole of it is hidden, not the name in it alone."""
    family, given = words[0], words[-1]
    joined = {"".join(words), "".join(words[-2:]), family + given, given + family}
    joined = {one for one in joined if len(one) > 5 or not _SYLLABLE.fullmatch(one)}
    for match in re.finditer(r"\S+", flat):
        if not _ADDRESS.search(match[0]):
            continue
        pieces = re.findall(r"[a-z]+", match[0])
        long = {given} if len(given) > 3 else set()
        if given in pieces or any(one in "".join(pieces) for one in joined | long):
            bare = match[0].strip(_MARKS)
            yield (start := match.start() + match[0].index(bare)), start + len(bare)
    for match in re.finditer(r"\w+", flat):
        plain = re.sub(r"[\d_]+", "", match[0])
        if (plain == given and plain != match[0]) or (
            any(one in plain for one in joined) and not _SYLLABLE.fullmatch(match[0])
        ):
            yield match.span()


# ── numbers, mailboxes, addresses, words ────────────────────────────────────────────────────────────────────


def _secret(secret: str, text: str, flat: str) -> Iterator[Span]:
    folded = fold(secret)
    words = re.findall(r"\w+", folded)
    if not words or not any(c.isalnum() for c in folded):
        return
    figures = "".join(c for c in folded if c.isdigit())
    if len(figures) >= 6 and not any(c.isalpha() for c in folded):
        yield from _number(figures, flat)
        return
    if "@" in folded:
        yield from _mailbox(folded, flat)
        return
    found = _spans(rf"(?<!\w){_BETWEEN.join(map(re.escape, words))}(?!\w)", flat)
    one = len(words) == 1 and words[0].isalpha()
    yield from (span for span in found if not one or text[span[0]].isupper())
    if figures and len(words) > 2:
        yield from _house(folded, flat)


def _number(figures: str, flat: str) -> Iterator[Span]:
    """A number with any marks between its figures; that of a telephone also with the code of the country."""
    led = ""
    if len(figures) in (9, 10, 11) and (rest := re.fullmatch(r"(?:0|84)([1-9]\d{8})", figures)):
        figures = rest[1]
        led = rf"\(?(?:\+?(?:00)?84{_FIGURES}(?:0{_FIGURES})?|0{_FIGURES})?"
    for start, end in _spans(rf"(?<!\d){led}{_FIGURES.join(map(re.escape, figures))}(?!\d)", flat):
        opened = flat[start] == "(" and flat.count("(", start, end) > flat.count(")", start, end)
        yield start + opened, end


def _mailbox(address: str, flat: str) -> Iterator[Span]:
    """An e-mail address, its sign and its points spelled out too; what stands before the sign alone, if no word."""
    local, _sign, domain = address.strip().rpartition("@")
    sign = r"\s*(?:@|[(\[]\s*(?:a|at|@)\s*[)\]]|\bat\b|\ba\s+cong\b)\s*"
    point = r"\s*(?:\.|[(\[]\s*(?:dot|cham)\s*[)\]]|\bdot\b|\bcham\b)\s*"
    spelled = point.join(map(re.escape, domain.split(".")))
    yield from _spans(rf"(?<![\w.+-]){re.escape(local)}{sign}{spelled}(?![\w-])", flat)
    if len(local) > 4 and not _SYLLABLE.fullmatch(local):
        yield from _spans(rf"(?<![\w.+-]){re.escape(local)}(?![\w-])", flat)


def _house(address: str, flat: str) -> Iterator[Span]:
    """The number of a house with its lane, in either order: "số 7 ngõ Chùa", "ngõ Chùa, nhà số 7"; every such piece of
    an address that has several."""
    number, lane = r"(\d+\w?(?:\s*/\s*\d+\w?)*)", rf"({_LANES}\s+\w+)"
    near = re.findall(rf"(?<!\w)(?={number}[\s,]*{lane})", address)
    turned = re.findall(rf"(?<!\w)(?={lane}(?:\s+\w+)?[\s,]*{_HOUSE}{number})", address)
    pairs = near + [(house, way) for way, house in turned]
    if not pairs:
        pairs = re.findall(rf"\A\W*{_HOUSE}{number}[\s,]+(\w+\s+\w+)", address)
    for pair in pairs:
        house, way = (_BETWEEN.join(map(re.escape, re.findall(r"\w+", one))) for one in pair)
        rest = re.search(rf"{way}\s+([a-z]+)", address)
        tail = rf"(?:\s+{re.escape(rest[1])})?" if rest else ""
        yield from _spans(rf"(?<!\w){_HOUSE}{house}{_BESIDE}{way}{tail}(?!\w)", flat)
        yield from _spans(rf"(?<!\w){way}{tail}{_BESIDE}{_HOUSE}{house}(?!\w)", flat)


def _spans(pattern: str, flat: str, *, least: int = 0) -> Iterator[Span]:
    return (match.span() for match in re.finditer(pattern, flat) if len(match[0]) >= least)
