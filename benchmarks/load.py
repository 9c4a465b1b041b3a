"""Closed-loop clients over one kept connection each: no think time, every answer read to its end."""

import http.client
import json
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


class Refused(RuntimeError):
    """An answer that the measured story does not expect."""


class Client:
    """A kept HTTP connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.times: list[float] = []

    def call(
        self, method: str, path: str, body: Any = None, token: str = "", expect: int = 200, cookie: str = ""
    ) -> Any:
        """One request; its time is noted. Raises Refused when the answer is not the expected one."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if cookie:
            headers["Cookie"] = cookie
        content = None
        if body is not None:
            content, headers["Content-Type"] = json.dumps(body), "application/json"
        began = time.perf_counter()
        self.connection.request(method, path, content, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        self.times.append(time.perf_counter() - began)
        if answer.status != expect:
            raise Refused(f"{method} {path}: {answer.status} {data[:400]!r}")
        return data


@dataclass
class Measured:
    """What came out of a run."""

    done: int
    seconds: float
    times: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Finished units of work a second."""
        return self.done / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        return statistics.quantiles(self.times, n=100)[int(share * 100) - 1] * 1000


def run(
    clients: int, seconds: float, work: Callable[[int, Callable[[], bool]], tuple[int, list[float]]]
) -> Measured:
    """Let ``clients`` threads work until the time is over; ``work(number, going_on)`` returns what it did."""
    started = threading.Barrier(clients + 1)
    over = threading.Event()
    results: list[tuple[int, list[float]]] = []
    faults: list[BaseException] = []

    def one(number: int) -> None:
        started.wait()
        try:
            results.append(work(number, lambda: not over.is_set()))
        except BaseException as error:
            faults.append(error)
            over.set()

    threads = [threading.Thread(target=one, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    started.wait()
    began = time.perf_counter()
    over.wait(seconds)
    over.set()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if faults:
        raise faults[0]
    return Measured(sum(done for done, _ in results), took, [t for _, times in results for t in times])


Work = Callable[[int, Callable[[], bool]], tuple[int, list[float]]]


def run_processes(clients: int, seconds: float, work: Work) -> Measured:
    """As ``run``, with a process for each client: what they do is not held up by one another's interpreter."""
    context = multiprocessing.get_context("fork")
    started, over, results = context.Barrier(clients + 1), context.Event(), context.Queue()

    def one(number: int) -> None:
        started.wait()
        try:
            results.put(work(number, lambda: not over.is_set()))
        except BaseException as error:
            over.set()
            results.put(repr(error))

    processes = [context.Process(target=one, args=(n,), daemon=True) for n in range(clients)]
    for process in processes:
        process.start()
    started.wait()
    began = time.perf_counter()
    over.wait(seconds)
    over.set()
    found = [results.get(timeout=120) for _ in processes]
    took = time.perf_counter() - began
    for process in processes:
        process.join()
    wrong = [each for each in found if isinstance(each, str)]
    if wrong:
        raise RuntimeError(wrong[0])
    return Measured(sum(done for done, _ in found), took, [t for _, times in found for t in times])
