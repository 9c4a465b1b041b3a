from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotSpotsConfig(AppConfig):
    name = "motcua.areas.hotspots"
    label = "hotspots"
    verbose_name = _("Điểm nóng")
