"""Addresses of the api face."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.generic import RedirectView

from motcua.faces.api import health, problems
from motcua.faces.api.open311.urls import urlpatterns as open311
from motcua.faces.api.v1.machine import api


def nothing_here(request: HttpRequest, **_: str) -> HttpResponse:
    """Any other address under ``/api/``."""
    return problems.problem(404)


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    re_path(r"^api/(?:v1/?)?$", RedirectView.as_view(url="/api/v1/openapi.json"), name="api-described"),
    path("api/v1/", api.urls),
    re_path(r"^api/", nothing_here),
    *open311,
]
