"""Tracking look-ups a second beside a bare view behind the same web server."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.floors import BARE
from benchmarks.installation import Installation, free_port
from benchmarks.load import Client, Measured, run


def tracking(place: Installation, addresses: list[str], *, clients: int, seconds: float) -> Measured:
    """GET the public tracking address of dossiers in turn."""

    def work(number: int, going_on: Callable[[], bool]) -> tuple[int, list[float]]:
        client, done = Client(place.port), 0
        while going_on():
            client.call("GET", addresses[(number * 7919 + done) % len(addresses)])
            done += 1
        return done, client.times

    return run(clients, seconds, work)


def size_of(place: Installation, address: str) -> int:
    """Bytes of a tracking answer."""
    return len(Client(place.port).call("GET", address))


@contextlib.contextmanager
def bare_view(size: int) -> Iterator[int]:
    """A view that looks nothing up and answers so many bytes, behind the same web server with the same workers."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "bare.py").write_text(BARE.format(size=size), encoding="utf-8")
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1",
             "--port", str(port), "--no-access-log", "bare:application"],
            cwd=folder, env={**os.environ, "PYTHONPATH": folder}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            for _ in range(200):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).read()
                    break
                time.sleep(0.05)
            yield port
        finally:
            server.terminate()
            server.wait(10)


def bare(*, clients: int, seconds: float, size: int) -> Measured:
    """Requests a second of the bare view."""
    with bare_view(size) as port:

        def work(number: int, going_on: Callable[[], bool]) -> tuple[int, list[float]]:
            client, done = Client(port), 0
            while going_on():
                client.call("GET", "/")
                done += 1
            return done, client.times

        return run(clients, seconds, work)
