"""Every read of petitions: only what this actor may see; who denounces is read by ``actions.open_identity`` alone."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import translation
from rapidfuzz import fuzz

from motcua.areas.cases import queries as cases
from motcua.areas.cases.models import Case
from motcua.areas.petitions import policies
from motcua.areas.petitions.choices import KIND, Mark, Outcome, PetitionClass, State, topics
from motcua.areas.petitions.models import (
    Assignment,
    Opening,
    Petition,
    PetitionFile,
    PetitionMark,
    SealedIdentity,
)
from motcua.areas.petitions.process import STANDARD
from motcua.base.files import queries as files
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law.queries import NoValueThen, parameter
from motcua.base.people.fields import blind, unseal
from motcua.rules import petitions as rules
from motcua.rules.impossible import Impossible, NotFound
from motcua.rules.vietnamese import fold

SHAPE = STANDARD.code
LIKELY_MOST, COMPARED_MOST = 5, 12
LEAST_ALIKE = 0.4
MARK_HEX = 15


class NoSuchPetition(cases.NoSuchCase):
    text = "Không tìm thấy đơn {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class NothingSealed(Impossible):
    text = "Đơn này không có danh tính nào được niêm phong."


# --- one petition ----------------------------------------------------------------------------------------------


def to_act_on(code: str | Petition, *, by: Actor) -> Petition:
    """The petition of an act, locked; another unit's looks like one that is not there."""
    code = code.case.code if isinstance(code, Petition) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None or not (by.post == SYSTEM.post or policies.can_see(by, case.agency)):
        raise NoSuchPetition(code=code)
    found = _with_links().get(pk=case.pk)
    found.case = case
    return found


def _with_links() -> QuerySet[Petition]:
    return Petition.objects.select_related("submitter", "sealed", "duplicate_of__case", "parent__case")


def one(by: Actor, code: str) -> Petition:
    """A petition that this actor may see; whether its text as well says ``policies.can_read``."""
    found = _with_links().select_related("case").filter(case__code=code).first()
    if found is None or not policies.can_see(by, found.case.agency):
        raise NoSuchPetition(code=code)
    return found


def contact(petition: Petition) -> dict[str, str]:
    """Who sent it as said at intake; callers ask ``policies.can_read`` first. Empty when the identity is sealed."""
    given: dict[str, str] = json.loads(petition.contact or "{}")
    return given


def representatives(petition: Petition) -> list[str]:
    """Who speaks for the signers; callers ask ``policies.can_read`` first."""
    given: list[str] = json.loads(petition.representatives or "[]")
    return given


def path(petition: Petition) -> rules.Path:
    """The way of the decision as far as it was answered."""
    return decide(petition, petition.answers)


def decide(petition: Petition, answers: Mapping[str, str]) -> rules.Path:
    """Where answers lead for this petition."""
    return rules.decide(answers, sender=rules.Sender(petition.sender), signers=petition.signers)


def events(petition: Petition) -> list[Event]:
    """The chain of the petition in the journal, oldest first."""
    return journal.of_subject(petition.case.subject)


def acts_for(by: Actor, petition: Petition) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    found = list[str]()
    for move in STANDARD.moves:
        if (
            move.source != petition.case.state
            or move.code in found
            or not policies.BY_ACT[move.code](by, petition)
        ):
            continue
        if move.code == "shield" and petition.shielded:
            continue
        if move.code == "prolong" and (
            not petition.shielded or petition.case.due_at != petition.case.promised_at
        ):
            continue
        if move.code == "settle" and petition.proposed == Outcome.ACCEPTED:
            continue  # acceptance opens a case of its kind: the area of that kind does it
        found.append(move.code)
    return found


def parts(by: Actor, petition: Petition) -> list[Petition]:
    """What a mixed petition was split into, openly; a denunciation among it is not told from here."""
    return list(Petition.objects.select_related("case").filter(parent=petition).order_by("pk"))


def linked(by: Actor, petition: Petition) -> list[Petition]:
    """Duplicates that were linked to this petition: one matter, so many petitions (R6.26)."""
    return list(Petition.objects.select_related("case").filter(duplicate_of=petition).order_by("pk"))


