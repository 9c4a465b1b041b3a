"""Messages to people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseMessagesConfig(AppConfig):
    name = "motcua.base.messages"
    label = "base_messages"
    verbose_name = _("Thông báo")
