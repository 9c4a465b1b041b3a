from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceptionsConfig(AppConfig):
    name = "motcua.areas.receptions"
    label = "receptions"
    verbose_name = _("Tiếp công dân")

    def ready(self) -> None:
        """Follow within the acts of petitions, whoever calls them."""
        from motcua.areas.receptions.actions import shielding  # noqa: F401
