"""Addresses of periodic reports, below /can-bo/bao-cao-dinh-ky/."""

from django.urls import path

from motcua.faces.desk.reports import collecting, views, writing

urlpatterns = [
    path("", views.listing, name="periodic-reports"),
    path("ma/<str:code>", views.page, name="periodic-report"),
    path("ma/<str:code>/viec/<str:name>", views.act, name="periodic-act"),
    path("ma/<str:code>/tep.<str:kind>", views.file, name="periodic-file"),
    path("ma/<str:code>/van-ban/<int:number>", views.document, name="periodic-document"),
    path("ma/<str:code>/muc/<str:section>", writing.section, name="periodic-section"),
    path("ma/<str:code>/muc/<str:section>/gop-y", writing.remark, name="periodic-remark"),
    path("ma/<str:code>/so-lieu", writing.figures, name="periodic-figures"),
    path("ma/<str:code>/so/<str:key>", writing.figure, name="periodic-figure"),
    path("thu", collecting.listing, name="collections"),
    path("thu/<slug:template>/<str:since>", collecting.page, name="collection"),
    path("thu/<slug:template>/<str:since>/don-doc/<str:code>", collecting.urge, name="collection-urge"),
    path("che-do", collecting.duties, name="report-duties"),
    path("che-do/moi", collecting.new_duty, name="report-duty-new"),
    path("che-do/ma/<str:code>/viec/<str:name>", collecting.duty_act, name="report-duty-act"),
]
