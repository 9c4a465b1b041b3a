"""One contract for the real gateway and its twin: each message once, later is later, never is never, no secrets."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from motcua.base.messages.ports import CannotSend, Texter, WillNotSend
from motcua.gateways import wire
from motcua.gateways.sms import FakeTexter, HttpTexter

TO, SECRET = "+84912345678", "m%E1%BA%ADt-mã"


class Operator:
    """A gateway of an operator, for this test: takes a key once; ``status`` makes it answer otherwise."""

    def __init__(self) -> None:
        self.sent: dict[str, tuple[str, str]] = {}
        self.status = 0
        self.headers: dict[str, str] = {}
        operator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                operator.headers = {name.lower(): value for name, value in self.headers.items()}
                status = operator.status or (409 if said["key"] in operator.sent else 202)
                if status == 202:
                    operator.sent[said["key"]] = (said["to"], said["text"])
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                self.wfile.write(b'{"id": 1}')

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://:token@127.0.0.1:{self.server.server_port}/sms?from=UBND"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def operator() -> Iterator[Operator]:
    found = Operator()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture(params=["fake", "real"])
def both(request: pytest.FixtureRequest, operator: Operator) -> tuple[Texter, Any, Callable[[str], None]]:
    """(texter, who keeps what was sent, how to put it in a mood)."""
    if request.param == "fake":
        fake = FakeTexter()

        def mood(name: str) -> None:
            fake.refusing, fake.unknown = name == "away", frozenset({TO} if name == "unknown" else ())

        return fake, fake, mood
    return (
        HttpTexter(operator.address),
        operator,
        lambda name: setattr(operator, "status", {"away": 503, "unknown": 422}.get(name, 0)),
    )


def test_a_message_goes_once(both: tuple[Texter, Any, Callable[[str], None]]) -> None:
    texter, keeper, _mood = both
    for _ in range(2):
        texter.send(to=TO, text="Hồ sơ đã được tiếp nhận.", key="1-5")
    assert keeper.sent == {"1-5": (TO, "Hồ sơ đã được tiếp nhận.")}


def test_later_and_never_are_told_apart(both: tuple[Texter, Any, Callable[[str], None]]) -> None:
    texter, keeper, mood = both
    mood("away")
    with pytest.raises(CannotSend) as later:
        texter.send(to=TO, text="x", key="1-5")
    assert not isinstance(later.value, WillNotSend)
    mood("unknown")
    with pytest.raises(WillNotSend) as never:
        texter.send(to=TO, text="x", key="1-5")
    assert TO not in str(never.value) + str(later.value)
    mood("well")
    texter.send(to=TO, text="x", key="1-5")
    assert len(keeper.sent) == 1


@pytest.mark.parametrize("status", [301, 408, 429, 500, 502])
def test_what_may_get_better_is_tried_again(operator: Operator, status: int) -> None:
    operator.status = status
    with pytest.raises(CannotSend) as said:
        HttpTexter(operator.address).send(to=TO, text="x", key="1-5")
    assert not isinstance(said.value, WillNotSend)


def test_credentials_go_into_the_header_and_nowhere_else(
    operator: Operator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    HttpTexter(operator.address).send(to=TO, text="x", key="1-5")
    assert operator.headers["authorization"] == "Bearer token"
    port = operator.server.server_port
    texter = HttpTexter(f"http://ubnd:{SECRET}@127.0.0.1:{port}/sms")
    texter.send(to=TO, text="x", key="1-6")
    assert operator.headers["authorization"].startswith("Basic ")
    assert "token" not in repr(HttpTexter(operator.address).place)
    assert TO not in caplog.text and "token" not in caplog.text
    nobody = HttpTexter("http://:token@127.0.0.1:9/sms", timeout=1)
    with pytest.raises(CannotSend) as said:
        nobody.send(to=TO, text="x", key="1-5")
    assert "token" not in str(said.value)


@pytest.mark.parametrize("address", ["", "sms.vn", "ftp://a/b", "http://sms.vn/send", "https:///x"])
def test_an_address_that_cannot_be_meant_is_refused(address: str) -> None:
    with pytest.raises(wire.BadAddress):
        wire.place(address, name="MOTCUA_SMS_URL")
