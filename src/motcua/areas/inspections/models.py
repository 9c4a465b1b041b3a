"""Tables of supervisions, criticisms and inspections, of what they recommend and what was replied."""

from django.db import models
from django.db.models import F, Q

from motcua.areas.cases.models import Brought, Case
from motcua.areas.inspections.choices import Form, Judgement, Kind, Matter, Outcome, State


class Inspection(Brought):
    """A supervision or social criticism of the Front, or an inspection of responsibility (R13.20, R15.2).

    ``agency``, ``unit``  where it is recorded and by which unit; ``body`` who does it, as named in public
    ``draft``     of a criticism: the draft on which it is; ``duties`` of an inspection: of which duties it asks
    ``units``     units looked at, ``unit_names`` as they were called then; ``partners`` with whom
    ``number``    of the plan or decision, ``decided_on`` its day
    ``findings``  what was found, ``report_number`` and ``concluded_on`` of the paper that says so
    ``figures``   numbers of an inspection by name (choices.FIGURES); ``reason`` why it was cancelled
    """

    code = models.CharField(max_length=40, unique=True)
    agency = models.CharField(max_length=24)
    unit = models.CharField(max_length=24)
    body = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=Kind)
    form = models.CharField(max_length=16, choices=Form)
    title = models.CharField(max_length=300)
    draft = models.CharField(max_length=300, blank=True)
    duties = models.JSONField(default=list)
    partners = models.CharField(max_length=300, blank=True)
    units = models.JSONField(default=list)
    unit_names = models.JSONField(default=list)
    begins_on = models.DateField()
    ends_on = models.DateField()
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    state = models.CharField(max_length=12, choices=State)
    planned_at = models.DateTimeField()
    findings = models.TextField(blank=True)
    report_number = models.CharField(max_length=60, blank=True)
    concluded_on = models.DateField(null=True)
    figures = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "cuộc giám sát, thanh tra"
        indexes = [models.Index(fields=["agency", "state", "decided_on"], name="inspection_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="inspection_ends_later")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """What the journal calls it."""
        return f"inspection:{self.code}"


class Recommendation(models.Model):
    """What is recommended to one unit, which answers in writing by a day (R13.20, R15.5).

    ``receiver``       the unit it is for, ``agency`` the agency that answers for it
    ``number``         of the paper, ``sent_on`` its day; ``post`` who was named to answer
    ``late``           whether a reply came after its day; ``asked`` how often it was asked
    ``amount``         money recommended to be recovered, ``recovered`` what was
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, primary_key=True, related_name="recommendation"
    )
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="recommendations")
    n = models.PositiveSmallIntegerField()
    agency = models.CharField(max_length=24)
    receiver = models.CharField(max_length=24)
    receiver_name = models.CharField(max_length=300)
    matter = models.CharField(max_length=16, choices=Matter)
    content = models.TextField()
    amount = models.BigIntegerField(default=0)
    number = models.CharField(max_length=60)
    sent_on = models.DateField()
    post = models.CharField(max_length=40, blank=True)
    asked = models.PositiveSmallIntegerField(default=1)
    replied_late = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_words = models.TextField(blank=True)
    recovered = models.BigIntegerField(default=0)
    settled_on = models.DateField(null=True)

    class Meta:
        verbose_name = "kiến nghị"
        indexes = [models.Index(fields=["agency", "sent_on"], name="recommendation_by_agency")]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "n"], name="recommendation_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(recovered__gte=0), name="recommendation_amounts"
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the recommendation; never reused."""
        return self.case.code


class Reply(models.Model):
    """A written reply: what is taken in, what not and why, what will be done by when and by whom.

    ``due_at`` when it was due; ``judgement`` what who recommended thinks of it, ``judged_words`` why.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="replies", db_index=False
    )
    n = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    late = models.BooleanField()
    post = models.CharField(max_length=40)
    post_title = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    replied_on = models.DateField()
    taken = models.TextField(blank=True)
    declined = models.TextField(blank=True)
    why = models.TextField(blank=True)
    will = models.TextField(blank=True)
    will_on = models.DateField(null=True)
    will_by = models.CharField(max_length=200, blank=True)
    judgement = models.CharField(max_length=8, choices=Judgement, blank=True)
    judged_words = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "trả lời kiến nghị"
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "n"], name="recommendation_reply_once")
        ]


class Watch(models.Model):
    """A recommendation that is followed up as what may be corruption (S124): only that, by whom, from when to when."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="watches")
    at = models.DateTimeField()
    post = models.CharField(max_length=40)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "theo dõi phòng, chống tham nhũng"
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(lifted_at=None), name="recommendation_watched_once"
            )
        ]

    @property
    def subject(self) -> str:
        """What the journal calls it: nothing that names the recommendation."""
        return f"watch:{self.pk}"
