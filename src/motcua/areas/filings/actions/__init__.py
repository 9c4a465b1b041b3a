"""Every verb of online filing. Filling in is nobody's act yet: what is journalled is what becomes of it."""

from motcua.areas.filings.actions.drafting import (
    attach,
    begin,
    begin_helping,
    begin_supplement,
    code_for_screen,
    detach,
    expect,
    receive_piece,
    save,
    sweep,
)
from motcua.areas.filings.actions.filing import (
    AlreadyFiled,
    NotConfirmed,
    NothingSent,
    confirm,
    discard,
    file,
    send_supplement,
)

__all__ = [
    "AlreadyFiled",
    "NotConfirmed",
    "NothingSent",
    "attach",
    "begin",
    "begin_helping",
    "begin_supplement",
    "code_for_screen",
    "confirm",
    "detach",
    "discard",
    "expect",
    "file",
    "receive_piece",
    "save",
    "send_supplement",
    "sweep",
]
