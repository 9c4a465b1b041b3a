"""What only a real server shows: two gigabytes over the wire, paths that climb, headers that are cut in two."""

import contextlib
import http.client
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SNAPSHOTS
from tests.faces.api_bodies import API
from tests.serving import Installation, installed

MEGABYTE = 1024**2
BOUNDARY = "ranh-gioi"
HEAD = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="q.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
).encode()


@pytest.fixture
def place(ward: str) -> Iterator[Installation]:
    with installed(SNAPSHOTS) as made:
        made.start()
        yield made


def memory(place: Installation) -> int:
    """Bytes of memory that all processes of the installation hold."""
    total = 0
    groups = {process.pid for process in place.running}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError, ProcessLookupError):
            if os.getpgid(int(pid)) in groups:
                status = Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()
                total += int(status[1]) * os.sysconf("SC_PAGE_SIZE")
    return total


def flood(place: Installation, token: str, *, chunked: bool) -> tuple[str, int, int]:
    """Send up to two gigabytes: (first line of the answer, bytes sent, most memory held meanwhile)."""
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {2 * 1024**3}"
    with socket.create_connection(("127.0.0.1", place.port), timeout=30) as line:
        line.sendall(
            f"POST {API}/files HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n{length}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n".encode()
        )
        block = bytes(MEGABYTE)
        part = b"%x\r\n%s\r\n" % (len(block), block) if chunked else block
        sent, most, answer = 0, 0, b""
        line.sendall(b"%x\r\n%s\r\n" % (len(HEAD), HEAD) if chunked else HEAD)
        line.settimeout(0.001)
        for _ in range(2048):
            try:
                line.settimeout(5)
                line.sendall(part)
            except OSError:
                break
            sent += len(block)
            if sent % (16 * MEGABYTE) == 0:
                most = max(most, memory(place))
            with contextlib.suppress(BlockingIOError, TimeoutError, OSError):
                line.settimeout(0.001)
                answer = line.recv(4096)
                if answer:
                    break
        with contextlib.suppress(OSError):
            line.settimeout(20)
            answer = answer or line.recv(4096)
        return answer.split(b"\r\n", 1)[0].decode(), sent, max(most, memory(place))


def test_two_gigabytes_fill_neither_memory_nor_disk(place: Installation) -> None:
    token = place.tokens("justice-1")["justice-1"]
    place.get("/healthz")
    before = memory(place)
    for chunked in (False, True):
        began = time.monotonic()
        answer, sent, most = flood(place, token, chunked=chunked)
        print(
            f"chunked={chunked}: {answer!r} after {sent / MEGABYTE:.0f} MB, memory +{(most - before) / MEGABYTE:.0f} MB"
        )
        assert "413" in answer or sent < 200 * MEGABYTE, answer
        assert sent < 200 * MEGABYTE
        assert most - before < 150 * MEGABYTE
        assert time.monotonic() - began < 30
    assert place.get("/readyz")[0] == 200
    kept = [file for file in place.home.rglob("*") if file.is_file() and file.stat().st_size > 20 * MEGABYTE]
    assert kept == []
    assert place.rows("SELECT count(*) FROM files_storedfile") == [(0,)]
    _paths_that_climb_lead_nowhere(place)


def _paths_that_climb_lead_nowhere(place: Installation) -> None:
    secrets = [(place.home / name).read_bytes().strip()[:24] for name in ("journal.key",)]
    for path in (
        "/static/../journal.key",
        "/static/..%2fjournal.key",
        "/static/%2e%2e/journal.key",
        "/static//etc/passwd",
        "/static/....//....//etc/passwd",
        f"{API}/dossiers/..%2f..%2fjournal.key",
        "/ui/..%5cjournal.key",
        "//etc/passwd",
        "/static/ui/%00",
        "/can-bo/ho-so/..%2f..%2fsecret.key",
        "/%c0%ae%c0%ae/etc/passwd",
        "/thu-tuc/%0d%0aSet-Cookie:a=b",
    ):
        line = http.client.HTTPConnection("127.0.0.1", place.port, timeout=10)
        line.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
        line.putheader("Host", "127.0.0.1")
        line.endheaders()
        answer = line.getresponse()
        body = answer.read()
        line.close()
        assert answer.status in (301, 302, 400, 401, 404), (path, answer.status)
        assert not any(secret in body for secret in secrets) and b"root:" not in body
        assert "a=b" not in str(answer.headers.get_all("Set-Cookie"))
    line = http.client.HTTPConnection("127.0.0.1", place.port, timeout=10)
    line.request("GET", "/can-bo/", headers={"Host": "xau.example"})
    assert line.getresponse().status == 400
    line.close()
