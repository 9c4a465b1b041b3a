"""Messages to people."""

from django.apps import AppConfig


class BaseMessagesConfig(AppConfig):
    name = "motcua.base.messages"
    label = "base_messages"
    verbose_name = "Thông báo"
