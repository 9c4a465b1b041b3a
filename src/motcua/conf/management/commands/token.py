"""``motcua token --post CODE``: a new access token acting in a post."""

from typing import Any

from django.core.management.base import CommandParser

from motcua.base.journal.clock import now
from motcua.base.journal.ports import SYSTEM
from motcua.base.people.actions import make_token
from motcua.base.people.choices import Door
from motcua.base.people.queries import actor_for_post
from motcua.conf.console import SpokenCommand


class Command(SpokenCommand):
    help = "In một mã truy cập API mới cho một vị trí · Print a new API token acting in a post"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--post", required=True, help="mã vị trí, ví dụ one-stop-1 · code of the post")
        parser.add_argument("--name", default="", help="dùng cho việc gì · what it is for")
        parser.add_argument(
            "--open311", action="store_true", help="chỉ gửi phản ánh qua Open311 · opens Open311 only"
        )
        parser.add_argument("--json", action="store_true", help="in JSON · print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        actor = actor_for_post(options["post"], at.date())
        door = Door.OPEN311 if options["open311"] else Door.API
        raw = make_token(by=SYSTEM, at=at, post=actor.post, name=options["name"], door=door)
        if options["json"]:
            self.give({"token": raw, "post": actor.post, "title": actor.title, "agency": actor.agency})
        else:
            self.stdout.write(raw)
