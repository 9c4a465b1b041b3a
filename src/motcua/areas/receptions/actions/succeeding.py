"""Units were reorganised: the heir answers who was received, and receives who signed up (R11.9)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.petitions import actions as petitions
from motcua.areas.petitions import queries as petition_queries
from motcua.areas.receptions import events, policies, queries
from motcua.areas.receptions.actions.keeping import begin, keep, note
from motcua.areas.receptions.actions.shielding import petition_of, texts_of
from motcua.areas.receptions.choices import SignUpState
from motcua.areas.receptions.models import DutyDay, Visit
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.orgs.queries import main_heirs
from motcua.base.people.queries import held_by_same
from motcua.rules.calendar import TZ


@act(
    may=policies.can_succeed, records=events.SUCCEEDED,
    law="Luật 72/2025/QH15; Luật Tiếp công dân 42/2013/QH13 Điều 28; Luật Tố cáo 25/2018/QH14 Điều 8, Điều 12",
    finds={},
)  # fmt: skip
def succeed(*, by: Actor, at: dt.datetime, code: str) -> Visit:
    """Chuyển đơn vị kế thừa: the heir of the unit answers who was received, in the time that they have.

    The register, its number and the figures stay with who received. What denounces goes only to an heir that has posts
    for it, after its petition, and is kept from the same people in whatever post they hold there (R6.45).
    """
    visit = queries.to_act_on(code, by=by)
    work, on = begin(visit, "succeed", by=by, at=at), at.astimezone(TZ).date()
    heirs, petition = engine.heirs_of(work.case, on), petition_of(visit)
    heir = heirs[work.case.agency]
    if visit.shielded and not petition_queries.has_heirs(heir, on):
        raise petitions.NobodyToHandle()
    said = engine.bring(work, heirs, whole=True)
    about = set(work.case.kept_from.split())
    held = held_by_same(dict.fromkeys(about, visit.on), on)
    about |= {row.post.code for rows in held.values() for row in rows if row.post.agency_id == heir}
    if petition is not None:
        about |= set(petition_queries.concerned(petition))
    if visit.shielded:
        work.set(confidential=True)
        about |= set(petition_queries.named_in(heir, "", "\n".join(texts_of(visit).values()), on))
    if about:
        engine.keep_from(
            work, sorted(about), stands_in=petition.case.stands_in if petition is not None else ""
        )
    keep(work, visit, events.SUCCEEDED, **said)
    return visit


@act(
    may=policies.can_succeed, records=(events.DAY_SUCCEEDED, events.SEAT_SUCCEEDED),
    law="Luật 72/2025/QH15; R6.1, R6.4", finds={},
)  # fmt: skip
def succeed_day(*, by: Actor, at: dt.datetime, code: str) -> DutyDay:
    """Chuyển đơn vị kế thừa: the heir receives on a day that was planned, at its place; who signed up is told.

    Whose post received names another of the heir by moving the day, or whoever holds it says who received.
    """
    day, on = queries.day_to_act_on(code, by=by), at.astimezone(TZ).date()
    old, heir = day.agency, main_heirs([day.agency], on).get(day.agency)
    if heir is None or day.on < on:
        raise engine.NothingToSucceed(code=day.code)
    day.agency = heir
    day.save(update_fields=["agency"])
    said = engine.went_on(old, heir, on)
    note(events.DAY_SUCCEEDED, day, by=by, at=at, **said)
    for row in day.sign_ups.filter(state=SignUpState.SIGNED):
        note(events.SEAT_SUCCEEDED, day, row, by=by, at=at, n=row.n, **said)
    return day
