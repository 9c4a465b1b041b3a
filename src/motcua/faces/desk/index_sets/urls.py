"""Addresses of index sets."""

from django.urls import path

from motcua.faces.desk.index_sets import views

urlpatterns = [
    path("", views.listing, name="index-sets"),
    path("ma/<str:code>", views.page, name="index-set"),
    path("ma/<str:code>/muc/<str:item>", views.item, name="index-set-item"),
    path("ma/<str:code>/muc/<str:item>/so-cua-cong", views.note, name="index-set-portal"),
    path("ma/<str:code>/cac-thang", views.history, name="index-set-history"),
]
