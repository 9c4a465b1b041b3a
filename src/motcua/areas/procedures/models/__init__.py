"""Tables of the catalogue: what is published, by which decisions, and how it is reviewed."""

from motcua.areas.procedures.models.catalogue import (
    Edition,
    EForm,
    InternalProcess,
    Posting,
    Procedure,
    ProcedureVersion,
    ProcessUse,
    RemovedPaper,
)
from motcua.areas.procedures.models.decisions import DecisionEntry, PublicationDecision
from motcua.areas.procedures.models.following import Alert, Integration
from motcua.areas.procedures.models.reviews import ReviewItem, ReviewPlan

__all__ = [
    "Alert",
    "DecisionEntry",
    "EForm",
    "Edition",
    "Integration",
    "InternalProcess",
    "Posting",
    "Procedure",
    "ProcedureVersion",
    "ProcessUse",
    "PublicationDecision",
    "RemovedPaper",
    "ReviewItem",
    "ReviewPlan",
]
