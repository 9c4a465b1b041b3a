"""Registers the shared look with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files and template tags of all faces; holds no tables."""

    name = "motcua.faces.ui"
    label = "ui"
    verbose_name = "Giao diện chung"
