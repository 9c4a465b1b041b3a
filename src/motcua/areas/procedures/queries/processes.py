"""The internal process that applies to a procedure: adopted, published with it, or derived from
typical shares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from motcua.areas.procedures.models import ProcessUse
from motcua.areas.procedures.ports import (
    ProcedureRecord,
    ProcessReading,
    ProcessStep,
    ReadsTables,
    step_from,
)
from motcua.rules.deadlines import Limit, TimeUnit

HOURS_A_DAY = Decimal(8)
DEFAULT_SOURCE = noop("mẫu mặc định, chưa có quyết định")
_QUARTER = Decimal("0.25")


def hours_of(limit: Limit) -> Decimal:
    """Hours over which the steps of a process share a limit; a day of any kind counts eight, as
    decisions do.
    """
    return limit.amount * (HOURS_A_DAY if limit.unit in (TimeUnit.WORKING_DAY, TimeUnit.DAY) else Decimal(1))


def default_process(limit: Limit, *, division: str = "") -> tuple[ProcessStep, ...]:
    """The process of an agency that has adopted none: typical shares of R3.20, Σ exactly the limit (R3.19).

    Up to one day the shares are eighths; above, receiving and stamping take a quarter to half a day
    each, review
    half a day to a day, signing half a day to two days, and the specialist has the rest.
    """
    total = hours_of(limit)
    if total <= HOURS_A_DAY:
        unit = _QUARTER if total >= 2 else Decimal("0.01")
        receive = stamp = _rounded(total / 8, unit)
        review = sign = _rounded(total * 3 / 16, unit)
    else:
        receive = stamp = Decimal(2) if total <= 24 else Decimal(4)
        review = min(Decimal(8), _rounded(total / 8, Decimal(1)))
        sign = min(Decimal(16), _rounded(total * 3 / 20, Decimal(1)))
    work = total - receive - stamp - review - sign
    specialist = f"{noop('Công chức chuyên môn')} {division}".strip()
    return (
        ProcessStep(
            noop("Tiếp nhận, số hóa và chuyển hồ sơ"), noop("Bộ phận Một cửa"), receive, "receive", "receive"
        ),
        ProcessStep(noop("Thẩm định hồ sơ, dự thảo kết quả"), specialist, work, "process", "work"),
        ProcessStep(noop("Xem xét, trình ký"), noop("Lãnh đạo phòng chuyên môn"), review, "review", "work"),
        ProcessStep(noop("Ký kết quả"), noop("Lãnh đạo UBND cấp xã"), sign, "sign", "work"),
        ProcessStep(
            noop("Vào sổ, đóng dấu, số hóa và chuyển kết quả"), noop("Văn thư"), stamp, "stamp", "result"
        ),
        ProcessStep(
            noop("Trả kết quả cho người dân"), noop("Bộ phận Một cửa"), Decimal(0), "return", "return"
        ),
    )


def faults_of(steps: Sequence[ProcessStep], limit: Limit | None) -> list[str]:
    """What is wrong with a process before it can guide cases, in Vietnamese; empty when nothing.

    One reception first, then work of which the first is a specialist's, one step that issues the result, one
    return last; Σ hours equals the published time (R3.19).
    """
    found: list[str] = []
    kinds = [step.kind for step in steps]
    wanted = ["receive", *["work"] * (len(kinds) - 3), "result", "return"]
    if len(kinds) < 4 or kinds != wanted:
        found.append(
            _("Cần một bước tiếp nhận, các bước xử lý, một bước ban hành kết quả và một bước trả kết quả")
        )
    elif steps[1].duty != "process":
        found.append(_("Bước xử lý đầu tiên phải do người thụ lý thực hiện"))
    if limit is not None:
        total, published = sum((step.hours for step in steps), Decimal(0)), hours_of(limit)
        if total != published:
            found.append(
                _("Tổng thời gian các bước là {total} giờ, thời hạn công bố là {published} giờ").format(
                    total=plain(total), published=plain(published)
                )
            )
    return found


def cautions_of(steps: Sequence[ProcessStep], record: ProcedureRecord) -> list[str]:
    """What deserves a look before a process is adopted, in Vietnamese; none of it forbids adopting (R3.19)."""
    found: list[str] = []
    if record.statutory is not None and record.limit is not None:
        whole, local = hours_of(record.statutory), hours_of(record.limit)
        if local < whole:
            found.append(
                _("Địa phương đã rút ngắn: thời hạn theo luật là {whole} giờ, ở đây {local} giờ").format(
                    whole=plain(whole), local=plain(local)
                )
            )
    for number, step in enumerate(steps, 1):
        if not step.post.strip():
            found.append(_("Bước {n}: chưa ghi ai làm").format(n=number))
        if not step.hours and step.kind != "return":
            found.append(_("Bước {n}: chưa ghi thời gian").format(n=number))
    return found


def for_engine(steps: Sequence[ProcessStep]) -> tuple[ProcessStep, ...]:
    """An adopted process in the shape in which cases walk it; hours are kept to the last quarter.

    Assigning (phân công) before the specialist's first step is joined to it, as are further
    receptions; the last
    stamping issues the result, or a step without time is added for it; stamping on the way is work;
    the last step
    returns. Returned unchanged when already in shape.
    """
    if not faults_of(steps, None):
        return tuple(steps)
    body = list(steps)
    receive = body.pop(0) if body and body[0].duty == "receive" else None
    back = body.pop() if body and body[-1].duty == "return" else None
    stamp = next((i for i in range(len(body) - 1, -1, -1) if body[i].duty == "stamp"), None)
    result = body.pop(stamp) if stamp is not None and stamp == len(body) - 1 else None
    work: list[ProcessStep] = []
    waiting: list[ProcessStep] = []
    for step in body:
        if any(item.duty == "process" for item in work) or step.duty == "process":
            work.append(_joined(waiting, step))
            waiting = []
        else:
            waiting.append(step)
    if waiting:
        work = [*waiting, *work]
    if work and work[0].duty != "process":
        work[0] = _as(work[0], "process", "work")
    return (
        _as(
            receive or ProcessStep(noop("Tiếp nhận hồ sơ"), noop("Bộ phận Một cửa"), Decimal(0), "", ""),
            "receive",
            "receive",
        ),
        *(
            _as(step, step.duty if step.duty in ("process", "review", "sign") else "process", "work")
            for step in work
        ),
        _as(
            result or ProcessStep(noop("Vào sổ, phát hành kết quả"), noop("Văn thư"), Decimal(0), "", ""),
            "stamp",
            "result",
        ),
        _as(
            back or ProcessStep(noop("Trả kết quả"), noop("Bộ phận Một cửa"), Decimal(0), "", ""),
            "return",
            "return",
        ),
    )


def adopted(code: str, on: dt.date, agency: str = "") -> ProcessUse | None:
    """The adopted process of a procedure on a day: the agency's own, else the one for every agency."""
    return (
        ProcessUse.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=on),
            procedure__code=code,
            agency__in={agency, ""},
            valid_from__lte=on,
        )
        .select_related("process")
        .order_by("-agency", "-valid_from", "-pk")
        .first()
    )


