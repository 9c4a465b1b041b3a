"""Keeping the National Public Service Portal in step."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SynchronisationConfig(AppConfig):
    name = "motcua.areas.synchronisation"
    label = "synchronisation"
    verbose_name = _("Đồng bộ Cổng Dịch vụ công quốc gia")
