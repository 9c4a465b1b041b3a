"""Tables of fees: the schedule, charges, payments and receipts, bank statements, notices, the close of a day."""

from django.db import models
from django.db.models import F, Q

from motcua.areas.fees.choices import Channel, Kind, LineState, Payback, State, Unit
from motcua.base.people.fields import EncryptedText


class FeeItem(models.Model):
    """A line of the schedule in one period. ``amount`` None: the law leaves it open, ``note`` says who decides.

    ``agency`` empty: everywhere; ``procedures`` empty: no procedure asks for it by itself. ``tiers`` prices that
    change with the count, ``most`` the ceiling of one copy.
    """

    code = models.CharField("Mã", max_length=60)
    name = models.CharField("Tên", max_length=300)
    kind = models.CharField("Loại", max_length=8, choices=Kind, default=Kind.CHARGE)
    amount = models.PositiveBigIntegerField("Mức thu (đồng)", null=True, blank=True)
    unit = models.CharField("Đơn vị", max_length=12, choices=Unit, default=Unit.DOSSIER)
    tiers = models.JSONField("Bậc", default=list, blank=True)
    most = models.PositiveBigIntegerField("Tối đa (đồng)", null=True, blank=True)
    law = models.CharField("Căn cứ", max_length=300)
    note = models.CharField("Ghi chú", max_length=500, blank=True)
    procedures = models.JSONField("Thủ tục", default=list, blank=True)
    agency = models.CharField("Cơ quan", max_length=64, blank=True)
    blocking = models.BooleanField("Nộp trước khi giải quyết", default=False)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "khoản phí, lệ phí"
        verbose_name_plural = "khoản phí, lệ phí"
        ordering = ["code", "agency", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "agency", "valid_from"], name="fee_item_once_from_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="fee_item_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Exemption(models.Model):
    """Who pays less, by which law, shown by which paper: a share (``percent``) or a sum (``off``) taken off."""

    code = models.CharField("Mã", max_length=60)
    name = models.CharField("Diện", max_length=300)
    law = models.CharField("Căn cứ", max_length=300)
    percent = models.PositiveSmallIntegerField("Tỷ lệ (%)", null=True, blank=True)
    off = models.PositiveBigIntegerField("Số tiền (đồng)", null=True, blank=True)
    evidence = models.CharField("Giấy tờ chứng minh", max_length=300, blank=True)
    items = models.JSONField("Khoản", default=list, blank=True)
    agency = models.CharField("Cơ quan", max_length=64, blank=True)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "diện miễn, giảm"
        verbose_name_plural = "diện miễn, giảm"
        ordering = ["code", "agency", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "agency", "valid_from"], name="fee_exemption_once_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True, off__isnull=False) | Q(percent__lte=100, off__isnull=True),
                name="fee_exemption_share_or_sum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class BankAccount(models.Model):
    """The account to which an agency's fees are transferred, in a period."""

    agency = models.CharField("Cơ quan", max_length=64)
    bank = models.CharField("Mã ngân hàng (BIN)", max_length=6)
    bank_name = models.CharField("Ngân hàng", max_length=120)
    number = models.CharField("Số tài khoản", max_length=19)
    holder = models.CharField("Chủ tài khoản", max_length=160)
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến trước ngày", null=True, blank=True)

    class Meta:
        verbose_name = "tài khoản nhận phí, lệ phí"
        verbose_name_plural = "tài khoản nhận phí, lệ phí"
        constraints = [
            models.UniqueConstraint(fields=["agency", "valid_from"], name="fee_account_once_from_a_day"),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(valid_to__isnull=True), name="fee_account_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.number}"


class Charge(models.Model):
    """An amount asked of whoever stands behind a subject, as it was when asked.

    ``code``    the payment code: what a transfer's content says
    ``subject`` the journal subject it belongs to (``dossier:H26…``); ``procedure`` for counting
    ``part``    which part of the subject it is for, as the subject counts them; 0 the whole
    ``each`` · ``quantity`` · ``copies`` how ``amount`` was computed, ``law`` by which basis, ``source`` from which data
    ``reduced`` what an exemption took off, with its ground
    ``blocking`` whether work on the subject waits for it (R1.24)
    ``paid`` · ``refunded`` sums of its payments and refunds; ``state`` follows (rules/fees.py)
    ``n`` · ``head`` · ``last_at`` its last event in the journal
    """

    code = models.CharField(max_length=12, unique=True)
    subject = models.CharField(max_length=64, db_index=True)
    agency = models.CharField(max_length=64)
    procedure = models.CharField(max_length=64, blank=True)
    ordinal = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField(default=0)
    item = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=12, choices=Unit)
    each = models.PositiveBigIntegerField()
    quantity = models.PositiveIntegerField(default=1)
    copies = models.PositiveIntegerField(default=1)
    amount = models.PositiveBigIntegerField()
    law = models.CharField(max_length=300)
    source = models.CharField(max_length=120)
    exemption = models.CharField(max_length=60, blank=True)
    exemption_law = models.CharField(max_length=300, blank=True)
    exemption_reason = EncryptedText()
    reduced = models.PositiveBigIntegerField(default=0)
    blocking = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    paid = models.PositiveBigIntegerField(default=0)
    refunded = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    by_title = models.CharField(max_length=160)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = EncryptedText()
    n = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "khoản phải thu"
        constraints = [
            models.UniqueConstraint(fields=["subject", "ordinal"], name="fee_charge_once_in_subject"),
            models.CheckConstraint(condition=Q(reduced__lte=F("amount")), name="fee_charge_not_below_zero"),
            models.CheckConstraint(
                condition=Q(refunded__lte=F("paid")), name="fee_charge_refunded_within_paid"
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "asked_at"], name="fee_charge_of_agency"),
            models.Index(fields=["agency", "due_at"], condition=Q(settled_at=None), name="fee_charge_open"),
        ]

    def __str__(self) -> str:
        return self.code


