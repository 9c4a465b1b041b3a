"""How well and how fast documents are read: fields against labels written by hand, a long PDF, and broken files."""

import os
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")

from motcua.gateways.extraction.child import opened
from motcua.gateways.extraction.found import Refused
from motcua.gateways.extraction.guarded import Guarded
from motcua.rules import reading
from tests.gateways import papers
from tests.tables import measuring

PAGES = 60


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
    long = papers.paper(pages=PAGES)
    began = time.perf_counter()
    found = Guarded().extract(long, name="dài.pdf")
    reading.read(found.text)
    seconds = (time.perf_counter() - began) / max(len(found.pages), 1)
    became, slowest = tried(broken)
    return Read(fields, counted, len(found.pages), round(seconds, 3), broken, dict(became), round(slowest, 2))


def tried(count: int) -> tuple[Counter[str], float]:
    """Broken files and what became of them: read, read in part (and said so), refused with a sentence; nothing else."""
    old = "ñy ban nh©n d©n x· V©n H¹. KÕ ho¹ch trång c©y n¨m 2018: c¸c th«n thùc hiÖn ®óng tiÕn ®é. "
    plain = (
        "ỦY BAN NHÂN DÂN XÃ VÂN HẠ\nSố: 12/KH-UBND\nVân Hạ, ngày 03 tháng 4 năm 2018\nKẾ HOẠCH\nTrồng cây\n"
    )
    originals = [
        papers.word(), papers.word(nested=12), papers.paper(rows=3), papers.scanned(), plain.encode(),
        plain.encode("utf-16"),
        (old * 3).encode("cp1252"), f"<html><body><table><tr><td>{plain}</td></tr></table></body></html>".encode(),
    ]  # fmt: skip
    became, slowest = Counter[str](), 0.0
    for content in papers.broken(originals, count):
        began = time.perf_counter()
        try:
            found = opened(content)
        except Refused as refused:
            became["refused" if str(refused) else "silence"] += 1
        except Exception as fault:
            became[f"crash: {type(fault).__name__}"] += 1
        else:
            reading.read(found.text)
            became["in part" if found.warnings else "read" if found.text.strip() else "silence"] += 1
        slowest = max(slowest, time.perf_counter() - began)
    return became, slowest
