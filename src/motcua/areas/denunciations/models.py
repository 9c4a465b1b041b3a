"""Tables of denunciations. Who denounces stands here by pseudonym only; the identity is in the sealed store."""

from django.db import models

from motcua.areas.cases.models import Case
from motcua.areas.denunciations.choices import Decision, Publication, Task, Verdict, Withdrawal
from motcua.areas.petitions.models import Petition
from motcua.base.people.fields import EncryptedText


class Denunciation(models.Model):
    """A denunciation being settled (vụ việc tố cáo).

    ``petition``   the petition whose acceptance opened it; ``pseudonym`` of who denounces (NTC-…)
    ``denounced``  who or what is denounced; ``content`` what was accepted
    ``held_state`` where it stood when it was suspended
    ``findings``   the report of verification; ``conclusion`` and ``verdict`` what was concluded
    ``measures``   what follows from it; ``public_text`` the conclusion without secrets, as published, on a page or a
                   board up to and including ``public_until``
    ``withdrawal`` what the denouncer took back; ``goes_on`` the ground to settle it all the same (Điều 33 khoản 3)
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="denunciation")
    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="denunciation")
    agency = models.CharField(max_length=24)
    pseudonym = models.CharField(max_length=20)
    accepted_on = models.DateField()
    accepted_by = models.CharField(max_length=40)
    denounced = EncryptedText()
    content = EncryptedText()
    team = EncryptedText()
    verify_until = models.DateField(null=True)
    held_state = models.CharField(max_length=12, blank=True)
    findings = EncryptedText()
    verdict = models.CharField(max_length=16, choices=Verdict, blank=True)
    conclusion = EncryptedText()
    concluded_on = models.DateField(null=True)
    measures = EncryptedText()
    public_text = EncryptedText()
    published_where = models.CharField(max_length=8, choices=Publication, blank=True)
    published_on = models.DateField(null=True)
    public_until = models.DateField(null=True)
    withdrawal = models.CharField(max_length=8, choices=Withdrawal, blank=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn = EncryptedText()
    goes_on = EncryptedText()
    again_on = models.DateField(null=True)
    again_to = EncryptedText()

    class Meta:
        verbose_name = "tố cáo"
        indexes = [
            models.Index(
                fields=["agency", "public_until"],
                name="denunciation_public",
                condition=models.Q(published_where="portal"),
            )
        ]

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the matter; never reused."""
        return self.case.code


class Written(models.Model):
    """A decision in writing on the way: its number and day, its ground and reason in words (R6.43, R6.44).

    ``days`` by how many an extension is; ``until`` the new last day of the settling
    """

    denunciation = models.ForeignKey(
        Denunciation, on_delete=models.PROTECT, related_name="written", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Decision)
    number = EncryptedText()
    issued_on = models.DateField()
    ground = models.CharField(max_length=16, blank=True)
    reason = EncryptedText()
    days = models.PositiveSmallIntegerField(null=True)
    until = models.DateField(null=True)
    by_post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "văn bản giải quyết tố cáo"
        ordering = ["n"]
        constraints = [
            models.UniqueConstraint(fields=["denunciation", "n"], name="denunciation_written_once")
        ]


class Todo(models.Model):
    """What the law wants done by a moment; the moment is that of the law on the day it arose, and stays."""

    denunciation = models.ForeignKey(
        Denunciation, on_delete=models.PROTECT, related_name="todos", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    task = models.CharField(max_length=16, choices=Task)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=40, blank=True)
    number = EncryptedText()

    class Meta:
        verbose_name = "việc phải làm trong giải quyết tố cáo"
        ordering = ["n"]
        constraints = [models.UniqueConstraint(fields=["denunciation", "n"], name="denunciation_todo_once")]
        indexes = [
            models.Index(fields=["due_at"], name="denunciation_todo_open", condition=models.Q(done_at=None))
        ]
