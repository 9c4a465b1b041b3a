"""The internal process of a procedure as others draw and open it (R3.18)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.areas.procedures.ports import ProcedureRecord, ProcessStep
from motcua.areas.procedures.queries.processes import plain, process_for
from motcua.areas.procedures.queries.reading import NoSuchProcedure, published
from motcua.base.orgs.queries import NoUnitThen, unit_on
from motcua.base.spoken import spoken
from motcua.rules import bpmn
from motcua.rules.diagram import Diagram, Task, in_line

DUTIES = {
    "receive": "tiếp nhận", "process": "thụ lý", "review": "xem xét", "sign": "ký", "stamp": "ban hành kết quả",
    "return": "trả kết quả",
}  # fmt: skip


def drawn(steps: Sequence[ProcessStep], *, head: int) -> Diagram:
    """The diagram of a process: a band for each post, a box for each step with its hours."""
    return in_line([Task(spoken(step.step), spoken(step.post), _time(step)) for step in steps], head=head)


def as_bpmn(code: str, on: dt.date, agency: str) -> bytes:
    """The process that an agency follows on a day, as BPMN 2.0 XML. Raises NoSuchProcedure, also when it has none."""
    record = published(code, on).read()
    steps, source = process_for(record, on, agency)
    if not steps:
        raise NoSuchProcedure(code=code, on=f"{on:%d/%m/%Y}")
    return bpmn.written(_model(record, steps, source, _named(agency, on) or record.agency)).encode()


def _model(record: ProcedureRecord, steps: Sequence[ProcessStep], source: str, agency: str) -> bpmn.Model:
    law = ", ".join(item.symbol for item in record.legal_basis if item.symbol)
    said = [
        _("Thủ tục {code}.").format(code=record.code),
        _("Thời hạn: {limit}.").format(limit=spoken(record.limit.words())) if record.limit else "",
        _("Quy trình: {source}.").format(source=spoken(source)) if source else "",
        _("Căn cứ: {law}.").format(law=law) if law else "",
    ]
    works = tuple(
        bpmn.Work(spoken(step.step), spoken(step.post) or _("Chưa ghi"), _about(step, law)) for step in steps
    )
    return bpmn.Model(
        code=record.code, name=record.name, agency=agency or _("Cơ quan giải quyết"), works=works,
        applicant=_("Người nộp hồ sơ"), handed_in=_("Hồ sơ"), result=_("Kết quả"),
        documentation=" ".join(part for part in said if part),
    )  # fmt: skip


def _about(step: ProcessStep, law: str) -> str:
    said = [
        _("Thời gian: {time}.").format(time=_time(step) or _("không tính")),
        _("Trách nhiệm: {post}.").format(post=spoken(step.post)),
        _("Nhiệm vụ: {duty}.").format(duty=_(DUTIES.get(step.duty, step.duty))),
        _("Căn cứ: {law}.").format(law=law) if law else "",
    ]
    return " ".join(part for part in said if part)


def _time(step: ProcessStep) -> str:
    return _("{hours} giờ").format(hours=plain(step.hours)) if step.hours else ""


def _named(agency: str, on: dt.date) -> str:
    try:
        return unit_on(agency, on).name if agency else ""
    except NoUnitThen:
        return ""
