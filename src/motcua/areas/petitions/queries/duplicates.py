"""Petitions that may be the same again (R6.26), found by keyed hashes and compared by their words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q

from motcua.areas.petitions import policies
from motcua.areas.petitions.choices import Mark, wording
from motcua.areas.petitions.models import Petition, PetitionMark
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind
from motcua.rules import alike as rule
from motcua.rules import petitions as rules
from motcua.rules.vietnamese import fold

LIKELY_MOST, COMPARED_MOST, LOOKED_MOST, SHARING_MOST = 5, 12, 60, 200
MARK_HEX, SPOTS_MOST = 15, 6


def _mark(value: str, agency: str, kind: str) -> int:
    return int(blind(value, f"petition.{agency}.{kind}")[:MARK_HEX], 16)


def marks_of(
    agency: str, *, person: Iterable[str] = (), against: str = "", spot: str = "", content: str = ""
) -> list[tuple[str, int]]:
    """Keyed hashes of who sent it, what and where it is about, and a sketch of what it says beside what forms say."""
    found = [(str(Mark.PERSON), _mark(fold(one), agency, "person")) for one in person if one.strip()]
    if against.strip():
        runs = rules.shingles(rule.bare(against, wording()), 2)
        about = rules.sketch((_mark(run, agency, "object") for run in runs), 6)
        found += [(str(Mark.OBJECT), hash_) for hash_ in about]
    told = rule.told(f"{spot}\n{against}\n{content}", wording())
    found += [(str(Mark.OBJECT), _mark(one, agency, "spot")) for one in told.spots[:SPOTS_MOST]]
    said = rules.sketch(_mark(pair, agency, "content") for pair in told.pairs)
    return found + [(str(Mark.CONTENT), hash_) for hash_ in said]


@dataclass(frozen=True)
class Likely:
    """A petition that may be the same again, and by what it is found to be: 0 to 1.

    ``named`` only the name of the sender is the same, no number: whether it is the same person is not known.
    """

    petition: Petition
    person: bool
    about: bool
    alike: float
    named: bool = False

    @property
    def score(self) -> float:
        """What is most alike comes first."""
        return self.alike + 0.5 * self.person + 0.3 * self.about


def came_before(one: Petition, other: Petition) -> bool:
    """Whether a petition arrived before another; of one day, whichever was taken in first."""
    return (one.arrived_on, one.pk) < (other.arrived_on, other.pk)


def likely_duplicates(by: Actor, petition: Petition) -> list[Likely]:
    """Petitions of the agency that may be the same: same person, same object, or content in other words (R6.26).

    Only what came before: the first stays the first. Candidates share keyed hashes; only the few best are read and
    compared. Without content in common, the same person must write about the same object. Nothing of what this post may
    not read; and never an open petition beside a shielded one: the same story under a name would say who denounces
    (R6.45).
    """
    mine = list(petition.marks.values_list("kind", "hash"))
    if not mine or not policies.can_read(by, petition):
        return []
    hashes = [hash_ for _kind, hash_ in mine]
    near = _sharing(hashes)
    near.pop(petition.pk, None)
    best = sorted(near, key=lambda key: (-near[key], -key))[:LOOKED_MOST]
    shared = (
        PetitionMark.objects.filter(petition__in=best, hash__in=hashes, petition__arrived_on__lte=petition.arrived_on)
        .values("petition")
        .annotate(
            person=Count("id", filter=Q(kind=Mark.PERSON)), about=Count("id", filter=Q(kind=Mark.OBJECT)),
            said=Count("id", filter=Q(kind=Mark.CONTENT)),
        )
        .order_by("-said", "-person", "-about", "-petition")[:COMPARED_MOST]
    )  # fmt: skip
    by_key = {row["petition"]: row for row in shared}
    own = _told(petition)
    found = []
    for other in Petition.objects.select_related("case").filter(pk__in=by_key):
        if (
            other.agency != petition.agency
            or not came_before(other, petition)
            or not policies.can_read(by, other)
            or _of_one_receipt(petition, other)
            or other.shielded != petition.shielded
        ):
            continue
        row = by_key[other.pk]
        alike = rule.alike(own, _told(other)) if row["said"] or row["about"] else 0.0
        person = bool(row["person"])
        one = Likely(other, person, bool(row["about"]), alike, person and not numbered(petition))
        if alike >= rule.LEAST or (one.person and one.about):
            found.append(one)
    return sorted(found, key=lambda one: (-one.score, one.petition.pk))[:LIKELY_MOST]


def numbered(petition: Petition) -> bool:
    """Whether its sender is known by a number, else by name only."""
    return petition.submitter is not None and bool(petition.submitter.id_number)


def shared(one: Petition, other: Petition) -> tuple[bool, bool]:
    """Whether two petitions have their sender in common, and whether what they are about or say."""
    hashes = other.marks.values("hash")
    kinds = set(PetitionMark.objects.filter(petition=one, hash__in=hashes).values_list("kind", flat=True))
    return Mark.PERSON in kinds, bool(kinds - {Mark.PERSON})


def _of_one_receipt(one: Petition, other: Petition) -> bool:
    """Whether both are parts of one petition, or one is a part of the other."""
    return bool((one.parent_id or one.pk) == (other.parent_id or other.pk))


def _told(petition: Petition) -> rule.Told:
    return rule.told(f"{petition.spot}\n{petition.against}\n{petition.content}", wording())


def _sharing(hashes: list[int]) -> dict[int, int]:
    """How many marks the newest petitions share with these; of a mark that very many have only the newest are asked, so
    that the cost does not grow with history."""
    one = (
        "SELECT * FROM (SELECT petition_id FROM petitions_petitionmark WHERE hash = %s "
        "ORDER BY petition_id DESC LIMIT %s) AS t{}"
    )
    statement = " UNION ALL ".join(one.format(n) for n in range(len(hashes)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for hash_ in hashes for value in (hash_, SHARING_MOST)])
        return Counter(key for (key,) in cursor.fetchall())
