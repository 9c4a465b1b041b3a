"""A year at the demonstration ward: the people, the hours, and all stories told act by act in the order of time."""

import datetime as dt
import heapq
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from motcua.areas.cases.queries import current_type
from motcua.areas.procedures import queries as catalogue
from motcua.base.calendars.queries import calendar_for
from motcua.base.journal.actions import seal
from motcua.base.journal.ports import Actor
from motcua.base.people.queries import actor_for_post
from motcua.conf.demonstration.founding import WARD
from motcua.rules.calendar import WorkingCalendar

Progress = Callable[[int, int, str], None]
Story = Iterator[dt.datetime]
"""What happens to one thing: yields the moment of its next act, and is asked for it when ``year.at`` is that moment."""


@dataclass(order=True)
class _Next:
    """The next act of one story, at its moment."""

    at: dt.datetime
    number: int
    story: Story


class Year:
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

    def later(self, hours: float, at: dt.datetime) -> dt.datetime:
        """A moment so many working hours after another, at no round minute."""
        moved = self.calendar.add_working_hours(at, Decimal(max(int(hours * 4), 0)) / 4)
        return max(moved, at) + dt.timedelta(
            minutes=self.dice.randrange(1, 12), seconds=self.dice.randrange(60)
        )

    def live(self, stories: Iterable[Story], progress: Progress) -> None:
        """Let the year happen, act by act in the order of time; the journal is sealed as the weeks go by."""
        waiting = [_Next(next(story), number, story) for number, story in enumerate(stories)]
        heapq.heapify(waiting)
        total, done, sealed_on = len(waiting), 0, None
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
            progress(done, total, f"{self.at:%d/%m/%Y}")
        seal(at=self.until)
