"""Addresses of GeoReport v2: the ending of each says whether JSON or XML is wanted."""

from django.urls import re_path

from motcua.faces.api.open311 import views

FORM = r"\.(?P<form>json|xml)$"
urlpatterns = [
    re_path(rf"^open311/v2/discovery{FORM}", views.discovery, name="open311-discovery"),
    re_path(rf"^open311/v2/services{FORM}", views.services, name="open311-services"),
    re_path(rf"^open311/v2/services/(?P<code>[^/]+){FORM}", views.definition, name="open311-definition"),
    re_path(rf"^open311/v2/requests{FORM}", views.requests, name="open311-requests"),
    re_path(rf"^open311/v2/requests/(?P<code>[^/]+){FORM}", views.one, name="open311-request"),
    re_path(rf"^open311/v2/tokens/(?P<token>[^/]+){FORM}", views.token, name="open311-token"),
    re_path(r"^open311/", views.nothing_here, name="open311-nothing"),
]