def process_for(
    record: ProcedureRecord, on: dt.date, agency: str = ""
) -> tuple[tuple[ProcessStep, ...], str]:
    """(steps, where they come from) for a published record; no steps when it has no usable limit either.

    Of a linked procedure the steps are its stages, each with the process of the agency that decides it (R1.7).
    """
    if record.stages:
        return tuple(
            ProcessStep(stage.name, "", hours_of(stage.limit), "", "work") for stage in record.stages
        ), ""
    use = adopted(record.code, on, agency)
    if use is not None:
        return read_steps(use.process.steps), _("Quyết định {symbol}").format(
            symbol=use.process.decision
        ) if use.process.decision else _(DEFAULT_SOURCE)
    if record.process:
        return record.process, record.process_source or _(DEFAULT_SOURCE)
    if record.limit is None:
        return (), ""
    return default_process(record.limit), _(DEFAULT_SOURCE)


def read_tables(content: bytes) -> ProcessReading:
    """The processes in a file of step tables (DOCX, XLSX), nothing adopted: what was read, doubted, rejected."""
    reader: ReadsTables = import_string(settings.PROCESS_TABLES)
    return reader(content)


def read_steps(stored: Iterable[dict[str, Any]]) -> tuple[ProcessStep, ...]:
    """Stored steps as frozen dataclasses."""
    return tuple(step_from(step) for step in stored)


def _joined(before: list[ProcessStep], step: ProcessStep) -> ProcessStep:
    if not before:
        return step
    names = "; ".join([*(item.step for item in before), step.step])
    hours = sum((item.hours for item in before), step.hours)
    return ProcessStep(names, step.post, hours, step.duty, step.kind)


def _as(step: ProcessStep, duty: str, kind: str) -> ProcessStep:
    return ProcessStep(step.step, step.post, step.hours, duty, kind)


def _rounded(value: Decimal, unit: Decimal) -> Decimal:
    return (value / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def plain(value: Decimal) -> str:
    """A number of hours as written in Vietnamese."""
    return format(value.normalize() + 0, "f").replace(".", ",")
