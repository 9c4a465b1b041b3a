"""Event logs of other systems, CSV and XES (IEEE 1849), read line by line into cases.

Columns are recognised by their headings in Vietnamese and English, or named by a map. What cannot be read is rejected
with its line and the reason; nothing is guessed.
"""

from motcua.gateways.event_log.mapping import Mapped, WrongMap, read_map
from motcua.gateways.event_log.reading import read_log

__all__ = ["Mapped", "WrongMap", "read_log", "read_map"]
