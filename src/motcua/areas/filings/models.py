"""Tables of online filing: drafts, which belong to whoever signed in and to nobody else."""

import uuid

from django.db import models
from django.db.models import Q

from motcua.areas.dossiers.choices import Channel
from motcua.areas.filings.choices import Confirmed, Kind
from motcua.base.people.fields import EncryptedText


class Draft(models.Model):
    """What is being filled in, until it is filed or given up.

    ``owner``     keyed hash of the electronic identity; empty for one that an official fills in with the applicant
    ``helper``    the post of that official
    ``eform``     the version of the form it began with
    ``content``   {applicant, answers, papers: {component: [{id, name, size}]}, return_by, note, step} (encrypted JSON);
                  empty once filed
    ``revision``  grows with every change; ``confirmed_revision`` is what the applicant stood by
    ``dossier``   the code of the dossier it became, or that it supplements
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.FILING)
    owner = models.CharField(max_length=32, blank=True, db_index=True)
    agency = models.CharField(max_length=24)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.ONLINE)
    helper = models.CharField(max_length=64, blank=True)
    procedure = models.CharField(max_length=64)
    eform = models.PositiveIntegerField(default=0)
    content = EncryptedText()
    revision = models.PositiveIntegerField(default=0)
    confirmed = models.CharField(max_length=8, choices=Confirmed, blank=True)
    confirmed_revision = models.PositiveIntegerField(null=True)
    code_hash = models.CharField(max_length=32, blank=True, db_index=True)
    code_until = models.DateTimeField(null=True)
    dossier = models.CharField(max_length=60, blank=True, db_index=True)
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)
    filed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bản nháp"
        verbose_name_plural = "bản nháp"
        constraints = [
            models.CheckConstraint(condition=~Q(owner="") | ~Q(helper=""), name="draft_of_somebody"),
            models.UniqueConstraint(
                fields=["owner", "kind", "procedure", "dossier"],
                condition=Q(filed_at__isnull=True) & ~Q(owner=""),
                name="draft_once_for_a_procedure",
            ),
        ]

    def __str__(self) -> str:
        return f"filing:{self.pk}"

    @property
    def subject(self) -> str:
        """What its events and its uploaded files are about."""
        return f"filing:{self.pk}"
