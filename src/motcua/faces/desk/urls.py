"""Addresses of the desk: officials at work."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.faces.desk.campaigns import views as campaigns
from motcua.faces.desk.cases import views as cases
from motcua.faces.desk.certification import books as certification_books
from motcua.faces.desk.certification import counter as certification_counter
from motcua.faces.desk.certification import views as certification
from motcua.faces.desk.complaints import accepting as complaint_accepting
from motcua.faces.desk.complaints import views as complaints
from motcua.faces.desk.correspondence import composing, incoming, outgoing
from motcua.faces.desk.counters import arranging, overview
from motcua.faces.desk.counters import views as hall
from motcua.faces.desk.denunciations import views as denunciations
from motcua.faces.desk.dialogues import commitments as promised
from motcua.faces.desk.dialogues import consultations
from motcua.faces.desk.dialogues import questions as asked
from motcua.faces.desk.dialogues import views as dialogues
from motcua.faces.desk.dossiers import paying, reception, register
from motcua.faces.desk.dossiers import views as dossiers
from motcua.faces.desk.escalations import views as escalations
from motcua.faces.desk.fees import bank
from motcua.faces.desk.fees import views as fees
from motcua.faces.desk.filing import eforms, helping
from motcua.faces.desk.hotspots import notes
from motcua.faces.desk.hotspots import views as hotspots
from motcua.faces.desk.indicators import views as reports
from motcua.faces.desk.inspections import recommendations as recommended
from motcua.faces.desk.inspections import views as inspections
from motcua.faces.desk.law import views as law
from motcua.faces.desk.messages import bell, deliveries, interruptions, outbox
from motcua.faces.desk.people import delegations
from motcua.faces.desk.petitions import intake as petition_intake
from motcua.faces.desk.petitions import keeping as petition_keeping
from motcua.faces.desk.petitions import tray as petition_tray
from motcua.faces.desk.petitions import views as petitions
from motcua.faces.desk.procedures import decisions, following, keeping, processes, reviews, running, tables
from motcua.faces.desk.procedures import views as procedures
from motcua.faces.desk.programmes import views as programmes
from motcua.faces.desk.receptions import briefings, visits
from motcua.faces.desk.receptions import days as duty_days
from motcua.faces.desk.receptions import listing as receptions
from motcua.faces.desk.results import views as results
from motcua.faces.desk.session import choose_post
from motcua.faces.desk.synchronisation import views as synchronisation

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", cases.inbox, name="inbox"),
    path("tim", cases.search, name="search"),
    path("tiep-nhan", reception.receive, name="receive"),
    path("tiep-nhan/nguoi", reception.find_people, name="find-people"),
    path("tiep-nhan/thu-tuc", reception.find_procedures, name="find-procedures"),
    path("tiep-nhan/xem-truoc", reception.preview, name="preview"),
    path("ho-tro-nop", helping.listed, name="helped"),
    path("ho-tro-nop/<uuid:id>", helping.one, name="helping"),
    path("ho-tro-nop/<uuid:id>/tep", helping.send, name="helping-file"),
    path("thu-tuc/ma/<str:code>/bieu-mau", eforms.page, name="eform"),
    path("ho-so/<str:code>/tep/<uuid:file>", dossiers.paper, name="paper"),
    path("ho-so/<str:code>", dossiers.page, name="dossier"),
    path("ho-so/<str:code>/viec/<str:name>", dossiers.act, name="act"),
    path("ho-so/<str:code>/nguoi-nop", dossiers.reveal, name="reveal"),
    path("ho-so/<str:code>/mau/<str:name>.pdf", dossiers.form, name="form"),
    path("ho-so/<str:code>/bien-nhan.json", dossiers.receipt, name="receipt"),
    path("ho-so/<str:code>/ket-qua", dossiers.result, name="result"),
    path("ho-so/<str:code>/phi/<str:name>", paying.act, name="fee-act"),
    path("phi/", fees.day, name="fees"),
    path("phi/chot-ngay", fees.close, name="fee-close"),
    path("phi/ma/<str:charge>", fees.qr, name="fee-qr"),
    path("phi/bien-lai/<int:number>", fees.receipt, name="fee-receipt"),
    path("phi/doi-soat", bank.reconcile, name="reconcile"),
    path("phi/doi-soat/<int:number>", bank.statement, name="statement"),
    path("phi/doi-soat/<int:number>/ghi", bank.confirm, name="statement-confirm"),
    path("phi/dong/<int:number>/<str:name>", bank.line, name="bank-line"),
    path("kho-ket-qua", results.listing, name="results"),
    path("kho-ket-qua/so-hoa", results.digitise, name="digitise"),
    path("kho-ket-qua/ma/<str:code>", results.one, name="kept-result"),
    path("kho-ket-qua/ma/<str:code>/tep", results.file, name="kept-file"),
    path("kho-ket-qua/ma/<str:code>/<str:name>", results.end, name="end-result"),
    path("ho-so/<str:code>/thong-bao", deliveries.page, name="deliveries"),
    path("ho-so/<str:code>/thong-bao/cach-bao", deliveries.choose, name="choose-wish"),
    path("ho-so/<str:code>/thong-bao/<int:number>/gui-lai", deliveries.resend, name="resend-notice"),
    path("so-theo-doi", register.page, name="register"),
    path("so-theo-doi.pdf", register.printed, name="register-pdf"),
    path("thu-tuc/", procedures.listing, name="procedures"),
    path("thu-tuc/niem-yet", following.postings, name="postings"),
    path("thu-tuc/niem-yet/in.pdf", following.posters, name="posters"),
    path("thu-tuc/niem-yet/danh-muc.pdf", following.poster_list, name="poster-list"),
    path("thu-tuc/ra-soat", reviews.listing, name="reviews"),
    path("thu-tuc/ra-soat/moi", reviews.new, name="review-new"),
    path("thu-tuc/ra-soat/bao-cao", reviews.report, name="review-report"),
    path("thu-tuc/ra-soat/<int:number>", reviews.plan, name="review-plan"),
    path("thu-tuc/ra-soat/<int:number>/viec/<str:name>", reviews.plan_act, name="review-plan-act"),
    path("thu-tuc/ra-soat/muc/<int:number>", reviews.item, name="review-item"),
    path("thu-tuc/ra-soat/muc/<int:number>/phuong-an.pdf", reviews.proposal, name="review-proposal"),
    path("thu-tuc/ra-soat/muc/<int:number>/viec/<str:name>", reviews.item_act, name="review-item-act"),
    path("thu-tuc/can-cu", following.bases, name="bases"),
    path("thu-tuc/thoi-han", following.times, name="times"),
    path("thu-tuc/cong-quoc-gia", following.portal, name="portal"),
    path("thu-tuc/cong-quoc-gia/ghi", following.set_portal, name="portal-set"),
    path("thu-tuc/niem-yet/chon", keeping.post_many, name="post-many"),
    path("thu-tuc/quyet-dinh", decisions.register, name="decisions"),
    path("thu-tuc/quyet-dinh/moi", decisions.new, name="decision-new"),
    path("thu-tuc/quyet-dinh/<int:number>", decisions.one, name="decision"),
    path("thu-tuc/quyet-dinh/<int:number>/sua", decisions.change, name="decision-change"),
    path("thu-tuc/quyet-dinh/<int:number>/danh-muc", decisions.add, name="decision-add"),
    path("thu-tuc/quyet-dinh/<int:number>/tep", decisions.take_sheet, name="decision-sheet"),
    path("thu-tuc/quyet-dinh/<int:number>/noi-dung/<str:code>", decisions.content, name="decision-content"),
    path("thu-tuc/quyet-dinh/<int:number>/viec/<str:name>", decisions.act, name="decision-act"),
    path("thu-tuc/ma/<str:code>", procedures.one, name="procedure"),
    path("thu-tuc/ma/<str:code>/ban-moi", keeping.new_version, name="new-version"),
    path("thu-tuc/quy-trinh/tu-tep", tables.read, name="process-tables"),
    path("thu-tuc/ma/<str:code>/quy-trinh", processes.edit, name="process"),
    path("thu-tuc/ma/<str:code>/quy-trinh.bpmn", processes.download, name="process-bpmn"),
    path("thu-tuc/ma/<str:code>/thuc-te", running.as_ran, name="as-ran"),
    path("thu-tuc/ma/<str:code>/viec/<str:name>", keeping.act, name="procedure-act"),
    path("chung-thuc/", certification.listing, name="certifications"),
    path("chung-thuc/tiep-nhan", certification_counter.receive, name="certify"),
    path("chung-thuc/tiep-nhan/xem-truoc", certification_counter.preview, name="certify-preview"),
    path("chung-thuc/so", certification_books.page, name="certification-book"),
    path("chung-thuc/so.pdf", certification_books.printed, name="certification-book-pdf"),
    path("chung-thuc/so/khoa", certification_books.close, name="close-certification-book"),
    path("chung-thuc/luu-tru", certification_books.keeping, name="certification-keeping"),
    path("chung-thuc/bao-cao", certification_books.report, name="certification-report"),
    path("chung-thuc/ma/<str:code>", certification.page, name="certification"),
    path("chung-thuc/ma/<str:code>/viec/<str:name>", certification.act, name="certification-act"),
    path("chung-thuc/ma/<str:code>/mau/<str:name>.pdf", certification.form, name="certification-form"),
    path("chung-thuc/ma/<str:code>/loi-chung/<int:n>.pdf", certification.attestation, name="attestation"),
    path("chung-thuc/ma/<str:code>/ban-chup/<int:n>", certification.scan, name="certification-scan"),
    path("chung-thuc/ma/<str:code>/ban-sao/<int:n>", certification.electronic, name="electronic-copy"),
    path("don/", petitions.listing, name="petitions"),
    path("don/nhan", petition_intake.receive, name="petition-receive"),
    path("don/luu-tru", petition_keeping.keeping, name="petition-keeping"),
    path("don/khay", petition_tray.tray, name="petition-tray"),
    path("don/khay/<uuid:id>/trang/<int:n>", petition_tray.picture, name="petition-picture"),
    path("don/khay/<uuid:id>/bo", petition_tray.aside, name="petition-aside"),
    path("don/nhan/xem-truoc", petition_intake.preview, name="petition-preview"),
    path("don/ma/<str:code>", petitions.page, name="petition"),
    path("don/ma/<str:code>/bien-nhan.pdf", petitions.receipt, name="petition-receipt"),
    path("don/ma/<str:code>/nguoi-gui", petitions.reveal, name="petition-person"),
    path("don/ma/<str:code>/viec/<str:name>", petitions.act, name="petition-act"),
    path("don/ma/<str:code>/danh-tinh/<str:name>", petitions.identity, name="petition-identity"),
    path("don/ma/<str:code>/tep", petitions.add_file, name="petition-add-file"),
    path("don/ma/<str:code>/tep/<int:n>", petitions.file, name="petition-file"),
    path("doi-thoai/", dialogues.listing, name="dialogues"),
    path("doi-thoai/moi", dialogues.plan, name="dialogue-plan"),
    path("doi-thoai/ma/<str:code>", dialogues.page, name="dialogue"),
    path("doi-thoai/ma/<str:code>/viec/<str:name>", dialogues.act, name="dialogue-act"),
    path("doi-thoai/ma/<str:code>/van-ban/<str:name>.<str:kind>", dialogues.paper, name="dialogue-paper"),
    path("doi-thoai/ma/<str:code>/tai-cua", dialogues.door, name="dialogue-door"),
    path("doi-thoai/cau-hoi", asked.listing, name="questions"),
    path("doi-thoai/cau-hoi/<str:code>", asked.page, name="question"),
    path("doi-thoai/cau-hoi/<str:code>/viec/<str:name>", asked.act, name="question-act"),
    path("doi-thoai/cam-ket", promised.listing, name="commitments"),
    path("doi-thoai/cam-ket/<str:code>", promised.page, name="commitment"),
    path("doi-thoai/cam-ket/<str:code>/viec/<str:name>", promised.act, name="commitment-act"),
    path("lay-y-kien/", consultations.listing, name="consultations"),
    path("lay-y-kien/moi", consultations.draft, name="consultation-draft"),
    path("lay-y-kien/ma/<str:code>", consultations.page, name="consultation"),
    path("lay-y-kien/ma/<str:code>/viec/<str:name>", consultations.act, name="consultation-act"),
    path("lay-y-kien/ma/<str:code>/y-kien/<str:comment>", consultations.moderate, name="comment-act"),
    path("lay-y-kien/ma/<str:code>/so-lieu.xlsx", consultations.sheet, name="consultation-sheet"),
    path("tiep-cong-dan/", receptions.listing, name="receptions"),
    path("tiep-cong-dan/tiep", visits.receive, name="visit-receive"),
    path("tiep-cong-dan/luot/<str:code>", visits.page, name="visit"),
    path("tiep-cong-dan/luot/<str:code>/nguoi-den", visits.reveal, name="visit-person"),
    path("tiep-cong-dan/luot/<str:code>/viec/<str:name>", visits.act, name="visit-act"),
    path("tiep-cong-dan/luot/<str:code>/mau/<str:name>.<str:kind>", visits.form, name="visit-form"),
    path("tiep-cong-dan/lich", duty_days.schedule, name="duty-days"),
    path("tiep-cong-dan/lich/viec/<str:name>", duty_days.arrange, name="duty-arrange"),
    path("tiep-cong-dan/ngay/<str:code>", duty_days.one, name="duty-day"),
    path("tiep-cong-dan/ngay/<str:code>/nguoi-dang-ky", duty_days.reveal, name="duty-people"),
    path("tiep-cong-dan/ngay/<str:code>/viec/<str:name>", duty_days.act, name="duty-act"),
    path("tiep-cong-dan/so", receptions.register, name="reception-register"),
    path("tiep-cong-dan/so/tai", receptions.take_register, name="reception-register-file"),
    path("tiep-cong-dan/so-lieu", receptions.figures, name="reception-figures"),
    path("tiep-cong-dan/giao-ban", briefings.listing, name="briefings"),
    path("tiep-cong-dan/giao-ban/mo", briefings.begin, name="briefing-open"),
    path("tiep-cong-dan/giao-ban/<str:code>", briefings.one, name="briefing"),
    path("tiep-cong-dan/giao-ban/<str:code>/viec/<str:name>", briefings.act, name="briefing-act"),
    path("tiep-cong-dan/giao-ban/<str:code>/bien-ban.<str:kind>", briefings.minutes, name="briefing-minutes"),
    path("tiep-cong-dan/luot/<str:code>/dong-nguoi", visits.fulfil, name="visit-duty"),
    path("to-cao/", denunciations.listing, name="denunciations"),
    path("to-cao/thu-ly/<str:code>", denunciations.accept, name="denunciation-accept"),
    path("to-cao/ma/<str:code>", denunciations.page, name="denunciation"),
    path("to-cao/ma/<str:code>/viec/<str:name>", denunciations.act, name="denunciation-act"),
    path("to-cao/ma/<str:code>/danh-tinh/<str:name>", denunciations.identity, name="denunciation-identity"),
    path(
        "to-cao/ma/<str:code>/mau/<slug:form>/<int:n>.<slug:ending>",
        denunciations.letter,
        name="denunciation-letter",
    ),
    path(
        "to-cao/don/<str:code>/mau/<slug:form>.<slug:ending>",
        denunciations.petition_letter,
        name="denunciation-petition-letter",
    ),
    path("giam-sat/", inspections.listing, name="inspections"),
    path("giam-sat/moi/<slug:kind>", inspections.plan, name="inspection-plan"),
    path("giam-sat/ma/<str:code>", inspections.page, name="inspection"),
    path("giam-sat/ma/<str:code>/viec/<str:name>", inspections.act, name="inspection-act"),
    path("giam-sat/kien-nghi", recommended.listing, name="recommendations"),
    path("giam-sat/kien-nghi/<str:code>", recommended.page, name="recommendation"),
    path("giam-sat/kien-nghi/<str:code>/viec/<str:name>", recommended.act, name="recommendation-act"),
    path("diem-nong/", hotspots.overview, name="heat"),
    path("diem-nong/dong", hotspots.behind, name="heat-rows"),
    path("diem-nong/don-vi", hotspots.below, name="heat-below"),
    path("diem-nong/mo", hotspots.opening, name="hotspot-open"),
    path("diem-nong/ma/<str:code>", hotspots.page, name="hotspot"),
    path("diem-nong/ma/<str:code>/viec/<str:name>", hotspots.act, name="hotspot-act"),
    path("tuyen-truyen/", campaigns.listing, name="campaigns"),
    path("tuyen-truyen/moi", campaigns.planning, name="campaign-plan"),
    path("tuyen-truyen/so-lieu", campaigns.summing, name="campaign-figures"),
    path("tuyen-truyen/ma/<str:code>", campaigns.page, name="campaign"),
    path("tuyen-truyen/ma/<str:code>/viec/<str:name>", campaigns.act, name="campaign-act"),
    path("tuyen-truyen/ma/<str:code>/tai-lieu", campaigns.add_material, name="campaign-material-add"),
    path("tuyen-truyen/ma/<str:code>/tai-lieu/<int:n>", campaigns.material, name="campaign-material"),
    path("tinh-hinh/", notes.listing, name="notes"),
    path("tinh-hinh/moi", notes.writing, name="note-write"),
    path("tinh-hinh/ma/<str:code>", notes.page, name="note"),
    path("tinh-hinh/ma/<str:code>/viec/<str:name>", notes.act, name="note-act"),
    path("tinh-hinh/di-co-so", notes.trips, name="trips"),
    path("tinh-hinh/di-co-so/<str:code>", notes.trip, name="trip"),
    path("tinh-hinh/tong-hop", notes.summing, name="notes-summary"),
    path("vuot-tham-quyen/", escalations.listing, name="escalations"),
    path("vuot-tham-quyen/moi", escalations.raising, name="escalation-raise"),
    path("vuot-tham-quyen/ma/<str:code>", escalations.page, name="escalation"),
    path("vuot-tham-quyen/ma/<str:code>/viec/<str:name>", escalations.act, name="escalation-act"),
    path("bao-cao/don-thu", reports.page, name="report"),
    path("bao-cao/don-thu/dong", reports.rows, name="report-rows"),
    path("bao-cao/don-thu/chot", reports.close, name="report-close"),
    path("bao-cao/don-thu/tep.<str:kind>", reports.file, name="report-file"),
    path("chi-tieu/", include("motcua.faces.desk.indicators.urls")),
    path("khieu-nai/", complaints.listing, name="complaints"),
    path("khieu-nai/thu-ly/<str:code>", complaint_accepting.accept, name="complaint-accept"),
    path(
        "khieu-nai/don/<str:code>/mau/<slug:form>.<slug:shape>", complaints.refusal, name="complaint-refusal"
    ),
    path("khieu-nai/ma/<str:code>", complaints.page, name="complaint"),
    path("khieu-nai/ma/<str:code>/nguoi-khieu-nai", complaints.reveal, name="complaint-person"),
    path("khieu-nai/ma/<str:code>/viec/<str:name>", complaints.act, name="complaint-act"),
    path(
        "khieu-nai/ma/<str:code>/van-ban/<int:n>.<str:shape>", complaints.document, name="complaint-document"
    ),
    path(
        "khieu-nai/ma/<str:code>/doi-thoai/<int:n>.<str:shape>", complaints.minutes, name="complaint-minutes"
    ),
    path("khieu-nai/ma/<str:code>/rut.<str:shape>", complaints.withdrawal, name="complaint-withdrawal"),
    path("phan-anh/", include("motcua.faces.desk.feedback.urls")),
    path("bao-cao-dinh-ky/", include("motcua.faces.desk.reports.urls")),
    path("khao-sat/", include("motcua.faces.desk.surveys.urls")),
    path("bo-chi-so/", include("motcua.faces.desk.index_sets.urls")),
    path("cham-diem/", include("motcua.faces.desk.assessments.urls")),
    path("van-thu/", incoming.listing, name="incomings"),
    path("van-thu/den/moi", incoming.register, name="incoming-register"),
    path("van-thu/den/ma/<str:code>", incoming.page, name="incoming"),
    path("van-thu/den/ma/<str:code>/viec/<str:name>", incoming.act, name="incoming-act"),
    path("van-thu/den/ma/<str:code>/tep", incoming.file, name="incoming-file"),
    path("van-ban-phap-luat/", law.listing, name="instruments"),
    path("van-ban-phap-luat/het-hieu-luc", law.expired, name="instruments-expired"),
    path("van-ban-phap-luat/moi", law.record, name="instrument-new"),
    path("van-ban-phap-luat/ma/<int:number>", law.page, name="instrument"),
    path("van-ban-phap-luat/ma/<int:number>/viec/<str:name>", law.act, name="instrument-act"),
    path("chi-dao/", include("motcua.faces.desk.directives.urls")),
    path("chuong-trinh-phoi-hop/", programmes.listing, name="programmes"),
    path("chuong-trinh-phoi-hop/moi", programmes.enter, name="programme-enter"),
    path("chuong-trinh-phoi-hop/ma/<str:code>", programmes.page, name="programme"),
    path("chuong-trinh-phoi-hop/ma/<str:code>/viec/<str:name>", programmes.act, name="programme-act"),
    path("van-thu/di/", outgoing.listing, name="outgoings"),
    path("van-thu/di/moi", composing.compose, name="outgoing-compose"),
    path("van-thu/di/xem-truoc", composing.preview, name="outgoing-preview"),
    path("van-thu/di/ma/<str:code>", outgoing.page, name="outgoing"),
    path("van-thu/di/ma/<str:code>/sua", composing.revise, name="outgoing-revise"),
    path("van-thu/di/ma/<str:code>/viec/<str:name>", outgoing.act, name="outgoing-act"),
    path("van-thu/di/ma/<str:code>/tep.<str:kind>", outgoing.file, name="outgoing-file"),
    path("van-thu/so-<str:book>.<str:kind>", outgoing.register, name="document-register"),
    path("quay", hall.page, name="hall"),
    path("quay/viec/<str:name>", hall.act, name="hall-act"),
    path("sanh", overview.page, name="hall-overview"),
    path("sanh/so-lieu", overview.figures, name="hall-figures"),
    path("sanh/bo-tri", arranging.arrange, name="hall-arrange"),
    path("sanh/lich-truc", arranging.roster, name="roster"),
    path("sanh/lich-truc/<int:number>/bo", arranging.unplan, name="unplan"),
    path("sanh/man-hinh", arranging.screens, name="screens"),
    path("sanh/man-hinh/<int:number>/go", arranging.remove, name="remove-screen"),
    path(
        "chung-thuc/ma/<str:code>/ky-so/<int:n>", certification.sign_electronic, name="sign-electronic-copy"
    ),
    path("chuc-vu", choose_post, name="posts"),
    path("chuong", bell.page, name="bell"),
    path("chuong/so", bell.count, name="bell-count"),
    path("chuong/da-xem", bell.see, name="bell-seen"),
    path("dong-bo", synchronisation.page, name="synchronisation"),
    path("dong-bo/gui-lai", synchronisation.resend, name="resend-states"),
    path("dong-bo/doi-chieu", synchronisation.compare, name="compare-states"),
    path("hop-thu-di", outbox.page, name="outbox"),
    path("tam-ngung", interruptions.page, name="interruptions"),
    path("tam-ngung/<int:number>/bo", interruptions.call_off, name="call-off"),
    path("uy-quyen", delegations.page, name="delegations"),
    path("uy-quyen/<int:number>/cham-dut", delegations.revoke, name="revoke-delegation"),
]
