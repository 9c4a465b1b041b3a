"""Addresses of the boards: leaders, and whoever supervises them."""

from django.urls import path

from motcua.faces.board.cases import views

app_name = "board"
urlpatterns = [path("", views.home, name="home"), path("ho-so", views.rows, name="rows")]
