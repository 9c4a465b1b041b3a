"""100,000 petitions of every class and outcome in an installation, and how long their pages take at the desk.

Inside the installation (``python -m benchmarks.petitions``, JSON in, JSON out) the rows are written as ``receive`` and
``settle`` leave them: encrypted columns, keyed marks, the search text; without events, so that ``motcua verify`` is
asked before. Texts are put together from parts that recur, as letters about the same places and matters do.
"""

import datetime as dt
import json
import os
import random
import sys
import urllib.parse
from typing import Any

from benchmarks.installation import Installation
from benchmarks.load import Client
from benchmarks.pages import OFFICIAL, Page, signed_in

DAYS, OPEN_SHARE, LIMIT = 1095, 0.03, 200.0
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
MIDDLES = ("Văn", "Thị", "Đức", "Minh", "Hồng", "Quang", "Thu", "Xuân", "Hữu", "Ngọc")
GIVENS = ("An", "Bình", "Châu", "Dũng", "Giang", "Hạnh", "Hòa", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Quyên",
          "Sơn", "Thảo", "Tuấn", "Ước", "Vân", "Yến")  # fmt: skip
STREETS = ("Cổ Linh", "Thạch Bàn", "Bát Khối", "Ngọc Thụy", "Nguyễn Văn Cừ", "Ngô Gia Tự", "Sài Đồng", "Phúc Lợi",
           "Long Biên 1", "Hồng Tiến", "Gia Thượng", "Lâm Du")  # fmt: skip
MATTERS = (
    "nhà hàng mở nhạc quá to sau hai mươi hai giờ", "xây nhà vượt số tầng được cấp phép",
    "lấn chiếm lòng đường để bán hàng",
    "cống thoát nước tắc nhiều tháng nay", "mức bồi thường thấp hơn đơn giá đã công bố", "chậm cấp giấy chứng nhận",
    "rác để tràn ra ngõ không thu gom", "cán bộ hẹn nhiều lần mà không giải quyết", "đèn đường hỏng cả tuyến phố",
    "thu khoản tiền không có biên lai", "tường nhà bên cạnh thi công làm nứt nhà tôi", "chia thừa kế đất chưa đúng",
    "không công khai danh sách hộ được hỗ trợ", "xe tải chạy giờ cấm làm hỏng đường", "chợ cóc họp ngay cổng trường",
)  # fmt: skip
WORDS = (
    "các hộ xung quanh không ngủ được", "đã nhắc nhiều lần mà không thay đổi", "trẻ em và người già bị ảnh hưởng",
    "đề nghị Ủy ban nhân dân phường xem xét", "mong cơ quan trả lời bằng văn bản", "tôi đã gửi đơn tổ dân phố",
    "việc kéo dài từ đầu năm đến nay", "có ảnh chụp và biên bản kèm theo", "nhiều nhà trong ngõ cùng ký tên",
    "khi trời mưa nước ngập vào nhà", "chủ công trình không hợp tác", "đường đi chung bị thu hẹp lại",
    "buổi tối không ai dám đi qua", "đoàn kiểm tra đến rồi đâu lại vào đấy", "quyết định không ghi rõ căn cứ",
)  # fmt: skip
CLASSES = ("suggestion",) * 11 + ("complaint",) * 5 + ("denunciation",) * 2 + ("mixed", "unknown")
OUTCOMES = {
    "complaint": ("accepted", "guided", "guided", "refused", "forwarded", "stored", "linked"),
    "denunciation": ("accepted", "forwarded", "forwarded", "informed", "stored", "refused"),
    "suggestion": ("accepted", "accepted", "forwarded", "guided", "stored", "linked", "urged"),
    "mixed": ("split",), "unknown": ("stored", "guided"),
}  # fmt: skip
GROUNDS = {"refused": "11.6", "guided": "incomplete", "forwarded": "other_competence", "stored": "unsigned",
           "informed": "information", "split": "mixed", "linked": "duplicate", "urged": "lower_level",
           "accepted": "in_competence"}  # fmt: skip
