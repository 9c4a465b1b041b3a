"""What must be posted where, whether its content is whole, and what is put on a poster (R3.10, R3.11)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_noop as noop

from motcua.areas.procedures.models import Posting
from motcua.areas.procedures.ports import ProcedureRecord
from motcua.areas.procedures.queries.reading import Posted, in_force, posting_list

COMPULSORY = (
    ("name", noop("tên thủ tục")), ("sequence", noop("trình tự thực hiện")), ("ways", noop("cách thức thực hiện")),
    ("papers", noop("thành phần, số lượng hồ sơ")), ("limit", noop("thời hạn giải quyết")),
    ("subjects", noop("đối tượng thực hiện")), ("agency", noop("cơ quan thực hiện")),
)  # fmt: skip
"""The seven components without which a procedure is not published (NĐ 63/2010 Điều 8 khoản 2; R3.11)."""


@dataclass(frozen=True, slots=True)
class PostedWhole:
    """A procedure that a place must post, and which of the seven components its content lacks."""

    posted: Posted
    missing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """All seven components are there (PUBLIC_CONTENT_FULL)."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class PostingFigures:
    """How many procedures a place must post, and how they stand (R3.10: 100 % TTHC được niêm yết)."""

    all: int
    current: int
    outdated: int
    absent: int
    incomplete: int


def missing_of(record: ProcedureRecord) -> tuple[str, ...]:
    """The names of the components that a content lacks."""
    lacking = {name for name, _ in COMPULSORY if not getattr(record, name)}
    if record.limit_text or record.same_day:
        lacking.discard("limit")
    if record.deciding:
        lacking.discard("agency")
    return tuple(label for name, label in COMPULSORY if name in lacking)


def posting_board(place: str, on: dt.date) -> list[PostedWhole]:
    """Everything that a place must post, with what each content lacks, by field and name."""
    lacking = {
        version.procedure.code: missing_of(version.read())
        for version in in_force(on).defer("folded", "doubts")
    }
    return [PostedWhole(row, lacking.get(row.code, ())) for row in posting_list(place, on)]


def still_posted(place: str, on: dt.date) -> list[Posted]:
    """What a place still posts of procedures that are no longer in force: to be taken down (R3.10)."""
    shown = (
        Posting.objects.filter(Q(removed_on=None) | Q(removed_on__gt=on), place=place, posted_on__lte=on)
        .exclude(version__procedure__in=in_force(on).values("procedure"))
        .order_by("version__name")
    )
    return [
        Posted(
            row.version.procedure.code,
            row.version.name,
            row.version.field,
            0,
            row.version.number,
            row.posted_on,
        )
        for row in shown.select_related("version__procedure")
    ]


def lacking(board: Iterable[PostedWhole]) -> list[tuple[str, int]]:
    """Each of the seven components with how many contents lack it, most first."""
    counts = Counter(part for row in board for part in row.missing)
    return counts.most_common()


def posting_figures(board: Iterable[PostedWhole]) -> PostingFigures:
    """The figures of a place."""
    rows = list(board)
    current = sum(row.posted.current for row in rows)
    absent = sum(row.posted.posted_version is None for row in rows)
    return PostingFigures(
        all=len(rows), current=current, outdated=len(rows) - current - absent, absent=absent,
        incomplete=sum(not row.whole for row in rows),
    )  # fmt: skip


def poster_records(codes: Iterable[str], on: dt.date) -> list[ProcedureRecord]:
    """The contents of some procedures in force, in the order of the codes; unknown codes are left out."""
    wanted = list(dict.fromkeys(codes))
    found = {
        version.procedure.code: version.read()
        for version in in_force(on).filter(procedure__code__in=wanted).defer("folded", "doubts")
    }
    return [found[code] for code in wanted if code in found]
