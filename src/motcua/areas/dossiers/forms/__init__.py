"""The forms of TT 03/2025/TT-VPCP, and the written refusal on the merits, filled from a dossier: what is printed is
what was recorded, nothing else.

Forms are in Vietnamese whatever language the page is read in.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.areas.dossiers import policies, queries
from motcua.areas.dossiers.forms import papers, shared
from motcua.areas.dossiers.forms.register import of_dossier
from motcua.areas.dossiers.forms.register import register as register
from motcua.areas.dossiers.forms.shared import Filled, NoSuchForm
from motcua.areas.dossiers.forms.shared import fee_words as fee_words
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.ports import Actor
from motcua.rules.calendar import TZ
from motcua.rules.impossible import NotAllowed

FORMS = ("mau-01", "mau-02", "mau-03", "mau-04", "mau-05", "refusal", "mau-06", "mau-07")


@override("vi")
def filled(form: str, dossier: Dossier, *, by: Actor, on: dt.date) -> Filled:
    """The data of a form for ``documents.render``; ``on`` is the day of printing.

    Raises NotAllowed for a post that may not see people, NoSuchForm when what the form records has not happened.
    """
    if not policies.can_open_people(by, dossier.case):
        raise NotAllowed()
    fill = _FILL.get(form)
    if fill is None:
        raise NoSuchForm(code=dossier.code, form=form)
    return fill(dossier, on)


@override("vi")
def slip_preview(dossier: Dossier, on: dt.date) -> Filled:
    """Mẫu 01 for the applicant themself, who holds the key of the slip; the caller has checked the key."""
    return papers.slip(dossier, on)


def available(dossier: Dossier) -> list[str]:
    """The forms that this dossier has now, by code."""
    decided = set(queries.decisions(dossier))
    found = ["mau-01"]
    if dossier.supplements:
        found.append("mau-02")
    found += [form for form in ("mau-03", "mau-04", "mau-05", "refusal") if form in decided]
    return [*found, "mau-06", "mau-07"]


@override("vi")
def result_letter(
    dossier: Dossier, *, number: str, content: Sequence[str], by: Actor, at: dt.datetime, address: str, proof: str,
    ground: str = "", valid_to: dt.date | None = None,
) -> Filled:  # fmt: skip
    """The letter of a result as its official signs it; ``address`` is where anybody checks it, ``proof`` its key."""
    day = at.astimezone(TZ).date()
    head, person = shared.head(dossier, day), shared.person(dossier)
    return {
        "agency": head["agency"],
        "place": head["place"],
        "issued_on": day,
        "symbol": number,
        "code": dossier.code,
        "applicant": person["applicant"],
        "address": person["address"],
        "request": dossier.case.title,
        "ground": ground,
        "content": list(content),
        "valid_to": valid_to,
        **shared.signs(by.title),
        "signer": shared.holder(by.post, at) or by.title,
        "recipients": [_("Như trên;"), _("Lưu: VT, hồ sơ.")],
        "qr": address,
        "proof": proof,
    }


_FILL: Mapping[str, Callable[[Dossier, dt.date], Filled]] = {
    "mau-01": papers.slip,
    "mau-02": papers.supplement,
    "mau-03": papers.refusal,
    "mau-04": papers.apology,
    "mau-05": papers.stop,
    "refusal": papers.refused,
    "mau-06": papers.control,
    "mau-07": of_dossier,
}
