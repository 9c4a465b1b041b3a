"""What takes a dossier off those that pleased: feedback on conduct, complaints about handling (QĐ 766, DOMAIN §4.7).

Which ones, and what becomes of them that counts no more, are parameters: the decision names "a complaint" and says no
more. Neither names a dossier, so that nobody finds a sender by one: each counts on the day it came, for its unit.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from motcua.base.journal.queries import Told
from motcua.base.law.queries import parameter
from motcua.reactions.counting.seen import Seen, day_of, moment
from motcua.rules.counting import Row
from motcua.rules.scoring.index_counts import COMPLAINED

GONE = frozenset({"merged", "withdrawn", "handed_over"})
"""States of feedback that is counted with another, taken back, or no feedback at all."""


def complained(seen: Seen) -> Iterator[Row]:
    """What an event changes in whether its feedback or complaint counts."""
    now = Told(seen.event.n, seen.event.at, seen.event.kind, seen.facts)
    before, after = _since(seen.kind, seen.earlier), _since(seen.kind, [*seen.earlier, now])
    if before == after:
        return
    for day, amount in ((before, -1), (after, 1)):
        if day is not None:
            yield Row(COMPLAINED.fact, day, seen.event.unit, type=seen.kind, amount=amount, code=seen.code)


def _since(kind: str, links: Sequence[Told]) -> dt.date | None:
    """The day on which it came, while it counts."""
    said: dict[str, Any] = {}
    came = None
    for one in links:
        said |= {name: value for name, value in one.facts.items() if value}
        dates = one.facts.get("dates")
        if came is None and isinstance(dates, Mapping):
            came = moment(dates.get("received_at"))
    if came is None:
        return None
    day = day_of(came)
    without = parameter("index.complained.without", day)
    if kind == "feedback":
        about = said.get("category") in parameter("index.complained.categories", day)
        gone = said.get("state") in GONE or (
            said.get("state") == "rejected" and said.get("reason") in without
        )
        return day if about and not gone else None
    about = said.get("instance") == "first" and said.get("topic") in parameter("index.complained.topics", day)
    gone = said.get("result") in without or (said.get("state") == "withdrawn" and "withdrawn" in without)
    return day if about and not gone else None
