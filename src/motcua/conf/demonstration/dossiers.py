"""A year of dossiers: each is received, transferred, processed and returned by posts of the ward, at its moment."""

import datetime as dt
import random
from collections.abc import Iterator

from motcua.areas.cases.queries import current_type
from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.fees import actions as fees
from motcua.areas.fees.queries import proposals
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

BUSY_DAYS = 8
SIGNED, SIGNED_WITHIN = 10, dt.timedelta(days=4)
"""So many of the newest results are signed electronically; signing them all would take minutes."""
AWAY = 0.15
"""The share of those who do not wait for a result that is made on the spot."""


def stories(year: Year) -> Iterator[Story]:
    """As many dossiers as the year has, in the order in which they come."""
    for moment in arrivals(year):
        yield story(year, moment)


def arrivals(year: Year) -> list[dt.datetime]:
    """Moments of reception over the last twelve months, denser on Monday mornings; the last days are busy."""
    first = year.until - dt.timedelta(days=365)
    days = [
        day
        for day in (first.date() + dt.timedelta(days=i) for i in range(366))
        if year.calendar.is_working_day(day)
    ]
    weights = [1.4 if day.weekday() == 0 else 1.0 for day in days]
    weights[-BUSY_DAYS:] = [5 * weight for weight in weights[-BUSY_DAYS:]]
    moments = []
    for day in year.dice.choices(days, weights, k=year.count):
        opening = year.calendar.opening(day)
        hours = int(min(year.dice.betavariate(1.6, 2.6) * 8, 7.9))
        moments.append(
            year.calendar.add_working_hours(opening, hours)
            + dt.timedelta(minutes=year.dice.randrange(59), seconds=year.dice.randrange(60))
        )
    return sorted(moment for moment in moments if moment < year.until)


def story(year: Year, start: dt.datetime) -> Story:
    """One dossier from the counter to the rating; yields the moment of its next act before doing it."""
    dice, posts = year.dice, year.posts
    weights = [1 / (rank + 2) ** 0.8 for rank in range(len(year.procedures))]
    code = dice.choices(year.procedures, weights)[0]
    desk = posts[dice.choice(["one-stop-1", "one-stop-2"])]
    applicant = dice.choice(year.people)
    yield start
    type_ = current_type("dossier", code, start.date())
    if type_ is None:
        return
    papers = [
        {"component": paper["code"], "copies": 1, "form": "original"}
        for paper in type_.papers
        if paper.get("asked", True) and (paper.get("required") or dice.random() < 0.1)
    ]
    ticket = {"procedure": code, "unit": WARD, "channel": _channel(dice), "applicant": applicant}
    if dice.random() < 0.012:
        dossiers.decline_reception(
            by=desk, at=year.at, reason="Không thuộc thẩm quyền giải quyết của phường.",
            law="NĐ 118/2025/NĐ-CP Điều 17", **ticket,
        )  # fmt: skip
        return
    dossier = dossiers.receive(by=desk, at=year.at, papers=papers, **ticket)
    _charge(year, dossier, desk)
    at = start
    fate = dice.random()
    if fate < 0.008:
        at = year.later(0.5, at)
        yield at
        dossiers.cancel(by=posts["one-stop-head"], at=year.at, dossier=dossier, reason="Nhập nhầm thủ tục.")
        return
    at = year.later(0.25, at) if at.hour < 15 else year.later(8, at)
    yield at
    dossiers.transfer(by=desk, at=year.at, dossier=dossier)
    spot = bool(dossier.on_the_spot)
    yield from _on_the_spot(year, dossier, desk, at, fate) if spot else _process(year, dossier, at, fate)


def _on_the_spot(year: Year, dossier: Dossier, desk: Actor, at: dt.datetime, fate: float) -> Story:
    """ "5 tại chỗ" (R1.9): decided by who sits at the centre while the applicant waits; some come back for it."""
    officer, leader = year.posts["centre-justice"], year.posts["centre-chair"]
    for verb, by in (
        (dossiers.take, officer), (dossiers.finish_step, officer), (dossiers.finish_step, officer),
        (dossiers.finish_step, leader), (dossiers.issue_result, officer),
    ):  # fmt: skip
        at += dt.timedelta(minutes=year.dice.randrange(1, 7))
        yield at
        verb(by=by, at=year.at, dossier=dossier)
    if fate < AWAY:
        yield from _return(year, dossier, at)
        return
    yield at + dt.timedelta(minutes=5)
    dossiers.hand_over(by=desk, at=year.at, dossier=dossier)


def _charge(year: Year, dossier: Dossier, desk: Actor) -> None:
    """What the procedure costs is asked at the counter; most pay at once, a few are exempted, some pay later."""
    code, day = dossier.procedure, year.at.date()
    for found in proposals(WARD, code, day):
        if not found.amount:
            continue
        charge = fees.charge(
            by=desk, at=year.at, subject=dossier.case.subject, agency=WARD, item=found.code, procedure=code, on=day,
            blocking=False,
        )  # fmt: skip
        luck = year.till.random()
        if luck < 0.6:
            fees.collect(by=desk, at=year.at, charges=[charge], channel="cash")
        elif luck < 0.75:
            trace = f"POS{year.till.randrange(10**6):06d}"
            fees.collect(by=desk, at=year.at, charges=[charge], channel="pos", reference=trace)
        elif luck < 0.88:
            trace = f"FT{year.till.randrange(10**10):010d}"
            fees.confirm_transfer(by=desk, at=year.at, charge=charge, reference=trace)
        elif luck < 0.94:
            fees.exempt(by=desk, at=year.at, charge=charge, exemption="ho-ngheo", reason="Giấy chứng nhận")
        return


