"""The process that opens files: ``python -m motcua.gateways.extraction.child < FILE > JSON``, within limits of
memory and time. What breaks here breaks nobody else."""

import json
import logging
import os
import re
import resource
import signal
import sys
import unicodedata
from dataclasses import replace
from types import FrameType

from motcua.gateways.extraction import letters
from motcua.gateways.extraction.found import Found, Refused, TimeUp
from motcua.gateways.extraction.limits import MOST, SPARE

MEMORY = 2 * 1024**3
TOO_LONG = "đọc quá lâu; tách tệp nhỏ hơn rồi thử lại"


LOST = "Tệp có {count} ký tự không đọc được."
_NO_WORDS = "Chữ đọc được phần lớn không thành tiếng Việt; cần người xem."
_FEW = 5
_CODES = re.compile(r"\(cid:\d+\)")


def opened(content: bytes) -> Found:
    """The text of a file of any kind that can be read; letters that are none are counted. Raises Refused."""
    found = _opened(content)
    if _CODES.search(found.text) and not _CODES.sub("", found.text).strip(" \n\t|"):
        raise Refused("phông chữ trong tệp bị hỏng, không đọc được chữ nào; dùng bản Word")
    lost = sum(map(_strange, found.text)) + len(_CODES.findall(found.text))
    said = [LOST.format(count=lost)] if lost else []
    words = [word for word in found.text.split() if any(c.isalpha() and not c.isascii() for c in word)]
    if len(words) > _FEW and letters.weight(" ".join(words)) < len(words) // 2:
        said.append(_NO_WORDS)
    return replace(found, warnings=tuple(dict.fromkeys((*found.warnings, *said))))


def _strange(letter: str) -> bool:
    """Whether a letter is none of a Vietnamese document: what broken bytes become; a sign of a symbol font is
    not one of those."""
    if letter < "\u0590":
        return letter < " " and letter not in "\n\r\t\f\v"
    if "\u1d00" <= letter <= "\u1eff" or "\u2000" <= letter <= "\u2bff" or "\ufb00" <= letter <= "\ufb06":
        return False
    return (
        letter == "\ufffd"
        or unicodedata.category(letter)[0] in "LMN"
        or unicodedata.category(letter) in ("Cn", "Co", "Cs")
    )


def _opened(content: bytes) -> Found:
    head = content[:2048]
    if not content.strip():
        raise Refused("tệp trống")
    if b"%PDF-" in head[:1024]:
        from motcua.gateways.extraction import paper

        return paper.read(content)
    if head.startswith(b"PK"):
        from motcua.gateways.extraction import word

        return word.read(content)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("tệp Word kiểu cũ (.doc); mở bằng Word hoặc LibreOffice, lưu thành .docx rồi thử lại")
    if head.startswith(b"{\\rtf"):
        raise Refused("tệp RTF; lưu thành .docx rồi thử lại")
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM6")):
        raise Refused("đây là ảnh; nhận dạng chữ (OCR) rồi đọc lại")
    plain = head.replace(b"\0", b"").lower()
    if (
        b"<html" in plain
        or b"<!doctype html" in plain
        or b"<body" in plain
        or plain.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<meta")
    ):
        from motcua.gateways.extraction import pages

        return pages.read(content)
    from motcua.gateways.extraction import plain as texts

    return texts.read(content)


def _up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeUp


def main() -> None:
    """Read standard input, write JSON: {text, kind, pages, warnings} or {refused}."""
    logging.disable(logging.ERROR)
    seconds = int(os.environ.get("EXTRACTION_SECONDS", "18"))
    signal.signal(signal.SIGALRM, _up)
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + SPARE, seconds + MOST + 3 * SPARE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    said: dict[str, object]
    try:
        found = opened(sys.stdin.buffer.read())
        said = {"text": found.text, "kind": found.kind, "pages": found.pages, "warnings": found.warnings}
    except Refused as refused:
        said = {"refused": str(refused)}
    except TimeUp:
        said = {"refused": TOO_LONG}
    except ImportError as fault:
        said = {
            "refused": f"máy chủ thiếu thư viện {fault.name or fault} để đọc loại tệp này; báo người quản trị cài thêm"
        }
    except MemoryError:
        said = {"refused": "tệp cần quá nhiều bộ nhớ để đọc"}
    except Exception as fault:
        said = {"refused": f"tệp bị hỏng ({type(fault).__name__})"}
    signal.alarm(0)
    sys.stdout.write(json.dumps(said, ensure_ascii=True))


if __name__ == "__main__":
    main()
