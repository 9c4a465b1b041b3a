"""What is typed of a document that is composed, as one frozen record."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from motcua.rules.impossible import Fault


class Unready(Protocol):
    """What keeps a composed document from being put forward and signed: of what it is composed from
    (``settings.UNREADY``); nothing for any other."""

    def __call__(self, code: str) -> Sequence[Fault]: ...


@dataclass(frozen=True)
class Draft:
    """All that a person writes of a document; its number, day and the lines above the signature come when it is signed.

    ``to``          Kính gửi; ``recipients`` Nơi nhận, one each
    ``unit_symbol`` of official letters; ``collective`` on behalf of the body (TM.)
    ``annexes``     text in which lines that begin with "Phụ lục" begin one
    ``cosigner``    the post that signs besides; else ``party_name``, ``party_position`` and ``party_agency`` of
                    somebody from outside who does
    """

    type: str
    abstract: str
    signer: str
    body: str
    grounds: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: str = ""
    urgency: str = ""
    unit_symbol: str = ""
    collective: bool = True
    cosigner: str = ""
    party_name: str = ""
    party_position: str = ""
    party_agency: str = ""

    def as_text(self) -> str:
        """As a version keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> "Draft":
        """As a version kept it."""
        said: dict[str, Any] = json.loads(text)
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
        }
        return cls(**given)
