"""Who may configure."""

from motcua.base.journal.ports import SYSTEM, Actor

ADMIN = "admin"


def can_configure(by: Actor) -> bool:
    """Configuration belongs to administrators' posts, and to the system itself (installation, upgrade)."""
    return by.post == SYSTEM.post or ADMIN in by.duties


RECORDING = frozenset({ADMIN, "catalogue"})
CITING = frozenset({"process", "review", "head", "sign", "direct", "stamp", *RECORDING})


def can_record(by: Actor) -> bool:
    """Writing down what an instrument is and does: administrators, and whoever keeps the catalogue."""
    return bool(by.agency) and not by.duties.isdisjoint(RECORDING)


def can_cite(by: Actor, agency: str) -> bool:
    """Saying what a document of the agency cites: its officials, and the system that reads it."""
    return by.post == SYSTEM.post or (
        bool(agency) and by.agency == agency and not by.duties.isdisjoint(CITING)
    )


def can_look(by: Actor) -> bool:
    """The register of instruments is open to every official."""
    return bool(by.agency) and bool(by.duties)
