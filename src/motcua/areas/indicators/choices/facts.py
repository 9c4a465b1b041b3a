"""Kinds of facts, with what each says; others are not written (ADR 0018)."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

_CASES = {
    "dossier": _("hồ sơ thủ tục hành chính"),
    "petition": _("đơn"),
    "complaint": _("vụ việc khiếu nại"),
    "denunciation": _("vụ việc tố cáo"),
    "feedback": _("phản ánh, kiến nghị"),
    "task": _("nhiệm vụ được giao"),
    "commitment": _("cam kết sau đối thoại"),
    "recommendation": _("kiến nghị sau giám sát"),
    "certification": _("yêu cầu chứng thực"),
}
_OF_EVERY_CASE = {
    "received": _("tiếp nhận {what}"),
    "finished": _("giải quyết xong {what} (trước hạn, đúng hạn, quá hạn)"),
    "falls_due": _("{what}: sang ngày sau hạn"),
    "off_due": _("{what}: sang ngày sau hạn và không còn chờ"),
    "moved": _("{what} nhận từ đơn vị trước khi sắp xếp (chuyển đi thì trừ)"),
}
KINDS: Final[Mapping[str, object]] = {
    **{
        f"{case}.{word}": (sentence, what)
        for case, what in _CASES.items()
        for word, sentence in _OF_EVERY_CASE.items()
    },
    "complaint.accepted": _("thụ lý khiếu nại"),
    "complaint.settled": _("giải quyết khiếu nại, kể cả đình chỉ (trước hạn, đúng hạn, quá hạn)"),
    "denunciation.accepted": _("thụ lý tố cáo"),
    "denunciation.concluded": _("kết luận nội dung tố cáo (trước hạn, đúng hạn, quá hạn)"),
    "task.assigned": _("giao nhiệm vụ"),
    "task.done": _("nghiệm thu nhiệm vụ (trước hạn, đúng hạn, quá hạn)"),
    "dossier.days_taken": _("phút làm việc đã giải quyết hồ sơ, không kể lúc chờ người nộp"),
    "dossier.duration": _("hồ sơ theo khoảng ngày làm việc đã giải quyết"),
    "dossier.supplement_asked": _("lần yêu cầu bổ sung hồ sơ"),
    "dossier.rescheduled": _("lần xin lỗi và hẹn lại"),
    "dossier.declined": _("từ chối tiếp nhận hồ sơ"),
    "dossier.returned": _("trả kết quả"),
    "dossier.reused": _("hồ sơ giải quyết xong đã lấy lại giấy tờ từ kho, người nộp không phải nộp"),
    "dossier.fee_due": _("khoản phí, lệ phí của hồ sơ phải nộp (bỏ thì trừ)"),
    "dossier.paid_online": _(
        "khoản phí, lệ phí của hồ sơ đã nộp đủ, không nộp tại quầy, tính vào ngày phải nộp"
    ),
    "dossier.result_digital": _("hồ sơ có kết quả điện tử"),
    "dossier.rated": _("đánh giá của người nộp, theo số sao"),
    "index.received": _("hồ sơ tiếp nhận, theo chỉ số 766"),
    "index.ended": _("hồ sơ kết thúc xử lý, theo thời hạn của chỉ số 766"),
    "index.moved": _(
        "hồ sơ đang xử lý nhận từ đơn vị trước khi sắp xếp, theo chỉ số 766 (chuyển đi thì trừ)"
    ),
    "index.overdue": _("hồ sơ còn xử lý sang ngày quá hẹn theo chỉ số 766 (thôi quá hẹn thì trừ)"),
    "index.held": _("hồ sơ đến với từng cán bộ xử lý, theo chỉ số 766 (chuyển đơn vị khác thì trừ)"),
    "index.done": _("hồ sơ kết thúc xử lý của từng cán bộ đã xử lý, theo thời hạn của chỉ số 766"),
    "index.held_overdue": _(
        "hồ sơ còn xử lý sang ngày quá hẹn theo chỉ số 766 của từng cán bộ đã xử lý (thôi quá hẹn thì trừ)"
    ),
    "index.complained": _(
        "phản ánh, khiếu nại về giải quyết thủ tục, theo chỉ số 766 (không có cơ sở, đã rút thì trừ)"
    ),
    "step.left": _("xong một bước của quy trình nội bộ (trước hạn, đúng hạn, quá hạn)"),
    "step.minutes": _("phút làm việc ở một bước của quy trình nội bộ"),
    "fee.charged": _("phí, lệ phí phải nộp (đồng)"),
    "fee.paid": _("phí, lệ phí đã thu (đồng)"),
    "fee.payments": _("lần nộp phí, lệ phí"),
    "fee.refunded": _("phí, lệ phí đã hoàn (đồng)"),
    "result.issued": _("kết quả đưa vào kho, theo dạng bản"),
    "result.digitised": _("kết quả bản giấy được số hóa"),
    "visit.taken": _("lượt lấy số, đặt giờ"),
    "visit.served": _("lượt được tiếp xong tại quầy"),
    "visit.left": _("lượt hết ngày chưa được tiếp"),
    "petition.settled": _("quyết định xử lý đơn"),
    "feedback.answered": _("trả lời phản ánh, kiến nghị"),
    "feedback.rated": _("đánh giá câu trả lời, theo số sao"),
    "reception.visit": _("lượt tiếp công dân"),
    "reception.people": _("số người được tiếp"),
    "reception.session": _("ngày tiếp công dân đã tổ chức"),
    "dialogue.held": _("hội nghị đối thoại đã tổ chức"),
    "dialogue.people": _("người dự đối thoại"),
    "dialogue.question": _("câu hỏi gửi đến đối thoại"),
    "dialogue.question_answered": _("câu hỏi đã trả lời, tính vào ngày hỏi"),
    "required.due": _("văn bản phải ban hành đã hết hạn (đúng hạn, quá hạn)"),
    "task.cancelled": _("nhiệm vụ bị hủy"),
    "procedure.published": _("thủ tục có hiệu lực (bãi bỏ thì trừ)"),
    "procedure.posted": _("thủ tục đang niêm yết (gỡ thì trừ)"),
    "procedure.portal": _("thủ tục theo tình trạng trên Cổng dịch vụ công quốc gia (đổi tình trạng thì trừ)"),
    "process.adopted": _("quy trình nội bộ được ban hành"),
    "publication.published": _("quyết định công bố thủ tục"),
    "publication.entries": _("thủ tục trong quyết định công bố"),
    "report.due": _("báo cáo định kỳ phải gửi, tính vào ngày hết hạn"),
    "report.sent": _("báo cáo định kỳ đã gửi, tính vào ngày hết hạn (đúng hạn, quá hạn)"),
    "review.planned": _("thủ tục ghi vào kế hoạch rà soát (bỏ khỏi kế hoạch thì trừ)"),
    "review.approved": _("thủ tục có phương án được phê duyệt sau rà soát, tính vào ngày ghi kế hoạch"),
    "training.people": _("người dự tập huấn để quán triệt văn bản"),
    "training.units": _("lượt đơn vị được tập huấn để quán triệt văn bản"),
    "inspection.concluded": _("cuộc thanh tra, kiểm tra, giám sát có kết luận"),
    "inspection.units": _("đơn vị được thanh tra, kiểm tra, giám sát"),
    "inspection.money": _("tiền kiến nghị thu hồi qua thanh tra, kiểm tra (đồng)"),
    "survey.sipas": _("câu trả lời khảo sát SIPAS, theo tiêu chí và điểm"),
    "survey.school": _("câu trả lời khảo sát hài lòng về dịch vụ giáo dục công, theo tiêu chí và điểm"),
    "survey.local": _("câu trả lời khảo sát theo bộ câu hỏi của địa phương, theo tiêu chí và điểm"),
}
"""What a fact of each kind counts, said for officials; a pair is a sentence and whose it is."""
OF_POSTS: Final = ("step.", "task.", "index.held", "index.done")
"""Kinds that say which post did the work, so that a division has a figure of its own; others are of the agency."""
SOURCE: Final = "source."
"""Kinds that begin so are figures taken from published reports; they are never mixed with what is counted here."""


def known(kind: str) -> bool:
    """Whether facts of a kind may be written."""
    return kind in KINDS or kind.startswith(SOURCE)


def said(kind: str) -> str:
    """What a fact of a kind counts, in words; the kind itself for figures of reports."""
    found = KINDS.get(kind, kind)
    if isinstance(found, tuple):
        sentence, what = found
        return str(sentence).format(what=what)
    return str(found)
