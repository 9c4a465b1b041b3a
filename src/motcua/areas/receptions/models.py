"""Tables of citizen reception: who must receive, where, on which days; who signed up; visits."""

import datetime as dt

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Case
from motcua.areas.petitions.choices import PetitionClass
from motcua.areas.receptions.choices import DayState, Result, Role, Session, Signed, SignUpState
from motcua.base.people.fields import EncryptedText


class Receiver(models.Model):
    """A post that must receive citizens in person, and as what (R6.1); up to, not including, ``valid_to``."""

    agency = models.CharField(max_length=24)
    post = models.CharField(max_length=40)
    role = models.CharField(max_length=8, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = "người có trách nhiệm tiếp công dân"
        ordering = ["role", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "post"], name="reception_receiver_once", condition=Q(valid_to=None)
            ),
            models.UniqueConstraint(
                fields=["agency"], name="reception_one_chair", condition=Q(valid_to=None, role="chair")
            ),
        ]

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        return f"receiver:{self.agency}-{self.pk}"


class Place(models.Model):
    """A place of reception and what it has; at the commune the chair decides where it is (R6.3, S040)."""

    agency = models.CharField(max_length=24)
    n = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    equipment = models.JSONField(default=list)
    checked_on = models.DateField(null=True)

    class Meta:
        verbose_name = "nơi tiếp công dân"
        ordering = ["n"]
        constraints = [models.UniqueConstraint(fields=["agency", "n"], name="reception_place_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        return f"reception-place:{self.agency}-{self.n}"


class DutyDay(models.Model):
    """A day on which a post receives citizens.

    ``seats``         how many may sign up at home
    ``about``         what is expected to be spoken of, as published (R6.4)
    ``ground``        why it is extraordinary (R6.2); ``online_ground`` why it is held online (R6.5)
    ``reason``        why it was published late, moved, called off, held by another, or missed
    ``held_by``       the post that really received
    ``moved_to``      the day to which it was moved
    ``notified_at`` … ``recorded_at``  the checks of an online session
    ``link``          where citizens connect to it: for who signed up, not public
    """

    agency = models.CharField(max_length=24)
    code = models.CharField(max_length=40, unique=True)
    post = models.CharField(max_length=40)
    role = models.CharField(max_length=8, choices=Role)
    session = models.CharField(max_length=14, choices=Session)
    on = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="days")
    seats = models.PositiveSmallIntegerField()
    about = models.CharField(max_length=300, blank=True)
    ground = models.CharField(max_length=16, blank=True)
    online = models.BooleanField(default=False)
    online_ground = models.CharField(max_length=16, blank=True)
    state = models.CharField(max_length=10, choices=DayState, default=DayState.PLANNED)
    published_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)
    held_at = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=40, blank=True)
    reason = EncryptedText()
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="moved_from")
    notified_at = models.DateTimeField(null=True)
    tested_at = models.DateTimeField(null=True)
    connected_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    link = EncryptedText()

    class Meta:
        verbose_name = "ngày tiếp công dân"
        ordering = ["on", "starts", "pk"]
        indexes = [models.Index(fields=["agency", "on"], name="reception_day_by_date")]
        constraints = [
            models.CheckConstraint(condition=Q(starts__lt=models.F("ends")), name="reception_day_lasts"),
            models.UniqueConstraint(
                fields=["post", "on", "session"], name="reception_day_once",
                condition=Q(state__in=["planned", "published", "held"], session="periodic"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        return f"duty-day:{self.code}"


class SignUp(models.Model):
    """A place taken at home for a duty day, without account.

    ``contact``  {name, phone, email} and ``about`` what it is about, encrypted, forgotten after the day; both empty of
                 who denounces (R6.45)
    ``caller``   keyed hash of telephone number or address: one place a day each
    """

    day = models.ForeignKey(DutyDay, on_delete=models.PROTECT, related_name="sign_ups", db_index=False)
    n = models.PositiveSmallIntegerField()
    contact = EncryptedText()
    about = EncryptedText()
    caller = models.CharField(max_length=32)
    persons = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=SignUpState, default=SignUpState.SIGNED)
    signed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "đăng ký tiếp công dân"
        ordering = ["n"]
        constraints = [models.UniqueConstraint(fields=["day", "n"], name="reception_sign_up_once")]

    @property
    def code(self) -> str:
        """What the citizen keeps: the day and the number."""
        return f"{self.day.code}-{self.n:02d}"


class Visit(models.Model):
    """A visit (lượt tiếp): who came, about what, what came of it; the columns of Mẫu số 03/TCD (R6.12).

    ``mark``          keyed hash of the key of the form that entered it: sent twice, it is one
    ``serial``        number in the register of the year (column 1)
    ``contact``       {name, id_number, address, phone, email, authority}, encrypted; empty for who denounces
    ``person``        keyed hash by which the same visitor is known again; empty for who denounces
    ``persons``       how many came with the same content; ``representatives`` who speaks for them
    ``settled_by``    agencies that settled it already (column 8)
    ``petition``      code of the petition that was written down or brought along
    ``papers``        [{name, copies, original}] handed over (Mẫu số 02/TCD)
    ``same_as``       code of the first visit about the same matter, or its own: distinct matters are counted by it
    ``ground``        why the citizen was refused (R6.7)
    ``conclusion``    {text, agencies, until, contact} of the head's conclusion (R6.11)
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="visit_row")
    agency = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    mark = models.CharField(max_length=32, blank=True)
    on = models.DateField()
    session = models.CharField(max_length=14, choices=Session)
    day = models.ForeignKey(DutyDay, on_delete=models.PROTECT, null=True, related_name="visits")
    online = models.BooleanField(default=False)
    received_by = models.CharField(max_length=40)
    contact = EncryptedText()
    person = models.CharField(max_length=32, blank=True, db_index=True)
    persons = models.PositiveIntegerField(default=1)
    representatives = EncryptedText()
    petition_class = models.CharField(max_length=16, choices=PetitionClass)
    topic = models.CharField(max_length=24)
    summary = EncryptedText()
    settled_by = models.CharField(max_length=300, blank=True)
    competent = models.BooleanField(default=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    result_at = models.DateTimeField(null=True)
    result_note = EncryptedText()
    to_agency = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    petition = models.CharField(max_length=60, blank=True)
    signed = models.CharField(max_length=12, choices=Signed, blank=True)
    papers = EncryptedText()
    papers_number = models.PositiveIntegerField(null=True)
    papers_at = models.DateTimeField(null=True)
    same_as = models.CharField(max_length=60)
    ground = models.CharField(max_length=8, blank=True)
    notice_number = models.PositiveIntegerField(null=True)
    notice_at = models.DateTimeField(null=True)
    notice_by = models.CharField(max_length=40, blank=True)
    conclusion = EncryptedText()

    class Meta:
        verbose_name = "lượt tiếp công dân"
        indexes = [models.Index(fields=["agency", "on"], name="reception_visit_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "serial"], name="reception_register_once"),
            models.UniqueConstraint(fields=["agency", "mark"], name="reception_once", condition=~Q(mark="")),
            models.CheckConstraint(condition=Q(persons__gte=1), name="reception_somebody_came"),
            models.CheckConstraint(
                condition=~Q(petition_class="denunciation") | Q(person=""), name="reception_denouncer_unnamed"
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the visit; never reused."""
        return self.case.code

    @property
    def shielded(self) -> bool:
        """Whether who came denounces: nothing here says who it is (R6.45–R6.47)."""
        return self.petition_class == PetitionClass.DENUNCIATION

    @property
    def received_at(self) -> dt.datetime:
        """When the citizen was received."""
        assert self.case.received_at is not None
        return self.case.received_at


class MassDuty(models.Model):
    """A duty towards many people that was done: which, by which post, when (R6.17).

    ``n``       what was noted by mistake and undone stays; the next note of the same duty is another row
    ``undone_why``  why it was undone
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="duties", db_index=False)
    code = models.CharField(max_length=16)
    n = models.PositiveSmallIntegerField(default=1)
    post = models.CharField(max_length=40)
    done_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=40, blank=True)
    undone_why = EncryptedText()

    class Meta:
        verbose_name = "trách nhiệm với đoàn đông người"
        constraints = [models.UniqueConstraint(fields=["visit", "code", "n"], name="reception_duty_once")]


class Briefing(models.Model):
    """The monthly briefing of reception (giao ban, R6.54); closed, its figures stand as they were.

    ``month``    the first day of the month it is about
    ``present``  units and people who took part; ``conclusions`` of who chaired
    ``figures``  {name: number} as of the closing
    """

    agency = models.CharField(max_length=24)
    month = models.DateField()
    opened_at = models.DateTimeField()
    held_on = models.DateField(null=True)
    chaired_by = models.CharField(max_length=40, blank=True)
    present = EncryptedText()
    conclusions = EncryptedText()
    figures = models.JSONField(default=dict)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "giao ban công tác tiếp công dân"
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["agency", "month"], name="reception_briefing_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """How people call it: GB- agency, month."""
        return f"GB-{self.agency}-{self.month:%Y%m}"

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        return f"reception-briefing:{self.code}"


class BriefingMatter(models.Model):
    """A matter raised at a briefing: what, which unit solves it by when; when it was solved and how."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="matters", db_index=False)
    n = models.PositiveSmallIntegerField()
    text = EncryptedText()
    unit = models.CharField(max_length=200)
    due = models.DateField()
    solved_at = models.DateTimeField(null=True)
    solved_by = models.CharField(max_length=40, blank=True)
    outcome = EncryptedText()

    class Meta:
        verbose_name = "việc nêu tại giao ban tiếp công dân"
        ordering = ["n"]
        constraints = [models.UniqueConstraint(fields=["briefing", "n"], name="reception_matter_once")]
        indexes = [models.Index(fields=["due"], name="reception_matter_open", condition=Q(solved_at=None))]
