"""Small drawings computed here and drawn by components: no script, a table of the same figures behind each."""

from motcua.faces.ui.charts.calendars import Calendar, calendar
from motcua.faces.ui.charts.columns import Histogram, Spark, Trend, histogram, spark, trend
from motcua.faces.ui.charts.lines import Plot, Reliability, line, reliability
from motcua.faces.ui.charts.parts import Ranked, Stage, funnel, ranked
from motcua.faces.ui.charts.scale import Bar

__all__ = [
    "Bar", "Calendar", "Histogram", "Plot", "Ranked", "Reliability", "Spark", "Stage", "Trend", "calendar", "funnel",
    "histogram", "line", "ranked", "reliability", "spark", "trend",
]  # fmt: skip
