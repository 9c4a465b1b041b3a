"""Where hot spots and feedback meet: what people report is held against its own history as petitions are (S043)."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from motcua.areas.feedback.queries import counted
from motcua.areas.hotspots.ports import Said


class Feedback:
    """Feedback by category, as areas.hotspots asks for what people say (``settings.HEAT_VOICES``)."""

    def first(self, units: Collection[str]) -> Mapping[str, dt.date]:
        """The day of the first feedback of each of these units that has one."""
        return counted.first_arrivals(units)

    def came(self, units: Collection[str], starts: Sequence[dt.date], until: dt.date) -> Sequence[Said]:
        """Feedback that came in these windows."""
        return [Said(*row) for row in counted.came(units, starts, until)]
