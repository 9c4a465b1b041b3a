"""Addresses of the kiosk: the touch screen in the hall."""

from django.urls import path

from motcua.faces.kiosk.dossiers import views

app_name = "kiosk"
urlpatterns = [
    path("", views.home, name="home"),
    path("quet", views.scan, name="scan"),
    path("ho-so", views.status, name="status"),
    path("danh-gia", views.rate, name="rate"),
    path("cam-on", views.thanks, name="thanks"),
]
