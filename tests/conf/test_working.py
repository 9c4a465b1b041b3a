"""The loop of the worker: what follows people's acts waits for nothing that hangs."""

import itertools
import threading
import time

import pytest
from django.conf import settings

from motcua.conf import working
from motcua.conf.working import Job


def test_what_follows_acts_waits_for_no_mail_server(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """A cell follows its act within two seconds, whatever else is under way."""
    monkeypatch.setattr(settings, "MOTCUA_HOME", tmp_path)
    hangs, counted, stop = threading.Event(), [], threading.Event()

    def send() -> int:
        hangs.set()
        stop.wait(20)
        return 0

    def count() -> int:
        counted.append((time.monotonic(), hangs.is_set()))
        return 0

    monkeypatch.setattr(working, "jobs", lambda: [Job("messages", 10.0, send), Job("facts", 1.0, count)])
    worker = threading.Thread(target=working.forever, args=(stop, print))
    worker.start()
    assert hangs.wait(5)
    time.sleep(3.5)
    stop.set()
    worker.join(10)
    while_it_hung = [at for at, hung in counted if hung]
    assert len(while_it_hung) >= 3 and not worker.is_alive()
    assert max(later - at for at, later in itertools.pairwise(while_it_hung)) < 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_of_which_one_half_ended_ends_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """Whoever watches it starts it again: half a worker would look alive, and no letter would ever go."""
    monkeypatch.setattr(settings, "MOTCUA_HOME", tmp_path)

    def fails() -> int:
        raise OSError("mất mạng")

    def cannot_say(_what: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(working, "jobs", lambda: [Job("messages", 10.0, fails), Job("facts", 1.0, lambda: 0)])
    stop = threading.Event()
    worker = threading.Thread(target=working.forever, args=(stop, cannot_say), daemon=True)
    worker.start()
    worker.join(10)
    ended = not worker.is_alive()
    stop.set()
    assert ended


def test_a_job_that_fails_is_tried_again_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(settings, "MOTCUA_HOME", tmp_path)
    said: list[str] = []

    def fails() -> int:
        raise OSError("mất mạng")

    job = Job("messages", 10.0, fails)
    assert not job.attempt(0.0, said.append) and job.due == working.FIRST_PAUSE
    assert not job.attempt(1.0, said.append) and job.due == 1.0 + 2 * working.FIRST_PAUSE
    assert "mất mạng" in said[0] and job.failures == 2
