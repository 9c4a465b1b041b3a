"""Who may do what to a dossier, and when (DOMAIN §1.7): a table that an official can read and sign."""

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from motcua.areas.dossiers import actions, queries
from motcua.areas.dossiers.models import Dossier
from motcua.base.journal.ports import Actor

ROWS = list(csv.DictReader((Path(__file__).parent / "dossier_rights.csv").open(encoding="utf-8")))
SITUATIONS = sorted({row["situation"] for row in ROWS})


class Story:
    """A dossier of 1.004873 (three working days) brought into a situation, ten minutes an act."""

    def __init__(self, dossier: Dossier, posts: Mapping[str, Actor], at: dt.datetime) -> None:
        self.code, self.posts, self.at = dossier.code, posts, at

    def do(self, verb: Callable[..., Any], post: str, **given: Any) -> None:
        self.at += dt.timedelta(minutes=10)
        verb(by=self.posts[post], at=self.at, dossier=self.code, **given)

    def received(self) -> None:
        """Just received by one-stop-1."""

    def transferred(self) -> None:
        self.do(actions.transfer, "one-stop-1")

    def taken(self) -> None:
        self.transferred()
        self.do(actions.take, "justice-1")

    def review(self) -> None:
        self.taken()
        self.do(actions.finish_step, "justice-1")

    def sign(self) -> None:
        self.review()
        self.do(actions.finish_step, "office-head")

    def result(self) -> None:
        self.sign()
        self.do(actions.finish_step, "vice-chair")

    def ready(self) -> None:
        self.result()
        self.do(actions.issue_result, "justice-1")

    def returned(self) -> None:
        self.ready()
        self.do(actions.hand_over, "one-stop-1")

    def rated(self) -> None:
        self.returned()
        self.do(actions.rate, "one-stop-1", stars=4)

    def awaiting_supplement(self) -> None:
        self.taken()
        self.do(
            actions.ask_supplement, "justice-1", items=["Bản chính giấy tờ tùy thân"], reason="Bản chụp mờ"
        )

    def supplemented(self) -> None:
        self.awaiting_supplement()
        self.do(actions.supplement, "one-stop-2")

    def twice_supplemented(self) -> None:
        self.supplemented()
        self.do(
            actions.ask_supplement,
            "chair",
            items=["Văn bản ủy quyền"],
            reason="Người nộp không phải đương sự",
        )
        self.do(actions.supplement, "one-stop-1")

    def rescheduled(self) -> None:
        self.taken()
        self.do(actions.reschedule, "chair", reason="Phải xác minh", until=self.at + dt.timedelta(days=14))

    def refused(self) -> None:
        self.sign()
        self.do(actions.refuse, "chair", reason="Không đủ điều kiện", law="Luật Hộ tịch 60/2014/QH13 Điều 12")

    def withdrawn(self) -> None:
        self.taken()
        self.do(actions.withdraw, "one-stop-1", reason="Không còn nhu cầu")

    def cancelled(self) -> None:
        self.do(actions.cancel, "one-stop-head", reason="Nhập nhầm thủ tục")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_who_may_do_what(
    situation: str, receive: Callable[..., Dossier], posts: Mapping[str, Actor], at: dt.datetime
) -> None:
    story = Story(receive(procedure="1.004873"), posts, at)
    getattr(story, situation.replace("-", "_"))()
    wrong = []
    for row in ROWS:
        if row["situation"] != situation:
            continue
        by = posts[row["post"]]
        found = queries.acts_for(by, queries.one(by, story.code)) if by.duties & _SEES else []
        if sorted(found) != sorted(row["acts"].split()):
            wrong.append(f"{row['post']}: {' '.join(found)} (bảng: {row['acts']})")
    assert not wrong, wrong


_SEES = {"receive", "process", "review", "sign", "stamp", "return", "head", "direct", "supervise", "inspect"}
