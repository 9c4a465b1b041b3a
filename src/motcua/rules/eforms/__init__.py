"""E-forms (biểu mẫu điện tử tương tác): what is asked when, what is taken, how it is read."""

from motcua.rules.eforms.answers import Answers, carried, changes, checked, prefilled, said, summary
from motcua.rules.eforms.definition import (
    GENERAL,
    KNOWN,
    EForm,
    Question,
    Schema,
    Section,
    digest,
    faults,
    form_of,
)
from motcua.rules.eforms.suggestions import SUGGESTED

__all__ = [
    "GENERAL",
    "KNOWN",
    "SUGGESTED",
    "Answers",
    "EForm",
    "Question",
    "Schema",
    "Section",
    "carried",
    "changes",
    "checked",
    "digest",
    "faults",
    "form_of",
    "prefilled",
    "said",
    "summary",
]
