"""The glossary knows every word that the programme uses for states, duties and what can happen."""

import re

from motcua.areas.cases.choices import ClockKind, StepKind
from motcua.areas.certification.choices import ElectronicState, Kind
from motcua.areas.certification.choices import State as CertificationState
from motcua.areas.complaints import choices as complaints
from motcua.areas.denunciations import choices as denunciations
from motcua.areas.dialogues import choices as dialogues
from motcua.areas.directives import choices as directives
from motcua.areas.dossiers.choices import Channel, State
from motcua.areas.inspections import choices as inspections
from motcua.areas.petitions import choices as petitions
from motcua.areas.reports import choices as reports
from motcua.base.journal.events import EVENTS
from motcua.base.orgs.choices import DUTY, LEVEL, SUCCESSION
from motcua.conf import reference
from tests.house.sources import ROOT

reference.pages()
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
WORDS = {
    word.strip("` ")
    for row in re.findall(r"^\| ([^|]+) \|", GLOSSARY, re.MULTILINE)
    for word in row.split(",")
}


def test_every_state_duty_and_channel_is_explained() -> None:
    said = {
        *State.values,
        *Channel.values,
        *CertificationState.values,
        *Kind.values,
        *ElectronicState.values,
        *complaints.State.values,
        *complaints.Instance.values,
        *complaints.About.values,
        *complaints.Result.values,
        *complaints.Form.values,
        *complaints.Document.values,
        *petitions.State.values,
        *petitions.PetitionClass.values,
        *petitions.Outcome.values,
        *petitions.Channel.values,
        *petitions.Sender.values,
        *petitions.Role.values,
        *petitions.Purpose.values,
        *dialogues.DialogueState.values,
        *dialogues.QuestionState.values,
        *dialogues.Way.values,
        *dialogues.Ground.values,
        *dialogues.CommitmentState.values,
        *dialogues.ConsultationState.values,
        *dialogues.CommentState.values,
        *dialogues.Stance.values,
        *dialogues.Form.values,
        *dialogues.Taken.values,
        *inspections.Kind.values,
        *inspections.Form.values,
        *inspections.Duty.values,
        *inspections.State.values,
        *inspections.RecommendationState.values,
        *inspections.Matter.values,
        *inspections.Judgement.values,
        *inspections.Outcome.values,
        *denunciations.State.values,
        *denunciations.Verdict.values,
        *(value for value in denunciations.Withdrawal.values if value),
        *denunciations.Publication.values,
        *denunciations.Decision.values,
        *denunciations.Task.values,
        *reports.State.values,
        *reports.Stage.values,
        *reports.SentBy.values,
        *directives.DirectiveState.values,
        *directives.TaskState.values,
        *directives.Outcome.values,
        *directives.NoteKind.values,
        *directives.Part.values,
        *directives.ReviewKind.values,
        *directives.Stage.values,
        *directives.STATUS,
        *directives.FINAL,
        *StepKind.values,
        *ClockKind.values,
        *(value for value, _ in DUTY),
        *(value for value, _ in LEVEL),
        *(value for value, _ in SUCCESSION),
    }
    assert {word.replace("_", " ") for word in map(str, said)} - WORDS == set()


def test_every_noun_of_an_event_is_explained() -> None:
    nouns = {name.split(".")[0] for name in EVENTS}
    assert {noun for noun in nouns if noun not in WORDS and noun.removesuffix("s") not in WORDS} == set()


def test_every_row_has_its_vietnamese_word_and_a_source() -> None:
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    bad = [line for line in rows if len([cell for cell in line.strip("|").split("|") if cell.strip()]) < 3]
    assert bad == []
