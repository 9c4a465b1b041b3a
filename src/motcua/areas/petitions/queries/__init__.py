"""Every read of petitions: only what this actor may see; who denounces is read by ``actions.open_identity`` alone."""

import datetime as dt
import hmac
import itertools
import json
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import translation

from motcua.areas.cases import queries as cases
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.models import Case, ClockEvent
from motcua.areas.cases.policies import is_kept_from
from motcua.areas.petitions import policies
from motcua.areas.petitions.choices import KIND, Channel, Outcome, PetitionClass, Purpose, Role, State, topics
from motcua.areas.petitions.events import SPLIT
from motcua.areas.petitions.models import (
    Arrival,
    Assignment,
    Opening,
    Petition,
    PetitionFile,
    PetitionRequest,
    SealedIdentity,
)
from motcua.areas.petitions.process import STANDARD
from motcua.areas.petitions.queries.acting import authorisation_certified as authorisation_certified
from motcua.areas.petitions.queries.acting import authorised_most as authorised_most
from motcua.areas.petitions.queries.arrivals import arrival_of as arrival_of
from motcua.areas.petitions.queries.arrivals import in_tray as in_tray
from motcua.areas.petitions.queries.arrivals import mark_of_content as mark_of_content
from motcua.areas.petitions.queries.arrivals import mark_of_key as mark_of_key
from motcua.areas.petitions.queries.arrivals import mark_of_part as mark_of_part
from motcua.areas.petitions.queries.arrivals import mark_of_subject as mark_of_subject
from motcua.areas.petitions.queries.arrivals import page_picture as page_picture
from motcua.areas.petitions.queries.arrivals import pages_of as pages_of
from motcua.areas.petitions.queries.arrivals import picture as picture
from motcua.areas.petitions.queries.arrivals import sent_ahead as sent_ahead
from motcua.areas.petitions.queries.arrivals import taken_over as taken_over
from motcua.areas.petitions.queries.arrivals import tray as tray
from motcua.areas.petitions.queries.arrivals import typed_from as typed_from
from motcua.areas.petitions.queries.arrivals import waiting_bytes as waiting_bytes
from motcua.areas.petitions.queries.brought import has_heirs as has_heirs
from motcua.areas.petitions.queries.brought import held_since as held_since
from motcua.areas.petitions.queries.brought import of_ended_units as of_ended_units
from motcua.areas.petitions.queries.brought import to_keep_from as to_keep_from
from motcua.areas.petitions.queries.disposals import agencies_with_disposals as agencies_with_disposals
from motcua.areas.petitions.queries.disposals import disposal_to_act_on as disposal_to_act_on
from motcua.areas.petitions.queries.disposals import disposals as disposals
from motcua.areas.petitions.queries.disposals import disposed_petitions as disposed_petitions
from motcua.areas.petitions.queries.disposals import identities_only_of as identities_only_of
from motcua.areas.petitions.queries.disposals import listed_in as listed_in
from motcua.areas.petitions.queries.disposals import out_of_time as out_of_time
from motcua.areas.petitions.queries.disposals import search_left as search_left
from motcua.areas.petitions.queries.duplicates import Likely as Likely
from motcua.areas.petitions.queries.duplicates import came_before as came_before
from motcua.areas.petitions.queries.duplicates import likely_duplicates as likely_duplicates
from motcua.areas.petitions.queries.duplicates import marks_of as marks_of
from motcua.areas.petitions.queries.duplicates import numbered as numbered
from motcua.areas.petitions.queries.duplicates import shared as shared
from motcua.areas.petitions.queries.letters import due_for as due_for
from motcua.areas.petitions.queries.letters import letters as letters
from motcua.areas.petitions.queries.letters import own_letters as own_letters
from motcua.areas.petitions.queries.letters import to_issue as to_issue
from motcua.areas.petitions.queries.many import many_on as many_on
from motcua.areas.petitions.queries.many import of_many as of_many
from motcua.base.files import queries as files
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.queries import NoValueThen, parameter
from motcua.base.orgs.queries import last_version, posts_on, residential, version_on
from motcua.base.people.fields import blind, unseal
from motcua.base.people.queries import holder_names_of, posts_with
from motcua.rules import petitions as rules
from motcua.rules.calendar import TZ
from motcua.rules.denounced import Held, named_posts
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import Impossible, NotFound

