"""Who may act for the sender of a complaint, by the law of the day (R6.37)."""

import datetime as dt

from motcua.base.law.queries import NoValueThen, parameter


def authorised_most(on: dt.date) -> int | None:
    """How many may be authorised for one content; none where the law of the day sets no number."""
    try:
        return int(parameter("complaint.authorised_most", on))
    except NoValueThen:
        return None


def authorisation_certified(on: dt.date) -> bool:
    """Whether the paper of an individual must be notarised or certified."""
    try:
        return bool(parameter("complaint.authorisation_certified", on))
    except NoValueThen:
        return False
