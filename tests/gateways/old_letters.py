"""Vietnamese written in the letters of old fonts, from the rules by which those were made and not from the tables that
read them."""

import unicodedata

_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_ABC = dict(
    zip(
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        bytes(
            (*range(0xA1, 0xAF), 0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xC7, 0xC8, 0xC9, 0xCA,
             0xCB, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE, 0xDF, 0xE1,
             0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4,
             0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE)
        ).decode("latin-1"),
        strict=True,
    )
)  # fmt: skip
"""TCVN 5712:1993, third set: a letter one byte, accents on capitals by fonts of capitals only."""
_SINGLE = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}
_MARKS = {"": "øûõùï", "\u0302": "àåãáä", "\u0306": "èúüéë"}
"""VNI: huyền, hỏi, ngã, sắc, nặng on a plain letter, with a circumflex, with a breve."""


def tcvn3(text: str) -> str:
    """As .VnTime shows it, of which .VnTimeH makes capitals of accented letters."""
    return "".join(_ABC.get(c) or _ABC.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def vni(text: str) -> str:
    """As VNI-Times shows it: a letter and after it its marks."""
    return "".join(map(_vni, unicodedata.normalize("NFC", text)))


def _vni(letter: str) -> str:
    if (
        letter.isascii()
        or not unicodedata.normalize("NFD", letter.replace("Đ", "D").replace("đ", "d"))[0].isascii()
    ):
        return letter
    if found := _SINGLE.get(letter.lower()):
        return found.upper() if letter.isupper() else found
    parts = unicodedata.normalize("NFD", letter.lower())
    tone = next((_TONES.index(one) for one in parts if one in _TONES), None)
    shape = next((one for one in parts[1:] if one in _MARKS), "")
    base = parts[0]
    if "\u031b" in parts:
        base = "ô" if base == "o" else "ö"
    mark = _MARKS[shape][tone] if tone is not None else {"\u0302": "â", "\u0306": "ê", "": ""}[shape]
    return (base + mark).upper() if letter.isupper() else base + mark


def drawn_by_tcvn3(text: str) -> str:
    """What can be told of a text after it was written so: letters, without the capitals that the font made."""
    return unicodedata.normalize("NFC", text).casefold()
