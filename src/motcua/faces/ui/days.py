"""Days and moments as browsers send them: the one place where they are read, within years that can be reckoned with.

The last day of all calendars overflows as soon as one is added to it; nobody means it.
"""

import datetime as dt
from typing import Any, TypeVar

from django import forms

FIRST_YEAR, LAST_YEAR = 1900, 2200
Day = TypeVar("Day", bound=dt.date)


def day_of(text: str) -> dt.date:
    """A day written ``2026-11-26``. Raises ValueError for anything else and for years nobody means."""
    return _meant(dt.date.fromisoformat(text.strip()))


def moment_of(text: str) -> dt.datetime:
    """A moment written ``2026-11-26T10:00``, with or without an offset. Raises ValueError like ``day_of``."""
    return _meant(dt.datetime.fromisoformat(text.strip()))


def time_of(text: str) -> dt.time:
    """A time of day written ``08:30``. Raises ValueError for anything else."""
    return dt.time.fromisoformat(text.strip()).replace(tzinfo=None)


def _meant(found: Day) -> Day:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(found.year)
    return found


def _told(field: forms.Field, found: Any) -> Any:
    try:
        return _meant(found) if found is not None else None
    except ValueError as error:
        raise forms.ValidationError(field.error_messages["invalid"], code="invalid") from error


class DayField(forms.DateField):
    """A field of a form for a day that somebody can mean."""

    def to_python(self, value: Any) -> Any:
        """The day; for any other, the words of a day that is not in the calendar."""
        return _told(self, super().to_python(value))


class MomentField(forms.DateTimeField):
    """A field of a form for a moment that somebody can mean."""

    def to_python(self, value: Any) -> Any:
        """The moment; for any other, the words of one that is not in the calendar."""
        return _told(self, super().to_python(value))
