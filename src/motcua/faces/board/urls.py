"""Addresses of the boards: leaders, and whoever supervises them."""

from django.urls import path

from motcua.faces.board.cases import below, views
from motcua.faces.board.dossiers import forecasts, staffing
from motcua.faces.board.dossiers import views as dossiers
from motcua.faces.board.indicators import views as indicators

app_name = "board"
urlpatterns = [
    path("", views.front, name="home"),
    path("don-vi", below.units, name="units"),
    path("ho-so", views.rows, name="rows"),
    path("quy-trinh", dossiers.as_ran, name="as-ran"),
    path("xu-huong", indicators.trends, name="trends"),
    path("khac-thuong", indicators.alerts, name="alerts"),
    path("cong-khai", indicators.public, name="public"),
    path("du-bao", forecasts.late_ahead, name="forecast"),
    path("nhan-luc", staffing.what_if, name="what-if"),
]
