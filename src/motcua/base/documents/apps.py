"""Forms, number books, issued documents."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.base.documents"
    label = "documents"
    verbose_name = "Văn bản"
