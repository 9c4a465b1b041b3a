"""Units were reorganised: the heir goes on with petitions, and what is sealed stays sealed (R11.9, R6.45–R6.47)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.petitions import events, policies, ports, queries
from motcua.areas.petitions.actions import recusing, sealing
from motcua.areas.petitions.actions.keeping import begin, keep, mark, people_of
from motcua.areas.petitions.models import Assignment, Petition
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import main_heirs
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible


class NobodyToHandle(Impossible):
    text = "Đơn vị kế thừa chưa có đủ vị trí xử lý và vị trí quyết định đơn tố cáo. Lập các vị trí đó trước."


@act(
    may=policies.can_succeed,
    records=(events.SUCCEEDED, events.DENOUNCER_SUCCEEDED, events.DENOUNCER_UNASSIGNED),
    law="Luật 72/2025/QH15; Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12, Điều 56", finds={},
)  # fmt: skip
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Petition:
    """Chuyển đơn vị kế thừa: the heir of the unit goes on with a petition, at its step and in its time.

    Code, day of arrival and time stay. What denounces, or sounds so, goes only to an heir that has posts for it, and is
    there for these alone; nobody is assigned any more to open who denounces, until the heir assigns in writing. It is
    kept from every post there of those it was kept from, and of those it names, in the same act.
    """
    petition = queries.to_act_on(code, by=by)
    work, on = begin(petition, "succeed", by=by, at=at), at.astimezone(TZ).date()
    case, old = work.case, petition.agency
    heirs = engine.heirs_of(case, on)
    quiet = petition.shielded or queries.may_denounce(
        heirs[old], petition.petition_class, petition.against, f"{petition.content}\n{petition.demand}", on
    )
    if quiet and not queries.has_heirs(heirs[old], on):
        raise NobodyToHandle()
    said = engine.bring(work, heirs, whole=True)
    petition.agency = case.agency
    petition.place = case.agency if petition.place == old else _still_there(petition.place, on)
    petition.save(update_fields=["agency", "place"])
    mark(petition, people_of(petition))
    if quiet:
        work.set(confidential=True)
    if petition.shielded:
        about = recusing.follow(work, petition, on)
        _hand_on(petition, said["unit_words"], by=by, at=work.at)
    keep(work, petition, events.SUCCEEDED, **said)
    if petition.shielded and about:
        ports.was_kept(petition, work.at)
    return petition


def _still_there(place: str, on: dt.date) -> str:
    return main_heirs([place], on).get(place, place)


def _hand_on(petition: Petition, unit_words: str, *, by: Actor, at: dt.datetime) -> None:
    """The seal goes with the petition; whoever was to open it was so as a post of the unit that ended."""
    identity = petition.sealed
    if identity is None or identity.agency == petition.agency:
        return
    for row in Assignment.objects.select_related("identity").filter(identity=identity).order_by("n"):
        if row.valid_to is None or row.valid_to > at.astimezone(TZ).date():
            sealing.end_assignment(row, at.astimezone(TZ).date(), by=by, at=at)
    sealing.hand_on(identity, petition.agency, unit_words, by=by, at=at)
