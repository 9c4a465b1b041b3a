"""Tables of correspondence: what comes in, what is composed and goes out, to whom."""

import datetime as dt
import json
from typing import Any

from django.db import models

from motcua.areas.correspondence.choices import IncomingState, Mend, OutgoingState, Urgency, Way, types
from motcua.base.files.models import StoredFile
from motcua.base.people.fields import EncryptedText
from motcua.rules.vietnamese import fold


class Incoming(models.Model):
    """A line of the register of incoming documents (sổ đăng ký văn bản đến, NĐ 30/2020 Điều 22).

    ``serial``      số đến: one series a year for paper and electronic; ``arrived_at`` when it was registered
    ``search``      number, symbol, issuer and abstract without accents
    ``present_due`` by when a leader has it (R8.6)
    ``lead``        who is in charge ("unit:…", "post:…"); ``beside`` who cooperates, one a line
    ``words``       what the leader said, ``result`` how it ended (encrypted: they may name people)
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    arrived_on = models.DateField()
    arrived_at = models.DateTimeField()
    registered_by = models.CharField(max_length=40)
    issuer = models.CharField(max_length=200)
    symbol = models.CharField(max_length=80)
    dated_on = models.DateField(null=True)
    type = models.CharField(max_length=24)
    abstract = models.TextField()
    urgency = models.CharField(max_length=12, choices=Urgency, blank=True)
    way = models.CharField(max_length=12, choices=Way)
    copies = models.PositiveSmallIntegerField(default=1)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="incoming")
    search = models.TextField()
    state = models.CharField(max_length=12, choices=IncomingState)
    present_due = models.DateTimeField()
    presented_to = models.CharField(max_length=40, blank=True)
    presented_at = models.DateTimeField(null=True)
    lead = models.CharField(max_length=64, blank=True)
    beside = models.TextField(blank=True)
    deadline = models.DateField(null=True)
    words = EncryptedText()
    instructed_by = models.CharField(max_length=40, blank=True)
    instructed_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    result = EncryptedText()
    done_by = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "văn bản đến"
        indexes = [
            models.Index(fields=["agency", "state", "present_due"], name="incoming_by_state"),
            models.Index(fields=["agency", "symbol"], name="incoming_by_symbol"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "serial"], name="incoming_serial_once")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"incoming:{self.code}"

    @property
    def besides(self) -> list[str]:
        """Who cooperates."""
        return self.beside.split()

    @property
    def sought(self) -> str:
        """What ``search`` must be."""
        return fold(f"{self.serial} {self.symbol} {self.issuer} {self.abstract}")


class Correction(models.Model):
    """What was corrected or cancelled in a line of the register, and why.

    ``before``  what stood there, by column (JSON, encrypted); for a cancelled line how it stood
    """

    incoming = models.ForeignKey(
        Incoming, on_delete=models.PROTECT, related_name="corrections", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)
    reason = EncryptedText()
    before = EncryptedText()

    class Meta:
        verbose_name = "sửa, hủy dòng vào sổ đến"
        constraints = [models.UniqueConstraint(fields=["incoming", "n"], name="incoming_correction_once")]

    @property
    def old(self) -> dict[str, Any]:
        """What stood there, by column."""
        return dict(json.loads(self.before))


class Outgoing(models.Model):
    """A document from its first draft to its line in the register of outgoing documents (Điều 14–19).

    ``drafter``, ``unit``  the post and the division that compose it
    ``signer``      the post that signs, ``collective`` whether on behalf of the body (TM.)
    ``version``     which version stands; its words are in ``Version``
    ``serial``      number of its book and year, taken at the last signature of the agency; ``number`` with its symbol
    ``lines``       the lines above the signature as signed; ``signatures`` how many digital ones the file bears
    ``answers``     the incoming document that it answers; ``mends`` the earlier one that it corrects, replaces, recalls
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    drafter = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    type = models.CharField(max_length=24)
    abstract = models.TextField()
    search = models.TextField()
    urgency = models.CharField(max_length=12, choices=Urgency, blank=True)
    unit_symbol = models.CharField(max_length=24, blank=True)
    signer = models.CharField(max_length=40)
    collective = models.BooleanField(default=True)
    state = models.CharField(max_length=12, choices=OutgoingState)
    version = models.PositiveSmallIntegerField(default=1)
    answers = models.ForeignKey(Incoming, on_delete=models.PROTECT, null=True, related_name="answered_by")
    mend = models.CharField(max_length=12, choices=Mend, blank=True)
    mends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="mended_by")
    mended = models.CharField(max_length=12, choices=Mend, blank=True)
    submitted_at = models.DateTimeField(null=True)
    book = models.CharField(max_length=24, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=80, blank=True)
    lines = models.JSONField(default=list)
    signed_by = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    signatures = models.PositiveSmallIntegerField(default=0)
    issue_due = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="outgoing")

    class Meta:
        verbose_name = "văn bản đi"
        indexes = [
            models.Index(fields=["agency", "state", "issue_due"], name="outgoing_by_state"),
            models.Index(fields=["agency", "-signed_at"], name="outgoing_register"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "year", "serial"], name="outgoing_number_once")
        ]

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"outgoing:{self.code}"

    @property
    def cosigner(self) -> str:
        """The post that signs besides, blank when there is none."""
        return self.cosigned.post if hasattr(self, "cosigned") else ""

    @property
    def last_signed_at(self) -> dt.datetime | None:
        """The moment of the last signature of the agency, of whose day it bears number and date (R8.4)."""
        return (self.cosigned.signed_at if self.cosigner else None) or self.signed_at

    @property
    def has_party(self) -> bool:
        """Whether the agency has signed what somebody from outside signs too."""
        return bool(self.number) and hasattr(self, "cosigned") and self.cosigned.outside

    @property
    def wants_party(self) -> bool:
        """Whether the signature of somebody from outside is still missing."""
        return self.has_party and not self.cosigned.signed_on

    @property
    def sought(self) -> str:
        """What ``search`` must be."""
        return fold(f"{self.number} {types()[self.type].name} {self.abstract}")


