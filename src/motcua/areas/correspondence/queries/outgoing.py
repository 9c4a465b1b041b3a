"""Reading what is composed, signed and sent."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from motcua.areas.correspondence import events, policies
from motcua.areas.correspondence.choices import BODY, ISSUER, Mend, OutgoingState, types
from motcua.areas.correspondence.models import Delivery, Incoming, Outgoing, RecipientGroup, Version
from motcua.areas.correspondence.ports import Draft
from motcua.areas.correspondence.queries.incoming import present_due
from motcua.base.calendars.queries import calendar_for
from motcua.base.files.queries import OpenedFile, open_file
from motcua.base.journal.models import Event
from motcua.base.journal.ports import Actor
from motcua.base.journal.queries import of_subject
from motcua.base.law.queries import parameter
from motcua.base.orgs.models import Post
from motcua.base.orgs.queries import NoUnitThen, posts_on, version_on
from motcua.base.people.queries import accounts_in, holder_names
from motcua.rules import authority
from motcua.rules.calendar import TZ
from motcua.rules.citing import Reference, cited
from motcua.rules.correspondence import unit_symbol
from motcua.rules.impossible import NotAllowed, NotFound
from motcua.rules.numbering import document_number
from motcua.rules.vietnamese import fold, locality

OPEN = (
    OutgoingState.DRAFT,
    OutgoingState.SUBMITTED,
    OutgoingState.RETURNED,
    OutgoingState.COSIGNING,
    OutgoingState.SIGNED,
)
NUMBERED = (OutgoingState.SIGNED, OutgoingState.ISSUED)


class NoSuchOutgoing(NotFound):
    text = "Không tìm thấy văn bản {code} trong phạm vi của đơn vị. Kiểm tra lại."


def to_act_on(code: str | Outgoing, *, by: Actor) -> Outgoing:
    """The document of an act, locked; another agency's looks like one that is not there."""
    code = code.code if isinstance(code, Outgoing) else code
    rows = Outgoing.objects.select_related("cosigned").select_for_update(of=("self",))
    found = rows.filter(code=code, agency=by.agency).first()
    if found is None or not policies.can_see_outgoing(by, found):
        raise NoSuchOutgoing(code=code)
    return found


def one(by: Actor, code: str) -> Outgoing:
    """A document that this post may see."""
    found = (
        Outgoing.objects.select_related("file", "answers", "mends", "cosigned")
        .filter(code=code, agency=by.agency)
        .first()
    )
    if found is None or not policies.can_see_outgoing(by, found):
        raise NoSuchOutgoing(code=code)
    return found


def version_of(outgoing: Outgoing) -> Version:
    """The version that stands."""
    return outgoing.versions.get(n=outgoing.version)


def draft_of(outgoing: Outgoing) -> Draft:
    """What stands in it."""
    return Draft.of_text(version_of(outgoing).content)


def file_of(by: Actor, code: str) -> OpenedFile:
    """The signed file."""
    found = one(by, code)
    if found.file is None:
        raise NoSuchOutgoing(code=code)
    return open_file(found.file.id, subject=found.subject)


@dataclass(frozen=True)
class Digital:
    """Whose digital signatures the file holds: of the one or two persons who sign, and the agency's own (seal)."""

    signer: bool = False
    cosigner: bool = False
    seal: bool = False

    @property
    def persons(self) -> int:
        """How many persons signed digitally; who else signed did so on paper."""
        return self.signer + self.cosigner


def digital(outgoing: Outgoing) -> Digital:
    """Who signed digitally: each act that signs told how many signatures the file held after it."""
    by_act = {
        events.OUTGOING_SIGNED.name: "signer", events.OUTGOING_FIRST_SIGNED.name: "signer",
        events.OUTGOING_COSIGNED.name: "cosigner", events.OUTGOING_ISSUED.name: "seal",
    }  # fmt: skip
    found, held = dict[str, bool](), 0
    for event in of_subject(outgoing.subject):
        if event.kind == events.OUTGOING_RETURNED.name:
            found, held = {}, 0
        elif event.kind in by_act:
            found[by_act[event.kind]] = event.facts["signatures"] > held
            held = event.facts["signatures"]
    return Digital(**found)


