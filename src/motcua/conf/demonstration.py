"""The demonstration ward: Phường Long Biên, invented people, and a year of dossiers made by the real acts.

Nothing is inserted: every dossier is received, transferred, processed and returned through the verbs of
``areas.dossiers`` by posts of the ward, each at its moment; what would happen after "now" has not happened yet.
"""

import datetime as dt
import heapq
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from motcua.areas.cases.queries import current_type
from motcua.areas.certification import actions as certification
from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.fees import actions as fees
from motcua.areas.fees.queries import proposals
from motcua.areas.procedures import queries as catalogue
from motcua.areas.procedures.actions import post as post_procedure
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import seal, simulated
from motcua.base.journal.clock import TZ
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.queries import begin_request, end_request
from motcua.base.orgs.actions import load_units, open_post, open_unit
from motcua.base.people.actions import appoint, delegate, open_account
from motcua.base.people.queries import actor_for_post
from motcua.conf import demonstration_hall
from motcua.conf.demonstration_catalogue import do_on_the_spot
from motcua.conf.demonstration_catalogue import story as catalogue_story
from motcua.conf.signers import make as make_keys
from motcua.reactions.table import catch_up
from motcua.rules.calendar import WorkingCalendar

WARD = "00145"
PASSWORD = "mot-cua-long-bien"
DOSSIERS = 1200
BUSY_DAYS = 8
SIGNED, SIGNED_WITHIN = 10, dt.timedelta(days=4)
"""So many of the newest results are signed electronically; signing them all would take minutes."""
AWAY = 0.15
"""The share of those who do not wait for a result that is made on the spot."""
CERTIFICATIONS, CERTIFYING_DAYS = 40, 14
SINCE = dt.date(2025, 7, 1)
MOMENT_OF_FOUNDING = dt.datetime(2025, 7, 1, 8, tzinfo=TZ)
Progress = Callable[[int, int, str], None]


def _folder() -> Any:
    return json.loads((settings.CATALOGUE / "demonstration" / "ward.json").read_text(encoding="utf-8"))


def found(ward: dict[str, Any] | None = None) -> None:
    """The ward's divisions, posts and officials; each official signs in with the post's code and PASSWORD."""
    ward = ward or _folder()
    load_units(files=[settings.CATALOGUE / "demonstration" / "units.csv"], by=SYSTEM, at=MOMENT_OF_FOUNDING)
    for division in ward["divisions"]:
        open_unit(
            code=division["code"], name=division["name"], kind=division["kind"], parent=division["parent"],
            valid_from=SINCE, instrument="72/2025/QH15", by=SYSTEM, at=MOMENT_OF_FOUNDING,
        )  # fmt: skip
    for post in ward["posts"]:
        open_post(
            code=post["code"], title=post["title"], unit=post["unit"], duties=post["duties"],
            fields=[name for group in post["fields"] for name in _fields(ward, group)], valid_from=SINCE,
            instrument="Quyết định minh họa", by=SYSTEM, at=MOMENT_OF_FOUNDING,
        )  # fmt: skip
        account = open_account(
            username=post["code"], name=post["name"], password=PASSWORD, staff=post["code"] == "admin",
            by=SYSTEM, at=MOMENT_OF_FOUNDING,
        )  # fmt: skip
        appoint(
            account=account, post=post["code"], valid_from=SINCE, instrument="Quyết định minh họa", by=SYSTEM,
            at=MOMENT_OF_FOUNDING,
        )  # fmt: skip


def make_signing_keys(ward: dict[str, Any], now: dt.datetime) -> None:
    """Keys of who signs, also by delegation, and of the agency; their authority says it is a demonstration's."""
    signers = {
        p["code"]: (p["name"], p["title"])
        for p in ward["posts"]
        if "sign" in p["duties"] or "justice" in p["fields"]
    }
    name = "Ủy ban nhân dân phường Long Biên"
    signers[f"agency-{WARD}"] = (name, "")
    make_keys(signers, organisation=name, since=MOMENT_OF_FOUNDING, now=now)


def open_till() -> None:
    """The ward's lines of the schedule and its account, both invented."""
    fees.load_schedule(
        items=[settings.CATALOGUE / "demonstration" / "fees.csv"],
        agency=WARD,
        by=SYSTEM,
        at=MOMENT_OF_FOUNDING,
    )
    fees.open_account(
        agency=WARD, bank="970436", bank_name="Ngân hàng minh họa", number="0000001450145", valid_from=SINCE,
        holder="TAI KHOAN MINH HOA PHUONG LONG BIEN", by=SYSTEM, at=MOMENT_OF_FOUNDING,
    )  # fmt: skip


