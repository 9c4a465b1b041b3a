"""Every read of citizen reception: only what this actor may see; the public reads the published schedule."""

from motcua.areas.receptions.queries.days import (
    Checked,
    NoSuchDay,
    NoSuchSignUp,
    checks,
    day_to_act_on,
    days,
    frequency,
    month_needs,
    one_day,
    places,
    post_by,
    public_day,
    public_days,
    receiver_of,
    receivers,
    sign_up_found,
    sign_up_key,
    sign_ups,
    sign_ups_of,
)
from motcua.areas.receptions.queries.figures import Duty, Months, compliance, counts, monthly
from motcua.areas.receptions.queries.visits import (
    NoSuchVisit,
    acts_for,
    conclusion,
    contact,
    earlier,
    events,
    figures,
    internal_due,
    listed,
    one,
    papers,
    person_hash,
    register,
    representatives,
    result_words,
    same_matter,
    shown_as,
    title_of,
    to_act_on,
)

__all__ = [
    "Checked", "Duty", "Months", "NoSuchDay", "NoSuchSignUp", "NoSuchVisit", "acts_for", "checks", "compliance",
    "conclusion", "contact", "counts", "day_to_act_on", "days", "earlier", "events", "figures", "frequency",
    "internal_due", "listed", "month_needs", "monthly", "one", "one_day", "papers", "person_hash", "places", "post_by",
    "public_day", "public_days", "receiver_of", "receivers", "register", "representatives", "result_words",
    "same_matter", "shown_as", "sign_up_found", "sign_up_key", "sign_ups", "sign_ups_of", "title_of", "to_act_on",
]  # fmt: skip
