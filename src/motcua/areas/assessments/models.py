"""Tables of sheets of points: the sheet of a unit and year, its lines, what is attached; sets of a locality."""

from django.db import models

from motcua.areas.assessments.choices import State
from motcua.base.files.models import StoredFile


class Assessment(models.Model):
    """The sheet of a unit for a year. Units are scored, never people.

    ``set``        the version of the set (``dan-van-2025``); ``name`` the set without its version
    ``agency``     the agency to which the unit belongs; ``appraiser`` the agency that appraises it
    ``marks``      what happened that leaves no better class (R13.6, R13.7)
    ``total`` ``grade``  as appraised; ``place`` among ``of`` sheets published together, by ``decision``
    ``above``  whether that is a decision of the level above that is recorded here, since it appraises elsewhere
    """

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=40)
    set = models.CharField(max_length=48)
    year = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=24)
    agency = models.CharField(max_length=24)
    appraiser = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    self_total = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    grade = models.CharField(max_length=24, blank=True)
    marks = models.JSONField(default=list)
    place = models.PositiveSmallIntegerField(null=True)
    of = models.PositiveSmallIntegerField(null=True)
    decision = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField(null=True)
    above = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=40, blank=True)
    appraised_at = models.DateTimeField(null=True)
    appraised_by = models.CharField(max_length=40, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "bảng chấm điểm"
        constraints = [models.UniqueConstraint(fields=["name", "year", "unit"], name="assessment_once")]
        indexes = [
            models.Index(fields=["agency", "year"], name="assessment_of_agency"),
            models.Index(fields=["appraiser", "year"], name="assessment_to_appraise"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"assessment:{self.code}"


class Line(models.Model):
    """A criterion of a sheet: what the unit gave itself and why, what was appraised and why it differs."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="lines", db_index=False)
    criterion = models.CharField(max_length=40)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    said = models.TextField(blank=True)
    appraised = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "dòng của bảng chấm điểm"
        constraints = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="assessment_line_once")
        ]


class Attachment(models.Model):
    """A file that shows what a line claims (minh chứng); of no criterion: the decision of the level above."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="files", db_index=False)
    n = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "minh chứng"
        constraints = [models.UniqueConstraint(fields=["assessment", "n"], name="assessment_file_once")]


class SetVersion(models.Model):
    """A version of a set that an agency wrote for itself and the units beneath it; never changed, the next replaces it.

    ``code``     the agency and the set's own short code (``00145-cchc``)
    ``content``  ``rules.scoring.local_sets.content``; empty: the set is no longer used from that day
    """

    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    agency = models.CharField(max_length=24)
    valid_from = models.DateField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "bản bộ tiêu chí của địa phương"
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="assessment_set_version_once")]
        indexes = [models.Index(fields=["agency"], name="assessment_set_of_agency")]

    def __str__(self) -> str:
        return f"{self.code}, {self.number}"

    @property
    def subject(self) -> str:
        """What the journal calls the set."""
        return f"index-set:{self.code}"
