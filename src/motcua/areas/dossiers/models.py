"""Tables of dossiers: what the engine's case does not know."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from motcua.areas.cases.models import Case
from motcua.areas.dossiers.choices import Channel, ReturnBy
from motcua.base.people.fields import EncryptedText


class Dossier(models.Model):
    """A dossier of an administrative procedure.

    ``contact`` the applicant's name, address, phone and e-mail as given at reception, and who filed for the
                applicant, in which capacity (encrypted JSON)
    ``papers``  what was handed in: list of {component, name, copies, form}; reused ones with {reused, result}
    ``supplements`` how often the applicant was asked to supplement (R1.21)
    ``answers`` what the e-form asked and the applicant declared: {form, values} (encrypted JSON)
    ``owner``   keyed hash of the electronic identity that filed it online; empty for a counter's dossier
    ``parent``  the linked dossier of which this is a stage, ``stage`` which one (R1.7)
    ``on_the_spot`` 4 or 5: all steps are to be done at the centre (R1.9); ``one_visit`` whether they were, and the
                    applicant left with the result on the day of the reception; none before the return
    ``book_number`` serial of the agency's register of the year (Mẫu 07)
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="dossier")
    procedure = models.CharField(max_length=40)
    applicant = models.ForeignKey("people.Citizen", on_delete=models.PROTECT, null=True, related_name="+")
    contact = EncryptedText()
    channel = models.CharField(max_length=12, choices=Channel)
    return_by = models.CharField(max_length=12, choices=ReturnBy, default=ReturnBy.CENTRE)
    papers = models.JSONField(default=list)
    note = EncryptedText(default="")
    answers = EncryptedText(default="")
    owner = models.CharField(max_length=32, blank=True, db_index=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="stages")
    stage = models.PositiveSmallIntegerField(default=0)
    on_the_spot = models.PositiveSmallIntegerField(default=0)
    one_visit = models.BooleanField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    book_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """The dossier code (R1.13–R1.17); never changes, never reused."""
        return self.case.code


class SupplementRequest(models.Model):
    """Mẫu 02: what is missing, why, until when; complete and in one go (R1.21). ``number`` is the slip's own.

    ``said``            what the applicant wrote with the answer (encrypted)
    ``declared_before`` the declaration as it was, when the answer corrected it (encrypted JSON, as ``Dossier.answers``)
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="supplement_requests", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    items = EncryptedText()
    reason = EncryptedText()
    asked_at = models.DateTimeField()
    by_title = models.CharField(max_length=160)
    until = models.DateTimeField(db_index=True)
    state_before = models.CharField(max_length=32)
    answered_at = models.DateTimeField(null=True)
    said = EncryptedText(default="")
    declared_before = EncryptedText(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "round"], name="supplement_round_once")]


class Decision(models.Model):
    """A written decision about a dossier that the applicant receives: apology (Mẫu 04), refusal, stop (Mẫu 05).

    ``number`` in the agency's book of that kind and year; 0 for a cancellation, of which no paper is issued.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="decisions", db_index=False)
    form = models.CharField(max_length=12)
    number = models.PositiveIntegerField(default=0)
    reason = EncryptedText()
    law = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by_title = models.CharField(max_length=160)
    due_before = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "form"], name="decision_form_once")]


class Result(models.Model):
    """The result of a dossier: its number, moment and file.

    Signed by the official it waits for the agency's seal (``signed_at``); issued it is the result (``issued_at``).
    """

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="result")
    number = models.CharField(max_length=80)
    signed_at = models.DateTimeField(null=True)
    signer = models.CharField(max_length=160, blank=True)
    valid_to = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    by_title = models.CharField(max_length=160)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")


class Rating(models.Model):
    """What the applicant says of the service, once."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="rating")
    stars = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    comment = EncryptedText(default="")
    at = models.DateTimeField()
    channel = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(stars__gte=1, stars__lte=5), name="one_to_five_stars")
        ]


class Origin(models.Model):
    """Where a dossier that another system began comes from: that system, its number there, the file and the line."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True, related_name="origin")
    source = models.CharField(max_length=40)
    external = EncryptedText()
    external_hash = models.CharField(max_length=32)
    sha = models.CharField(max_length=64)
    row = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_hash"], name="origin_taken_over_once")
        ]
