"""A questionnaire: elements with criteria, each answered on five levels, perhaps one question about it all (R5.1–R5.4).

Localities write their own (R5.18), line by line: ``# Tiếp cận dịch vụ`` begins an element, ``- [tc1] Nơi ngồi chờ có đủ
chỗ`` is a criterion. The name in brackets stays the same from one version to the next, so that rounds can be compared;
a criterion without one is given one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.rules.impossible import Faults, Invalid
from motcua.rules.vietnamese import fold, nfc

LEVELS = (1, 2, 3, 4, 5)
"""Very dissatisfied (1) to very satisfied (5); 4 and 5 count as satisfied (R5.4, R5.5)."""
SATISFIED = frozenset({4, 5})
OVERALL = "chung"
"""The name of the question about the service as a whole."""
ELEMENTS_MOST, CRITERIA_MOST, TEXT_MOST = 12, 60, 300
_NAME = re.compile(r"[a-z][a-z0-9-]{0,15}")
_LINE = re.compile(r"[-–•*]\s*(?:\[(?P<id>[^\]]*)\]\s*)?(?P<text>.+)")


@dataclass(frozen=True)
class Criterion:
    """One thing asked (tiêu chí); ``id`` stays from version to version."""

    id: str
    text: str


@dataclass(frozen=True)
class Element:
    """Criteria of one subject (yếu tố)."""

    id: str
    name: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Questionnaire:
    """What is asked: elements, perhaps the question about it all, perhaps an open one."""

    elements: tuple[Element, ...]
    overall: str = ""
    open: str = ""

    def criteria(self) -> Iterator[Criterion]:
        """Every criterion in order, without the question about it all."""
        for element in self.elements:
            yield from element.criteria

    def asked(self) -> dict[str, str]:
        """Everything answered on the five levels: name and words."""
        found = {one.id: one.text for one in self.criteria()}
        return {**found, OVERALL: self.overall} if self.overall else found


def read(content: Mapping[str, Any]) -> Questionnaire:
    """A questionnaire from plain data, ``{elements: [{id, name, criteria: [{id, text}]}], overall, open}``."""
    return Questionnaire(
        tuple(
            Element(one["id"], one["name"], tuple(Criterion(c["id"], c["text"]) for c in one["criteria"]))
            for one in content["elements"]
        ),
        str(content.get("overall", "")), str(content.get("open", "")),
    )  # fmt: skip


def plain(asked: Questionnaire) -> dict[str, Any]:
    """The questionnaire as plain data, as ``read`` takes it."""
    return {
        "elements": [
            {"id": e.id, "name": e.name, "criteria": [{"id": c.id, "text": c.text} for c in e.criteria]}
            for e in asked.elements
        ],
        "overall": asked.overall, "open": asked.open,
    }  # fmt: skip


def as_lines(asked: Questionnaire) -> str:
    """The questionnaire as it is edited, line by line."""
    lines = []
    for element in asked.elements:
        lines += [f"# {element.name}", *(f"- [{one.id}] {one.text}" for one in element.criteria), ""]
    return "\n".join(lines).rstrip()


def from_lines(lines: str, *, overall: str = "", open: str = "", field: str = "lines") -> Questionnaire:
    """A questionnaire as it was typed; raises Invalid with everything to mend, each naming its line."""
    faults, taken = Faults(), set[str]()
    found: list[tuple[str, list[Criterion]]] = []
    for n, raw in enumerate(nfc(lines).splitlines(), 1):
        typed = " ".join(raw.split())
        if not typed:
            continue
        if typed.startswith("#"):
            name = typed.lstrip("# ")
            faults.unless(
                bool(name) and len(name) <= TEXT_MOST, field, "Dòng {n}: sau dấu # ghi tên yếu tố.", n=n
            )
            found.append((name, []))
            continue
        match = _LINE.fullmatch(typed)
        if match is None or not found:
            faults.unless(
                False,
                field,
                "Dòng {n}: bắt đầu yếu tố bằng dấu #, mỗi tiêu chí ở dưới bằng dấu gạch (-).",
                n=n,
            )
            continue
        text, given = match["text"], (match["id"] or "").strip()
        faults.unless(
            len(text) <= TEXT_MOST, field, "Dòng {n}: câu hỏi dài quá {most} chữ.", n=n, most=TEXT_MOST
        )
        faults.unless(
            not given or (bool(_NAME.fullmatch(given)) and given != OVERALL), field,
            "Dòng {n}: tên trong ngoặc viết chữ thường không dấu và số, ví dụ [tc1].", n=n,
        )  # fmt: skip
        faults.unless(
            given not in taken or not given, field, "Dòng {n}: tên [{id}] đã dùng ở trên.", n=n, id=given
        )
        taken.add(given)
        found[-1][1].append(Criterion(given, text))
    count = sum(len(criteria) for _name, criteria in found)
    faults.unless(
        0 < count <= CRITERIA_MOST and len(found) <= ELEMENTS_MOST and all(criteria for _name, criteria in found),
        field, "Có từ 1 đến {elements} yếu tố, mỗi yếu tố ít nhất một tiêu chí, tất cả nhiều nhất {most} tiêu chí.",
        elements=ELEMENTS_MOST, most=CRITERIA_MOST,
    )  # fmt: skip
    for what, said in (("overall", overall), ("open", open)):
        faults.unless(len(said) <= TEXT_MOST, what, "Câu hỏi dài quá {most} chữ.", most=TEXT_MOST)
    faults.done()
    elements = []
    for at, (name, criteria) in enumerate(found, 1):
        named = [Criterion(one.id or _free(name, taken), one.text) for one in criteria]
        elements.append(Element(f"e{at}", name, tuple(named)))
    return Questionnaire(tuple(elements), " ".join(nfc(overall).split()), " ".join(nfc(open).split()))


def _free(element: str, taken: set[str]) -> str:
    """A name nobody has: the initials of the element and a number."""
    initials = "".join(word[0] for word in re.findall(r"[a-z]+", fold(element)))[:4] or "c"
    n = 1
    while f"{initials}{n}" in taken:
        n += 1
    taken.add(f"{initials}{n}")
    return f"{initials}{n}"


def checked(asked: Questionnaire, scores: Mapping[str, Any]) -> dict[str, int]:
    """Answers as they count: known criteria on known levels, blanks left out (R5.5); raises Invalid.

    Something must be answered: a sheet that is blank throughout is no answer.
    """
    known = asked.asked()
    found: dict[str, int] = {}
    for name, given in scores.items():
        if given in ("", None):
            continue
        level = (
            int(given) if isinstance(given, int | str) and str(given) in "12345" and given is not True else 0
        )
        if name not in known or level not in LEVELS:
            raise Invalid(field=str(name)[:40], text="Chọn một trong năm mức, hoặc để trống câu này.")
        found[name] = level
    if not found:
        raise Invalid(field="", text="Trả lời ít nhất một câu; câu nào không có ý kiến thì để trống.")
    return found
