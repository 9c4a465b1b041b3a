"""Checking a result with the key that is printed on it: no sign-in, no names of people."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.params.functions import Path, Query

from motcua.areas.results import policies, queries
from motcua.areas.results.choices import Form, Status
from motcua.base.documents.ports import WORDS, Signature
from motcua.base.orgs.queries import version_on
from motcua.faces.api import throttle
from motcua.faces.api.answers import answer, moment
from motcua.faces.api.tokens import now_of
from motcua.faces.api.v1.shapes import refusals
from motcua.faces.api.v1.track import Key, TrackCode

router = Router(tags=["Kết quả"])


class SignatureOut(Schema):
    """One signature of the file, as it was when the file came into the house."""

    signer: str
    organisation: str
    issuer: str
    signed_at: dt.datetime | None
    valid: bool
    why: str


class ResultOut(Schema):
    """What anybody who holds a result may know of it."""

    code: str
    type: str
    number: str
    issued_on: dt.date
    agency: str
    status: str
    status_text: str
    in_force: bool
    valid_from: dt.date
    valid_to: dt.date | None
    form: str
    sha256: str
    signatures: list[SignatureOut]


@router.get(
    "/{code}", response={200: ResultOut, **refusals(404, 422, 429)}, operation_id="check_result", auth=None
)
def check_result(
    request: HttpRequest, code: Annotated[TrackCode, Path()], key: Key = Query("")
) -> HttpResponse:
    """Kiểm tra kết quả: whether it is in force, and whether its signatures are valid."""
    try:
        result = queries.checked(code, key)
    except queries.WrongKey:
        throttle.count(request)
        raise
    today = now_of(request).date()
    found: Sequence[Signature] = ()
    if result.form == Form.ELECTRONIC and result.file is not None:
        found = queries.signatures_of(queries.opened(result).content, result.kept_at)
    return answer(
        {
            "code": result.code, "type": result.type, "number": result.number,
            "issued_on": result.issued_on.isoformat(), "agency": version_on(result.agency, result.issued_on).name,
            "status": result.status, "status_text": str(Status(result.status).label),
            "in_force": policies.in_force(result, today), "valid_from": result.valid_from.isoformat(),
            "valid_to": result.valid_to.isoformat() if result.valid_to else None, "form": result.form,
            "sha256": result.file.sha256 if result.file else "",
            "signatures": [
                {
                    "signer": one.signer, "organisation": one.organisation, "issuer": one.issuer,
                    "signed_at": moment(one.signed_at), "valid": one.good,
                    "why": _(WORDS[one.fault]) if one.fault else "",
                }
                for one in found
            ],
        }
    )  # fmt: skip
