"""What work files need from the areas whose work belongs to them."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from motcua.base.journal.ports import Actor


class Registers(Protocol):
    """Documents in and out of the register, and tasks (``settings.WORKFILE_REGISTERS``)."""

    def found(self, by: Actor, said: str) -> list[tuple[str, str]]:
        """(kind, code) of what bears this code or number, as far as this post may see it."""
        ...

    def titles(self, by: Actor, codes: Mapping[str, Iterable[str]]) -> Mapping[tuple[str, str], str]:
        """By (kind, code) what each is called, of those that this post may see."""
        ...