SHAPE = STANDARD.code
SENT_MOST, RED_MOST, CONFIDED_MOST = 50, 5_000, 500
HANDED_WITHIN = dt.timedelta(minutes=30)
"""How long who took in a denunciation, and may not read it, still prints its receipt."""


class NoSuchPetition(cases.NoSuchCase):
    text = "Không tìm thấy đơn {code} trong phạm vi của đơn vị. Kiểm tra lại mã."


class WrongKey(cases.NoSuchCase):
    text = "Mã đơn hoặc mã tra cứu không đúng. Xem lại trên biên nhận đơn."


class NothingSealed(Impossible):
    text = "Đơn này không có danh tính nào được niêm phong."


# --- one petition ----------------------------------------------------------------------------------------------


def to_act_on(code: str | Petition, *, by: Actor) -> Petition:
    """The petition of an act, locked; another unit's looks like one that is not there."""
    code = code.case.code if isinstance(code, Petition) else code
    case = Case.objects.select_for_update().filter(kind=KIND, code=code).first()
    if case is None or not (by.post in (CITIZEN.post, SYSTEM.post) or policies.is_told(by, case)):
        raise NoSuchPetition(code=code)
    found = _with_links().get(pk=case.pk)
    found.case = case
    return found


def _with_links() -> QuerySet[Petition]:
    return Petition.objects.select_related("submitter", "sealed", "duplicate_of__case", "parent__case")


def one(by: Actor, code: str, at: dt.datetime | None = None) -> Petition:
    """A petition that this actor may see; whether its text as well says ``policies.can_read``. What denounces is there
    only for posts that handle and decide petitions (R6.45); ``at`` a moment also for the post that took it in, while
    the sender still stands there."""
    found = _with_links().select_related("case").filter(case__code=code).first()
    if found is None or not (
        policies.can_find(by, found)
        or (at is not None and not is_kept_from(by, found.case) and hands_key(by, found, at))
    ):
        raise NoSuchPetition(code=code)
    return found


def tracking_key(code: str) -> str:
    """The key on the receipt with which the sender follows the petition; derived, never stored."""
    return blind(code, "petition.tracking")[:12]


def tracked(code: str, key: str) -> Petition:
    """A petition for whoever holds its receipt; a wrong key and an unknown code look the same."""
    right = hmac.compare_digest(tracking_key(code).encode(), key.strip().lower().encode())
    found = _with_links().select_related("case").filter(case__code=code).first() if right else None
    if found is None:
        raise WrongKey(code=code)
    return found


def received_event(petition: Petition) -> Event:
    """The first event: the one that the receipt proves."""
    return events(petition)[0]


def hands_out(by: Actor, petition: Petition, at: dt.datetime) -> bool:
    """Whether this post may print the receipt: who may read the petition; of what denounces also the post that took it
    in, while the sender still stands there. The paper says neither who denounces nor that anybody does.
    """
    return policies.can_withdraw(by, petition) or hands_key(by, petition, at)


def hands_key(by: Actor, petition: Petition, at: dt.datetime) -> bool:
    """Whether the key stands on the receipt that this post prints: it goes to the sender from who took the petition in,
    while they still stand there; whoever prints the receipt later learns no key.
    """
    taken = received_event(petition)
    own = bool(by.agency) and by.agency == petition.agency and by.post == taken.by_post
    return own and at - taken.at <= HANDED_WITHIN


def sent_by(owner: str, unit: str) -> list[Petition]:
    """What somebody who signed in has sent openly, latest first; what denounces is tied to no account."""
    found = Petition.objects.select_related("case").filter(owner=owner, agency=unit) if owner else []
    return sorted(found, key=lambda one: -one.pk)[:SENT_MOST]


def following(subjects: Iterable[str]) -> list[Petition]:
    """Petitions that complain again of cases, latest first; what was taken back does not count."""
    found = _with_links().select_related("case").filter(follows__in=list(subjects))
    return list(found.exclude(case__state="withdrawn").order_by("-pk"))


def open_request(petition: Petition) -> PetitionRequest | None:
    """What the sender was asked to add and has not added yet."""
    return PetitionRequest.objects.filter(petition=petition, answered_at=None).order_by("-n").first()


