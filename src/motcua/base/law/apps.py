"""Legal instruments and parameters versioned by validity."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "motcua.base.law"
    label = "law"
    verbose_name = "Pháp luật"
