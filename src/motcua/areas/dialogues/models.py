"""Tables of dialogues, the questions asked there, what was promised, and consultations on drafts."""

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Brought, Case
from motcua.areas.dialogues.choices import (
    CommentState,
    ConsultationState,
    DialogueState,
    Form,
    Ground,
    QuestionState,
    Stance,
    Taken,
    Way,
)
from motcua.base.people.fields import EncryptedText


class Dialogue(Brought):
    """A dialogue (R6.56): the plan, who came by group, what was concluded.

    ``kind``          code of its kind (catalogue/dialogues/kinds.csv); ``joint`` with whom it is held
    ``chair``         the post that leads it; ``topics`` what it is about
    ``groups``        groups invited, with how many {group: number}; ``participants`` who came, counts only
    ``project``       of a dialogue on a compensation plan: which project (R12.10); ``agreed`` households that agreed
    ``questions_until`` until when questions are taken on the page
    ``conclusion``    text of the conclusion notice; ``conclusion_due`` by when it must be out
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    joint = models.CharField(max_length=200, blank=True)
    purpose = models.TextField(blank=True)
    chair = models.CharField(max_length=40)
    chair_title = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topics = models.JSONField(default=list)
    groups = models.JSONField(default=dict)
    project = models.CharField(max_length=200, blank=True)
    questions_until = models.DateTimeField()
    state = models.CharField(max_length=12, choices=DialogueState)
    planned_by = models.CharField(max_length=40)
    approved_by = models.CharField(max_length=40, blank=True)
    invitation_number = models.CharField(max_length=64, blank=True)
    announced_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    participants = models.JSONField(default=dict)
    agreed = models.PositiveIntegerField(null=True)
    conclusion = models.TextField(blank=True)
    conclusion_number = models.CharField(max_length=64, blank=True)
    conclusion_due = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "đối thoại"
        indexes = [models.Index(fields=["agency", "starts_at"], name="dialogue_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="dialogue_ends_later")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"dialogue:{self.code}"


class Question(Brought):
    """A question: at a dialogue, before it, or about procedures at any time; with its answer.

    ``name``     who asks, if they said so; ``content`` their words (both encrypted, never shown as they are)
    ``shown``    what the public reads, written by who let it through; ``merged_into`` the one that asks the same
    ``answer``   what was answered, ``on_spot`` at the dialogue itself; public from ``answered_at``
    ``search``   folded text and answer, for the bank of questions and answers; empty while not public
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, null=True, related_name="questions")
    way = models.CharField(max_length=8, choices=Way)
    asked_at = models.DateTimeField()
    group = models.CharField(max_length=24, blank=True)
    topic = models.CharField(max_length=24)
    procedure = models.CharField(max_length=40, blank=True)
    name = EncryptedText()
    content = EncryptedText()
    shown = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=QuestionState)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    on_spot = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    search = models.TextField(blank=True)

    class Meta:
        verbose_name = "câu hỏi"
        indexes = [
            models.Index(fields=["agency", "state", "asked_at"], name="question_by_state"),
            models.Index(
                fields=["agency", "-answered_at"], name="question_bank",
                condition=Q(state="shown", answered_at__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"question:{self.code}"


class Commitment(models.Model):
    """What was promised at a dialogue: who keeps it (a named post), by which day; public until kept and after.

    ``promised_on`` the day first promised; ``due_on`` the day now. ``result`` what was done, ``reason`` why not.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="commitment")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="commitments")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="commitments")
    content = models.TextField()
    post = models.CharField(max_length=40)
    post_title = models.CharField(max_length=200)
    promised_on = models.DateField()
    due_on = models.DateField()
    result = models.TextField(blank=True)
    kept_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "cam kết"

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the commitment; never reused."""
        return self.case.code


class Progress(models.Model):
    """What was said of a commitment on its way."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="progress", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)
    said = models.TextField()

    class Meta:
        verbose_name = "tiến độ cam kết"
        constraints = [models.UniqueConstraint(fields=["commitment", "n"], name="commitment_progress_once")]


class Consultation(Brought):
    """Asking people about a draft before it is decided (Luật 10/2022/QH15 Điều 25–28).

    ``matter``  which item of article 25; ``forms`` how people are asked (R7.16)
    ``sent``    to whom the plan was sent: list of {to, number, on}, HĐND and MTTQ among them (R7.15)
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    title = models.CharField(max_length=300)
    matter = models.CharField(max_length=24)
    intro = models.TextField(blank=True)
    forms = models.JSONField(default=list)
    sent = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=ConsultationState)
    drafted_at = models.DateTimeField()
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)

    class Meta:
        verbose_name = "lấy ý kiến"
        indexes = [models.Index(fields=["agency", "state", "closes_on"], name="consultation_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on__gt=models.F("opens_on")),
                name="consultation_closes_later",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"consultation:{self.code}"


class Clause(models.Model):
    """A piece of the draft on which people comment; ``heads`` the chapters that begin with it."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="clauses", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    heads = models.JSONField(default=list)
    text = models.TextField()

    class Meta:
        verbose_name = "điều khoản lấy ý kiến"
        constraints = [models.UniqueConstraint(fields=["consultation", "n"], name="consultation_clause_once")]


class Explanation(models.Model):
    """What was taken in and why, or why not, for a comment or several that say the same (R7.15)."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="explanations", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    taken = models.CharField(max_length=8, choices=Taken)
    gist = models.TextField()
    why = models.TextField()
    post = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "giải trình"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "n"], name="consultation_explained_once")
        ]


class Comment(Brought):
    """A position on a clause (0: the whole draft), in words if its writer wants.

    ``device``  keyed hash of a token that stays in one browser: one position for each clause
    ``words``   as written (encrypted); ``shown`` whether an official let them through to the public
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    clause = models.PositiveSmallIntegerField(default=0)
    stance = models.CharField(max_length=8, choices=Stance)
    words = EncryptedText()
    name = EncryptedText()
    device = models.CharField(max_length=32)
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=CommentState)
    ground = models.CharField(max_length=12, choices=Ground, blank=True)
    explanation = models.ForeignKey(Explanation, on_delete=models.PROTECT, null=True, related_name="comments")

    class Meta:
        verbose_name = "ý kiến góp ý"
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "clause", "device"], name="comment_one_position_a_device"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"comment:{self.code}"


class Gathering(models.Model):
    """Positions counted elsewhere: at a conference, in a meeting, on ballots, by the Front (R7.16).

    Counts, and the gist of what was said; no names.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="gatherings", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=12, choices=Form)
    on = models.DateField()
    support = models.PositiveIntegerField(default=0)
    object = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)
    gist = models.TextField(blank=True)
    explanation = models.ForeignKey(
        Explanation, on_delete=models.PROTECT, null=True, related_name="gatherings"
    )

    class Meta:
        verbose_name = "ý kiến thu qua hình thức khác"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "n"], name="consultation_gathered_once")
        ]
