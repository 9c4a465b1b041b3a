"""What a periodic report is made of: a numbered tree of parts, figures with their sources, sentences that hold them.

A template is data (R8.20). A figure is counted by the system from a fact, entered by hand, or made of other figures. A
sentence names figures in braces, "đã tiếp nhận {dossiers.received} hồ sơ": the words may be rewritten, the figures stay
those of the report. Figures of a superior are sums over its units; of a rate the parts are summed, never an average.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from motcua.rules.report_windows import WINDOWS
from motcua.rules.reporting import Amount, Condition, Figure, Unsound, condition
from motcua.rules.said import Said

NAMED = re.compile(r"\{([a-z0-9_.]+)\}")
_KEY = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
UNKNOWN = "……"
_COUNTED = re.compile(r"\{([a-z0-9_.]+)\}(?:/\{([a-z0-9_.]+)\})?")
VIETNAMESE = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Asked:
    """A figure that a report asks for.

    ``unit``  what is counted ("hồ sơ", "m²", "%")
    ``fact`` ``where`` ``amount``  counted by the system: rows of the fact under any of the conditions, what is added
    ``plus`` ``minus`` ``over``    made of other figures; with ``over`` a rate in percent
    ``table`` ``column``  told by a table of the report: how many rows it has, or the sum of a column of numbers
    ``whole``    people and things, which are whole; land and money need not be
    ``part_of``  the figure that it can never exceed
    ``stands``   how things stand at the end of the period, so that last period's figure is where to begin
    """

    key: str
    title: str
    unit: str
    fact: str = ""
    where: tuple[Condition, ...] = ()
    amount: str = "n"
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    whole: bool = True
    part_of: str = ""
    table: str = ""
    column: str = ""
    stands: bool = False

    @property
    def typed(self) -> bool:
        """Whether nothing in the report itself tells it: it is counted, or entered by hand."""
        return not (self.made or self.table)

    @property
    def made(self) -> bool:
        """Whether it is made of other figures."""
        return bool(self.plus or self.minus)


@dataclass(frozen=True)
class Section:
    """A part of a report.

    ``number``   as printed: "II", "2", "a"; ``level`` 1, 2 … in the tree
    ``hint``     what belongs here, for whoever writes; never printed
    ``text``     how the part begins, with figures in braces
    ``field``    the field of work whose official in charge is named beside it
    ``columns``  of a part that is a table; ``figures`` the figures told here
    ``fact`` ``where`` ``take``  of a table: rows of the record it begins with, and what of a row fills which column
    ``adds_up``  of a table whose columns after the first hold numbers: the figure to which all of them add up
    """

    code: str
    number: str
    title: str
    level: int
    hint: str = ""
    text: str = ""
    field: str = ""
    columns: tuple[str, ...] = ()
    figures: tuple[Asked, ...] = ()
    fact: str = ""
    where: tuple[Condition, ...] = ()
    take: tuple[str, ...] = ()
    adds_up: str = ""

    @property
    def code_at(self) -> int:
        """Which column names the work a row tells of, from 0; -1 none does."""
        return self.take.index("code") if "code" in self.take else -1

    @property
    def numbers(self) -> tuple[str, ...]:
        """The columns that hold numbers."""
        return self.columns[1:] if self.adds_up else ()

    @property
    def heading(self) -> str:
        """Number and title as printed: "II. …", "2. …", of a point "a) …" (NĐ 30/2020/NĐ-CP, Phụ lục I)."""
        mark = ")" if self.number.islower() else "."
        return f"{self.number}{mark} {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Template:
    """A kind of periodic report (R8.20)."""

    code: str
    short: str
    title: str
    about: str
    window: str
    law: str
    certainty: str
    sections: tuple[Section, ...]
    note: str = ""
    grounds: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[Asked, ...]:
        """Every figure, in the order of the report."""
        return tuple(one for section in self.sections for one in section.figures)

    def figure(self, key: str) -> Asked:
        """The figure of that key; raises KeyError."""
        return {one.key: one for one in self.figures}[key]

    def section(self, code: str) -> Section:
        """The part of that code; raises KeyError."""
        return {one.code: one for one in self.sections}[code]


def read(code: str, said: Mapping[str, Any]) -> Template:
    """A template as its file says it; raises Unsound naming what is wrong."""
    sections = []
    for one in said.get("sections", ()):
        figures = tuple(_asked(given) for given in one.get("figures", ()))
        more = {name: one[name].strip() for name in ("hint", "text", "field", "adds_up") if name in one}
        columns = tuple(one.get("columns", ()))
        sections.append(
            Section(one["code"], one.get("number", ""), one["title"], one.get("level", 1), **more, columns=columns,
                    figures=figures, fact=one.get("fact", ""), where=condition(one.get("where", "")),
                    take=tuple(one.get("take", ())))
        )  # fmt: skip
    head = {name: str(said[name]) for name in ("short", "title", "about", "window", "law", "certainty")}
    made = Template(
        code=code, **head, sections=tuple(sections), note=said.get("note", ""), grounds=tuple(said.get("grounds", ())),
        recipients=tuple(said.get("recipients", ())),
    )  # fmt: skip
    wrong = list(faults(made))
    if wrong:
        raise Unsound(f"{code}: {'; '.join(wrong)}")
    return made


def _asked(given: Mapping[str, Any]) -> Asked:
    parts = {name: tuple(given.get(name, ())) for name in ("plus", "minus", "over")}
    return Asked(
        given["key"], given["title"], given["unit"], given.get("fact", ""), condition(given.get("where", "")),
        given.get("amount", "n"), whole=given.get("whole", True), part_of=given.get("part_of", ""),
        table=given.get("table", ""), column=given.get("column", ""),
        stands=given.get("stands", False), **parts,
    )  # fmt: skip


def faults(template: Template) -> Iterator[str]:
    """What is wrong with a template: figures named twice or nowhere, parts made of nothing, a window that is none."""
    if template.window not in WINDOWS:
        yield f"window {template.window}"
    keys, codes = [one.key for one in template.figures], [one.code for one in template.sections]
    for name in sorted({one for one in (*keys, *codes) if (*keys, *codes).count(one) > 1}):
        yield f"twice {name}"
    level = 0
    for section in template.sections:
        if section.level > level + 1:
            yield f"level {section.code}"
        level = section.level
        if section.columns and section.text:
            yield f"table with words {section.code}"
        if len({bool(section.fact), bool(section.where), bool(section.take)}) > 1 or (
            section.take and len(section.take) != len(section.columns)
        ):
            yield f"rows of {section.code}"
        for name in NAMED.findall(section.text + template.about):
            if name not in keys and name != "period":
                yield f"{section.code} names {name}"
        if section.adds_up and (section.adds_up not in keys or len(section.columns) < 2):
            yield f"{section.code} adds up to {section.adds_up}"
    tables = {section.code: section for section in template.sections if section.columns}
    for one in template.figures:
        if (one.table or one.column) and (
            one.table not in tables
            or one.fact
            or one.made
            or (one.column and one.column not in tables[one.table].numbers)
        ):
            yield f"table of {one.key}"
        if not _KEY.fullmatch(one.key):
            yield f"key {one.key}"
        if (
            (one.made and (one.fact or one.where))
            or bool(one.fact) != bool(one.where)
            or (one.over and not one.plus)
        ):
            yield f"sources of {one.key}"
        if one.stands and (one.fact or not one.typed):
            yield f"{one.key} stands but is not entered"
        if one.part_of and (one.part_of not in keys or one.part_of == one.key or one.made):
            yield f"{one.key} is part of {one.part_of}"
        for part in (*one.plus, *one.minus, *one.over):
            if part not in keys:
                yield f"{one.key} is made of {part}"
            elif template.figure(part).made:
                yield f"{one.key} is made of the made {part}"


# --- figures -----------------------------------------------------------------------------------------------------


def figures(template: Template, known: Mapping[str, Amount | None]) -> dict[str, Figure]:
    """Every figure from those that are counted or entered; what is not known makes nothing of it known either."""
    return {one.key: _figure(one, known) for one in template.figures}


def _figure(one: Asked, known: Mapping[str, Amount | None]) -> Figure:
    if not one.made:
        return Figure(known.get(one.key))
    top = _sum(one.plus, one.minus, known)
    if not one.over:
        return Figure(top)
    under = _sum(one.over, (), known)
    return Figure(None, top, under) if top is not None and under is not None else Figure(None)


def beyond(template: Template, known: Mapping[str, Amount | None]) -> Iterator[tuple[Asked, Asked]]:
    """Figures that exceed what they are a part of, each with its whole; what is not known exceeds nothing."""
    for one in template.figures:
        part, whole = known.get(one.key), known.get(one.part_of)
        if part is not None and whole is not None and part > whole:
            yield one, template.figure(one.part_of)


def _sum(plus: Iterable[str], minus: Iterable[str], known: Mapping[str, Amount | None]) -> Amount | None:
    total: Amount = 0
    for sign, keys in ((1, plus), (-1, minus)):
        for key in keys:
            value = known.get(key)
            if value is None:
                return None
            total += sign * value
    return plain(total)


# --- tables of numbers -------------------------------------------------------------------------------------------


def cell(said: str) -> int:
    """A whole number as a table holds it, "1.234"; nothing is nought."""
    return int(said.replace(".", "") or 0)


def in_table(one: Asked, section: Section, rows: Sequence[Sequence[str]]) -> int:
    """A figure that a table tells."""
    if not one.column:
        return len(rows)
    place = section.columns.index(one.column)
    return sum(cell(row[place]) for row in rows)


def whole_of(section: Section, rows: Sequence[Sequence[str]]) -> int:
    """All numbers of a table."""
    return sum(cell(said) for row in rows for said in row[1 : len(section.columns)])


@dataclass(frozen=True)
class Bar:
    """A column of a table of numbers: its sum, and how much of the whole that is, from 0 to 1."""

    title: str
    sum: int
    share: float

    @property
    def said(self) -> str:
        """``54 (35,29%)``."""
        return f"{number(self.sum)} ({percent(100 * Decimal(str(self.share)))})"


def bars(columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: int) -> list[Bar]:
    """The columns of numbers drawn, those that hold any."""
    sums = [sum(cell(row[place]) for row in rows) for place in range(1, numbers + 1)]
    every = sum(sums)
    return [
        Bar(title, found, found / every)
        for title, found in zip(columns[1:], sums, strict=False) if found
    ]  # fmt: skip


def untold(section: Section, rows: Iterable[Sequence[str]], record: Iterable[list[str]]) -> list[list[str]]:
    """Rows of the record that no row of the table tells of: of each piece of work as many as it lacks."""
    if section.code_at < 0:
        return [] if list(rows) else list(record)
    there, found = Counter(row[section.code_at] for row in rows), list[list[str]]()
    for row in record:
        there[row[section.code_at]] -= 1
        if there[row[section.code_at]] < 0:
            found.append(row)
    return found


SUM = "Cộng"


def summed(
    columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: int
) -> tuple[list[str], list[list[str]]]:
    """A table of numbers with the sum of each row after them, and the sum of each column below."""
    after = numbers + 1
    made = [[*row[:after], number(sum(cell(said) for said in row[1:after])), *row[after:]] for row in rows]
    foot = [number(sum(cell(row[place]) for row in made)) for place in range(1, after + 1)]
    wide = len(columns) + 1
    last = [SUM, *foot, *[""] * (wide - len(foot) - 1)]
    return [*columns[:after], SUM, *columns[after:]], [*made, last] if made else []


def together(values: Iterable[Amount | None]) -> Amount | None:
    """The sum of what is known; None when nothing is. Whoever says nothing is named, never counted as nought."""
    known = [value for value in values if value is not None]
    return plain(sum(known)) if known else None


def plain(value: Amount) -> Amount:
    """A number without parts is an int."""
    return int(value) if value == int(value) else Decimal(value).normalize()


def said(figure: Figure, *, parts: bool = True) -> str:
    """A figure as printed: ``1.234``, ``58,17%``, dots where it is not known. ``parts``: of a rate both too (R6.52)."""
    if figure.numerator is not None and figure.denominator is not None:
        share = figure.percent
        if share is None:
            return f"{number(figure.numerator)}/{number(figure.denominator)}" if parts else UNKNOWN
        shown = percent(Decimal(share.numerator) / Decimal(share.denominator))
        return f"{shown} ({number(figure.numerator)}/{number(figure.denominator)})" if parts else shown
    return UNKNOWN if figure.value is None else number(figure.value)


def number(value: Amount) -> str:
    """Thousands with a dot, parts after a comma."""
    return (
        f"{value:,f}".translate(VIETNAMESE)
        if isinstance(value, Decimal)
        else f"{value:,}".translate(VIETNAMESE)
    )


def percent(share: Decimal) -> str:
    """With at most two figures after the comma, halves up (R18.1)."""
    shown = f"{share.quantize(Decimal('0.01'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return f"{(shown or '0').replace('.', ',')}%"


def pieces(text: str, known: Mapping[str, Figure]) -> list[tuple[str, str]]:
    """A sentence as (words, key): words of its own have no key, a figure has its."""
    made, place = list[tuple[str, str]](), 0
    for found in NAMED.finditer(text):
        if found[1] in known:
            made += [(text[place : found.start()], ""), (said(known[found[1]]), found[1])]
            place = found.end()
    return [one for one in (*made, (text[place:], "")) if one[0]]


def filled(text: str, known: Mapping[str, Figure]) -> str:
    """A sentence with its figures as a document says it; what is not known is dotted, once for "a/b"."""

    def one(found: re.Match[str]) -> str:
        keys = [key for key in found.groups() if key]
        if not all(key in known for key in keys):
            return found[0]
        said_ = [said(known[key]) for key in keys]
        return UNKNOWN if UNKNOWN in said_ else "/".join(said_)

    return _COUNTED.sub(one, text)


def unwritten(template: Template, texts: Mapping[str, str]) -> list[Section]:
    """Parts in which nothing is said: no words, no table, no smaller parts below."""
    after = [*template.sections[1:], None]
    return [
        one
        for one, following in zip(template.sections, after, strict=True)
        if not texts.get(one.code, one.text).strip()
        and not one.columns
        and (following is None or following.level <= one.level)
    ]


def unknown_names(template: Template, text: str) -> list[str]:
    """Names in braces that are no figure of the report."""
    keys = {one.key for one in template.figures}
    return [name for name in NAMED.findall(text) if name not in keys]


# --- what changed ------------------------------------------------------------------------------------------------


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Two versions of a text as (``same``, ``gone`` or ``new``, words), for reading."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    made = list[tuple[str, str]]()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made.append(("same", "".join(old[a:b])))
            continue
        made += [one for one in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d]))) if one[1]]
    return made


def differences(template: Template, before: Mapping[str, Figure], after: Mapping[str, Figure]) -> list[Said]:
    """Figures that a correction changes, as it lists them (R8.21)."""
    return [
        Said("{title}: từ {before} thành {after}", title=one.title, before=said(before.get(one.key, Figure(None))),
             after=said(after.get(one.key, Figure(None))))
        for one in template.figures
        if before.get(one.key) != after.get(one.key)
    ]  # fmt: skip
