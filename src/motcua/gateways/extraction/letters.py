"""Letters of old fonts (TCVN3, VNI, VISCII) as those of today: judged piece by piece (a line, a paragraph, a run of one
font), by which reading gives Vietnamese syllables; the name of the font and the pieces around decide what several
readings give.

The tables are viparse's; its VNI lacks ẳ, ỵ and capitals before small marks (``Uûy``).
"""

import functools
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viparse.normalize.encodings import CHARMAPS
from viparse.normalize.tables import Charmap, build_charmap, convert

from motcua.rules.reading.header import TYPES
from motcua.rules.vietnamese import fold, is_syllable

TODAY, TCVN3, VNI, VISCII = "", "tcvn3", "vni", "viscii"
ENCODINGS = (TODAY, TCVN3, VNI)
CONVERTED = "Tệp dùng bảng mã cũ (TCVN3, VNI); đã chuyển sang Unicode, cần xem lại dấu."
LEFT = "Còn chữ của bảng mã cũ (TCVN3, VNI) không chuyển được ở {what} {listed}; cần xem lại."
_AT_ONCE = 2
"""By how many words one reading must be better than others for a piece to be judged alone."""


def _vni() -> Charmap:
    known = dict(CHARMAPS[VNI].pairs) | {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}
    small = {old[0] + old[1:].lower(): new for old, new in known.items() if len(old) > 1}
    return build_charmap(VNI, (small | known).items())


_TABLES = {TCVN3: CHARMAPS[TCVN3], VNI: _vni(), VISCII: CHARMAPS[VISCII]}
_SIGNS = frozenset(old for old, _ in _TABLES[TCVN3].pairs if not old.isalpha()) | {"µ", "ª", "\u2212"}
"""What is a letter in TCVN3 and nowhere else."""
_LETTERS = "".join({old for old, _ in _TABLES[TCVN3].pairs}) + string.ascii_letters
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Piece:
    """Text that one writer wrote in one font; ``font`` empty where the file does not name it."""

    text: str
    font: str = ""


@dataclass(frozen=True)
class Told:
    """Pieces in letters of today, which encodings they had, and which of them still hold old letters."""

    texts: tuple[str, ...]
    encodings: tuple[str, ...]
    left: tuple[int, ...]

    @property
    def converted(self) -> bool:
        """Whether any piece was in an old encoding and is another text now."""
        return any(self.encodings)


def told(pieces: Sequence[Piece], *, before: str | None = None) -> Told:
    """Pieces of one document in their order, in letters of today; ``before``: the encoding of what stood before."""
    encodings, texts, left = judged(pieces, before=before), list[str](), list[int]()
    for at, (piece, encoding) in enumerate(zip(pieces, encodings, strict=True)):
        text = in_today(piece.text, encoding, drawn=of_font(piece.font) == TCVN3)
        if encoding == TCVN3 and capital(piece.font):
            text = _upper(text)
        texts.append(text)
        if any(map(_old, filter(_beyond, text.split()))):
            left.append(at)
    changed = [
        encoding if text != piece.text else TODAY
        for encoding, text, piece in zip(encodings, texts, pieces, strict=True)
    ]
    return Told(tuple(texts), tuple(changed), tuple(left))


def said_of(converted: bool, *, what: str, places: Iterable[int]) -> list[str]:
    """What is said of a conversion: that it was made, and where old letters are left."""
    said = [CONVERTED] if converted else []
    if left := list(dict.fromkeys(places)):
        listed = ", ".join(str(at + 1) for at in left[:20]) + ("…" if len(left) > 20 else "")
        said.append(LEFT.format(what=what, listed=listed))
    return said


# --- judging ---------------------------------------------------------------------------------------------------


def judged(pieces: Sequence[Piece], *, before: str | None = None) -> list[str]:
    """The encoding of every piece, empty for that of today."""
    scores = [_score(piece.text) for piece in pieces]
    fonts = _believed(pieces, scores)
    clear = [
        _clear(score, None if font and _today(piece.text) else font)
        for score, font, piece in zip(scores, fonts, pieces, strict=True)
    ]
    words = Counter[str]()
    for score, encoding in zip(scores, clear, strict=True):
        if encoding is not None:
            words[encoding] += score[ENCODINGS.index(encoding)]
    named = {*fonts, before}
    rare = {one for one in (TCVN3, VNI) if words[TODAY] and words[one] < 3 and one not in named}
    clear = [TODAY if encoding in rare else encoding for encoding in clear]
    near, after = _nearest(clear, before), _nearest(clear[::-1], None)[::-1]
    most = max(words, key=lambda one: words[one], default=TODAY)
    return [
        encoding if encoding is not None else _unclear(score, (*around, most))
        for score, encoding, around in zip(scores, clear, zip(near, after, strict=True), strict=True)
    ]