SOUGHT = (
    "nguyen van",
    "tran thi mai",
    "le",
    "pham duc",
    "moi truong",
    "khieu nai dat dai",
    "to cao",
    "kien nghi",
    "DT 2611",
)


def fill(count: int, agency: str, now: dt.datetime, *, chunk: int = 4000) -> None:
    """Write so many petitions of an agency, spread over three years up to now."""
    from django.db import transaction

    dice, first = random.Random("Đơn thư"), 1
    topics, letters = _topics(), _letters(max(60, count // 15), agency, dice)
    people = [
        (" ".join((dice.choice(FAMILIES), dice.choice(MIDDLES), dice.choice(GIVENS))), f"0{n:011d}")
        for n in range(max(10, count // 3))
    ]
    types = _types(now.date())
    while first <= count:
        last = min(count, first + chunk - 1)
        with transaction.atomic():
            _write(range(first, last + 1), count, agency, now, dice, people, topics, types, letters)
        first = last + 1


def _letters(count: int, agency: str, dice: random.Random) -> list[tuple[str, str, str, list[Any]]]:
    """(spot, against, content, marks) of so many letters; some fifteen people write each of them in the end."""
    from motcua.areas.petitions.queries import marks_of

    made = []
    for _ in range(count):
        spot = f"ngõ {dice.randrange(1, 200)} phố {dice.choice(STREETS)}"
        said = ". ".join(dice.sample(WORDS, 4)).capitalize()
        content = f"Tại {spot}, {dice.choice(MATTERS)}. {said}. Số nhà {dice.randrange(1, 900)}."
        against = dice.choice(
            (f"Chủ công trình {spot}", "Ủy ban nhân dân phường", f"Cửa hàng số {dice.randrange(1, 400)}")
        )
        made.append((spot, against, content, marks_of(agency, against=against, spot=spot, content=content)))
    return made


def _topics() -> list[str]:
    from motcua.areas.petitions.choices import topics

    return list(topics())


def _types(on: dt.date) -> dict[str, Any]:
    from motcua.areas.petitions.actions.timing import type_for

    return {name: type_for(name, on, shielded=name == "denunciation") for name in set(CLASSES)}


def _write(
    numbers: range, count: int, agency: str, now: dt.datetime, dice: random.Random, people: list[Any],
    topics: list[str], types: dict[str, Any], letters: list[Any],
) -> None:  # fmt: skip
    from motcua.areas.cases.models import Case
    from motcua.areas.cases.queries import search_text
    from motcua.areas.petitions.models import Petition, PetitionMark
    from motcua.areas.petitions.queries import marks_of, title_of

    cases, petitions, marks = [], [], []
    for n in numbers:
        age = dt.timedelta(days=DAYS * (1 - n / count), minutes=dice.randrange(400))
        still = n > count * (1 - OPEN_SHARE) or dice.random() < 0.0005
        came, petition_class, topic = now - age, dice.choice(CLASSES), dice.choice(topics)
        name, number = dice.choice(people)
        spot, against, content, common = dice.choice(letters)
        secret, code = petition_class == "denunciation", f"DT-BENCH-{came:%y%m%d}-{n:06d}"
        title, type_ = title_of(petition_class, topic), types[petition_class]
        outcome = "" if still else dice.choice(OUTCOMES[petition_class])
        closed, due = None if still else came + dt.timedelta(days=6), came + dt.timedelta(days=10)
        case = Case(
            kind="petition", code=code, type=type_, agency=agency, place=agency, where=agency, field=type_.field,
            title=title, who="NTC" if secret else name, state="received" if still else "settled", step=1,
            step_name="Phân loại, đề xuất xử lý", duty="" if closed else "process", received_at=came,
            promised_at=due, due_at=due, legal_due_at=due, finished_at=closed, closed_at=closed,
            on_time=None if still else True,
            search=search_text(code, title, "" if secret else name, [] if secret else [number]),
        )  # fmt: skip
        cases.append(case)
        petitions.append(Petition(
            case=case, agency=agency, said=petition_class, petition_class=petition_class, shielded=secret,
            channel=dice.choice(("counter", "post", "online")), arrived_on=came.date(), anonymous=secret, topic=topic,
            place=agency, spot=spot, against=against, content=content, outcome=outcome,
            ground=GROUNDS.get(outcome, ""),
        ))  # fmt: skip
        person = [] if secret else marks_of(agency, person=[number])
        marks.append([*person, *common])
    Case.objects.bulk_create(cases, batch_size=500)
    for petition in petitions:
        petition.case_id = petition.case.pk
    Petition.objects.bulk_create(petitions, batch_size=500)
    PetitionMark.objects.bulk_create(
        (
            PetitionMark(petition_id=petition.pk, kind=kind, hash=hash_)
            for petition, found in zip(petitions, marks, strict=True)
            for kind, hash_ in dict.fromkeys(found)
        ),
        batch_size=5000,
    )  # fmt: skip


def asked() -> list[tuple[str, list[str]]]:
    """The pages by name, each with its addresses."""
    from motcua.areas.petitions.models import Petition
    from motcua.faces.desk.cases.seeking import hidden

    here = "/can-bo/don/"
    codes = (
        Petition.objects.filter(outcome="", shielded=False)
        .order_by("-pk")
        .values_list("case__code", flat=True)
    )
    return [
        ("Danh sách, con số · list and figures", [here]),
        ("Lọc theo loại · by class", [f"{here}?loai={one}" for one in sorted(set(CLASSES))]),
        ("Lọc theo kết quả · by outcome", [f"{here}?ket-qua={one}" for one in sorted(GROUNDS)]),
        (
            "Lọc loại và kết quả · by class and outcome",
            [f"{here}?loai={one}&ket-qua={two}" for one in OUTCOMES for two in OUTCOMES[one]],
        ),
        ("Lọc theo lĩnh vực · by topic", [f"{here}?linh-vuc={one}" for one in _topics()]),
        ("Trang sau · further pages", [f"{here}?loai=complaint&sau={n}" for n in range(2000, 90_000, 4400)]),
        ("Quá 45 ngày · red list", [f"{here}?xem=qua-45"]),
        (
            "Tìm không dấu · search without accents",
            [f"{here}?{urllib.parse.urlencode({'tim': hidden(q)})}" for q in SOUGHT],
        ),
        (
            "Đơn và gợi ý đơn trùng · petition with likely duplicates",
            [f"{here}ma/{code}" for code in codes[:60]],
        ),
    ]  # fmt: skip


def petition_pages(place: Installation, *, count: int, times: int) -> list[Page]:
    """Fill an installation and ask for every page of petitions so many times, each time another address."""
    told = place.ask("benchmarks.petitions", {"petitions": count})
    cookie = signed_in(place, OFFICIAL)
    counted = place.ask(
        "benchmarks.asking",
        {"codes": [], "pages": {name: [paths[0], cookie] for name, paths in told["pages"]}},
    )["statements"]
    found = []
    for name, paths in told["pages"]:
        client = Client(place.port)
        for n in range(times + 6):
            if n == 6:
                client.times.clear()
            shown = client.call("GET", paths[n * 7 % len(paths)], cookie=cookie)
            assert b"/can-bo/don/ma/" in shown, f"{name}: no petition on {paths[n * 7 % len(paths)]}"
        ordered = sorted(client.times)
        middle, late = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        found.append(Page(name, LIMIT, middle * 1000, late * 1000, counted[name]))
    return found


def main() -> None:
    """Answer ``{"petitions": …}`` inside an installation: fill it, and name the pages to be asked for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from motcua.areas.petitions.models import Petition
    from motcua.base.journal.clock import now

    have = Petition.objects.count()
    fill(max(0, json.load(sys.stdin)["petitions"] - have), settings.UNIT, now())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    json.dump({"pages": asked()}, sys.stdout)


if __name__ == "__main__":
    main()
