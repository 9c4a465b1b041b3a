"""Forms, number books, issued documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "motcua.base.documents"
    label = "documents"
    verbose_name = _("Văn bản")
