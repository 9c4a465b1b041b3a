"""The catalogue of administrative procedures."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.areas.procedures"
    label = "procedures"
    verbose_name = "Thủ tục hành chính"
