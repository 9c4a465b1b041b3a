"""Papers that may not be asked for any more (NQ 66.7/2025/NQ-CP, R2.8), matched whatever the wording."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from motcua.areas.procedures.models import RemovedPaper
from motcua.areas.procedures.ports import Doubt, Paper, ProcedureRecord, RemovedRule
from motcua.rules.vietnamese import fold

_ASKED_ANYWAY = re.compile(
    r"^(to khai|don|van ban|phieu|bien ban|giay uy quyen|cam ket|ban cam doan|giay de nghi)\b"
)
_WEAK = re.compile(r"\b(ban sao|ban chinh|ban chup|co chung thuc|hop le|the|so|cua nguoi yeu cau|01|mot)\b")
_PARTS = re.compile(r"[;,/]|\bhoặc\b|\bvà\b", re.I)
_PARTIAL = re.compile(r"thay thế (?:1|một) phần", re.I)
_SAME = {"can cuoc cong dan": "can cuoc", "chung minh nhan dan": "can cuoc"}
LIKENESS = 92


def removed_rules(codes: Iterable[str] | None = None) -> dict[str, list[RemovedRule]]:
    """The stored rules by code of procedure; all of them, or those of some codes."""
    rows = RemovedPaper.objects.all() if codes is None else RemovedPaper.objects.filter(code__in=list(codes))
    found: dict[str, list[RemovedRule]] = defaultdict(list)
    for code, component, database, law in rows.values_list("code", "component", "database", "law"):
        found[code].append(RemovedRule(code, component, database, law))
    return found


def without_removed(
    record: ProcedureRecord, rules: Iterable[RemovedRule]
) -> tuple[ProcedureRecord, list[Doubt]]:
    """The record with every replaced paper marked ``asked=False``, and a note for every rule that
    met no paper.

    A component replaced in part only ("thay thế một phần") is still asked for and says by what it
    is replaced.
    """
    papers = list(record.papers)
    doubts: list[Doubt] = []
    for rule in rules:
        met = False
        for index, paper in enumerate(papers):
            if not replaces(rule.component, paper):
                continue
            met = True
            partial = bool(_PARTIAL.search(rule.component + rule.database))
            database = _named(rule.database) + (" (thay thế một phần)" if partial else "")
            papers[index] = replace(
                paper, asked=paper.asked and partial, replaced_by=database, replaced_law=rule.law
            )
        if not met:
            said = f"NQ 66.7/2025: không thấy giấy tờ “{rule.component[:60]}” trong hồ sơ"
            doubts.append(Doubt(record.code, "papers", said, "note"))
    changed = tuple(papers)
    return (record if changed == record.papers else replace(record, papers=changed)), doubts


def replaces(component: str, paper: Paper) -> bool:
    """Whether the component of a rule is this paper: same words after folding, in any form of writing."""
    head = _core(re.split(r"[:(]|\bđể\b|\btrong trường hợp\b|\btrường hợp\b", paper.name, maxsplit=1)[0])
    if not head or _ASKED_ANYWAY.match(head):
        return False
    for part in _PARTS.split(re.sub(r"\([^()]*\)", " ", component)):
        words = _core(part)
        words = _SAME.get(words, words)
        if len(words) < 6:
            continue
        if re.search(rf"\b{re.escape(words)}\b", head):
            return True
        if words.count(" ") >= 3 and fuzz.token_set_ratio(words, head) >= LIKENESS:
            return True
    return False


def _core(said: str) -> str:
    """Folded words without "bản sao", "thẻ" and the like, which the sources use or leave out at will."""
    return " ".join(_WEAK.sub(" ", re.sub(r"[^\w\s]", " ", fold(said))).split())


def _named(database: str) -> str:
    """The database as people know it: "CSDL quốc gia về dân cư"."""
    said = re.sub(r"\s*\([^()]*một phần\)|\s*\([^()]*1 phần\)", "", " ".join(database.split())).rstrip(".")
    return re.sub(r"(?i)cơ sở dữ liệu", "CSDL", said)
