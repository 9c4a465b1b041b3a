"""The verbs of the legal base: load the shipped tables, set a parameter, write down instruments and what cites them."""

from motcua.base.law.actions.citing import cite
from motcua.base.law.actions.loading import UnknownTable, load_law, renew, set_parameter
from motcua.base.law.actions.recording import correct_instrument, record_instrument, relate, unrelate

__all__ = [
    "UnknownTable", "cite", "correct_instrument", "load_law", "record_instrument", "relate", "renew",
    "set_parameter", "unrelate",
]  # fmt: skip
