"""The verbs of denunciations (Luật Tố cáo 25/2018/QH14)."""

from typing import Any

from motcua.areas.denunciations.actions.aside import (
    NotWithdrawn,
    denounced_again,
    extend,
    resume,
    stop,
    suspend,
    withdraw,
)
from motcua.areas.denunciations.actions.keeping import NotYetTold
from motcua.areas.denunciations.actions.recusing import keep_from
from motcua.areas.denunciations.actions.settling import (
    Nameless,
    NotADenunciation,
    accept,
    carry_out,
    close,
    conclude,
    done,
    draft,
    load_types,
    order,
    publish,
    send_back,
)
from motcua.areas.denunciations.actions.succeeding import succeed

VERBS: dict[str, Any] = {
    "order": order,
    "draft": draft,
    "send_back": send_back,
    "conclude": conclude,
    "carry_out": carry_out,
    "publish": publish,
    "done": done,
    "extend": extend,
    "suspend": suspend,
    "resume": resume,
    "withdraw": withdraw,
    "stop": stop,
    "denounced_again": denounced_again,
    "close": close,
}

__all__ = [
    "VERBS",
    "Nameless",
    "NotADenunciation",
    "NotWithdrawn",
    "NotYetTold",
    "accept",
    "carry_out",
    "close",
    "conclude",
    "denounced_again",
    "done",
    "draft",
    "extend",
    "keep_from",
    "load_types",
    "order",
    "publish",
    "resume",
    "send_back",
    "stop",
    "succeed",
    "suspend",
    "withdraw",
]  # fmt: skip
