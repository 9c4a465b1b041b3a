"""Tables of report duties and of the reports that fall due."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from motcua.areas.cases.models import Brought
from motcua.areas.reports.choices import SentBy, State


class ReportDuty(models.Model):
    """Who reports what to whom, by when (R8.17). It changes by being ended and set anew.

    ``unit``       identity of the agency or division that reports, ``agency`` the authority it belongs to
    ``post``       who writes it; blank: whoever heads the unit
    ``recipient_unit``  identity of the agency above that is at work here; ``recipient`` to whom, as written
    ``due``        {by, n, month} of rules.report_windows.Due; ``lead_days`` how long before that day it is opened
    ``instrument`` the document that asks for it; ``task`` key of the recurring task of a directive whose work its
                   reports do (ADR 0024), no foreign key: areas stand apart
    """

    code = models.CharField(max_length=60, unique=True)
    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    post = models.CharField(max_length=40, blank=True)
    template = models.CharField(max_length=40)
    recipient_unit = models.CharField(max_length=24, blank=True)
    recipient = models.CharField(max_length=200)
    instrument = models.CharField(max_length=200, blank=True)
    task = models.BigIntegerField(null=True, db_index=True)
    due = models.JSONField()
    lead_days = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    set_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "chế độ báo cáo"
        indexes = [models.Index(fields=["recipient_unit", "template"], name="report_duty_to")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "template", "recipient_unit", "recipient"], condition=Q(valid_to=None),
                name="report_duty_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="report_duty_period"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"report-duty:{self.code}"


class PeriodicReport(Brought):
    """A report for some days: opened ahead of its day, written, submitted, accepted or issued (R8.17–R8.21).

    ``since`` ``until``  the days it counts, ``until`` not included; ``period`` what they are called
    ``version``    number of the last snapshot, 0 before the first; ``reason`` why it was returned or is corrected
    ``sent_at``    when it first left for whom it is meant: lateness is measured by it; a correction does not move it
    ``issued_*``   of an agency's report: number, who signed in which capacity
    ``taken_into`` the superior's report that added it up
    """

    code = models.CharField(max_length=60, unique=True)
    duty = models.ForeignKey(ReportDuty, on_delete=models.PROTECT, related_name="reports")
    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    post = models.CharField(max_length=40, blank=True)
    template = models.CharField(max_length=40)
    recipient_unit = models.CharField(max_length=24, blank=True)
    recipient = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    period = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    version = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=8, choices=SentBy, blank=True)
    reminded = models.CharField(max_length=8, blank=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=60, blank=True)
    signer = models.CharField(max_length=40, blank=True)
    capacity = models.JSONField(default=list)
    issued_at = models.DateTimeField(null=True)
    taken_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="taken")

    class Meta:
        verbose_name = "báo cáo định kỳ"
        indexes = [
            models.Index(fields=["agency", "state", "due_at"], name="periodic_by_state"),
            models.Index(fields=["recipient_unit", "template", "until"], name="periodic_to"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["duty", "since"], name="periodic_once_a_period"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="periodic_days"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"periodic-report:{self.code}"

    @property
    def about(self) -> str:
        """Whose work it tells of: an heir writes what is left to write of the unit that ended, of that unit's days."""
        return self.came_to or self.unit

    @property
    def last(self) -> dt.date:
        """The last day counted."""
        return self.until - dt.timedelta(days=1)

    @property
    def formal(self) -> bool:
        """Whether it leaves as a document of an agency, with a number; a division's goes to its own agency without."""
        return self.unit == self.agency


class Part(models.Model):
    """A version of what was written in a part: words, or the rows of a table filled by hand."""

    report = models.ForeignKey(PeriodicReport, on_delete=models.PROTECT, related_name="parts", db_index=False)
    section = models.CharField(max_length=40)
    n = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    rows = models.JSONField(default=list)
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "bản viết của một mục"
        constraints = [models.UniqueConstraint(fields=["report", "section", "n"], name="report_part_once")]


class Entry(models.Model):
    """A figure entered by hand; a blank value takes an earlier one back."""

    report = models.ForeignKey(
        PeriodicReport, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    figure = models.CharField(max_length=60)
    n = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "số liệu nhập tay"
        constraints = [models.UniqueConstraint(fields=["report", "figure", "n"], name="report_entry_once")]


class Remark(models.Model):
    """What somebody says of a part to whoever writes it."""

    report = models.ForeignKey(
        PeriodicReport, on_delete=models.PROTECT, related_name="remarks", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=40)
    text = models.TextField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "góp ý báo cáo"
        constraints = [models.UniqueConstraint(fields=["report", "n"], name="report_remark_once")]


class Snapshot(models.Model):
    """A version of the report as it was submitted: figures with their sources, words, who was missing (R8.21).

    ``content``  all that is needed to print it again; ``sha256`` of its canonical JSON
    ``changed``  which figures differ from the version before
    """

    report = models.ForeignKey(
        PeriodicReport, on_delete=models.PROTECT, related_name="snapshots", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    changed = models.JSONField(default=list)
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "phiên bản báo cáo"
        constraints = [models.UniqueConstraint(fields=["report", "n"], name="report_snapshot_once")]