# --- lists -----------------------------------------------------------------------------------------------------


def listed(
    by: Actor, *, q: str = "", state: str = "", petition_class: str = "", topic: str = "", channel: str = "",
    mine: bool = False,
) -> QuerySet[Case]:  # fmt: skip
    """Petitions as cases, filtered; search knows code, class, topic and, for who may read, the sender's name."""
    found = (cases.worklist(by) if mine else cases.visible(by)).filter(kind=KIND)
    wanted = {"state": state, "petition__petition_class": petition_class, "petition__topic": topic,
              "petition__channel": channel}  # fmt: skip
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if q.strip():
        found = cases.search(found, q, people=policies.works_on(by))
    return found


def red(by: Actor, on: dt.date) -> QuerySet[Case]:
    """Petitions that nobody settled so many days after they came (R6.53: 45), the oldest law's day first."""
    try:
        days = int(parameter("petition.red_threshold", on))
    except NoValueThen:
        return Case.objects.none()
    before = on - dt.timedelta(days=days)
    found = cases.visible(by).filter(kind=KIND, closed_at=None, petition__arrived_on__lte=before)
    return found.order_by("petition__arrived_on", "id")


def figures(by: Actor, on: dt.date, now: dt.datetime) -> dict[str, int]:
    """How many are open, late, and beyond the red line."""
    still = cases.visible(by).filter(kind=KIND, closed_at=None)
    counted = still.aggregate(open=Count("id"), late=Count("id", filter=Q(due_at__lt=now)))
    return {**counted, "red": red(by, on).count(), "mine": listed(by, mine=True).count()}


# --- duplicates ------------------------------------------------------------------------------------------------


def _mark(value: str, agency: str, kind: str) -> int:
    return int(blind(value, f"petition.{agency}.{kind}")[:MARK_HEX], 16)


def marks_of(
    agency: str, *, person: Iterable[str] = (), against: str = "", content: str = ""
) -> list[tuple[str, int]]:
    """Keyed hashes of who sent it, what it is about, and a sketch of what it says."""
    found = [(str(Mark.PERSON), _mark(fold(one), agency, "person")) for one in person if one.strip()]
    if against.strip():
        runs = rules.shingles(fold(against), 2)
        about = rules.sketch((_mark(run, agency, "object") for run in runs), 6)
        found += [(str(Mark.OBJECT), hash_) for hash_ in about]
    said = rules.sketch(_mark(run, agency, "content") for run in rules.shingles(fold(content)))
    return found + [(str(Mark.CONTENT), hash_) for hash_ in said]


@dataclass(frozen=True)
class Likely:
    """A petition that may be the same again, and by what it is found to be: 0 to 1."""

    petition: Petition
    person: bool
    about: bool
    alike: float

    @property
    def score(self) -> float:
        """What is most alike comes first."""
        return self.alike + 0.5 * self.person + 0.3 * self.about


def likely_duplicates(by: Actor, petition: Petition) -> list[Likely]:
    """Petitions of the agency that may be the same: same person, same object, or content in other words (R6.26).

    Candidates share keyed hashes; only the few best are read and compared. Without content in common, the same person
    must write about the same object. Nothing of what this post may not read.
    """
    mine = list(petition.marks.values_list("kind", "hash"))
    if not mine or not policies.can_read(by, petition):
        return []
    shared = (
        PetitionMark.objects.filter(hash__in=[hash_ for _, hash_ in mine])
        .exclude(petition=petition)
        .values("petition")
        .annotate(
            person=Count("id", filter=Q(kind=Mark.PERSON)), about=Count("id", filter=Q(kind=Mark.OBJECT)),
            said=Count("id", filter=Q(kind=Mark.CONTENT)),
        )
        .order_by("-said", "-person", "-about", "-petition")[:COMPARED_MOST]
    )  # fmt: skip
    by_key = {row["petition"]: row for row in shared}
    own = fold(petition.content)
    found = []
    for other in Petition.objects.select_related("case").filter(pk__in=by_key):
        if (
            other.agency != petition.agency
            or not policies.can_read(by, other)
            or other.parent_id == petition.pk
        ):
            continue
        row = by_key[other.pk]
        alike = fuzz.token_set_ratio(own, fold(other.content)) / 100 if row["said"] or row["about"] else 0.0
        one = Likely(other, bool(row["person"]), bool(row["about"]), round(alike, 2))
        if (row["said"] and alike >= LEAST_ALIKE) or (one.person and one.about):
            found.append(one)
    return sorted(found, key=lambda one: (-one.score, one.petition.pk))[:LIKELY_MOST]


