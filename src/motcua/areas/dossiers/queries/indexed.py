"""Dossiers of one post counted for the index of QĐ 766/QĐ-TTg (R4.5–R4.11): numbers, and the codes behind points lost.

Of units and procedures facts are counted (``reactions.counting``); of one post the dossiers that it worked on, which
are few. A dossier counts as one whatever its stages are. Whoever was never asked to supplement is judged by the
column of its end; the others by the clock of the index, which takes the waiting off and is not the law's.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case as Choice
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, When

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import ClockEvent, StepVisit
from motcua.areas.cases.policies import can_see
from motcua.areas.dossiers.choices import State
from motcua.areas.dossiers.models import Dossier, SupplementRequest
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.scoring.index_time import ASKED_AT_MOST, Course, Verdict, judged, verdict

Span = tuple[dt.date, dt.date]
Counted = dict[tuple[str, int], dict[str, tuple[int, int]]]
"""(unit, which span) → count → (numerator, denominator)."""
COUNTS = ("on_time", "dossier_satisfied")
WORK = ("work", "result")
"""Steps at which a post works on a dossier."""
DISSATISFIED = 2
"""So many stars and fewer are "không hài lòng" (R1.42)."""


class Moments(NamedTuple):
    """A span of days as moments; ``seen`` the moment at which open work is judged (R4.11)."""

    start: dt.datetime
    end: dt.datetime
    seen: dt.datetime


def moments(span: Span, at: dt.datetime) -> Moments:
    """From the first moment to before the end of the last day, seen no later than now."""
    start, end = (dt.datetime.combine(day, dt.time(), TZ) for day in span)
    return Moments(start, end, min(end, at))


def _of(units: Collection[str], post: str) -> QuerySet[Dossier]:
    found = Dossier.objects.filter(parent=None, case__agency__in=units, case__received_at__isnull=False)
    found = found.exclude(case__state__in=(State.CANCELLED, State.REFUSED_RECEPTION))
    if post:
        work = StepVisit.objects.filter(case=OuterRef("pk"), post=post, kind__in=WORK)
        found = found.filter(Exists(work))
    return found


def _worked(span: Moments) -> Q:
    """Ended within the span, or still open when it ended (R4.7, R4.11)."""
    still = Q(case__finished_at=None) | Q(case__finished_at__gte=span.seen)
    ended = Q(case__finished_at__gte=span.start, case__finished_at__lt=span.end)
    return ended | (Q(case__received_at__lt=span.seen) & still)


def _late(span: Moments) -> Q:
    """Late, of those never asked to supplement: the promise by law, which is the index's then."""
    ended = Q(case__finished_at__gte=span.start, case__finished_at__lt=span.end)
    return Q(supplements=0) & (
        (ended & Q(case__on_time=False)) | (~ended & Q(case__paused=False, case__legal_due_at__lt=span.seen))
    )


_BAD = Q(rating__stars__lte=DISSATISFIED)


def indexed(units: Collection[str], spans: Sequence[Span], at: dt.datetime, post: str) -> Counted:
    """Numbers by agency and span, told apart by ``COUNTS``, of the dossiers that a post worked on; "" of all."""
    seen = [moments(span, at) for span in spans]
    counts: dict[str, Any] = {}
    for i, one in enumerate(seen):
        worked = _worked(one)
        counts |= {
            f"worked_{i}": Count("pk", filter=worked),
            f"late_{i}": Count("pk", filter=worked & _late(one)),
            f"bad_{i}": Count("pk", filter=worked & (_late(one) | Q(supplements=0) & _BAD)),
        }
    rows = _near(_of(units, post), seen)
    found: Counted = {}
    asked = _asked_late(units, seen, post)
    told: Any = rows.values("case__agency").annotate(**counts).order_by()
    for row in told:
        for i in range(len(spans)):
            key = (row["case__agency"], i)
            late, bad = asked.get(key, (0, 0))
            worked = row[f"worked_{i}"]
            found[key] = {
                "on_time": (worked - row[f"late_{i}"] - late, worked),
                "dossier_satisfied": (worked - row[f"bad_{i}"] - bad, worked),
            }
    return found


def _near(found: QuerySet[Dossier], seen: Sequence[Moments]) -> QuerySet[Dossier]:
    """Only what any of the spans can count: open, ended since the first began, or received since."""
    first, last = min(one.start for one in seen), max(one.end for one in seen)
    return found.filter(
        Q(case__finished_at=None) | Q(case__finished_at__gte=first), case__received_at__lt=last
    )


class _Judged(NamedTuple):
    """A dossier that was asked to supplement, judged at the end of a span by the index's clock."""

    key: tuple[str, int]
    code: str
    late: bool
    bad: bool


