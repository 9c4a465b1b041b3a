"""A document that was composed (form ``document``) as DOCX: the same parts as its PDF, to be edited (NĐ 30/2020)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.base.documents import queries
from motcua.base.documents.choices import FORMS
from motcua.base.documents.forms import word
from motcua.base.documents.policies import day_words, faults
from motcua.rules.impossible import Invalid


def as_docx(data: Mapping[str, object]) -> bytes:
    """The document as DOCX; equal data gives equal bytes."""
    found = faults(FORMS[queries.DOCUMENT], data)
    if found:
        raise Invalid.of(found)
    document = word.begun(data)
    about = "" if data.get("kind") else str(data.get("about") or "")
    word.head(
        document, data, symbol=str(data.get("symbol") or ""), about=about,
        urgency=str(data.get("urgency") or ""), day=str(data.get("undated") or ""),
    )  # fmt: skip
    _opening(document, data)
    for row in word.rows(data, "body"):
        _part(document, row)
    recipients, signatures = word.texts(data, "recipients"), word.rows(data, "signatures")
    if signatures:
        word.cosigned(document, signatures, recipients)
    else:
        word.foot(
            document, recipients=recipients, capacity=word.texts(data, "capacity"),
            signer=str(data.get("signer") or ""),
        )  # fmt: skip
    for row in word.rows(data, "annexes"):
        _annex(document, row, data) if row["kind"] == "annex" else _part(document, row)
    return word.saved(document)


def _opening(document: Any, data: Mapping[str, object]) -> None:
    from docx.shared import Pt

    if data.get("kind"):
        word.title(document, str(data["kind"]), str(data.get("about") or ""), str(data.get("issuer") or ""))
    else:
        word.line(document, "", size=8, tight=True)
    to = word.texts(data, "to")
    to = [f"{one}{';' if n < len(to) else '.'}" for n, one in enumerate(to, 1)]
    if data.get("calls"):
        word.called(document, str(data["calls"]), to)
    elif not data.get("calls_after"):
        word.addressed(document, to)
    for one in word.texts(data, "grounds"):
        word.sentence(document, one, italic=True)
    if data.get("calls_after"):
        word.called(document, str(data["calls_after"]), to)
    if data.get("opening"):
        said = word.line(document, str(data["opening"]).upper(), bold=True)
        said.paragraph_format.space_before, said.paragraph_format.keep_with_next = Pt(6), True


def _part(document: Any, row: Mapping[str, str]) -> None:
    label, said, bold = row.get("label", ""), row.get("text", ""), row["kind"].endswith("!")
    match row["kind"].rstrip("!"):
        case "part" | "section":
            heads = [word.line(document, label, tight=bool(said), bold=True)]
            heads += [word.line(document, said.upper(), bold=True)] if said else []
            for one in heads:
                one.paragraph_format.keep_with_next = True
        case "table":
            _table(document, [line.split("\t") for line in said.split("\n")])
        case "article":
            paragraph = word.article(document, label, said, bold=bold)
            paragraph.paragraph_format.keep_with_next = bold
        case _:
            paragraph = word.sentence(document, f"{label} {said}".strip(), bold=bold)
            paragraph.paragraph_format.keep_with_next = bold


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """A column takes room by its longest words, so that numbers stay narrow."""
    longest = [min(60, max(4, *(len(row[n]) for row in rows))) for n in range(len(rows[0]))]
    word.grid(document, rows[:1], rows[1:], [word.UPRIGHT * length / sum(longest) for length in longest])


def _annex(document: Any, row: Mapping[str, str], data: Mapping[str, object]) -> None:
    word.new_page(word.line(document, row.get("label", ""), tight=True, bold=True))
    if row.get("text"):
        word.line(document, row["text"].upper(), tight=True, bold=True)
    issued = data["issued_on"]
    assert isinstance(issued, dt.date)
    day = "" if data.get("undated") else f" {day_words(issued)}"
    of = f"(Kèm theo {data['heading']}{day} của {data['agency']})"
    word.line(document, word.balanced(of, 13, word.UPRIGHT - 10), italic=True)
