"""Addresses of the desk face."""

from django.urls import URLPattern, URLResolver, path

from motcua.faces.desk.session import choose_post

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [path("chuc-vu", choose_post, name="posts")]
