"""Sheets of points: last year's work with the people, scored by three divisions and published; this year's begun."""

import datetime as dt
from collections.abc import Iterator

from motcua.areas.assessments import actions as sheets
from motcua.areas.assessments import queries
from motcua.areas.assessments.models import Assessment
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

LESS = {
    "social-1": {"2.2": "19", "2.4": "9"},
    "office-head": {"1.2": "2", "3.1": "1,5"},
    "land-1": {"2.3": "12,5", "2.7": "8"},
}
"""Where the divisions gave themselves less than the most, by whoever fills their sheet."""
SAID = {
    "2.2": "Đúng hạn 98,6 % hồ sơ; đã xin lỗi bằng văn bản các hồ sơ trễ.",
    "2.4": "Ba buổi đối thoại, còn hai cam kết.",
}


def _filled(year: Year, post: str, name: str, of: int, less: dict[str, str]) -> Assessment:
    by = year.posts[post]
    made = sheets.open_sheet(by=by, at=year.at, unit=by.unit, name=name, year=of)
    leaves = [leaf for leaf in queries.version(made).set.leaves if leaf.part == "points"]
    most = {leaf.code: "2" if leaf.way == "grade" else queries.words(leaf.most) for leaf in leaves}
    points = {**most, **less}
    shown = {
        leaf.code: f"{leaf.evidence}: lưu tại văn thư của đơn vị"
        for leaf in queries.version(made).set.leaves if leaf.evidence and leaf.code in points
    }  # fmt: skip
    said = {**shown, **(SAID if name == "dan-van" else {})}
    return sheets.score_self(by=by, at=year.at, assessment=made, points=points, said=said)


def last_year(year: Year, start: dt.datetime) -> Story:
    """Three divisions in the days of self-scoring; appraised before the year ended, published in its first quarter."""
    of, chair, made = start.year, year.posts["chair"], []
    for n, (post, less) in enumerate(LESS.items()):
        yield start + dt.timedelta(hours=n)
        one = _filled(year, post, "dan-van", of, less)
        made.append(sheets.submit(by=year.posts[post], at=year.at, assessment=one))
    yield year.calendar.opening(year.calendar.next_working_day(dt.date(of, 12, 22)))
    for one, (code, points, why) in zip(
        made,
        (
            ("2.2", "17", "Còn 12 hồ sơ trễ"),
            ("2.6", "9", "Hai lần nhắc nhở tác phong"),
            ("2.3", "10", "Đơn trả lời chậm"),
        ),
        strict=True,
    ):
        marks = ["reprimand"] if one.unit == year.posts["land-1"].unit else []
        sheets.appraise(
            by=chair, at=year.at, assessment=one, points={code: points}, reasons={code: why}, marks=marks
        )
    yield year.calendar.opening(year.calendar.next_working_day(dt.date(of + 1, 2, 9)))
    sheets.publish(by=chair, at=year.at, name="dan-van", year=of, decision=f"86/QĐ-UBND ngày 09/02/{of + 1}")


def this_year(year: Year, start: dt.datetime) -> Story:
    """The centre hands in the nine criteria, the ward begins its sheet of administrative reform."""
    yield start
    head = year.posts["one-stop-head"]
    made = _filled(year, "one-stop-head", "mot-cua", start.year, {"5": "1", "8": "1"})
    sheets.submit(by=head, at=year.at, assessment=made)
    yield start + dt.timedelta(hours=2, minutes=4)
    office = year.posts["office-head"]
    ward = sheets.open_sheet(by=office, at=year.at, unit=WARD, name="cchc", year=start.year)
    sheets.score_self(
        by=office, at=year.at, assessment=ward, points={"1.1": "3,5", "1.2": "3", "3.2": "9,25"}
    )


def stories(year: Year) -> Iterator[Story]:
    """Last year's sheets where its days of self-scoring lie in the year that is told, and this year's."""
    until = year.until.date()
    scored = year.calendar.next_working_day(dt.date(until.year - 1, 12, 11))
    if until - scored < dt.timedelta(days=364) and until > dt.date(until.year, 2, 14):
        yield last_year(year, year.calendar.opening(scored) + dt.timedelta(minutes=40))
    begun = year.calendar.next_working_day(until - dt.timedelta(days=9))
    yield this_year(year, year.calendar.opening(begun) + dt.timedelta(minutes=50))
