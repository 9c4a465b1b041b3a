"""A filled table as people send it: XLSX, PDF and DOCX from the same figures."""

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from motcua.areas.indicators.queries.tables import Filled
from motcua.base.documents import forms as letters
from motcua.base.documents.queries import render
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import version_on
from motcua.rules.authority import authority_lines
from motcua.rules.reporting import Figure
from motcua.rules.vietnamese import locality

FORM = "report-table"
HEAD, BODY = "Chủ tịch", "Ủy ban nhân dân"
VIETNAMESE = str.maketrans(",.", ".,")
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
"""Characters that the name of a sheet may not hold."""


def said(figure: Figure) -> str:
    """A figure as it is printed: of a rate both parts (R6.52)."""
    if figure.denominator is None:
        return f"{figure.value or 0:,}".translate(VIETNAMESE)
    share = figure.percent
    return f"{figure.numerator}/{figure.denominator}" + (f" = {percent(share)}%" if share is not None else "")


def percent(share: Fraction) -> str:
    """With one figure after the comma, none when it is nought; halves go up."""
    tenths = int(share * 10 + Fraction(1, 2))
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)


def lines(found: Filled) -> list[dict[str, str]]:
    """The rows of the form: a heading, then its columns; with several units, one after the other below the sum."""
    made = _of(found, found.total)
    if len(found.units) > 1:
        for unit in found.units:
            made += [{"number": "", "title": unit.name, "value": ""}]
            made += [line for line in _of(found, found.by_unit[unit.key]) if line["value"]]
    return made


def _of(found: Filled, figures: Mapping[str, Figure]) -> list[dict[str, str]]:
    made, group = list[dict[str, str]](), ""
    for column in found.printed:
        if column.group != group:
            group = column.group
            made.append({"number": "", "title": group, "value": ""})
        made.append({"number": column.number, "title": column.title, "value": said(figures[column.key])})
    return made


def content(by: Actor, found: Filled, on: dt.date) -> dict[str, object]:
    """What the form is filled with."""
    agency = version_on(by.agency, on)
    filled: dict[str, object] = {
        "agency": f"Ủy ban nhân dân {agency.name}" if agency.kind else agency.name,
        "place": locality(agency.name, agency.kind), "issued_on": on, "table": found.table.number,
        "name": found.table.title, "period": f"Từ ngày {found.since:%d/%m/%Y} đến ngày {found.last:%d/%m/%Y}",
        "scope": found.root.name, "rows": lines(found),
        "capacity": list(authority_lines(HEAD, HEAD, body=BODY)) if agency.kind else [],
    }  # fmt: skip
    return filled | ({"note": caution(found)} if caution(found) else {})


def caution(found: Filled) -> str:
    """What is not sure about the table itself, said on every paper that leaves: numbers of forms from memory."""
    return found.table.note if found.table.certainty == "check" else ""


def as_pdf(by: Actor, found: Filled, on: dt.date) -> bytes:
    """The table as PDF/UA-1."""
    return render(FORM, content(by, found, on))


def as_docx(by: Actor, found: Filled, on: dt.date) -> bytes:
    """The table as DOCX."""
    return letters.table_as_docx(content(by, found, on))


def as_xlsx(by: Actor, found: Filled, on: dt.date) -> bytes:
    """The table as the form has it: a row a unit, a column a column; rates are formulas over both their parts."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({
        "title": f"{found.table.number}: {found.table.title}", "author": version_on(by.agency, on).name,
        "created": dt.datetime(on.year, on.month, on.day),
    })  # fmt: skip
    plain: dict[str, Any] = {
        "font_name": "Times New Roman",
        "font_size": 12,
        "border": 1,
        "valign": "vcenter",
    }
    more: dict[str, dict[str, Any]] = {
        "head": {"bold": True, "align": "center", "text_wrap": True}, "text": {"text_wrap": True},
        "number": {"num_format": "#,##0"}, "parts": {"num_format": "#,##0.00"}, "rate": {"num_format": "0.0%"},
        "sum": {"bold": True, "num_format": "#,##0"},
        "sum_parts": {"bold": True, "num_format": "#,##0.00"}, "sum_rate": {"bold": True, "num_format": "0.0%"},
        "title": {"bold": True, "border": 0, "font_size": 14}, "note": {"italic": True, "border": 0},
    }  # fmt: skip
    looks = {name: book.add_format({**plain, **one}) for name, one in more.items()}
    sheet = book.add_worksheet(found.table.number.translate(FORBIDDEN))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write(0, 0, f"Biểu số {found.table.number}: {found.table.title}", looks["title"])
    sheet.write(1, 0, str(content(by, found, on)["period"]), looks["note"])
    columns = _sheet_columns(found)
    _heads(sheet, columns, looks["head"])
    rows = [
        (unit.name, found.by_unit[unit.key], "number", "rate") for unit in found.units if len(found.units) > 1
    ]
    rows.append((f"Tổng: {found.root.name}", found.total, "sum", "sum_rate"))
    for place, (name, figures, number, rate) in enumerate(rows, 7):
        sheet.write(place, 0, name, looks["text"])
        for x, (key, part, _group, _title, _number) in enumerate(columns, 1):
            figure = figures[key]
            if part == "rate":
                value = figure.percent
                cells = tuple(xlsxwriter.utility.xl_rowcol_to_cell(place, x - back) for back in (2, 1))
                formula = f'=IF({cells[1]}=0,"",{cells[0]}/{cells[1]})'
                sheet.write_formula(
                    place, x, formula, looks[rate], "" if value is None else float(value / 100)
                )
            else:
                shown = {"value": figure.value, "top": figure.numerator, "under": figure.denominator}[part]
                look = (
                    {"number": "parts", "sum": "sum_parts"}[number] if isinstance(shown, Decimal) else number
                )
                sheet.write_number(place, x, float(shown or 0), looks[look])
    sheet.write(8 + len(rows), 0, caution(found), looks["note"])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(columns), 13)
    sheet.freeze_panes(7, 1)
    book.close()
    return out.getvalue()


def _sheet_columns(found: Filled) -> list[tuple[str, str, str, str, str]]:
    """(key, part, group, title, number): a rate takes three columns, its two parts and itself (R6.52)."""
    made = []
    for column in found.printed:
        parts = [("value", "")]
        if column.over:
            parts = [("top", " (tử số)"), ("under", " (mẫu số)"), ("rate", "")]
        made += [
            (
                column.key,
                part,
                column.group,
                column.title + more,
                column.number if part in ("value", "rate") else "",
            )
            for part, more in parts
        ]
    return made


def _heads(sheet: Any, columns: list[tuple[str, str, str, str, str]], look: Any) -> None:
    sheet.merge_range(4, 0, 5, 0, "Đơn vị", look)
    sheet.write(6, 0, "", look)
    first = 0
    for x, (_key, _part, group, title, number) in enumerate(columns):
        sheet.write(5, x + 1, title, look)
        sheet.write(6, x + 1, f"({number})" if number else "", look)
        if x + 1 == len(columns) or columns[x + 1][2] != group:
            if x > first:
                sheet.merge_range(4, first + 1, 4, x + 1, group, look)
            else:
                sheet.write(4, x + 1, group, look)
            first = x + 1
