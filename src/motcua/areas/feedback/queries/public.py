"""What the public reads of feedback: only what an official approved, never who said it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from motcua.areas.feedback.choices import OPEN, Shown, State
from motcua.areas.feedback.models import Feedback
from motcua.areas.feedback.queries import NoSuchFeedback, category_of, point_of
from motcua.rules.feedback import Point

PUBLIC = (*OPEN, State.ANSWERED, State.PUBLISHED, State.CLOSED)
ROUGH = 3


@dataclass(frozen=True)
class Item:
    """Feedback as everybody reads it."""

    code: str
    category: str
    name: str
    state: str
    text: str
    answer: str
    agency: str
    place: str
    point: Point | None
    rough: bool
    received_at: dt.datetime
    changed_at: dt.datetime
    due_at: dt.datetime
    photos: tuple[int, ...]
    others: int

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state in OPEN


def approved(agency: str = "") -> QuerySet[Feedback]:
    """What everybody may read, newest first."""
    found = Feedback.objects.select_related("case").filter(shown=True, case__state__in=PUBLIC)
    return (found.filter(agency=agency) if agency else found).order_by("-case_id")


def wanted(
    found: QuerySet[Feedback], *, categories: Sequence[str] = (), status: Sequence[str] = (),
    codes: Sequence[str] = (), since: dt.datetime | None = None, until: dt.datetime | None = None,
) -> QuerySet[Feedback]:  # fmt: skip
    """Filtered by what a page or an Open311 client asks; ``status`` open, closed."""
    if codes:
        return found.filter(case__code__in=list(codes))
    if categories:
        found = found.filter(category__in=list(categories))
    if len(set(status)) == 1:
        still = [str(one) for one in OPEN]
        found = (
            found.filter(case__state__in=still)
            if status[0] == "open"
            else found.exclude(case__state__in=still)
        )
    if since is not None:
        found = found.filter(case__received_at__gte=since)
    if until is not None:
        found = found.filter(case__received_at__lte=until)
    return found


def items(found: QuerySet[Feedback]) -> list[Item]:
    """Rows as everybody reads them; two queries whatever their number."""
    rows = list(found.annotate(others=Count("merged")).prefetch_related("files"))
    return [_item(row) for row in rows]


def one(code: str) -> Item:
    """One item; what is not approved looks like what is not there."""
    found = items(approved().filter(case__code=code))
    if not found:
        raise NoSuchFeedback(code=code)
    return found[0]


def row(code: str) -> Feedback:
    """The row behind an item, for its pictures."""
    found = approved().filter(case__code=code).first()
    if found is None:
        raise NoSuchFeedback(code=code)
    return found


def _item(row: Feedback) -> Item:
    category, case, point = category_of(row), row.case, point_of(row)
    rough = row.public_place == Shown.NEAR
    if row.public_place == Shown.NONE:
        point = None
    elif point is not None and rough:
        point = point.rounded(ROUGH)
    return Item(
        code=case.code, category=row.category, name=category.name if category else row.category, state=case.state,
        text=row.public_text, answer=row.public_answer if case.state != State.ANSWERED else "", agency=row.agency,
        place=row.place, point=point, rough=rough, received_at=row.received_at,
        changed_at=case.last_at or row.received_at, due_at=case.due_at,
        photos=tuple(file.n for file in row.files.all() if file.public),
        others=getattr(row, "others", 0),
    )  # fmt: skip
