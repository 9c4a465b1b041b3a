"""What a failure tells: never what people typed or sent, in use or in development (R6.45)."""

from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


class Filter(SafeExceptionReporterFilter):
    """Sensitive parameters and variables are hidden in development too."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always."""
        return True


class Reporter(ExceptionReporter):
    """The report of a failure without the files that were sent: their names name people."""

    def get_traceback_data(self) -> dict[str, Any]:
        """As Django has it, without files."""
        data: dict[str, Any] = super().get_traceback_data()
        data["request_FILES_items"] = []
        return data
