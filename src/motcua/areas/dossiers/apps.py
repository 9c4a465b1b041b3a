"""One-stop dossiers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "motcua.areas.dossiers"
    label = "dossiers"
    verbose_name = _("Hồ sơ")
