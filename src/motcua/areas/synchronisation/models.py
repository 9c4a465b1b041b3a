"""The outbox of dossier states, and what comparing with the portal found."""

from django.db import models
from django.db.models import Q

from motcua.areas.synchronisation.choices import OPEN, STUCK, Kind, State
from motcua.base.people.fields import EncryptedText


class Dispatch(models.Model):
    """One state of one dossier on its way to the portal, made from one event of the journal.

    ``payload``  the dossier as it stood after that event (encrypted JSON; nothing of the applicant)
    ``round``    how often it was sent anew by hand: the portal takes each (subject, seq, round) once
    ``next_at``  when it is to be tried next; ``answer`` what the portal said last
    """

    subject = models.CharField(max_length=80)
    seq = models.BigIntegerField()
    round = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=60)
    unit = models.CharField(max_length=24)
    came_on = models.DateField()
    national = models.CharField(max_length=24)
    payload = EncryptedText()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    next_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "lượt gửi"
        constraints = [models.UniqueConstraint(fields=["subject", "seq"], name="dispatch_once")]
        indexes = [
            models.Index(fields=["next_at"], name="dispatch_to_send", condition=Q(state__in=OPEN)),
            models.Index(fields=["subject", "seq"], name="dispatch_open", condition=~Q(state="acknowledged")),
            models.Index(fields=["unit"], name="dispatch_stuck", condition=Q(state__in=STUCK)),
            models.Index(fields=["unit", "came_on"], name="dispatch_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.national}"


class Reconciliation(models.Model):
    """A comparison of one day of reception of one unit with the portal's list: asked, then done by the worker."""

    unit = models.CharField(max_length=24)
    day = models.DateField()
    asked_at = models.DateTimeField()
    by_title = models.CharField(max_length=160)
    done_at = models.DateTimeField(null=True)
    compared = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "lần đối chiếu"
        indexes = [models.Index(fields=["asked_at"], name="reconciliation_to_do", condition=Q(done_at=None))]


class Difference(models.Model):
    """What the last comparison of a day found; replaced by the next one of that day."""

    unit = models.CharField(max_length=24)
    day = models.DateField()
    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=16, choices=Kind)
    ours = models.CharField(max_length=24, blank=True)
    theirs = models.CharField(max_length=24, blank=True)

    class Meta:
        verbose_name = "khác biệt"
        constraints = [models.UniqueConstraint(fields=["unit", "day", "code"], name="difference_once")]
