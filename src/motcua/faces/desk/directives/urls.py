"""Addresses of directives, tasks and the board of direction, under /can-bo/chi-dao/."""

from django.urls import path

from motcua.faces.desk.directives import board, drafting, elections, reading, required, tasks, views

urlpatterns = [
    path("", views.listing, name="directives"),
    path("moi", drafting.new, name="directive-new"),
    path("chu-de", views.theme, name="theme"),
    path("chu-de/<int:year>", views.theme_year, name="theme-year"),
    path("phai-ban-hanh", required.listing, name="required"),
    path("phai-ban-hanh/viec/<str:name>", required.act, name="required-act"),
    path("quan-triet", required.told, name="disseminations"),
    path("bang", board.page, name="direction-board"),
    path("bang/dong", board.behind, name="direction-rows"),
    path("bang.xlsx", board.workbook, name="direction-sheet"),
    path("lich", board.calendar, name="direction-calendar"),
    path("bau-cu", elections.page, name="elections"),
    path("viec", tasks.listing, name="tasks"),
    path("viec/<str:code>", tasks.page, name="task"),
    path("viec/<str:code>/lam/<str:name>", tasks.act, name="task-act"),
    path("viec/<str:code>/tep/<int:n>", tasks.file, name="task-file"),
    path("doc-van-ban", reading.begin, name="read"),
    path("doc-van-ban/van-ban-den/<str:code>", reading.from_incoming, name="incoming-read"),
    path("doc-van-ban/van-ban-di/<str:code>", reading.from_outgoing, name="outgoing-read"),
    path("doc-van-ban/<uuid:id>", reading.page, name="reading"),
    path("doc-van-ban/<uuid:id>/muc/<slug:key>", reading.point, name="reading-point"),
    path("doc-van-ban/<uuid:id>/tao", reading.create, name="reading-create"),
    path("doc-van-ban/<uuid:id>/bo", reading.give_up, name="reading-give-up"),
    path("ma/<str:code>", views.page, name="directive"),
    path("ma/<str:code>/sua", drafting.change, name="directive-change"),
    path("ma/<str:code>/viec/<str:name>", views.act, name="directive-act"),
    path("ma/<str:code>/tep/<int:n>", views.file, name="directive-file"),
    path("ma/<str:code>/nhiem-vu/moi", drafting.new_task, name="task-new"),
    path("ma/<str:code>/nhiem-vu/<int:n>", drafting.change_task, name="task-change"),
    path("ma/<str:code>/nhiem-vu/<int:n>/<str:name>", drafting.task_verb, name="task-verb"),
]
