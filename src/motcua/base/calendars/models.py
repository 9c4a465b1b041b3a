"""Days and weeks that make up the working time of a territory: the country, a province, a unit (R17.7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.base.calendars.choices import DAY
from motcua.base.law.choices import CERTAINTY, Certainty


class Day(models.Model):
    """A day that differs from the week, in a territory ("" is the whole country, else a unit's identity)."""

    territory = models.CharField(_("địa bàn"), max_length=24, blank=True)
    on = models.DateField(_("ngày"))
    kind = models.CharField(_("loại"), max_length=20, choices=DAY)
    name = models.CharField(_("tên"), max_length=120)
    source = models.CharField(_("căn cứ"), max_length=160)
    certainty = models.CharField(_("độ tin cậy"), max_length=10, choices=CERTAINTY, default=Certainty.CHECK)
    edited = models.BooleanField(_("do quản trị viên đặt"), default=False)

    class Meta:
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")
        ordering = ["on", "territory"]
        constraints = [models.UniqueConstraint(fields=["territory", "on"], name="calendars_one_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class Week(models.Model):
    """The sessions of a week in a territory during a half-open period.

    ``sessions`` maps weekday ("0" Monday … "6" Sunday) to sessions ``[["08:00", "12:00"], …]``; a weekday
    that is missing is free.
    """

    territory = models.CharField(_("địa bàn"), max_length=24, blank=True)
    sessions = models.JSONField(_("buổi làm việc"))
    source = models.CharField(_("căn cứ"), max_length=160)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("tuần làm việc")
        verbose_name_plural = _("tuần làm việc")
        ordering = ["territory", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "valid_from"], name="calendars_one_week_start"),
            models.CheckConstraint(
                name="calendars_week_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory or 'VN'} {self.valid_from}"
