"""Table of escalations: what a unit passed up, to whom, what came back, what was done with it."""

import datetime as dt

from django.db import models
from django.db.models import Q

from motcua.areas.escalations.choices import AWAITING, Outcome, State
from motcua.base.people.fields import EncryptedText


class Escalation(models.Model):
    """A matter beyond its competence that a unit passes up (vượt thẩm quyền), with the reply to it.

    ``about``       code of what it is about, ``about_kind`` its kind; both empty for a free matter
    ``obstacle``    which obstacle of the task that it is about
    ``to_agency``   the higher unit, when it works in this installation; else ``to_name``, a body outside
    ``number``      number and symbol of the document sent; ``sent_on`` its day
    ``why``         why it is beyond competence: the written ground; ``asked`` what is asked for
    ``reply_by``    by when a reply is expected; ``action`` what the unit did with it
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=State, default=State.RAISED)
    about_kind = models.CharField(max_length=24, blank=True)
    about = models.CharField(max_length=40, blank=True)
    obstacle = models.PositiveSmallIntegerField(null=True)
    topic = models.CharField(max_length=24)
    title = EncryptedText()
    asked = EncryptedText()
    why = EncryptedText()
    to_agency = models.CharField(max_length=24, blank=True)
    to_name = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=60, blank=True)
    sent_on = models.DateField()
    reply_by = models.DateField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=40)
    received_on = models.DateField(null=True)
    received_by = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reply_number = models.CharField(max_length=60, blank=True)
    reply_on = models.DateField(null=True)
    reply = EncryptedText()
    replied_at = models.DateTimeField(null=True)
    replied_by = models.CharField(max_length=40, blank=True)
    action = EncryptedText()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "nội dung vượt thẩm quyền"
        indexes = [
            models.Index(fields=["agency", "state", "reply_by"], name="escalation_by_state"),
            models.Index(fields=["to_agency", "state", "reply_by"], name="escalation_coming"),
            models.Index(fields=["about"], name="escalation_about", condition=~Q(about="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(to_agency="") & ~Q(to_name="")) | (~Q(to_agency="") & Q(to_name="")),
                name="escalation_to_one_body",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["replied", "ended"]) | ~Q(outcome=""), name="escalation_replied_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"escalation:{self.code}"

    def is_late(self, on: dt.date) -> bool:
        """Whether the reply is overdue."""
        return self.state in AWAITING and self.reply_by < on
