"""Legal instruments, what they do to one another, and parameters versioned by validity (R0.1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.base.law.choices import CERTAINTY, KNOWN, RELATION, Certainty, Known


class Instrument(models.Model):
    """A legal instrument (văn bản). An unknown date is left empty, never guessed.

    ``twin``    0 for the one that its number and symbol alone mean; others of the same number are counted from 1
    ``known``   whether the register holds it, an official wrote it down, or only citations speak of it
    ``folded``  symbol, type, title and issuer without accents, to search in
    """

    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    twin = models.PositiveIntegerField(default=0)
    type = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    effective_on = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    expired_on = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    title = models.TextField(_("trích yếu"), blank=True)
    year = models.PositiveSmallIntegerField(_("năm"), null=True, blank=True)
    known = models.CharField(_("biết từ đâu"), max_length=10, choices=KNOWN, default=Known.REGISTER)
    folded = models.TextField(editable=False, blank=True)
    url = models.URLField(_("địa chỉ"), max_length=400, blank=True)
    certainty = models.CharField(_("độ tin cậy"), max_length=10, choices=CERTAINTY, default=Certainty.CHECK)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["symbol", "twin"]
        constraints = [
            models.UniqueConstraint(fields=["symbol", "twin"], name="law_instrument_once"),
            models.CheckConstraint(
                name="law_instrument_dates",
                condition=Q(expired_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(expired_on__gte=F("effective_on")),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.type, self.symbol or self.title) if part)

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"instrument:{self.pk}"


class Relation(models.Model):
    """``source`` replaces, amends, guides or repeals ``target`` from a day on (empty when not known).

    ``edited`` by an official, ``withdrawn`` when it was found to be wrong: it stays, and says nothing any more.
    """

    source = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="acts_on")
    kind = models.CharField(max_length=10, choices=RELATION)
    target = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="acted_on_by")
    on = models.DateField(_("từ ngày"), null=True, blank=True)
    certainty = models.CharField(max_length=10, choices=CERTAINTY, default=Certainty.CHECK)
    note = models.TextField(blank=True)
    edited = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("quan hệ văn bản")
        verbose_name_plural = _("quan hệ văn bản")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "target"], name="law_relation_once"),
            models.CheckConstraint(name="law_relation_to_another", condition=~Q(source=F("target"))),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class Citation(models.Model):
    """A document of ours cites an instrument, with what it says of it.

    ``source``      what the journal calls the document ("directive:VB-…")
    ``part``        where it is said: in its text, or as a legal basis that an official typed
    ``instrument``  empty when the number is that of several and nothing says which (``match`` ambiguous)
    ``said``        type, symbol, day, year, issuer and title as the document says them
    """

    source = models.CharField(max_length=80)
    part = models.CharField(max_length=8)
    n = models.PositiveIntegerField()
    agency = models.CharField(max_length=24)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, null=True, related_name="citations")
    match = models.CharField(max_length=10)
    words = models.CharField(max_length=400)
    said = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("trích dẫn văn bản")
        verbose_name_plural = _("trích dẫn văn bản")
        ordering = ["source", "part", "n"]
        constraints = [models.UniqueConstraint(fields=["source", "part", "n"], name="law_citation_once")]
        indexes = [models.Index(fields=["agency", "instrument"], name="law_citation_of_agency")]

    def __str__(self) -> str:
        return self.words


class Parameter(models.Model):
    """One value of one parameter in one half-open period [valid_from, valid_to) (R0.1)."""

    key = models.CharField(_("tham số"), max_length=80)
    value = models.JSONField(_("giá trị"), null=True)
    unit = models.CharField(_("đơn vị"), max_length=24)
    valid_from = models.DateField(_("áp dụng từ"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    rule = models.CharField(_("quy tắc"), max_length=40, blank=True)
    source = models.CharField(_("căn cứ"), max_length=240, blank=True)
    certainty = models.CharField(_("độ tin cậy"), max_length=10, choices=CERTAINTY, default=Certainty.CHECK)
    meaning = models.TextField(_("ý nghĩa"), blank=True)
    edited = models.BooleanField(_("đã được quản trị viên sửa"), default=False)

    class Meta:
        verbose_name = _("tham số")
        verbose_name_plural = _("tham số")
        ordering = ["key", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="law_parameter_one_start"),
            models.CheckConstraint(
                name="law_parameter_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} @ {self.valid_from}"


class Stamp(models.Model):
    """Changes whenever a body of configuration changes: caches compare it, one tiny row, instead of
    rereading all.

    The token is random, not a counter: a rolled-back transaction can never leave a cache that looks current.
    """

    name = models.CharField(max_length=24, primary_key=True)
    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.name
