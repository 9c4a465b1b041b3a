"""What can happen to a report. Numbers only."""

from motcua.base.journal.events import kind

CLOSED = kind("report.closed", "Chốt số liệu biểu {number}, {since_words} – {last_words}")
