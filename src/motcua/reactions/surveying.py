"""Where surveys and dossiers meet: who received a result may be asked about it (R5.7)."""

import datetime as dt
from collections.abc import Collection, Sequence

from motcua.areas.dossiers.queries.counted import received_results
from motcua.areas.dossiers.queries.telling import reached
from motcua.areas.surveys.ports import Result
from motcua.base.messages.ports import Addressee


class Received:
    """Results of dossiers that people received, as areas.surveys asks for them (``settings.SURVEY_FRAME``)."""

    def rows(self, units: Collection[str], since: dt.date, until: dt.date) -> Sequence[Result]:
        """Results received from these units within the days, both included."""
        return [Result(*row) for row in received_results(units, since, until)]

    def reached(self, codes: Collection[str]) -> dict[str, Addressee]:
        """Where those who received them are told, as far as known."""
        return reached(codes)
