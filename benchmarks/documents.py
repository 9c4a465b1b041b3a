"""How well and how fast documents are read: fields against labels written by hand, a long PDF, and broken files."""

import logging
import os
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")

from motcua.base.documents.ports import CannotExtract
from motcua.gateways.extraction.child import opened
from motcua.gateways.extraction.found import Found, Refused
from motcua.gateways.extraction.guarded import Guarded
from motcua.rules import reading
from tests.gateways import papers
from tests.gateways.old_letters import tcvn3, vni
from tests.tables import measuring

PAGES, A_PAGE = 60, 1.0


@dataclass
class Read:
    """What was measured."""

    fields: list[dict[str, Any]]
    documents: dict[str, int]
    pages: int
    seconds_a_page: float
    broken: int
    became: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    """What crashed, was silent or less than it said: none of it may be."""


def documents(*, broken: int) -> Read:
    """Measure all of it; ``broken``: how many broken files are tried."""
    fields, counted = list[dict[str, Any]](), dict[str, int]()
    kinds = (
        ("table", measuring.labelled),
        ("published", measuring.published),
        ("held out", measuring.held_out),
    )
    for name, them in kinds:
        score = measuring.measure(them())
        counted[name] = score.there["type"]
        fields += [
            {
                "documents": name, "field": one, "precision": round(score.precision(one), 4),
                "recall": round(score.recall(one), 4), "there": score.there[one], "aim": measuring.AIMS.get(one),
            }
            for one in sorted(score.there)
        ]  # fmt: skip
    long = papers.long(PAGES)
    began = time.perf_counter()
    found = Guarded().extract(long, name="dài.pdf")
    reading.read(found.text)
    seconds = (time.perf_counter() - began) / PAGES
    whole = len(found.pages) == PAGES and not found.warnings and f"của phần {PAGES}" in found.text
    became, slowest, wrong = tried(broken)
    if not whole or seconds > A_PAGE:
        wrong.append(f"PDF {PAGES} trang: {len(found.pages)} trang, {seconds:.2f} s, {found.warnings}")
    return Read(
        fields, counted, len(found.pages), round(seconds, 3), broken, dict(became), round(slowest, 2),
        wrong + huge(),
    )  # fmt: skip


PLAIN = "ỦY BAN NHÂN DÂN XÃ VÂN HẠ\nSố: 12/KH-UBND\nVân Hạ, ngày 03 tháng 4 năm 2018\nKẾ HOẠCH\nTrồng cây\n"
OLD = [
    "ủy ban nhân dân xã vân hạ", "Số: 12/KH-UBND", "Vân Hạ, ngày 03 tháng 4 năm 2008", "kế hoạch",
    "Trồng cây năm 2008: các thôn thực hiện đúng tiến độ, báo cáo kết quả hằng tháng.",
    "Phòng Văn hóa chủ trì, phối hợp với các hộ dân ở phường đủ điều kiện được giao thủ tục cấp phép.",
] * 3  # fmt: skip


def originals() -> dict[str, bytes]:
    """Whole files of every kind that comes, by what they are."""
    made = {
        "docx": papers.word(), "docx nested": papers.word(nested=12), "pdf": papers.paper(rows=3),
        "pdf without lines": papers.open_table([("1", "Quét đường", "Hội Nông dân", "Công an xã", "01/6/2026")]),
        "scanned": papers.scanned(), "txt": PLAIN.encode(), "txt utf-16": PLAIN.encode("utf-16"),
        "html": f"<html><body><table><tr><td>{PLAIN}</td></tr></table></body></html>".encode(),
    }  # fmt: skip
    for name, write, font in (("tcvn3", tcvn3, ".VnTime"), ("vni", vni, "VNI-Times")):
        lines = [write(line) for line in OLD]
        made |= {
            f"txt {name}": "\n".join(lines).encode("cp1252"), f"letters {name}": "\n".join(lines).encode(),
            f"docx {name}": papers.runs([[(font, line)] for line in lines]),
            f"docx mixed {name}": papers.runs([[("", PLAIN)], *([(font, line)] for line in lines)]),
            f"pdf {name}": papers.typed([(f"ABCDEF+{font}", line) for line in lines]),
            f"pdf {name} unnamed": papers.typed([("ABCDEF+TT1", line) for line in lines]),
        }  # fmt: skip
    return made


def tried(count: int) -> tuple[Counter[str], float, list[str]]:
    """Broken files and what became of them: read, read in part (and said so), refused with a sentence. What is
    wrong: a crash, silence, or a text of which much is gone without a word of it."""
    made, wrong = originals(), list[str]()
    whole = [_words(content) for content in made.values()]
    became, slowest = Counter[str](), 0.0
    logging.disable(logging.ERROR)
    for number, (of, content) in enumerate(papers.broken_from(list(made.values()), count)):
        name = "?" if of is None else list(made)[of]
        began = time.perf_counter()
        try:
            found = opened(content)
            reading.read(found.text)
        except Refused as refused:
            became["refused" if str(refused) else "silence"] += 1
            if not str(refused):
                wrong.append(f"{number} ({name}): silence")
        except Exception as fault:
            became["crash"] += 1
            wrong.append(f"{number} ({name}): {type(fault).__name__}: {fault}")
        else:
            what = _what(found, Counter() if of is None else whole[of], content)
            became[what] += 1
            if what == "silence":
                wrong.append(f"{number} ({name}): {found.text[:80]!r}")
        slowest = max(slowest, time.perf_counter() - began)
    logging.disable(logging.NOTSET)
    return became, slowest, wrong


def _words(content: bytes) -> Counter[str]:
    try:
        return Counter(opened(content).text.casefold().split())
    except Refused:
        return Counter()


def _what(found: Found, whole: Counter[str], content: bytes) -> str:
    """Read, in part, or silence: nothing, or less than is said. What a file of Word or a PDF had, as far as nothing is
    said of it, must be there but for a few words; of text, each letter that stands in its bytes."""
    if not found.text.strip():
        return "silence"
    if found.warnings:
        return "in part"
    if found.kind in ("docx", "pdf"):
        lost = (whole - Counter(found.text.casefold().split())).total()
        return "read" if lost <= max(MOST_LOST * whole.total(), FEW_WORDS) else "silence"
    if found.kind == "html":
        return "read"
    letters = Counter(chr(one) for one in content if chr(one).isascii() and chr(one).isalnum())
    return "silence" if letters - Counter(found.text) else "read"


MOST_LOST, FEW_WORDS = 0.1, 12
HUGE = 200 * 1024**2


def huge() -> list[str]:
    """Files of 200 MB through the process apart: text is read at its beginning, and says so; others are refused with a
    sentence; nothing is read whole."""
    wrong = list[str]()
    for name, start in (
        ("dài.txt", (PLAIN * 40).encode()), ("dài.docx", papers.word()), ("dài.pdf", papers.paper(rows=3)),
        ("cũ.txt", "\n".join(map(tcvn3, OLD)).encode("cp1252")),
    ):  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            with path.open("wb") as file:
                file.write(start)
                file.truncate(HUGE)
            try:
                found = Guarded().extract_from(path)
            except CannotExtract as refused:
                if name.endswith(".txt") or "200 MB" not in str(refused):
                    wrong.append(f"200 MB {name}: {refused}")
            else:
                if "12/KH-UBND" not in found.text or "chỉ đọc phần đầu" not in " ".join(found.warnings):
                    wrong.append(f"200 MB {name}: {found.text[:80]!r} {found.warnings}")
    return wrong
