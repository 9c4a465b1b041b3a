"""How indicators are computed, what is aimed at, and figures that others published."""

from django.db import models


class DefinitionVersion(models.Model):
    """A version of an indicator's definition, published here; never changed, the next one replaces it from its day.

    ``content``       ``rules.scoring.definitions.as_data``
    ``published_by``  who proposed it; ``confirmed_by`` the second person, "" where the agency had nobody else
    ``agency``        whose; "" of versions from before a second person was asked
    ``state``         "" once it counts; ``WAITING`` for the second person, ``DROPPED`` before it ever counted
    """

    WAITING, DROPPED = "waiting", "dropped"

    indicator = models.CharField(max_length=48)
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=40)
    agency = models.CharField(max_length=24, blank=True, default="")
    state = models.CharField(max_length=8, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        verbose_name = "bản cách tính chỉ tiêu"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicators_definition_once"),
            models.UniqueConstraint(
                fields=["indicator"],
                condition=models.Q(state="waiting"),
                name="indicators_definition_one_waits",
            ),
        ]

    @property
    def alone(self) -> bool:
        """Whether it counts by one person's word: the agency had nobody else."""
        return bool(self.agency) and not self.state and not self.confirmed_by

    @property
    def subject(self) -> str:
        """Name of the indicator in the journal."""
        return f"indicator:{self.indicator}"


class Target(models.Model):
    """What a unit aims at in a year; the last ``n`` counts, those before stay.

    ``task``   code of the task of a directive that must reach it (S038); "" of none
    ``value``  as printed, with a decimal point and without noughts at its end
    """

    indicator = models.CharField(max_length=48)
    unit = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    n = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=24)
    law = models.CharField(max_length=200)
    task = models.CharField(max_length=60, blank=True, default="", db_index=True)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "mục tiêu của chỉ tiêu"
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "indicator", "n"], name="indicators_target_once")
        ]

    @property
    def subject(self) -> str:
        """Name of the indicator in the journal."""
        return f"indicator:{self.indicator}"


class Openness(models.Model):
    """Whether everybody reads an indicator as open data; the last ``n`` counts. Without any, what is shipped is open
    and what is defined here is not."""

    indicator = models.CharField(max_length=48)
    n = models.PositiveSmallIntegerField()
    public = models.BooleanField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "chỉ tiêu công khai"
        constraints = [models.UniqueConstraint(fields=["indicator", "n"], name="indicators_openness_once")]

    @property
    def subject(self) -> str:
        """Name of the indicator in the journal."""
        return f"indicator:{self.indicator}"


class PublishedFigure(models.Model):
    """A figure that others published, as their report prints it; the last ``n`` counts (R18.3).

    ``content``  ``rules.scoring.published.as_data``
    """

    key = models.CharField(max_length=24)
    n = models.PositiveSmallIntegerField()
    indicator = models.CharField(max_length=48, db_index=True)
    unit = models.CharField(max_length=24, blank=True)
    since = models.DateField()
    last = models.DateField()
    content = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = "số liệu công bố"
        constraints = [models.UniqueConstraint(fields=["key", "n"], name="indicators_published_once")]

    SUBJECT = "published-figures"


class SourceRow(models.Model):
    """A row of a published report that figures are computed from; the last ``n`` counts, those before stay (R18.3).

    ``key``      its source and number: ``SEED-004-08``, the code of the facts counted from it
    ``content``  ``rules.scoring.sources.as_data``
    """

    key = models.CharField(max_length=32)
    n = models.PositiveSmallIntegerField()
    content = models.JSONField()
    loaded_at = models.DateTimeField()

    class Meta:
        verbose_name = "dòng nguồn"
        constraints = [models.UniqueConstraint(fields=["key", "n"], name="indicators_source_row_once")]

    SUBJECT = "source-rows"


class PortalFigure(models.Model):
    """What the national portal says of a unit and a month for an item of an index set that nothing here can count.

    ``item``    the item's code; the last ``n`` of a month counts, those before stay
    ``source``  the document that says so, by name and number
    """

    unit = models.CharField(max_length=24)
    item = models.CharField(max_length=40)
    month = models.DateField()
    n = models.PositiveSmallIntegerField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=40)

    class Meta:
        verbose_name = "số của Cổng dịch vụ công quốc gia"
        constraints = [
            models.UniqueConstraint(fields=["unit", "item", "month", "n"], name="indicators_portal_once")
        ]

    @property
    def subject(self) -> str:
        """What the journal calls the figures of a unit."""
        return f"portal-figures:{self.unit}"
