"""Days and weeks, to look at; changes go through the acts."""

from django.contrib import admin

from motcua.base.calendars.models import Day, Week
from motcua.base.law.admin import ReadOnly


@admin.register(Day)
class DayAdmin(ReadOnly):
    list_display = ["on", "kind", "name", "territory", "source", "certainty", "edited"]
    list_filter = ["kind", "certainty"]
    date_hierarchy = "on"


@admin.register(Week)
class WeekAdmin(ReadOnly):
    list_display = ["territory", "valid_from", "valid_to", "sessions", "source"]