def _courses(found: Sequence[Dossier]) -> Mapping[int, Course]:
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


def _judged(units: Collection[str], seen: Sequence[Moments], post: str) -> Iterator[_Judged]:
    rows = _near(_of(units, post), seen).filter(supplements__gt=0)
    found = list(rows.select_related("case", "rating"))
    courses = _courses(found)
    for one in found:
        case, calendar = one.case, calendar_for(one.case.agency)
        stars = one.rating.stars if hasattr(one, "rating") else None
        for i, span in enumerate(seen):
            ended = case.finished_at is not None and case.finished_at < span.end
            if courses[one.pk].received >= span.seen or (
                ended and case.finished_at is not None and case.finished_at < span.start
            ):
                continue
            late = verdict(courses[one.pk], span.end if ended else span.seen, calendar) is Verdict.LATE
            bad = late or (stars is not None and stars <= DISSATISFIED)
            yield _Judged((case.agency, i), case.code, late, bad)


def _asked_late(
    units: Collection[str], seen: Sequence[Moments], post: str
) -> Mapping[tuple[str, int], tuple[int, int]]:
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for one in _judged(units, seen, post):
        late, bad = found.get(one.key, (0, 0))
        found[one.key] = (late + one.late, bad + one.bad)
    return found


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


def lateness(by: Actor, codes: Collection[str], span: Span, at: dt.datetime) -> dict[str, Late]:
    """How late dossiers of this actor's agency are, seen as a span ends, by code (R4.6–R4.11, R4.18)."""
    if not can_see(by, by.agency):
        return {}
    seen, calendar = moments(span, at), calendar_for(by.agency)
    rows = list(_of([by.agency], "").filter(case__code__in=codes).select_related("case"))
    courses = _courses(rows)

    def worked(due: dt.datetime | None, end: dt.datetime) -> int:
        return calendar.working_seconds_between(due, end) if due is not None and due < end else 0

    found = {}
    for one in rows:
        case = one.case
        ended = case.finished_at if case.finished_at is not None and case.finished_at < seen.end else None
        stands = judged(courses[one.pk], seen.end if ended else seen.seen, calendar)
        if stands is None:
            continue
        law = 0 if ended is None and case.paused else worked(case.legal_due_at, ended or seen.seen)
        due = stands.by if one.supplements else case.legal_due_at
        found[case.code] = Late(
            case.legal_due_at, law, due, worked(due, stands.end) if one.supplements else law,
            stands.asked > ASKED_AT_MOST,
        )  # fmt: skip
    return found


def by_post(
    agency: str, posts: Collection[str], span: Span, at: dt.datetime
) -> dict[str, dict[str, tuple[int, int]]]:
    """What ``indexed`` counts of one post, of many posts at once: each dossier for everyone who worked on it."""
    one = moments(span, at)
    rows = _near(_of([agency], ""), [one]).filter(_worked(one))
    told = rows.annotate(
        is_late=Choice(When(_late(one), then=1), default=0), is_bad=Choice(When(_BAD, then=1), default=0)
    ).values_list("pk", "case__code", "supplements", "is_late", "is_bad")
    again = {row.code: row for row in _judged([agency], [one], "")}
    stood: dict[int, tuple[bool, bool]] = {}
    for pk, code, supplements, is_late, is_bad in told:
        row = again.get(code) if supplements else None
        stood[pk] = (row.late, row.bad) if row else (bool(is_late), bool(is_late or is_bad))
    visits = StepVisit.objects.filter(case__agency=agency, post__in=posts, kind__in=WORK)
    visits = visits.filter(case__in=rows.values("pk"))
    counted: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for post, pk in visits.order_by().values_list("post", "case").distinct():
        counted[post].append(stood[pk])
    return {
        post: {
            "on_time": (sum(not late for late, _bad in of), len(of)),
            "dossier_satisfied": (sum(not bad for _late, bad in of), len(of)),
        }
        for post, of in counted.items()
    }


def indexed_codes(by: Actor, count: str, span: Span, at: dt.datetime, post: str) -> list[str]:
    """Codes of the dossiers that a post of this actor's agency lost a point by, the newest first (R4.18)."""
    if not can_see(by, by.agency) or count not in COUNTS:
        return []
    one, units = moments(span, at), [by.agency]
    lost = _late(one) if count == "on_time" else _late(one) | Q(supplements=0) & _BAD
    asked = {
        row.code for row in _judged(units, [one], post) if (row.late if count == "on_time" else row.bad)
    }  # fmt: skip
    rows = _near(_of(units, post), [one]).filter(_worked(one)).filter(lost | Q(case__code__in=asked))
    return list(rows.order_by("-case__received_at", "-pk").values_list("case__code", flat=True))