def requests(petition: Petition) -> list[PetitionRequest]:
    """What was asked and added, oldest first; callers ask ``policies.can_read`` first."""
    return list(PetitionRequest.objects.filter(petition=petition).order_by("n"))


def own_files(petition: Petition) -> list[PetitionFile]:
    """Files that the holder of the receipt gets back: what they sent openly, and the written answer. None once sealed:
    what denounces is given to nobody by a code."""
    if petition.shielded:
        return []
    rows = PetitionFile.objects.filter(petition=petition, sealed=False, file__erased_at=None)
    return list(rows.exclude(role=Role.REDACTED).select_related("file").order_by("n"))


def own_file(petition: Petition, n: int) -> tuple[str, bytes]:
    """(media type, content) of one of ``own_files``."""
    found = next((row for row in own_files(petition) if row.n == n), None)
    if found is None:
        raise NotFound()
    opened = files.open_file(found.file_id, subject=petition.case.code)
    return opened.view.media_type, opened.content


def contact(petition: Petition) -> dict[str, str]:
    """Who sent it as said at intake; callers ask ``policies.can_read`` first. Empty when the identity is sealed."""
    given: dict[str, str] = json.loads(petition.contact or "{}")
    return given


def shown_as(petition: Petition) -> str:
    """By what name a petition stands in lists: the sender, the pseudonym, or that nobody is named."""
    if petition.sealed is not None:
        return petition.sealed.pseudonym
    return contact(petition).get("name", "") or "Không ghi tên"


def representatives(petition: Petition) -> list[str]:
    """Who speaks for the signers; callers ask ``policies.can_read`` first."""
    given: list[str] = json.loads(petition.representatives or "[]")
    return given


def taken_back_in_writing(petition: Petition) -> bool:
    """Whether its sender withdraws it by a signed letter only (R6.38)."""
    return petition.shielded or rules.taken_back_in_writing(petition.said, petition.petition_class)


def places(agency: str, on: dt.date) -> dict[str, str]:
    """Hamlets and residential groups of an agency on a day, by key: where a petition may be about."""
    return {unit.key: unit.name for unit in residential(agency, on)}


def level_above(agency: str, on: dt.date) -> str:
    """Whose work it is what is about the head of an agency: the chair directly above; "" at the top."""
    above = version_on(agency, on).parent_key
    return f"Chủ tịch Ủy ban nhân dân {version_on(above, on).name}" if above else ""


def about_leaders(agency: str, posts: Collection[str], on: dt.date) -> bool:
    """Whether one of these posts decides for the agency: what denounces its holder belongs to the level above (Luật Tố
    cáo Điều 12)."""
    return any("sign" in one.duties for one in posts_on(on, agency=agency) if one.code in posts)


def place_name(petition: Petition) -> str:
    """The hamlet or residential group it is about; nothing where it is about the whole agency."""
    return "" if petition.place == petition.agency else last_version(petition.place).name


def authorised(petition: Petition) -> dict[str, Any]:
    """Who acts for the sender: {names, paper, certified}; callers ask ``policies.can_read`` first."""
    given: dict[str, Any] = json.loads(petition.authorised or "{}")
    return given


def path(petition: Petition) -> rules.Path:
    """The way of the decision as far as it was answered."""
    return decide(petition, petition.answers)


def decide(petition: Petition, answers: Mapping[str, str]) -> rules.Path:
    """Where answers lead for this petition."""
    many = many_on(petition.arrived_on).are(petition.signers)
    return rules.decide(answers, sender=rules.Sender(petition.sender), many=many)


def answered_at_intake(petition: Petition) -> dict[str, str]:
    """What intake knows of the way of the decision, for an official to confirm: what it was taken for and, of what came
    online openly, that it counts as signed. How what denounces came is told nobody here (R6.45)."""
    known = {} if petition.said == PetitionClass.UNKNOWN else {"kind": petition.said}
    if petition.channel == Channel.ONLINE and not petition.shielded:
        said = contact(petition)
        if rules.signed_online(said.get("name", ""), said.get("address", "")):
            known["signed"] = rules.YES
    return known


def events(petition: Petition) -> list[Event]:
    """The chain of the petition in the journal, oldest first."""
    return journal.of_subject(petition.case.subject)


