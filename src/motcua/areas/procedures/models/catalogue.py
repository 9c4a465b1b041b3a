"""Tables of the catalogue: procedures and their versions, internal processes, postings, papers not to
be asked.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from motcua.areas.cases.models import CaseType
from motcua.areas.procedures.choices import Status
from motcua.areas.procedures.ports import ProcedureRecord
from motcua.rules.deadlines import Limit, TimeUnit


class Procedure(models.Model):
    """An administrative procedure: identity only. The code is a free string (R3.4), unique and never
    reused.
    """

    code = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "thủ tục hành chính"

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """One published content of a procedure, never altered: a change is a new version with its own period.

    ``record`` holds every field of R3.1–R3.3; the columns beside it serve lists and search. ``sha`` is the
    digest of ``record`` as the source gave it, before papers that a database replaces were marked.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    record = models.JSONField()
    name = models.TextField()
    field = models.CharField(max_length=160, blank=True)
    levels = models.JSONField(default=list)
    online_level = models.CharField(max_length=16, blank=True)
    limit_amount = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    limit_unit = models.CharField(max_length=16, blank=True)
    limit_text = models.TextField(blank=True)
    same_day = models.BooleanField(default=False)
    summary = models.TextField(blank=True)
    reviewed = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.PUBLISHED)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=400, blank=True)
    sha = models.CharField(max_length=64)
    doubts = models.JSONField(default=list)
    folded = models.TextField()
    case_type = models.ForeignKey(CaseType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "bản của thủ tục"
        ordering = ["procedure_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedure_version_once"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(valid_to__isnull=True) & ~Q(status="draft"),
                name="procedure_one_open_version",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="procedure_version_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["procedure", "valid_from"], name="procedure_version_day")]

    def __str__(self) -> str:
        return f"{self.procedure} (bản {self.number})"

    def read(self) -> ProcedureRecord:
        """The stored record as the frozen dataclass."""
        return ProcedureRecord.from_json(self.record)

    @property
    def limit(self) -> Limit | None:
        """The published limit, None when no usable one is known."""
        if self.limit_amount is None:
            return None
        return Limit(Decimal(self.limit_amount), TimeUnit(self.limit_unit), same_day=self.same_day)


class Edition(models.Model):
    """One row: a token that every act changing versions renews, so that search knows when to read again."""

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token


class InternalProcess(models.Model):
    """An internal process as adopted (R3.18); it may serve several procedures (R3.22). Never altered."""

    name = models.TextField(blank=True)
    agency = models.CharField(max_length=24, blank=True)
    decision = models.CharField(max_length=120, blank=True)
    is_default = models.BooleanField(default=False)
    steps = models.JSONField()
    sha = models.CharField(max_length=64)
    adopted_on = models.DateField()

    class Meta:
        verbose_name = "quy trình nội bộ"

    def __str__(self) -> str:
        return f"{self.pk} {self.name}".strip()


class ProcessUse(models.Model):
    """From when until when an internal process serves a procedure in an agency ('' = every agency)."""

    process = models.ForeignKey(InternalProcess, on_delete=models.PROTECT, related_name="uses")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="process_uses")
    agency = models.CharField(max_length=24, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "agency"],
                condition=Q(valid_to__isnull=True),
                name="process_one_open_use",
            ),
        ]


class Posting(models.Model):
    """A version shown at a place of reception (niêm yết), from one day until another (R3.10)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="postings")
    place = models.CharField(max_length=24)
    posted_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "niêm yết"
        constraints = [
            models.UniqueConstraint(
                fields=["version", "place"],
                condition=Q(removed_on__isnull=True),
                name="posting_once_at_a_place",
            ),
        ]
        indexes = [models.Index(fields=["place", "posted_on"], name="posting_by_place")]


class EForm(models.Model):
    """The interactive form of a procedure from a day on (NĐ 224/2026 art. 15.1.c); a change is a new version.

    ``schema`` what rules/eforms asks, as text because the order of its questions counts
    ``covers`` the beginnings of names of papers that it replaces when filing online (the declaration itself)
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="eforms")
    version = models.PositiveIntegerField()
    schema = models.TextField()
    covers = models.JSONField(default=list)
    valid_from = models.DateField()
    source = models.CharField(max_length=400, blank=True)
    sha = models.CharField(max_length=64)

    class Meta:
        verbose_name = "biểu mẫu điện tử"
        constraints = [models.UniqueConstraint(fields=["procedure", "version"], name="eform_version_once")]

    def __str__(self) -> str:
        return f"{self.procedure} (biểu mẫu {self.version})"


class RemovedPaper(models.Model):
    """A component that may no longer be asked for because a database holds it (NQ 66.7/2025/NQ-CP)."""

    code = models.CharField(max_length=64, db_index=True)
    component = models.TextField()
    database = models.TextField()
    law = models.TextField(blank=True)

    class Meta:
        verbose_name = "giấy tờ không được yêu cầu"
        verbose_name_plural = "giấy tờ không được yêu cầu"

    def __str__(self) -> str:
        return f"{self.code}: {self.component[:60]}"
