"""Tables of the warehouse."""

from django.db import models

from motcua.areas.results.choices import Form, Status
from motcua.base.people.choices import CitizenKind
from motcua.base.people.fields import EncryptedText


class Result(models.Model):
    """A result of a procedure, kept for the person or organisation that it was given to (R2.15, R2.18).

    ``code``     the dossier's code, or of a digitised paper one of its own; public
    ``type``     what it is: the name of the procedure's result
    ``holder_hash``  keyed hash of the holder's identity or tax number; none when the number is unknown
    ``holder_words`` keyed hashes of the words of the name
    ``data``     what a machine may read of it (encrypted JSON)
    ``originals`` ``pages``  of a digitised paper: sheets that were scanned together, and their pages (R1.37)
    ``instrument``  by what it was revoked or cancelled
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    type = models.TextField()
    number = models.CharField(max_length=80)
    issued_on = models.DateField()
    signer = models.CharField(max_length=160)
    holder_kind = models.CharField(max_length=12, choices=CitizenKind)
    holder_hash = models.CharField(max_length=32, null=True)
    holder_words = models.TextField(blank=True)
    holder_name = EncryptedText()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.IN_FORCE)
    status_on = models.DateField(null=True)
    instrument = models.CharField(max_length=160, blank=True)
    form = models.CharField(max_length=12, choices=Form)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    originals = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)
    data = EncryptedText()
    procedure = models.CharField(max_length=40, blank=True)
    dossier = models.CharField(max_length=60, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = "kết quả"
        verbose_name_plural = "kết quả"
        indexes = [
            models.Index(fields=["agency", "holder_hash"], name="result_by_holder"),
            models.Index(fields=["agency", "number"], name="result_by_number"),
            models.Index(fields=["agency", "kept_at"], name="result_by_day"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"result:{self.code}"


class Reuse(models.Model):
    """A dossier took a result from the warehouse instead of asking for the paper (R2.17)."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="reuses", db_index=False)
    dossier = models.CharField(max_length=60)
    component = models.CharField(max_length=60)
    agency = models.CharField(max_length=24)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["result", "dossier", "component"], name="result_reused_once")
        ]
        indexes = [models.Index(fields=["agency", "at"], name="reuse_by_day")]
