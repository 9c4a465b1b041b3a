"""How failed passwords are counted: few from one address, more from anywhere (R16.16)."""

from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest


class Failures(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts by name and address; the failures of a name from all addresses reach the same limit ten times slower.

    Whoever fails from one address shuts the account to that address; its holder elsewhere signs in as ever. Guessing
    from many addresses is stopped by the count of all; it starts anew when nobody has failed for a quarter of an hour.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """So many failures, as if all came from the address that asks."""
        here = int(super().get_failures(request, credentials))
        name = get_client_username(request, credentials)
        since = get_cool_off_threshold(request)
        everywhere = AccessAttempt.objects.filter(username=name, attempt_time__gte=since)
        total = int(everywhere.aggregate(total=Sum("failures_since_start"))["total"] or 0)
        return max(here, total * settings.AXES_FAILURE_LIMIT // settings.SIGN_IN_FAILURES_ANYWHERE)
