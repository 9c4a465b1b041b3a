"""Tables of the hall. Nothing here says who a person is; a ticket may carry the code of a dossier."""

from django.db import models
from django.db.models import Q

from motcua.areas.counters.choices import Outcome, Priority, ScreenKind, Source, State


class Service(models.Model):
    """Loại việc: what a number is taken for. ``letter`` begins its numbers, ``fields`` are the lĩnh vực it covers.

    ``slot_capacity`` is how many numbers may be booked online for one slot; 0 takes no bookings.
    """

    place = models.CharField(max_length=24)
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=80)
    fields = models.JSONField(default=list)
    slot_capacity = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["letter"]
        constraints = [models.UniqueConstraint(fields=["place", "letter"], name="counters_one_letter")]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class Counter(models.Model):
    """Quầy: its number, and the letters it serves (none named: all)."""

    place = models.CharField(max_length=24)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    letters = models.JSONField(default=list)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number"], name="counters_one_number"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=99), name="counters_number_said"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.number}"

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        return f"counter:{self.place}-{self.number}"


class Shift(models.Model):
    """Who sits at which counter: planned (roster) from ``starts_at`` to ``ends_at``, and truly (attendance)."""

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="shifts")
    post = models.CharField(max_length=40)
    on = models.DateField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on", "counter", "starts_at"]
        indexes = [models.Index(fields=["on", "counter"], name="counters_shift_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["counter"], name="counters_one_sits",
                condition=Q(opened_at__isnull=False, closed_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["post"], name="counters_sits_once",
                condition=Q(opened_at__isnull=False, closed_at__isnull=True),
            ),
        ]  # fmt: skip


class Ticket(models.Model):
    """Số thứ tự of a day.

    ``since``    the moment since which it counts as waiting; set anew when its holder comes back
    ``express``  stands in the lane of those who go first (priority, sent on, come back)
    ``only``     the one counter that may call it, after it was sent there
    """

    place = models.CharField(max_length=24)
    on = models.DateField()
    letter = models.CharField(max_length=1)
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=8, choices=Source)
    priority = models.CharField(max_length=10, choices=Priority, blank=True)
    express = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State)
    taken_at = models.DateTimeField()
    slot_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    only = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, related_name="+")
    calls = models.PositiveSmallIntegerField(default=0)
    dossier = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "on", "letter", "number"], name="counters_one_ticket")
        ]
        indexes = [
            models.Index(fields=["place", "on", "state"], name="counters_waiting"),
            models.Index(
                fields=["place", "slot_at"], name="counters_booked", condition=Q(slot_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """The number as people read it: "A012"."""
        return f"{self.letter}{self.number:03d}"

    @property
    def name(self) -> str:
        """The number with its place and day: "00145-261120-A012"."""
        return f"{self.place}-{self.on:%y%m%d}-{self.code}"

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        return f"ticket:{self.name}"


class Call(models.Model):
    """Lượt gọi: one time that a counter called a ticket; a ticket that was sent on has several.

    ``said_at`` is when it was last called out; ``express`` from which lane it was taken.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="all_calls", db_index=False)
    n = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=24)
    on = models.DateField()
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=40)
    express = models.BooleanField(default=False)
    called_at = models.DateTimeField()
    said_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "n"], name="counters_one_call"),
            models.UniqueConstraint(
                fields=["counter"], name="counters_one_at_a_time", condition=Q(ended_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["place", "said_at"], name="counters_said"),
            models.Index(fields=["place", "on"], name="counters_calls_of_day"),
            models.Index(fields=["post", "called_at"], name="counters_calls_of_post"),
        ]


class Screen(models.Model):
    """A registered screen of the hall: what it is, and hashes of what lets its browser in.

    ``pairing`` is the hash of the code that pairs a browser once, until ``pair_until``; ``token`` the hash of what
    the browser then keeps in a cookie.
    """

    place = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=ScreenKind)
    pairing = models.CharField(max_length=32, blank=True)
    pair_until = models.DateTimeField(null=True)
    token = models.CharField(max_length=32, blank=True, db_index=True)
    registered_at = models.DateTimeField()
    paired_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["pairing"], name="counters_one_pairing", condition=~Q(pairing=""))
        ]

    def __str__(self) -> str:
        return self.name
