"""Addresses of surveys at the desk."""

from django.urls import path

from motcua.faces.desk.surveys import interviews, mending, questionnaires, rounds

urlpatterns = [
    path("", rounds.listing, name="surveys"),
    path("moi", rounds.planning, name="survey-plan"),
    path("ma/<str:code>", rounds.page, name="survey"),
    path("ma/<str:code>/viec/<str:name>", rounds.act, name="survey-act"),
    path("ma/<str:code>/phat-phieu", rounds.hand_out, name="survey-hand-out"),
    path("ma/<str:code>/in-phieu", rounds.to_print, name="survey-print"),
    path("ma/<str:code>/mau", rounds.sample, name="survey-sample"),
    path("ma/<str:code>/ket-qua", mending.results, name="survey-results"),
    path("ma/<str:code>/gop-y", mending.words, name="survey-words"),
    path("ma/<str:code>/gop-y/duyet", mending.review, name="survey-review"),
    path("ma/<str:code>/dien-thoai", interviews.by_phone, name="survey-phone"),
    path("may-tinh-bang/sw.js", interviews.worker, name="survey-worker"),
    path("may-tinh-bang/<str:code>", interviews.tablet, name="survey-tablet"),
    path("bo-cau-hoi/", questionnaires.listing, name="questionnaires"),
    path("bo-cau-hoi/moi", questionnaires.drafting, name="questionnaire-draft"),
    path("bo-cau-hoi/<str:code>/<int:version>", questionnaires.page, name="questionnaire"),
    path("bo-cau-hoi/<str:code>/<int:version>/<str:name>", questionnaires.act, name="questionnaire-act"),
    path("papi", mending.papi, name="papi"),
]
