"""The verbs of periodic reports (R8.17–R8.21; NĐ 09/2019/NĐ-CP; NĐ 30/2020/NĐ-CP)."""

from motcua.areas.reports.actions.duties import assign, collect, end_duty, set_duty
from motcua.areas.reports.actions.passing import accept, open_report, remind, send_back, submit, urge
from motcua.areas.reports.actions.sending import correct, issue, mark_sent
from motcua.areas.reports.actions.succeeding import succeed, succeed_duty
from motcua.areas.reports.actions.writing import enter, remark, write

__all__ = [
    "accept", "assign", "collect", "correct", "end_duty", "enter", "issue", "mark_sent", "open_report", "remark",
    "remind", "send_back", "set_duty", "submit", "succeed", "succeed_duty",
    "urge", "write",
]  # fmt: skip
