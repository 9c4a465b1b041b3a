"""Versions of kinds of work."""

import datetime as dt
import functools

from django.db.models import Q

from motcua.areas.cases.models import CaseType
from motcua.base.law.queries import stamp

CASE_TYPES = "case-types"


@functools.lru_cache(maxsize=4096)
def case_type(pk: int) -> CaseType:
    """A published case type; never changes once used, so it is kept in memory."""
    return CaseType.objects.get(pk=pk)


def current_type(kind: str, code: str, on: dt.date) -> CaseType | None:
    """The version of a case type in force on a day; kept in memory until a type is published or retired."""
    found = _current(stamp(CASE_TYPES), kind, code, on)
    return case_type(found) if found else None


@functools.lru_cache(maxsize=4096)
def _current(token: str, kind: str, code: str, on: dt.date) -> int | None:
    return (
        CaseType.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=on), kind=kind, code=code, valid_from__lte=on
        )
        .order_by("-version")
        .values_list("pk", flat=True)
        .first()
    )


def latest_type(kind: str, code: str) -> CaseType | None:
    """The newest version of a case type, in force or not."""
    return CaseType.objects.filter(kind=kind, code=code).order_by("-version").first()


def first_type(kind: str, code: str) -> CaseType | None:
    """The oldest version of a case type."""
    return CaseType.objects.filter(kind=kind, code=code).order_by("version").first()
