"""People are told what a document asks of them: sessions, for whom, how many came, what proves it (S079, S119)."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.directives import events, policies
from motcua.areas.directives.actions.keeping import (
    DIRECTIVES,
    acting_post,
    day_of,
    keep_directive,
    line,
    require,
)
from motcua.areas.directives.choices import DirectiveState, Means
from motcua.areas.directives.models import Directive, Dissemination
from motcua.areas.directives.queries import telling
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Faults

PEOPLE_MOST = 1_000_000


@act(may=policies.can_disseminate, records=events.DISSEMINATED, law="R13.10, S079, S119", finds=DIRECTIVES)
def disseminate(
    *, by: Actor, at: dt.datetime, directive: Directive, on: dt.date | None, means: str, units: Sequence[str],
    audience: str, present: int, proof: str,
) -> Dissemination:  # fmt: skip
    """Ghi buổi quán triệt, phổ biến: a session that was held, for which units, how many came, which paper proves it."""
    require(directive, DirectiveState.ISSUED)
    faults, known = Faults(), telling.to_be_told(directive, day_of(at))
    faults.unless(
        isinstance(on, dt.date) and (directive.signed_on or on) <= on <= day_of(at),
        "on", "Ghi ngày tổ chức, từ ngày văn bản đến hôm nay.",
    )  # fmt: skip
    faults.among(means, Means.values, "means", "Chọn hình thức quán triệt.")
    told = [key for key in known if key in set(units)]
    faults.unless(
        bool(told) and len(told) == len(set(units)), "units", "Chọn đơn vị được quán triệt trong danh sách."
    )
    who = faults.take(line, audience, "audience", what="thành phần dự", most=200)
    faults.unless(
        isinstance(present, int) and 0 < present <= PEOPLE_MOST,
        "present",
        "Ghi số người dự, ít nhất một người.",
    )
    paper = faults.take(line, proof, "proof", what="văn bản, biên bản làm chứng", most=200)
    faults.done()
    assert on is not None
    n = Dissemination.objects.filter(directive=directive).count() + 1
    made = Dissemination.objects.create(
        directive=directive, n=n, on=on, means=means, units=told, unit_names=[known[key] for key in told],
        audience=who, present=present, proof=paper, at=at, post=acting_post(by),
    )  # fmt: skip
    keep_directive(
        events.DISSEMINATED, directive, by=by, at=at, disseminations=[made], n=n, means=means, on=on.isoformat(),
        means_words=str(Means(means).label), on_words=f"{on:%d/%m/%Y}", count=len(told), present=present,
    )  # fmt: skip
    return made
