"""Bytes of a text file as text: Unicode in its forms, and the Vietnamese encodings of before (TCVN3, VNI, VISCII)."""

import codecs
import unicodedata

from motcua.gateways.extraction import letters
from motcua.gateways.extraction.found import Found, Refused

MOST_CHARS = 1_500_000
_LOST = "Tệp có {count} ký tự không đọc được."
_CUT = "Tệp quá dài; chỉ đọc phần đầu."
_EMPTY = "Phần cuối tệp trống (có thể tải chưa đủ); chỉ đọc phần đầu."
_MOST_END = 64
"""Empty bytes at the end of a text that are no part of it."""
_WESTERN = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Bytes as Windows showed them in Western Europe; one without a meaning there stays what it is."""


def read(content: bytes) -> Found:
    """The text in these bytes. Raises Refused for what is no text."""
    written = content.rstrip(b"\0")
    empty = len(content) - len(written) > _MOST_END
    text, warnings = decoded(written + b"\0" * (len(written) % 2) if empty else content)
    warnings += [_EMPTY] if empty else []
    if len(text) > MOST_CHARS:
        text = text[:MOST_CHARS]
        warnings.append(_CUT)
    if not text.strip("\0 \t\r\n\ufeff\ufffd"):
        raise Refused("tệp không có chữ")
    odd = sum(unicodedata.category(c) == "Cc" and c not in "\n\r\t\f\v" for c in text[:20_000])
    if odd > max(20, len(text[:20_000]) // 20):
        raise Refused("tệp không phải văn bản")
    return Found(text.replace("\0", " "), "txt", (), tuple(warnings))


def decoded(content: bytes) -> tuple[str, list[str]]:
    """Text, and what had to be said of its encoding."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):  # fmt: skip
        if content.startswith(mark):
            return modern(content[len(mark) :].decode(name, "replace"))
    sample = content[:4000]
    if len(sample) > 20 and sample.count(0) > len(sample) // 5:
        even = sample[::2].count(0) > sample[1::2].count(0)
        return modern(content.decode("utf-16-be" if even else "utf-16-le", "replace"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = content.decode("utf-8", "replace")
        if text.count("\ufffd") <= max(3, len(text) // 500) and vietnamese(text):
            return modern(text)
        if fault.start >= len(content) - 4 and len(content) > 8:
            return modern(text)
        return _legacy(content)
    return modern(text)


def vietnamese(text: str) -> bool:
    """Whether a text has words of today's Vietnamese, composed or not, and more of them than of anything else."""
    words = [word for word in text[:20_000].split() if not word.isascii()]
    return letters.weight(" ".join(words)) > max(2, len(words) // 2)


def modern(text: str) -> tuple[str, list[str]]:
    """Text whose letters are those of an old font ("ñy ban nh©n d©n") in today's letters, line by line; what has to
    be said of it."""
    if text.isascii():
        return text, []
    found = letters.told([letters.Piece(line) for line in text.split("\n")])
    text = "\n".join(found.texts)
    if letters.TCVN3 in found.encodings:
        text = letters.heads(text)
    return text, letters.said_of(found.converted, what="dòng", places=found.left)


def _legacy(content: bytes) -> tuple[str, list[str]]:
    """Bytes that are no UTF-8: the reading by Windows in Western Europe, Windows in Vietnam or VISCII that gives most
    Vietnamese words; an old font counts before Windows in Vietnam where both give as many."""
    plain = content.decode("latin-1")
    best, warnings = modern(plain.translate(_WESTERN))
    score = letters.weight(best)
    windows = unicodedata.normalize("NFC", content.decode("cp1258", "replace"))
    if (count := letters.weight(windows)) > score:
        best, warnings, score = windows, [], count
    viscii = letters.in_today(plain, letters.VISCII)
    if (count := letters.weight(viscii)) > score:
        best, warnings, score = viscii, [letters.CONVERTED], count
    beyond = sum(not word.isascii() for word in best.split())
    if score <= beyond // 2:
        warnings = [*warnings, _LOST.format(count=sum(c > "\x7f" for c in best))]
    return best, warnings
