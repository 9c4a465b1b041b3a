"""The outbox: what people are to be told, and whether they were; what officials have seen; planned interruptions."""

from django.db import models
from django.db.models import F, Q

from motcua.base.messages.choices import Channel, State, Wish
from motcua.base.people.fields import EncryptedText


class Notice(models.Model):
    """One notice about one subject, made from one event of the journal, over one channel.

    ``key`` names the text file, ``facts`` fill it (from the journal: no personal data), in ``language``; ``to`` is
    the address or number (encrypted, empty in the application); ``due_at`` is when it is to be tried next.
    ``nth``     which of several people who are told of one event
    ``sealed``  facts that only the person may read (JSON, encrypted), forgotten with the address
    """

    seq = models.BigIntegerField()
    nth = models.PositiveIntegerField(default=0)
    subject = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="vi")
    channel = models.CharField(max_length=12, choices=Channel)
    to = EncryptedText()
    sealed = EncryptedText()
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [models.UniqueConstraint(fields=["seq", "nth", "channel"], name="notice_once")]
        indexes = [
            models.Index(fields=["subject", "seq"], name="notice_of_subject"),
            models.Index(fields=["due_at"], name="notice_to_send", condition=Q(state="queued")),
            models.Index(fields=["at"], name="notice_failed", condition=Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.subject}"


class Preference(models.Model):
    """How the person behind a subject (a dossier, a citizen) wants to be told, and in which language."""

    subject = models.CharField(max_length=80, primary_key=True)
    wish = models.CharField(max_length=8, choices=Wish)
    language = models.CharField(max_length=5, default="vi")
    at = models.DateTimeField()


class Bell(models.Model):
    """Until when somebody in a post has seen what the desk's bell says."""

    account = models.BigIntegerField()
    post = models.CharField(max_length=40)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "post"], name="bell_once")]


class Interruption(models.Model):
    """A planned interruption of the service and when it is expected to be back (R2.9)."""

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "lần tạm ngừng"
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="interruption_ends_later")
        ]
