"""Decisions of publication (Quyết định công bố) and the procedures that they list (R3.6–R3.9)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.areas.procedures.choices import ChangeKind, DecisionState, Publisher
from motcua.areas.procedures.models.catalogue import ProcedureVersion
from motcua.areas.procedures.ports import ProcedureRecord


class PublicationDecision(models.Model):
    """One decision: its number, day and issuer, and the legal text that made it necessary.

    Drafted by a keeper while its list is put together; once published it is never altered, but for the day on which
    it was entered in the national database.
    """

    symbol = models.CharField(max_length=60)
    issuer = models.CharField(max_length=200)
    publisher = models.CharField(max_length=12, choices=Publisher)
    signed_on = models.DateField()
    title = models.TextField(blank=True)
    text_symbol = models.CharField(max_length=60, blank=True)
    text_issued_on = models.DateField(null=True, blank=True)
    text_effective_on = models.DateField(null=True, blank=True)
    shortened = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=DecisionState, default=DecisionState.DRAFT)
    opened_versions = models.BooleanField(default=True)
    published_at = models.DateTimeField(null=True, blank=True)
    entered_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "quyết định công bố"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["symbol", "issuer"], name="publication_decision_once"),
            models.CheckConstraint(
                condition=Q(entered_on__isnull=True) | Q(entered_on__gte=F("signed_on")),
                name="publication_entered_after_signing",
            ),
        ]
        indexes = [models.Index(fields=["state", "signed_on"], name="publication_by_day")]

    def __str__(self) -> str:
        return self.symbol

    @property
    def subject(self) -> str:
        """What its chain of events is about."""
        return f"publication:{self.pk}"


class DecisionEntry(models.Model):
    """One procedure of a decision's list: what happens to it, from which day, with which content.

    ``record`` is the whole content that is published (empty for an abolished one); ``version`` the version that it
    opened, ended, or was already there.
    """

    decision = models.ForeignKey(PublicationDecision, on_delete=models.PROTECT, related_name="entries")
    code = models.CharField(max_length=64)
    name = models.TextField()
    field = models.CharField(max_length=160, blank=True)
    change = models.CharField(max_length=12, choices=ChangeKind)
    replaces = models.CharField(max_length=64, blank=True)
    effective_on = models.DateField()
    record = models.JSONField(default=dict)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "thủ tục của quyết định công bố"
        ordering = ["decision_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "code"], name="publication_lists_a_procedure_once"),
        ]
        indexes = [models.Index(fields=["code"], name="publication_of_procedure")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.code}"

    def read(self) -> ProcedureRecord | None:
        """The content that is published; None for an abolished procedure."""
        return ProcedureRecord.from_json(self.record) if self.record else None
