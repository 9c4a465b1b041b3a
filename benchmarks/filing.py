"""People filing online over HTTP as a browser does: pages, forms with their tokens, papers, one press at the end.

They think between two pages (``PAUSE`` seconds on average): two hundred people at once are some forty pages a second.
"""

import functools
import http.client
import io
import random
import select
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

import lxml.html
from pypdf import PdfWriter

from benchmarks.installation import Installation
from benchmarks.load import Measured, Refused

PROCEDURE = "1.004873"
PAUSE = 5.0


@functools.cache
def paper() -> bytes:
    """One blank page as PDF."""
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(content)
    return content.getvalue()


@dataclass
class Person:
    """Somebody at a browser who has signed in: kept connection, cookies, the page open now."""

    port: int
    cookies: dict[str, str]
    times: list[float] = field(default_factory=list)
    at: str = ""
    page: Any = None

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> None:
        """One request and the page it leads to; every answer is timed by itself."""
        for _redirect in range(5):
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if body:
                headers |= {"Content-Type": kind, "Referer": f"http://127.0.0.1:{self.port}{self.at}"}
            self._open_still()
            began = time.perf_counter()
            self.connection.request(method, path, body or None, headers)
            answer = self.connection.getresponse()
            content = answer.read()
            self.times.append(time.perf_counter() - began)
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            if answer.status not in (200, 302, 303):
                raise Refused(f"{method} {path}: {answer.status} {content[:300]!r}")
            if answer.status == 200:
                self.at, self.page = path, lxml.html.fromstring(content)
                return
            method, path, body = "GET", urlsplit(answer.headers["Location"]).path, b""
        raise Refused(f"{path}: led in a circle")

    def _open_still(self) -> None:
        """Leave a connection that the server has closed while we thought, as browsers do; the next is opened anew."""
        if self.connection.sock and select.select([self.connection.sock], [], [], 0)[0]:
            self.connection.close()

    def forms(self, part: str = "") -> list[Any]:
        """Forms of the page that are posted, those whose address contains a part."""
        return [
            form
            for form in self.page.xpath("//main//form")
            if form.method == "POST" and part in (form.get("action") or self.at)
        ]

    def post(self, form: Any, **said: str) -> None:
        """Send a form as it stands, filled in where it asks."""
        given = {name: value for name, value in form.form_values() if isinstance(value, str)} | said
        self.ask(
            "POST",
            form.get("action") or self.at,
            urlencode(given).encode(),
            "application/x-www-form-urlencoded",
        )

    def send(self, form: Any) -> None:
        """Send one paper with its form."""
        border, parts = uuid.uuid4().hex, io.BytesIO()
        for name, value in form.form_values():
            if isinstance(value, str):
                parts.write(
                    f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                )
        name = form.xpath(".//input[@type='file']")[0].get("name")
        head = f'Content-Disposition: form-data; name="{name}"; filename="giay-to.pdf"'
        parts.write(f"--{border}\r\n{head}\r\nContent-Type: application/pdf\r\n\r\n".encode())
        parts.write(paper() + f"\r\n--{border}--\r\n".encode())
        self.ask("POST", form.get("action"), parts.getvalue(), f"multipart/form-data; boundary={border}")


def answers(form: Any) -> dict[str, str]:
    """Something plausible for every question of a form that has no answer yet."""
    said: dict[str, str] = {}
    for box in form.xpath(".//input | .//select | .//textarea"):
        name, kind = box.get("name"), box.get("type", "")
        if not name or kind in ("hidden", "file", "submit", "checkbox") or said.get(name):
            continue
        if box.tag == "select":
            said[name] = box.value or next((value for value in box.value_options if value), "")
        elif kind == "radio":
            chosen = form.xpath(f'.//input[@name="{name}"][@checked]')
            said[name] = chosen[0].get("value") if chosen else box.get("value")
        elif not (box.get("value") or box.text):
            said[name] = _plausible(box)
    return said


def _plausible(box: Any) -> str:
    kind, name = box.get("type", ""), box.get("name", "")
    if kind == "date":
        return "1990-05-19"
    if kind == "email" or name.endswith("number"):
        return ""
    if kind == "tel":
        return "0912345678"
    if kind == "number" or box.get("inputmode") == "numeric":
        return "1"
    return "Nguyễn Văn Đo"


def story(person: Person) -> Iterator[None]:
    """From the page of the procedure to the receipt; yields where a person thinks."""
    person.ask("GET", f"/nop-ho-so/{PROCEDURE}")
    yield
    person.ask("GET", f"/nop-ho-so/{PROCEDURE}/bat-dau")
    for _page in range(12):
        yield
        for form in person.forms("/tep"):
            if form.xpath(".//input[@type='file']"):
                person.send(form)
                yield
        here = [form for form in person.forms() if form.get("action") in (None, "", person.at)]
        done = bool(here[0].xpath(".//input[@name='pledge']"))
        person.post(here[0], **answers(here[0]), **({"pledge": "on"} if done else {}))
        if done:
            break
    if not person.at.endswith("/da-nop"):
        raise Refused(f"ended at {person.at}")
    yield
    person.ask("GET", "/ho-so-cua-toi")
    yield


def filings(place: Installation, *, people: int, seconds: float, pause: float = PAUSE) -> Measured:
    """So many people filing again and again for a time; ``done`` counts dossiers filed.

    Raises Refused for the first answer that is none: there must be no error at all.
    """
    sessions = place.ask("benchmarks.signing_in", {"people": people})
    over = time.monotonic() + seconds
    done, times, faults = [0] * people, [[] for _ in range(people)], []  # type: ignore[var-annotated]

    def one(number: int) -> None:
        dice = random.Random(number)
        time.sleep(dice.uniform(0, pause))
        person = Person(place.port, {"sessionid": sessions[number]}, times[number])
        try:
            while time.monotonic() < over and not faults:
                for _think in story(person):
                    if time.monotonic() >= over:
                        return
                    time.sleep(dice.expovariate(1 / pause))
                done[number] += 1
        except Exception as error:
            faults.append(error)

    began = time.monotonic()
    threads = [threading.Thread(target=one, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return Measured(sum(done), time.monotonic() - began, [one for some in times for one in some])
