"""Reader of internal processes in the step tables that decisions print (R3.18), from Word and Excel files.

Bước | Trình tự, nội dung công việc | Trách nhiệm | Thời gian | Biểu mẫu, kết quả: columns are found by their headings,
merged cells are followed, several tables in one file are told apart, the row of the total is compared with the sum.
What is not written is doubted or rejected, never filled in.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.areas.procedures.ports import ProcessReading, Rejected
from motcua.base.files.choices import DOCX, XLSX
from motcua.base.files.policies.office import kind_of, reason_against
from motcua.gateways.step_tables import files, reading

__all__ = ["is_office", "read_tables"]


def is_office(content: bytes) -> bool:
    """Whether a file is a Word or Excel file."""
    return kind_of(content) in (DOCX, XLSX)


def read_tables(content: bytes) -> ProcessReading:
    """The processes in a DOCX or XLSX file; never raises because of what the file holds."""
    kind = kind_of(content)
    if kind not in (DOCX, XLSX):
        return _refused(_("chỉ đọc được tệp Word (.docx) và Excel (.xlsx)"))
    reason = reason_against(content)
    if reason:
        return _refused(reason)
    try:
        rows = files.of_docx(content) if kind == DOCX else files.of_xlsx(content)
        return reading.read(rows)
    except files.Unreadable as fault:
        return _refused(str(fault))


def _refused(reason: str) -> ProcessReading:
    return ProcessReading(rejected=(Rejected(1, reason),))
