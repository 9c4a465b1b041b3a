"""Tables of initiatives: what was proposed, what became of it, where it is done too."""

from django.db import models
from django.db.models import Q

from motcua.areas.initiatives.choices import Reach, State


class Initiative(models.Model):
    """A better way of doing something, proposed by a post (S076).

    ``field``      the field of work (base/people.choices.fields_of_work)
    ``number``, ``decided_on``  of the decision that recognises it; ``opinion`` what was thought of it, or why not
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    post = models.CharField(max_length=40)
    post_title = models.CharField(max_length=200)
    field = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    problem = models.TextField()
    solution = models.TextField()
    benefit = models.TextField()
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State)
    opinion = models.TextField(blank=True)
    number = models.CharField(max_length=80, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    reach = models.CharField(max_length=12, choices=Reach, blank=True)

    class Meta:
        verbose_name = "sáng kiến"
        indexes = [models.Index(fields=["agency", "state", "-id"], name="initiative_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_on__isnull=False), name="initiative_decided_on"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"initiative:{self.code}"


class Replication(models.Model):
    """Where else an initiative is done, since when, with which result."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="replications", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=200)
    on = models.DateField()
    result = models.TextField(blank=True)
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "nhân rộng sáng kiến"
        constraints = [models.UniqueConstraint(fields=["initiative", "n"], name="replication_once")]
