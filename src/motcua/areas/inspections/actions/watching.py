"""What recommendations of inspections may be about corruption: a flag that only those who follow it up see (S124).

It says of a recommendation that it is followed up, never of a person; words, names and reasons stay in the inspection.
"""

import datetime as dt

from motcua.areas.inspections import events, evidence, policies, queries
from motcua.areas.inspections.choices import INQUIRING
from motcua.areas.inspections.models import Recommendation, Watch
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible

FINDS = {"recommendation": queries.recommendation_to_act_on}
LAW = "Luật 36/2018/QH14; R15.5, S124"


class NotFromInspection(Impossible):
    text = "Chỉ theo dõi kiến nghị qua thanh tra, kiểm tra."


class AlreadyWatched(Impossible):
    text = "Kiến nghị này đang được theo dõi."


class NotWatched(Impossible):
    text = "Kiến nghị này không được theo dõi."


@act(may=policies.can_watch, records=events.WATCHED, law=LAW, finds=FINDS)
def watch(*, by: Actor, at: dt.datetime, recommendation: Recommendation) -> Watch:
    """Theo dõi phòng, chống tham nhũng, tiêu cực: one recommendation of an inspection; nobody else sees that it is."""
    if recommendation.inspection.kind not in INQUIRING:
        raise NotFromInspection()
    if queries.watch_of(by, recommendation) is not None:
        raise AlreadyWatched()
    row = Watch.objects.create(recommendation=recommendation, at=at, post=by.post)
    record(
        events.WATCHED,
        subject=row.subject,
        unit=by.agency,
        by=by,
        at=at,
        facts={"rows": evidence.of_watch(row)},
    )
    return row


@act(may=policies.can_watch, records=events.UNWATCHED, law=LAW, finds=FINDS)
def unwatch(*, by: Actor, at: dt.datetime, recommendation: Recommendation) -> Watch:
    """Thôi theo dõi."""
    row = queries.watch_of(by, recommendation)
    if row is None:
        raise NotWatched()
    row.lifted_at, row.lifted_by = at, by.post
    row.save(update_fields=["lifted_at", "lifted_by"])
    record(
        events.UNWATCHED,
        subject=row.subject,
        unit=by.agency,
        by=by,
        at=at,
        facts={"rows": evidence.of_watch(row)},
    )
    return row
