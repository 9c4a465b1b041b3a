from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkfilesConfig(AppConfig):
    name = "motcua.areas.workfiles"
    label = "workfiles"
    verbose_name = _("Hồ sơ công việc")
