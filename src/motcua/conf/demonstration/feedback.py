"""A fortnight of feedback: what people saw, what was done, what everybody reads; one objects, some wait."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from motcua.areas.feedback import actions
from motcua.areas.feedback.models import Feedback
from motcua.areas.feedback.policies import can_handle
from motcua.base.journal.ports import CITIZEN
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

SEEN: tuple[tuple[str, str, str, str, str, str], ...] = (
    (
        "rac", "Bãi rác tự phát ở cuối ngõ, mấy hôm chưa ai dọn", "21.0352", "105.8915",
        "Đã dọn sạch và đặt thêm thùng rác.", "done",
    ),
    ("rac", "Rác đổ trộm cạnh trạm điện, mùi rất khó chịu", "21.0355", "105.8918", "", "again"),
    (
        "den", "Ba cột đèn trong ngõ không sáng, tối đi lại nguy hiểm", "21.0410", "105.8862",
        "Đã thay bóng ba cột đèn.", "done",
    ),
    (
        "duong", "Ổ gà lớn trước cổng trường, mưa không nhìn thấy", "21.0441", "105.8977",
        "Đã vá mặt đường, kẻ lại vạch.", "objected",
    ),
    (
        "via-he", "Xe máy để kín vỉa hè, phải đi xuống lòng đường", "21.0387", "105.8946",
        "Đã nhắc nhở, sắp xếp lại chỗ để xe.", "answered",
    ),
    ("ngap", "Nắp cống vỡ, trẻ con dễ sa chân", "21.0329", "105.8889", "", "doing"),
    ("tieng-on", "Quán hát mở loa đến gần nửa đêm", "21.0398", "105.9003", "", "asked"),
    ("cay", "Cành cây gãy treo trên dây điện", "21.0423", "105.8921", "", "new"),
    (
        "kien-nghi", "Đề nghị lắp thêm ghế đá ở vườn hoa cho người già", "", "",
        "Đã đưa vào kế hoạch quý I/2027.", "done",
    ),
    ("o-nhiem", "Đốt rơm rạ và rác buổi chiều, khói vào nhà", "21.0301", "105.8964", "", "shown"),
)  # fmt: skip
"""Category, words, place, answer, and how far it went."""


def _picture(color: str) -> SimpleUploadedFile:
    """An invented photograph: a street in two colours."""
    made, out = Image.new("RGB", (480, 320), "#c9d6df"), io.BytesIO()
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 200, 480, 320), fill="#8d8d86")
    pen.ellipse((170, 180, 330, 290), fill=color)
    made.save(out, "JPEG")
    return SimpleUploadedFile("anh.jpg", out.getvalue(), "image/jpeg")


def report(
    year: Year, start: dt.datetime, seen: tuple[str, str, str, str, str, str], told: dict[str, Feedback]
) -> Story:
    """One report and what became of it."""
    category, words, lat, lon, answer, far = seen
    leader, head = year.posts["vice-chair"], year.posts["one-stop-head"]
    yield start
    made = actions.receive(
        by=CITIZEN, at=year.at, unit=WARD, channel="portal", category=category, content=words, lat=lat, lon=lon,
        photos=[_picture("#6b4a2f")] if lat else (),
    )  # fmt: skip
    told[words] = made
    officer = next(post for post in year.posts.values() if can_handle(post, made))
    public: dict[str, Any] = {
        "text": words,
        "place": "exact" if lat else "none",
        "photos": [1] if lat else [],
    }
    if far == "new":
        return
    at = year.later(1, start)
    yield at
    if far == "shown":
        actions.approve(by=leader, at=year.at, feedback=made.code, **public)
        return
    if far == "again":
        first = next(one for one in told.values() if one.category == category and one.code != made.code)
        actions.merge(by=head, at=year.at, feedback=made.code, into=first.code)
        return
    actions.start(by=officer, at=year.at, feedback=made.code)
    if far == "asked":
        actions.ask(
            by=officer, at=year.at, feedback=made.code, question="Quán ở số nhà nào, ồn vào những tối nào?"
        )
        return
    if far == "doing":
        return
    at = year.later(4, at)
    yield at
    actions.answer(
        by=officer, at=year.at, feedback=made.code, text=answer, photos=[_picture("#3f7d4e")] if lat else ()
    )
    if far == "answered":
        return
    at = year.later(2, at)
    yield at
    actions.publish(
        by=leader,
        at=year.at,
        feedback=made.code,
        answer=answer,
        **{**public, "photos": [1, 2] if lat else []},
    )
    at = year.later(2, at)
    yield at
    if far == "objected":
        actions.reopen(by=CITIZEN, at=year.at, feedback=made.code, objection="Mưa một trận lại bong ra")
    else:
        actions.rate(by=CITIZEN, at=year.at, feedback=made.code, stars=year.dice.choice([4, 5]), comment="")


def stories(year: Year) -> Iterator[Story]:
    """Reports of the last fortnight, those that wait the latest."""
    told: dict[str, Feedback] = {}
    days = [
        day
        for n in range(20)
        if year.calendar.is_working_day(day := year.until.date() - dt.timedelta(days=n))
    ]
    for n, seen in enumerate(SEEN):
        early = seen[5] in ("done", "objected", "again", "answered")
        on = days[9 - n % 4] if early else days[1]
        start = year.calendar.opening(on) + dt.timedelta(minutes=23 + 31 * n)
        yield report(year, start, seen, told)
