"""Addresses of feedback at the desk."""

from django.urls import path

from motcua.faces.desk.feedback import intake, views

urlpatterns = [
    path("", views.listing, name="feedbacks"),
    path("nhan", intake.receive, name="feedback-receive"),
    path("tu-don/<str:code>", intake.accept, name="feedback-accept"),
    path("thoi-han", intake.times, name="feedback-times"),
    path("ma/<str:code>", views.page, name="feedback"),
    path("ma/<str:code>/viec/<str:name>", views.act, name="feedback-act"),
    path("ma/<str:code>/nguoi-phan-anh", views.reveal, name="feedback-person"),
    path("ma/<str:code>/tra-loi.<str:shape>", views.letter, name="feedback-letter"),
    path("ma/<str:code>/anh/<int:n>", views.photo, name="feedback-photo"),
]
