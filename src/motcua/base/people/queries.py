"""Who acts, and finding people: only for posts that may, showing the least."""

import datetime as dt
import hashlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import F, Q, QuerySet

from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import RESIDENTIAL
from motcua.base.orgs.models import Post
from motcua.base.orgs.queries import agency_of, last_version, post_on, units_on, version_on
from motcua.base.people import policies
from motcua.base.people.choices import Door, fields_of_work
from motcua.base.people.fields import blind, blind_word, blind_words
from motcua.base.people.models import (
    Account,
    ApiToken,
    Citizen,
    Delegation,
    Holding,
    Identity,
    Stewardship,
)
from motcua.rules.impossible import NotAllowed, NotFound

TOKEN_PREFIX = "mc_"
KNOWN_FOR_SECONDS = 5.0
KNOWN_AT_MOST = 2_000
FOUND_AT_MOST = 10


class NoSuchAccount(NotFound):
    text = "Không có tài khoản {account}."


class NoSuchHolding(NotFound):
    text = "Không tìm thấy việc bố trí này."


class NoSuchDelegation(NotFound):
    text = "Không tìm thấy giấy ủy quyền này."


class NoSuchStewardship(NotFound):
    text = "Không có phân công phụ trách này."


class NoSuchToken(NotFound):
    text = "Không tìm thấy mã truy cập này."


class NoSuchIdentity(NotFound):
    text = "Phiên đăng nhập đã hết. Đăng nhập lại để tiếp tục."


class NoSuchCitizen(NotFound):
    text = "Không tìm thấy người này."


# --- who acts -----------------------------------------------------------------------------------------------

_POST = ("code", "title", "unit_id", "agency_id", "duties", "fields", "valid_from", "valid_to")
_known_tokens: dict[str, tuple[float, dt.date, Actor, str]] = {}


def token_hash(raw: str) -> str:
    """What is kept of an access token."""
    return hashlib.sha256(raw.encode()).hexdigest()


def forget_tokens() -> None:
    """Look every token up again (this process; others do so within ``KNOWN_FOR_SECONDS``)."""
    _known_tokens.clear()


def actor_for_token(raw: str, on: dt.date, *, door: str = Door.API) -> Actor | None:
    """The post an access token acts in; None when unknown, revoked, the post is not valid on the day, or the token does
    not open this door (one for the API opens every door).

    One small query; a token just seen is known for five seconds: a revoked one stops within five seconds.
    """
    if not raw.startswith(TOKEN_PREFIX):
        return None
    hash_ = token_hash(raw)
    moment = time.monotonic()
    known = _known_tokens.get(hash_)
    if known and known[0] > moment and known[1] == on:
        return known[2] if known[3] in (Door.API, door) else None
    row = (
        ApiToken.objects.filter(hash=hash_, revoked_at=None)
        .values_list("door", *(f"post__{name}" for name in _POST))
        .first()
    )
    if row is None:
        _known_tokens.pop(hash_, None)
        return None
    opens, code, title, unit, agency, duties, fields, valid_from, valid_to = row
    if valid_from > on or (valid_to is not None and valid_to <= on):
        return None
    actor = Actor(code, title, unit, agency, frozenset(duties), frozenset(fields))
    if len(_known_tokens) >= KNOWN_AT_MOST:
        _known_tokens.clear()
    _known_tokens[hash_] = (moment + KNOWN_FOR_SECONDS, on, actor, opens)
    return actor if opens in (Door.API, door) else None


def _actor(post: Post) -> Actor:
    return Actor(
        post=post.code,
        title=post.title,
        unit=post.unit_id,
        agency=post.agency_id,
        duties=frozenset(post.duties),
        fields=frozenset(post.fields),
    )


def _valid(on: dt.date, prefix: str = "") -> Q:
    """Rows whose period contains the day."""
    upto = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on})
    return upto & Q(**{f"{prefix}valid_from__lte": on})


def actor_for_post(code: str, on: dt.date) -> Actor:
    """Somebody acting in the post on the day, whoever holds it; raises orgs.queries.NoPost."""
    return _actor(post_on(code, on))


