"""Where work files and the areas meet: documents in and out of the register, and tasks, belong to them."""

from collections.abc import Iterable, Mapping

from motcua.areas.correspondence.queries import incoming, outgoing
from motcua.areas.directives.queries import lists
from motcua.base.journal.ports import Actor


class Registers:
    """The registers and the tasks, as areas.workfiles asks for them."""

    def found(self, by: Actor, said: str) -> list[tuple[str, str]]:
        """(kind, code) of what bears this code or number, as far as this post may see it."""
        return [
            *(("incoming", code) for code in incoming.registered(by, said)),
            *(("outgoing", code) for code in outgoing.registered(by, said)),
            *(("task", code) for code in lists.titled(by, [said])),
        ]

    def titles(self, by: Actor, codes: Mapping[str, Iterable[str]]) -> Mapping[tuple[str, str], str]:
        """By (kind, code) what each is called, of those that this post may see."""
        ask = {"incoming": incoming.titles, "outgoing": outgoing.titles, "task": lists.titled}
        return {
            (kind, code): title
            for kind, wanted in codes.items()
            for code, title in ask[kind](by, wanted).items()
        }