class Cosigner(models.Model):
    """Who signs a document besides its signer: minutes, agreements (NĐ 30/2020 Phụ lục III, Mẫu 1.9).

    ``post``     of the agency; blank when a later version names nobody here any more
    ``outside``  somebody from outside, named in the draft: ``signed_on`` the day of their signature, ``signed_by`` who
                 recorded it, ``signed_at`` when
    """

    outgoing = models.OneToOneField(Outgoing, on_delete=models.PROTECT, related_name="cosigned")
    post = models.CharField(max_length=40, blank=True)
    outside = models.BooleanField(default=False)
    signed_by = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_on = models.DateField(null=True)

    class Meta:
        verbose_name = "người ký thứ hai"


class Version(models.Model):
    """A version of a draft: all that was typed, and what a leader said of it (encrypted)."""

    outgoing = models.ForeignKey(Outgoing, on_delete=models.PROTECT, related_name="versions", db_index=False)
    n = models.PositiveSmallIntegerField()
    content = EncryptedText()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)
    said = EncryptedText()
    said_by = models.CharField(max_length=40, blank=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bản dự thảo"
        constraints = [models.UniqueConstraint(fields=["outgoing", "n"], name="outgoing_version_once")]


class Delivery(models.Model):
    """One recipient of an issued document: ``unit`` when it works here too, else how and when it was sent."""

    outgoing = models.ForeignKey(
        Outgoing, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=24, blank=True)
    way = models.CharField(max_length=12, choices=Way, blank=True)
    sent_on = models.DateField(null=True)
    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT, null=True, related_name="came_from")

    class Meta:
        verbose_name = "nơi nhận văn bản"
        indexes = [
            models.Index(
                fields=["unit"], name="delivery_waiting", condition=models.Q(incoming=None, unit__gt="")
            )
        ]
        constraints = [models.UniqueConstraint(fields=["outgoing", "n"], name="outgoing_delivery_once")]


class RecipientGroup(models.Model):
    """Recipients that are used again under a name."""

    agency = models.CharField(max_length=24)
    name = models.CharField(max_length=120)
    lines = models.JSONField(default=list)

    class Meta:
        verbose_name = "nhóm nơi nhận"
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="recipient_group_once")]

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"recipients:{self.agency}-{self.pk}"
