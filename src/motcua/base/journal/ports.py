"""What the journal must know of who acts, and of who signs."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """Somebody acting in a post of a unit: never a bare person (ARCHITECTURE, idea 6).

    ``post``     code of the post; ``title`` its name as printed
    ``unit``     code of the post's division; ``agency`` code of the agency it belongs to
    ``duties``   what the post may do (orgs.choices.Duty); ``fields`` the fields (lĩnh vực) it handles, empty = all
    ``account``  the account signed in, if any; ``name`` for showing only, never journalled
    ``on_behalf_of`` the post that delegated, when acting by delegation
    """

    post: str
    title: str
    unit: str
    agency: str
    duties: frozenset[str] = field(default_factory=frozenset)
    fields: frozenset[str] = field(default_factory=frozenset)
    account: int | None = None
    on_behalf_of: str = ""
    name: str = ""

    def handles(self, field_name: str) -> bool:
        """Whether this post handles the field (lĩnh vực); a post without fields handles all."""
        return not self.fields or field_name in self.fields


SYSTEM = Actor(post="system", title="Hệ thống", unit="", agency="")
CITIZEN = Actor(post="citizen", title="Người dân", unit="", agency="")