def acts_for(by: Actor, petition: Petition) -> list[str]:
    """Names of the acts that this post may do now, in the order of the process."""
    found = list[str]()
    for move in STANDARD.moves:
        if (
            move.source != petition.case.state
            or move.code in (*found, "succeed")
            or not policies.BY_ACT[move.code](by, petition)
        ):
            continue
        if move.code == "shield" and petition.shielded:
            continue
        if move.code == "prolong" and (not petition.shielded or prolonged(petition)):
            continue
        if move.code == "inform" and (petition.inform_by is None or petition.informed_at is not None):
            continue
        if move.code in ("ask", "supplement") and (open_request(petition) is None) != (move.code == "ask"):
            continue
        if move.code == "settle" and petition.proposed == Outcome.ACCEPTED:
            continue  # acceptance opens a case of its kind: the area of that kind does it
        found.append(move.code)
    return found


def longest(petition: Petition) -> int:
    """Working days within which a denunciation is looked at though it must be verified in several places (R6.41)."""
    return int(parameter("denunciation.max", counted_from(petition).astimezone(TZ).date()))


def counted_from(petition: Petition) -> dt.datetime:
    """Since when its time counts (R6.23, R6.41)."""
    return ClockEvent.objects.get(case=petition.case, n=1).at


def prolonged(petition: Petition) -> bool:
    """Whether the longest time of initial handling was taken already (R6.41)."""
    return ClockEvent.objects.filter(case=petition.case, kind=ClockKind.PROLONGED).exists()


def parts(by: Actor, petition: Petition) -> list[Petition]:
    """What a mixed petition was split into; of a petition that names its sender no part that was shielded since."""
    found = Petition.objects.select_related("case").filter(parent=petition).order_by("pk")
    return list(found if petition.shielded else found.filter(shielded=False))


def sent_in(petition: Petition) -> list[Petition]:
    """Every petition that a letter became, what denounces among them, for whoever holds its receipt; no post reads
    this (R6.45)."""
    found = list(Petition.objects.select_related("case").filter(parent=petition).order_by("pk"))
    had = {event.unit for event in events(petition)}
    for n in itertools.count(1):
        led = Arrival.objects.filter(agency__in=had, mark=mark_of_part(petition, n))
        one = led.select_related("petition__case").first()
        if one is None or one.petition is None:
            return found
        found.append(one.petition)
    return found


def history(by: Actor, petition: Petition, on: dt.date) -> list[Event]:
    """What happened, as this post may know: that more stood in the letter, and when it was taken out, is told of what
    denounces to nobody but who is assigned, of what goes on openly to nobody (R6.45)."""
    known = knows_origin(by, petition, on) if petition.shielded else petition.outcome == Outcome.SPLIT
    return [event for event in events(petition) if known or event.kind != SPLIT.name]


def knows_origin(by: Actor, petition: Petition, on: dt.date) -> bool:
    """Whether this post may know how and on which day a petition came: of what denounces only who is assigned, for the
    petition entered from the same letter came on that day and in that way, and names its sender (R6.45)."""
    return not petition.shielded or (
        petition.sealed is not None and assigned(petition.sealed, by.post, on) is not None
    )


def parent_of(petition: Petition) -> Petition | None:
    """The petition from which this one was split; none when only one of the two is shielded."""
    whole = petition.parent
    return whole if whole is not None and whole.shielded == petition.shielded else None


def linked(by: Actor, petition: Petition) -> list[Petition]:
    """Duplicates that were linked to this petition: one matter, so many petitions (R6.26); what was shielded since
    leads to none that is open, nor back."""
    same = Petition.objects.filter(duplicate_of=petition, shielded=petition.shielded)
    return list(same.select_related("case").order_by("pk"))


def first_of(petition: Petition) -> Petition | None:
    """The petition to which this one was linked; none when only one of the two is shielded."""
    first = petition.duplicate_of
    return first if first is not None and first.shielded == petition.shielded else None


def to_confide() -> list[Petition]:
    """What denounces and was taken in before such petitions were confidential."""
    found = Petition.objects.select_related("case").filter(shielded=True, case__confidential=False)
    return list(found.order_by("pk")[:CONFIDED_MOST])


# --- lists -----------------------------------------------------------------------------------------------------


