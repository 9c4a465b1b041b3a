from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InspectionsConfig(AppConfig):
    name = "motcua.areas.inspections"
    label = "inspections"
    verbose_name = _("Giám sát, thanh tra trách nhiệm")
