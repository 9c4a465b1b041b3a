"""Plans of a year to review procedures, and what comes of each item (R3.12–R3.16)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.areas.procedures.choices import Outcome, ReviewState


class ReviewPlan(models.Model):
    """The plan of an agency for a year; due at the control agency before the day that the law fixes (R3.13)."""

    agency = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=60, blank=True)
    submitted_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "kế hoạch rà soát thủ tục"
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="review_one_plan_a_year")]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}"

    @property
    def subject(self) -> str:
        """What its chain of events is about."""
        return f"review-plan:{self.pk}"


class ReviewItem(models.Model):
    """A procedure or group under review: fields of R3.13, answers of R3.12, costs of R3.14, product of R3.15."""

    plan = models.ForeignKey(ReviewPlan, on_delete=models.PROTECT, related_name="items")
    codes = models.JSONField(default=list)
    name = models.TextField()
    internal = models.BooleanField(default=False)
    procedures = models.PositiveSmallIntegerField(default=1)
    lead = models.CharField(max_length=200)
    cooperating = models.CharField(max_length=400, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ground = models.TextField()
    product = models.TextField()
    state = models.CharField(max_length=12, choices=ReviewState, default=ReviewState.PLANNED)
    criteria = models.JSONField(default=dict)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    proposal = models.TextField(blank=True)
    proposed_on = models.DateField(null=True, blank=True)
    approval = models.CharField(max_length=60, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    implementation = models.CharField(max_length=60, blank=True)
    implemented_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "mục rà soát thủ tục"
        ordering = ["plan_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="review_ends_after_start"),
        ]
        indexes = [models.Index(fields=["plan", "state"], name="review_item_state")]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.name[:60]}"

    @property
    def subject(self) -> str:
        """What its chain of events is about."""
        return f"review-item:{self.pk}"
