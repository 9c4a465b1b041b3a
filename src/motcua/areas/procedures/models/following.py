"""What is followed beside a procedure: its place on the National Portal, and what its keepers must look at."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.areas.procedures.choices import AlertKind, PortalState
from motcua.areas.procedures.models.catalogue import Procedure


class Integration(models.Model):
    """How a procedure stands on the National Portal, from one day until another (S027)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="integrations")
    state = models.CharField(max_length=12, choices=PortalState)
    address = models.CharField(max_length=400, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "tích hợp Cổng dịch vụ công quốc gia"
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(valid_to__isnull=True), name="integration_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="integration_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.state}"


class Alert(models.Model):
    """Something that a keeper must look at, found by the periodic look: raised once, cleared when it is mended."""

    kind = models.CharField(max_length=20, choices=AlertKind)
    place = models.CharField(max_length=24, blank=True)
    code = models.CharField(max_length=64)
    about = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True)
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "việc cần xem của danh mục"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "code", "about"],
                condition=Q(cleared_at__isnull=True),
                name="alert_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.about}".strip()
