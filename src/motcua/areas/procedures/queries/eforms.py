"""Which interactive form a procedure asks on a day."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.areas.procedures.models import EForm
from motcua.rules import eforms
from motcua.rules.impossible import NotFound
from motcua.rules.vietnamese import fold


class NoSuchForm(NotFound):
    text = "Thủ tục {code} không có biểu mẫu số {version}."


@dataclass(frozen=True, slots=True)
class Asked:
    """A form as it is asked: ``version`` 0 is the general one, of procedures that have none of their own."""

    version: int
    form: eforms.EForm
    covers: tuple[str, ...] = ()
    source: str = ""

    def covers_paper(self, name: str) -> bool:
        """Whether filling the form in spares the paper of that name."""
        return any(fold(name).startswith(fold(start)) for start in self.covers)


GENERAL = Asked(0, eforms.form_of(eforms.GENERAL))


def _asked(found: EForm) -> Asked:
    return Asked(found.version, eforms.form_of(json.loads(found.schema)), tuple(found.covers), found.source)


def eform_for(code: str, on: dt.date) -> Asked:
    """The form of a procedure on a day; the general one when it has none."""
    rows = EForm.objects.filter(procedure__code=code, valid_from__lte=on)
    found = rows.order_by("-version").first()
    return _asked(found) if found else GENERAL


@functools.lru_cache(maxsize=256)
def eform_numbered(code: str, version: int) -> Asked:
    """The version that was being filled in, however many followed; read once, it never changes. Raises NoSuchForm."""
    if not version:
        return GENERAL
    found = EForm.objects.filter(procedure__code=code, version=version).first()
    if found is None:
        raise NoSuchForm(code=code, version=version)
    return _asked(found)


def eforms_of(code: str) -> Sequence[EForm]:
    """Every version of a procedure's form, newest first."""
    return list(EForm.objects.filter(procedure__code=code).order_by("-version"))
