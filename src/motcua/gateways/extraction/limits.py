"""How long a file may take: a second for each of its pages; and how long any of them alone."""

import resource
import signal

A_PAGE, LEAST, MOST = 1, 15, 60
SPARE = 4
"""Seconds in which what was read is handed over."""
PAGE = 10
"""Seconds for one page, of a paper of many: a page that takes longer is left out and said."""


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


def page(left: float) -> None:
    """Give one page its time, where the time of the process is limited, and no more than ``left`` and what is spare;
    the signal comes again, should anything swallow it."""
    if signal.getitimer(signal.ITIMER_REAL)[0]:
        signal.setitimer(signal.ITIMER_REAL, min(PAGE, left + SPARE), 1)
