"""Tables of surveys. Answers stand apart from people: no moment, no order, no slip, nobody (R5.8)."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q

from motcua.areas.surveys.choices import Channel, Form, Frame, Review, Spread, State
from motcua.base.people.fields import EncryptedText
from motcua.rules.surveys import questionnaire
from motcua.rules.surveys.cells import LEAST


class LocalForm(models.Model):
    """A version of a questionnaire of the locality (R5.18); published ones never change.

    ``based_on``  code of the questionnaire it began as; ``content`` as ``rules.surveys.questionnaire`` reads it
    """

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    agency = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=Form, default=Form.DRAFT)
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    based_on = models.CharField(max_length=40, blank=True)
    content = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "bộ câu hỏi của địa phương"
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="survey_form_version_once"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None)
                | Q(state="published", published_at__isnull=False),
                name="survey_form_published_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.version}"

    @property
    def subject(self) -> str:
        """What the journal calls the questionnaire, all its versions."""
        return f"questionnaire:{self.code}"

    @property
    def asked(self) -> questionnaire.Questionnaire:
        """What is asked."""
        return questionnaire.read(self.content)


class Round(models.Model):
    """A round of a survey (đợt khảo sát): which questions, among whom, until when.

    ``form`` code and ``version`` of the questionnaire, ``content`` its questions as they were then
    ``since`` … ``until`` the period in which results were received; ``units`` whose service is asked about
    ``parts``  how many there are and how many are asked, by part of the frame: ``{part: [population, sample]}``
    ``seed``, ``frame_digest``  with which the draw can be done again (rules.surveys.sampling)
    ``slips``  slips made, of ``sample``: those that left as a letter or message at once (``letters``), the others when
    somebody of another unit prints them; ``answered`` how many came back
    ``spread`` whether each unit has a sample of its own size
    ``sheet_key`` opens the sheets that interviewers' tablets closed; made when slips go out, gone when the round closes
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    title = models.CharField(max_length=200)
    form = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField(default=dict)
    frame = models.CharField(max_length=12, choices=Frame, default=Frame.RESULTS)
    since = models.DateField()
    until = models.DateField()
    units = models.JSONField(default=list)
    margin = models.DecimalField(max_digits=4, decimal_places=3)
    parts = models.JSONField(default=dict)
    population = models.PositiveIntegerField(default=0)
    sample = models.PositiveIntegerField(default=0)
    seed = models.CharField(max_length=64, blank=True)
    frame_digest = models.CharField(max_length=64, blank=True)
    closes_on = models.DateField()
    post = models.CharField(max_length=40)
    planned_at = models.DateTimeField()
    slips = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    spread = models.CharField(max_length=8, choices=Spread, default=Spread.WHOLE)
    letters = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    conclusion = models.TextField(blank=True)
    sheet_key = EncryptedText()

    class Meta:
        verbose_name = "đợt khảo sát"
        indexes = [models.Index(fields=["agency", "state", "closes_on"], name="survey_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="survey_period_in_order"),
            models.CheckConstraint(condition=Q(answered__lte=F("slips")), name="survey_answers_within_slips"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"survey:{self.code}"

    @property
    def asked(self) -> questionnaire.Questionnaire:
        """What is asked in this round."""
        return questionnaire.read(self.content)

    @property
    def to_print(self) -> int:
        """Slips that are still to be printed and handed over, while answers are taken."""
        return self.sample - self.slips if self.state == State.OPEN else 0

    @property
    def is_too_small(self) -> bool:
        """Whether so few answered that no result may be published (R5.8)."""
        return self.answered < LEAST

    def takes(self, on: dt.date) -> bool:
        """Whether answers are taken on a day."""
        return self.state == State.OPEN and on <= self.closes_on


class Invited(models.Model):
    """A dossier whose applicant was drawn; ``by_hand`` if a printed slip is due to them. Which one is kept nowhere."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invited", db_index=False)
    code = models.CharField(max_length=60)
    unit = models.CharField(max_length=24)
    part = models.CharField(max_length=200)
    by_hand = models.BooleanField(default=False)

    class Meta:
        verbose_name = "hồ sơ được chọn"
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="survey_invited_once")]


class Slip(models.Model):
    """A slip not answered yet: the keyed hash of its secret. Gone once answered, so that nothing can be joined."""

    hash = models.CharField(max_length=32, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="unanswered")
    unit = models.CharField(max_length=24)
    part = models.CharField(max_length=200)

    class Meta:
        verbose_name = "phiếu chưa trả lời"


class TakenSheet(models.Model):
    """A sheet of a tablet that was taken: the hash of its own number, so that sending it again takes nothing twice."""

    hash = models.CharField(max_length=32, primary_key=True)

    class Meta:
        verbose_name = "phiếu máy tính bảng đã nhận"


class Waiting(models.Model):
    """An answer in the box: sealed, until enough came the same way to be shuffled and counted together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="waiting")
    channel = models.CharField(max_length=8, choices=Channel)
    sealed = EncryptedText()

    class Meta:
        verbose_name = "phiếu trong hòm"


class Answer(models.Model):
    """A counted answer: levels by criterion, from which unit's service and part; never who, never when (R5.8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers", db_index=False)
    batch = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=8, choices=Channel)
    unit = models.CharField(max_length=24)
    part = models.CharField(max_length=200)
    scores = models.JSONField(default=dict)

    class Meta:
        verbose_name = "phiếu đã đếm"
        indexes = [models.Index(fields=["round", "batch"], name="survey_answer_by_batch")]


class Words(models.Model):
    """What somebody wrote, apart from how they answered; nobody outside reads it before a leader let it through."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="words")
    batch = models.PositiveSmallIntegerField()
    text = EncryptedText()
    state = models.CharField(max_length=8, choices=Review, default=Review.NEW)

    class Meta:
        verbose_name = "lời góp ý khảo sát"


class Remedy(models.Model):
    """A task that mends what a round, or PAPI, showed: which criterion, in which directive (R5.12, S036–S038)."""

    agency = models.CharField(max_length=24)
    about = models.CharField(max_length=60)
    n = models.PositiveSmallIntegerField()
    criterion = models.CharField(max_length=40)
    directive = models.CharField(max_length=60)
    task = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "việc khắc phục sau khảo sát"
        constraints = [models.UniqueConstraint(fields=["agency", "about", "n"], name="survey_remedy_once")]


class PapiScore(models.Model):
    """A published score of PAPI of a province and year (R5.12): imported, never computed."""

    agency = models.CharField(max_length=24)
    province = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    dimension = models.CharField(max_length=2, blank=True)
    indicator = models.CharField(max_length=200)
    score = models.DecimalField(max_digits=8, decimal_places=5)

    class Meta:
        verbose_name = "điểm PAPI"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "province", "year", "indicator"], name="papi_score_once"
            )
        ]
