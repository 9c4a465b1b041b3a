"""Tables of regulations of work: versions, who answers for what in each, reviews."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from motcua.areas.regulations.choices import Outcome
from motcua.rules.regulations import Clear


class Regulation(models.Model):
    """A version of the regulation of work of an agency (quy chế làm việc, R8.16); a draft until it is adopted.

    ``n``         which version of the agency's it is
    ``parts``     {content that it must hold: the articles that hold it}
    ``posts``     {post: title} of the agency when it was adopted or last found to fit
    ``valid_to``  the first day on which it no longer holds
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    n = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    parts = models.JSONField(default=dict)
    posts = models.JSONField(default=dict)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=40, blank=True)
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "quy chế làm việc"
        constraints = [
            models.UniqueConstraint(fields=["agency", "n"], name="regulation_version_once"),
            models.UniqueConstraint(
                fields=["agency"], condition=Q(adopted_at=None), name="regulation_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="regulation_period"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"regulation:{self.code}"


class Matter(models.Model):
    """A piece of the agency's work and who answers for it: one post decides, one leads; others help, are told.

    ``duty``  what whoever leads it must do, by when, with what result
    """

    regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, related_name="matters", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    work = models.CharField(max_length=300)
    duty = models.TextField(blank=True)
    decides = models.CharField(max_length=40, blank=True)
    leads = models.CharField(max_length=40, blank=True)
    helps = models.JSONField(default=list)
    told = models.JSONField(default=list)
    dropped = models.BooleanField(default=False)

    class Meta:
        verbose_name = "việc trong quy chế làm việc"
        constraints = [models.UniqueConstraint(fields=["regulation", "n"], name="regulation_matter_once")]

    @property
    def clear(self) -> Clear:
        """As the rule looks at it."""
        return Clear(self.n, self.decides, self.leads, tuple(self.helps), tuple(self.told))

    def copied(self, regulation: Regulation, n: int) -> "Matter":
        """The same in the next version."""
        kept: dict[str, Any] = {
            name: getattr(self, name) for name in ("work", "duty", "decides", "leads", "helps", "told")
        }
        return Matter(regulation=regulation, n=n, **kept)


class Review(models.Model):
    """A look at whether a regulation still fits the posts and the work (rà soát, S067)."""

    regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, related_name="reviews", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    findings = models.TextField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "rà soát quy chế làm việc"
        constraints = [models.UniqueConstraint(fields=["regulation", "n"], name="regulation_review_once")]
