"""Addresses of the shared look: its preview."""

from django.urls import path

from motcua.faces.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.preview, name="preview"),
    path("tim", views.find, name="find"),
]
