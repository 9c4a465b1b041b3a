"""Three weeks of certification: requests at the counter, and the delegation that relieves the leaders."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from motcua.areas.certification import actions as certification
from motcua.base.people.actions import delegate
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

CERTIFICATIONS, CERTIFYING_DAYS = 40, 14


def lend(year: Year, start: dt.datetime) -> Story:
    """The chair lets the justice officer sign certifications (R11.3): the leaders are relieved."""
    yield start
    last = start.date() + dt.timedelta(days=180)
    delegate(
        by=year.posts["chair"], at=year.at, from_post="chair", to_post="justice-1", duties=["certify"],
        valid_from=start.date(), valid_to=last, instrument="15/GUQ-UBND",
    )  # fmt: skip


def certify(year: Year, start: dt.datetime, lent: dt.datetime) -> Story:
    """One request for certification; before the delegation it waits for a leader."""
    dice, posts = year.dice, year.posts
    desk, justice = posts[dice.choice(["one-stop-1", "one-stop-2"])], posts["justice-1"]
    papers = dice.choices(
        [
            [("copy", "Căn cước, Căn cước công dân"), ("copy", "Giấy khai sinh")],
            [("copy", "Bằng tốt nghiệp đại học")], [("copy", "Học bạ")], [("signature", "Giấy ủy quyền")],
            [("signature", "Sơ yếu lý lịch"), ("copy", "Bằng tốt nghiệp trung học phổ thông")],
            [("contract", "Hợp đồng ủy quyền")],
        ],
        [8, 6, 4, 4, 3, 1],
    )[0]  # fmt: skip
    applicant = dice.choice([person for person in year.people if person["kind"] == "person"])
    yield start
    made = certification.receive(
        by=desk, at=year.at, unit=WARD, applicant=applicant, identity="card",
        documents=[
            {"kind": kind, "title": title, "pages": dice.randrange(1, 7), "copies": dice.randrange(1, 4)}
            for kind, title in papers
        ],
    )  # fmt: skip
    at = start + dt.timedelta(minutes=dice.randrange(2, 9))
    yield at
    certification.collect(by=desk, at=year.at, certification=made)
    certification.check(by=justice, at=year.at, certification=made)
    if at >= lent and papers[0][0] != "contract":
        at += dt.timedelta(minutes=dice.randrange(2, 10))
        signer = justice
    else:
        at = year.later(dice.uniform(0.5, 4), at)
        signer = posts[dice.choice(["vice-chair", "vice-chair", "chair"])]
    yield at
    certification.sign(by=signer, at=year.at, certification=made)
    at += dt.timedelta(minutes=dice.randrange(1, 6))
    yield at
    certification.enter(by=justice, at=year.at, certification=made)
    at += dt.timedelta(minutes=dice.randrange(1, 20))
    yield at
    certification.hand_over(by=desk, at=year.at, certification=made)


def stories(year: Year) -> Iterator[Story]:
    """The requests of the last three working weeks, with the delegation in the middle of them; none in a small year."""
    days = [
        day
        for n in range(40)
        if year.calendar.is_working_day(day := year.until.date() - dt.timedelta(days=n))
    ][:CERTIFYING_DAYS]
    if year.count < CERTIFICATIONS:
        return
    lent = year.calendar.opening(days[CERTIFYING_DAYS // 2])
    yield lend(year, lent)
    for _ in range(CERTIFICATIONS):
        hours = Decimal(year.dice.randrange(0, 28)) / 4
        start = year.calendar.add_working_hours(year.calendar.opening(year.dice.choice(days)), hours)
        start += dt.timedelta(minutes=year.dice.randrange(1, 14), seconds=year.dice.randrange(60))
        yield certify(year, start, lent)
