"""Tables of directives, their tasks with what is said of them, reviews, cascade and yearly themes."""

import uuid

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Case
from motcua.areas.directives.choices import (
    DirectiveState,
    FindingKind,
    Means,
    NoteKind,
    Outcome,
    Part,
    ReviewKind,
)
from motcua.base.files.models import StoredFile
from motcua.base.people.fields import EncryptedText
from motcua.rules.impossible import Invalid
from motcua.rules.numbering import DocumentNumber, parse_document_number


class Theme(models.Model):
    """The theme of a year's work (S073): its words, its focus, the document that sets it."""

    agency = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    focus = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "chủ đề năm"
        constraints = [models.UniqueConstraint(fields=["agency", "year"], name="theme_once_a_year")]

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"theme:{self.agency}-{self.year}"


class Directive(models.Model):
    """An official document that orders work: of the agency itself, or of a body above that it carries out.

    ``issuer_key``  identity of the unit that issued it where it is one of ours; ``issuer`` its name as written
    ``number``      number and symbol as written ("307/KH-UBND", "18-KH/QU"); ``serial`` where our book gave it;
                    ``year`` of our own number, which stands once in it
    ``parent``      the directive of above that it carries out
    ``signer_name``, ``signer_position``, ``signer_authority``  who signed it, in which position, with what authority,
                    as written ("TM. ỦY BAN NHÂN DÂN, KT."); ``recipients`` to whom it goes, a line each (nơi nhận)
    ``clarity``     the checklist its tasks must fill ("5": 5 rõ, "6": 6 rõ)
    ``field``       the field of work under which it, its tasks and their obstacles are counted
    ``review_every``  how many months lie between its reviews, 0 none; ``review_by`` the day of the next one (S065)
    ``reading``     where each field was found in the document's text, how sure that was, and who confirmed it
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    type = models.CharField(max_length=16)
    number = models.CharField(max_length=60, blank=True)
    symbol = models.CharField(max_length=40, blank=True)
    serial = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    issuer_key = models.CharField(max_length=24, blank=True)
    issuer = models.CharField(max_length=200)
    signed_on = models.DateField(null=True)
    title = models.CharField(max_length=500)
    signer_name = models.CharField(max_length=80, blank=True)
    signer_position = models.CharField(max_length=200, blank=True)
    signer_authority = models.CharField(max_length=200, blank=True)
    recipients = models.JSONField(default=list)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, related_name="directives")
    clarity = models.CharField(max_length=2, default="5")
    field = models.CharField(max_length=48, blank=True)
    review_every = models.PositiveSmallIntegerField(default=0)
    review_by = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=DirectiveState)
    drafted_by = models.CharField(max_length=40)
    drafted_at = models.DateTimeField()
    issued_by = models.CharField(max_length=40, blank=True)
    issued_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    conclusion = models.TextField(blank=True)
    reading = models.JSONField(default=dict)

    class Meta:
        verbose_name = "văn bản chỉ đạo"
        indexes = [models.Index(fields=["agency", "state", "-id"], name="directive_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(issued_at__isnull=False), name="directive_issued_at"
            ),
            models.UniqueConstraint(fields=["agency", "year", "number"], name="directive_number_once"),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    @property
    def read_number(self) -> DocumentNumber | None:
        """Its number taken apart; none where it was kept as it was written before numbers were read."""
        try:
            return parse_document_number(self.number)
        except Invalid:
            return None

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"directive:{self.code}"


class Review(models.Model):
    """A session that looks at how a directive is carried out (R8.15)."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="reviews", db_index=False)
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=ReviewKind)
    on = models.DateField()
    chair = models.CharField(max_length=200)
    conclusion = models.TextField()

    class Meta:
        verbose_name = "kỳ kiểm điểm"
        constraints = [models.UniqueConstraint(fields=["directive", "n"], name="review_of_directive_once")]


