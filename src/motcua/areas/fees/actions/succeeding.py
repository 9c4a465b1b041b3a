"""Units were reorganised: what is still to be paid is paid to the heir (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.cases.queries import words
from motcua.areas.fees import events, policies, queries
from motcua.areas.fees.actions.keeping import keep
from motcua.areas.fees.models import Charge
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import main_heirs
from motcua.rules.calendar import TZ
from motcua.rules.fees import dong


@act(may=policies.can_succeed, records=events.SUCCEEDED, law="Luật 72/2025/QH15; R2.14, R11.9", finds={})
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Charge:
    """Chuyển đơn vị kế thừa: what is still to be paid is paid to the heir: the same code, amount, ground and day.

    What was paid, its receipts and the till of each day stay with the unit that took it.
    """
    on = at.astimezone(TZ).date()
    charge = queries.to_act_on(code, by=by)
    heir = main_heirs([charge.agency], on).get(charge.agency)
    if heir is None or charge.settled_at is not None:
        raise engine.NothingToSucceed(code=charge.code)
    old, charge.agency = charge.agency, heir
    keep(
        charge, events.SUCCEEDED, by=by, at=at, payable_words=dong(queries.money_of(charge).open),
        due_words=words(charge.due_at), **engine.went_on(old, heir, on),
    )  # fmt: skip
    return charge
