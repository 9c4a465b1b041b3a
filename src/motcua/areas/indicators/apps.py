from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "motcua.areas.indicators"
    label = "indicators"
    verbose_name = _("Báo cáo, chỉ tiêu")
