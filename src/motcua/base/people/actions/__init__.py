"""The verbs: accounts, appointments, delegations, access tokens; citizens' records and identities; guesses counted."""

from motcua.base.people.actions.accounts import (
    UsernameTaken,
    change_account,
    close_account,
    close_if_idle,
    note_password,
    note_use,
    open_account,
    reopen_account,
    reset_password,
)
from motcua.base.people.actions.appointments import (
    AccountClosed,
    AlreadyEnded,
    AlreadyHolds,
    AnotherAgency,
    NothingToDelegate,
    appoint,
    delegate,
    end_appointment,
    revoke_delegation,
)
from motcua.base.people.actions.citizens import (
    correct_citizen,
    enter_citizen,
    read_in_full,
    recall_citizen,
    reveal_citizen,
)
from motcua.base.people.actions.finding import NoSuchPost
from motcua.base.people.actions.guessing import forget_guesses, guess_failed, guess_wait
from motcua.base.people.actions.identities import forget_identities, remember_identity
from motcua.base.people.actions.stewardships import InCharge, end_stewardship, put_in_charge
from motcua.base.people.actions.tokens import AlreadyRevoked, make_token, revoke_token

__all__ = [
    "AccountClosed", "AlreadyEnded", "AlreadyHolds", "AlreadyRevoked", "AnotherAgency", "InCharge", "NoSuchPost",
    "NothingToDelegate", "UsernameTaken", "appoint", "change_account", "close_account", "close_if_idle",
    "correct_citizen", "delegate", "end_appointment", "end_stewardship", "enter_citizen", "forget_guesses",
    "forget_identities", "guess_failed", "guess_wait", "make_token", "note_password", "note_use", "open_account",
    "put_in_charge", "read_in_full",
    "recall_citizen", "remember_identity", "reopen_account", "reset_password", "reveal_citizen", "revoke_delegation",
    "revoke_token",
]  # fmt: skip
