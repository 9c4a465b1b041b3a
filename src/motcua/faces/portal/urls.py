"""Addresses of the portal: what citizens read."""

from django.urls import path

from motcua.faces.portal.dossiers import views as dossiers
from motcua.faces.portal.journal import views as journal
from motcua.faces.portal.procedures import views as procedures

app_name = "portal"
urlpatterns = [
    path("", procedures.home, name="home"),
    path("thu-tuc", procedures.listed, name="procedures"),
    path("thu-tuc/<str:code>", procedures.one, name="procedure"),
    path("thu-tuc/<str:code>/quy-trinh.bpmn", procedures.bpmn, name="process-bpmn"),
    path("nop-ho-so/<str:code>", procedures.file, name="file"),
    path("tra-cuu", dossiers.track, name="track"),
    path("tra-cuu/danh-gia", dossiers.rate, name="rate"),
    path("tra-cuu/bien-nhan", dossiers.receipt, name="receipt"),
    path("cong-khai", procedures.posted, name="posted"),
    path("so-cai", journal.ledger, name="ledger"),
]
