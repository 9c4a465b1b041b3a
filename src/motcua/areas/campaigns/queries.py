"""Every read of communication of laws: for officials, for everybody, and in figures of a period."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from motcua.areas.campaigns import policies
from motcua.areas.campaigns.choices import ActivityState, Kind, State
from motcua.areas.campaigns.models import Activity, Campaign, Contact, Material
from motcua.base.files.queries import OpenedFile
from motcua.base.files.queries import open_file as stored
from motcua.base.journal import queries as journal
from motcua.base.journal.models import Event
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.law import queries as law
from motcua.rules.citing import Reference
from motcua.rules.citing import cited as cited_in
from motcua.rules.impossible import NotAllowed, NotFound

SHOWN = 200
_STILL = Prefetch(
    "materials", queryset=Material.objects.filter(withdrawn_at=None).order_by("n"), to_attr="still"
)
_PLANNED = Prefetch("activities", queryset=Activity.objects.order_by("on", "n"), to_attr="planned")
EXPECTED: dict[str, tuple[str, ...]] = {
    State.PLANNED: ("open", "activity", "material", "staff", "contact", "change"),
    State.OPENED: ("activity", "material", "staff", "contact", "change", "finish"),
    State.FINISHED: (),
}
"""Acts on the whole of a campaign in each state, the expected one first."""


class NoSuchCampaign(NotFound):
    text = "Không tìm thấy đợt tuyên truyền {code}. Kiểm tra lại mã."


def _own(by: Actor) -> QuerySet[Campaign]:
    return Campaign.objects.filter(agency=by.agency) if policies.can_look(by) else Campaign.objects.none()


def one(by: Actor, code: str) -> Campaign:
    """A campaign of the agency."""
    found = _own(by).filter(code=code).first()
    if found is None:
        raise NoSuchCampaign(code=code)
    return found


def to_act_on(code: str | Campaign, *, by: Actor) -> Campaign:
    """The campaign of an act, locked; another agency's looks like one that is not there."""
    own = Campaign.objects.all() if by.post == SYSTEM.post else _own(by)
    found = own.select_for_update().filter(code=str(code)).first()
    if found is None:
        raise NoSuchCampaign(code=code)
    return found


def acts_for(by: Actor, campaign: Campaign) -> list[str]:
    """What this post may do with the campaign now."""
    return [name for name in EXPECTED[campaign.state] if policies.BY_ACT[name](by, campaign)]


def listed(by: Actor, *, finished: bool = False) -> list[Campaign]:
    """Campaigns with their activities: those not finished, what ends first on top; or the finished ones."""
    over = Q(state=State.FINISHED)
    found = _own(by).filter(over if finished else ~over).prefetch_related(_PLANNED)
    return list(found.order_by("-finished_at" if finished else "ends_on", "pk")[:SHOWN])


def activities(campaign: Campaign) -> list[Activity]:
    """Activities in the order of their days."""
    return list(campaign.activities.order_by("on", "n"))


def materials(campaign: Campaign, *, all_of_them: bool = False) -> list[Material]:
    """Materials that people may take along; ``all_of_them``: those taken off the page too."""
    found = campaign.materials.select_related("file").order_by("n")
    return list(found if all_of_them else found.filter(withdrawn_at=None))


def material(campaign: Campaign, n: int) -> OpenedFile:
    """The bytes of a material."""
    found = campaign.materials.filter(n=n, withdrawn_at=None).first()
    if found is None:
        raise NoSuchCampaign(code=campaign.code)
    return stored(found.file_id, subject=campaign.subject)


def events(campaign: Campaign) -> list[Event]:
    """The chain of the campaign in the journal, oldest first."""
    return journal.of_subject(campaign.subject)


# --- who is on duty --------------------------------------------------------------------------------------------


def duty_places(by: Actor, campaign: Campaign) -> list[Contact]:
    """Roles and places of who is on duty, for who takes part; names and numbers are left closed (``read_contacts``)."""
    if not policies.takes_part(by, campaign):
        return []
    return list(campaign.contacts.defer("name", "phone").order_by("role", "place", "n"))


def with_contacts_left(on: dt.date) -> list[str]:
    """Codes of campaigns that are over on a day and still have a list of who was on duty."""
    over = Campaign.objects.filter(Q(ends_on__lt=on) | Q(state=State.FINISHED), contacts__isnull=False)
    return list(over.distinct().order_by("id").values_list("code", flat=True))


# --- for everybody ---------------------------------------------------------------------------------------------


def on_now(agency: str, on: dt.date) -> list[Campaign]:
    """What is on now, what ends first on top, with activities and materials."""
    found = Campaign.objects.filter(agency=agency, state=State.OPENED, starts_on__lte=on, ends_on__gte=on)
    return list(found.prefetch_related(_PLANNED, _STILL).order_by("ends_on", "pk"))


