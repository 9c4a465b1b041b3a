"""Tables of work files: what belongs to a piece of work, and what was handed over to the archive."""

from django.db import models
from django.db.models import Q

from motcua.areas.workfiles.choices import Kind, Received, State
from motcua.base.people.fields import EncryptedText


class HandOver(models.Model):
    """A record of handing over (biên bản giao nhận hồ sơ, tài liệu): which files which post gave and which took.

    ``codes``  the files it names, also after they were returned; ``reason`` why they were (encrypted)
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    codes = models.JSONField(default=list)
    given_by = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=Received, default=Received.SENT)
    taken_by = models.CharField(max_length=40, blank=True)
    taken_at = models.DateTimeField(null=True)
    reason = EncryptedText()

    class Meta:
        verbose_name = "biên bản giao nhận hồ sơ"
        indexes = [models.Index(fields=["agency", "state"], name="handover_by_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"handover:{self.code}"


class WorkFile(models.Model):
    """A work file (hồ sơ công việc): what belongs to one piece of work, kept together from its beginning to its end.

    ``post``       who keeps it, of which ``unit``
    ``retention``  its kind, ``years`` how long it is kept as that said when it was opened: 0 for ever
    ``ended_on``   the day on which the work ended (of works: was settled), ``due_on`` the last day for handing it over
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    post = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    retention = models.CharField(max_length=40)
    years = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    handover = models.ForeignKey(HandOver, on_delete=models.PROTECT, null=True, related_name="files")

    class Meta:
        verbose_name = "hồ sơ công việc"
        indexes = [
            models.Index(fields=["agency", "state", "due_on"], name="workfile_by_state"),
            models.Index(fields=["agency", "unit"], name="workfile_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open") | Q(ended_on__isnull=False, due_on__isnull=False),
                name="workfile_ended",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"workfile:{self.code}"


class WorkItem(models.Model):
    """A document of the register, or a task, that belongs to a work file; taken out it stays here with the reason."""

    file = models.ForeignKey(WorkFile, on_delete=models.PROTECT, related_name="items", db_index=False)
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=60)
    put_at = models.DateTimeField()
    put_by = models.CharField(max_length=40)
    out_at = models.DateTimeField(null=True)
    out_by = models.CharField(max_length=40, blank=True)
    reason = EncryptedText()

    class Meta:
        verbose_name = "tài liệu của hồ sơ công việc"
        constraints = [
            models.UniqueConstraint(fields=["file", "n"], name="workfile_item_once"),
            models.UniqueConstraint(
                fields=["file", "kind", "code"], condition=Q(out_at=None), name="workfile_holds_once"
            ),
        ]
