"""By how much dossiers are late, by the law's clock and by that of the index of QĐ 766/QĐ-TTg (R4.6–R4.11, R4.18).

What the index counts are facts (``reactions.counting``); here one dossier is looked at as it stands. Whoever was never
asked to supplement is judged by the promise by law; the others by the clock of the index, which takes the waiting off.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import ClockEvent
from motcua.areas.cases.policies import can_see
from motcua.areas.dossiers.models import Dossier, SupplementRequest
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.scoring.index_time import ASKED_AT_MOST, Course, judged


@dataclass(frozen=True)
class Late:
    """By how many working seconds a dossier is late, by the law's clock and by the index's; none where it is not.

    ``promised`` the day by law, ``by`` that of the index; ``too_often`` it is late since it was asked twice (R4.8)
    """

    promised: dt.datetime | None
    law: int
    by: dt.datetime | None
    index: int
    too_often: bool


def lateness(
    by: Actor, codes: Collection[str], since: dt.date, until: dt.date, at: dt.datetime
) -> dict[str, Late]:
    """How late dossiers of this actor's agency are, by code, seen as the days end or now if they have not."""
    if not can_see(by, by.agency):
        return {}
    end, calendar = dt.datetime.combine(until, dt.time(), TZ), calendar_for(by.agency)
    found = Dossier.objects.filter(parent=None, case__agency=by.agency, case__code__in=codes)
    rows = list(found.filter(case__received_at__isnull=False).select_related("case"))
    courses = courses_of(rows)

    def worked(due: dt.datetime | None, end: dt.datetime) -> int:
        return calendar.working_seconds_between(due, end) if due is not None and due < end else 0

    told = {}
    for one in rows:
        case = one.case
        ended = case.finished_at if case.finished_at is not None and case.finished_at < end else None
        seen = min(end, at)
        stands = judged(courses[one.pk], end if ended else seen, calendar)
        if stands is None:
            continue
        law = 0 if ended is None and case.paused else worked(case.legal_due_at, ended or seen)
        due = stands.by if one.supplements else case.legal_due_at
        told[case.code] = Late(
            case.legal_due_at, law, due, worked(due, stands.end) if one.supplements else law,
            stands.asked > ASKED_AT_MOST,
        )  # fmt: skip
    return told


def courses_of(found: Sequence[Dossier]) -> Mapping[int, Course]:
    """What the index's clock knows of each, by its key."""
    keys = [one.pk for one in found]
    asked: dict[int, list[tuple[dt.datetime, dt.datetime | None]]] = defaultdict(list)
    requests = (
        SupplementRequest.objects.filter(dossier__in=keys)
        .order_by("round")
        .only("dossier_id", "asked_at", "answered_at")
    )
    for request in requests:
        asked[request.dossier_id].append((request.asked_at, request.answered_at))
    clocks: dict[int, list[ClockEvent]] = defaultdict(list)
    for event in ClockEvent.objects.filter(case__in=keys).order_by("n"):
        clocks[event.case_id].append(event)
    made = {}
    for one in found:
        case = one.case
        assert case.received_at is not None
        made[one.pk] = Course(
            case.received_at, case.promised_at, {"Đã xử lý xong": case.finished_at} if case.finished_at else {},
            asked[one.pk], None, cases.fold_events(clocks[one.pk], cases.case_type(case.type_id)),
        )  # fmt: skip
    return made
