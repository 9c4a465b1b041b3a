"""Every read of the catalogue. The catalogue is public: these queries ask for nobody's permission."""

from motcua.areas.procedures.queries.eforms import Asked, eform_for, eform_numbered, eforms_of
from motcua.areas.procedures.queries.papers import removed_rules, replaces, without_removed
from motcua.areas.procedures.queries.processes import (
    DEFAULT_SOURCE,
    adopted,
    default_process,
    faults_of,
    for_engine,
    hours_of,
    process_for,
)
from motcua.areas.procedures.queries.reading import (
    Change,
    NoSuchProcedure,
    Posted,
    difference,
    history,
    in_force,
    posting_list,
    published,
    record,
    waiting,
)
from motcua.areas.procedures.queries.search import (
    Found,
    Page,
    field_counts,
    fields,
    folded_text,
    popular,
    search,
)

__all__ = [
    "DEFAULT_SOURCE",
    "Asked",
    "Change",
    "Found",
    "NoSuchProcedure",
    "Page",
    "Posted",
    "adopted",
    "default_process",
    "difference",
    "eform_for",
    "eform_numbered",
    "eforms_of",
    "faults_of",
    "field_counts",
    "fields",
    "folded_text",
    "for_engine",
    "history",
    "hours_of",
    "in_force",
    "popular",
    "posting_list",
    "process_for",
    "published",
    "record",
    "removed_rules",
    "replaces",
    "search",
    "waiting",
    "without_removed",
]
