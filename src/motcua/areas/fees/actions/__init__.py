"""Every verb of fees."""

from motcua.areas.fees.actions.charging import (
    BadAmount,
    NothingToRefund,
    PaidAlready,
    cancel,
    charge,
    exempt,
    refund,
)
from motcua.areas.fees.actions.collecting import (
    DayClosed,
    NothingOpen,
    close_day,
    collect,
    confirm_transfer,
    print_receipt,
)
from motcua.areas.fees.actions.reconciling import (
    LineDone,
    assign_line,
    confirm_statement,
    remember_repeat,
    set_line_aside,
    take_notice,
    take_statement,
)
from motcua.areas.fees.actions.schedule import load_schedule, open_account
from motcua.areas.fees.actions.succeeding import succeed

__all__ = [
    "BadAmount", "DayClosed", "LineDone", "NothingOpen", "NothingToRefund", "PaidAlready", "assign_line", "cancel",
    "charge", "close_day", "collect", "confirm_statement", "confirm_transfer", "exempt", "load_schedule",
    "open_account", "print_receipt", "refund", "remember_repeat", "set_line_aside", "succeed", "take_notice",
    "take_statement",
]  # fmt: skip