def _believed(pieces: Sequence[Piece], scores: Sequence[tuple[int, ...]]) -> list[str | None]:
    """The encodings that fonts tell; an old font whose letters are mostly of today tells nothing."""
    fonts, words = [of_font(piece.font) for piece in pieces], Counter[tuple[str | None, str]]()
    for font, score in zip(fonts, scores, strict=True):
        words.update({(font, one): count for one, count in zip(ENCODINGS, score, strict=True)})
    wrong = {font for font in (TCVN3, VNI) if words[font, TODAY] > words[font, font]}
    return [None if font in wrong else font for font in fonts]


def _nearest(clear: Sequence[str | None], before: str | None) -> list[str | None]:
    found = list[str | None]()
    for encoding in clear:
        before = encoding if encoding is not None else before
        found.append(before)
    return found


def _clear(score: tuple[int, ...], font: str | None) -> str | None:
    """The encoding that a piece alone shows; None where several are as good."""
    best = max(score)
    leaders = [one for one, count in zip(ENCODINGS, score, strict=True) if count == best]
    if font and score[ENCODINGS.index(font)] > best - _AT_ONCE:
        return font
    if font == TODAY and best and font in leaders:
        return font
    if not best:
        return None
    second = max(count for one, count in zip(ENCODINGS, score, strict=True) if one != leaders[0])
    return leaders[0] if best - second >= (1 if leaders[0] == TODAY else _AT_ONCE) else None


def _unclear(score: tuple[int, ...], around: Iterable[str | None]) -> str:
    best = max(score)
    leaders = [one for one, count in zip(ENCODINGS, score, strict=True) if count == best]
    for encoding in around:
        if encoding is not None and encoding in leaders:
            return encoding
    return leaders[0] if not score[0] and len(leaders) == 1 else TODAY


def of_font(name: str) -> str | None:
    """The encoding of a font by its name (``ABCDEF+.VnTimeH``, ``VNI-Times``); None where there is no name."""
    plain = name.rpartition("+")[2].lower()
    return TCVN3 if plain.startswith(".vn") else VNI if plain.startswith("vni") else TODAY if plain else None


def capital(font: str) -> bool:
    """Whether a font draws small letters as capitals (``.VnTimeH``, ``.VnArialH,Bold``)."""
    return bool(re.match(r"(?i:\.vn)[\w ]*H(?:[,\- ].*)?$", font.rpartition("+")[2]))


def _score(text: str) -> tuple[int, ...]:
    found = [0] * len(ENCODINGS)
    for word in filter(_beyond, text.split()):
        for at, weight in enumerate(_weights(word)):
            found[at] += weight
    return tuple(found)


def _beyond(word: str) -> bool:
    return not word.isascii()


@functools.lru_cache(maxsize=65536)
def _weights(word: str) -> tuple[int, ...]:
    """How much a word speaks for every encoding: not at all, once, twice where signs stand for letters."""
    found = [int(_reads(unicodedata.normalize("NFC", word)))]
    signs = any(c in _SIGNS for c in word)
    today = _today(word)
    for encoding in ENCODINGS[1:]:
        reads = not today and _reads(_converted(word, encoding), cased=False)
        found.append(int(reads) * (1 + (signs and encoding == TCVN3)))
    return tuple(found)


def _today(text: str) -> bool:
    """Whether a text has letters that no old font has."""
    return any(c > "\xff" and (c.isalpha() or unicodedata.combining(c)) for c in text)


def _reads(word: str, *, cased: bool = True) -> bool:
    """Whether a word reads as Vietnamese: every part of it that has accents can be a syllable or a short form."""
    parts = [part for part in _WORD.findall(word) if not part.isascii()]
    inside = any(c in _SIGNS and _beside_letters(word, at) for at, c in enumerate(word))
    return (
        bool(parts)
        and not inside
        and all(is_syllable(one if cased else one.casefold()) or _short(one) for one in parts)
    )


def _short(part: str) -> bool:
    return part in ("đ", "Đ") or (part.isupper() and part.replace("Đ", "").replace("Ư", "").isascii())


def weight(text: str) -> int:
    """How many words of a text with letters beyond ASCII read as Vietnamese of today."""
    return _score(text)[0]


def _old(word: str) -> bool:
    """Whether a word still has old letters: it is no word as it stands and would be one in an old font."""
    weights = _weights(word)
    return not weights[0] and any(weights[1:]) and not word.startswith("µ")


# --- converting ------------------------------------------------------------------------------------------------


def in_today(text: str, encoding: str, *, drawn: bool = False) -> str:
    """A text of one encoding in letters of today; blanks stay as they are. ``drawn``: by a font of that encoding, in
    which × and ÷ are letters also where they stand alone."""
    if not encoding:
        return text
    said = "".join(
        part if at % 2 else _word(part, encoding, first=at == 0, drawn=drawn)
        for at, part in enumerate(re.split(r"(\s+)", text))
    )
    return _capitals(said) if encoding == TCVN3 else said


def _word(word: str, encoding: str, *, first: bool, drawn: bool) -> str:
    if encoding == TCVN3 and "-" in word and not (first and word.startswith("-")):
        word = _hyphens(word)
    return word if word.isascii() or _today(word) else _converted(word, encoding, drawn=drawn)


