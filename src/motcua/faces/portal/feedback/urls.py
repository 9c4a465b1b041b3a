"""Addresses of feedback on the portal."""

from django.urls import path

from motcua.faces.portal.feedback import following, reading, sending

urlpatterns = [
    path("", reading.listed, name="feedbacks"),
    path("moi.atom", reading.feed, name="feedback-feed"),
    path("gui", sending.choose, name="feedback-choose"),
    path("gui/<slug:category>", sending.send, name="feedback-send"),
    path("theo-doi", following.track, name="feedback-track"),
    path("theo-doi/bien-nhan", following.receipt, name="feedback-receipt"),
    path("theo-doi/anh/<int:n>", following.photo, name="feedback-own-photo"),
    path("theo-doi/<slug:name>", following.act, name="feedback-own-act"),
    path("<str:code>", reading.one, name="feedback"),
    path("<str:code>/anh/<int:n>", reading.photo, name="feedback-photo"),
]
