"""What facts are told apart by, in words: the values of a dimension mean what the area says that they are of."""

import functools
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.areas.certification.choices import State as CertificationState
from motcua.areas.complaints.choices import Instance
from motcua.areas.complaints.choices import State as ComplaintState
from motcua.areas.counters.choices import Source
from motcua.areas.denunciations.choices import State as DenunciationState
from motcua.areas.dialogues.choices import CommitmentState, Way
from motcua.areas.dialogues.choices import kinds as kinds_of_dialogue
from motcua.areas.directives.choices import TaskState
from motcua.areas.feedback.choices import Channel as FeedbackChannel
from motcua.areas.feedback.choices import State as FeedbackState
from motcua.areas.feedback.choices import categories
from motcua.areas.fees.choices import Channel as FeeChannel
from motcua.areas.fees.choices import Payback
from motcua.areas.indicators.choices.facts import SOURCE
from motcua.areas.inspections.choices import Kind as InspectionKind
from motcua.areas.inspections.choices import RecommendationState
from motcua.areas.petitions.choices import Channel as PetitionChannel
from motcua.areas.petitions.choices import Outcome as PetitionOutcome
from motcua.areas.petitions.choices import PetitionClass, topics
from motcua.areas.petitions.choices import State as PetitionState
from motcua.areas.procedures.choices import Outcome as ReviewOutcome
from motcua.areas.procedures.choices import PortalState
from motcua.areas.receptions.choices import Result, Session
from motcua.areas.results.choices import Form
from motcua.areas.surveys.choices import Channel as AnswerChannel
from motcua.rules.scoring.index_counts import (
    AHEAD,
    DIGITISED,
    DISPLEASED,
    ELECTRONIC,
    OFF,
    ONLINE_FILED,
    RESULTED,
    REUSED,
    SYNCED,
)

Words = Mapping[str, Any]
TIMING: Words = {
    "early": _lazy("trước hạn"), "on_time": _lazy("đúng hạn"), "late": _lazy("trễ hạn"),
    "in_time": _lazy("trong hạn"),
}  # fmt: skip
FILED: Words = {
    "online": _lazy("trực tuyến"), "counter": _lazy("trực tiếp"), "post": _lazy("bưu chính"),
    "assisted": _lazy("được hỗ trợ nộp"),
}  # fmt: skip
ENDED: Words = {
    "finished": _lazy("giải quyết xong"), "refused": _lazy("từ chối"), "withdrawn": _lazy("rút"),
    "stopped": _lazy("dừng"),
}  # fmt: skip
LETTERS: Words = {
    ONLINE_FILED: _lazy("nộp trực tuyến"), SYNCED: _lazy("đã đồng bộ"), DISPLEASED: _lazy("không hài lòng"),
    DIGITISED: _lazy("số hóa giấy tờ"), ELECTRONIC: _lazy("kết quả điện tử"), RESULTED: _lazy("có kết quả"),
    REUSED: _lazy("dùng lại giấy tờ"),
}  # fmt: skip
"""How a dossier of QĐ 766 came and ended: each letter of an outcome says one thing."""


def value_words(kinds: Iterable[str], way: str, value: str) -> str:
    """A value of a dimension, in words of the first of these kinds of facts that knows it; a code or a name stays."""
    if not value:
        return _("chưa phân loại") if way == "type" else _("không rõ")
    for kind in kinds:
        if found := _words(kind.removeprefix(SOURCE), way, value):
            return found
    return value


def _words(kind: str, way: str, value: str) -> str:
    area, _dot, word = kind.partition(".")
    if way == "timing":
        return _small(TIMING.get(value, ""))
    if way == "outcome" and word == "duration":
        return _days(value)
    if way == "outcome" and word == "rated":
        return _("{n} sao").format(n=value)
    if way == "outcome" and area == "step" and value[:1] == "s" and value[1:].isdecimal():
        return _("bước {n}").format(n=value[1:])
    if way == "outcome" and area == "index" and set(value) <= LETTERS.keys():
        return ", ".join(str(LETTERS[letter]) for letter in value)
    if way == "outcome" and area == "survey":
        return _("mức {n}").format(n=value)
    if (area, way) == ("feedback", "type"):
        return _small(categories()[value].name) if value in categories() else ""
    return _small(_known().get((area, way), {}).get(value, ""))


def _small(label: Any) -> str:
    said = str(label)
    return said[:1].lower() + said[1:]


def _days(bucket: str) -> str:
    most = bucket.partition("_")[2]
    said = _("không quá {n} ngày làm việc") if bucket.startswith("le_") else _("trên {n} ngày làm việc")
    return said.format(n=most)


@functools.cache
def _known() -> dict[tuple[str, str], Words]:
    """Words of the values of a dimension, by area and dimension."""

    def of(*choices: type[TextChoices]) -> Words:
        return {value: label for one in choices for value, label in one.choices}

    return {
        ("dossier", "channel"): {**of(FeeChannel), **FILED}, ("step", "channel"): FILED, ("index", "channel"): FILED,
        ("dossier", "outcome"): ENDED,
        ("index", "outcome"): {AHEAD: _lazy("sắp đến ngày quá hẹn"), OFF: _lazy("từ ngày này")},
        ("index", "type"): {"feedback": _lazy("phản ánh, kiến nghị"), "complaint": _lazy("khiếu nại")},
        ("petition", "type"): of(PetitionClass), ("petition", "channel"): of(PetitionChannel),
        ("petition", "outcome"): of(PetitionState, PetitionOutcome),
        ("complaint", "type"): of(Instance), ("complaint", "outcome"): of(ComplaintState),
        ("denunciation", "outcome"): of(DenunciationState),
        ("feedback", "channel"): of(FeedbackChannel), ("feedback", "outcome"): of(FeedbackState),
        ("task", "outcome"): of(TaskState), ("commitment", "outcome"): of(CommitmentState),
        ("recommendation", "outcome"): of(RecommendationState),
        ("certification", "outcome"): of(CertificationState),
        ("reception", "type"): of(Session), ("reception", "outcome"): of(Result),
        ("dialogue", "type"): {code: one.name for code, one in kinds_of_dialogue().items()} | dict(topics()),
        ("dialogue", "channel"): of(Way), ("visit", "channel"): of(Source),
        ("fee", "channel"): of(Payback, FeeChannel),
        ("result", "channel"): of(Form), ("procedure", "outcome"): of(PortalState),
        ("review", "type"): {"internal": _lazy("thủ tục nội bộ"), "public": _lazy("thủ tục của người dân")},
        ("review", "outcome"): of(ReviewOutcome), ("inspection", "type"): of(InspectionKind),
        ("survey", "channel"): of(AnswerChannel),
    }  # fmt: skip
