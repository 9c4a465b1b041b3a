"""The engine of cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "motcua.areas.cases"
    label = "cases"
    verbose_name = _("Công việc")
