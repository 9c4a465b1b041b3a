"""The journal: what happened, once and for ever."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "motcua.base.journal"
    label = "journal"
    verbose_name = "Sổ cái"
