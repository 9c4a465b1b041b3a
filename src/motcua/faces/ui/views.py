"""What machines that gather pages may read; the preview of every component (debugging and demonstration only)."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from motcua.faces.ui import preview as samples

CLOSED = ("/can-bo/", "/bang/", "/kiosk/", "/quan-tri/", "/tai-khoan/", "/api/", "/tra-cuu")
FACES = ("portal", "desk", "board", "kiosk")


def _only_here() -> None:
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search machines read what is published; not officials' pages, not anybody's dossier."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """Every component, dressed as ``?face=`` (default: desk) and ``?theme=`` (default: the system's)."""
    _only_here()
    if request.method == "POST":  # what an act of the preview does: nothing, and back
        return redirect("ui:preview")
    face = request.GET.get("face", "desk")
    messages.success(request, samples.SAID)
    context = samples.context() | {
        "base": f"ui/{face if face in FACES else 'desk'}_base.html",
        "face": face,
        "theme": request.GET.get("theme", "") if request.GET.get("theme") in {"light", "dark"} else "",
    }
    return render(request, "ui/preview.html", context | {"find_url": reverse("ui:find")})


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """What the preview's finders find."""
    _only_here()
    words = (request.POST if request.method == "POST" else request.GET).get("q", "")
    return render(request, "ui/components/finder_results.html", {"options": samples.found(words)})
