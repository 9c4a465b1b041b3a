"""Figures of reports as they were when they were closed."""

from django.db import models


class ClosedReport(models.Model):
    """The figures of one table for some days, as they were when somebody closed them.

    ``root``     the unit whose subtree is counted; ``until`` is not included
    ``figures``  {unit: {column: number, or [numerator, denominator]}}
    """

    agency = models.CharField(max_length=24)
    table = models.CharField(max_length=24)
    root = models.CharField(max_length=24)
    since = models.DateField()
    until = models.DateField()
    n = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "số liệu báo cáo đã chốt"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "table", "root", "since", "until", "n"], name="report_closed_once"
            )
        ]

    @property
    def subject(self) -> str:
        """Name of the report in the journal."""
        return f"report:{self.agency}:{self.table}:{self.root}:{self.since:%Y%m%d}-{self.until:%Y%m%d}"
