"""Addresses of the desk: officials at work."""

from django.urls import URLPattern, URLResolver, path

from motcua.faces.desk.cases import views as cases
from motcua.faces.desk.dossiers import reception, register
from motcua.faces.desk.dossiers import views as dossiers
from motcua.faces.desk.people import delegations
from motcua.faces.desk.procedures import keeping, processes, tables
from motcua.faces.desk.procedures import views as procedures
from motcua.faces.desk.session import choose_post

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", cases.inbox, name="inbox"),
    path("tim", cases.search, name="search"),
    path("tiep-nhan", reception.receive, name="receive"),
    path("tiep-nhan/nguoi", reception.find_people, name="find-people"),
    path("tiep-nhan/thu-tuc", reception.find_procedures, name="find-procedures"),
    path("tiep-nhan/xem-truoc", reception.preview, name="preview"),
    path("ho-so/<str:code>", dossiers.page, name="dossier"),
    path("ho-so/<str:code>/viec/<str:name>", dossiers.act, name="act"),
    path("ho-so/<str:code>/nguoi-nop", dossiers.reveal, name="reveal"),
    path("ho-so/<str:code>/mau/<str:name>.pdf", dossiers.form, name="form"),
    path("ho-so/<str:code>/bien-nhan.json", dossiers.receipt, name="receipt"),
    path("ho-so/<str:code>/ket-qua", dossiers.result, name="result"),
    path("so-theo-doi", register.page, name="register"),
    path("so-theo-doi.pdf", register.printed, name="register-pdf"),
    path("thu-tuc/", procedures.listing, name="procedures"),
    path("thu-tuc/niem-yet", procedures.postings, name="postings"),
    path("thu-tuc/niem-yet/chon", keeping.post_many, name="post-many"),
    path("thu-tuc/ma/<str:code>", procedures.one, name="procedure"),
    path("thu-tuc/ma/<str:code>/ban-moi", keeping.new_version, name="new-version"),
    path("thu-tuc/quy-trinh/tu-tep", tables.read, name="process-tables"),
    path("thu-tuc/ma/<str:code>/quy-trinh", processes.edit, name="process"),
    path("thu-tuc/ma/<str:code>/quy-trinh.bpmn", processes.download, name="process-bpmn"),
    path("thu-tuc/ma/<str:code>/viec/<str:name>", keeping.act, name="procedure-act"),
    path("chuc-vu", choose_post, name="posts"),
    path("uy-quyen", delegations.page, name="delegations"),
    path("uy-quyen/<int:number>/cham-dut", delegations.revoke, name="revoke-delegation"),
]
