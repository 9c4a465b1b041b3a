from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DenunciationsConfig(AppConfig):
    name = "motcua.areas.denunciations"
    label = "denunciations"
    verbose_name = _("Tố cáo")
