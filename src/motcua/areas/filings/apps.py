"""Online filing."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilingsConfig(AppConfig):
    name = "motcua.areas.filings"
    label = "filings"
    verbose_name = _("Nộp hồ sơ trực tuyến")
