"""50,000 tasks of three years in an installation, and how long the inbox, the lists and the board of direction take.

Inside the installation (``python -m benchmarks.tasks``, JSON in, JSON out) the rows are written as ``issue`` and
``accept`` leave them, without events, so that ``motcua verify`` is asked before. One task in ten is open.
"""

import datetime as dt
import json
import os
import random
import sys
from typing import Any

from benchmarks.installation import Installation
from benchmarks.load import Client
from benchmarks.pages import LEADER, Page, signed_in

DAYS, OPEN_SHARE, LIMIT, A_DIRECTIVE = 1095, 0.1, 200.0, 40
WORK = (
    "Rà soát",
    "Báo cáo",
    "Tuyên truyền",
    "Kiểm tra",
    "Đối thoại",
    "Số hóa",
    "Tập huấn",
    "Giải phóng mặt bằng",
)
ABOUT = (
    "thủ tục đất đai",
    "vệ sinh môi trường",
    "trật tự đô thị",
    "chuyển đổi số",
    "dân vận khéo",
    "an sinh xã hội",
)

FIGURES = ("open_late", "open", "stuck", "done")
LISTS = ("nghiem-thu", "gia-han", "tre", "vuong", "da-giao", "phoi-hop", "tat-ca")


def fill(count: int, agency: str, now: dt.datetime) -> None:
    """Write so many tasks of an agency, forty to a directive, spread over three years up to a month from now."""
    from django.db import transaction

    dice = random.Random("Nhiệm vụ")
    first = 1
    while first <= count:
        last = min(count, first + 4000 - 1)
        with transaction.atomic():
            _write(range(first, last + 1), count, agency, now, dice)
        first = last + 1


def _write(numbers: range, count: int, agency: str, now: dt.datetime, dice: random.Random) -> None:
    from motcua.areas.cases.models import Case
    from motcua.areas.cases.queries import current_type, search_text
    from motcua.areas.directives.choices import KIND, TYPE
    from motcua.areas.directives.models import Directive, Party, Task
    from motcua.base.orgs.queries import posts_on

    type_ = current_type(KIND, TYPE, now.date())
    assert type_ is not None
    posts = [
        post
        for post in posts_on(now.date(), agency=agency)
        if "process" in post.duties or "head" in post.duties
    ]
    cases, tasks = [], []
    directive: Any = None
    for n in numbers:
        given = now - dt.timedelta(days=DAYS * (1 - n / count) + 20, minutes=dice.randrange(400))
        if directive is None or n % A_DIRECTIVE == 1:
            directive = Directive.objects.create(
                code=f"VB-BENCH-{n:06d}", agency=agency, type="plan", number=f"{n}/KH-UBND", issuer="UBND phường",
                issuer_key=agency, signed_on=given.date(), title=f"Kế hoạch {n} về {dice.choice(ABOUT)}",
                state="issued", drafted_by="office-head", drafted_at=given, issued_by=LEADER, issued_at=given,
            )  # fmt: skip
        due = given + dt.timedelta(days=dice.randrange(10, 60))
        still = dice.random() < OPEN_SHARE * (0.2 if n < count * 0.8 else 4.2)
        state = (
            dice.choice(("assigned", "doing", "doing", "doing", "handed_in", "paused")) if still else "done"
        )
        late = not still and dice.random() < 0.15
        over = None if still else due + dt.timedelta(days=3 if late else -2)
        handed = over if not still else now - dt.timedelta(days=1) if state == "handed_in" else None
        post, code = dice.choice(posts), f"NV-BENCH-{n:06d}"
        title = f"{dice.choice(WORK)} {dice.choice(ABOUT)} {n}"
        holder = LEADER if state == "handed_in" else post.code
        case = Case(
            kind=KIND, code=code, type=type_, agency=agency, place=agency, where=agency, title=title, who=post.title,
            state=state, step=2 if state == "handed_in" else 1, step_name="Thực hiện nhiệm vụ",
            duty="" if over else "sign" if state == "handed_in" else "process", post="" if over else holder,
            received_at=given, promised_at=due, due_at=due, legal_due_at=due, paused=state == "paused",
            finished_at=over, closed_at=over, on_time=None if still else not late,
            search=search_text(code, title, post.title, []),
        )  # fmt: skip
        cases.append(case)
        tasks.append(Task(
            directive=directive, n=n, case=case, agency=agency, doer_agency=agency, title=title, content=title,
            unit=post.unit_id, role="Chủ trì", post=post.code, starts_on=given.date(), due_on=due.date(),
            first_due_on=due.date(), product="Báo cáo", criteria="Đủ", issued_on=given.date(), assigner=LEADER,
            percent=100 if not still else dice.randrange(90), handed_at=handed, asking=still and dice.random() < 0.03,
            stuck=int(still and dice.random() < 0.05), outcome="" if still else "late" if late else "done",
            closed_on=over.date() if over else None,
        ))  # fmt: skip
    Case.objects.bulk_create(cases, batch_size=500)
    for task in tasks:
        task.case_id = task.case.pk  # type: ignore[union-attr]
    Task.objects.bulk_create(tasks, batch_size=500)
    Party.objects.bulk_create(
        (Party(task=task, n=1, part="watching", post="office-head", name="Chánh Văn phòng") for task in tasks),
        batch_size=2000,
    )  # fmt: skip


