"""Founding the demonstration ward: its divisions, posts, officials, keys, till, and what is posted at its door."""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from django.conf import settings

from motcua.areas.fees import actions as fees
from motcua.areas.procedures import queries as catalogue
from motcua.areas.procedures.actions import post as post_procedure
from motcua.areas.procedures.actions import publish
from motcua.base.journal.clock import TZ
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.orgs.actions import load_units, open_post, open_unit
from motcua.base.people.actions import appoint, open_account
from motcua.base.people.queries import actor_for_post
from motcua.conf.signers import make as make_keys

WARD = "00145"
PASSWORD = "mot-cua-long-bien"
SINCE = dt.date(2025, 7, 1)
ON_THE_SPOT = "2.000635"
MOMENT_OF_FOUNDING = dt.datetime(2025, 7, 1, 8, tzinfo=TZ)


def ward_file() -> Any:
    """What is invented of the ward: divisions, residential groups, posts, names, streets; who stands above it."""
    return json.loads((settings.CATALOGUE / "demonstration" / "ward.json").read_text(encoding="utf-8"))


def everybody(ward: dict[str, Any]) -> list[dict[str, Any]]:
    """The posts of the ward and its neighbours, then those above it."""
    return [*ward["posts"], *ward["above"]["posts"]]


def found(ward: dict[str, Any] | None = None) -> None:
    """The ward's divisions, posts and officials; each official signs in with the post's code and PASSWORD."""
    ward = ward or ward_file()
    load_units(files=[settings.CATALOGUE / "demonstration" / "units.csv"], by=SYSTEM, at=MOMENT_OF_FOUNDING)
    for division in [*ward["divisions"], *ward["above"]["divisions"], *ward["residential"]]:
        open_unit(
            code=division["code"], name=division["name"], kind=division["kind"], parent=division["parent"],
            valid_from=SINCE, instrument="72/2025/QH15", by=SYSTEM, at=MOMENT_OF_FOUNDING,
        )  # fmt: skip
    for post in everybody(ward):
        open_post(
            code=post["code"], title=post["title"], unit=post["unit"], duties=post["duties"],
            fields=[name for group in post["fields"] for name in _fields(ward, group)], valid_from=SINCE,
            instrument="Quyết định minh họa", by=SYSTEM, at=MOMENT_OF_FOUNDING,
        )  # fmt: skip
        account = open_account(
            username=post["code"], name=post["name"], password=PASSWORD, staff=post["code"] == "admin",
            by=SYSTEM, at=MOMENT_OF_FOUNDING,
        )  # fmt: skip
        appoint(
            account=account, post=post["code"], valid_from=SINCE, instrument="Quyết định minh họa", by=SYSTEM,
            at=MOMENT_OF_FOUNDING,
        )  # fmt: skip


def make_signing_keys(ward: dict[str, Any], now: dt.datetime) -> None:
    """Keys of who signs, also by delegation, and of the agency; their authority says it is a demonstration's."""
    signers = {
        p["code"]: (p["name"], p["title"])
        for p in ward["posts"]
        if "sign" in p["duties"] or "justice" in p["fields"]
    }
    name = "Ủy ban nhân dân phường Long Biên"
    signers[f"agency-{WARD}"] = (name, "")
    make_keys(signers, organisation=name, since=MOMENT_OF_FOUNDING, now=now)


def open_till() -> None:
    """The ward's lines of the schedule and its account, both invented."""
    fees.load_schedule(
        items=[settings.CATALOGUE / "demonstration" / "fees.csv"],
        agency=WARD,
        by=SYSTEM,
        at=MOMENT_OF_FOUNDING,
    )
    fees.open_account(
        agency=WARD, bank="970436", bank_name="Ngân hàng minh họa", number="0000001450145", valid_from=SINCE,
        holder="TAI KHOAN MINH HOA PHUONG LONG BIEN", by=SYSTEM, at=MOMENT_OF_FOUNDING,
    )  # fmt: skip


def do_on_the_spot(keeper: Actor, since: dt.date, at: dt.datetime) -> None:
    """ "5 tại chỗ" (R1.9): who sits at the centre does every step of a procedure while the applicant waits."""
    record = replace(catalogue.published(ON_THE_SPOT, since).read(), on_the_spot=5)
    publish(procedure=record, valid_from=since + dt.timedelta(days=1), by=keeper, at=at)


def show_procedures() -> None:
    """Post the procedures of the ward at its door (R3.10), all but the last two: those wait for their keeper."""
    keeper = actor_for_post("office-head", SINCE)
    do_on_the_spot(keeper, SINCE, MOMENT_OF_FOUNDING)
    for row in catalogue.posting_list(WARD, SINCE)[:-2]:
        post_procedure(code=row.code, place=WARD, on=SINCE, by=keeper, at=MOMENT_OF_FOUNDING)


def _fields(ward: dict[str, Any], group: str) -> list[str]:
    """The fields (lĩnh vực) of a specialist; the social specialist has all that the others have not."""
    if group in ward["fields"]:
        return list(ward["fields"][group])
    taken = {name for names in ward["fields"].values() for name in names}
    return sorted(set(catalogue.fields()) - taken)
