"""Tables of hot spots: what a leader judged, tasks, reviews; of notes on people's situation and of field trips."""

from django.db import models
from django.db.models import Q

from motcua.areas.hotspots.choices import Course, Level, NoteState, Source, State, TaskState
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


class Task(models.Model):
    """Who does what by when; ``result`` as reported, or why it was dropped."""

    n = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=40, db_index=True)
    what = EncryptedText()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.GIVEN)
    ended_at = models.DateTimeField(null=True)
    result = EncryptedText()

    class Meta:
        abstract = True


class HotSpotTask(Task):
    """A task given because of a hot spot."""

    hotspot = models.ForeignKey(HotSpot, on_delete=models.PROTECT, related_name="tasks", db_index=False)

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


class FieldTrip(models.Model):
    """A leader went to the grassroots (đi cơ sở, S122): which post, when, where; what was raised stands in notes.

    ``company``  who came along: bodies, not persons; ``findings`` what was seen, in words
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    post = models.CharField(max_length=40)
    on = models.DateField()
    spot = EncryptedText()
    company = EncryptedText()
    findings = EncryptedText()
    logged_at = models.DateTimeField()
    logged_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "chuyến đi cơ sở"
        indexes = [models.Index(fields=["agency", "on"], name="trip_by_day")]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"trip:{self.code}"


class SituationNote(models.Model):
    """A note on people's situation (ghi nhận tình hình, S049): what worries people where; never about one person.

    ``author``   the post that notes it; ``trip`` code of the field trip on which it was raised
    ``place``    unit code; ``spot`` where there, in words
    ``worries``  what people worry about; ``proposal`` what its author proposes
    ``answer``   what a leader says to it; ``hotspot`` code of the hot spot that a leader judged from it
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    author = models.CharField(max_length=40)
    trip = models.CharField(max_length=40, blank=True)
    noted_on = models.DateField()
    place = models.CharField(max_length=24)
    spot = EncryptedText()
    topic = models.CharField(max_length=24)
    level = models.CharField(max_length=12, choices=Level)
    source = models.CharField(max_length=12, choices=Source)
    worries = EncryptedText()
    proposal = EncryptedText()
    state = models.CharField(max_length=12, choices=NoteState, default=NoteState.NEW)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.CharField(max_length=40, blank=True)
    answer = EncryptedText()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
    hotspot = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "ghi nhận tình hình"
        indexes = [
            models.Index(fields=["agency", "noted_on"], name="note_by_day"),
            models.Index(fields=["agency", "state"], name="note_by_state"),
            models.Index(fields=["author", "noted_on"], name="note_by_author"),
            models.Index(fields=["trip"], name="note_by_trip", condition=~Q(trip="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", read_at=None) | (~Q(state="new") & Q(read_at__isnull=False)),
                name="note_read_once",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"note:{self.code}"


class NoteTask(Task):
    """A task given because of a note."""

    note = models.ForeignKey(SituationNote, on_delete=models.PROTECT, related_name="tasks", db_index=False)

    class Meta:
        verbose_name = "việc từ ghi nhận tình hình"
        constraints = [models.UniqueConstraint(fields=["note", "n"], name="note_task_once")]
