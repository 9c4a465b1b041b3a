"""A twin of the National Public Service Portal that can be slow, refuse, fail, repeat, lose and reorder.

In a test it is used as it is (``FakePortal``) or over HTTP (``serve``). For a demonstration it runs beside the ward:

    python -m motcua.gateways.national_portal.fake --port 8700 --moods well,slow,fail,lose
    MOTCUA_PORTAL_URL=http://token:secret@127.0.0.1:8700 motcua work
"""

import argparse
import datetime as dt
import hmac
import itertools
import json
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from motcua.areas.synchronisation.ports import Listed, NotReached, Refused
from motcua.base.journal.clock import now
from motcua.base.json_text import read_json
from motcua.gateways.national_portal import signature

MOODS = ("well", "slow", "fail", "drop", "repeat", "lose", "late", "mix_up", "refuse")
"""well: as it should · slow: takes it, answers too late · fail: 5xx, not taken · drop: hangs up, not taken
repeat: takes it twice · lose: says taken, keeps nothing · late: says taken, keeps it after the next one
mix_up: takes it, answers as to another message · refuse: 4xx with a reason"""
REASON = "Mã thủ tục chưa được công khai"
PAGE = 200
FRESH = dt.timedelta(minutes=5)


@dataclass
class FakePortal:
    """Keeps of each dossier the state with the highest (seq, round); takes each key once."""

    moods: Iterable[str] = ()
    dossiers: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrived: list[tuple[str, int]] = field(default_factory=list)
    _keys: set[str] = field(default_factory=set)
    _late: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._next: Iterator[str] = itertools.chain(self.moods, itertools.repeat("well"))

    def take(self, key: str, message: Mapping[str, Any]) -> str:
        """What becomes of a message in the mood of the moment; returns that mood."""
        with self._lock:
            mood = next(self._next)
            self.arrived.append((str(message["code"]), int(message["seq"])))
            late, self._late = self._late, []
            if mood in ("well", "slow", "repeat", "mix_up"):
                self._keep(key, message)
            if mood == "repeat":
                self._keep(key, message)
            if mood == "late":
                self._late.append((key, message))
            for earlier in late:
                self._keep(*earlier)
            return mood

    def _keep(self, key: str, message: Mapping[str, Any]) -> None:
        if key in self._keys:
            return
        self._keys.add(key)
        known = self.dossiers.get(message["code"])
        if known is None or (known["seq"], known["round"]) <= (message["seq"], message["round"]):
            stamp = now().isoformat(timespec="seconds")
            self.dossiers[message["code"]] = {**message, "updated_at": stamp}

    def lose(self, code: str) -> None:
        """Forget a dossier, as after a bad restore."""
        self.dossiers.pop(code, None)

    def put(self, *, key: str, message: Mapping[str, Any]) -> None:
        """As the portal over HTTP, without the wire."""
        mood = self.take(key, message)
        if mood == "refuse":
            raise Refused(REASON)
        if mood in ("slow", "fail", "drop", "mix_up"):
            raise NotReached(mood)

    def listing(self, *, unit: str, day: dt.date) -> Sequence[Listed]:
        """What it knows of a day."""
        return [
            Listed(code, one["state"], one["seq"], one["updated_at"])
            for code, one in sorted(self.dossiers.items())
            if one["unit"] == unit and (one["filed_at"] or one["received_at"])[:10] == day.isoformat()
        ]


class Door(ThreadingHTTPServer):
    """The twin behind an address of this machine."""

    daemon_threads = True
    portal: FakePortal
    token: str
    secret: str
    delay: float

    @property
    def address(self) -> str:
        """What to set as ``MOTCUA_PORTAL_URL``."""
        return f"http://{self.token}:{self.secret}@127.0.0.1:{self.server_port}/api"


class _Handler(BaseHTTPRequestHandler):
    server: Door

    def do_POST(self) -> None:
        """A state of a dossier."""
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = self.headers.get("Idempotency-Key", "")
        if not self._known(key, content):
            return
        message = read_json(content)
        if message["state"] == "" or not key:
            self._say(422, {"reason": REASON})
            return
        mood = self.server.portal.take(key, message)
        echo = {name: message[name] for name in ("code", "seq", "round")}
        if mood == "slow":
            time.sleep(self.server.delay)
        if mood == "drop":
            self.close_connection = True
            return
        match mood:
            case "fail":
                self._say(503, {"reason": "busy"})
            case "refuse":
                self._say(422, {"reason": REASON})
            case "mix_up":
                self._say(200, {**echo, "seq": echo["seq"] - 1})
            case _:
                self._say(200, echo)

    def do_GET(self) -> None:
        """What it knows of a day, a page at a time."""
        if not self._known("", b""):
            return
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        found = self.server.portal.listing(unit=asked["unit"], day=dt.date.fromisoformat(asked["day"]))
        rest = [one for one in found if one.code > asked.get("after", "")]
        items = [vars(one) for one in rest[:PAGE]]
        self._say(200, {"items": items, "next": rest[PAGE - 1].code if len(rest) > PAGE else None})

    def _known(self, key: str, content: bytes) -> bool:
        time_, said = self.headers.get("X-Motcua-Time", ""), self.headers.get("X-Motcua-Signature", "")
        right = signature(
            self.server.secret, time=time_, method=self.command, target=self.path, key=key, content=content
        )
        try:
            fresh = abs(now() - dt.datetime.fromisoformat(time_)) < FRESH
        except (ValueError, TypeError):
            fresh = False
        bearer = self.headers.get("Authorization", "") == f"Bearer {self.server.token}"
        if bearer and fresh and hmac.compare_digest(right, said):
            return True
        self._say(401, {"reason": "not known"})
        return False

    def _say(self, status: int, content: Mapping[str, Any]) -> None:
        written = json.dumps(content, ensure_ascii=False).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)
        except OSError:  # whoever asked did not wait for a slow answer
            self.close_connection = True

    def log_message(self, *args: Any) -> None:
        """Nothing is logged."""


def serve(
    portal: FakePortal, *, port: int = 0, token: str = "token", secret: str = "secret", delay: float = 30
) -> Door:
    """Open the door (in the thread of the caller's choosing: ``door.serve_forever``)."""
    door = Door(("127.0.0.1", port), _Handler)
    door.portal, door.token, door.secret, door.delay = portal, token, secret, delay
    return door


def main() -> None:
    """Run the twin until Ctrl-C; the moods come round again and again."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--port", type=int, default=8700)
    asked.add_argument("--moods", default="well", help=", ".join(MOODS))
    given = asked.parse_args()
    moods = [mood.strip() for mood in given.moods.split(",")]
    if strange := sorted(set(moods) - set(MOODS)):
        asked.error(f"{', '.join(strange)}: {', '.join(MOODS)}")
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "motcua.conf.settings"
    )  # the clock of the installation beside it
    door = serve(FakePortal(itertools.cycle(moods)), port=given.port)
    print(f"MOTCUA_PORTAL_URL={door.address}", flush=True)  # noqa: T201
    try:
        door.serve_forever()
    except KeyboardInterrupt:
        door.server_close()


if __name__ == "__main__":
    main()
