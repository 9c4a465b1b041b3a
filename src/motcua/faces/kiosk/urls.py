"""Addresses of the kiosk: the touch screen and the display in the hall."""

from django.urls import path

from motcua.faces.kiosk.counters import display, tickets
from motcua.faces.kiosk.directives import wall
from motcua.faces.kiosk.dossiers import views
from motcua.faces.kiosk.filing import views as filing
from motcua.faces.kiosk.procedures import views as procedures
from motcua.faces.kiosk.surveys import views as surveys

app_name = "kiosk"
urlpatterns = [
    path("", views.home, name="home"),
    path("quet", views.scan, name="scan"),
    path("go-ma", views.type_in, name="type"),
    path("ho-so", views.status, name="status"),
    path("danh-gia", views.rate, name="rate"),
    path("cam-on", views.thanks, name="thanks"),
    path("xac-nhan", filing.confirm, name="confirm"),
    path("da-xac-nhan", filing.confirmed, name="confirmed"),
    path("phieu", surveys.sheet, name="survey"),
    path("thu-tuc", procedures.guide, name="guide"),
    path("thu-tuc/<str:code>", procedures.one, name="procedure"),
    path("lay-so", tickets.choose, name="choose"),
    path("lay-so/<str:letter>", tickets.priority, name="priority"),
    path("so", tickets.ticket, name="ticket"),
    path("man-hinh", display.page, name="display"),
    path("man-hinh/tin", display.news, name="news"),
    path("chi-dao", wall.page, name="wall"),
    path("chi-dao/tin", wall.news, name="wall-news"),
    path("loi/<str:code>/<int:counter>.wav", display.voice, name="voice"),
    path("chuong.wav", display.chime, name="chime"),
    path("dang-ky", display.pair, name="pair"),
    path("cho", display.waiting_page, name="waiting"),
    path("sw.js", display.worker, name="worker"),
]
