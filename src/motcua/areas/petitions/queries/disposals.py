"""Stored petitions whose time of keeping is over, and the lists that name them (R6.26)."""

import datetime as dt

from django.db.models import QuerySet

from motcua.areas.cases import queries as cases
from motcua.areas.petitions import policies
from motcua.areas.petitions.models import Disposal, Petition, SealedIdentity
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import NotAllowed, NotFound

LISTED_MOST = 2_000


class NoSuchDisposal(NotFound):
    text = "Không tìm thấy danh mục tiêu hủy số {number} của đơn vị."


def out_of_time(agency: str, on: dt.date) -> QuerySet[Petition]:
    """Stored petitions whose time is over and that stand in no list yet."""
    return Petition.objects.filter(agency=agency, keep_until__lte=on, disposal=None)


def agencies_with_disposals(on: dt.date) -> list[str]:
    """Agencies that keep petitions whose time is over."""
    rows = Petition.objects.filter(keep_until__lte=on, disposal=None)
    return sorted(rows.values_list("agency", flat=True).distinct())


def disposals(by: Actor) -> list[Disposal]:
    """The agency's lists, the newest first."""
    if not policies.can_see_disposals(by):
        return []
    return list(Disposal.objects.filter(agency=by.agency).order_by("-number"))


def disposal_to_act_on(number: int | Disposal, *, by: Actor) -> Disposal:
    """A list of the agency, locked."""
    number = number.number if isinstance(number, Disposal) else number
    found = Disposal.objects.select_for_update().filter(agency=by.agency, number=number).first()
    if found is None:
        raise NoSuchDisposal(number=number)
    return found


def listed_in(disposal: Disposal) -> QuerySet[Petition]:
    """What stands in a list."""
    return (
        Petition.objects.filter(disposal=disposal)
        .select_related("case", "sealed", "submitter")
        .order_by("pk")
    )


def identities_only_of(disposal: Disposal) -> QuerySet[SealedIdentity]:
    """Identities under seal that no petition kept any longer needs."""
    kept = Petition.objects.filter(sealed__isnull=False).exclude(disposal__disposed_at__isnull=False)
    found = SealedIdentity.objects.filter(petitions__disposal=disposal).exclude(pk__in=kept.values("sealed"))
    return found.distinct().order_by("pk")


def disposed_petitions(by: Actor, disposal: Disposal) -> list[Petition]:
    """What stands in a list: codes, classes and days."""
    if not policies.can_see_disposals(by) or disposal.agency != by.agency:
        raise NotAllowed()
    return list(listed_in(disposal).exclude(case_id__in=cases.kept_from(by))[:LISTED_MOST])


def search_left(petition: Petition) -> str:
    """What a destroyed petition is still found by: its code and what it was."""
    return cases.search_text(petition.case.code, petition.case.title, "", [])
