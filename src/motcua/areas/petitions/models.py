"""Tables of petitions, of the sealed store of who denounces, and of what two petitions have in common."""

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q

from motcua.areas.cases.models import Case
from motcua.areas.petitions.choices import Channel, Mark, Outcome, PetitionClass, Purpose, Role, Sender
from motcua.base.people.fields import EncryptedText


class SealedIdentity(models.Model):
    """Who denounces, under a key of its own (R6.47); everything else knows the pseudonym only.

    ``sealed``  JSON {name, id_number, phone, email, address, handwriting, representatives, authorised, content, demand,
                supplements; of a letter that was split: against, letter (its code), from, signers}
    """

    pseudonym = models.CharField(max_length=20, unique=True)
    agency = models.CharField(max_length=24)
    sealed = models.BinaryField()
    sealed_at = models.DateTimeField()
    opened_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "danh tính được niêm phong"

    def __str__(self) -> str:
        return self.pseudonym


class Assignment(models.Model):
    """A post that was assigned in writing to open an identity, up to, not including, ``valid_to``."""

    identity = models.ForeignKey(
        SealedIdentity, on_delete=models.PROTECT, related_name="assignments", db_index=False
    )
    n = models.PositiveIntegerField()
    post = models.CharField(max_length=40)
    instrument = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        verbose_name = "giao mở danh tính"
        constraints = [
            models.UniqueConstraint(fields=["identity", "n"], name="petition_assignment_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="petition_assignment_period",
            ),
        ]


class Opening(models.Model):
    """One opening of an identity: which post, when, for what; ``reason`` in words is encrypted."""

    identity = models.ForeignKey(
        SealedIdentity, on_delete=models.PROTECT, related_name="openings", db_index=False
    )
    n = models.PositiveIntegerField()
    post = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    reason = EncryptedText()

    class Meta:
        verbose_name = "lần mở danh tính"
        constraints = [models.UniqueConstraint(fields=["identity", "n"], name="petition_opening_once")]


class Disposal(models.Model):
    """A list of stored petitions whose time of keeping is over; destroyed only under an instrument (R6.26)."""

    agency = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    listed_at = models.DateTimeField()
    until = models.DateField()
    count = models.PositiveIntegerField()
    disposed_at = models.DateTimeField(null=True)
    disposed_by = models.CharField(max_length=40, blank=True)
    instrument = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "danh mục tiêu hủy đơn lưu"
        constraints = [models.UniqueConstraint(fields=["agency", "number"], name="petition_disposal_once")]

    def __str__(self) -> str:
        return f"{self.agency}/{self.number}"


