"""How long the pages take with 100,000 dossiers: one browser after another page, as people work."""

import datetime as dt
import html
import re
import sqlite3
import urllib.parse
from dataclasses import dataclass

from benchmarks.installation import Installation
from benchmarks.load import Client
from benchmarks.many import ALONE

NAMES = (
    "nguyen van",
    "tran thi",
    "le minh",
    "pham",
    "hoang thi",
    "vu duc",
    "dang",
    "bui thi",
    "do van",
    "ngo",
)
TOPICS = (
    "ket hon",
    "khai sinh",
    "chung thuc",
    "dat dai",
    "tre em",
    "ho kinh doanh",
    "tam tru",
    "nuoi con",
    "bao hiem",
)
DESK, OFFICIAL, LEADER = "one-stop-1", "justice-1", "chair"
PASSWORD = "mot-cua-long-bien"


@dataclass(frozen=True)
class Page:
    """What came out for a page: milliseconds and statements."""

    name: str
    limit: float
    p50: float
    p95: float
    statements: int


def signed_in(place: Installation, post: str) -> str:
    """The cookie of an official's session, acting in the own post where others were delegated too."""
    _, guest, token = _form(place, "/tai-khoan/login/")
    status, session = _sent(
        place, "/tai-khoan/login/", guest, {"csrfmiddlewaretoken": token, "login": post, "password": PASSWORD}
    )
    if not session:
        raise RuntimeError(f"{post}: not signed in ({status})")
    text, guard, token = _form(place, "/can-bo/chuc-vu", session)
    if f'value="{post}"' in text:
        both = f"{session}; {guard}" if guard else session
        _sent(place, "/can-bo/chuc-vu", both, {"csrfmiddlewaretoken": token, "post": post})
    return session


def _form(place: Installation, path: str, cookie: str = "") -> tuple[str, str, str]:
    """A page with a form: its text, the cookie that it sets, and its token."""
    connection = Client(place.port).connection
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    text = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    return text, (answer.getheader("Set-Cookie") or "").split(";")[0], token[1] if token else ""


def _sent(place: Installation, path: str, cookie: str, said: dict[str, str]) -> tuple[int, str]:
    """What a form that was sent answers, and the session that it begins."""
    connection = Client(place.port).connection
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", path, urllib.parse.urlencode(said), headers)
    answer = connection.getresponse()
    answer.read()
    made = (value for name, value in answer.getheaders() if name.lower() == "set-cookie")
    return answer.status, next((one.split(";")[0] for one in made if one.startswith("sessionid=")), "")


