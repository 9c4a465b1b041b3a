"""States of a charge, ways of paying, and what a line of a bank statement turns out to be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Two words of the law (Luật 97/2015/QH13 Điều 3)."""

    FEE = "fee", _("Phí")
    CHARGE = "charge", _("Lệ phí")


class Unit(models.TextChoices):
    """What the amount is for."""

    DOSSIER = "dossier", _("hồ sơ")
    COPY = "copy", _("bản")
    PAGE = "page", _("trang")
    MATTER = "matter", _("trường hợp")
    PERSON = "person", _("người")


class State(models.TextChoices):
    """Where a charge stands; follows from its money alone (rules/fees.py)."""

    DUE = "due", _("Chưa nộp")
    PART_PAID = "part_paid", _("Nộp một phần")
    PAID = "paid", _("Đã nộp")
    WAIVED = "waived", _("Được miễn")
    REFUNDED = "refunded", _("Đã hoàn trả")
    CANCELLED = "cancelled", _("Đã hủy")


class Channel(models.TextChoices):
    """How money came in (R2.14)."""

    CASH = "cash", _("Tiền mặt")
    POS = "pos", _("Thẻ (POS)")
    QR = "qr", _("Chuyển khoản")
    PORTAL = "portal", _("Nền tảng thanh toán")


class Payback(models.TextChoices):
    """How money went back."""

    CASH = "cash", _("Tiền mặt")
    TRANSFER = "transfer", _("Chuyển khoản")


class Verdict(models.TextChoices):
    """What a line of a statement is, held against what is due."""

    EQUAL = "equal", _("Khớp")
    LESS = "less", _("Thiếu tiền")
    MORE = "more", _("Thừa tiền")
    ALREADY = "already", _("Đã xác nhận tại quầy")
    SETTLED = "settled", _("Chuyển trùng")
    UNKNOWN = "unknown", _("Không rõ khoản nào")


class LineState(models.TextChoices):
    """What became of a line of a statement."""

    WAITING = "waiting", _("Chờ đối soát")
    BOOKED = "booked", _("Đã ghi thu")
    SET_ASIDE = "set_aside", _("Không phải phí, lệ phí")


RECEIPT_BOOK = "BLPL"
"""The agency's book of receipts of a year (biên lai thu phí, lệ phí)."""
DENOMINATIONS = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)
"""Notes in circulation, for the count of the drawer."""
