"""The theme of a year's work (S073, S112)."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.directives import events, evidence, policies, queries
from motcua.areas.directives.actions.keeping import line
from motcua.areas.directives.models import Theme
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Faults

FOCUS_MOST = 12


@act(may=policies.can_set_theme, records=events.THEME_SET, law="R8.15, S073, S112")
def set_theme(
    *,
    by: Actor,
    at: dt.datetime,
    unit: str,
    year: int,
    words: str,
    focus: Sequence[str] = (),
    source: str = "",
) -> Theme:
    """Đặt chủ đề công tác năm: its words, its focus, the document that sets it. Set again, it says the new words."""
    faults = Faults()
    faults.unless(isinstance(year, int) and 2000 <= year <= 2099, "year", "Ghi năm bằng bốn chữ số.")
    said = faults.take(line, words, "words", what="chủ đề năm")
    points = [faults.take(line, one, "focus", what="trọng tâm") for one in focus if str(one).strip()]
    faults.unless(len(points) <= FOCUS_MOST, "focus", "Nhiều nhất {most} trọng tâm.", most=FOCUS_MOST)
    document = faults.take(line, source, "source", what="văn bản đặt chủ đề", most=200, needed=False)
    faults.done()
    theme = queries.theme(unit, year) or Theme(agency=unit, year=year)
    theme.words, theme.focus, theme.source = said, points, document
    theme.save()
    facts = {"year": year, "rows": evidence.of_theme(theme)}
    record(events.THEME_SET, subject=theme.subject, unit=unit, by=by, at=at, facts=facts)
    return theme
