"""Accounts, officials in posts, citizens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "motcua.base.people"
    label = "people"
    verbose_name = _("Con người")