def actors_for_account(account: int, on: dt.date) -> list[Actor]:
    """The posts that an account may act in on the day: those it holds, then those delegated to them.

    Acting by delegation, the actor is the post held, working for the unit that delegated, with the delegated
    duties only, and ``on_behalf_of`` names the post that delegated.
    """
    held = list(
        Holding.objects.filter(_valid(on), _valid(on, "post__"), account=account, account__is_active=True)
        .select_related("post", "account")
        .order_by("valid_from", "post__code")
    )
    if not held:
        return []
    own = {holding.post_id: _actor(holding.post) for holding in held}
    lent = [
        replace(
            _actor(delegation.from_post),
            post=own[delegation.to_post_id].post,
            title=own[delegation.to_post_id].title,
            duties=frozenset(policies.delegated(delegation.from_post.duties, delegation.duties)),
            on_behalf_of=delegation.from_post.code,
        )
        for delegation in Delegation.objects.filter(_valid(on), _valid(on, "from_post__"), to_post__in=own)
        .select_related("from_post")
        .order_by("from_post__code", "valid_from")
    ]
    name = held[0].account.get_full_name()
    return [replace(actor, account=account, name=name) for actor in [*own.values(), *_merged(lent)]]


def _merged(lent: Iterable[Actor]) -> list[Actor]:
    """Several delegations between the same posts act as one."""
    found: dict[tuple[str, str], Actor] = {}
    for actor in lent:
        key = (actor.post, actor.on_behalf_of)
        before = found.get(key)
        found[key] = replace(actor, duties=actor.duties | before.duties) if before else actor
    return list(found.values())


def holder_names(post: str, on: dt.date) -> list[str]:
    """Names of the officials who hold a post on the day, for printing and signing."""
    held = (
        Holding.objects.filter(_valid(on), post__code=post).select_related("account").order_by("valid_from")
    )
    return [holding.account.get_full_name() for holding in held]


def accounts_in(post: str, on: dt.date) -> frozenset[int]:
    """The accounts that hold a post on the day: which persons sign in it."""
    return frozenset(Holding.objects.filter(_valid(on), post__code=post).values_list("account", flat=True))


def posts_with(posts: Iterable[str], on: dt.date) -> list[str]:
    """These posts and every other that one of their holders holds on the day: a person is the same in all of them."""
    held = Holding.objects.filter(_valid(on), _valid(on, "post__"))
    holders = held.filter(post__code__in=list(posts)).values_list("account", flat=True)
    beside = held.filter(account__in=list(holders)).values_list("post__code", flat=True)
    return sorted({*posts, *beside})


def held_by_same(posts: Mapping[str, dt.date], on: dt.date) -> dict[str, list[Holding]]:
    """Of each post what else is held on the day, or from a later one, by whoever held it since a day of its own: who
    moves to another post, or another agency, is the same person there."""
    rows = Holding.objects.filter(post__code__in=list(posts)).values_list("post__code", "account", "valid_to")
    held = [(post, account) for post, account, end in rows if end is None or end > posts[post]]
    later = Q(valid_to=None) | Q(valid_to__gt=on)
    beside: dict[int, list[Holding]] = {}
    for row in Holding.objects.filter(later, account__in={one for _post, one in held}).select_related("post"):
        beside.setdefault(row.account_id, []).append(row)
    found: dict[str, list[Holding]] = {}
    for post, account in held:
        found.setdefault(post, []).extend(row for row in beside.get(account, []) if row.post.code != post)
    return found


def holder_names_of(agency: str, on: dt.date) -> dict[str, list[str]]:
    """Names of the officials of an agency by the post they hold on the day; one query."""
    found: dict[str, list[str]] = {}
    held = Holding.objects.filter(_valid(on), _valid(on, "post__"), post__agency=agency).order_by(
        "valid_from"
    )
    for post, name in held.values_list("post__code", "account__name"):
        found.setdefault(post, []).append(name)
    return found


def delegations_of(by: Actor, on: dt.date) -> list[Delegation]:
    """What the post lets others do for it and what it does for others, on the day or later; soonest first."""
    mine = Q(from_post__code=by.post) | Q(to_post__code=by.post)
    rows = Delegation.objects.filter(mine, valid_to__gt=on).exclude(valid_to=F("valid_from"))
    return list(rows.select_related("from_post", "to_post").order_by("valid_from", "pk"))