def _process(year: Year, dossier: Dossier, at: dt.datetime, fate: float) -> Story:
    dice, posts = year.dice, year.posts
    type_ = queries.type_of(dossier)
    specialist = next(
        (p for p in posts.values() if "process" in p.duties and p.handles(type_.field)), posts["social-1"]
    )
    budget = year.calendar.working_seconds_between(at, dossier.case.due_at) / 3600
    pace = dice.betavariate(2, 3) if fate > 0.05 else dice.uniform(1.05, 1.5)
    share = max(budget * pace, 0.5) / max(len(type_.steps) - 2, 1)
    at = year.later(min(share, 2), at)
    yield at
    dossiers.take(by=specialist, at=year.at, dossier=dossier)
    if 0.05 < fate < 0.11:
        at = year.later(share / 2, at)
        yield at
        dossier = dossiers.ask_supplement(
            by=specialist, at=year.at, dossier=dossier, items=["Bản chính giấy tờ tùy thân để đối chiếu"],
            reason="Bản chụp đã nộp không đọc được.",
        )  # fmt: skip
        until = queries.requests(dossier)[-1].until
        at = year.later(dice.uniform(8, 50), at) if fate < 0.1 else until + dt.timedelta(hours=2)
        yield at
        if at > until:
            dossiers.expire(by=SYSTEM, at=year.at, code=dossier.code)
            return
        dossiers.supplement(by=posts["one-stop-1"], at=year.at, dossier=dossier)
    if 0.11 < fate < 0.12:
        at = year.later(share, at)
        yield at
        dossiers.withdraw(
            by=posts["one-stop-2"], at=year.at, dossier=dossier, reason="Người nộp không còn nhu cầu."
        )
        return
    if fate < 0.02:
        at = year.later(share / 2, at)
        yield at
        due = queries.to_act_on(dossier.code, by=SYSTEM).case.due_at
        if due > year.at:
            dossiers.reschedule(
                by=posts["chair"], at=year.at, dossier=dossier, until=year.calendar.add_working_days(due, 2),
                reason="Phải xác minh thêm tại nơi cư trú trước đây.",
            )  # fmt: skip
    for index, step in enumerate(type_.steps):
        if step["kind"] != "work":
            continue
        holder = _holder(year, step["duty"], specialist)
        at = year.later(share, at)
        yield at
        if step["duty"] == "sign" and 0.12 < fate < 0.135:
            dossiers.refuse(
                by=holder, at=year.at, dossier=dossier, reason="Không đủ điều kiện theo quy định.",
                law=(type_.law.split(";")[0] or "Quy định của thủ tục")[:200],
            )  # fmt: skip
            yield from _return(year, dossier, at)
            return
        if step["duty"] == "sign" and year.at > year.until - SIGNED_WITHIN and year.signed < SIGNED:
            year.signed += 1
            dossiers.sign_result(
                by=holder,
                at=year.at,
                dossier=dossier,
                content=[f"Giải quyết theo đề nghị: {dossier.case.title}."],
            )
        outcome = "send-back" if index > 1 and fate > 0.985 and step["duty"] == "review" else "done"
        note = "Dự thảo ghi thiếu căn cứ, đề nghị sửa lại." if outcome == "send-back" else ""
        dossiers.finish_step(by=holder, at=year.at, dossier=dossier, outcome=outcome, note=note)
        if outcome == "send-back":
            for again in (_holder(year, type_.steps[index - 1]["duty"], specialist), holder):
                at = year.later(share / 3, at)
                yield at
                dossiers.finish_step(by=again, at=year.at, dossier=dossier)
    at = year.later(share / 2, at)
    yield at
    stamp = specialist if "stamp" in specialist.duties else posts["justice-1"]
    dossiers.issue_result(by=stamp, at=year.at, dossier=dossier)
    yield from _return(year, dossier, at)


def _holder(year: Year, duty: str, specialist: Actor) -> Actor:
    if duty in specialist.duties:
        return specialist
    if duty == "sign":
        return year.posts[year.dice.choice(["vice-chair", "vice-chair", "chair"])]
    return next(post for post in year.posts.values() if duty in post.duties)


def _return(year: Year, dossier: Dossier, at: dt.datetime) -> Story:
    dice = year.dice
    at = year.later(dice.expovariate(1 / 9), at)
    yield at
    dossiers.hand_over(by=year.posts[dice.choice(["one-stop-1", "one-stop-2"])], at=year.at, dossier=dossier)
    if dice.random() < 0.55:
        at += dt.timedelta(minutes=dice.randrange(2, 30))
        yield at
        stars = dice.choices([5, 4, 3, 2, 1], [62, 26, 8, 3, 1])[0]
        dossiers.rate(
            by=CITIZEN, at=year.at, dossier=dossier, stars=stars, comment=dice.choice(year.ward["comments"]),
            channel="kiosk",
        )  # fmt: skip


def _channel(dice: random.Random) -> str:
    return dice.choices(["counter", "online", "post", "assisted"], [70, 18, 4, 8])[0]