# --- the sealed store ------------------------------------------------------------------------------------------


def identity_of(petition: Petition) -> SealedIdentity:
    """The sealed identity of a petition; raises NothingSealed."""
    if petition.sealed is None:
        raise NothingSealed()
    return petition.sealed


def assigned(identity: SealedIdentity, post: str, on: dt.date) -> Assignment | None:
    """The written assignment under which a post may open an identity on a day."""
    valid = Q(valid_to=None) | Q(valid_to__gt=on)
    return Assignment.objects.filter(valid, identity=identity, post=post, valid_from__lte=on).first()


def assignments(by: Actor, petition: Petition) -> list[Assignment]:
    """Who may open, or could: for those who handle and decide the petition."""
    if petition.sealed is None or not policies.can_open(by, petition):
        return []
    return list(Assignment.objects.filter(identity=petition.sealed).order_by("n"))


def openings(by: Actor, petition: Petition) -> list[Opening]:
    """When the identity was opened, by which post, for what."""
    if petition.sealed is None or not policies.can_open(by, petition):
        return []
    return list(Opening.objects.filter(identity=petition.sealed).order_by("-n"))


# --- files -----------------------------------------------------------------------------------------------------


def files_of(by: Actor, petition: Petition) -> list[PetitionFile]:
    """Scans and papers of a petition that this post may know of."""
    if not policies.can_read(by, petition):
        return []
    rows = PetitionFile.objects.filter(petition=petition, file__erased_at=None).select_related("file")
    return list(rows.order_by("n"))


def open_scan(by: Actor, petition: Petition, n: int) -> tuple[str, bytes]:
    """(media type, content) of an open scan; a sealed one is read by ``actions.open_scan``, journalled."""
    found = next((row for row in files_of(by, petition) if row.n == n and not row.sealed), None)
    if found is None:
        raise NotFound()
    opened = files.open_file(found.file_id, subject=petition.case.code)
    return opened.view.media_type, opened.content


def sealed_content(file_id: uuid.UUID, code: str) -> tuple[str, bytes]:
    """(media type, content) of a sealed scan; only ``actions`` call this."""
    opened = files.open_file(file_id, subject=code)
    head, _newline, content = unseal(opened.content, f"petition.file:{code}").partition(b"\n")
    return str(json.loads(head)["media_type"]), content


def words_of(outcome: str) -> str:
    """An outcome in Vietnamese words, as the journal keeps them whatever language is spoken."""
    return in_vietnamese(Outcome(outcome).label) if outcome else ""


def in_vietnamese(label: object) -> str:
    """A label as the law words it."""
    with translation.override("vi"):
        return str(label)


def title_of(petition_class: str, topic: str) -> str:
    """What a petition is listed as: never people's words."""
    return f"{CLASS_WORDS[PetitionClass(petition_class)]}: {topics().get(topic, topic)}"


CLASS_WORDS: Mapping[PetitionClass, str] = {
    PetitionClass.COMPLAINT: "Khiếu nại", PetitionClass.DENUNCIATION: "Tố cáo",
    PetitionClass.SUGGESTION: "Kiến nghị, phản ánh", PetitionClass.MIXED: "Đơn nhiều nội dung",
    PetitionClass.UNKNOWN: "Đơn chưa phân loại",
}  # fmt: skip
OPEN_STATES = (State.RECEIVED, State.PROPOSED)
