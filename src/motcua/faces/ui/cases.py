"""How cases of every kind are shown in the lists that hold all of them: their page, and the word of their state."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.areas.certification.choices import State as CertificationState
from motcua.areas.complaints.choices import State as ComplaintState
from motcua.areas.denunciations.choices import State as DenunciationState
from motcua.areas.dialogues.choices import CommitmentState
from motcua.areas.directives.choices import TaskState
from motcua.areas.dossiers.choices import State
from motcua.areas.feedback.choices import State as FeedbackState
from motcua.areas.inspections.choices import RecommendationState
from motcua.areas.petitions.choices import State as PetitionState
from motcua.areas.receptions.choices import State as ReceptionState

STATES: Mapping[str, Mapping[str, Any]] = {
    "dossier": dict(State.choices),
    "certification": dict(CertificationState.choices),
    "petition": dict(PetitionState.choices),
    "reception": dict(ReceptionState.choices),
    "commitment": dict(CommitmentState.choices),
    "denunciation": dict(DenunciationState.choices),
    "complaint": dict(ComplaintState.choices),
    "feedback": dict(FeedbackState.choices),
    "task": dict(TaskState.choices),
    "recommendation": dict(RecommendationState.choices),
}
PAGES = {
    "dossier": "desk:dossier", "certification": "desk:certification", "petition": "desk:petition",
    "reception": "desk:visit", "commitment": "desk:commitment", "denunciation": "desk:denunciation",
    "complaint": "desk:complaint", "feedback": "desk:feedback", "task": "desk:task",
    "recommendation": "desk:recommendation",
}  # fmt: skip
KINDS: Mapping[str, Any] = {
    "dossier": _("Hồ sơ"), "certification": _("Việc chứng thực"), "petition": _("Đơn"),
    "reception": _("Lượt tiếp công dân"), "commitment": _("Cam kết sau đối thoại"), "denunciation": _("Tố cáo"),
    "complaint": _("Khiếu nại"), "feedback": _("Phản ánh, kiến nghị"), "task": _("Nhiệm vụ"),
    "recommendation": _("Kiến nghị sau thanh tra, kiểm tra"),
}  # fmt: skip
"""What the work of each kind is called."""
ENDED = {
    ("dossier", State.CANCELLED), ("dossier", State.STOPPED), ("dossier", State.REFUSED_RECEPTION),
    ("dossier", State.CLOSED_UNSUPPLEMENTED), ("certification", CertificationState.REFUSED),
    ("certification", CertificationState.WITHDRAWN), ("petition", PetitionState.WITHDRAWN),
    ("reception", ReceptionState.TURNED_AWAY),
    ("commitment", CommitmentState.RELEASED),
    ("denunciation", DenunciationState.STOPPED),
    ("complaint", ComplaintState.WITHDRAWN), ("complaint", ComplaintState.STOPPED),
    ("feedback", FeedbackState.WITHDRAWN), ("feedback", FeedbackState.REJECTED), ("feedback", FeedbackState.MERGED),
    ("feedback", FeedbackState.FORWARDED), ("feedback", FeedbackState.HANDED_OVER), ("task", TaskState.CANCELLED),
    ("recommendation", RecommendationState.WITHDRAWN),
}  # fmt: skip
"""States in which nothing is promised any more."""
OWING = {
    ("complaint", ComplaintState.DECIDED), ("complaint", ComplaintState.EXECUTING),
    ("denunciation", DenunciationState.CONCLUDED), ("denunciation", DenunciationState.CARRIED_OUT),
    ("recommendation", RecommendationState.FOLLOWED),
}  # fmt: skip
"""States in which the matter is decided in its time, and the law still asks for the next step by a day."""


def address(case: Any) -> str:
    """The desk's page of a case."""
    return reverse(PAGES[case.kind], args=[case.code])


def state_text(case: Any) -> str:
    """The official word of its state."""
    return str(STATES[case.kind].get(case.state, case.state))


def owes(case: Any) -> bool:
    """Whether what was decided must still be sent, made public or carried out."""
    return (case.kind, case.state) in OWING and case.step_due_at is not None


def promises_nothing(case: Any) -> bool:
    """Whether the case was stopped, declined or cancelled."""
    return (case.kind, case.state) in ENDED
