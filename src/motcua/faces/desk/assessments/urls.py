"""Addresses of sheets of points."""

from django.urls import path

from motcua.faces.desk.assessments import views

urlpatterns = [
    path("", views.listing, name="assessments"),
    path("mo", views.opening, name="assessment-open"),
    path("cong-bo", views.publishing, name="assessment-publish"),
    path("ma/<str:code>", views.page, name="assessment"),
    path("ma/<str:code>/viec/<str:name>", views.act, name="assessment-act"),
    path("ma/<str:code>/tep/<int:n>", views.file, name="assessment-file"),
]
