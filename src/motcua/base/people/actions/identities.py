"""Who signed in with an electronic identity: remembered while something is under way, then forgotten."""

import datetime as dt
from collections.abc import Iterable

from motcua.base.people import policies, queries
from motcua.base.people.models import Identity
from motcua.rules.vietnamese import clean_name, nfc

_TOLD = ("name", "id_number", "born_on", "sex", "address", "phone", "email")


def remember_identity(*, provider: str, number: str, on: dt.date, **said: str) -> int:
    """Whoever signed in with an electronic identity: their record by its keyed hash, written as the provider says now.

    ``said``: name, id_number, born_on, sex, address, phone, email. No account is made. Raises Invalid when the
    provider gave no name of a person.
    """
    hash_ = queries.identity_hash(provider, number)
    told = {name: nfc(said.get(name, "")).strip()[:300] for name in _TOLD}
    told["name"] = clean_name(told["name"])
    told["id_number"] = told["id_number"] if policies.is_id("person", told["id_number"]) else ""
    told["phone"] = policies.clean_phone(told["phone"])
    number_hash = queries.id_hash(told["id_number"]) if told["id_number"] else ""
    found = Identity.objects.filter(hash=hash_).first() or Identity(hash=hash_)
    before = {name: getattr(found, name) for name in _TOLD}
    keep = {
        name: value or before[name] for name, value in told.items() if name in ("phone", "email", "address")
    }
    for name, value in {**told, **keep}.items():
        setattr(found, name, value)
    found.number_hash, found.seen_on = number_hash, on
    found.save()
    return found.pk


def forget_identities(*, before: dt.date, keep: Iterable[str]) -> int:
    """Forget who has not signed in since, but those with work under way (``keep``, hashes); how many."""
    rows = Identity.objects.filter(seen_on__lt=before).exclude(hash__in=list(keep))
    return rows.delete()[0]
