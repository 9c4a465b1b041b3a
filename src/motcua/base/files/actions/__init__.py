"""Taking files in and destroying them. Parts of an area's act, which journals them with the sha256."""

from motcua.base.files.actions.incoming import PIECE, NotNext, append, begin, finish, give_up
from motcua.base.files.actions.storing import assign, discard_orphans, erase, keep, store

__all__ = [
    "PIECE",
    "NotNext",
    "append",
    "assign",
    "begin",
    "discard_orphans",
    "erase",
    "finish",
    "give_up",
    "keep",
    "store",
]