def delegation_to(
    post: str, duty: str, on: dt.date, *, from_post: str = "", ended: bool = False
) -> Delegation | None:
    """The delegation under which a post may use a duty on a day; with ``ended`` the last one that no longer holds.

    ``from_post`` asks for that of one giver only.
    """
    rows = Delegation.objects.filter(to_post__code=post).exclude(valid_to=F("valid_from"))
    rows = rows.filter(valid_to__lte=on) if ended else rows.filter(_valid(on), _valid(on, "from_post__"))
    if from_post:
        rows = rows.filter(from_post__code=from_post)
    found = rows.select_related("from_post", "to_post").order_by("-valid_to", "-pk")
    return next((one for one in found if duty in one.duties), None)


def delegations_with(agency: str, duty: str) -> list[Delegation]:
    """Every delegation of a duty within an agency, whenever it holds; the latest first."""
    rows = Delegation.objects.filter(from_post__agency=agency).exclude(valid_to=F("valid_from"))
    found = rows.select_related("from_post", "to_post").order_by("-valid_from", "-pk")
    return [one for one in found if duty in one.duties]


@dataclass(frozen=True)
class InCharge:
    """Who is in charge of a field of work in a unit on a day: the post, and the names of who holds it then."""

    row: Stewardship
    unit: str
    field: str
    title: str
    names: tuple[str, ...]

    @property
    def last_day(self) -> dt.date | None:
        """The last day of it; None while no end is known."""
        return self.row.valid_to - dt.timedelta(days=1) if self.row.valid_to else None


def stewardship(by: Actor, number: int) -> Stewardship:
    """One of the agency's; another agency's looks like one that is not there."""
    found = Stewardship.objects.filter(pk=number, agency=by.agency).first() if by.agency else None
    if found is None:
        raise NoSuchStewardship()
    return found


def units_in_charge(agency: str, on: dt.date) -> dict[str, str]:
    """The agency and its divisions on the day, by identity: where somebody may be in charge of a field."""
    own = version_on(agency, on)
    beneath = [one for one in units_on(on, parent=own.code) if one.kind not in RESIDENTIAL]
    return {one.key: one.name for one in [own, *beneath] if agency_of(one.key, on).key == agency}


def _shown(rows: Iterable[Stewardship], agency: str, on: dt.date) -> list[InCharge]:
    names, fields, order = holder_names_of(agency, on), fields_of_work(), list(fields_of_work())
    found = [
        InCharge(
            row, last_version(row.unit).name, fields.get(row.field, row.field), row.post.title,
            tuple(names.get(row.post.code, ())),
        )
        for row in rows
    ]  # fmt: skip
    ranked = {code: n for n, code in enumerate(order)}
    return sorted(
        found,
        key=lambda one: (one.row.unit != agency, one.unit, ranked.get(one.row.field, 99), one.row.valid_from),
    )


def in_charge(agency: str, on: dt.date, field: str = "") -> list[InCharge]:
    """Who was in charge of what on a day, of the agency itself first; of one ``field``, where it is named."""
    rows = Stewardship.objects.filter(_valid(on), agency=agency).select_related("post")
    return _shown(rows.filter(field=field) if field else rows, agency, on)


def in_charge_coming(agency: str, on: dt.date) -> list[InCharge]:
    """What was decided and begins after the day."""
    rows = Stewardship.objects.filter(agency=agency, valid_from__gt=on).exclude(valid_to=F("valid_from"))
    return _shown(rows.select_related("post"), agency, on)


def uncharged(agency: str, on: dt.date) -> list[str]:
    """Fields of work of which nobody is in charge for the agency as a whole on the day."""
    there = Stewardship.objects.filter(_valid(on), agency=agency, unit=agency).values_list("field", flat=True)
    return [name for code, name in fields_of_work().items() if code not in set(there)]


def account_named(username: str) -> Account:
    """An account by its sign-in name; raises NoSuchAccount."""
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise NoSuchAccount(account=username)
    return account


