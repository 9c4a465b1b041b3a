"""One-stop dossiers."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.areas.dossiers"
    label = "dossiers"
    verbose_name = "Hồ sơ"
