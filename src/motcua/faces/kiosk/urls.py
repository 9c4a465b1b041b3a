"""Addresses of the kiosk: the touch screen in the hall."""

from django.urls import path

from motcua.faces.kiosk.dossiers import views
from motcua.faces.kiosk.procedures import views as procedures

app_name = "kiosk"
urlpatterns = [
    path("", views.home, name="home"),
    path("quet", views.scan, name="scan"),
    path("go-ma", views.type_in, name="type"),
    path("ho-so", views.status, name="status"),
    path("danh-gia", views.rate, name="rate"),
    path("cam-on", views.thanks, name="thanks"),
    path("thu-tuc", procedures.guide, name="guide"),
    path("thu-tuc/<str:code>", procedures.one, name="procedure"),
]
