"""Units in time, and posts."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "motcua.base.orgs"
    label = "orgs"
    verbose_name = "Đơn vị"
