"""Communication of laws in public: what is on now, what is planned where, materials to take along."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.areas.campaigns import queries
from motcua.areas.campaigns.choices import ActivityState, Audience
from motcua.faces.portal.frame import page
from motcua.faces.ui import place
from motcua.faces.ui.session import now_of


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Tuyên truyền pháp luật đang diễn ra."""
    on = now_of(request).date()
    found = [
        {
            "one": one, "audiences": [Audience(group).label for group in one.audiences],
            "cited": queries.cited(one.instruments, on), "materials": one.still,  # type: ignore[attr-defined]
            "coming": [
                row for row in one.planned if row.on >= on and row.state == ActivityState.TO_DO  # type: ignore[attr-defined]
            ],
        }
        for one in queries.on_now(place.here(), on)
    ]  # fmt: skip
    return page(request, "portal/campaigns/list.html", found=found)


@require_safe
def material(request: HttpRequest, code: str, n: int) -> HttpResponse:
    """Một tài liệu để tải về."""
    campaign = queries.public_one(place.here(), code)
    file = queries.material(campaign, n)
    answer = HttpResponse(file.content, content_type=file.view.media_type)
    ending = file.view.name.rpartition(".")[2]
    answer["Content-Disposition"] = f'attachment; filename="{campaign.code}-{n}.{ending}"'
    answer["Cache-Control"] = "public, max-age=300"
    return answer
