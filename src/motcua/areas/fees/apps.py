"""Fees of the one-stop."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeesConfig(AppConfig):
    name = "motcua.areas.fees"
    label = "fees"
    verbose_name = _("Phí, lệ phí")
