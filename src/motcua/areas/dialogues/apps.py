from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "motcua.areas.dialogues"
    label = "dialogues"
    verbose_name = _("Đối thoại, lấy ý kiến")
