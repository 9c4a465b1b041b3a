"""Vietnamese text: Unicode form, folding for search, tone placement, names and their order, words for
numbers, moments and spans (DOMAIN §20.1, traps 13 and 14)."""

import datetime as dt
import functools
import re
import unicodedata

from motcua.rules.impossible import Invalid

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
LONGEST_NAME = 120

# ── form ────────────────────────────────────────────────────────────────────────────────────────────────────

_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def nfc(text: str) -> str:
    """Composed letters."""
    return unicodedata.normalize("NFC", text)


def is_nfc(text: str) -> bool:
    """Whether every letter is composed."""
    return unicodedata.is_normalized("NFC", text)


@functools.lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Text without accents, đ as d, lower case, single spaces: "Đặng Đức" and "dang duc" are the same."""
    plain = unicodedata.normalize("NFD", text.translate({0x110: "D", 0x111: "d", **_INVISIBLE}))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng: the order of dictionaries, after the level tone."""
_MOVABLE = re.compile(
    "(o)([àảãáạèẻẽéẹ])(?!\\w)|(?<!q)(u)([ỳỷỹýỵ])(?!\\w)", re.IGNORECASE
)  # at the end of a syllable only: in "hoàn" and "ngoài" both habits agree; in "quý" the u belongs to the q


def same_tone(text: str) -> str:
    """Composed letters with every tone mark where the older habit puts it: "hoà", "thuý" become "hòa",
    "thúy".

    Both habits are correct and both occur in papers; this makes them compare equal.
    """

    def moved(match: re.Match[str]) -> str:
        first, second = match[1] or match[3], unicodedata.normalize("NFD", match[2] or match[4])
        return nfc(first + second[1]) + second[0]

    return _MOVABLE.sub(moved, nfc(text))


# ── syllables ───────────────────────────────────────────────────────────────────────────────────────────────


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RHYMES = _listed("""
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op
    ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uât uâng uây uc uê uêch uên uênh uêt ui um un ung uô uôc uôi
    uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươ ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
""")
_ROUNDED = _listed("""
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê ên ênh êt êch êu i in inh it
    ich ôc y yên yêt ynh yt yp ych yu yêu ơ
""")
"""Rhymes after qu, whose u belongs to it."""
_SYLLABLE = re.compile(r"(ngh|ng|nh|gh|gi|ch|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?([aăâeêioôơuưy][a-zăâêôơư]*)")


