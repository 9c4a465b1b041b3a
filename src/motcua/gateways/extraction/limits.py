"""How long a file may take: a second for each of its pages."""

import resource
import signal

A_PAGE, LEAST, MOST = 1, 15, 60
SPARE = 4
"""Seconds in which what was read is handed over."""


def for_pages(count: int) -> int:
    """Seconds for a paper of so many pages."""
    return min(max(LEAST, count * A_PAGE), MOST)


def take(seconds: int) -> None:
    """Give the process that opens this file so many seconds from now, where its time is limited."""
    if signal.getitimer(signal.ITIMER_REAL)[0]:
        signal.alarm(seconds + SPARE)
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        spent = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (min(spent + seconds + 2 * SPARE, hard), hard))
