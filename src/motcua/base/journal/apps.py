"""The journal: what happened, once and for ever."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "motcua.base.journal"
    label = "journal"
    verbose_name = _("Sổ cái")
