"""Addresses of sheets of points."""

from django.urls import path

from motcua.faces.desk.assessments import sets, views

urlpatterns = [
    path("", views.listing, name="assessments"),
    path("mo", views.opening, name="assessment-open"),
    path("cong-bo", views.publishing, name="assessment-publish"),
    path("bo", sets.listing, name="assessment-sets"),
    path("bo/soan", sets.edit, name="assessment-set-edit"),
    path("bo/nhap", sets.bring, name="assessment-set-bring"),
    path("bo/ngung", sets.ending, name="assessment-set-end"),
    path("bo/tep/<str:code>/<str:kind>", sets.file, name="assessment-set-file"),
    path("ma/<str:code>", views.page, name="assessment"),
    path("ma/<str:code>/viec/<str:name>", views.act, name="assessment-act"),
    path("ma/<str:code>/tep/<int:n>", views.file, name="assessment-file"),
]