def acts_for(by: Actor, outgoing: Outgoing) -> list[str]:
    """What this post may do with it now."""
    allowed = {
        OutgoingState.DRAFT: ("submit", "cancel"), OutgoingState.RETURNED: ("submit", "cancel"),
        OutgoingState.SUBMITTED: ("sign", "send_back"),
        OutgoingState.COSIGNING: ("cosign", "send_back"), OutgoingState.SIGNED: ("issue",),
        OutgoingState.ISSUED: ("send",) if outgoing.deliveries.filter(unit="", sent_on=None).exists() else (),
    }.get(OutgoingState(outgoing.state), ())  # fmt: skip
    if outgoing.has_party:
        allowed += ("record_party",) if outgoing.wants_party else ("correct_party",)
    found = [name for name in allowed if policies.BY_OUTGOING[name](by, outgoing)]
    return [name for name in found if name != "cosign" or not has_signed(by, outgoing)]


def _persons(by: Actor, on: dt.date) -> frozenset[int]:
    """Which persons may be acting: the one signed in, else whoever holds the post."""
    return frozenset({by.account}) if by.account else accounts_in(by.post, on)


def has_signed(by: Actor, outgoing: Outgoing) -> bool:
    """Whether the first signature is of the person who acts, in whichever post either stands (Điều 13; R8.9)."""
    assert outgoing.signed_at is not None
    on = outgoing.signed_at.astimezone(TZ).date()
    first, mine = accounts_in(outgoing.signed_by, on), _persons(by, on)
    return not first.isdisjoint(mine) if first and mine else by.post == outgoing.signed_by


def signs_besides(by: Actor, outgoing: Outgoing, on: dt.date) -> bool:
    """Whether nobody but the person who acts could give the second signature."""
    second = accounts_in(outgoing.cosigner, on)
    return by.post == outgoing.cosigner or (bool(second) and second <= _persons(by, on))


def are_one(signer: str, cosigner: str, on: dt.date) -> bool:
    """Whether two posts are held by one person alone on the day."""
    first = accounts_in(signer, on)
    return len(first) == 1 and first == accounts_in(cosigner, on)


def changes(by: Actor, outgoing: Outgoing) -> bool:
    """Whether this post may write a new version now."""
    return outgoing.state in (OutgoingState.DRAFT, OutgoingState.RETURNED) and policies.can_compose(
        by, outgoing
    )


# --- lists -----------------------------------------------------------------------------------------------------


def seen_by(by: Actor) -> QuerySet[Outgoing]:
    """What this post may see."""
    if not policies.works_here(by):
        raise NotAllowed()
    found = Outgoing.objects.filter(agency=by.agency)
    if policies.sees_all(by):
        return found
    mine = policies.posts_of(by)
    return found.filter(
        Q(unit=by.unit) | Q(drafter__in=mine) | Q(signer__in=mine) | Q(cosigned__post__in=mine)
    )


def to_sign(by: Actor, at: dt.datetime) -> int:
    """How many documents wait for this post to sign them."""
    if not policies.works_here(by):
        return 0
    return listed(by, at, show="cho-ky").count()


def listed(
    by: Actor, at: dt.datetime, *, show: str = "", q: str = "", year: int | None = None
) -> QuerySet[Outgoing]:
    """``show``: "mo" worked on, "cho-ky" to be signed here, "tre" signed and not out in time, "so" the register."""
    found = seen_by(by)
    if show == "mo":
        found = found.filter(state__in=OPEN)
    elif show == "cho-ky":
        mine = policies.posts_of(by)
        first = Q(state=OutgoingState.SUBMITTED, signer__in=mine)
        second = Q(state=OutgoingState.COSIGNING, cosigned__post__in=mine)
        found = found.filter(first | second, state__in=(OutgoingState.SUBMITTED, OutgoingState.COSIGNING))
    elif show == "tre":
        found = found.filter(state=OutgoingState.SIGNED, issue_due__lt=at)
    elif show == "so":
        found = found.filter(state__in=NUMBERED)
    if year:
        found = found.filter(year=year)
    for word in fold(q).split():
        found = found.filter(search__contains=word)
    return found.order_by("-signed_at", "-pk") if show == "so" else found.order_by("-pk")


@dataclass(frozen=True)
class OutgoingFigures:
    """How what goes out stands for this post."""

    open: int
    to_sign: int
    late: int


def figures(by: Actor, at: dt.datetime) -> OutgoingFigures:
    """How many are worked on, wait for this post's signature, are issued late."""
    return OutgoingFigures(*(listed(by, at, show=show).count() for show in ("mo", "cho-ky", "tre")))


def is_late(outgoing: Outgoing, at: dt.datetime) -> bool:
    """Whether it is signed and should be out by now (R8.5), or went out late."""
    return outgoing.issue_due is not None and (outgoing.issued_at or at) > outgoing.issue_due


@dataclass
class Signed:
    """A signed document as another part of the work takes it up: whose it is, of which type, its file; who signed it,
    in which position and with what authority."""

    agency: str
    unit: str
    drafter: str
    abbreviation: str
    name: str | None
    content: bytes
    signer_name: str
    signer_position: str
    signer_authority: str

    def read(self) -> bytes:
        """What is in the file."""
        return self.content