def codes_of(place: Installation, most: int) -> list[str]:
    """Codes of dossiers from the whole time, open and closed."""
    link = sqlite3.connect(place.url.removeprefix("sqlite:///"))
    step = max(1, link.execute(f"SELECT count(*) FROM {ALONE}").fetchone()[0] // most)
    found = [code for (code,) in link.execute(f"SELECT code FROM {ALONE} WHERE id % ? = 0", (step,))]
    link.close()
    return found[:most]


Asked = list[tuple[str, float, str, list[str]]]
"""Pages: name, aim in milliseconds, post that asks ("": nobody signed in), addresses."""


def pages(place: Installation, *, times: int) -> list[Page]:
    """Every page ``times`` times, each time another dossier, name or word."""
    codes = codes_of(place, 200)
    keys = place.ask("benchmarks.asking", {"codes": codes, "pages": {}})["keys"]
    slips = [f"ma={code}&key={key}" for code, key in zip(codes, keys, strict=True)]
    asked: Asked = [
        ("Hộp việc, quầy · inbox, counter", 150, DESK, ["/can-bo/"]),
        ("Hộp việc, chuyên môn · inbox, official", 150, OFFICIAL, ["/can-bo/"]),
        ("Tìm theo tên · search by name", 150, DESK, [f"/can-bo/tim?q={urllib.parse.quote(q)}" for q in NAMES]),
        ("Tìm theo mã · search by code", 150, DESK, [f"/can-bo/tim?q={code}" for code in codes]),
        ("Trang hồ sơ · dossier page", 150, DESK, [f"/can-bo/ho-so/{code}" for code in codes]),
        ("Tiếp nhận · reception", 150, DESK, ["/can-bo/tiep-nhan"]),
        ("Bảng điều hành · board", 150, LEADER, ["/bang/"]),
        ("Tìm thủ tục · catalogue search", 150, "", [f"/thu-tuc?q={urllib.parse.quote(q)}" for q in TOPICS]),
        ("Tra cứu, trang · tracking page", 50, "", [f"/tra-cuu?{slip}" for slip in slips]),
        ("Tra cứu, API · tracking, API", 50, "",
         [f"/api/v1/track/{code}?key={key}" for code, key in zip(codes, keys, strict=True)]),
    ]  # fmt: skip
    return timed(place, asked, times=times)


def boards(place: Installation, *, times: int) -> list[Page]:
    """The boards of a leader and the pages of figures, over the dossiers and facts of the installation."""
    year = dt.datetime.now(dt.UTC).year
    index, figures = "/can-bo/bo-chi-so/ma/766", "/can-bo/chi-tieu/"
    days = [f"tu={year - n}-01-01&den={year - n}-12-31" for n in range(5)]
    asked: Asked = [
        ("Xu hướng · trends", 200, LEADER, ["/bang/xu-huong"]),
        ("Các đơn vị lúc này · units", 200, LEADER, ["/bang/don-vi"]),
        ("Kết quả cho mọi người · results for everybody", 200, "", ["/bang/cong-khai"]),
        ("Dự báo trễ · forecast", 200, LEADER, ["/bang/du-bao"]),
        ("Nhân lực · how busy each step is", 200, LEADER, ["/bang/nhan-luc"]),
        ("Bộ chỉ số 766, một năm · index 766, a year", 200, LEADER, [f"{index}?{one}" for one in days]),
        ("Bộ chỉ số 766, các tháng · its months and ranks", 200, LEADER,
         [f"{index}/cac-thang?{one}" for one in days]),
        ("Bộ chỉ số 766, một mục · the rows behind an item", 200, LEADER,
         [f"{index}/muc/PROGRESS_ON_TIME?{one}" for one in days]),
        ("Mọi chỉ tiêu · every indicator", 200, LEADER, [f"{figures}?{one}" for one in days]),
        ("Một chỉ tiêu · one indicator", 200, LEADER,
         [f"{figures}ma/dossiers.on_time?{one}&theo={by}" for one in days for by in ("month", "type")]),
    ]  # fmt: skip
    shown = timed(place, asked, times=times)
    steps = steps_of(place)
    if steps:
        simulated: Asked = [
            ("Một người nữa (mô phỏng) · one person more, simulated", 5000, LEADER,
             [f"/bang/nhan-luc?buoc={urllib.parse.quote(step)}" for step in steps]),
        ]  # fmt: skip
        shown += timed(place, simulated, times=min(times, 10))
    return shown


def steps_of(place: Installation) -> list[str]:
    """The steps of which the page of staffing can simulate one person more."""
    client = Client(place.port)
    client.connection.request("GET", "/bang/nhan-luc", headers={"Cookie": signed_in(place, LEADER)})
    text = html.unescape(client.connection.getresponse().read().decode())
    return sorted({urllib.parse.unquote_plus(step) for step in re.findall(r'\?buoc=([^"#&]+)', text)})


def timed(place: Installation, asked: Asked, *, times: int) -> list[Page]:
    """How long each page takes, asked for by one browser, and how many statements it needs."""
    cookies = {post: signed_in(place, post) for _, _, post, _ in asked if post}
    counted = place.ask(
        "benchmarks.asking",
        {"codes": [], "pages": {name: [paths[0], cookies.get(post, "")] for name, _, post, paths in asked}},
    )["statements"]
    found = []
    for name, limit, post, paths in asked:
        client, cookie = Client(place.port), cookies.get(post, "")
        for n in range(times + 6):
            if n == 6:
                client.times.clear()
            client.call(
                "GET", paths[n * 7 % len(paths)], cookie=cookie, expect=302 if "code" in name else 200
            )
        ordered = sorted(client.times)
        middle, late = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        found.append(Page(name, limit, middle * 1000, late * 1000, counted[name]))
    return found
