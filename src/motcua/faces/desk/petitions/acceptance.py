"""Where a petition that is proposed for acceptance becomes a case of its kind: one row for each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from motcua.areas.complaints import queries as complaints
from motcua.areas.denunciations import queries as denunciations
from motcua.areas.feedback import queries as feedback
from motcua.base.journal.ports import Actor


@dataclass(frozen=True)
class Acceptance:
    """How petitions of a class are accepted.

    ``page`` the page that accepts, by the code of the petition; ``may`` whether this post may now
    ``opened`` the case that acceptance opened, for who may know of it; ``case_page`` its page
    """

    page: str
    verb: Any
    may: Callable[[Actor, Any], bool]
    opened: Callable[[Actor, Any], Any]
    case_page: str


TABLE: dict[str, Acceptance] = {
    "denunciation": Acceptance(
        "desk:denunciation-accept", gettext_lazy("Thụ lý tố cáo"), denunciations.accepts, denunciations.opened_by,
        "desk:denunciation",
    ),
    "complaint": Acceptance(
        "desk:complaint-accept", gettext_lazy("Thụ lý khiếu nại"), complaints.accepts, complaints.opened_by,
        "desk:complaint",
    ),
    "suggestion": Acceptance(
        "desk:feedback-accept", gettext_lazy("Thụ lý kiến nghị, phản ánh"), feedback.accepts, feedback.opened_by,
        "desk:feedback",
    ),
}  # fmt: skip
"""By the class of the petition (R6.20)."""


def way_on(by: Actor, petition: Any) -> dict[str, Any]:
    """What the page of a petition shows of its acceptance: where to accept it, or the case that it became."""
    row = TABLE.get(petition.petition_class)
    if row is None:
        return {"acceptance": None, "became": None}
    opened = row.opened(by, petition)
    return {
        "acceptance": row if row.may(by, petition) else None,
        "became": {"page": row.case_page, "code": opened.case.code} if opened is not None else None,
    }
