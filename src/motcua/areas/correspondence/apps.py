from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrespondenceConfig(AppConfig):
    name = "motcua.areas.correspondence"
    label = "correspondence"
    verbose_name = _("Công tác văn thư")