class Task(models.Model):
    """Work that a directive orders, made clear by the chosen checklist (R8.11, R8.12); a case once it is given.

    ``case``       empty while it is drafted, and of a duty that comes again, whose occurrences are tasks
    ``recurs``     of a duty: {every, day, month, before, lead}; ``duty``, ``period`` of an occurrence
    ``unit``       the division in charge; ``post`` the one accountable; ``decider`` the post that decides (thẩm quyền)
    ``due_on``     the last approved deadline, ``first_due_on`` the one given at first (R8.14)
    ``assigner``   the post that gave it: it alone accepts the result
    ``finding``    the finding of a review that it answers
    ``result``     what was handed in, in words (encrypted: they may name people)
    ``field``      the field of work it belongs to, as chosen or as its name says; blank: that of its document
    ``outcome``    what came of it, ``closed_on`` when: blank while it is open
    ``reminded``   of which stage of the present deadline whoever does it was reminded
    """

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    n = models.PositiveIntegerField()
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="task")
    agency = models.CharField(max_length=24)
    doer_agency = models.CharField(max_length=24, blank=True)
    title = models.CharField(max_length=300)
    content = models.TextField(blank=True)
    unit = models.CharField(max_length=24, blank=True)
    role = models.CharField(max_length=200, blank=True)
    post = models.CharField(max_length=40, blank=True)
    decider = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    milestones = models.JSONField(default=list)
    product = models.TextField(blank=True)
    target = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=48, blank=True)
    criteria = models.TextField(blank=True)
    recurs = models.JSONField(default=dict)
    duty = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="occurrences", db_index=False
    )
    period = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    finding = models.ForeignKey("Finding", on_delete=models.PROTECT, null=True, related_name="tasks")
    dropped = models.BooleanField(default=False)
    issued_on = models.DateField(null=True)
    assigner = models.CharField(max_length=40, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    result = EncryptedText()
    result_number = models.CharField(max_length=60, blank=True)
    asking = models.BooleanField(default=False)
    extensions = models.PositiveSmallIntegerField(default=0)
    stuck = models.PositiveSmallIntegerField(default=0)
    reminded = models.CharField(max_length=8, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    closed_on = models.DateField(null=True)

    class Meta:
        verbose_name = "nhiệm vụ"
        constraints = [
            models.UniqueConstraint(fields=["directive", "n"], name="task_of_directive_once"),
            models.UniqueConstraint(fields=["duty", "period"], name="task_of_duty_once_a_period"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "closed_on", "outcome", "unit", "post", "directive"], name="task_over",
                condition=~Q(outcome=""),
            ),
            models.Index(fields=["agency", "due_on", "outcome"], name="task_by_day", condition=~Q(outcome="")),
            models.Index(
                fields=["agency", "unit", "post", "directive"], name="task_open",
                condition=Q(outcome="", case__isnull=False),
            ),
            models.Index(
                fields=["post"], name="task_open_of_post", condition=Q(outcome="", case__isnull=False)
            ),
            models.Index(
                fields=["assigner"], name="task_open_given", condition=Q(outcome="", case__isnull=False)
            ),
            models.Index(
                fields=["doer_agency"], name="task_open_elsewhere", condition=Q(outcome="", case__isnull=False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.case.code if self.case else f"{self.directive.code}/{self.n}"

    @property
    def code(self) -> str:
        """Code of the task once it is given; never reused."""
        return self.case.code if self.case else ""


class Party(models.Model):
    """Who cooperates in a task (a unit or body, by name) or watches it (a post).

    ``confirmed_at``  when the unit took its part upon itself, ``confirmed_by`` which post said so
    ``done_at``       when it said that its part is done
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties", db_index=False)
    n = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Part)
    unit = models.CharField(max_length=24, blank=True)
    post = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "phối hợp, theo dõi"
        constraints = [models.UniqueConstraint(fields=["task", "n"], name="party_of_task_once")]
        indexes = [
            models.Index(fields=["post"], name="party_by_post", condition=~Q(post="")),
            models.Index(fields=["unit"], name="party_by_unit", condition=~Q(unit="")),
        ]


class Note(models.Model):
    """What was said of a task on its way, by which post; the words encrypted: they may name people."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="notes", db_index=False)
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=NoteKind)
    at = models.DateTimeField()
    post = models.CharField(max_length=40)
    percent = models.PositiveSmallIntegerField(null=True)
    words = EncryptedText()

    class Meta:
        verbose_name = "ghi chép nhiệm vụ"
        constraints = [models.UniqueConstraint(fields=["task", "n"], name="note_of_task_once")]


class Extension(models.Model):
    """A later deadline that was asked for, and what became of it (R8.14)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="asked", db_index=False)
    n = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    post = models.CharField(max_length=40)
    until_on = models.DateField()
    reason = EncryptedText()
    granted = models.BooleanField(null=True)
    granted_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    answer = EncryptedText()

    class Meta:
        verbose_name = "gia hạn"
        constraints = [models.UniqueConstraint(fields=["task", "n"], name="extension_of_task_once")]


class Obstacle(models.Model):
    """What stands in the way of a task: who removes it by when (S066); ``beyond`` what this agency may decide.

    ``answered_on``  the day on which the body above replied to what was passed up about it
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="obstacles", db_index=False)
    n = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    raised_by = models.CharField(max_length=40)
    words = EncryptedText()
    solver = models.CharField(max_length=40, blank=True)
    solver_words = models.CharField(max_length=200)
    due_on = models.DateField()
    beyond = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)
    solved_at = models.DateTimeField(null=True)
    solution = EncryptedText()

    class Meta:
        verbose_name = "vướng mắc"
        constraints = [models.UniqueConstraint(fields=["task", "n"], name="obstacle_of_task_once")]
        indexes = [
            models.Index(
                fields=["solver", "due_on"], name="obstacle_open", condition=Q(solved_at__isnull=True)
            )
        ]


class Expected(models.Model):
    """A unit that must issue its own document to carry out a directive, by a day; and what it issued."""

    directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, related_name="expected", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=24, blank=True)
    name = models.CharField(max_length=200)
    due_on = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)

    class Meta:
        verbose_name = "đơn vị phải triển khai"
        constraints = [models.UniqueConstraint(fields=["directive", "n"], name="expected_of_directive_once")]
        indexes = [models.Index(fields=["unit", "due_on"], name="expected_by_unit")]


