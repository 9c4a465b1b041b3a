"""Tables of feedback: what people report and what became of it, its pictures, its rating."""

import datetime as dt

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Case
from motcua.areas.feedback.choices import Channel, Reason, Role, Shown
from motcua.base.people.fields import EncryptedText


class Feedback(models.Model):
    """Feedback (phản ánh, kiến nghị): what, where, what was answered, and what of it the public reads.

    ``place``        unit code of the ward it is about; ``spot`` where there, in words; ``lat``, ``lon`` if known
    ``contact``      {name, phone, email, address} as said (encrypted JSON); empty when nothing was said
    ``owner``        keyed hash of the electronic identity that sent it under a name; empty for whoever gave none
    ``details``      answers to what the category asks (encrypted JSON)
    ``media``        an address of a picture elsewhere, as an Open311 client sent it; never fetched
    ``token``        by which an Open311 client that did not wait learns the code
    ``question``     what was asked of the sender, ``reply`` what was answered to it
    ``criteria``     the seven criteria of R3.24, for feedback on regulations
    ``reason``       why it was not taken up; ``note`` the words beside it, also of a forwarding
    ``public_text``, ``public_answer``, ``public_place``  what an official approved for everybody; ``shown`` whether now
    ``answered_at``  when it was answered last; ``reopened_at`` when its sender objected, once
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="feedback")
    agency = models.CharField(max_length=24)
    category = models.CharField(max_length=24)
    channel = models.CharField(max_length=12, choices=Channel)
    place = models.CharField(max_length=24)
    spot = EncryptedText()
    lat = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    lon = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    content = EncryptedText()
    contact = EncryptedText()
    owner = models.CharField(max_length=32, blank=True)
    details = EncryptedText()
    media = EncryptedText()
    token = models.CharField(max_length=24, null=True, unique=True)
    petition = models.ForeignKey("petitions.Petition", on_delete=models.PROTECT, null=True, related_name="+")
    question = EncryptedText()
    reply = EncryptedText()
    answer = EncryptedText()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
    criteria = models.JSONField(default=dict)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    note = EncryptedText()
    to_agency = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    shown = models.BooleanField(default=False)
    public_text = models.TextField(blank=True)
    public_answer = models.TextField(blank=True)
    public_place = models.CharField(max_length=8, choices=Shown, default=Shown.NONE)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=40, blank=True)
    reopened_at = models.DateTimeField(null=True)
    objection = EncryptedText()

    class Meta:
        verbose_name = "phản ánh"
        indexes = [
            models.Index(fields=["agency", "category", "case"], name="feedback_by_category"),
            models.Index(fields=["agency", "lat", "lon"], name="feedback_by_place"),
            models.Index(fields=["agency", "case"], name="feedback_shown", condition=Q(shown=True)),
            models.Index(fields=["owner", "case"], name="feedback_by_owner", condition=~Q(owner="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
                name="feedback_whole_place",
            ),
            models.CheckConstraint(
                condition=Q(shown=False) | Q(approved_at__isnull=False), name="feedback_shown_when_approved"
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the feedback; never reused."""
        return self.case.code

    @property
    def received_at(self) -> dt.datetime:
        """When it came in."""
        assert self.case.received_at is not None
        return self.case.received_at


class FeedbackFile(models.Model):
    """A picture of feedback, without what a camera writes into it; ``public`` when an official approved it."""

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="files", db_index=False)
    n = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=8, choices=Role)
    public = models.BooleanField(default=False)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ảnh của phản ánh"
        constraints = [models.UniqueConstraint(fields=["feedback", "n"], name="feedback_file_once")]


class FeedbackRating(models.Model):
    """What the sender says of an answer: one to five, once; ``n`` 2 is of the answer after it was reopened."""

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="ratings", db_index=False)
    n = models.PositiveSmallIntegerField(default=1)
    stars = models.PositiveSmallIntegerField()
    comment = EncryptedText()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "đánh giá trả lời phản ánh"
        constraints = [
            models.UniqueConstraint(fields=["feedback", "n"], name="feedback_answer_rated_once"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="feedback_one_to_five"),
        ]
