"""E-forms (biểu mẫu điện tử tương tác): what is asked when, what is taken, how it is read."""

from motcua.rules.eforms.answers import Answers, checked, prefilled, said, summary
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

__all__ = [
    "GENERAL",
    "KNOWN",
    "Answers",
    "EForm",
    "Question",
    "Schema",
    "Section",
    "checked",
    "digest",
    "faults",
    "form_of",
    "prefilled",
    "said",
    "summary",
]
