"""Addresses of the portal: what citizens read."""

from django.urls import include, path

from motcua.faces.portal.campaigns import views as campaigns
from motcua.faces.portal.certification import views as certification
from motcua.faces.portal.complaints import views as complaints
from motcua.faces.portal.counters import views as counters
from motcua.faces.portal.denunciations import views as denunciations
from motcua.faces.portal.dialogues import answers, consulting
from motcua.faces.portal.dialogues import views as dialogues
from motcua.faces.portal.dossiers import views as dossiers
from motcua.faces.portal.filing import mine, signin, uploads
from motcua.faces.portal.filing import views as filing
from motcua.faces.portal.inspections import views as inspections
from motcua.faces.portal.journal import views as journal
from motcua.faces.portal.opendata import views as opendata
from motcua.faces.portal.people import views as people
from motcua.faces.portal.petitions import following as petition_following
from motcua.faces.portal.petitions import views as petitions
from motcua.faces.portal.procedures import views as procedures
from motcua.faces.portal.programmes import views as programmes
from motcua.faces.portal.receptions import views as receptions
from motcua.faces.portal.results import views as results
from motcua.faces.portal.surveys import views as surveys

app_name = "portal"
urlpatterns = [
    path("", procedures.home, name="home"),
    path("thu-tuc", procedures.listed, name="procedures"),
    path("thu-tuc/<str:code>", procedures.one, name="procedure"),
    path("thu-tuc/<str:code>/quy-trinh.bpmn", procedures.bpmn, name="process-bpmn"),
    path("nop-ho-so/<str:code>", procedures.file, name="file"),
    path("nop-ho-so/<str:code>/bat-dau", filing.start, name="start"),
    path("nop-ho-so/nhap/<uuid:id>/tep", uploads.send, name="send-file"),
    path("nop-ho-so/nhap/<uuid:id>/tep/moi", uploads.expect, name="expect-file"),
    path("nop-ho-so/nhap/<uuid:id>/tep/<uuid:upload>", uploads.piece, name="send-piece"),
    path("nop-ho-so/nhap/<uuid:id>/tep/<uuid:file>/bo", uploads.remove, name="remove-file"),
    path("nop-ho-so/nhap/<uuid:id>/da-nop", filing.filed, name="filed"),
    path("nop-ho-so/nhap/<uuid:id>/huy", filing.discard, name="discard"),
    path("nop-ho-so/nhap/<uuid:id>/<str:code>", filing.step, name="filing"),
    path("ho-so-cua-toi", mine.listed, name="mine"),
    path("ho-so-cua-toi/<str:code>", mine.one, name="my-dossier"),
    path("ho-so-cua-toi/<str:code>/bo-sung", mine.supplement, name="my-supplement"),
    path("ho-so-cua-toi/<str:code>/rut", mine.withdraw, name="my-withdrawal"),
    path("dang-nhap", signin.sign_in, name="sign-in"),
    path("dang-xuat", signin.sign_out, name="sign-out"),
    path("tra-cuu", dossiers.track, name="track"),
    path("tra-cuu/danh-gia", dossiers.rate, name="rate"),
    path("tra-cuu/cach-bao", dossiers.choose, name="choose-wish"),
    path("tra-cuu/bien-nhan", dossiers.receipt, name="receipt"),
    path("tra-cuu/ket-qua", results.download, name="download-result"),
    path("ket-qua", results.ask, name="ask-result"),
    path("ket-qua/<str:code>", results.check_result, name="check-result"),
    path("tra-cuu/bien-lai/<int:number>.pdf", dossiers.fee_receipt, name="fee-receipt"),
    path("cong-khai", procedures.posted, name="posted"),
    path("cong-khai/giam-sat/", inspections.listing, name="inspections"),
    path("cong-khai/giam-sat/<str:code>", inspections.one, name="inspection"),
    path("cong-khai/du-lieu-mo", opendata.listing, name="open-data"),
    path("cong-khai/du-lieu-mo/danh-muc.jsonld", opendata.datasets, name="open-datasets"),
    path("cong-khai/du-lieu-mo/thu-tuc.jsonld", opendata.services, name="open-services"),
    path("cong-khai/du-lieu-mo/<str:indicator>/so-lieu.<slug:shape>", opendata.dataset, name="dataset"),
    path("cong-khai/khieu-nai", complaints.decisions, name="complaint-decisions"),
    path("cong-khai/to-cao", denunciations.conclusions, name="denunciation-conclusions"),
    path("chung-thuc/<str:code>", certification.check, name="certified-copy"),
    path("lay-so", counters.book, name="book"),
    path("lay-so/so", counters.ticket, name="ticket"),
    path("lay-so/huy", counters.withdraw, name="withdraw"),
    path("tiep-cong-dan/", receptions.schedule, name="receptions"),
    path("tiep-cong-dan/lich.ics", receptions.feed, name="reception-feed"),
    path("tiep-cong-dan/dang-ky/<str:code>", receptions.sign_up, name="reception-sign-up"),
    path("tiep-cong-dan/phieu", receptions.slip, name="reception-slip"),
    path("tiep-cong-dan/phieu/huy", receptions.cancel, name="reception-cancel"),
    path("gui-don/", petitions.guide, name="petition-guide"),
    path("gui-don/viet/<slug:slug>", petitions.write, name="petition-write"),
    path("gui-don/tra-cuu", petition_following.track, name="petition-track"),
    path("gui-don/bien-nhan", petition_following.receipt, name="petition-receipt"),
    path("gui-don/bien-nhan.pdf", petition_following.receipt_pdf, name="petition-receipt-pdf"),
    path("gui-don/tep/<int:n>", petition_following.own_file, name="petition-own-file"),
    path("gui-don/van-ban/<int:n>.pdf", petition_following.own_letter, name="petition-own-letter"),
    path("gui-don/khieu-nai/<int:n>.pdf", petition_following.own_decision, name="petition-own-decision"),
    path("gui-don/bo-sung", petition_following.supplement, name="petition-supplement"),
    path("gui-don/rut", petition_following.withdraw, name="petition-withdraw"),
    path("cong-khai/thay-doi.atom", procedures.changes_feed, name="changes"),
    path("doi-thoai/", dialogues.listing, name="dialogues"),
    path("doi-thoai/lich.ics", dialogues.calendar, name="dialogue-calendar"),
    path("doi-thoai/cam-ket", dialogues.commitments, name="commitments"),
    path("doi-thoai/<str:code>", dialogues.one, name="dialogue"),
    path("doi-thoai/<str:code>/lich.ics", dialogues.invitation, name="dialogue-invitation"),
    path("doi-thoai/<str:code>/hoi", dialogues.ask, name="dialogue-ask"),
    path("doi-thoai/<str:code>/van-ban/<str:name>.pdf", dialogues.paper, name="dialogue-paper"),
    path("hoi-dap/", answers.bank, name="answers"),
    path("hoi-dap/hoi", answers.ask, name="ask"),
    path("hoi-dap/da-gui", answers.receipt, name="question-receipt"),
    path("hoi-dap/<str:code>", answers.one, name="answer"),
    path("lay-y-kien/", consulting.listing, name="consultations"),
    path("lay-y-kien/da-gui", consulting.receipt, name="comment-receipt"),
    path("lay-y-kien/<str:code>", consulting.one, name="consultation"),
    path("lay-y-kien/<str:code>/so-lieu.xlsx", consulting.sheet, name="consultation-sheet"),
    path("phan-anh/", include("motcua.faces.portal.feedback.urls")),
    path("tuyen-truyen/", campaigns.listing, name="campaigns"),
    path("khao-sat/", surveys.listing, name="surveys"),
    path("khao-sat/tra-loi", surveys.answer, name="survey-answer"),
    path("khao-sat/cam-on", surveys.thanks, name="survey-thanks"),
    path("khao-sat/ket-qua/<str:code>", surveys.results, name="survey-results"),
    path("nguoi-phu-trach/", people.in_charge, name="in-charge"),
    path("chuong-trinh-phoi-hop/", programmes.listing, name="programmes"),
    path("tuyen-truyen/<str:code>/tai-lieu/<int:n>", campaigns.material, name="campaign-material"),
    path("so-cai", journal.ledger, name="ledger"),
]
