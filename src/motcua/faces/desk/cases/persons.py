"""Who stands behind a case, as its page says it: the least, until the post reads it in full, which is journalled."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.areas.cases import actions
from motcua.areas.cases.policies import can_know_people
from motcua.base.journal.ports import Actor
from motcua.base.people.choices import Purpose
from motcua.base.people.policies import NUMBERS, least
from motcua.faces.ui.session import now_of

LABELS: Mapping[str, Any] = {
    "id_number": gettext_lazy("Số giấy tờ"), "phone": gettext_lazy("Điện thoại"),
    "email": gettext_lazy("Thư điện tử"), "address": gettext_lazy("Địa chỉ"),
    "authority": gettext_lazy("Đại diện theo"),
}  # fmt: skip


def person(
    by: Actor, case: Any, contact: Mapping[str, str], representatives: Sequence[str] = (),
    authorised: Mapping[str, Any] | None = None, *, revealed: bool,
) -> dict[str, Any]:  # fmt: skip
    """What a page says of who sent a case or came, and whether there is more that this post may read.

    ``authorised``: {names, paper, certified} of who acts for them.
    """
    said = contact if revealed else least(contact)
    rows = [
        {"label": label, "text": said[name], "number": name in NUMBERS}
        for name, label in LABELS.items() if said.get(name)
    ]  # fmt: skip
    acting = authorised or {"names": ()}
    for label, names in ((_("Người đại diện"), representatives), (_("Người được ủy quyền"), acting["names"])):
        if names:
            n = len(names)
            text = ", ".join(names) if revealed else ngettext("{n} người", "{n} người", n).format(n=n)
            rows.append({"label": label, "text": text, "number": False})
    if revealed and acting["names"]:
        text = "; ".join(filter(None, (acting["paper"], acting["certified"])))
        rows.append({"label": _("Giấy ủy quyền"), "text": text, "number": False})
    return {
        "rows": rows, "revealed": revealed and bool(rows),
        "opens": bool(rows) and not revealed and can_know_people(by, case),
    }  # fmt: skip


def reveal(request: HttpRequest, code: str) -> None:
    """Journal that this official reads in full who stands behind a case."""
    by = request.actor  # type: ignore[attr-defined]
    actions.reveal(by=by, at=now_of(request), case=code, purpose=Purpose.PROCESSING)
