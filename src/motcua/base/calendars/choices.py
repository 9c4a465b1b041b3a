"""Kinds of days that differ from the week (R17.2)."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class DayKind(StrEnum):
    """A holiday; a day off in exchange (nghỉ bù, hoán đổi); a day worked in exchange (làm bù)."""

    HOLIDAY = "holiday"
    COMPENSATORY_REST = "compensatory_rest"
    SWAPPED_WORKDAY = "swapped_workday"


DAY = [
    (DayKind.HOLIDAY, _("nghỉ lễ, tết")),
    (DayKind.COMPENSATORY_REST, _("nghỉ bù, nghỉ hoán đổi")),
    (DayKind.SWAPPED_WORKDAY, _("làm bù")),
]
