"""Every verb of the catalogue."""

from motcua.areas.procedures.actions.eforms import SameForm, publish_eform
from motcua.areas.procedures.actions.loading import load_processes, load_records, load_removed_papers
from motcua.areas.procedures.actions.processes import ProcessUnusable, adopt_process
from motcua.areas.procedures.actions.publication import (
    AlreadyAbolished,
    NoSuchDraft,
    NothingNew,
    PublishedLater,
    abolish,
    approve,
    post,
    publish,
    unpost,
)

__all__ = [
    "AlreadyAbolished",
    "NoSuchDraft",
    "NothingNew",
    "ProcessUnusable",
    "PublishedLater",
    "SameForm",
    "abolish",
    "adopt_process",
    "approve",
    "load_processes",
    "load_records",
    "load_removed_papers",
    "post",
    "publish",
    "publish_eform",
    "unpost",
]