class Finding(models.Model):
    """What a review found; it may become a task (``Task.finding``).

    ``kind``  a result, a shortcoming, its cause, or what must be done; of the last by
    whom (``post``) and by when
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="findings", db_index=False)
    n = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=FindingKind, blank=True)
    words = models.TextField()
    post = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)

    class Meta:
        verbose_name = "nội dung kiểm điểm"
        constraints = [models.UniqueConstraint(fields=["review", "n"], name="finding_of_review_once")]


class Attachment(models.Model):
    """A file of a directive, or of what a task produced."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="files")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="files")
    n = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tệp chỉ đạo"
        constraints = [
            models.UniqueConstraint(fields=["task", "n"], name="attachment_of_task_once"),
            models.UniqueConstraint(
                fields=["directive", "n"], name="attachment_of_directive_once", condition=Q(task=None)
            ),
        ]


class Reading(models.Model):
    """A document that is being read into a directive, until it became one or was given up.

    ``content``  {text, kind, pages, read, warnings} (encrypted JSON): what came out of the file and what was read of it
    ``said``     {point: {state, value}} (encrypted JSON): what a person confirmed, changed, left out so far
    ``file``     what was uploaded, or its text where the file itself is not one that is kept
    ``source``   code of the document in the registers whose file it is, incoming or outgoing
    ``unit``     the division whose own document it is; blank: of whoever drafts in the agency
    ``directive``  what it became; nothing of the text is kept here from then on
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.CharField(max_length=24)
    post = models.CharField(max_length=40)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)
    name = EncryptedText()
    sha256 = models.CharField(max_length=64)
    content = EncryptedText()
    said = EncryptedText()
    source = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=24, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, related_name="readings")

    class Meta:
        verbose_name = "bản đọc"
        indexes = [
            models.Index(
                fields=["agency", "-saved_at"], name="reading_under_way", condition=Q(directive__isnull=True)
            )
        ]

    @property
    def subject(self) -> str:
        """What its file belongs to until there is a directive."""
        return f"reading:{self.pk}"


class Dissemination(models.Model):
    """A session at which people were told what a document asks of them (quán triệt, S079, S119).

    ``units``     identities of the units it was for, ``unit_names`` as they were called then
    ``audience``  who was called, in words; ``present`` how many came; ``proof`` the paper that says so
    """

    directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, related_name="disseminations", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    on = models.DateField()
    means = models.CharField(max_length=8, choices=Means)
    units = models.JSONField(default=list)
    unit_names = models.JSONField(default=list)
    audience = models.CharField(max_length=200)
    present = models.PositiveIntegerField()
    proof = models.CharField(max_length=200)
    at = models.DateTimeField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "buổi quán triệt"
        constraints = [
            models.UniqueConstraint(fields=["directive", "n"], name="dissemination_of_directive_once")
        ]


class Required(models.Model):
    """A document that an agency must issue every year by a day (S074).

    ``report``  the template of the periodic report that it is; ``ahead`` the day lies in the year before
    ``first``, ``last`` years of which it is asked; ``source`` what asks it
    """

    agency = models.CharField(max_length=24)
    n = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    field = models.CharField(max_length=32, blank=True)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    ahead = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    report = models.CharField(max_length=40, blank=True)
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = "văn bản phải ban hành"
        constraints = [
            models.UniqueConstraint(fields=["agency", "n"], name="required_once"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="required_day"
            ),
        ]

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"required:{self.agency}-{self.n}"


class Fulfilment(models.Model):
    """What came of a document that must be issued, in one year.

    ``directive``  what was issued, or ``report`` the code of the periodic report that was, with number and day;
    ``counted_at`` when its day had passed and it was counted, in time or not
    """

    required = models.ForeignKey(
        Required, on_delete=models.PROTECT, related_name="fulfilments", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, related_name="fulfils")
    report = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    counted_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(null=True)

    class Meta:
        verbose_name = "văn bản đã ban hành theo danh mục"
        constraints = [models.UniqueConstraint(fields=["required", "year"], name="fulfilment_once_a_year")]
