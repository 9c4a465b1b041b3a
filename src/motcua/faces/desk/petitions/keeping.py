"""Stored petitions whose time is over: lists of what may be destroyed, and the act of destroying them (R6.26)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from motcua.areas.petitions import actions, policies, queries
from motcua.faces.desk.keeping import Kept, shown
from motcua.faces.ui.session import official

KEPT = Kept(
    actions, policies, queries, policies.can_see_disposals, queries.disposed_petitions, "desk:petition-keeping",
    "desk/petition_keeping.html",
)  # fmt: skip


@official
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    """Đơn lưu hết thời hạn."""
    return shown(request, KEPT)