class Petition(models.Model):
    """A petition (đơn): what it says, who sent it, what it is found to be and what became of it.

    ``said``       what it was taken for at intake; ``petition_class`` what it is held for now
    ``shielded``   it denounces, or holds a denunciation: who sent it is sealed, its text for those who handle it
    ``submitter``  who sent it; none when nobody is named or the identity is sealed
    ``contact``    {name, phone, email, address} as said at intake (encrypted JSON); empty when sealed
    ``authorised`` {names, paper, certified}: who acts for the sender, under which paper, certified by whom (encrypted
                   JSON; R6.37); empty when nobody does, or sealed
    ``signers``    how many signed; ``representatives`` their names (encrypted JSON)
    ``place``      the place it is about: a hamlet or residential group, else the agency; of what denounces always the
                   agency; ``spot`` where there, in words
    ``against``    whom or what it is about
    ``owner``      keyed hash of the electronic identity that filed it online
    ``originals``  original papers sent along by mistake, to be returned (R6.27)
    ``answers``    answers on the way of the decision (rules.petitions); ``ground`` where it ended
    ``proposed``   what was proposed, by which post; ``outcome`` what was decided
    ``to_agency``  to whom it was forwarded, or to whom its sender was guided
    ``follows``    subject of the case that was decided first, of which this one complains again ("complaint:…"; R6.33)
    ``matter``     subject of the case that acceptance opened ("complaint:…")
    ``keep_until`` until when a stored petition is kept (R6.26); ``disposal`` the list that names it afterwards
    ``spared``     why posts that it names are not those it denounces, as somebody wrote who unticked them; line by line
    ``withdrawal``, ``withdrawal_on``  number and day of the signed letter by which it was withdrawn (R6.38)
    ``inform_by``  by when the denouncer must hear that it was forwarded (R6.41); ``informed_at`` when they did
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="petition")
    agency = models.CharField(max_length=24)
    said = models.CharField(max_length=16, choices=PetitionClass)
    petition_class = models.CharField(max_length=16, choices=PetitionClass)
    shielded = models.BooleanField(default=False)
    channel = models.CharField(max_length=12, choices=Channel)
    arrived_on = models.DateField()
    sender = models.CharField(max_length=8, choices=Sender, default=Sender.PERSON)
    from_agency = models.CharField(max_length=200, blank=True)
    from_number = models.CharField(max_length=60, blank=True)
    from_on = models.DateField(null=True)
    anonymous = models.BooleanField(default=False)
    submitter = models.ForeignKey("people.Citizen", on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.ForeignKey(SealedIdentity, on_delete=models.PROTECT, null=True, related_name="petitions")
    owner = models.CharField(max_length=32, blank=True, db_index=True)
    contact = EncryptedText()
    signers = models.PositiveIntegerField(default=1)
    representatives = EncryptedText()
    authorised = EncryptedText()
    topic = models.CharField(max_length=24)
    place = models.CharField(max_length=24)
    spot = EncryptedText()
    against = EncryptedText()
    content = EncryptedText()
    demand = EncryptedText()
    originals = EncryptedText()
    originals_returned_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)
    ground = models.CharField(max_length=24, blank=True)
    proposed = models.CharField(max_length=12, choices=Outcome, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_note = EncryptedText()
    settled_by = models.CharField(max_length=40, blank=True)
    to_agency = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    document_on = models.DateField(null=True)
    follows = models.CharField(max_length=80, blank=True, db_index=True)
    matter = models.CharField(max_length=80, blank=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="duplicates", db_index=False
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="parts", db_index=False
    )
    keep_until = models.DateField(null=True)
    disposal = models.ForeignKey(
        Disposal, on_delete=models.PROTECT, null=True, related_name="petitions", db_index=False
    )
    spared = EncryptedText()
    withdrawal = models.CharField(max_length=60, blank=True)
    withdrawal_on = models.DateField(null=True)
    inform_by = models.DateTimeField(null=True)
    informed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "đơn"
        indexes = [
            models.Index(fields=["agency", "topic", "arrived_on"], name="petition_by_topic"),
            models.Index(fields=["agency", "petition_class", "arrived_on"], name="petition_by_class"),
            models.Index(fields=["agency", "arrived_on"], name="petition_by_arrival"),
            models.Index(fields=["agency", "outcome", "arrived_on"], name="petition_by_outcome"),
            models.Index(fields=["agency", "petition_class", "case"], name="petition_class_listed"),
            models.Index(fields=["agency", "outcome", "case"], name="petition_outcome_listed"),
            models.Index(fields=["agency", "topic", "case"], name="petition_topic_listed"),
            models.Index(fields=["agency", "channel", "case"], name="petition_channel_listed"),
            models.Index(
                fields=["duplicate_of", "case"],
                name="petition_linked",
                condition=Q(duplicate_of__isnull=False),
            ),
            models.Index(
                fields=["agency", "keep_until"],
                name="petition_kept",
                condition=Q(keep_until__isnull=False, disposal=None),
            ),
            models.Index(
                fields=["disposal", "case"], name="petition_disposed", condition=Q(disposal__isnull=False)
            ),
            models.Index(
                fields=["agency", "inform_by"],
                name="petition_to_inform",
                condition=Q(inform_by__isnull=False, informed_at=None),
            ),
            models.Index(fields=["parent", "case"], name="petition_parts", condition=Q(parent__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(signers__gte=1), name="petition_signed_by_somebody"),
            models.CheckConstraint(
                condition=Q(submitter=None) | ~Q(petition_class="denunciation"),
                name="petition_denouncer_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    @property
    def code(self) -> str:
        """Code of the petition; never reused."""
        return self.case.code

    @property
    def received_at(self) -> dt.datetime:
        """When it was entered."""
        assert self.case.received_at is not None
        return self.case.received_at


class PetitionFile(models.Model):
    """A scan or a paper of a petition. A sealed one is encrypted under the sealed store's key before it is stored."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="files", db_index=False)
    n = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12, choices=Role)
    sealed = models.BooleanField(default=False)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "tệp của đơn"
        constraints = [models.UniqueConstraint(fields=["petition", "n"], name="petition_file_once")]


class PetitionRequest(models.Model):
    """What the sender was asked to add, and what they added; the time of the law goes on meanwhile."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="requests", db_index=False)
    n = models.PositiveSmallIntegerField()
    wanted = EncryptedText()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    said = EncryptedText()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "yêu cầu bổ sung đơn"
        constraints = [models.UniqueConstraint(fields=["petition", "n"], name="petition_request_once")]


class PetitionLetter(models.Model):
    """A letter that says what became of a petition: its wording (``form``), its number, who signed.

    ``serial``  the number it took from the agency's book; none where it was numbered elsewhere
    """

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="letters", db_index=False)
    n = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    serial = models.PositiveIntegerField(null=True)
    issued_on = models.DateField()
    post = models.CharField(max_length=40)

    class Meta:
        verbose_name = "văn bản xử lý đơn"
        constraints = [models.UniqueConstraint(fields=["petition", "n"], name="petition_letter_once")]


class Arrival(models.Model):
    """What came and is no petition yet: files sent ahead on the portal, a scan laid down at the desk, an e-mail.

    ``mark``     keyed hash under which the same is known again: of the key that only the sender's page holds, or of the
                 content itself
    ``laid_by``  the post that laid down a scan; empty for what comes from outside
    ``petition`` what it became; what was sent twice leads to the same one
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.CharField(max_length=24)
    mark = models.CharField(max_length=32)
    laid_by = models.CharField(max_length=40, blank=True)
    came_at = models.DateTimeField()
    petition = models.ForeignKey(
        Petition, on_delete=models.CASCADE, null=True, related_name="arrivals", db_index=False
    )

    class Meta:
        verbose_name = "đơn mới đến"
        constraints = [models.UniqueConstraint(fields=["agency", "mark"], name="petition_arrival_once")]
        indexes = [
            models.Index(
                fields=["agency", "laid_by", "came_at"],
                name="petition_arrival_waiting",
                condition=Q(petition=None),
            ),
            models.Index(fields=["petition"], name="petition_arrival_petition"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """Under which name its files lie."""
        return f"petition-arrival:{self.pk}"


class PetitionMark(models.Model):
    """A keyed hash under which a petition is found to be like another (R6.26); says nothing by itself."""

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=1, choices=Mark)
    hash = models.BigIntegerField()

    class Meta:
        verbose_name = "dấu đối chiếu của đơn"
        indexes = [models.Index(fields=["hash", "petition"], name="petition_mark_hash")]
