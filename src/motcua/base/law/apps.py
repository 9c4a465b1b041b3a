"""Legal instruments and parameters versioned by validity."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LawConfig(AppConfig):
    name = "motcua.base.law"
    label = "law"
    verbose_name = _("Pháp luật")

    def ready(self) -> None:
        """A request looks at the stamps of configuration once (queries.stamp)."""
        from django.core.signals import request_finished, request_started

        from motcua.base.law import queries

        request_started.connect(queries.begin_request, dispatch_uid="law.begin_request")
        request_finished.connect(queries.end_request, dispatch_uid="law.end_request")
