"""Working time of units."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "motcua.base.calendars"
    label = "calendars"
    verbose_name = "Lịch làm việc"
