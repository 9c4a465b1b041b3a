"""Addresses of signing in with an electronic identity, and in the demonstration of the provider itself."""

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from motcua.gateways.identity.demonstration import authorize, machine

urlpatterns: list[URLPattern] = [
    path("dinh-danh/<str:provider_id>/", require_safe(views.login), name="openid_connect_login"),
    path("dinh-danh/<str:provider_id>/ve/", require_safe(views.callback), name="openid_connect_callback"),
]
demonstration: list[URLPattern] = [
    path("demo-identity/cap-quyen", authorize, name="demo-identity"),
    path("demo-identity/<path:path>", machine, name="demo-identity-machine"),
]
if settings.DEMO:
    urlpatterns += demonstration
