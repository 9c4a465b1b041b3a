"""Work files of the ward: one in the archive, one closed and due, one being compiled."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.correspondence.queries import incoming
from motcua.areas.workfiles import actions
from motcua.conf.demonstration.year import Story, Year

DAY = dt.timedelta(days=1)


def compiled(year: Year, start: dt.datetime) -> Story:
    """The clerk files what came in; the first is handed over and taken, the next waits, the last goes on."""
    clerk, head = year.posts["clerk-1"], year.posts["office-head"]
    yield start
    codes = [one.code for one in incoming.listed(clerk, year.at, show="")[:4]]
    if len(codes) < 4:
        return
    files = []
    for n, (title, retention) in enumerate((
        ("Công văn trao đổi về tiếp công dân, quý I", "trao-doi"),
        ("Kế hoạch, báo cáo cải cách hành chính, quý II", "ke-hoach-thang"),
        ("Thực hiện công tác dân vận chính quyền trong năm", "chu-truong"),
    )):  # fmt: skip
        file = actions.open_file(by=clerk, at=year.at, title=title, retention=retention)
        for code in codes[n : n + 2]:
            actions.put(by=clerk, at=year.at, file=file.code, said=code)
        files.append(file.code)
    yield start + 2 * DAY
    on = year.at.date()
    actions.close(by=clerk, at=year.at, file=files[0], ended_on=on - 60 * DAY)
    actions.close(by=clerk, at=year.at, file=files[1], ended_on=on - 350 * DAY)
    record = actions.hand_over(by=clerk, at=year.at, files=files[:1])
    yield start + 3 * DAY
    actions.receive(by=head, at=year.at, handover=record.code)


def stories(year: Year) -> Iterator[Story]:
    """What was compiled lately."""
    on = year.calendar.next_working_day(year.until.date() - 12 * DAY)
    yield compiled(year, year.calendar.opening(on) + dt.timedelta(hours=2))
