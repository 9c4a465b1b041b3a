"""Addresses of the boards: leaders, and whoever supervises them."""

from django.urls import path

from motcua.faces.board.cases import views
from motcua.faces.board.dossiers import views as dossiers

app_name = "board"
urlpatterns = [
    path("", views.home, name="home"),
    path("ho-so", views.rows, name="rows"),
    path("quy-trinh", dossiers.as_ran, name="as-ran"),
]
