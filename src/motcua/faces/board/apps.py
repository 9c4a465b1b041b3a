"""The board face."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "motcua.faces.board"
    label = "board"
    verbose_name = "Mặt board"
