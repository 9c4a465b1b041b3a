"""Tables of complaints: the case, its numbered documents, its dialogues, how its decision is public."""

import datetime as dt
from decimal import Decimal

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Case
from motcua.areas.complaints.choices import About, Document, Form, Instance, Result
from motcua.areas.petitions.models import Petition
from motcua.base.people.fields import EncryptedText


class Complaint(models.Model):
    """A complaint (khiếu nại) that was accepted: what it is about, what was found, what was decided, what came of it.

    ``first``        the first instance's case here, of a complaint of second instance; ``first_decision`` its number
    ``known_on``     when the complainant received or learnt of what is complained of; ``obstacle`` days not counted
    ``remote``       remote area: the longer times (R6.31)
    ``complicated``  codes of the grounds (R6.32), with ``complicated_note`` the written ground in the file
    ``verifiers``    posts that verified it: none of them decides
    ``differs``      the demands differ from what was verified: a dialogue is due (R6.34)
    ``asked_back_on``  when the complainant asked on the portal to take it back: nothing changes until their letter came
    ``withdrawn``    how many of the signers took it back (R6.18), the last under the signed ``withdrawal`` of that day
    ``recovered``    to the State, ``restored`` to people: dong and square metres (R6.51)
    ``publish_by``   by when the decision must be public; ``effect_on`` from when it takes effect without a second
                     complaint; ``second_until`` until when that may come
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="complaint")
    agency = models.CharField(max_length=24)
    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, related_name="complaint")
    instance = models.CharField(max_length=8, choices=Instance)
    first = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="second")
    first_decision = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=12, choices=About)
    known_on = models.DateField(null=True)
    obstacle = models.PositiveSmallIntegerField(default=0)
    obstacle_note = EncryptedText()
    remote = models.BooleanField(default=False)
    complicated = models.JSONField(default=list)
    complicated_note = EncryptedText()
    accepted_on = models.DateField()
    verifiers = models.JSONField(default=list)
    finding = models.CharField(max_length=8, choices=Result, blank=True)
    findings = EncryptedText()
    differs = models.BooleanField(default=False)
    asked_back_on = models.DateField(null=True)
    withdrawn = models.PositiveIntegerField(default=0)
    withdrawal = models.CharField(max_length=120, blank=True)
    withdrawal_on = models.DateField(null=True)
    result = models.CharField(max_length=8, choices=Result, blank=True)
    reasons = EncryptedText()
    ruling = EncryptedText()
    recovered_money = models.PositiveBigIntegerField(default=0)
    recovered_land = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    restored_money = models.PositiveBigIntegerField(default=0)
    restored_land = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    restored_people = models.PositiveIntegerField(default=0)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True)
    publish_by = models.DateField(null=True)
    effect_on = models.DateField(null=True)
    second_until = models.DateField(null=True)
    executor = models.CharField(max_length=200, blank=True)
    execute_by = models.DateField(null=True)
    executed_on = models.DateField(null=True)
    outcome_note = EncryptedText()
    appealed_to = models.CharField(max_length=200, blank=True)
    appealed_on = models.DateField(null=True)
    court = models.CharField(max_length=200, blank=True)
    sued_on = models.DateField(null=True)

    class Meta:
        verbose_name = "khiếu nại"
        indexes = [
            models.Index(fields=["agency", "decided_on"], name="complaint_by_decision"),
            models.Index(
                fields=["effect_on"], name="complaint_by_effect", condition=Q(effect_on__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(result="") | Q(decided_on__isnull=False), name="complaint_decided_on"
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the complaint; never reused."""
        return self.case.code

    @property
    def signers(self) -> int:
        """How many complain."""
        return self.petition.signers

    @property
    def accepted_at(self) -> dt.datetime:
        """When it was accepted."""
        assert self.case.received_at is not None
        return self.case.received_at


class Numbered(models.Model):
    """A numbered document of a complaint, by when it must be sent, and when it was."""

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="documents", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=16, choices=Document)
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    post = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    ground = models.CharField(max_length=24, blank=True)
    note = EncryptedText()
    send_by = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    received_on = models.DateField(null=True)

    class Meta:
        verbose_name = "văn bản giải quyết khiếu nại"
        constraints = [
            models.UniqueConstraint(fields=["complaint", "n"], name="complaint_document_once"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(sent_on__isnull=False), name="complaint_received_after_sent"
            ),
        ]


class Dialogue(models.Model):
    """A dialogue (đối thoại): announced, then its minutes: ``present`` names, ``absent`` names with reasons (JSON)."""

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="dialogues", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()
    place = EncryptedText()
    noticed_on = models.DateField()
    moved = models.BooleanField(default=False)
    held_at = models.DateTimeField(null=True)
    present = EncryptedText()
    absent = EncryptedText()
    content = EncryptedText()
    conclusion = EncryptedText()
    copies = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "buổi đối thoại"
        constraints = [models.UniqueConstraint(fields=["complaint", "n"], name="complaint_dialogue_once")]


class Publication(models.Model):
    """One way in which a decision is public, from ``from_on`` up to and including ``until_on``.

    ``public_text``  what everybody reads on the portal: without anybody's name
    """

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="publications", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=12, choices=Form)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    times = models.PositiveSmallIntegerField(default=1)
    public_text = EncryptedText()

    class Meta:
        verbose_name = "công khai quyết định giải quyết khiếu nại"
        constraints = [models.UniqueConstraint(fields=["complaint", "n"], name="complaint_publication_once")]
        indexes = [models.Index(fields=["form", "until_on"], name="complaint_publication_until")]