def public_one(agency: str, code: str) -> Campaign:
    """A campaign that a leader let through; also after its days, so that its materials stay where they were."""
    found = Campaign.objects.filter(agency=agency, code=code).exclude(state=State.PLANNED).first()
    if found is None:
        raise NoSuchCampaign(code=code)
    return found


# --- instruments -----------------------------------------------------------------------------------------------


def cited(symbols: Iterable[str], on: dt.date) -> list[tuple[str, law.Standing | None]]:
    """The instruments of a campaign and how each stands on a day; None of one that the register does not hold."""
    wanted = list(symbols)
    known = law.standing(wanted, on)
    return [(symbol, known.get(symbol)) for symbol in wanted]


def references(code: str) -> tuple[str, list[Reference]] | None:
    """Whose campaign it is and the instruments it makes known. None when it is not there."""
    found = Campaign.objects.filter(code=code).first()
    if found is None:
        return None
    lines = "\n\n".join(f"Văn bản số {symbol}" for symbol in found.instruments)
    return found.agency, list(cited_in(lines))


def named(by: Actor, codes: Iterable[str]) -> dict[str, str]:
    """What campaigns are called, of those that this actor may see; one query."""
    return dict(_own(by).filter(code__in=list(codes)).values_list("code", "title"))


# --- figures ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Summary:
    """A period: activities by channel (held, not held), reach by how it was counted, campaigns that ran."""

    campaigns: int
    held: int
    skipped: int
    open: int
    channels: tuple[tuple[str, int, int], ...]
    reach: tuple[tuple[str, int], ...]
    audiences: tuple[tuple[str, int], ...]


def summary(by: Actor, since: dt.date, last: dt.date) -> Summary:
    """Figures of activities whose day lies in the period; reach counted differently is never added."""
    if not policies.can_look(by):
        raise NotAllowed()
    rows = list(
        Activity.objects.filter(
            campaign__in=_own(by).exclude(state=State.PLANNED).filter(kind=Kind.LAW),
            on__gte=since,
            on__lte=last,
        )
        .select_related("campaign")
        .order_by("on", "pk")
    )
    states = Counter(row.state for row in rows)
    held = Counter(row.channel for row in rows if row.state == ActivityState.HELD)
    every = Counter(row.channel for row in rows)
    reach: Counter[str] = Counter()
    for row in rows:
        if row.reach is not None:
            reach[row.counted] += row.reach
    ran = {row.campaign_id: row.campaign for row in rows}
    audiences = Counter(group for campaign in ran.values() for group in campaign.audiences)
    return Summary(
        campaigns=len(ran), held=states[ActivityState.HELD], skipped=states[ActivityState.SKIPPED],
        open=states[ActivityState.TO_DO],
        channels=tuple((channel, n, n - held[channel]) for channel, n in every.most_common()),
        reach=tuple(reach.most_common()), audiences=tuple(audiences.most_common()),
    )  # fmt: skip


NARROW = ("unit", "channel", "state", "counted")
"""What activities whose day lies within the days are told apart by, of campaigns that a leader let through.

``counted``  how their reach was counted. Amounts: n, ``reach``
"""
_COLUMNS = ("campaign__agency", "channel", "state", "counted")


def _within(units: Collection[str], since: dt.date, until: dt.date) -> QuerySet[Activity]:
    found = Activity.objects.filter(campaign__agency__in=units, on__gte=since, on__lt=until)
    found = found.filter(campaign__kind=Kind.LAW)
    return found.exclude(campaign__state=State.PLANNED)


def reported(units: Collection[str], since: dt.date, until: dt.date, at: dt.datetime) -> list[dict[str, Any]]:
    """Numbers of activities of agencies: rows told apart by ``NARROW``."""
    rows = _within(units, since, until).values_list(*_COLUMNS).annotate(n=Count("pk"), sum=Sum("reach"))
    return [dict(zip((*NARROW, "n", "reach"), row, strict=True)) for row in rows.order_by()]


def reported_codes(
    by: Actor, since: dt.date, until: dt.date, at: dt.datetime, where: Iterable[Mapping[str, Collection[str]]]
) -> list[str]:
    """Codes of the campaigns of this actor's agency whose activities stand behind a number, each once."""
    if not policies.can_look(by):
        return []
    of, wanted = dict(zip(NARROW, _COLUMNS, strict=True)), Q(pk__in=[])
    for asked in where:
        wanted |= Q(**{f"{of[name]}__in": list(values) for name, values in asked.items()})
    found = _within([by.agency], since, until).filter(wanted).order_by("-on", "-pk")
    return list(dict.fromkeys(found.values_list("campaign__code", flat=True)))