def _there(found: QuerySet[Case], by: Actor) -> QuerySet[Case]:
    """Of what denounces nothing for posts that do not handle or decide it (``policies.can_find``)."""
    if policies.works_on_denunciations(by):
        return found
    return found.filter(Q(petition__shielded=False) | Q(stands_in__in=[by.post, by.on_behalf_of or by.post]))


def listed(
    by: Actor, *, q: str = "", state: str = "", petition_class: str = "", outcome: str = "", topic: str = "",
    channel: str = "", mine: bool = False,
) -> QuerySet[Case]:  # fmt: skip
    """Petitions as cases, filtered; search knows code, class, topic and, for who may read, the sender's name."""
    found = _there((cases.worklist(by) if mine else cases.visible(by)).filter(kind=KIND), by)
    wanted = {
        "state": state, "petition__petition_class": petition_class, "petition__outcome": outcome,
        "petition__topic": topic, "petition__channel": channel,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if channel:
        found = found.filter(petition__shielded=False)  # how what denounces came is not sought by
    if q.strip():
        found = cases.search(found, q, by=by)
    return found


def concerned(petition: Petition) -> list[str]:
    """The posts that it is about; callers ask ``policies.can_read`` first."""
    return petition.case.kept_from.split()


def named_by(petition: Petition, on: dt.date) -> list[str]:
    """Posts of its agency that it names, and all others of who holds them."""
    return named_in(petition.agency, petition.against, f"{petition.content}\n{petition.demand}", on)


def may_denounce(agency: str, petition_class: str, against: str, said: str, on: dt.date) -> bool:
    """Whether a letter sounds like a denunciation, or names posts of the agency and nobody has said what it is: until
    somebody has, who wrote it is not to be named beside it (R6.20, R6.45)."""
    if petition_class == PetitionClass.DENUNCIATION or sounds_like(f"{against}\n{said}"):
        return True
    return petition_class == PetitionClass.UNKNOWN and bool(named_in(agency, against, said, on))


def named_in(agency: str, against: str, said: str, on: dt.date) -> list[str]:
    """Posts of an agency that a text names, and all others of who holds them."""
    names = holder_names_of(agency, on)
    posts = posts_on(on, agency=agency)
    held = [Held(post.code, post.title, tuple(names.get(post.code, ()))) for post in posts]
    known = {post.code for post in posts}
    found = named_posts(against, said, held)
    return [post for post in posts_with(found, on) if post in known]


def page(by: Actor, *, size: int, cursor: str | None = None, **wanted: Any) -> cases.Page:
    """One page of ``listed``, newest first. Cost does not grow with history.

    What only columns of petitions choose is chosen by their own keys first: the database then reads one index in the
    order of the list, and the few cases of the page.
    """
    said = {name: value for name, value in wanted.items() if value}
    if said.keys() == {"q"} and policies.can_see(by, by.agency):
        before = int(cursor) if cursor else None
        found = cases.newest_found(by, KIND, said["q"], most=size + 1, before=before)
        if found is not None:
            return cases.page(_there(Case.objects.filter(pk__in=found), by), size=size)
    own = {name: value for name, value in wanted.items() if value and name in LISTED_BY}
    if "channel" in own or (own and not policies.works_on_denunciations(by)):
        own["shielded"] = False
    if not own or any(value for name, value in wanted.items() if name not in LISTED_BY):
        return cases.page(listed(by, **wanted), size=size, cursor=cursor)
    if not policies.can_see(by, by.agency):
        return cases.Page([], None)
    keys = (
        Petition.objects.filter(agency=by.agency, **own)
        .exclude(case_id__in=cases.kept_from(by))
        .order_by("-case_id")
        .values_list("case_id", flat=True)
    )
    if cursor:
        keys = keys.filter(case_id__lt=int(cursor))
    return cases.page(Case.objects.filter(pk__in=list(keys[: size + 1])), size=size)


LISTED_BY = frozenset({"petition_class", "outcome", "topic", "channel"})


def _unsettled(by: Actor) -> QuerySet[Petition]:
    """Petitions of which nothing became yet: few, and found by an index, however many were settled."""
    if not policies.can_see(by, by.agency):
        return Petition.objects.none()
    found = Petition.objects.filter(agency=by.agency, outcome="").exclude(case_id__in=cases.kept_from(by))
    return found if policies.works_on_denunciations(by) else found.filter(shielded=False)


def red_days(on: dt.date) -> int | None:
    """After how many days a petition that nobody settled is on the red line, by the law of a day (R6.53)."""
    try:
        return int(parameter("petition.red_threshold", on))
    except NoValueThen:
        return None


def _red(by: Actor, on: dt.date) -> QuerySet[Petition]:
    days = red_days(on)
    if days is None:
        return Petition.objects.none()
    before = on - dt.timedelta(days=days)
    return _unsettled(by).filter(arrived_on__lte=before, case__closed_at=None)


def red(by: Actor, on: dt.date) -> QuerySet[Case]:
    """Petitions that nobody settled so many days after they came (R6.53: 45), the oldest law's day first."""
    keys = list(_red(by, on).order_by("arrived_on", "case_id").values_list("case_id", flat=True)[:RED_MOST])
    return _there(Case.objects.filter(pk__in=keys), by).order_by("petition__arrived_on", "id")


def _late(now: dt.datetime) -> Q:
    return Q(finished_at=None, paused=False, due_at__lt=now)


def still(by: Actor, *, late: dt.datetime | None = None) -> QuerySet[Case]:
    """Petitions that are open, or of those the late ones; by what is due first the index of open work is read."""
    found = _there(cases.visible(by).filter(kind=KIND, closed_at=None), by)
    return found if late is None else found.filter(_late(late))


def figures(by: Actor, on: dt.date, now: dt.datetime) -> dict[str, int]:
    """How many are open, late, and beyond the red line."""
    counted = still(by).aggregate(open=Count("id"), late=Count("id", filter=_late(now)))
    return {**counted, "red": _red(by, on).count(), "mine": listed(by, mine=True).count()}


def to_inform(by: Actor) -> list[Petition]:
    """Denunciations that were forwarded and whose denouncer does not know yet, the most urgent first (R6.41)."""
    found = Petition.objects.filter(agency=by.agency, inform_by__isnull=False, informed_at=None)
    return [
        one
        for one in found.select_related("case").order_by("inform_by", "case_id")
        if policies.can_inform(by, one)
    ]


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


def assignments_of(petition: Petition, posts: Collection[str], on: dt.date) -> list[Assignment]:
    """The written assignments of these posts that hold on a day."""
    if petition.sealed is None:
        return []
    valid = Q(valid_to=None) | Q(valid_to__gt=on)
    rows = Assignment.objects.filter(valid, identity=petition.sealed, post__in=list(posts))
    return list(rows.select_related("identity").order_by("n"))


def assignments(by: Actor, petition: Petition) -> list[Assignment]:
    """Who may open, or could: for those who handle and decide the petition."""
    if petition.sealed is None or not policies.can_open(by, petition):
        return []
    return list(Assignment.objects.filter(identity=petition.sealed).order_by("n"))


def openings(by: Actor, petition: Petition, on: dt.date) -> list[Opening]:
    """When the identity was opened, by which post, for what; that it was to split a letter, who is assigned knows."""
    if petition.sealed is None or not policies.can_open(by, petition):
        return []
    found = Opening.objects.filter(identity=petition.sealed).order_by("-n")
    return list(found if knows_origin(by, petition, on) else found.exclude(purpose=Purpose.SPLIT))


# --- files -----------------------------------------------------------------------------------------------------


def files_of(by: Actor, petition: Petition) -> list[PetitionFile]:
    """Scans and papers of a petition that this post may know of."""
    if not policies.can_read(by, petition):
        return []
    rows = PetitionFile.objects.filter(petition=petition, file__erased_at=None).select_related("file")
    return list(rows.order_by("n"))


def names_nobody(by: Actor, petition: Petition, n: int) -> bool:
    """Whether a file is one of the office's own: the redacted copy, the written answer."""
    return any(row.n == n and row.role != Role.ORIGINAL for row in files_of(by, petition))


def scan(by: Actor, petition: Petition, n: int) -> tuple[str, bytes]:
    """(media type, content) of a file that is not sealed; what people sent is read by ``actions.read_scan``, a sealed
    scan by ``actions.open_scan``, both journalled."""
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
