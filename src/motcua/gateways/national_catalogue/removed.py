"""Reader of the list of papers that may no longer be asked for (annex of NQ 66.7/2025/NQ-CP), as CSV.

Reads the table as published (with ``component_replaced``, ``legal_document``) and the product's compact form
(``code, component, database, law``). Rows in which the cells have slipped by a column are rejected.
"""

from __future__ import annotations

import csv
import io
import re

from motcua.areas.procedures.ports import Rejected, RemovedRule
from motcua.gateways.national_catalogue import cells

_DATABASE = re.compile(r"csdl|cơ sở dữ liệu|hệ thống|nền tảng|sổ sức khỏe", re.I)


def read_removed_papers(content: bytes) -> tuple[tuple[RemovedRule, ...], tuple[Rejected, ...]]:
    """The rules of a CSV file and the rows rejected; never raises because of what the file holds."""
    try:
        rows = list(csv.DictReader(io.StringIO(content.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))))
    except (UnicodeDecodeError, csv.Error) as fault:
        return (), (Rejected(1, f"không đọc được tệp CSV ({type(fault).__name__})"),)
    rules: dict[tuple[str, str], RemovedRule] = {}
    rejected: list[Rejected] = []
    for number, row in enumerate(rows, 2):
        code = cells.line(row.get("code"))
        component = cells.line(row.get("component") or row.get("component_replaced"))
        database = cells.line(row.get("database"))
        law = cells.line(row.get("law") or row.get("legal_document"))
        if not code:
            rejected.append(Rejected(number, "dòng không có mã thủ tục"))
        elif not component or not _DATABASE.search(database):
            rejected.append(Rejected(number, f"{code}: các ô bị lệch cột, không rõ giấy tờ"))
        elif component == database:
            rejected.append(Rejected(number, f"{code}: giấy tờ và cơ sở dữ liệu trùng nhau"))
        else:
            rules.setdefault((code, component), RemovedRule(code, component, database, law))
    return tuple(rules.values()), tuple(rejected)
