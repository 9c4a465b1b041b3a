"""What each act on a denunciation asks for: one table, from which its form is drawn and read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.denunciations.choices import BY_ACT, Publication, Verdict, Withdrawal
from motcua.base import spoken
from motcua.faces.desk.dossiers.counter import typed
from motcua.faces.ui.days import day_of
from motcua.rules import denunciations as rules
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.privacy import noticed

Options = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Asked:
    """One field of an act: its name in the act, its label, and what it is (line, text, day, count, tick, choice)."""

    name: str
    label: Any
    kind: str = "line"
    options: Options = ()
    needed: bool = True
    most: int = 60


def _grounds(grounds: Sequence[rules.Ground]) -> Options:
    return [(one.code, f"{one.text} ({one.law})") for one in grounds]


NUMBER = Asked("number", gettext_lazy("Số, ký hiệu văn bản"))
REASON = Asked("reason", gettext_lazy("Lý do, căn cứ cụ thể"), "text", most=2000)
FIELDS: Mapping[str, tuple[Asked, ...]] = {
    "order": (
        NUMBER,
        Asked("team", gettext_lazy("Người, tổ xác minh"), "text", most=2000),
        Asked("verify_until", gettext_lazy("Xác minh xong trước ngày"), "day"),
    ),
    "draft": (Asked("findings", gettext_lazy("Kết quả xác minh, dự thảo kết luận"), "text", most=20_000),),
    "send_back": (REASON,),
    "conclude": (
        Asked("verdict", gettext_lazy("Nội dung tố cáo"), "choice", Verdict.choices),
        Asked("conclusion", gettext_lazy("Kết luận"), "text", most=20_000),
        Asked("measures", gettext_lazy("Biện pháp xử lý, kiến nghị"), "text", needed=False, most=20_000),
        NUMBER,
    ),
    "carry_out": (
        Asked("measures", gettext_lazy("Đã xử lý thế nào"), "text", most=20_000),
        Asked("number", gettext_lazy("Số, ký hiệu văn bản"), needed=False),
    ),
    "publish": (
        Asked("where", gettext_lazy("Hình thức công khai"), "choice", Publication.choices),
        Asked("until_on", gettext_lazy("Niêm yết, đăng tải đến hết ngày"), "day", needed=False),
        Asked(
            "public_text", gettext_lazy("Nội dung công khai, không có bí mật và người tố cáo"), "text", most=20_000
        ),
        Asked(
            "impersonal", gettext_lazy("Các tên, số, địa chỉ thư trong bài (nếu có) không phải của riêng ai"),
            "tick", needed=False,
        ),
    ),
    "done": (
        Asked("task", gettext_lazy("Việc đã làm"), "choice"),
        Asked("number", gettext_lazy("Số, ký hiệu văn bản"), needed=False),
    ),
    "extend": (
        Asked("level", gettext_lazy("Mức phức tạp"), "choice", _grounds(rules.COMPLICATED)),
        Asked("days", gettext_lazy("Gia hạn thêm bao nhiêu ngày"), "count", most=2),
        REASON,
        NUMBER,
    ),
    "suspend": (
        Asked("ground", gettext_lazy("Căn cứ tạm đình chỉ"), "choice", _grounds(rules.SUSPENSIONS)),
        REASON,
        NUMBER,
    ),
    "resume": (REASON, NUMBER),
    "withdraw": (
        Asked("how", gettext_lazy("Rút"), "choice", [one for one in Withdrawal.choices if one[0]]),
        Asked("withdrawn", gettext_lazy("Nội dung được rút"), "text", needed=False, most=20_000),
        Asked(
            "goes_on", gettext_lazy("Căn cứ vẫn tiếp tục giải quyết, nếu có"), "text", needed=False, most=20_000
        ),
    ),
    "stop": (
        Asked("ground", gettext_lazy("Căn cứ đình chỉ"), "choice", _grounds(rules.STOPS)),
        REASON,
        NUMBER,
    ),
    "denounced_again": (Asked("agency", gettext_lazy("Cơ quan nhận tố cáo tiếp"), most=200),),
}  # fmt: skip
"""What the acts ask for; an act that is not here asks for nothing."""


def read(request: HttpRequest, act: str) -> dict[str, Any]:
    """What was typed, by the arguments of the act."""
    found: dict[str, Any] = {}
    for field in FIELDS.get(act, ()):
        value = typed(request, field.name, field.most + 200)
        found[field.name] = value
        if field.kind == "day":
            found[field.name] = _day(value, field.name) if value or field.needed else None
        elif field.kind == "tick":
            found[field.name] = value == "1"
        elif field.kind == "count":
            found[field.name] = int(value) if value.isdecimal() and len(value) < 5 else 0
    return found


def _day(value: str, name: str) -> dt.date:
    try:
        return day_of(value)
    except ValueError as error:
        raise Invalid(field=name, text=_("Chọn ngày theo lịch, ví dụ 26/11/2026.")) from error


def drawn(
    act: str,
    given: Mapping[str, str],
    tasks: Options,
    before: Mapping[str, str],
    faults: Sequence[Fault] = (),
) -> list[dict[str, Any]]:
    """The fields of an act for its form: what was typed again, else what is known, and what is wrong at it."""
    return [
        {
            "name": field.name, "label": field.label, "kind": field.kind, "noticed": _noticed(field, given, before),
            "needed": field.needed, "most": field.most,
            "options": tasks if field.name == "task" else field.options,
            "value": given.get(field.name) or before.get(field.name, ""),
            "errors": [spoken.fault(fault) for fault in faults if fault.field == field.name],
        }
        for field in FIELDS.get(act, ())
        if field.name != "impersonal" or _noticed(field, given, before)
    ]  # fmt: skip


def _noticed(field: Asked, given: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    """At the box that denies it: what may be somebody's own in the text that will be public."""
    return (
        noticed(given.get("public_text") or before.get("public_text", ""))
        if field.name == "impersonal"
        else []
    )


def open_tasks(rows: Sequence[Any]) -> Options:
    """The tasks that may be noted as done, as options."""
    return [
        (row.task, row.get_task_display()) for row in rows if row.done_at is None and row.task not in BY_ACT
    ]