def signed(code: str) -> Signed | None:
    """A document with its file as it was signed, unless it only corrects or recalls an earlier one."""
    found = Outgoing.objects.select_related("file").filter(code=code, mend__in=("", Mend.REPLACES)).first()
    if found is None or found.file is None or not found.number:
        return None
    content = open_file(found.file.id, subject=found.subject).content
    name = f"{code.lower()}.pdf"
    held = found.signed_at and holder_names(found.signed_by, found.signed_at.astimezone(TZ).date())
    by_authority, position = authority.signed_as(found.lines)
    return Signed(
        found.agency, found.unit, found.drafter, types()[found.type].abbreviation, name, content,
        signer_name=next(iter(held or ()), ""), signer_position=position, signer_authority=by_authority,
    )  # fmt: skip


@dataclass(frozen=True)
class Elsewhere:
    """A document that another part of the work numbered from the same books: a notice, an invitation, a decision."""

    number: str
    at: dt.datetime
    subject: str
    title: str
    kind: str


def elsewhere(by: Actor, year: int, kinds: Collection[str]) -> list[Elsewhere]:
    """Documents of the agency that other acts numbered in a year, as the journal has them; newest first.

    What stands in the register itself, and what bears the number of another body, is none of them.
    """
    if not policies.sees_all(by):
        return []
    start = dt.datetime(year, 1, 1, tzinfo=TZ)
    found = Event.objects.filter(
        kind__in=list(kinds), unit=by.agency, at__gte=start, at__lt=start.replace(year=year + 1)
    )
    own = set(
        Outgoing.objects.filter(agency=by.agency, year=year, state__in=NUMBERED).values_list(
            "number", flat=True
        )
    )
    seen: dict[tuple[str, str], Elsewhere] = {}
    for event in found.order_by("seq").iterator(chunk_size=500):
        number = str(event.facts.get("number") or "")
        if "/" in number and number not in own and event.facts.get("booked", True):
            seen.setdefault(
                (event.subject, number),
                Elsewhere(number, event.at, event.subject, event.by_title, event.kind),
            )
    return sorted(seen.values(), key=lambda row: row.at, reverse=True)


def waiting_here(by: Actor) -> list[Delivery]:
    """Documents that agencies in this installation sent here and that no number was given yet."""
    if not policies.can_keep(by):
        return []
    found = Delivery.objects.filter(unit=by.agency, incoming=None, sent_on__isnull=False)
    return list(found.select_related("outgoing", "outgoing__file").order_by("sent_on", "pk")[:50])


def delivery_here(by: Actor, key: int) -> Delivery:
    """One of these; raises NoSuchOutgoing."""
    found = next((row for row in waiting_here(by) if row.pk == key), None)
    if found is None:
        raise NoSuchOutgoing(code=str(key))
    return found


def waits_again(incoming: Incoming) -> None:
    """What was sent from here and entered by mistake waits to be entered again."""
    Delivery.objects.filter(incoming=incoming).update(incoming=None)


def delivered(row: Delivery) -> bytes:
    """The file that was sent."""
    assert row.outgoing.file is not None
    return open_file(row.outgoing.file.id, subject=row.outgoing.subject).content


def answered(incoming: Incoming) -> list[Outgoing]:
    """What answers a document that came in."""
    return list(incoming.answered_by.exclude(state=OutgoingState.CANCELLED).order_by("pk"))


# --- in whose name, to whom ------------------------------------------------------------------------------------


def agency_name(agency: str, on: dt.date) -> str:
    """ "Ủy ban nhân dân phường Long Biên"."""
    unit = version_on(agency, on)
    first, _space, rest = unit.name.partition(" ")
    return f"{BODY} {first.lower()} {rest}".strip()


def place_name(agency: str, on: dt.date) -> str:
    """ "Long Biên": where it is signed."""
    unit = version_on(agency, on)
    return locality(unit.name, unit.kind)


def head_of(agency: str, on: dt.date) -> Post | None:
    """The post that leads the agency: it directs and signs, and is no deputy."""
    posts = [post for post in posts_on(on, agency=agency) if {"sign", "direct"} <= set(post.duties)]
    return next((post for post in posts if not authority.is_deputy(post.title)), posts[0] if posts else None)


