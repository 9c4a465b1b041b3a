"""Tables of campaigns: what is made known or done, activities, materials. No personal data but who is on duty."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from motcua.areas.campaigns.choices import ActivityState, Channel, Counted, Kind, Role, State
from motcua.base.people.fields import EncryptedText


class Campaign(models.Model):
    """A campaign (đợt tuyên truyền, S060; đợt công tác, S126): what is made known or done, for whom, when, who
    answers for it.

    ``directive`` code of the directive whose tasks are the campaign's; ``posts`` of the agency that take part: they
    alone read who is on duty
    ``instruments`` symbols of the instruments made known; ``audiences`` groups; ``ends_on`` its last day
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LAW)
    directive = models.CharField(max_length=40, blank=True)
    posts = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    title = models.CharField(max_length=200)
    goal = models.TextField()
    instruments = models.JSONField(default=list)
    audiences = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    post = models.CharField(max_length=40)
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=40)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=40, blank=True)
    result = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "đợt tuyên truyền"
        indexes = [models.Index(fields=["agency", "state", "ends_on"], name="campaign_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_later"),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(opened_at__isnull=False), name="campaign_opened_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"campaign:{self.code}"

    def is_on(self, on: dt.date) -> bool:
        """Whether it is public and its days run."""
        return self.state == State.OPENED and self.starts_on <= on <= self.ends_on


class Activity(models.Model):
    """One activity: over which channel, when, where; ``reach`` how many, ``counted`` how that was counted."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="activities", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12, choices=Channel)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    what = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=ActivityState, default=ActivityState.TO_DO)
    reach = models.PositiveIntegerField(null=True)
    counted = models.CharField(max_length=12, choices=Counted, blank=True)
    said = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "hoạt động tuyên truyền"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "n"], name="campaign_activity_once"),
            models.CheckConstraint(
                condition=Q(reach=None, counted="") | (Q(reach__isnull=False) & ~Q(counted="")),
                name="campaign_reach_says_how",
            ),
        ]

    def is_late(self, on: dt.date) -> bool:
        """Whether its day is over and nobody said what became of it."""
        return self.state == ActivityState.TO_DO and self.on < on


class Material(models.Model):
    """A paper, picture or slide that people may take along; ``withdrawn_at`` when it was taken off the page."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="materials", db_index=False)
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "tài liệu tuyên truyền"
        constraints = [models.UniqueConstraint(fields=["campaign", "n"], name="campaign_material_once")]


class Contact(models.Model):
    """Who is on duty in a campaign, or is to be called, by role and place; gone when the campaign ends.

    Name and telephone are encrypted; no digest of the row stands in the journal, since a number could be guessed by it.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="contacts", db_index=False)
    n = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=16, choices=Role)
    place = models.CharField(max_length=120)
    hours = models.CharField(max_length=80, blank=True)
    name = EncryptedText()
    phone = EncryptedText()

    class Meta:
        verbose_name = "người trực, đầu mối liên hệ"
        constraints = [models.UniqueConstraint(fields=["campaign", "n"], name="campaign_contact_once")]
