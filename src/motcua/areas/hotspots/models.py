"""Tables of hot spots: what a leader judged, the tasks given, the reviews."""

from django.db import models
from django.db.models import Q

from motcua.areas.hotspots.choices import Course, State, TaskState
from motcua.base.people.fields import EncryptedText


class HotSpot(models.Model):
    """A hot spot (điểm nóng): a leader's own written judgment of a subject at a place (R6.19).

    ``place``      unit code; ``spot`` where there, in words
    ``petitions``  codes of the petitions it is about
    ``review_on``  until when it is looked at again
    ``result``     how it ended, in words
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    title = EncryptedText()
    topic = models.CharField(max_length=24)
    place = models.CharField(max_length=24)
    spot = EncryptedText()
    assessment = EncryptedText()
    petitions = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    review_on = models.DateField()
    result = EncryptedText()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "điểm nóng"
        indexes = [models.Index(fields=["agency", "state", "review_on"], name="hotspot_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
                name="hotspot_closed_once",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """Name of the hot spot in the journal."""
        return f"hotspot:{self.code}"


class HotSpotTask(models.Model):
    """Who does what by when; ``result`` as reported, or why it was dropped."""

    hotspot = models.ForeignKey(HotSpot, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    n = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=40, db_index=True)
    what = EncryptedText()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.GIVEN)
    ended_at = models.DateTimeField(null=True)
    result = EncryptedText()

    class Meta:
        verbose_name = "việc của điểm nóng"
        constraints = [models.UniqueConstraint(fields=["hotspot", "n"], name="hotspot_task_once")]


class HotSpotReview(models.Model):
    """How it stood when it was looked at again."""

    hotspot = models.ForeignKey(HotSpot, on_delete=models.PROTECT, related_name="reviews", db_index=False)
    n = models.PositiveSmallIntegerField()
    course = models.CharField(max_length=8, choices=Course)
    words = EncryptedText()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "lần đánh giá điểm nóng"
        constraints = [models.UniqueConstraint(fields=["hotspot", "n"], name="hotspot_review_once")]
