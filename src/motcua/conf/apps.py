"""How the product is started."""

from django.apps import AppConfig


class ConfConfig(AppConfig):
    name = "motcua.conf"
    label = "conf"
    verbose_name = "Cài đặt"
