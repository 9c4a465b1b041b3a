"""The engine of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "motcua.areas.cases"
    label = "cases"
    verbose_name = "Công việc"
