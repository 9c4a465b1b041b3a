"""The preview of every component in its states; open while debugging and in the demonstration only."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.faces.ui import preview as samples

FACES = ("portal", "desk", "board", "kiosk")


def _only_here() -> None:
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404


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
