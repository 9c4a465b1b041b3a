"""Tables of the engine: what kinds of case there are, the cases, their stays at steps and their clocks."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.base.people.fields import EncryptedText
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit


class Brought(models.Model):
    """What goes on with the heir of a unit that ended and is no case (R11.9).

    ``came_to`` the unit to which it came, where that is not ``agency`` any more; ``brought_at`` when that changed
    """

    came_to = models.CharField(max_length=24, blank=True, default="")
    brought_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class CaseType(models.Model):
    """A published version of a kind of work; immutable once used. A case pins the version it was received under.

    ``steps``  the internal process: list of {code, name, post, duty, hours, kind}
    ``papers`` what is asked for: list of {code, name, required, asked, …}
    ``shape``  name of the process shape in code that the steps hang on
    """

    kind = models.CharField(max_length=24)
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    name = models.TextField()
    field = models.CharField(max_length=160, blank=True)
    levels = models.JSONField(default=list)
    limit_amount = models.DecimalField(max_digits=7, decimal_places=2)
    limit_unit = models.CharField(max_length=16)
    same_day = models.BooleanField(default=False)
    cutoff = models.CharField(max_length=16, default="none")
    shape = models.CharField(max_length=40)
    steps = models.JSONField()
    papers = models.JSONField(default=list)
    law = models.TextField(blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "loại công việc"
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "version"], name="case_type_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} (bản {self.version})"

    @property
    def limit(self) -> Limit:
        """The published time limit."""
        return Limit(Decimal(self.limit_amount), TimeUnit(self.limit_unit), same_day=self.same_day)

    @property
    def cut(self) -> Cutoff:
        """Which hour of the day moves the start to the next working day."""
        return Cutoff(self.cutoff)

    def step(self, index: int) -> dict[str, Any]:
        """The step at a place of the internal process."""
        step: dict[str, Any] = self.steps[index]
        return step


class Case(models.Model):
    """A piece of work that someone must finish by a known moment.

    ``filed_at``      when it came in, if it is received later; until then ``received_at`` and ``promised_at`` are
                      empty and ``due_at`` is by when it must be answered (R1.20)
    ``due_at``        what is promised now; ``promised_at`` the first promise, never recomputed (R17.7)
    ``legal_due_at``  the deadline by law, without any extension granted: lateness is measured against it (R1.11)
    ``place``         where it was received, ``where`` whose posts it waits for now: what the applicant brings or
                      fetches is done at the place of reception, the rest by the competent ``agency`` (R1.8)
    ``post``          who holds it; blank while nobody of those with the ``duty`` has taken it
    ``confidential``  there only for posts that handle or decide its field; for all others it is not there (R6.45)
    ``kept_from``     posts that the matter is about, a space before and after each: for them it is not there
    ``stands_in``     the post that does its work in place of those, where none of those who usually do is left
    ``came_to``       the agency that it came to at first, where units were reorganised and another has it since
                      ``brought_at`` (R11.9); blank where it is the same
    ``n``, ``head``, ``last_at``  the last link of its chain in the journal
    """

    kind = models.CharField(max_length=24)
    code = models.CharField(max_length=60, unique=True)
    type = models.ForeignKey(CaseType, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=24)
    place = models.CharField(max_length=24)
    where = models.CharField(max_length=24)
    field = models.CharField(max_length=160, blank=True)
    title = models.TextField()
    who = EncryptedText()
    state = models.CharField(max_length=32)
    step = models.PositiveSmallIntegerField(default=0)
    step_name = models.CharField(max_length=200, blank=True)
    duty = models.CharField(max_length=24, blank=True)
    post = models.CharField(max_length=40, blank=True)
    visit = models.PositiveIntegerField(default=0)
    step_due_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    re_promised_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    legal_due_at = models.DateTimeField()
    paused = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    on_time = models.BooleanField(null=True)
    confidential = models.BooleanField(default=False)
    kept_from = models.TextField(default="", blank=True)
    stands_in = models.CharField(max_length=40, default="", blank=True)
    came_to = models.CharField(max_length=24, default="", blank=True)
    brought_at = models.DateTimeField(null=True)
    search = models.TextField()
    n = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    last_at = models.DateTimeField(null=True)

    latest: Any = None
    """The event that the act on this object recorded, if any; no column."""

    class Meta:
        verbose_name = "công việc"
        indexes = [
            models.Index(
                fields=["where", "duty", "due_at"], name="case_worklist", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["agency", "due_at"], name="case_open", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["agency", "received_at"], name="case_by_reception"),
            models.Index(fields=["agency", "state", "id"], name="case_by_state"),
            models.Index(fields=["agency", "finished_at"], name="case_by_finish"),
            models.Index(fields=["agency"], name="case_kept_from", condition=~Q(kept_from="")),
            models.Index(fields=["came_to"], name="case_came_to", condition=~Q(came_to="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=models.F("received_at")),
                name="case_finishes_after_reception",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def came_at(self) -> dt.datetime:
        """When it came to the agency, received then or later."""
        moment = self.filed_at or self.received_at
        assert moment is not None
        return moment

    @property
    def subject(self) -> str:
        """Name of this case in the journal."""
        return f"{self.kind}:{self.code}"


class StepVisit(models.Model):
    """One stay of a case at a step: the worklist, the history and the record of lateness."""

    case = models.ForeignKey(  # found by the index of visit_once
        Case, on_delete=models.PROTECT, related_name="visits", db_index=False
    )
    n = models.PositiveIntegerField()
    step = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=StepKind)
    duty = models.CharField(max_length=24)
    post = models.CharField(max_length=40, blank=True)
    official = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=60, blank=True)
    note = EncryptedText(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "n"], name="visit_once")]


class ClockEvent(models.Model):
    """One event of a case's clock; the deadline is the fold over them (ARCHITECTURE, idea 2).

    ``until``: what was promised to the applicant by this event; it stands whatever becomes of the calendar (R17.7).
    """

    case = models.ForeignKey(  # found by the index of clock_event_once
        Case, on_delete=models.PROTECT, related_name="clock_events", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=ClockKind)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "n"], name="clock_event_once")]
        ordering = ["n"]
