"""Publishing the interactive forms of procedures (NĐ 224/2026 art. 15.1.c)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.procedures import events, policies, queries
from motcua.areas.procedures.models import EForm, Procedure
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules import eforms
from motcua.rules.impossible import Fault, Impossible, Invalid


class SameForm(Impossible):
    """The definition is that of the newest version."""

    text = "Biểu mẫu của thủ tục {code} không khác bản {version} đang dùng."


@act(may=policies.can_change, records=events.EFORM_PUBLISHED, law="NĐ 224/2026/NĐ-CP Điều 15 khoản 1 điểm c")
def publish_eform(
    *, by: Actor, at: dt.datetime, code: str, schema: Mapping[str, Any], valid_from: dt.date,
    covers: Sequence[str] = (), source: str = "",
) -> EForm:  # fmt: skip
    """Ban hành biểu mẫu điện tử: a new version of a procedure's form, asked from a day on.

    Raises Invalid with everything that keeps the definition from being asked, SameForm when nothing changed.
    """
    owner = Procedure.objects.select_for_update().filter(code=code).first()
    if owner is None:
        raise queries.NoSuchProcedure(code=code, on=valid_from.strftime("%d/%m/%Y"))
    if wrong := eforms.faults(schema):
        raise Invalid.of(Fault("schema", "{fault}", {"fault": fault}) for fault in wrong)
    if len(source) > 400 or not all(isinstance(word, str) and word.strip() for word in covers):
        raise Invalid(field="covers", text="Ghi tên giấy tờ mà biểu mẫu thay cho, mỗi dòng một tên.")
    last = owner.eforms.order_by("-version").first()
    sha = eforms.digest({"schema": schema, "covers": list(covers)})
    if last is not None and last.sha == sha:
        raise SameForm(code=code, version=last.version)
    if last is not None and last.valid_from > valid_from:
        raise Invalid(
            field="valid_from", text="Bản trước có hiệu lực từ {on}; chọn ngày không sớm hơn.",
            on=f"{last.valid_from:%d/%m/%Y}",
        )  # fmt: skip
    made = EForm.objects.create(
        procedure=owner, version=last.version + 1 if last else 1, covers=list(covers),
        schema=json.dumps(schema, ensure_ascii=False),
        valid_from=valid_from, source=source, sha=sha,
    )  # fmt: skip
    facts = {"code": code, "version": made.version, "from": valid_from.isoformat(), "sha": sha}
    record(events.EFORM_PUBLISHED, subject=f"procedure:{code}", unit=by.agency, by=by, at=at, facts=facts)
    return made
