"""Facts counted from the journal, and the sums kept of them (ADR 0018)."""

from django.db import models


class Dimensions(models.Model):
    """One combination of what facts are told apart by; facts point at it by number, so that they stay narrow.

    ``kind``     what was counted (choices.facts.KINDS)
    ``unit``     identity of the agency whose work it is; ``post`` the post, where one person answers for it
    ``type``     procedure, class or criterion; ``channel`` the way it came; ``outcome`` how it ended
    ``timing``   early, on_time or late
    """

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=32)
    unit = models.CharField(max_length=24, blank=True, default="")
    post = models.CharField(max_length=40, blank=True, default="")
    type = models.CharField(max_length=48, blank=True, default="")
    channel = models.CharField(max_length=24, blank=True, default="")
    outcome = models.CharField(max_length=40, blank=True, default="")
    timing = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        verbose_name = "chiều của số liệu"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "post", "type", "channel", "outcome", "timing"],
                name="indicators_dimensions_once",
            )
        ]


class Fact(models.Model):
    """Fact ``n`` counted from event ``seq`` of the journal. Never changed: a correction is a fact that takes back.

    ``day`` may lie after the event (a due day). ``code`` is the public code of what was counted, "" where there is none
    to show (R5.8, R6.45). Nobody is in it.
    """

    pk = models.CompositePrimaryKey("seq", "n")
    seq = models.BigIntegerField()
    n = models.PositiveSmallIntegerField()
    day = models.DateField()
    dimensions = models.ForeignKey(Dimensions, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField(default=1)
    code = models.CharField(max_length=48, blank=True, default="")

    class Meta:
        verbose_name = "sự kiện được đếm"
        indexes = [models.Index(fields=["dimensions", "day", "amount"], name="indicators_fact_sum")]


class Measure(models.Model):
    """A sum of facts of which cells are kept (rules.counting).

    ``key``            what is summed, in canonical JSON
    ``splits``         dimensions by which its months and years are kept apart too, separated by blanks
    ``built_through``  the event up to which its facts were summed when its cells were built; None: not built yet
    """

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=1000, unique=True)
    fact = models.CharField(max_length=32)
    splits = models.CharField(max_length=60, blank=True, default="")
    built_through = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "tổng được giữ"


class Cell(models.Model):
    """The sum of a measure for a unit and a day, month or year (``day`` is its first).

    ``split``  "" for everything, or "dimension:value" (months and years only)
    """

    pk = models.CompositePrimaryKey("measure_id", "unit", "grain", "split", "day")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+", db_index=False)
    grain = models.CharField(max_length=1)
    day = models.DateField()
    unit = models.CharField(max_length=24)
    split = models.CharField(max_length=64, blank=True, default="")
    amount = models.BigIntegerField()

    class Meta:
        verbose_name = "ô số liệu"
