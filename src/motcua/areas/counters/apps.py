"""The hall: counters, queue tickets, screens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountersConfig(AppConfig):
    name = "motcua.areas.counters"
    label = "counters"
    verbose_name = _("Quầy và số thứ tự")
