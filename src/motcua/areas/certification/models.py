"""Tables of certification: requests, what they ask to have certified, the books, electronic copies, disposals."""

import datetime as dt

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Case
from motcua.areas.certification.choices import ElectronicState, Identity, Kind, Shown
from motcua.base.people.fields import EncryptedText


class Certification(models.Model):
    """A request for certification, of one paper or many.

    ``contact``    name and contact as said at reception (encrypted JSON)
    ``capacity``   lines above the signature, as signed; ``instrument`` the delegation under which it was signed
    ``fee``        what is due in đồng by the agency's schedule; ``collected`` what came in, as fees told it, and when
    ``refusal``    grounds and further reason of a written refusal (encrypted JSON), ``refusal_number`` its number
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="certification"
    )
    applicant = models.ForeignKey("people.Citizen", on_delete=models.PROTECT, related_name="+")
    contact = EncryptedText()
    identity = models.CharField(max_length=12, choices=Identity, default=Identity.NONE)
    fee = models.PositiveIntegerField(default=0)
    collected = models.PositiveIntegerField(default=0)
    collected_at = models.DateTimeField(null=True)
    slip_number = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=40, blank=True)
    capacity = models.JSONField(default=list)
    instrument = models.CharField(max_length=120, blank=True)
    delegated_from = models.DateField(null=True)
    delegated_to = models.DateField(null=True)
    refusal = EncryptedText(default="")
    refusal_number = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "yêu cầu chứng thực"

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the request; never reused."""
        return self.case.code

    @property
    def received_at(self) -> dt.datetime:
        """When it was received: at the counter, so it always was."""
        assert self.case.received_at is not None
        return self.case.received_at


class Document(models.Model):
    """One paper to be certified, and the number under which it was.

    ``title``    what it is ("Bằng tốt nghiệp đại học"); may name people, so it is encrypted
    ``parties``  who signs, or between whom; ``languages`` "tiếng Anh sang tiếng Việt"
    ``returned_at`` when the applicant took it, where that was before the rest of the request
    ``leads``    the first paper under its number; papers of one type copied in one request share one (R11.14)
    """

    certification = models.ForeignKey(
        Certification, on_delete=models.PROTECT, related_name="documents", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind)
    title = EncryptedText()
    parties = EncryptedText(default="")
    languages = models.CharField(max_length=80, blank=True)
    pages = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()
    shown = models.CharField(max_length=12, choices=Shown, default=Shown.ORIGINAL)
    fee = models.PositiveIntegerField(default=0)
    refused = models.BooleanField(default=False)
    agency = models.CharField(max_length=24)
    book = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    leads = models.BooleanField(default=False)
    entered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    disposal = models.ForeignKey("Disposal", on_delete=models.PROTECT, null=True, related_name="documents")

    class Meta:
        verbose_name = "giấy tờ, văn bản chứng thực"
        constraints = [
            models.UniqueConstraint(fields=["certification", "n"], name="certification_document_once"),
            models.UniqueConstraint(
                fields=["agency", "book", "year", "serial"],
                condition=Q(leads=True),
                name="certification_number_once",
            ),
            models.CheckConstraint(condition=Q(pages__gte=1, copies__gte=1), name="certification_some_pages"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "keep_until"],
                name="certification_kept",
                condition=Q(keep_until__isnull=False),
            ),
            models.Index(fields=["agency", "book", "entered_at"], name="certification_register"),
        ]


class ElectronicCopy(models.Model):
    """The electronic copy of a paper original: the scan, the attested PDF, the signed one.

    ``code`` opens the public page on which anybody checks it; it cannot be guessed.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="electronic")
    code = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=20, choices=ElectronicState, default=ElectronicState.DRAWN)
    source = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    attested = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bản sao điện tử"


class RegisterBook(models.Model):
    """A book of an agency in a year; closed once, with what it holds (Điều 13 khoản 1)."""

    agency = models.CharField(max_length=24)
    book = models.CharField(max_length=16)
    year = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(default=0)
    documents = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "sổ chứng thực"
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "year"], name="certification_book_once")
        ]


class Disposal(models.Model):
    """A list of kept papers whose time is over; destroyed only under an instrument (Điều 14 khoản 5)."""

    agency = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    listed_at = models.DateTimeField()
    until = models.DateField()
    count = models.PositiveIntegerField()
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.CharField(max_length=40, blank=True)
    instrument = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "danh mục tiêu hủy"
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="certification_disposal_once")
        ]
