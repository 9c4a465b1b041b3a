"""The document of a directive is composed, signed and numbered in the registers, and comes back signed (R8.4)."""

import datetime as dt

from motcua.areas.directives import events, policies
from motcua.areas.directives.actions.drafting import as_written
from motcua.areas.directives.actions.keeping import DIRECTIVES, Uploaded, attached, keep_directive, require
from motcua.areas.directives.choices import DirectiveState
from motcua.areas.directives.models import Directive
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible


class HasDocument(Impossible):
    text = "Văn bản này đã có số {number}."


@act(
    may=policies.can_prepare, records=events.COMPOSED, law="NĐ 30/2020/NĐ-CP Điều 10; R8.4", finds=DIRECTIVES
)
def compose(*, by: Actor, at: dt.datetime, directive: Directive, outgoing: str) -> Directive:
    """Soạn, trình ký ở Văn thư: the draft in the registers that becomes its document; one that was given up is
    followed by another."""
    require(directive, DirectiveState.DRAFT)
    if directive.number or directive.issuer_key != directive.agency:
        raise HasDocument(number=directive.number)
    as_written(directive)
    directive.reading = {
        **directive.reading,
        "source": {**directive.reading.get("source", {}), "outgoing": outgoing},
    }
    keep_directive(events.COMPOSED, directive, by=by, at=at, outgoing=outgoing)
    return directive


@act(
    may=policies.can_recur, records=events.SIGNED, law="NĐ 30/2020/NĐ-CP Điều 13, 15; R8.4", finds=DIRECTIVES
)
def take_signed(
    *, by: Actor, at: dt.datetime, directive: Directive, number: str, signed_on: dt.date, file: Uploaded,
    signer_name: str, signer_position: str, signer_authority: str,
) -> Directive:  # fmt: skip
    """Nhận văn bản đã ký: its number and day as the register has them, its file, who signed it and with what authority,
    whoever was to; whoever signs gives the tasks then."""
    require(directive, DirectiveState.DRAFT)
    directive.number, directive.signed_on, directive.year = number, signed_on, signed_on.year
    directive.signer_name, directive.signer_position = signer_name[:80], signer_position[:200]
    directive.signer_authority = signer_authority[:200]
    kept = attached(directive, None, [file], by=by, at=at)
    for row in kept:
        row.save(force_insert=True)
    keep_directive(events.SIGNED, directive, by=by, at=at, files=kept, number=number)
    return directive
