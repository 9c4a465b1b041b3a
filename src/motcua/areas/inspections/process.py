"""The shape of a recommendation: sent, answered in writing, judged by who sent it, followed until its result.

A recommendation is a case: it waits in the inbox of those who must answer, has a clock, and is late as other work is.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from motcua.areas.cases.choices import StepKind
from motcua.rules.process import Move, Process, Step


def _state(code: str, name: str, *, clock: str = "stopped", final: bool = False) -> Step:
    return Step(code=code, name=name, hours=Decimal(0), public=name, clock=clock, final=final)


OPEN = ("sent", "answered", "followed")
STANDARD = Process(
    code="recommendation.standard",
    version=1,
    steps=(
        _state("sent", "Chờ trả lời", clock="running"),
        _state("answered", "Đã trả lời, chờ xem xét"),
        _state("followed", "Đang theo dõi thực hiện"),
        _state("settled", "Đã kết thúc", final=True),
        _state("withdrawn", "Đã rút", final=True),
    ),
    moves=(
        Move("answer", "Trả lời kiến nghị", "sent", "answered"),
        Move("name_post", "Giao trả lời", "sent", "sent"),
        Move("accept", "Trả lời rõ, đủ", "answered", "followed"),
        Move("accept", "Trả lời rõ, đủ", "answered", "settled"),
        Move("ask_again", "Đề nghị trả lời lại", "answered", "sent"),
        Move("settle", "Ghi kết quả", "followed", "settled"),
        *(Move("succeed", "Chuyển đơn vị kế thừa", state, state) for state in OPEN),
        *(Move("withdraw", "Rút kiến nghị", state, "withdrawn") for state in OPEN),
    ),
)
SEND, ANSWER, JUDGE = range(3)
FOLLOWING = gettext_noop("Xem kết quả")


def steps(duty: str) -> list[dict[str, Any]]:
    """The internal process: sent and judged where it comes from, answered where it goes to."""
    named = (
        ("send", gettext_noop("Gửi kiến nghị"), "Bên kiến nghị", duty, StepKind.RECEIVE),
        (
            "answer",
            gettext_noop("Trả lời kiến nghị"),
            "Lãnh đạo cơ quan nhận kiến nghị",
            "sign",
            StepKind.WORK,
        ),
        ("judge", gettext_noop("Xem xét trả lời"), "Bên kiến nghị", duty, StepKind.RETURN),
    )
    return [
        {"step": code, "name": name, "post": post, "duty": who, "hours": "0", "kind": kind.value}
        for code, name, post, who, kind in named
    ]
