"""States of a dossier (DOMAIN §1.2) and the words on the counter."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a dossier stands; the label is the official word."""

    SUBMITTED = "submitted", _("Mới nộp, chờ tiếp nhận")
    RECEIVED = "received", _("Đã tiếp nhận")
    TRANSFERRED = "transferred", _("Đã chuyển xử lý")
    PROCESSING = "processing", _("Đang xử lý")
    AWAITING_SUPPLEMENT = "awaiting_supplement", _("Chờ bổ sung, hoàn thiện")
    AWAITING_PAYMENT = "awaiting_payment", _("Chờ nộp phí, lệ phí")
    RESULT_READY = "result_ready", _("Đã có kết quả, chờ trả")
    REFUSED = "refused", _("Không đủ điều kiện giải quyết")
    RETURNED = "returned", _("Đã trả kết quả")
    REFUSED_RECEPTION = "refused_reception", _("Từ chối tiếp nhận")
    STOPPED = "stopped", _("Dừng giải quyết theo yêu cầu")
    CLOSED_UNSUPPLEMENTED = "closed_unsupplemented", _("Dừng xử lý do không bổ sung")
    CANCELLED = "cancelled", _("Hủy do tiếp nhận nhầm")


class Channel(models.TextChoices):
    """How a dossier came in (NĐ 118/2025 art. 15)."""

    COUNTER = "counter", _("Trực tiếp tại quầy")
    ONLINE = "online", _("Trực tuyến")
    POST = "post", _("Qua bưu chính")
    ASSISTED = "assisted", _("Hỗ trợ nộp trực tuyến tại quầy")


SYMBOLS = {
    "mau-01": "TNHS", "mau-02": "HDHS", "mau-03": "TCHS", "mau-04": "XLHL", "mau-05": "TB", "mau-06": "PKS",
    "refusal": "TB",
}  # fmt: skip
"""The symbol in the number of a form. Each names a book of the agency's year (R8.4), but for PKS: the control sheet
bears the serial of the register, whose book is TNHS."""


class ReturnBy(models.TextChoices):
    """How the applicant wants to receive the result (Mẫu 01: đăng ký nhận kết quả tại)."""

    CENTRE = "centre", _("Tại nơi tiếp nhận")
    POST = "post", _("Bưu chính công ích")
    ONLINE = "online", _("Trực tuyến")


class PaperForm(models.TextChoices):
    """In which form a paper was handed in."""

    ORIGINAL = "original", _("Bản chính")
    COPY = "copy", _("Bản sao")
    CERTIFIED = "certified", _("Bản sao có chứng thực")
    ELECTRONIC = "electronic", _("Bản điện tử")


NATIONAL = {
    State.SUBMITTED: ("MOI_NOP", ""),
    State.RECEIVED: ("DA_TIEP_NHAN", ""),
    State.TRANSFERRED: ("DA_CHUYEN", ""),
    State.PROCESSING: ("DANG_XU_LY", ""),
    State.AWAITING_SUPPLEMENT: ("CHO_BO_SUNG", ""),
    State.AWAITING_PAYMENT: ("CHO_NVTC", ""),
    State.RESULT_READY: ("DA_CO_KET_QUA", "Đã xử lý xong"),
    State.REFUSED: ("KHONG_GIAI_QUYET", "Từ chối"),
    State.RETURNED: ("DA_TRA", "Đã trả kết quả"),
    State.REFUSED_RECEPTION: ("TU_CHOI_TN", "Từ chối"),
    State.STOPPED: ("DUNG_THEO_YC", "Dừng xử lý"),
    State.CLOSED_UNSUPPLEMENTED: ("DONG_QUA_HAN_BS", "Dừng xử lý"),
    State.CANCELLED: ("HUY_NHAM", ""),
}
"""What the National Public Service Portal calls a state (DOMAIN §1.2), and which end state of the index it is (R4.7);
a dossier received by mistake is in no index (S16)."""
BEFORE = {
    State.AWAITING_SUPPLEMENT: ("CHO_BO_SUNG_TN", ""),
    State.STOPPED: ("RUT", "Công dân rút"),
}
"""What it calls the states of a dossier that was not accepted yet."""
NATIONAL_CHANNEL = {Channel.COUNTER: 1, Channel.ASSISTED: 1, Channel.ONLINE: 2, Channel.POST: 3}
"""Codes of the channel (R4.13); whoever was helped at the counter came to the counter."""