def signers(agency: str, on: dt.date, type_: str = "") -> dict[str, str]:
    """Posts that may sign a document of a type: the head, deputies, and by order heads of divisions (R8.9), who sign
    minutes too: whoever chairs does (Phụ lục III Mẫu 1.9)."""
    head = head_of(agency, on)
    if head is None:
        return {}
    found = {head.code: head.title}
    for post in posts_on(on, agency=agency):
        if "sign" in post.duties and not post.fields:
            found.setdefault(post.code, post.title)
    known = types().get(type_)
    if known is None or known.by_order or (known.signatures and not known.parties):
        for post in posts_on(on, agency=agency):
            if {"review", "direct"} <= set(post.duties):
                found.setdefault(post.code, post.title)
    return found


def cosigners(agency: str, on: dt.date) -> dict[str, str]:
    """Posts that may sign a document besides its signer: whoever works here; minutes have any of them as secretary."""
    return {
        post.code: post.title
        for post in posts_on(on, agency=agency)
        if not policies.DRAFTING.isdisjoint(post.duties)
    }


def lines_for(
    agency: str, on: dt.date, post: str, title: str, *, collective: bool, authorised: bool = False
) -> tuple[str, ...]:
    """The lines above the signature of a post; only the post that leads the agency signs as its head."""
    head = head_of(agency, on)
    leads = head is None or head.code == post
    return authority.authority_lines(
        title, head.title if head else title, body=BODY if collective else "",
        authorised=authorised and not leads, leads=leads,
    )  # fmt: skip


def symbol_of(unit: str, on: dt.date) -> str:
    """The symbol of the division that composes."""
    try:
        found = version_on(unit, on)
    except NoUnitThen:
        return ""
    return unit_symbol(found.name, found.kind)


def numbered(serial: int, draft: Draft) -> str:
    """Number and symbol (R8.2): ``07/KH-UBND``, ``15/UBND-VX``."""
    known = types()[draft.type]
    body = f"{ISSUER}-{draft.unit_symbol}" if draft.unit_symbol and not known.abbreviation else ISSUER
    return document_number(serial, known.abbreviation, body)


def unnumbered(draft: Draft) -> str:
    """The symbol of a draft, its number still to come."""
    return "……/" + numbered(1, draft).partition("/")[2]


def issue_due(agency: str, at: dt.datetime, urgency: str) -> dt.datetime:
    """By when a signed document is out (R8.5): the end of the next working day at the latest, at once when urgent."""
    if urgency:
        return present_due(agency, at, urgency)
    calendar, on = calendar_for(agency), at.astimezone(TZ).date()
    return calendar.closing(calendar.working_day_after(on, int(parameter("doc.issue_max", on))))


def unit_named(name: str, on: dt.date) -> str:
    """The agency at work in this installation that a line of recipients names; "" for any other."""
    said = fold(name)
    keys = Post.objects.filter(valid_from__lte=on).values_list("agency", flat=True).distinct()
    for key in sorted(keys):
        try:
            unit = fold(version_on(key, on).name)
        except NoUnitThen:
            continue
        if said in {unit, f"ubnd {unit}", f"uy ban nhan dan {unit}"}:
            return str(key)
    return ""


def groups(by: Actor) -> list[RecipientGroup]:
    """Recipients that are used again."""
    return list(RecipientGroup.objects.filter(agency=by.agency).order_by("name"))


def mendable(by: Actor, code: str) -> Outgoing:
    """An issued document that a new one is to correct, replace or recall."""
    found = one(by, code)
    if found.state != OutgoingState.ISSUED or found.mended in (Mend.REPLACES, Mend.RECALLS):
        raise NoSuchOutgoing(code=code)
    return found


def mender(outgoing: Outgoing) -> Outgoing | None:
    """What corrected, replaced or recalled it last."""
    return outgoing.mended_by.filter(issued_at__isnull=False).order_by("-issued_at").first()


def references(code: str) -> tuple[str, list[Reference]] | None:
    """Whose document it is and what it cites: its abstract, its grounds and its words. None when it is not there."""
    found = Outgoing.objects.filter(code=code).first()
    if found is None:
        return None
    draft = draft_of(found)
    return found.agency, list(cited("\n\n".join((draft.abstract, *draft.grounds, draft.body, draft.annexes))))


def registered(by: Actor, said: str) -> list[str]:
    """Codes of numbered documents, of those that this post may see, with this code or number; the newest first."""
    if not policies.works_here(by):
        return []
    found = seen_by(by).exclude(serial=None).filter(Q(code=said) | Q(number=said)).order_by("-pk")
    return list(dict.fromkeys(found.values_list("code", flat=True)))[:2]


def titles(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """What documents are called, of those that this actor may see; one query."""
    rows = Outgoing.objects.select_related("cosigned").filter(code__in=list(codes), agency=by.agency)
    return {row.code: f"{row} · {row.abstract}" for row in rows if policies.can_see_outgoing(by, row)}
