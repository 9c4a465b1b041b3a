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
