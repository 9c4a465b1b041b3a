"""What an act says of the rows of citizen reception, and these rows as they are now.

Visits hang on their case and are checked with it (``cases.evidence``); days with who signed up have a chain of their
own each, places and receivers as well, and ``disagreements`` holds them against it.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Max, Q
from django.db.models.functions import ExtractYear

from motcua.areas.cases import evidence
from motcua.areas.cases.models import Case
from motcua.areas.cases.queries import had_by
from motcua.areas.receptions import events
from motcua.areas.receptions.choices import KIND, PAPERS, REGISTER, SYMBOL
from motcua.areas.receptions.models import (
    Briefing,
    BriefingMatter,
    DutyDay,
    MassDuty,
    Place,
    Receiver,
    SignUp,
    Visit,
)
from motcua.base.documents.evidence import Borne
from motcua.base.journal.models import Event
from motcua.rules.calendar import TZ
from motcua.rules.numbering import book_of
from motcua.rules.said import Said

UNDONE = ("undone_at", "undone_by", "undone_why")
"""Columns of a duty that are written when its note is undone, with a digest of their own."""
LEFT_OUT: dict[type[Any], frozenset[str]] = {
    Visit: frozenset({"case_id", "contact", "person", "day_id", "mark"}),
    DutyDay: frozenset({"id", "place_id", "moved_to_id", "link"}),
    SignUp: frozenset({"id", "day_id", "contact", "about", "caller"}),
    Place: frozenset({"id"}),
    Receiver: frozenset({"id"}),
    MassDuty: frozenset({"id", "visit_id", "n", *UNDONE}),
    Briefing: frozenset({"id"}),
    BriefingMatter: frozenset({"id", "briefing_id"}),
}
"""Columns that no digest covers: keys (what they lead to is named instead), what is corrected or forgotten."""
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in left_out)
    for model, left_out in LEFT_OUT.items()
}
CHAINS = ("duty-day:", "reception-place:", "receiver:", "reception-briefing:")


def _values(row: Any) -> dict[str, Any]:
    return {column: getattr(row, column) for column in COLUMNS[type(row)]}


def of_visit(visit: Visit, subject: str) -> dict[str, str]:
    """Digest of a visit."""
    values = _values(visit) | {"day": visit.day.code if visit.day else ""}
    return {"reception": evidence.digest(subject, "reception", values)}


def of_duty(row: MassDuty, subject: str) -> dict[str, str]:
    """Digest of a duty towards many that was done."""
    name = f"duty.{row.code}" if row.n == 1 else f"duty.{row.code}.{row.n}"
    said = {name: evidence.digest(subject, name, _values(row))}
    if row.undone_at is not None:
        undone = f"{name}.undone"
        said[undone] = evidence.digest(subject, undone, {column: getattr(row, column) for column in UNDONE})
    return said


def rows_of(cases: Sequence[Case]) -> dict[int, dict[str, str]]:
    """Digests of the rows that hang on these cases now, by the key of the case."""
    known = {case.pk: case.subject for case in cases}
    rows: dict[int, dict[str, str]] = {key: {} for key in known}
    for visit in Visit.objects.filter(case_id__in=known).defer("contact").select_related("day"):
        rows[visit.case_id] = of_visit(visit, known[visit.case_id])
    for duty in MassDuty.objects.filter(visit_id__in=known):
        rows[duty.visit_id] |= of_duty(duty, known[duty.visit_id])
    return rows


CASES = evidence.Covered(KIND, rows_of, (events.TYPES_LOADED.name,))


# --- days, places, receivers -----------------------------------------------------------------------------------


def of_day(day: DutyDay, *sign_ups: SignUp) -> dict[str, str]:
    """Digests of a day and of places taken for it."""
    values = _values(day) | {
        "place": day.place.subject, "moved_to": day.moved_to.code if day.moved_to else "",
    }  # fmt: skip
    said = {"day": evidence.digest(day.subject, "day", values)}
    for row in sign_ups:
        name = f"sign_up.{row.n}"
        said[name] = evidence.digest(day.subject, name, _values(row))
    return said


def of_row(row: Place | Receiver) -> dict[str, str]:
    """Digest of a place or of a receiver."""
    return {"row": evidence.digest(row.subject, "row", _values(row))}


def of_briefing(briefing: Briefing, *matters: BriefingMatter) -> dict[str, str]:
    """Digests of a briefing and of matters raised at it."""
    said = {"briefing": evidence.digest(briefing.subject, "briefing", _values(briefing))}
    for row in matters:
        name = f"matter.{row.n}"
        said[name] = evidence.digest(briefing.subject, name, _values(row))
    return said


def disagreements() -> list[str]:
    """Days, places taken, places and receivers that differ from what the journal recorded."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    which = Q()
    for chain in CHAINS:
        which |= Q(subject__startswith=chain)
    events_ = Event.objects.filter(which).order_by("subject", "n").values_list("subject", "facts")
    for subject, facts in events_.iterator(chunk_size=500):
        told[subject] |= facts.get("rows", {})
    now: dict[str, dict[str, str]] = {}
    for day in DutyDay.objects.select_related("place", "moved_to").prefetch_related("sign_ups"):
        now[day.subject] = of_day(day, *day.sign_ups.all())
    for place in Place.objects.all():
        now[place.subject] = of_row(place)
    for receiver in Receiver.objects.all():
        now[receiver.subject] = of_row(receiver)
    for briefing in Briefing.objects.prefetch_related("matters"):
        now[briefing.subject] = of_briefing(briefing, *briefing.matters.all())
    found: list[str] = []
    for subject in sorted(told.keys() | now.keys()):
        if subject not in told:
            found.append(
                Said("{subject}: có trong bảng nhưng không có trong sổ cái (bị chèn).", subject=subject)
            )
        elif subject not in now:
            found.append(
                Said("{subject}: có trong sổ cái nhưng không còn trong bảng (bị xóa).", subject=subject)
            )
        elif told[subject] != now[subject]:
            found.append(Said("{subject}: khác với sổ cái (bị sửa).", subject=subject))
    return found


def numbers_borne() -> list[Borne]:
    """The highest number of the register, of notices and of receipts for papers, by agency, book and year."""
    found = [
        (agency, REGISTER, year, highest)
        for agency, year, highest in Visit.objects.values_list("agency", "year")
        .annotate(highest=Max("serial"))
        .order_by()
    ]
    for book, column, when in (
        (book_of(SYMBOL), "notice_number", "notice_at"),
        (PAPERS, "papers_number", "papers_at"),
    ):
        rows = Visit.objects.filter(**{f"{column}__isnull": False})
        told = rows.annotate(taken_by=had_by(when, case="case")).values_list(
            "taken_by", ExtractYear(when, tzinfo=TZ)
        )
        counted = told.annotate(highest=Max(column))
        found += [(agency, book, year, highest) for agency, year, highest in counted.order_by()]
    return found
