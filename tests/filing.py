"""Somebody with an electronic identity, signed in; and a filing as they fill it in."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from motcua.areas.filings import actions
from motcua.areas.filings.models import Draft
from motcua.areas.procedures.actions import publish_eform
from motcua.base.journal.ports import SYSTEM
from motcua.base.people.actions import remember_identity
from motcua.base.people.choices import IDENTITY_KEY, IDENTITY_SEEN_KEY
from motcua.base.people.queries import SignedIn, identity
from tests import world
from tests.base.test_files_checks import pdf

PROVIDER = {"url": "https://identity.invalid", "client": "motcua", "secret": "s", "number": "sub", "acr": ""}
MAI = {
    "name": "Nguyễn Thị Mai", "id_number": "001191000101", "born_on": "1991-03-08", "sex": "nu", "phone": "0901000101",
    "address": "Số 5 ngách 12, phường Long Biên", "email": "",
}  # fmt: skip
UOC = {**MAI, "name": "Trần Văn Ước", "id_number": "001085000202", "phone": "0901000202"}
SINGLE = {
    "applicant_name": "Nguyễn Thị Mai", "applicant_number": "001191000101", "applicant_home": "Phường Long Biên",
    "for_self": "self", "status": "chua", "purpose": "vay",
}  # fmt: skip


def person(said: dict[str, str] = MAI, on: dt.date = dt.date(2026, 11, 20)) -> SignedIn:
    """Somebody who signed in."""
    return identity(remember_identity(provider="dinh-danh", number=said["id_number"], on=on, **said))


def at_home(who: SignedIn, at: dt.datetime) -> Client:
    """Their browser."""
    client = Client()
    session = client.session
    session[IDENTITY_KEY], session[IDENTITY_SEEN_KEY] = who.id, int(at.timestamp())
    session.save()
    return client


def forms(at: dt.datetime) -> None:
    """The shipped e-forms of the two procedures of the small world."""
    for file in sorted((Path(settings.CATALOGUE) / "eforms").glob("*.json")):
        given = json.loads(file.read_text(encoding="utf-8"))
        if given["code"] in ("1.001193", "1.004873"):
            publish_eform(
                by=SYSTEM, at=at, code=given["code"], schema=given["schema"], covers=given["covers"],
                valid_from=dt.date(2025, 7, 1),
            )  # fmt: skip


def drafted(who: SignedIn, at: dt.datetime, **answers: Any) -> Draft:
    """A draft of the certificate of marital status, filled in."""
    draft = actions.begin(at=at, who=who, procedure="1.004873", agency=world.WARD)
    actions.save(at=at, draft=draft, answers={**SINGLE, **answers})
    return draft


def a_pdf() -> bytes:
    """A small PDF."""
    return pdf()
