"""Who is in charge of which field of work in the ward; one of them changed in the year."""

import datetime as dt
from collections.abc import Iterator

from motcua.base.people.actions import end_stewardship, put_in_charge
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

GIVEN = (
    (WARD, "dan-van", "chair"), (WARD, "cai-cach-hanh-chinh", "chair"), (WARD, "tiep-cong-dan", "chair"),
    (WARD, "chuyen-doi-so", "vice-chair"), (WARD, "van-hoa-cong-vu", "office-head"),
    (WARD, "kiem-soat-thu-tuc", "office-head"), ("00145-vhxh", "dan-van", "social-1"),
)  # fmt: skip


def decided(year: Year, start: dt.datetime) -> Story:
    """The decision of the year's beginning; dân vận goes to the vice-chair later."""
    chair = year.posts["chair"]
    yield start
    made = [
        put_in_charge(
            by=chair, at=year.at, unit=unit, field=field, post=post, valid_from=start.date(),
            instrument=f"112/QĐ-UBND ngày {start:%d/%m/%Y}",
        )
        for unit, field, post in GIVEN
    ]  # fmt: skip
    yield max(year.later(2, year.at), year.until - dt.timedelta(days=70))
    on = year.at.date()
    end_stewardship(by=chair, at=year.at, stewardship=made[0].pk, valid_to=on)
    put_in_charge(
        by=chair, at=year.at, unit=WARD, field="dan-van", post="vice-chair", valid_from=on,
        instrument=f"301/QĐ-UBND ngày {on:%d/%m/%Y}",
    )  # fmt: skip


def stories(year: Year) -> Iterator[Story]:
    """One decision, one change."""
    on = year.calendar.next_working_day(year.until.date() - dt.timedelta(days=290))
    yield decided(year, year.calendar.opening(on) + dt.timedelta(minutes=30))
