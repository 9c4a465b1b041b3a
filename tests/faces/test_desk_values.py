"""What facts are told apart by is read as words, whatever area says it."""

from collections.abc import Iterable

import pytest

from motcua.areas.certification.choices import State as CertificationState
from motcua.areas.complaints.choices import Instance
from motcua.areas.complaints.choices import State as ComplaintState
from motcua.areas.counters.choices import Source
from motcua.areas.denunciations.choices import State as DenunciationState
from motcua.areas.dialogues.choices import CommitmentState, Way, kinds
from motcua.areas.directives.choices import TaskState
from motcua.areas.dossiers.choices import Channel
from motcua.areas.feedback.choices import Channel as FeedbackChannel
from motcua.areas.feedback.choices import State as FeedbackState
from motcua.areas.feedback.choices import categories
from motcua.areas.fees.choices import Channel as FeeChannel
from motcua.areas.fees.choices import Payback
from motcua.areas.indicators.choices.facts import KINDS
from motcua.areas.inspections.choices import Kind, RecommendationState
from motcua.areas.petitions.choices import Channel as PetitionChannel
from motcua.areas.petitions.choices import Outcome, PetitionClass, topics
from motcua.areas.petitions.choices import State as PetitionState
from motcua.areas.procedures.choices import Outcome as ReviewOutcome
from motcua.areas.procedures.choices import PortalState
from motcua.areas.receptions.choices import Result, Session
from motcua.areas.results.choices import Form
from motcua.areas.surveys.choices import Channel as AnswerChannel
from motcua.faces.desk.indicators.values import value_words
from motcua.reactions.counting.dossiers import BUCKETS, OUTCOMES
from motcua.rules.scoring.index_counts import AHEAD, OFF, ended_as, received_as

EVERYTHING = ended_as(displeased=True, resulted=True, electronic=True, reused=True, digitised=True)
STARS = [str(n) for n in range(1, 6)]
EMITTED: dict[tuple[str, str], Iterable[str]] = {
    ("certification.finished", "outcome"): CertificationState.values,
    ("commitment.finished", "outcome"): CommitmentState.values,
    ("complaint.accepted", "type"): Instance.values,
    ("complaint.settled", "outcome"): ComplaintState.values,
    ("denunciation.concluded", "outcome"): DenunciationState.values,
    ("dialogue.held", "type"): kinds(),
    ("dialogue.question", "channel"): Way.values,
    ("dialogue.question", "type"): topics(),
    ("dossier.duration", "outcome"): [*(name for _most, name in BUCKETS), "gt_30"],
    ("dossier.finished", "outcome"): OUTCOMES.values(),
    ("dossier.paid_online", "channel"): FeeChannel.values,
    ("dossier.rated", "outcome"): STARS,
    ("dossier.received", "channel"): Channel.values,
    ("fee.paid", "channel"): FeeChannel.values,
    ("fee.refunded", "channel"): Payback.values,
    ("feedback.finished", "outcome"): FeedbackState.values,
    ("feedback.rated", "outcome"): STARS,
    ("feedback.received", "channel"): FeedbackChannel.values,
    ("feedback.received", "type"): categories(),
    ("index.complained", "type"): ["feedback", "complaint"],
    ("index.ended", "outcome"): EVERYTHING,
    ("index.ended", "timing"): ["in_time", "late"],
    ("index.overdue", "outcome"): [AHEAD, OFF],
    ("index.received", "channel"): Channel.values,
    ("index.received", "outcome"): received_as(online=True, synced=True),
    ("inspection.concluded", "type"): Kind.values,
    ("petition.finished", "outcome"): PetitionState.values,
    ("petition.received", "channel"): PetitionChannel.values,
    ("petition.received", "type"): PetitionClass.values,
    ("petition.settled", "outcome"): Outcome.values,
    ("procedure.portal", "outcome"): PortalState.values,
    ("reception.visit", "outcome"): Result.values,
    ("reception.visit", "type"): Session.values,
    ("recommendation.finished", "outcome"): RecommendationState.values,
    ("result.issued", "channel"): Form.values,
    ("review.approved", "outcome"): ReviewOutcome.values,
    ("review.planned", "type"): ["internal", "public"],
    ("step.left", "channel"): Channel.values,
    ("step.left", "outcome"): ["s1", "s12"],
    ("survey.sipas", "channel"): AnswerChannel.values,
    ("survey.sipas", "outcome"): STARS,
    ("task.done", "outcome"): TaskState.values,
    ("visit.taken", "channel"): Source.values,
}
"""What builders of facts write beside codes of procedures and charges, letters of the hall and fields of work."""


@pytest.mark.parametrize(("kind", "way"), EMITTED, ids=" ".join)
def test_every_value_that_a_fact_can_hold_has_words(kind: str, way: str) -> None:
    assert kind in KINDS
    for value in EMITTED[kind, way]:
        said = value_words([kind], way, value)
        assert said not in ("", value) and "_" not in said, value


def test_every_kind_of_time_has_words_and_a_code_stays() -> None:
    for value in ("early", "on_time", "late"):
        assert value_words(["task.done"], "timing", value) != value
    assert value_words(["dossier.received"], "type", "1.001193") == "1.001193"
    assert value_words(["petition.received"], "type", "") == "chưa phân loại"
    assert value_words(["source.review.approved"], "outcome", "simplify") == "sửa đổi, đơn giản hóa"
    assert value_words(["petition.received"], "channel", "forwarded") == "cơ quan khác chuyển đến"
    assert value_words(["petition.settled"], "outcome", "forwarded") == "chuyển cơ quan có thẩm quyền"
