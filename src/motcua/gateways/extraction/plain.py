"""Bytes of a text file as text: Unicode in its forms, and the Vietnamese encodings of before (TCVN3, VNI, VISCII)."""

import codecs
import unicodedata

import viparse

from motcua.gateways.extraction.found import Found, Refused

MOST_CHARS = 1_500_000
_VIETNAMESE = frozenset(
    "ăđĩũơưĂĐĨŨƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
)
"""Letters that no old encoding shares: its fonts draw theirs on those of Western Europe (ê, ô, â are ờ, ụ, õ there)."""
_OLD = "Tệp dùng bảng mã cũ (TCVN3, VNI); đã chuyển sang Unicode, cần xem lại dấu."
_LOST = "Tệp có {count} ký tự không đọc được."
_CUT = "Tệp quá dài; chỉ đọc phần đầu."


def read(content: bytes) -> Found:
    """The text in these bytes. Raises Refused for what is no text."""
    text, warnings = decoded(content)
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
            return _counted(content[len(mark) :].decode(name, "replace"))
    sample = content[:4000]
    if len(sample) > 20 and sample.count(0) > len(sample) // 5:
        even = sample[::2].count(0) > sample[1::2].count(0)
        return _counted(content.decode("utf-16-be" if even else "utf-16-le", "replace"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        text = content.decode("utf-8", "replace")
        if text.count("\ufffd") <= max(3, len(text) // 500) and vietnamese(text):
            return _counted(text)
        if fault.start >= len(content) - 4 and len(content) > 8:
            return _counted(text)
        return _legacy(content)
    return modern(text)


def _counted(text: str) -> tuple[str, list[str]]:
    lost = text.count("\ufffd")
    text, warnings = modern(text)
    return text, [*warnings, *([_LOST.format(count=lost)] if lost else [])]


def vietnamese(text: str) -> bool:
    """Whether a text has the letters of today's Vietnamese, composed or not."""
    sample = unicodedata.normalize("NFC", text[:20_000])
    return sum(c in _VIETNAMESE for c in sample) > max(2, len(sample) // 100)


def modern(text: str) -> tuple[str, list[str]]:
    """Text whose letters are those of an old font ("ñy ban nh©n d©n") in today's letters."""
    if vietnamese(text) or not any("\x80" < c <= "\xff" for c in text[:20_000]):
        return text, []
    try:
        fixed = viparse.fix(text)
    except Exception:
        return text, []
    return (fixed, [_OLD]) if fixed != text and vietnamese(fixed) else (text, [])


def _legacy(content: bytes) -> tuple[str, list[str]]:
    best, warnings = content.decode("cp1252", "replace"), list[str]()
    for name in ("cp1258", "cp1252", "latin-1"):
        text = content.decode(name, "replace")
        if name == "cp1258" and vietnamese(text) and "\ufffd" not in text:
            composed = unicodedata.normalize("NFC", text)
            if sum("\u1ea0" <= c <= "\u1ef9" for c in composed) > len(composed) // 60:
                return text, []
        fixed, said = modern(text)
        if said:
            return fixed, said
        best = text if name != "cp1258" else best
    lost = sum(c > "\x7f" for c in best)
    warnings.append(_LOST.format(count=lost))
    return best, warnings
