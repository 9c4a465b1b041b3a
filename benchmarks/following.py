"""How long a figure takes to follow an act: act over HTTP, journal, cursor, fact, cell, figure over HTTP."""

import contextlib
import datetime as dt
import json
import socket
import subprocess
import threading
import time
from collections.abc import Iterator

from benchmarks.installation import MOTCUA, Installation
from benchmarks.lifecycles import POSTS, UNIT, asked, story
from benchmarks.load import Client, Measured
from motcua.rules.calendar import TZ

LIMIT = 30.0
"""Seconds after which a figure that did not follow ends the run."""
LOOKS = 0.02


@contextlib.contextmanager
def deaf() -> Iterator[int]:
    """A mail server that takes every connection and never says a word."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        held: list[socket.socket] = []

        def hold() -> None:
            with contextlib.suppress(OSError):
                while True:
                    held.append(door.accept()[0])

        threading.Thread(target=hold, daemon=True).start()
        yield int(door.getsockname()[1])


@contextlib.contextmanager
def working(place: Installation) -> Iterator[None]:
    """``motcua work`` beside the server; its mail goes to a server that hangs."""
    with deaf() as port:
        worker = subprocess.Popen(
            [MOTCUA, "work"],
            env={**place.environment, "MOTCUA_EMAIL_URL": f"smtp://127.0.0.1:{port}?from=mot-cua@example.vn"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not (place.home / "work.json").exists():
                time.sleep(LOOKS)
            yield
        finally:
            worker.terminate()
            worker.wait(60)


def following(place: Installation, *, times: int, first: int) -> Measured:
    """Receive to rating so often; each time how long until the finished dossier is in its figure."""
    tokens = place.tokens([*POSTS, "chair"])
    papers, client, lags = asked(place), Client(place.port), list[float]()
    today = dt.datetime.now(TZ).date().isoformat()
    address = f"/api/v1/indicators/dossiers.finished?unit={UNIT}&from={today}&to={today}"

    def counted() -> int:
        said = json.loads(client.call("GET", address, token=tokens["chair"]))
        return int(said["numerator"])

    began = time.perf_counter()
    with working(place):
        place.command("work", "--once")
        for number in range(times):
            before = counted()
            story(client, tokens, papers, first + number)
            done = time.perf_counter()
            while counted() <= before:
                if time.perf_counter() - done > LIMIT:
                    raise RuntimeError("the figure does not follow")
                time.sleep(LOOKS)
            lags.append(time.perf_counter() - done)
    return Measured(times, time.perf_counter() - began, lags)
