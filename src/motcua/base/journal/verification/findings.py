"""What a check of the journal found, and a tree head that somebody kept elsewhere."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from motcua.base.journal import queries
from motcua.rules.impossible import Invalid
from motcua.rules.said import Said

BACKDATED = dt.timedelta(minutes=10)
UNSEALED = dt.timedelta(hours=1)
"""Sealing happens every few seconds: an event that waits so long tells that it stands still."""
BATCH = 5000


@dataclass
class Verification:
    """The result of checking the whole journal. ``warnings`` are no forgery: something stands still or is missing."""

    events: int = 0
    subjects: int = 0
    sealed: int = 0
    heads: int = 0
    logged: int = 0
    simulated: int = 0
    history: int = 0
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    def fault(self, template: str, **params: object) -> None:
        """Note what was found."""
        self.faults.append(Said(template, **params))


Progress = Callable[[Verification], None]


@dataclass(frozen=True)
class Kept:
    """A tree head that somebody kept elsewhere."""

    size: int
    root: str
    signed: bool


def kept_head(given: Any) -> Kept:
    """A head as ``/api/v1/journal/head`` or ``heads.log`` gives it; raises Invalid for anything else."""
    try:
        content = queries.content_given(given)
        signed = queries.signed_by(content, given["signature"], queries.public_key())
        return Kept(int(content["size"]), str(content["root"]), signed)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(
            field="head", text="Đây không phải đầu sổ cái (JSON của /api/v1/journal/head)."
        ) from error