def asked(now: dt.datetime) -> list[tuple[str, list[str]]]:
    """The pages by name, each with its addresses."""
    from motcua.areas.directives.models import Directive, Task

    here = "/can-bo/chi-dao/"
    codes = Task.objects.filter(outcome="").order_by("-pk").values_list("case__code", flat=True)[:60]
    directives = Directive.objects.order_by("-pk").values_list("code", flat=True)[:30]
    months = [f"{now.year if m <= now.month else now.year - 1}-{m:02d}" for m in range(1, 13)]
    return [
        ("Bảng theo dõi · board", [f"{here}bang"]),
        ("Bảng theo dõi, mọi dòng · board, every row", [f"{here}bang?het=1"]),
        ("Sau một con số · behind a figure", [f"{here}bang/dong?so={one}" for one in FIGURES]),
        ("Lịch, dòng thời gian · month, timeline", [f"{here}lich?thang={one}" for one in months]),
        ("Hộp việc · inbox", ["/can-bo/"]),
        ("Cả đơn vị · the whole agency", ["/can-bo/?xem=don-vi"]),
        (
            "Danh sách nhiệm vụ · lists of tasks",
            [f"{here}viec?xem={one}" for one in LISTS],
        ),
        ("Danh sách văn bản · directives", [here]),
        ("Một văn bản · one directive", [f"{here}ma/{code}" for code in directives]),
        ("Một nhiệm vụ · one task", [f"{here}viec/{code}" for code in codes]),
    ]  # fmt: skip


def task_pages(place: Installation, *, count: int, times: int) -> list[Page]:
    """Fill an installation and ask for every page so many times, each time another address."""
    told = place.ask("benchmarks.tasks", {"tasks": count})
    cookie = signed_in(place, LEADER)
    pages = {name: [paths[0], cookie] for name, paths in told["pages"]}
    counted = place.ask("benchmarks.asking", {"codes": [], "pages": pages})["statements"]
    found = []
    for name, paths in told["pages"]:
        client = Client(place.port)
        for n in range(times + 6):
            if n == 6:
                client.times.clear()
            client.call("GET", paths[n * 7 % len(paths)], cookie=cookie)
        ordered = sorted(client.times)
        middle, late = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        found.append(Page(name, LIMIT, middle * 1000, late * 1000, counted[name]))
    return found


def main() -> None:
    """Answer ``{"tasks": …}`` inside an installation: fill it, and name the pages to be asked for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from motcua.areas.directives.models import Task
    from motcua.base.journal.clock import now

    have = Task.objects.count()
    fill(max(0, json.load(sys.stdin)["tasks"] - have), settings.UNIT, now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    json.dump({"pages": asked(now())}, sys.stdout)


if __name__ == "__main__":
    main()
