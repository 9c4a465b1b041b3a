"""Units in time, who came after whom, and posts (ARCHITECTURE, ideas 5 and 6; R11.8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.base.law.choices import CERTAINTY, Certainty
from motcua.base.orgs.choices import LEVEL, SUCCESSION


class Unit(models.Model):
    """A unit's identity: what stays the same while name, official code and parent change.

    ``code`` is opaque, unique for ever and never reused. It equals the official code for units that live in
    the catalogue of 01/07/2025; a unit that ended carries the year after its code ("00118-2025"), because
    official codes are used again: 00118 was phường Ngọc Thụy and is phường Bồ Đề.
    """

    code = models.CharField(_("mã nhận diện"), max_length=24, primary_key=True)
    agency_code = models.CharField(_("mã định danh cơ quan (QĐ 20/2020/QĐ-TTg)"), max_length=24, blank=True)

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")

    def __str__(self) -> str:
        return self.code


class UnitVersion(models.Model):
    """What a unit was called and where it belonged in one half-open period [valid_from, valid_to).

    ``code`` is the official code of that period (2 digits province, 3 district, 5 commune; own code for
    divisions).
    ``instrument`` brought the version about, ``ended_by`` ended it; empty where not known.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    code = models.CharField(_("mã"), max_length=24)
    name = models.CharField(_("tên"), max_length=160)
    fold = models.CharField(_("tên không dấu"), max_length=160, editable=False)
    level = models.CharField(_("cấp"), max_length=10, choices=LEVEL)
    rank = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("loại"), max_length=60)
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="child_versions"
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    instrument = models.CharField(_("văn bản"), max_length=60, blank=True)
    ended_by = models.CharField(_("văn bản kết thúc"), max_length=60, blank=True)
    certainty = models.CharField(_("độ tin cậy"), max_length=10, choices=CERTAINTY, default=Certainty.CHECK)
    note = models.CharField(_("ghi chú"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("đơn vị theo thời gian")
        verbose_name_plural = _("đơn vị theo thời gian")
        ordering = ["rank", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="orgs_version_one_start"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="orgs_version_one_code"),
            models.CheckConstraint(
                name="orgs_version_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="orgs_version_not_own_parent", condition=~Q(unit=F("parent"))),
        ]
        indexes = [models.Index(fields=["rank", "code"], name="orgs_version_order")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Succession(models.Model):
    """``successor`` came after ``predecessor`` on a day; many to many.

    ``is_default`` marks the main part when a unit was divided. A unit that ended without any row has an
    unknown successor; nothing is invented.
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="precessions")
    on = models.DateField(_("từ ngày"))
    kind = models.CharField(_("hình thức"), max_length=10, choices=SUCCESSION)
    is_default = models.BooleanField(_("phần chính"), default=False)
    instrument = models.CharField(_("văn bản"), max_length=60, blank=True)
    certainty = models.CharField(_("độ tin cậy"), max_length=10, choices=CERTAINTY, default=Certainty.CHECK)

    class Meta:
        verbose_name = _("kế tiếp")
        verbose_name_plural = _("kế tiếp")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="orgs_succession_once"),
            models.UniqueConstraint(
                fields=["predecessor", "on"], condition=Q(is_default=True), name="orgs_succession_one_default"
            ),
            models.CheckConstraint(
                name="orgs_succession_to_another", condition=~Q(predecessor=F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} ({self.on})"


class Post(models.Model):
    """A post of a unit with its duties; people hold it for a time (base/people).

    ``unit`` is the division, ``agency`` the authority it belongs to. ``duties`` are values of choices.Duty,
    ``fields`` the fields (lĩnh vực) it handles, none meaning all.
    """

    code = models.SlugField(_("mã vị trí"), max_length=40, unique=True)
    title = models.CharField(_("chức danh"), max_length=160)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="agency_posts")
    duties = models.JSONField(_("nhiệm vụ"), default=list)
    fields = models.JSONField(_("lĩnh vực"), default=list, blank=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)
    instrument = models.CharField(_("văn bản"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("vị trí việc làm")
        verbose_name_plural = _("vị trí việc làm")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="orgs_post_period",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"
