"""Accounts, who holds which post when, delegations, access tokens, and the people who come to the door."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.base.people.choices import CitizenKind, Door
from motcua.base.people.fields import EncryptedText


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """An account with a hashed password."""
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """An account for configuration tables."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """Who signs in. What may be done follows from the posts held, never from the account.

    ``used_on``         the last day it was used (by this product's clock); idle accounts are closed (R16.16);
                        none before the first use
    ``short_password``  the password is shorter than what stands without a second factor
    ``temporary_password``  an administrator gave it: another is chosen before anything else
    """

    username = models.CharField(_("tên đăng nhập"), max_length=60, unique=True)
    name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_staff = models.BooleanField(_("vào được trang quản trị"), default=False)
    used_on = models.DateField(_("dùng lần cuối"), null=True, blank=True, editable=False)
    short_password = models.BooleanField(default=False, editable=False)
    temporary_password = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return f"{self.name} ({self.username})" if self.name else self.username

    def get_full_name(self) -> str:
        """Name for showing."""
        return self.name or self.username


class Holding(models.Model):
    """An account holds a post from ``valid_from`` up to, not including, ``valid_to``."""

    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="holdings", verbose_name=_("tài khoản")
    )
    post = models.ForeignKey(
        "orgs.Post", on_delete=models.PROTECT, related_name="holdings", verbose_name=_("vị trí")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("thôi từ ngày"), null=True, blank=True)
    instrument = models.CharField(_("văn bản"), max_length=120)

    class Meta:
        verbose_name = _("người giữ vị trí")
        verbose_name_plural = _("người giữ vị trí")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="holding_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} @ {self.post_id} {self.valid_from}"


class Delegation(models.Model):
    """One post lets another act for it, in some of its duties, up to, not including, ``valid_to``."""

    from_post = models.ForeignKey(
        "orgs.Post",
        on_delete=models.PROTECT,
        related_name="delegations_given",
        verbose_name=_("vị trí ủy quyền"),
    )
    to_post = models.ForeignKey(
        "orgs.Post",
        on_delete=models.PROTECT,
        related_name="delegations_held",
        verbose_name=_("vị trí được ủy quyền"),
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("hết hiệu lực từ ngày"))
    instrument = models.CharField(_("văn bản ủy quyền"), max_length=120)
    duties = models.JSONField(_("nhiệm vụ"), default=list)

    class Meta:
        verbose_name = _("ủy quyền")
        verbose_name_plural = _("ủy quyền")
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_period"),
            models.CheckConstraint(condition=~Q(from_post=F("to_post")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.from_post_id} → {self.to_post_id} {self.valid_from}"


class ApiToken(models.Model):
    """A machine's key to act in one post. Only its SHA-256 is kept; it is shown once, when it is made.

    ``door``  what it opens: the whole interface, or reports of Open311 clients alone
    """

    hash = models.CharField(max_length=64, unique=True, editable=False)
    post = models.ForeignKey(
        "orgs.Post", on_delete=models.PROTECT, related_name="tokens", verbose_name=_("vị trí")
    )
    name = models.CharField(_("dùng cho"), max_length=80, blank=True)
    door = models.CharField(_("mở được"), max_length=8, choices=Door, default=Door.API)
    created_at = models.DateTimeField(_("cấp lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("mã truy cập")
        verbose_name_plural = _("mã truy cập")

    def __str__(self) -> str:
        return f"{self.pk} {self.name}".strip()


class Citizen(models.Model):
    """A person or organisation that deals with an agency. Readable columns hold nothing personal.

    Every agency knows its own people: what one was told, another neither reads nor changes.

    ``id_hash``      keyed hash of the identity or tax number; none when the number is unknown or unproven
    ``phone_hash``   keyed hash of the telephone number
    ``given_hash``   hashed last word of the name (a person's given name), an index for finding by name
    ``family_hash``  hashed first word of the name (a person's family name), the other one
    ``name_tokens``  hashed words of the whole name, separated by spaces
    """

    agency = models.CharField(max_length=24)
    kind = models.CharField(max_length=12, choices=CitizenKind.choices, default=CitizenKind.PERSON)
    name = EncryptedText()
    id_number = EncryptedText()
    phone = EncryptedText()
    email = EncryptedText()
    address = EncryptedText()
    id_hash = models.CharField(max_length=32, null=True)
    phone_hash = models.CharField(max_length=32, null=True, db_index=True)
    given_hash = models.CharField(max_length=11)
    family_hash = models.CharField(max_length=11)
    name_tokens = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "id_hash"], name="citizen_once_an_agency")]
        indexes = [
            models.Index(fields=["agency", "given_hash"], name="citizen_by_given_name"),
            models.Index(fields=["agency", "family_hash"], name="citizen_by_family_name"),
        ]
        verbose_name = _("công dân, tổ chức")
        verbose_name_plural = _("công dân, tổ chức")

    def __str__(self) -> str:
        return f"citizen:{self.pk}"


class Identity(models.Model):
    """Who signed in with an electronic identity (VNeID): no account, no post, no duty; only their own dossiers.

    ``hash``         keyed hash of the provider and its number for the person; drafts and dossiers name it as owner
    ``number_hash``  keyed hash of the identity number, under which agencies' records of the same person are found
    """

    hash = models.CharField(max_length=32, unique=True)
    number_hash = models.CharField(max_length=32, blank=True)
    name = EncryptedText()
    id_number = EncryptedText()
    born_on = EncryptedText()
    sex = EncryptedText()
    address = EncryptedText()
    phone = EncryptedText()
    email = EncryptedText()
    seen_on = models.DateField()

    class Meta:
        verbose_name = _("danh tính điện tử")
        verbose_name_plural = _("danh tính điện tử")

    def __str__(self) -> str:
        return f"identity:{self.pk}"


class Guesses(models.Model):
    """How many wrong guesses of short secrets an address has left; which address, only its keyed hash says."""

    key = models.CharField(max_length=32, primary_key=True)
    left = models.FloatField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("lần thử sai")
        verbose_name_plural = _("lần thử sai")

    def __str__(self) -> str:
        return f"guesses:{self.key[:8]}"


class Stewardship(models.Model):
    """A post is in charge of a field of work in a unit, up to, not including, ``valid_to`` (S097).

    Who that is on a day says who holds the post then. ``field``: choices.fields_of_work.
    """

    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    field = models.CharField(_("lĩnh vực công tác"), max_length=32)
    post = models.ForeignKey(
        "orgs.Post", on_delete=models.PROTECT, related_name="stewardships", verbose_name=_("vị trí")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("thôi từ ngày"), null=True, blank=True)
    instrument = models.CharField(_("văn bản phân công"), max_length=120)

    class Meta:
        verbose_name = _("phân công phụ trách")
        verbose_name_plural = _("phân công phụ trách")
        indexes = [models.Index(fields=["agency", "field", "valid_from"], name="stewardship_by_field")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="stewardship_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} @ {self.unit} {self.valid_from}"

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"stewardship:{self.pk}"
