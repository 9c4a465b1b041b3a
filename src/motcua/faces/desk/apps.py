"""The desk face."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "motcua.faces.desk"
    label = "desk"
    verbose_name = "Mặt desk"
