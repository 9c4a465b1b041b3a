"""An e-mail as what it says: who sent it, its words, its files. Pure; whatever the bytes are, something is read.

Nothing here raises: a header that is broken is left out, a part that does not decode is kept as it came, and what was
left out or cut is told in ``notes``, so that whoever reads the petition knows that the original says more.
"""

import datetime as dt
import email.errors
import email.header
import email.utils
import html.parser
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from motcua.rules.calendar import TZ
from motcua.rules.denunciations import sounds_like
from motcua.rules.vietnamese import nfc

PARTS_MOST, DEEP_MOST, FILES_MOST = 400, 30, 60
TEXT_MOST = 200_000
_NOT_SAID = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_CUT = "Thư dài, chỉ chép phần đầu; xem thư gốc."
_DEEP = "Thư lồng nhiều lớp, có phần không tách được; xem thư gốc."
_MANY = "Thư có quá nhiều tệp, có tệp không tách được; xem thư gốc."


@dataclass(frozen=True)
class Part:
    """A file that came with a letter."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """What an e-mail says. ``came_on`` is the day the own server noted, none when it noted none."""

    name: str = ""
    address: str = ""
    subject: str = ""
    text: str = ""
    came_on: dt.date | None = None
    parts: tuple[Part, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def denounces(self) -> bool:
        """Whether its words look like a denunciation: then who sent it is sealed before anybody reads it."""
        said = " ".join((self.subject, self.text, *(part.name for part in self.parts)))
        return sounds_like(said)


def read(raw: bytes) -> Letter:
    """The letter in these bytes."""
    try:
        message = message_from_bytes(raw)
    except Exception:
        return Letter(text=said(_decoded(raw, ""), most=TEXT_MOST), notes=(_DEEP,))
    name, address = _sender(message)
    texts, pages, parts, notes = list[str](), list[str](), list[Part](), list[str]()
    for part in _leaves(message, notes):
        kind, disposition = _safe(part.get_content_type), _header(part, "Content-Disposition").lower()
        content = _content(part)
        file = _file_name(part)
        if not file and "attachment" not in disposition and kind in ("text/plain", "text/html"):
            (pages if kind == "text/html" else texts).append(_decoded(content, _charset(part)))
        elif content:
            if len(parts) >= FILES_MOST:
                notes.append(_MANY)
                break
            parts.append(Part(file or f"tep-{len(parts) + 1}{_ending(kind)}", content))
    written = "\n\n".join(one for one in texts if one.strip()) or "\n\n".join(map(_plain, pages))
    text = said(written, most=TEXT_MOST)
    if len(written) > TEXT_MOST:
        notes.append(_CUT)
    return Letter(
        said(name, most=200, lines=False), said(address, most=254, lines=False),
        said(_header(message, "Subject"), most=500, lines=False), text, _came_on(message), tuple(parts),
        tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def said(text: str, *, most: int, lines: bool = True) -> str:
    """Text without what cannot be said: controls, marks of direction, unassigned characters; composed letters."""
    clean = "".join(
        c if c == "\n" or unicodedata.category(c) not in _NOT_SAID else " "
        for c in nfc(text[: most * 2].replace("\r\n", "\n").replace("\r", "\n"))
    )  # fmt: skip
    if lines:
        joined = "\n".join(" ".join(line.split()) for line in clean.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", joined).strip()[:most].rstrip()
    return " ".join(clean.split())[:most].rstrip()


def person(letter: Letter) -> str:
    """A name that a register takes: letters of the sender's name, else of the mailbox; empty when there are none."""
    for given in (letter.name, letter.address.partition("@")[0]):
        kept = "".join(
            c if unicodedata.name(c, "").startswith("LATIN") and c.isalpha() else " " for c in nfc(given)
        )
        name = " ".join(kept.split())[:120].strip()
        if name:
            return name
    return ""


# ── taking a message apart ──────────────────────────────────────────────────────────────────────────────────


def _leaves(message: Message, notes: list[str]) -> Iterator[Message]:
    """The parts that hold something, outermost first, not deeper and not more than anybody reads."""
    waiting, seen = [(message, 0)], 0
    while waiting:
        part, depth = waiting.pop(0)
        seen += 1
        if seen > PARTS_MOST or depth > DEEP_MOST:
            notes.append(_DEEP)
            return
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            waiting = [*((one, depth + 1) for one in inner if isinstance(one, Message)), *waiting]
        else:
            yield part


def _safe(ask: object) -> str:
    try:
        return str(ask())  # type: ignore[operator]
    except Exception:
        return ""


def _header(part: Message, name: str) -> str:
    """A header in words, its encoded words read; what does not decode is left as it stands."""
    try:
        given = part.get(name)
        if given is None:
            return ""
        return "".join(
            _decoded(one, charset or "") if isinstance(one, bytes) else one
            for one, charset in email.header.decode_header(given)
        )
    except Exception:
        return ""


def _sender(message: Message) -> tuple[str, str]:
    try:
        name, address = email.utils.parseaddr(str(message.get("From") or ""))
        shown = "".join(
            _decoded(one, charset or "") if isinstance(one, bytes) else one
            for one, charset in email.header.decode_header(name)
        )
    except Exception:
        return "", ""
    return shown, address


def _came_on(message: Message) -> dt.date | None:
    """When the own server took it in: the first ``Received``; the sender's ``Date`` says what the sender likes."""
    try:
        given = str(message.get("Received") or "").rpartition(";")[2]
        at = email.utils.parsedate_to_datetime(given.strip())
        return at.astimezone(TZ).date() if at.tzinfo else None
    except Exception:
        return None


def _content(part: Message) -> bytes:
    try:
        given = part.get_payload(decode=True)
        if isinstance(given, bytes):
            return given
        return str(part.get_payload()).encode("utf-8", "surrogateescape")
    except Exception:
        try:
            return str(part.get_payload()).encode("utf-8", "replace")
        except Exception:
            return b""


def _charset(part: Message) -> str:
    return _safe(lambda: part.get_content_charset() or "")


def _decoded(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("cp1258" if b"\xec" in content or b"\xd2" in content else "latin-1", "replace")


def _file_name(part: Message) -> str:
    name = _safe(lambda: part.get_filename() or "")
    if "=?" in name:
        name = _safe(lambda: str(email.header.make_header(email.header.decode_header(name)))) or name
    return said(name, most=150, lines=False)


def _ending(kind: str) -> str:
    return {
        "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "message/rfc822": ".eml",
        "text/plain": ".txt", "text/html": ".html",
    }.get(kind, "")  # fmt: skip


LINES = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3"})


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found, self.hidden = list[str](), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        if tag in LINES:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in ("script", "style")))
        if tag in LINES:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.found.append(data)


def _plain(page: str) -> str:
    reader = _Words()
    try:
        reader.feed(page[: TEXT_MOST * 4])
        reader.close()
    except Exception:
        reader.found.append(" ")
    return "".join(reader.found)
