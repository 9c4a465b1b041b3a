"""The ward asks how satisfied people are: a round of the spring with its remedy, one of the autumn that is open."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.surveys import actions as surveys
from motcua.areas.surveys.actions.rounds import NobodyToAsk
from motcua.areas.surveys.choices import Channel, shipped
from motcua.base.journal.ports import CITIZEN, SYSTEM
from motcua.conf.demonstration.year import Story, Year

DAY = dt.timedelta(days=1)
WORDS = (
    "Cán bộ hướng dẫn rất tận tình, hồ sơ xong sớm một ngày.",
    "Chờ gọi số hơi lâu vào sáng thứ Hai, nên thêm quầy.",
    "Trang nộp trực tuyến khó dùng với người lớn tuổi.",
    "Phòng chờ thiếu ghế, mong bổ sung.",
)


def _sheet(year: Year, form: str, kind: float) -> dict[str, int]:
    """Levels as somebody gives them who is more or less satisfied; now and then a blank."""
    given = {}
    for one in shipped()[form].asked.asked():
        harder = 0.2 if one in ("tc1", "gy3", "gy4", "tt5") else 0.0
        level = 5 - int(year.dice.random() * 2.2 + (1.6 if year.dice.random() > kind - harder else 0))
        if year.dice.random() > 0.03:
            given[one] = min(max(level, 1), 5)
    return given


def asked(
    year: Year,
    start: dt.datetime,
    title: str,
    form: str,
    answers: int,
    kind: float,
    *,
    ends: bool,
    weeks: int = 26,
) -> Story:
    """Planned by the head of the office, drawn, opened by the chair; answered in many ways; perhaps published."""
    head, chair, front = (year.posts[post] for post in ("office-head", "chair", "front"))
    yield start
    on = year.at.date()
    made = surveys.plan(
        by=head, at=year.at, title=title, form=f"{form}/0", since=on - weeks * 7 * DAY, until=on - DAY,
        closes_on=on + 30 * DAY, margin="0.10",
    )  # fmt: skip
    try:
        made = surveys.draw(by=head, at=year.at, round=made)
    except NobodyToAsk:
        return
    if made.sample < answers:
        return  # a ward with hardly a dossier: the round stays planned
    made = surveys.open_round(by=chair, at=year.at, round=made)
    slips = surveys.print_slips(by=front, at=year.at, round=made)
    year.dice.shuffle(slips)
    yield year.later(8, year.at)
    for n, (_part, secret) in enumerate(slips[:answers]):
        channel = (Channel.LINK, Channel.LINK, Channel.KIOSK, Channel.PHONE)[n % 4]
        surveys.answer(
            by=front if channel == Channel.PHONE else CITIZEN, at=year.at + n * dt.timedelta(minutes=7), slip=secret,
            channel=channel, scores=_sheet(year, form, kind), words=WORDS[n // 5 % 4] if n % 5 == 2 and n < 20 else "",
        )  # fmt: skip
    yield year.later(16, year.at)
    surveys.count_waiting(by=SYSTEM, at=year.at, round=made.code)
    if not ends:
        return
    yield year.at + 31 * DAY
    surveys.close(by=head, at=year.at, round=made.code)
    for words in list(made.words.order_by("id"))[:3]:
        surveys.review_words(by=chair, at=year.at, round=made.code, id=str(words.pk), state="shown")
    yield year.later(6, year.at)
    surveys.publish(
        by=chair, at=year.at, round=made.code,
        conclusion="Người dân hài lòng về thái độ, chưa hài lòng về chỗ chờ và việc trả lời góp ý. Phường kê thêm ghế, "
        "mở thêm quầy sáng thứ Hai và trả lời mọi góp ý trong năm ngày.",
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """Two rounds of the short questionnaire and of SIPAS; one is still open."""
    yield asked(
        year,
        _morning(year, 200),
        "Hài lòng về một cửa, đợt đầu năm",
        "sipas-2640",
        32,
        0.66,
        ends=True,
        weeks=20,
    )
    yield asked(
        year,
        _morning(year, 90),
        "Hài lòng về sự phục vụ hành chính của phường",
        "sipas-2640",
        60,
        0.82,
        ends=True,
    )
    yield asked(
        year,
        _morning(year, 9),
        "Hài lòng về giải quyết thủ tục, quý IV",
        "sipas-phuong",
        14,
        0.8,
        ends=False,
        weeks=10,
    )


def _morning(year: Year, days: int) -> dt.datetime:
    on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=days))
    return year.calendar.opening(on) + dt.timedelta(minutes=year.dice.randrange(5, 90))
