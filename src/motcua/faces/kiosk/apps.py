"""The kiosk face."""

from django.apps import AppConfig


class KioskConfig(AppConfig):
    name = "motcua.faces.kiosk"
    label = "kiosk"
    verbose_name = "Mặt kiosk"
