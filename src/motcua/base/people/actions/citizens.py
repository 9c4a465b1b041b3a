"""Citizens' records: entered by acts of other areas, corrected, read in full with a purpose."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from motcua.base import rows
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.base.people import events, policies, queries
from motcua.base.people.actions import finding
from motcua.base.people.choices import Purpose
from motcua.base.people.fields import blind_words
from motcua.base.people.models import Citizen
from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import fold


def recall_citizen(*, agency: str, citizen: int) -> Citizen:
    """A citizen the agency knows, chosen by an official from what ``search_citizens`` found; used inside other acts."""
    found = Citizen.objects.filter(pk=citizen, agency=agency).first()
    if found is None:
        raise queries.NoSuchCitizen()
    return found


def enter_citizen(
    *,
    agency: str,
    kind: str,
    name: str,
    id_number: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    id_required: bool = True,
    proven: bool = True,
    prefix: str = "applicant.",
) -> Citizen:
    """Find the agency's citizen by number or write a new record; used inside acts of other areas, which journal it.

    What is said now replaces what was known; empty contact details replace nothing, unless the name is another:
    then nothing of what was known goes along with it. ``proven`` is False when
    nobody has looked at a document (filing from home without a verified identity): then a known record stays
    as it is, and details that differ from it get a record of their own that the number does not lead to.
    Raises Invalid with every fault, named ``prefix`` + field. At most two queries.
    """
    said = policies.details(
        kind=kind, name=name, id_number=id_number, phone=phone, email=email, address=address,
        id_required=id_required, prefix=prefix,
    )  # fmt: skip
    hash_ = queries.id_hash(said.id_number) if said.id_number else None
    found = rows.select((Citizen,), _BY_NUMBER, [agency, hash_]) if hash_ else []
    if (
        not found and hash_ and not proven
    ):  # the number leads to nobody before somebody has looked at a document
        own = _filled(Citizen(agency=agency, id_hash=None), said)
        own.save(force_insert=True)
        return own
    if not found:
        citizen = _filled(Citizen(agency=agency, id_hash=hash_), said)
        rows.insert(citizen, same=("agency", "id_hash"))
        return citizen
    known: Citizen = found[0][0]
    kept = {""} if fold(said.name) == fold(known.name) else set()
    changed = [field for field in _SAID if getattr(said, field) not in {getattr(known, field), *kept}]
    if not changed:
        return known
    if not proven:
        own = _filled(Citizen(agency=agency, id_hash=None), said)
        own.save(force_insert=True)
        return own
    for field in changed:
        setattr(known, field, getattr(said, field))
    _index(known)
    known.save(update_fields=[*changed, "phone_hash", "given_hash", "family_hash", "name_tokens"])
    return known


def correct_citizen(
    *, agency: str, citizen: int, recorded: Mapping[str, str], said: Mapping[str, str]
) -> policies.Details:
    """Mend what was mistyped in a citizen's record; used inside acts of other areas, which journal it.

    ``recorded``: name, phone, email and address as the work has them; ``said``: those of them that are other.
    Raises Invalid with every fault, named by its field.
    """
    known = recall_citizen(agency=agency, citizen=citizen)
    right = policies.details(
        kind=known.kind, id_number=known.id_number, id_required=False, prefix="", **{**recorded, **said}
    )
    for field in said:
        setattr(known, field, getattr(right, field))
    _index(known)
    known.save(update_fields=[*said, "phone_hash", "given_hash", "family_hash", "name_tokens"])
    return right


_BY_NUMBER = "FROM people_citizen WHERE agency = %s AND id_hash = %s"
_SAID = ("kind", "name", "id_number", "phone", "email", "address")


def _filled(citizen: Citizen, said: policies.Details) -> Citizen:
    for field in _SAID:
        setattr(citizen, field, getattr(said, field))
    _index(citizen)
    return citizen


def _index(citizen: Citizen) -> None:
    words = blind_words(citizen.name)
    citizen.name_tokens, citizen.given_hash, citizen.family_hash = " ".join(words), words[-1], words[0]
    citizen.phone_hash = queries.phone_hash(citizen.phone) if citizen.phone else None


def _citizen(value: Any, *, by: Actor) -> Citizen:
    found = Citizen.objects.filter(pk=finding.pk(value), agency=by.agency).first()
    if found is None:
        raise queries.NoSuchCitizen()
    return found


def read_in_full(
    *, subject: str, unit: str, by: Actor, at: dt.datetime, purpose: str, work: str = ""
) -> None:
    """Journal that all that is known of somebody is read, for a purpose; used inside the acts that show it."""
    if purpose not in Purpose.values:
        raise Invalid(field="purpose", text="Chọn mục đích xem thông tin.")
    facts = {"purpose": purpose, "work": work} if work else {"purpose": purpose}
    record(events.CITIZEN_READ, subject=subject, unit=unit, by=by, at=at, facts=facts)


@act(
    may=policies.can_reveal_citizen,
    records=events.CITIZEN_READ,
    law="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15",
    finds={"citizen": _citizen},
)
def reveal_citizen(
    *, by: Actor, at: dt.datetime, citizen: Citizen | int, purpose: str, work: str = ""
) -> Citizen:
    """Xem đầy đủ thông tin: the whole record, for a purpose; every reading is journalled.

    ``work`` is the journal subject of the case for which the record is opened ("dossier:H26…"), if any.
    """
    assert isinstance(citizen, Citizen)
    read_in_full(subject=f"citizen:{citizen.pk}", unit=by.agency, by=by, at=at, purpose=purpose, work=work)
    return citizen