def show_procedures() -> None:
    """Post the procedures of the ward at its door (R3.10), all but the last two: those wait for their keeper."""
    keeper = actor_for_post("office-head", SINCE)
    do_on_the_spot(keeper, SINCE, MOMENT_OF_FOUNDING)
    for row in catalogue.posting_list(WARD, SINCE)[:-2]:
        post_procedure(code=row.code, place=WARD, on=SINCE, by=keeper, at=MOMENT_OF_FOUNDING)


def _fields(ward: dict[str, Any], group: str) -> list[str]:
    """The fields (lĩnh vực) of a specialist; the social specialist has all that the others have not."""
    if group in ward["fields"]:
        return list(ward["fields"][group])
    taken = {name for names in ward["fields"].values() for name in names}
    return sorted(set(catalogue.fields()) - taken)


@dataclass(order=True)
class _Next:
    """The next act of one story, at its moment."""

    at: dt.datetime
    number: int
    story: Iterator[dt.datetime]


class _Year:
    """A year at the ward: who comes, with what, and how it goes."""

    def __init__(self, ward: dict[str, Any], until: dt.datetime, count: int) -> None:
        self.ward, self.until, self.count = ward, until, count
        self.dice = random.Random("Phường Long Biên")
        self.till = random.Random("Thu phí")
        self.calendar: WorkingCalendar = calendar_for(WARD)
        self.at, self.signed = until, 0
        self.posts: dict[str, Actor] = {
            post["code"]: actor_for_post(post["code"], until.date())
            for post in ward["posts"]
            if post["unit"].startswith(WARD)
        }
        codes = [record.code for record in catalogue.popular(60)]
        self.procedures = [code for code in codes if current_type("dossier", code, until.date())]
        self.people = [self._person() for _ in range(420)]

    def _person(self) -> dict[str, str]:
        dice, ward = self.dice, self.ward
        digits = f"{dice.randrange(10**9):09d}"
        address = f"Số {dice.randrange(1, 320)} {dice.choice(ward['streets'])}, phường Long Biên, Hà Nội"
        phone = f"0900{dice.randrange(10**6):06d}"
        if dice.random() < 0.06:
            return {
                "kind": "organisation", "name": dice.choice(ward["organisations"]), "id_number": "0" + digits,
                "phone": phone, "address": address, "email": "",
            }  # fmt: skip
        name = " ".join(dice.choice(ward[part]) for part in ("families", "middles", "givens"))
        if dice.random() < 0.01:
            name = dice.choice(ward["long_names"])
        return {
            "kind": "person", "name": name, "id_number": "000" + digits, "phone": phone, "address": address,
            "email": "",
        }  # fmt: skip

    def arrivals(self) -> list[dt.datetime]:
        """Moments of reception over the last twelve months, denser on Monday mornings; the last days are busy."""
        first = self.until - dt.timedelta(days=365)
        days = [
            day
            for day in (first.date() + dt.timedelta(days=i) for i in range(366))
            if self.calendar.is_working_day(day)
        ]
        weights = [1.4 if day.weekday() == 0 else 1.0 for day in days]
        weights[-BUSY_DAYS:] = [5 * weight for weight in weights[-BUSY_DAYS:]]
        moments = []
        for day in self.dice.choices(days, weights, k=self.count):
            opening = self.calendar.opening(day)
            hours = int(min(self.dice.betavariate(1.6, 2.6) * 8, 7.9))
            moments.append(
                self.calendar.add_working_hours(opening, hours)
                + dt.timedelta(minutes=self.dice.randrange(59), seconds=self.dice.randrange(60))
            )
        return sorted(moment for moment in moments if moment < self.until)

    def later(self, hours: float, at: dt.datetime) -> dt.datetime:
        """A moment so many working hours after another, at no round minute."""
        moved = self.calendar.add_working_hours(at, Decimal(max(int(hours * 4), 0)) / 4)
        return max(moved, at) + dt.timedelta(
            minutes=self.dice.randrange(1, 12), seconds=self.dice.randrange(60)
        )

    def story(self, start: dt.datetime) -> Iterator[dt.datetime]:
        """One dossier from the counter to the rating; yields the moment of its next act before doing it."""
        dice, posts = self.dice, self.posts
        weights = [1 / (rank + 2) ** 0.8 for rank in range(len(self.procedures))]
        code = dice.choices(self.procedures, weights)[0]
        desk = posts[dice.choice(["one-stop-1", "one-stop-2"])]
        applicant = dice.choice(self.people)
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
                by=desk, at=self.at, reason="Không thuộc thẩm quyền giải quyết của phường.",
                law="NĐ 118/2025/NĐ-CP Điều 17", **ticket,
            )  # fmt: skip
            return
        dossier = dossiers.receive(by=desk, at=self.at, papers=papers, **ticket)
        self._charge(dossier, desk)
        at = start
        fate = dice.random()
        if fate < 0.008:
            at = self.later(0.5, at)
            yield at
            dossiers.cancel(
                by=posts["one-stop-head"], at=self.at, dossier=dossier, reason="Nhập nhầm thủ tục."
            )
            return
        at = self.later(0.25, at) if at.hour < 15 else self.later(8, at)
        yield at
        dossiers.transfer(by=desk, at=self.at, dossier=dossier)
        spot = bool(dossier.on_the_spot)
        yield from self._on_the_spot(dossier, desk, at, fate) if spot else self._process(dossier, at, fate)

    def _on_the_spot(
        self, dossier: Dossier, desk: Actor, at: dt.datetime, fate: float
    ) -> Iterator[dt.datetime]:
        """ "5 tại chỗ" (R1.9): decided by who sits at the centre while the applicant waits; some come back for it."""
        officer, leader = self.posts["centre-justice"], self.posts["centre-chair"]
        for verb, by in (
            (dossiers.take, officer), (dossiers.finish_step, officer), (dossiers.finish_step, officer),
            (dossiers.finish_step, leader), (dossiers.issue_result, officer),
        ):  # fmt: skip
            at += dt.timedelta(minutes=self.dice.randrange(1, 7))
            yield at
            verb(by=by, at=self.at, dossier=dossier)
        if fate < AWAY:
            yield from self._return(dossier, at)
            return
        yield at + dt.timedelta(minutes=5)
        dossiers.hand_over(by=desk, at=self.at, dossier=dossier)

    def _charge(self, dossier: Dossier, desk: Actor) -> None:
        """What the procedure costs is asked at the counter; most pay at once, a few are exempted, some pay later."""
        code, day = dossier.procedure, self.at.date()
        for found in proposals(WARD, code, day):
            if not found.amount:
                continue
            charge = fees.charge(
                by=desk, at=self.at, subject=dossier.case.subject, agency=WARD, item=found.code, procedure=code, on=day,
                blocking=False,
            )  # fmt: skip
            luck = self.till.random()
            if luck < 0.6:
                fees.collect(by=desk, at=self.at, charges=[charge], channel="cash")
            elif luck < 0.75:
                trace = f"POS{self.till.randrange(10**6):06d}"
                fees.collect(by=desk, at=self.at, charges=[charge], channel="pos", reference=trace)
            elif luck < 0.88:
                trace = f"FT{self.till.randrange(10**10):010d}"
                fees.confirm_transfer(by=desk, at=self.at, charge=charge, reference=trace)
            elif luck < 0.94:
                fees.exempt(
                    by=desk, at=self.at, charge=charge, exemption="ho-ngheo", reason="Giấy chứng nhận"
                )
            return

    def _process(self, dossier: Dossier, at: dt.datetime, fate: float) -> Iterator[dt.datetime]:
        dice, posts = self.dice, self.posts
        type_ = queries.type_of(dossier)
        specialist = next(
            (p for p in posts.values() if "process" in p.duties and p.handles(type_.field)), posts["social-1"]
        )
        budget = self.calendar.working_seconds_between(at, dossier.case.due_at) / 3600
        pace = dice.betavariate(2, 3) if fate > 0.05 else dice.uniform(1.05, 1.5)
        share = max(budget * pace, 0.5) / max(len(type_.steps) - 2, 1)
        at = self.later(min(share, 2), at)
        yield at
        dossiers.take(by=specialist, at=self.at, dossier=dossier)
        if 0.05 < fate < 0.11:
            at = self.later(share / 2, at)
            yield at
            dossier = dossiers.ask_supplement(
                by=specialist, at=self.at, dossier=dossier, items=["Bản chính giấy tờ tùy thân để đối chiếu"],
                reason="Bản chụp đã nộp không đọc được.",
            )  # fmt: skip
            until = queries.requests(dossier)[-1].until
            at = self.later(dice.uniform(8, 50), at) if fate < 0.1 else until + dt.timedelta(hours=2)
            yield at
            if at > until:
                dossiers.expire(by=SYSTEM, at=self.at, code=dossier.code)
                return
            dossiers.supplement(by=posts["one-stop-1"], at=self.at, dossier=dossier)
        if 0.11 < fate < 0.12:
            at = self.later(share, at)
            yield at
            dossiers.withdraw(
                by=posts["one-stop-2"], at=self.at, dossier=dossier, reason="Người nộp không còn nhu cầu."
            )
            return
        if fate < 0.02:
            at = self.later(share / 2, at)
            yield at
            due = queries.to_act_on(dossier.code, by=SYSTEM).case.due_at
            if due > self.at:
                dossiers.reschedule(
                    by=posts["chair"], at=self.at, dossier=dossier, until=self.calendar.add_working_days(due, 2),
                    reason="Phải xác minh thêm tại nơi cư trú trước đây.",
                )  # fmt: skip
        for index, step in enumerate(type_.steps):
            if step["kind"] != "work":
                continue
            holder = self._holder(step["duty"], specialist)
            at = self.later(share, at)
            yield at
            if step["duty"] == "sign" and 0.12 < fate < 0.135:
                dossiers.refuse(
                    by=holder, at=self.at, dossier=dossier, reason="Không đủ điều kiện theo quy định.",
                    law=(type_.law.split(";")[0] or "Quy định của thủ tục")[:200],
                )  # fmt: skip
                yield from self._return(dossier, at)
                return
            if step["duty"] == "sign" and self.at > self.until - SIGNED_WITHIN and self.signed < SIGNED:
                self.signed += 1
                dossiers.sign_result(
                    by=holder,
                    at=self.at,
                    dossier=dossier,
                    content=[f"Giải quyết theo đề nghị: {dossier.case.title}."],
                )
            outcome = "send-back" if index > 1 and fate > 0.985 and step["duty"] == "review" else "done"
            note = "Dự thảo ghi thiếu căn cứ, đề nghị sửa lại." if outcome == "send-back" else ""
            dossiers.finish_step(by=holder, at=self.at, dossier=dossier, outcome=outcome, note=note)
            if outcome == "send-back":
                for again in (self._holder(type_.steps[index - 1]["duty"], specialist), holder):
                    at = self.later(share / 3, at)
                    yield at
                    dossiers.finish_step(by=again, at=self.at, dossier=dossier)
        at = self.later(share / 2, at)
        yield at
        stamp = specialist if "stamp" in specialist.duties else posts["justice-1"]
        dossiers.issue_result(by=stamp, at=self.at, dossier=dossier)
        yield from self._return(dossier, at)

    def _holder(self, duty: str, specialist: Actor) -> Actor:
        if duty in specialist.duties:
            return specialist
        if duty == "sign":
            return self.posts[self.dice.choice(["vice-chair", "vice-chair", "chair"])]
        return next(post for post in self.posts.values() if duty in post.duties)

    def _return(self, dossier: Dossier, at: dt.datetime) -> Iterator[dt.datetime]:
        dice = self.dice
        at = self.later(dice.expovariate(1 / 9), at)
        yield at
        dossiers.hand_over(
            by=self.posts[dice.choice(["one-stop-1", "one-stop-2"])], at=self.at, dossier=dossier
        )
        if dice.random() < 0.55:
            at += dt.timedelta(minutes=dice.randrange(2, 30))
            yield at
            stars = dice.choices([5, 4, 3, 2, 1], [62, 26, 8, 3, 1])[0]
            dossiers.rate(
                by=CITIZEN, at=self.at, dossier=dossier, stars=stars, comment=dice.choice(self.ward["comments"]),
                channel="kiosk",
            )  # fmt: skip

    def lend(self, start: dt.datetime) -> Iterator[dt.datetime]:
        """The chair lets the justice officer sign certifications (R11.3): the leaders are relieved."""
        yield start
        last = start.date() + dt.timedelta(days=180)
        delegate(
            by=self.posts["chair"], at=self.at, from_post="chair", to_post="justice-1", duties=["certify"],
            valid_from=start.date(), valid_to=last, instrument="15/GUQ-UBND",
        )  # fmt: skip

    def certify(self, start: dt.datetime, lent: dt.datetime) -> Iterator[dt.datetime]:
        """One request for certification; before the delegation it waits for a leader."""
        dice, posts = self.dice, self.posts
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
        applicant = dice.choice([person for person in self.people if person["kind"] == "person"])
        yield start
        made = certification.receive(
            by=desk, at=self.at, unit=WARD, applicant=applicant, identity="card",
            documents=[
                {"kind": kind, "title": title, "pages": dice.randrange(1, 7), "copies": dice.randrange(1, 4)}
                for kind, title in papers
            ],
        )  # fmt: skip
        at = start + dt.timedelta(minutes=dice.randrange(2, 9))
        yield at
        certification.collect(by=desk, at=self.at, certification=made)
        certification.check(by=justice, at=self.at, certification=made)
        if at >= lent and papers[0][0] != "contract":
            at += dt.timedelta(minutes=dice.randrange(2, 10))
            signer = justice
        else:
            at = self.later(dice.uniform(0.5, 4), at)
            signer = posts[dice.choice(["vice-chair", "vice-chair", "chair"])]
        yield at
        certification.sign(by=signer, at=self.at, certification=made)
        at += dt.timedelta(minutes=dice.randrange(1, 6))
        yield at
        certification.enter(by=justice, at=self.at, certification=made)
        at += dt.timedelta(minutes=dice.randrange(1, 20))
        yield at
        certification.hand_over(by=desk, at=self.at, certification=made)

    def certifications(self) -> list[tuple[dt.datetime, Iterator[dt.datetime]]]:
        """The requests of the last three working weeks, with the delegation in the middle of them."""
        days = [
            day
            for n in range(40)
            if self.calendar.is_working_day(day := self.until.date() - dt.timedelta(days=n))
        ]
        days = days[:CERTIFYING_DAYS]
        if len(days) < CERTIFYING_DAYS:
            return []
        lent = self.calendar.opening(days[CERTIFYING_DAYS // 2])
        found: list[tuple[dt.datetime, Iterator[dt.datetime]]] = [(lent, self.lend(lent))]
        for _ in range(CERTIFICATIONS):
            hours = Decimal(self.dice.randrange(0, 28)) / 4
            start = self.calendar.add_working_hours(self.calendar.opening(self.dice.choice(days)), hours)
            start += dt.timedelta(minutes=self.dice.randrange(1, 14), seconds=self.dice.randrange(60))
            found.append((start, self.certify(start, lent)))
        return [one for one in found if one[0] < self.until]

    def live(self, progress: Progress) -> int:
        """Let the year happen, act by act in the order of time; the journal is sealed as the weeks go by."""
        waiting: list[_Next] = []
        for number, moment in enumerate(self.arrivals()):
            story = self.story(moment)
            heapq.heappush(waiting, _Next(next(story), number, story))
        made = len(waiting)
        for _moment, story in self.certifications() if self.count >= CERTIFICATIONS else ():
            heapq.heappush(waiting, _Next(next(story), made + len(waiting), story))
        total, done, sealed_on = len(waiting), 0, None
        tale = catalogue_story(self.posts, WARD, self.until, lambda: self.at)
        heapq.heappush(waiting, _Next(next(tale), -1, tale))
        while waiting:
            with transaction.atomic():
                for _ in range(min(400, len(waiting))):
                    if not waiting:
                        break
                    now = heapq.heappop(waiting)
                    if now.at >= self.until:
                        done += 1
                        continue
                    self.at = now.at
                    week = now.at.isocalendar()[:2]
                    if sealed_on is not None and week != sealed_on:
                        seal(at=now.at)
                    sealed_on = week
                    try:
                        now.at = max(next(now.story), now.at)
                    except StopIteration:
                        done += 1
                    else:
                        heapq.heappush(waiting, now)
            progress(min(done, total), total, f"{self.at:%d/%m/%Y}")
        seal(at=self.until)
        return made


def _channel(dice: random.Random) -> str:
    return dice.choices(["counter", "online", "post", "assisted"], [70, 18, 4, 8])[0]


def build(progress: Progress, *, now: dt.datetime, count: int = DOSSIERS) -> int:
    """Found the ward and let a year of ``count`` dossiers happen up to ``now``; returns how many were made."""
    ward = _folder()
    mark = simulated.set(True)
    begin_request()
    try:
        with transaction.atomic():
            found(ward)
            show_procedures()
            open_till()
        make_signing_keys(ward, now)
        made = _Year(ward, now, count).live(progress)
        demonstration_hall.build(ward, place=WARD, now=now)
        while catch_up(lambda event: event.at):
            progress(made, made, "")
        return made
    finally:
        end_request()
        simulated.reset(mark)
