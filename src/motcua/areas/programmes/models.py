"""Tables of coordination programmes: who signed for which years, what each year asks, joint tasks, reviews."""

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Brought
from motcua.areas.programmes.choices import Given, Kind, Outcome, ReviewKind


class Programme(Brought):
    """A coordination programme or regulation (R13.21).

    ``parties``     bodies that signed; ``signatories`` who signed for them, by position
    ``units``       by party the identity of the unit of ours that it is: its posts act for it
    ``begins_on``   first day of its period, ``ends_on`` its last
    ``follows``     the programme that it renews
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80, blank=True)
    parties = models.JSONField(default=list)
    units = models.JSONField(default=dict)
    signatories = models.JSONField(default=list)
    signed_on = models.DateField()
    begins_on = models.DateField()
    ends_on = models.DateField()
    contents = models.TextField()
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="renewed_by")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "chương trình phối hợp"
        indexes = [models.Index(fields=["agency", "ends_on"], name="programme_by_end")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("begins_on")), name="programme_period")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"programme:{self.code}"

    @property
    def period(self) -> str:
        """Its years: "2021–2026"."""
        return f"{self.begins_on.year}–{self.ends_on.year}"


class YearPlan(models.Model):
    """What a programme asks of one year."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="years", db_index=False)
    year = models.PositiveSmallIntegerField()
    content = models.TextField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "kế hoạch năm của chương trình"
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="programme_year_once")]


class JointTask(models.Model):
    """A piece of work that the parties share; ``task`` names the task of a directive that carries it, if one does."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    n = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    what = models.TextField()
    lead = models.CharField(max_length=200)
    beside = models.CharField(max_length=400, blank=True)
    due_on = models.DateField()
    task = models.CharField(max_length=40, blank=True)
    result = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "việc chung"
        constraints = [models.UniqueConstraint(fields=["programme", "n"], name="programme_task_once")]


class Review(models.Model):
    """How the parties found that it went (sơ kết, tổng kết)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="reviews", db_index=False)
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ReviewKind)
    on = models.DateField()
    findings = models.TextField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "sơ kết, tổng kết chương trình"
        constraints = [models.UniqueConstraint(fields=["programme", "n"], name="programme_review_once")]


class Contribution(models.Model):
    """What a party says: of the joint task ``task`` how it goes, of a year how it went, or what it proposes for one.

    ``outcome`` ``answer``  of a proposal: what who keeps the programme says of it
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="contributions", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Given)
    party = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    task = models.PositiveSmallIntegerField(null=True)
    text = models.TextField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "ý kiến của bên phối hợp"
        constraints = [models.UniqueConstraint(fields=["programme", "n"], name="programme_contribution_once")]
