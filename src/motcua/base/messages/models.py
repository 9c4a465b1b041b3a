"""The outbox: what people are to be told, and whether they were."""

from django.db import models

from motcua.base.messages.choices import Channel, State
from motcua.base.people.fields import EncryptedText


class Notice(models.Model):
    """One notice about one subject, made from one event of the journal, over one channel.

    ``key`` names the text file, ``facts`` fill it (from the journal: no personal data); ``to`` is the address
    (encrypted, empty in the application); ``due_at`` is when it is to be tried next.
    """

    seq = models.BigIntegerField()
    subject = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)
    channel = models.CharField(max_length=12, choices=Channel)
    to = EncryptedText()
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [models.UniqueConstraint(fields=["seq", "channel"], name="notice_once")]
        indexes = [
            models.Index(fields=["subject", "seq"], name="notice_of_subject"),
            models.Index(fields=["due_at"], name="notice_to_send", condition=models.Q(state="queued")),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.subject}"
