"""The verbs of units and posts."""

from motcua.base.orgs.actions.ending import (
    FURTHEST,
    AlreadyEnds,
    BeginsLater,
    Decision,
    Foreseen,
    HeirOfOthers,
    NothingToKeep,
    UnitsBeneath,
    end_unit,
    foresee,
    keep_unit,
)
from motcua.base.orgs.actions.loading import load_units
from motcua.base.orgs.actions.posts import change_post, close_post, open_post
from motcua.base.orgs.actions.units import change_unit, close_unit, open_unit

__all__ = [
    "FURTHEST",
    "AlreadyEnds",
    "BeginsLater",
    "Decision",
    "Foreseen",
    "HeirOfOthers",
    "NothingToKeep",
    "UnitsBeneath",
    "change_post",
    "change_unit",
    "close_post",
    "close_unit",
    "end_unit",
    "foresee",
    "keep_unit",
    "load_units",
    "open_post",
    "open_unit",
]
