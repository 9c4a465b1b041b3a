"""Correcting what was mistyped of the applicant."""

import datetime as dt
import json

from django.utils.translation import gettext_noop

from motcua.areas.cases import queries as cases
from motcua.areas.dossiers import events, policies, queries
from motcua.areas.dossiers.actions.writing import FINDS, begin, keep, open_text
from motcua.areas.dossiers.choices import ReturnBy
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.people.actions import correct_citizen
from motcua.rules.impossible import Invalid

CORRECTABLE = {
    "name": gettext_noop("tên"), "address": gettext_noop("địa chỉ"), "phone": gettext_noop("số điện thoại"),
    "email": gettext_noop("thư điện tử"),
}  # fmt: skip


@act(
    may=policies.can_correct,
    records=events.CORRECTED,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    finds=FINDS,
)
def correct(
    *, by: Actor, at: dt.datetime, dossier: Dossier, reason: str, name: str | None = None, address: str | None = None,
    phone: str | None = None, email: str | None = None,
) -> Dossier:  # fmt: skip
    """Đính chính thông tin người nộp: what was mistyped at reception; the slip is printed again.

    What is not given stays, an empty text removes it. The journal keeps which details and why, never the details.
    """
    work = begin(dossier, "correct", by=by, at=at)
    why = open_text(reason, "reason", dossier, what="lý do đính chính", most=300)
    given = {"name": name, "address": address, "phone": phone, "email": email}
    known = queries.contact(dossier)
    before = {key: known.get(key, "") for key in CORRECTABLE}
    said = {key: value for key, value in given.items() if value is not None}
    right = correct_citizen(
        agency=work.case.agency, citizen=dossier.applicant_id or 0, recorded=before, said=said
    )
    after = {key: getattr(right, key) for key in CORRECTABLE}
    changed = [words for key, words in CORRECTABLE.items() if after[key] != before[key]]
    if not changed:
        raise Invalid(field="name", text="Ghi ít nhất một thông tin khác với thông tin đã ghi.")
    if dossier.return_by == ReturnBy.POST and not after["address"]:
        raise Invalid(
            field="address", text="Ghi địa chỉ của người nộp thì mới gửi kết quả qua bưu chính được."
        )
    dossier.contact = json.dumps({**known, **after}, ensure_ascii=False)
    open_text(why, "reason", dossier, what="lý do đính chính", most=300)
    dossier.save(update_fields=["contact"])
    numbers = [right.id_number, right.phone]
    search = cases.search_text(work.case.code, work.case.title, right.name, numbers)
    work.set(who=right.name, search=search)
    keep(work, events.CORRECTED, fields=", ".join(changed), reason=why)
    return dossier
