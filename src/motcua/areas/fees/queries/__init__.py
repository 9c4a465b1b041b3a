"""Every read of fees: what is asked and from whom, what came in, what the bank says; only what this actor may see."""

from motcua.areas.fees.queries.bank import (
    Judged,
    NoSuchLine,
    NoSuchStatement,
    judged,
    line_to_act_on,
    notice_reader,
    notice_taken,
    statement,
    statement_of_file,
    statement_reader,
    statement_to_act_on,
    statements,
    waiting_lines,
)
from motcua.areas.fees.queries.charges import (
    NoSuchCharge,
    NoSuchReceipt,
    all_to_act_on,
    code_for,
    money_of,
    of_ended_units,
    of_payer,
    of_subject,
    one,
    receipt,
    receipt_of_payer,
    receipt_to_print,
    still_blocking,
    to_act_on,
    transfer_for,
    waiting_at,
)
from motcua.areas.fees.queries.figures import Day, Waiting, closed_day, day, overdue, unclosed, waiting
from motcua.areas.fees.queries.schedule import (
    NoAccount,
    Proposal,
    account_on,
    exemption,
    exemptions_for,
    proposal,
    proposals,
)

__all__ = [
    "Day", "Judged", "NoAccount", "NoSuchCharge", "NoSuchLine", "NoSuchReceipt", "NoSuchStatement", "Proposal",
    "Waiting", "account_on", "all_to_act_on", "closed_day", "code_for", "day", "exemption", "exemptions_for", "judged",
    "line_to_act_on", "money_of", "notice_reader", "notice_taken", "of_ended_units", "of_payer", "of_subject", "one",
    "overdue",
    "proposal", "proposals", "receipt", "receipt_of_payer", "receipt_to_print", "statement",
    "statement_of_file", "statement_reader", "statement_to_act_on", "statements", "still_blocking", "to_act_on",
    "transfer_for",
    "unclosed", "waiting", "waiting_at", "waiting_lines",
]  # fmt: skip
