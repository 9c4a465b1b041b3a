"""Working time of units."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "motcua.base.calendars"
    label = "calendars"
    verbose_name = _("Lịch làm việc")
