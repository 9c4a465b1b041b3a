"""The board of direction as a workbook."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from motcua.areas.directives.queries.board import Counted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heads() -> list[tuple[str, str]]:
    """Figures in the order of their columns, with their words."""
    return [
        ("done", _("Hoàn thành")), ("done_late", _("Hoàn thành trễ hạn")), ("open", _("Chưa hoàn thành, trong hạn")),
        ("open_late", _("Chưa hoàn thành, trễ hạn")), ("stuck", _("Vướng mắc")), ("handed_in", _("Chờ nghiệm thu")),
        ("asking", _("Xin gia hạn")), ("paused", _("Tạm dừng")), ("cancelled", _("Hủy")),
    ]  # fmt: skip


def as_xlsx(
    whole: Counted,
    parts: Mapping[str, Sequence[tuple[str, Counted]]],
    *,
    agency: str,
    first: dt.date,
    last: dt.date,
) -> bytes:
    """A sheet for each part (unit, directive, post): the rows, and their sum as a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold, wrap = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    for name, rows in parts.items():
        sheet = book.add_worksheet(name[:31])
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, 10, 13)
        sheet.write(0, 0, _("Tình hình thực hiện nhiệm vụ, %(agency)s") % {"agency": agency}, bold)
        span = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        sheet.write(1, 0, _("Đã kết thúc từ %(first)s đến %(last)s; đang mở đến lúc xuất") % span)
        columns = [name, _("Tổng số"), *(label for _name, label in heads())]
        for column, label in enumerate(columns):
            sheet.write(3, column, label, bold)
        for n, (label, counted) in enumerate(rows):
            values: list[Any] = [counted.all, *(getattr(counted, figure) for figure, _label in heads())]
            sheet.write_string(4 + n, 0, label, wrap)
            for column, value in enumerate(values, 1):
                sheet.write_number(4 + n, column, value)
        end = 4 + len(rows)
        sheet.write(end, 0, _("Tổng cộng"), bold)
        total: list[Any] = [whole.all, *(getattr(whole, figure) for figure, _label in heads())]
        for column, value in enumerate(total, 1):
            letter = chr(ord("A") + column)
            if rows:
                sheet.write_formula(end, column, f"=SUM({letter}5:{letter}{end})", bold, value)
            else:
                sheet.write_number(end, column, value, bold)
        sheet.freeze_panes(4, 1)
    book.close()
    return out.getvalue()
