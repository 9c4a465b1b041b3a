"""What rules of correspondence say before anything is stored (NĐ 30/2020/NĐ-CP; DOMAIN §8.1–8.3)."""

import re
from collections.abc import Iterable

from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import fold, nfc

SECRECY = ("Tuyệt mật", "Tối mật", "Mật")
"""Marks of state secrecy, the highest first (R8.7)."""
_ALONE = re.compile(r"(?<!bí mật nhà nước độ)(?:^|[^\w])(tuyệt\s+mật|tối\s+mật)(?:$|[^\w])", re.IGNORECASE)
_STAMPED = re.compile(
    r"(?m)^\s*[\[(]?\s*(?:độ\s+mật\s*:\s*)?(tuyệt mật|tối mật|mật)\s*[\])]?\s*[.:]?\s*$", re.IGNORECASE
)
_NUMBERED = re.compile(r"\(\s*mật\s*\)|\bđộ mật\s*:\s*mật\b|\bđóng dấu mật\b", re.IGNORECASE)


def secrecy_mark(text: str) -> str:
    """The mark of state secrecy that a text bears ("Tối mật"), or nothing.

    Words about secrets ("bảo vệ bí mật nhà nước", "công tác mật mã") are no mark.
    """
    said = nfc(text)
    found = _ALONE.search(said) or _STAMPED.search(said)
    if found:
        word = fold(" ".join(found[1].split()))
        return next(mark for mark in SECRECY if fold(mark) == word)
    return SECRECY[-1] if _NUMBERED.search(said) else ""


_PRINTED = re.compile(r"(?<!ĐỘ )\b(TUYỆT\s+MẬT|TỐI\s+MẬT)\b")
"""As a stamp prints it; "độ Tuyệt mật" in a title or an article speaks of secrets of others."""
HEAD = 1_500
"""Letters of a document in which its mark stands."""


def mark_of(document: str) -> str:
    """The mark of state secrecy that a whole document bears: printed in its head, or stamped on a line of its own
    anywhere.

    What it says of secrets ("phân loại tài liệu tối mật", a published list of secrets "độ Tuyệt mật") is no mark of
    its own.
    """
    said = nfc(document)
    found = _STAMPED.search(said) or _PRINTED.search(said[:HEAD]) or _NUMBERED.search(said[:HEAD])
    return secrecy_mark(found[0]) if found else ""


def refuse_secrets(mark: str, *texts: str, field: str = "secrecy") -> None:
    """Raises Invalid for state-secret content: it never enters a connected system (R8.7)."""
    found = mark or next(filter(None, map(secrecy_mark, texts)), "")
    if found:
        raise Invalid(
            field=field,
            text="Văn bản có độ mật ({mark}) không đưa vào hệ thống này. Vào sổ riêng của văn bản mật, giao người được "
            "giao giữ bí mật nhà nước và lưu theo Luật Bảo vệ bí mật nhà nước.",
            mark=found,
        )


_SMALL = frozenset({"và", "về", "của", "các"})


def unit_symbol(name: str, kind: str) -> str:
    """The usual symbol of a division in the number of an official letter: "VP", "VHXH", "KTHTĐT" (R8.2)."""
    words = re.findall(r"\w+", nfc(name))
    first = re.findall(r"\w+", nfc(kind))
    if first and first[0].casefold() == "văn":
        return "VP"
    if [one.casefold() for one in first] == ["phòng"]:
        words = words[1:]
    for place in ("phường", "xã", "đặc"):
        if place in words:
            words = words[: words.index(place)]
    return "".join(one[0].upper() for one in words if one.casefold() not in _SMALL)[:10]


def listed(lines: Iterable[str]) -> list[str]:
    """Lines of a list as a document prints them: no dashes before, ";" after each, "." after the last."""
    said = [line.strip().lstrip("-–•+ ").rstrip(".;, ").strip() for line in lines]
    kept = [line for line in said if line]
    return [f"{line}{';' if n < len(kept) else '.'}" for n, line in enumerate(kept, 1)]
