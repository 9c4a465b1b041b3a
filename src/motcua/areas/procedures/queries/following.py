"""What keepers must look at, and how procedures stand on the National Portal (S025, S027)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from motcua.areas.procedures.choices import AlertKind, PortalState
from motcua.areas.procedures.models import Alert, Integration, Posting
from motcua.areas.procedures.queries.bases import BasisState, bases
from motcua.areas.procedures.queries.reading import in_force
from motcua.rules.publication import share


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that must be looked at, as the periodic look finds it."""

    kind: str
    place: str
    code: str
    about: str
    on: dt.date | None


@dataclass(frozen=True, slots=True)
class PortalLine:
    """How one procedure stands on the National Portal; ``state`` empty when nobody has said."""

    code: str
    name: str
    field: str
    state: str
    since: dt.date | None
    address: str


@dataclass(frozen=True, slots=True)
class PortalFigures:
    """Procedures of the level by their place on the National Portal; the share is of those fit for it."""

    counts: dict[str, int]
    unsaid: int

    @property
    def fit(self) -> int:
        """Procedures that can be offered online: integrated or waiting."""
        return self.counts[PortalState.INTEGRATED] + self.counts[PortalState.WAITING]

    @property
    def ratio(self) -> Decimal | None:
        """Integrated ÷ fit, in per cent (SEED-004: 1.117, 82,1 %)."""
        return share(self.counts[PortalState.INTEGRATED], self.fit)


def to_look_at(on: dt.date) -> list[Wanted]:
    """Everything that a keeper must look at on a day: bases that expired or soon will, old postings still shown."""
    found: list[Wanted] = []
    kinds = {BasisState.EXPIRED: AlertKind.BASIS_EXPIRED, BasisState.EXPIRING: AlertKind.BASIS_EXPIRING}
    for line in bases(on):
        if line.state in kinds:
            found += [
                Wanted(str(kinds[line.state]), "", one.code, line.symbol[:60], line.expired_on)
                for one in line.cited
            ]
    now = dict(in_force(on).values_list("procedure_id", "pk"))
    shown = (
        Posting.objects.filter(Q(removed_on=None) | Q(removed_on__gt=on), posted_on__lte=on)
        .select_related("version__procedure")
        .only("place", "version__procedure__code", "version__procedure_id", "version_id")
    )
    for posting in shown:
        if now.get(posting.version.procedure_id) != posting.version_id:
            found.append(
                Wanted(
                    str(AlertKind.POSTING_OUTDATED), posting.place, posting.version.procedure.code, "", None
                )
            )
    return list({(one.kind, one.place, one.code, one.about): one for one in found}.values())


def alerts_differ(found: Sequence[Wanted]) -> bool:
    """Whether what is found now is not what is already raised."""
    raised = Alert.objects.filter(cleared_at=None).values_list("kind", "place", "code", "about")
    return set(raised) != {(one.kind, one.place, one.code, one.about) for one in found}


def alerts(place: str) -> Sequence[Alert]:
    """What the keeper of a place must look at now: of the catalogue, and of what is posted at the place."""
    return list(Alert.objects.filter(place__in=("", place), cleared_at=None).order_by("kind", "on", "code"))


def alert_counts(place: str) -> dict[str, int]:
    """How many things of each kind a keeper of a place must look at."""
    kinds = Alert.objects.filter(place__in=("", place), cleared_at=None).values_list("kind", flat=True)
    return dict(Counter(kinds))


def portal(on: dt.date, *, level: str = "commune") -> list[PortalLine]:
    """The procedures in force at a level with their place on the National Portal on a day, by name."""
    rows = Integration.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    known = {row.procedure_id: row for row in rows.order_by("valid_from", "pk")}
    found = []
    for version in in_force(on).only("procedure__code", "name", "field", "levels"):
        if level and level not in version.levels:
            continue
        row = known.get(version.procedure_id)
        found.append(
            PortalLine(
                version.procedure.code, version.name, version.field, row.state if row else "",
                row.valid_from if row else None, row.address if row else "",
            )
        )  # fmt: skip
    return sorted(found, key=lambda line: (line.name, line.code))


def portal_figures(lines: Sequence[PortalLine]) -> PortalFigures:
    """How many procedures stand how on the National Portal."""
    counted = Counter(line.state for line in lines)
    return PortalFigures({str(state): counted[state] for state in PortalState}, counted[""])


def portal_history(code: str) -> Sequence[Integration]:
    """How a procedure has stood on the National Portal, newest first."""
    return list(Integration.objects.filter(procedure__code=code).order_by("-valid_from", "-pk"))