@functools.lru_cache(maxsize=65536)
def _converted(word: str, encoding: str, *, drawn: bool = False) -> str:
    said: str = convert(word, _TABLES[encoding])
    if encoding == TCVN3 and not drawn and ("×" in word or "÷" in word) and len(said) == len(word):
        said = "".join(
            old if old in "×÷" and not _beside_letters(word, at) else new
            for at, (old, new) in enumerate(zip(word, said, strict=True))
        )
    return said


def _beside_letters(word: str, at: int) -> bool:
    return word[at - 1 : at].isalpha() or word[at + 1 : at + 2].isalpha()


@functools.lru_cache(maxsize=65536)
def _hyphens(word: str) -> str:
    """PDF writes the letter ư of TCVN3, which is a soft hyphen elsewhere, as a hyphen: "n-íc", "t-"."""
    for at in [at for at, char in enumerate(word) if char == "-"]:
        before, after = word[:at], word[at + 1 :]
        before = before[len(before.rstrip(_LETTERS)) :]
        after = after[: len(after) - len(after.lstrip(_LETTERS))]
        if before.isupper() and not after and before != "T":
            continue
        whole = _converted(f"{before}\xad{after}", TCVN3).casefold()
        parts = (_converted(before, TCVN3).casefold(), _converted(after, TCVN3).casefold())
        if (before or after) and is_syllable(whole) and not all(map(is_syllable, filter(None, parts))):
            word = f"{word[:at]}\xad{word[at + 1 :]}"
    return word


# --- capitals --------------------------------------------------------------------------------------------------

_ACCENTED = re.compile(r"[^\W\d_]{2,}")


def _upper(text: str) -> str:
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _capitals(text: str) -> str:
    """TCVN3 has no capitals with accents: "KÕ HO¹CH" is KẾ HOẠCH, of which only plain letters are written large."""
    words = "".join(word for word in text.split() if not re.search(r"[\d/]", word))
    plain = [c for c in words if c.isalpha() and (c.isascii() or c in "ĂÂÊÔƠƯĐăâêôơưđ")]
    parts = _ACCENTED.sub(_capital_word, text)
    if parts != text and all(c.isupper() for c in plain):
        return _upper(text)
    return _BETWEEN.sub(_short_word, parts) if parts != text else parts


_BETWEEN = re.compile(r"(?<=[^\W\d_a-z]{2} )[^\W\d_]{1,3}(?= [^\W\d_a-z]{2})")


def _short_word(found: re.Match[str]) -> str:
    """A word of one large letter and small accented ones between words that are large."""
    around = found.string[found.start() - 3 : found.start()] + found.string[found.end() : found.end() + 3]
    small = all(c.isupper() or not c.isascii() for c in found[0])
    return _upper(found[0]) if small and around.isupper() else found[0]


def _capital_word(found: re.Match[str]) -> str:
    word = found[0]
    large = any(c.isupper() for c in word[1:]) and all(c.isupper() or not c.isascii() for c in word)
    return _upper(word) if large else word


_NUMBER_LINE = re.compile(r"so\s*:?\s*[\d./… ]")
_HEAD_LINES = 40
_SIGNED_LINES = 2
_AUTHORITY = re.compile(r"(?:tm|kt|tl|tuq|q)\s*\.\s")


def heads(text: str) -> str:
    """Capitals of a head and of a signature that stand in small letters because a font for capitals drew them
    ("ñy ban nh©n d©n" in .VnTimeH); the text keeps its length."""
    lines = text.split("\n")
    seen, number, kind = 0, None, None
    for at, line in enumerate(lines):
        said = fold(line.strip(" *|"))
        seen += bool(said)
        if seen > _HEAD_LINES:
            break
        if number is None and any(_NUMBER_LINE.match(fold(one)) for one in re.split(r"\s{3,}|[\t|]", line)):
            number = at
        if said in TYPES:
            kind = at
            break
    if number is not None or kind is not None:
        above = number if number is not None else kind or 0
        for at in range(above + 1):
            lines[at] = re.sub(r"[^\s|](?:[^\t\n|]*?[^\s|])??(?=\s{3,}|[\t|]|$)", _head_piece, lines[at])
        if kind is not None:
            lines[kind] = _head_piece(lines[kind])
    signed = 0
    for at, line in enumerate(lines):
        if found := _AUTHORITY.match(line.lstrip(" *|").lower()):
            start = len(line) - len(line.lstrip(" *|")) + found.end()
            lines[at] = _upper(line[:start]) + _head_piece(line[start:])
            signed = _SIGNED_LINES
        elif signed and line.strip():
            signed -= 1
            lines[at] = _head_piece(line)
    return "\n".join(lines)


def _head_piece(piece: "str | re.Match[str]") -> str:
    text = piece if isinstance(piece, str) else piece[0]
    letters = [c for c in text if c.isalpha()]
    named = letters[:1] and letters[0].isupper() and len(text.split()) < 3
    if len(letters) < 3 or named or any(c.isupper() for c in letters[1:]) or any(c.isdigit() for c in text):
        return text
    return _upper(text)
