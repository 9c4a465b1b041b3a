"""Addresses of indicators, under /can-bo/chi-tieu/."""

from django.urls import path

from motcua.faces.desk.indicators import behind, defining, figures, published

urlpatterns = [
    path("", figures.listing, name="indicators"),
    path("so-lieu-cong-bo", published.published, name="published-figures"),
    path("so-lieu-cong-bo/<str:key>", published.published_rows, name="published-rows"),
    path("cach-tinh", defining.edit, name="indicator-define"),
    path("ma/<str:id>", figures.page, name="indicator"),
    path("ma/<str:id>/dong", behind.rows, name="indicator-rows"),
    path("ma/<str:id>/cong-khai", defining.openness, name="indicator-openness"),
    path("ma/<str:id>/xac-nhan", defining.confirm, name="indicator-confirm"),
    path("ma/<str:id>/muc-tieu", figures.target, name="indicator-target"),
]