# --- citizens who sign in -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignedIn:
    """A person with an electronic identity, as their own pages need them."""

    id: int
    hash: str
    number_hash: str
    name: str
    id_number: str
    born_on: str
    sex: str
    address: str
    phone: str
    email: str

    def known(self) -> dict[str, str]:
        """What an e-form need not ask again (rules.eforms.KNOWN)."""
        return {
            f"applicant.{name}": str(getattr(self, name))
            for name in ("name", "id_number", "born_on", "sex", "address", "phone", "email")
        }


def identity_hash(provider: str, number: str) -> str:
    """Keyed hash under which an electronic identity is known; the number itself is kept nowhere readable."""
    return blind(f"{provider}:{number}", "identity")


def identity(id: int) -> SignedIn:
    """Who signed in; raises NoSuchIdentity."""
    found = Identity.objects.filter(pk=id).first()
    if found is None:
        raise NoSuchIdentity()
    return SignedIn(
        found.pk, found.hash, found.number_hash, found.name, found.id_number, found.born_on, found.sex,
        found.address, found.phone, found.email,
    )  # fmt: skip


def identity_number(hash_: str) -> str:
    """Keyed hash of the identity number that the provider vouched for; empty when unknown."""
    return Identity.objects.filter(hash=hash_).values_list("number_hash", flat=True).first() or ""


# --- finding people -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """The least of a citizen's record: enough to recognise, not to misuse."""

    id: int
    kind: str
    name: str
    id_number: str
    phone: str


def _least(citizen: Citizen) -> Known:
    return Known(
        citizen.pk,
        citizen.kind,
        citizen.name,
        policies.masked(citizen.id_number),
        policies.masked(citizen.phone),
    )


def id_hash(number: str) -> str:
    """Keyed hash under which an identity or tax number is found."""
    return blind(policies.clean_id(number).replace("-", ""), "citizen.id")


def phone_hash(number: str) -> str:
    """Keyed hash under which a telephone number is found."""
    return blind(policies.clean_phone(number), "citizen.phone")


def _known_to(by: Actor) -> QuerySet[Citizen]:
    """Every agency knows only the people who came to it."""
    return Citizen.objects.filter(agency=by.agency)


def find_citizen(by: Actor, id_number: str) -> Known | None:
    """The agency's citizen with exactly this identity or tax number, shown in the least."""
    if not policies.can_find_people(by):
        raise NotAllowed()
    number = policies.clean_id(id_number)
    found = _known_to(by).filter(id_hash=id_hash(number)).first() if number else None
    return _least(found) if found else None


def search_citizens(by: Actor, q: str) -> list[Known]:
    """At most ten of the agency's citizens found by identity number, telephone number, or two words of a name or more.

    Among the words must be the first or the last of the name; accents and order do not matter.
    """
    if not policies.can_find_people(by):
        raise NotAllowed()
    if policies.is_number(q):
        same = Q(id_hash=id_hash(q)) | Q(phone_hash=phone_hash(q))
        return [_least(found) for found in _known_to(by).filter(same).order_by("-pk")[:FOUND_AT_MOST]]
    words = blind_words(q)
    if len(words) < 2:
        return []
    found = _known_to(by).filter(Q(given_hash__in=words) | Q(family_hash__in=words))
    for word in words:
        found = found.filter(name_tokens__contains=word)
    return [_least(citizen) for citizen in found.order_by("-pk")[:FOUND_AT_MOST]]


def citizen(by: Actor, id: int) -> Known:
    """One citizen of the agency in the least; raises NoSuchCitizen, also when this post may not look."""
    found = _known_to(by).filter(pk=id).first() if policies.can_see_citizen(by) else None
    if found is None:
        raise NoSuchCitizen()
    return _least(found)


__all__ = [
    "Known",
    "NoSuchAccount",
    "NoSuchCitizen",
    "NoSuchDelegation",
    "NoSuchHolding",
    "NoSuchIdentity",
    "NoSuchToken",
    "SignedIn",
    "account_named",
    "actor_for_post",
    "actor_for_token",
    "actors_for_account",
    "blind_word",
    "citizen",
    "delegation_to",
    "delegations_with",
    "find_citizen",
    "forget_tokens",
    "holder_names",
    "id_hash",
    "identity",
    "identity_hash",
    "phone_hash",
    "search_citizens",
    "token_hash",
]  # fmt: skip