class Receipt(models.Model):
    """A receipt (biên lai): a number of the agency's book of the year, never given again. ``prints`` counts prints."""

    agency = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=64, db_index=True)
    total = models.PositiveBigIntegerField()
    channel = models.CharField(max_length=8, choices=Channel)
    payer = EncryptedText()
    at = models.DateTimeField()
    by_post = models.CharField(max_length=64)
    by_title = models.CharField(max_length=160)
    prints = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="fee_receipt_number_once"),
        ]
        indexes = [models.Index(fields=["agency", "at"], name="fee_receipt_of_agency")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number as printed: 0000012/2026."""
        return f"{self.number:07d}/{self.year}"


class Payment(models.Model):
    """Money that came in for a charge; written once. ``reference`` of the terminal, the bank or the platform."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments", db_index=False)
    n = models.PositiveSmallIntegerField()
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveBigIntegerField()
    channel = models.CharField(max_length=8, choices=Channel)
    reference = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by_post = models.CharField(max_length=64)
    by_title = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charge", "n"], name="fee_payment_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_payment_is_money"),
        ]


class Refund(models.Model):
    """Money given back by a leader's decision; written once."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="refunds", db_index=False)
    n = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    channel = models.CharField(max_length=8, choices=Payback)
    reason = EncryptedText()
    instrument = models.CharField(max_length=160)
    at = models.DateTimeField()
    by_title = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charge", "n"], name="fee_refund_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="fee_refund_is_money"),
        ]


class Statement(models.Model):
    """A bank statement that was uploaded: what the file was, how many of its lines were new."""

    agency = models.CharField(max_length=64, db_index=True)
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    outgoing = models.PositiveIntegerField()
    skipped = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    by_title = models.CharField(max_length=160)
    booked_at = models.DateTimeField(null=True)


class BankLine(models.Model):
    """Money that came into the account, once however often the bank tells it (``digest``)."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    agency = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    on = models.DateField()
    amount = models.PositiveBigIntegerField()
    description = EncryptedText()
    reference = models.CharField(max_length=64, blank=True)
    codes = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=LineState, default=LineState.WAITING)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, null=True, related_name="line")
    reason = EncryptedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "digest"], name="fee_bank_line_once"),
            models.CheckConstraint(
                condition=Q(state=LineState.BOOKED, receipt__isnull=False)
                | (~Q(state=LineState.BOOKED) & Q(receipt__isnull=True)),
                name="fee_bank_line_booked_by_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "on"], condition=Q(state="waiting"), name="fee_bank_line_waiting")
        ]


class TakenNotice(models.Model):
    """A payment notice that was taken: asked again under the same number it is answered as the first time."""

    number = models.CharField(max_length=80, unique=True)
    nonce = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="notice")
    at = models.DateTimeField()


class RepeatedNonce(models.Model):
    """The nonce with which a notice was told again, and which notice: no other may come with it while it is in time."""

    nonce = models.CharField(max_length=80, unique=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)


class ClosedDay(models.Model):
    """A cashier's day that was closed: what the books say, what was counted by denomination, why they differ."""

    agency = models.CharField(max_length=64)
    post = models.CharField(max_length=64)
    day = models.DateField()
    expected = models.PositiveBigIntegerField()
    counted = models.PositiveBigIntegerField()
    notes = models.JSONField(default=dict)
    totals = models.JSONField(default=dict)
    remark = EncryptedText()
    closed_at = models.DateTimeField()
    by_title = models.CharField(max_length=160)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "post", "day"], name="fee_day_closed_once"),
        ]