@functools.lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be written in Vietnamese: its letters follow one another as they may, its tone stands where
    it belongs and is one that its last letter allows, and its capitals are all, the first or none."""
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    bare, tone, at = "", "", 0
    for place, char in enumerate(nfc(word).casefold()):
        parts = unicodedata.normalize("NFD", char)
        if marks := [mark for mark in parts[1:] if mark in _TONES]:
            if tone:
                return False
            tone, at = marks[0], place
        bare += nfc("".join(c for c in parts if c not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    if not found:
        return False
    first, rhyme = found[1] or "", found[2]
    if first == "gi" and rhyme not in _RHYMES:
        return False
    if first == "g" and rhyme[0] in "i":
        first, rhyme = "gi", "i" + rhyme[1:]
    elif rhyme not in (_ROUNDED if first == "qu" else _RHYMES):
        return False
    front = rhyme[0] in "eêiy"
    if (first in ("c", "g", "ng") and front) or (first in ("k", "gh", "ngh") and not front):
        return False
    if rhyme.endswith(("c", "p", "t", "ch")) and tone not in ("\u0301", "\u0323"):
        return False
    return not tone or at - (len(bare) - len(rhyme)) in _tone_places(rhyme)


def _tone_places(rhyme: str) -> tuple[int, ...]:
    """Where a tone can stand in a rhyme; both habits of "hòa", "thủy"."""
    marked = [at for at, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],) if rhyme not in ("ưa", "ưu", "ưi") else (0,)
    vowels = len(rhyme) - len(rhyme.lstrip("aeiouy"))
    if vowels == 1:
        return (0,)
    if vowels == 3 or vowels < len(rhyme):
        return (1,)
    return (0, 1) if rhyme in ("oa", "oe", "uy") else (0,)


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────

_LETTERS = {letter: base + str(rank) for base, letters in {
    "a": "aăâ", "d": "dđ", "e": "eê", "o": "oôơ", "u": "uư"
}.items() for rank, letter in enumerate(letters, start=2)}  # fmt: skip
_END_OF_PART, _END_OF_LETTERS = "0", "1"


def name_key(name: str) -> str:
    """Key that sorts names as Vietnamese lists do: by tên, then đệm, then họ, each in the order of the
    Vietnamese alphabet (a ă â … d đ …) and within equal letters by tone (level, huyền, hỏi, ngã, sắc, nặng).

    Made of lower-case letters and digits, so that every database sorts it alike. Both tone placements and
    both Unicode forms of a name give one key.
    """
    syllables = same_tone(name).casefold().split()
    if not syllables:
        return ""
    family = syllables[:1] if len(syllables) > 1 else []
    parts = (syllables[-1:], syllables[1:-1], family)
    return _END_OF_PART.join("".join(_syllable_key(syllable) for syllable in part) for part in parts)


def _syllable_key(syllable: str) -> str:
    letters, tone = [], 0
    for char in syllable:
        parts = unicodedata.normalize("NFD", char)
        for mark in parts[1:]:
            tone = max(tone, _TONES.find(mark) + 1)
        letter = nfc("".join(c for c in parts if c not in _TONES))
        base = "".join(c for c in parts if c.isalnum() and c.isascii())
        letters.append(_LETTERS.get(letter) or "".join(f"{c}2" for c in base))
    return f"{''.join(letters)}{_END_OF_LETTERS}{tone + 2}"


_NAME_MARKS = frozenset(" .'’-")


def clean_name(text: str, *, field: str = "name") -> str:
    """A person's name in composed letters and single spaces.

    Raises Invalid, saying what to do, for a name that is empty, too long, or has what no name has: digits,
    emoji, control characters, letters of another script, accents heaped on one letter. Invisible marks that
    come along when copying are dropped.
    """
    name = " ".join(nfc(text.translate(_INVISIBLE)).split())
    if not any(c.isalpha() for c in name):
        _check_characters(name, field)
        raise Invalid(field=field, text="Ghi họ và tên.")
    if len(name) > LONGEST_NAME:
        raise Invalid(
            field=field, text="Họ và tên dài quá {most} ký tự. Kiểm tra lại.", most=LONGEST_NAME
        )  # fmt: skip
    _check_characters(name, field)
    return name


def _check_characters(name: str, field: str) -> None:
    before = ""
    for char in name:
        kind = unicodedata.category(char)
        if char.isdigit() or kind.startswith("N"):
            raise Invalid(field=field, text="Họ và tên có chữ số “{char}”. Chỉ ghi chữ cái.", char=char)
        if kind.startswith("C"):
            raise Invalid(
                field=field,
                text="Họ và tên có ký tự điều khiển không nhìn thấy ({code}). Xóa ô này và gõ lại.",
                code=f"U+{ord(char):04X}",
            )
        if kind.startswith("L") and not unicodedata.name(char, "").startswith(
            ("LATIN", "MODIFIER LETTER APOS")
        ):
            raise Invalid(
                field=field,
                text="Họ và tên có chữ “{char}” không thuộc chữ Latinh. Ghi như trên giấy tờ.",
                char=char,
            )
        heaped = kind.startswith("M") and not (before.isalpha() and ord(char) in range(0x300, 0x370))
        if heaped or not (kind[0] in "LM" or char in _NAME_MARKS):
            raise Invalid(
                field=field,
                text="Họ và tên có ký tự “{char}” không dùng được. Chỉ gõ chữ cái và khoảng trắng.",
                char=char,
            )
        before = char


def clean_line(text: str, *, field: str, most: int = 500) -> str:
    """One line of text (an address, a title, an organisation's name) in composed letters and single spaces.

    Raises Invalid for control characters, characters of no assigned meaning, or more than ``most``
    characters. May be empty: whether it must be there is for the act to say.
    """
    line = " ".join(nfc(text.translate(_INVISIBLE)).split())
    for char in line:
        if unicodedata.category(char).startswith("C"):
            raise Invalid(
                field=field,
                text="Nội dung có ký tự điều khiển không nhìn thấy ({code}). Xóa ô này và gõ lại.",
                code=f"U+{ord(char):04X}",
            )
    if len(line) > most:
        raise Invalid(
            field=field, text="Nội dung dài {length} ký tự, chỉ ghi được {most}.", length=len(line), most=most
        )
    return line


def hidden(text: str) -> str:
    """The first character that steers a machine or turns writing around unseen, as "U+202E"; "" when there is none.

    Line ends and tabs are no such characters, nor are the joiners inside an emoji.
    """
    return next((f"U+{ord(char):04X}" for char in text if char not in "\n\r\t" and _steers(char)), "")


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Cn") or char in _TURNING


def printable(text: str) -> str:
    """A text as paper takes it, from wherever it came: composed letters, and nothing ``hidden`` among them.

    Other letters that no font here has stay: whoever prints shows that something is missing.
    """
    told = nfc(text).replace("\r\n", "\n").replace("\r", "\n")
    return (
        told
        if told.isascii() and told.isprintable()
        else "".join(c for c in told if c in "\n\t" or not _steers(c))
    )


# ── numbers, moments, spans ─────────────────────────────────────────────────────────────────────────────────

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", " nghìn", " triệu")
_BILLION = 10**9


def clean_text(value: object, field: str, *, what: str, most: int = 2000, needed: bool = True) -> str:
    """A text that somebody wrote, without the blanks around it; ``what`` it is, in words.

    Raises Invalid at ``field`` for what is missing though ``needed``, too long, not composed (NFC), or unseen.
    """
    found = value.strip() if isinstance(value, str) else ""
    if needed and not found:
        raise Invalid(field=field, text="Ghi rõ {what}.", what=what)
    if len(found) > most:
        raise Invalid(field=field, text="Rút gọn {what}, nhiều nhất {most} ký tự.", what=what, most=most)
    if not is_nfc(found):
        raise Invalid(field=field, text="Gõ lại {what} bằng Unicode dựng sẵn (NFC).", what=what)
    if unseen := hidden(found):
        raise Invalid(
            field=field,
            text="Gõ lại {what}: có ký tự điều khiển không nhìn thấy ({code}).",
            what=what,
            code=unseen,
        )
    return found


def number_in_words(number: int) -> str:
    """``1.005`` is ``một nghìn không trăm linh năm``; as receipts and decisions write amounts."""
    if number < 0:
        return f"âm {number_in_words(-number)}"
    if number == 0:
        return _DIGITS[0]
    high, low = divmod(number, _BILLION)
    if not high:
        return _below_billion(low, full=False)
    head = f"{number_in_words(high)} tỷ"
    return f"{head} {_below_billion(low, full=True)}" if low else head


def _below_billion(number: int, *, full: bool) -> str:
    said: list[str] = []
    for scale in (2, 1, 0):
        group = number // 1000**scale % 1000
        if group:
            said.append(_below_thousand(group, full=full or bool(said)) + _SCALES[scale])
    return " ".join(said)


def _below_thousand(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens > 1:
        said.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        said.append("mười")
    elif ones and said:
        said.append("linh")
    if ones:
        said.append(_ones_after(tens, ones))
    return " ".join(said)


def _ones_after(tens: int, ones: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]


def day_words(day: dt.date) -> str:
    """``thứ Năm 26/11/2026``."""
    return f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}/{day.year}"


def date_line(day: dt.date) -> str:
    """``ngày 05 tháng 02 năm 2026``: day below 10 and months 1 and 2 with a leading zero (NĐ 30/2020,
    §8.3)."""
    month = f"{day.month:02d}" if day.month <= 2 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


_LEVELS = ("Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Xã", "Đặc khu")
_AFTER_PEOPLE = frozenset({"Hồ Chí Minh"})


def locality(name: str, kind: str = "") -> str:
    """``Long Biên``, ``Hà Nội``: the name of a place above the day of a document, without its level; in full where it
    is a figure or a person ("Phường 1", "Thành phố Hồ Chí Minh") (NĐ 30/2020/NĐ-CP Phụ lục I mục II.4)."""
    level = next((one for one in (kind, *_LEVELS) if one and name.startswith(f"{one} ")), "")
    bare = name.removeprefix(level).strip()
    return name if not bare or bare[0].isdecimal() or bare in _AFTER_PEOPLE else bare


def moment_words(at: dt.datetime) -> str:
    """``9 giờ 30, thứ Năm 26/11/2026``, by the clock that the moment itself carries."""
    minutes = f" {at.minute:02d}" if at.minute else ""
    return f"{at.hour} giờ{minutes}, {day_words(at.date())}"
