"""Accounts, officials in posts, citizens."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "motcua.base.people"
    label = "people"
    verbose_name = "Con người"
