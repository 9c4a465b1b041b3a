"""The small world of the tests: two wards at work, made once by the real acts from the shipped data."""

import csv
import datetime as dt
import functools
import gzip
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.areas.certification.actions import load_types
from motcua.areas.complaints.actions import load_types as load_complaint_types
from motcua.areas.counters import actions as hall
from motcua.areas.counters.models import Ticket
from motcua.areas.denunciations.actions import load_types as load_denunciation_types
from motcua.areas.dialogues.actions import load_types as load_commitment_types
from motcua.areas.directives.actions import load_types as load_task_types
from motcua.areas.dossiers import actions as dossiers
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Dossier
from motcua.areas.feedback.actions import load_types as load_feedback_types
from motcua.areas.fees.actions import load_schedule
from motcua.areas.fees.actions import open_account as open_bank_account
from motcua.areas.inspections.actions import load_types as load_recommendation_types
from motcua.areas.petitions.actions import load_types as load_petition_types
from motcua.areas.procedures.actions import publish
from motcua.areas.procedures.ports import Basis, Fee, Paper, ProcedureRecord, Way
from motcua.areas.receptions.actions import load_types as load_reception_types
from motcua.base.calendars.actions import load_holidays
from motcua.base.journal.ports import CITIZEN, SYSTEM, Actor
from motcua.base.law.actions import load_law
from motcua.base.orgs.actions import load_units, open_post, open_unit
from motcua.base.people.actions import appoint, open_account
from motcua.base.people.queries import actor_for_post
from motcua.rules.deadlines import Cutoff, Limit, TimeUnit

TZ = dt.timezone(dt.timedelta(hours=7), "+07")
FOUNDED = dt.datetime(2025, 7, 1, 8, tzinfo=TZ)
WARD, OTHER = "00145", "00118"
PASSWORD = "mat-khau-cua-phep-thu"
AGENCY_CODES = {"01": "H26.000.00", WARD: "H26.145.00", OTHER: "H26.118.00"}


def found() -> None:
    """Load the law, the calendar, the units of Hà Nội; open both wards with posts and officials; publish."""
    catalogue: Path = settings.CATALOGUE
    load_law(
        files=[catalogue / "law" / f"{name}.csv" for name in ("instruments", "relations", "parameters")],
        by=SYSTEM,
        at=FOUNDED,
    )
    load_holidays(files=[catalogue / "holidays.csv"], by=SYSTEM, at=FOUNDED)
    load_units(files=[_units_of_hanoi(catalogue)], by=SYSTEM, at=FOUNDED)
    ward = json.loads((catalogue / "demonstration" / "ward.json").read_text(encoding="utf-8"))
    for division in ward["divisions"]:
        open_unit(
            code=division["code"], name=division["name"], kind=division["kind"], parent=division["parent"],
            valid_from=FOUNDED.date(), by=SYSTEM, at=FOUNDED,
        )  # fmt: skip
    for post in ward["posts"]:
        open_post(
            code=post["code"], title=post["title"], unit=post["unit"], duties=post["duties"],
            fields=FIELDS.get(post["code"], ()), valid_from=FOUNDED.date(), by=SYSTEM, at=FOUNDED,
        )  # fmt: skip
        open_account(
            username=post["code"], name=post["name"], password=PASSWORD, staff=post["code"] == "admin",
            by=SYSTEM, at=FOUNDED,
        )  # fmt: skip
        appoint(
            account=post["code"], post=post["code"], valid_from=FOUNDED.date(), instrument="12/QĐ-UBND", by=SYSTEM,
            at=FOUNDED,
        )  # fmt: skip
    for record in (BIRTH, SINGLE):
        publish(procedure=record, valid_from=FOUNDED.date(), by=SYSTEM, at=FOUNDED)
    load_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_reception_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_petition_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_commitment_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_denunciation_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_complaint_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_task_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_feedback_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())
    load_recommendation_types(by=SYSTEM, at=FOUNDED, on=FOUNDED.date())


def open_city() -> None:
    """The leaders of the capital, with their chair: who looks at what lies beneath."""
    given = {"valid_from": FOUNDED.date(), "by": SYSTEM, "at": FOUNDED}
    open_unit(code="01-lanhdao", name="Lãnh đạo UBND thành phố", kind="Lãnh đạo", parent="01", **given)
    open_post(
        code="city-chair",
        title="Chủ tịch UBND thành phố",
        unit="01-lanhdao",
        duties=["direct", "sign"],
        **given,
    )
    open_account(
        username="city-chair", name="Hà Minh Khôi", password=PASSWORD, staff=False, by=SYSTEM, at=FOUNDED
    )
    appoint(account="city-chair", post="city-chair", instrument="9/QĐ", **given)


def open_keeper() -> None:
    """Who keeps the organisation of the capital: the units beneath it begin and end there."""
    given = {"valid_from": FOUNDED.date(), "by": SYSTEM, "at": FOUNDED}
    open_unit(code="01-noivu", name="Sở Nội vụ", kind="Sở", parent="01", **given)
    open_post(code="city-keeper", title="Quản trị tổ chức bộ máy", unit="01-noivu", duties=["admin"], **given)
    open_account(
        username="city-keeper", name="Phan Thị Sắp", password=PASSWORD, staff=False, by=SYSTEM, at=FOUNDED
    )
    appoint(account="city-keeper", post="city-keeper", instrument="9/QĐ", **given)


def open_hamlets() -> None:
    """Two residential groups of the ward."""
    for n in (1, 2):
        open_unit(
            code=f"{WARD}-tdp-{n}", name=f"Tổ dân phố số {n}", kind="Tổ dân phố", parent=WARD,
            valid_from=FOUNDED.date(), by=SYSTEM, at=FOUNDED,
        )  # fmt: skip


FEE_COLUMNS = "code,name,kind,amount,unit,tiers,most,law,note,procedures,agency,blocking,valid_from,valid_to"
LOCAL_FEES = f"""{FEE_COLUMNS}
hn.xac-nhan,Lệ phí cấp giấy xác nhận,charge,15000,dossier,,,06/2020/NQ-HĐND,,1.004873,00145,1,2025-07-01,
hn.dat-dai,Phí thẩm định,fee,,dossier,,,06/2020/NQ-HĐND,Do HĐND thành phố quy định,1.004873,00145,0,2025-07-01,
"""


def open_till(at: dt.datetime) -> None:
    """The shipped schedule, local lines of the ward, and its account (invented)."""
    folder: Path = settings.CATALOGUE / "fees"
    local = settings.MOTCUA_HOME / "local-fees.csv"
    local.write_text(LOCAL_FEES, encoding="utf-8")
    load_schedule(
        items=[folder / "items.csv", local], exemptions=[folder / "exemptions.csv"], by=SYSTEM, at=FOUNDED
    )
    for agency, number in ((WARD, "0011001122334"), (OTHER, "0011005566778")):
        open_bank_account(
            agency=agency, bank="970436", bank_name="Vietcombank", number=number, holder="UBND PHUONG", by=SYSTEM,
            at=FOUNDED, valid_from=FOUNDED.date(),
        )  # fmt: skip


def _units_of_hanoi(catalogue: Path) -> Path:
    """The shipped units of the capital with the two wards' identifiers: all that these tests need of 14,000."""
    lines = (
        gzip.decompress((catalogue / "units" / "versions.csv.gz").read_bytes())
        .decode("utf-8-sig")
        .splitlines()
    )
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    kept = {"01"}
    while True:
        more = {row["key"] for row in rows if row["parent"] in kept} - kept
        if not more:
            break
        kept |= more
    out = io.StringIO()
    writer = csv.DictWriter(out, [*rows[0], "agency_code"])
    writer.writeheader()
    for row in rows:
        if row["key"] in kept:
            writer.writerow({**row, "agency_code": AGENCY_CODES.get(row["key"], "")})
    file = settings.MOTCUA_HOME / "units-of-hanoi.csv"
    file.write_text(out.getvalue(), encoding="utf-8")
    return file


@functools.cache
def actors(on: dt.date) -> Mapping[str, Actor]:
    """Who acts in each post on a day; asked once, for every test begins with the same ward."""
    ward = json.loads((settings.CATALOGUE / "demonstration" / "ward.json").read_text(encoding="utf-8"))
    return {post["code"]: actor_for_post(post["code"], on) for post in ward["posts"]}


def person(number: int) -> dict[str, str]:
    """An invented citizen; another one for every number."""
    return {
        "kind": "person",
        "name": f"Nguyễn Thị {MIDDLES[number // 12 % 8]} {GIVENS[number % 12]}",
        "id_number": f"0011990{number:05d}",
        "phone": f"09000{number:05d}",
        "email": "",
        "address": f"Số {number} Ngọc Lâm, phường Bồ Đề",
    }


def papers(procedure: str) -> list[dict[str, Any]]:
    """The papers that a procedure asks of everybody."""
    records = {record.code: record for record in (BIRTH, SINGLE)}
    asked = records[procedure].papers if procedure in records else ()
    return [
        {"component": paper.code, "copies": 1, "form": "original"}
        for paper in asked
        if paper.required and paper.asked
    ]


def carry_through(
    dossier: Dossier, *, posts: Mapping[str, Actor], at: dt.datetime | None = None, hand_over: bool = False
) -> Dossier:
    """Transfer, take, finish every step, issue the result and, when asked, hand it over; a minute between acts."""
    minute = dt.timedelta(minutes=1)
    moment = at or dossier.case.last_at or dossier.case.received_at
    desk = posts["one-stop-1"] if dossier.case.agency == WARD else posts["bo-de-one-stop-1"]
    dossier = dossiers.transfer(by=desk, at=moment + minute, dossier=dossier)
    moment += minute
    while dossier.case.state in ("transferred", "processing"):
        who = next(
            by
            for by in posts.values()
            if dossier.case.post == by.post or "take" in queries.acts_for(by, dossier)
        )
        moment += minute
        if not dossier.case.post:
            dossier = dossiers.take(by=who, at=moment, dossier=dossier)
            continue
        verb = dossiers.issue_result if queries.current_kind(dossier) == "result" else dossiers.finish_step
        dossier = verb(by=who, at=moment, dossier=dossier)
    if hand_over:
        dossier = dossiers.hand_over(by=desk, at=moment + minute, dossier=dossier)
    return dossier


MIDDLES = ("Minh", "Thu", "Ngọc", "Thanh", "Khánh", "Phương", "Hải", "Bích")
GIVENS = ("Anh", "Đào", "Hương", "Giang", "Yến", "Quỳnh", "Ước", "Thảo", "Lan", "Oanh", "Ngân", "Trúc")
FIELDS = {
    "justice-1": ("Hộ tịch", "Chứng thực", "Tiếp công dân, xử lý đơn"),
    "land-1": ("Đất đai", "Môi trường"),
    "social-1": ("Bảo trợ xã hội", "Văn hóa"),
    "economy-1": (
        "Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)",
        "Lưu thông hàng hóa trong nước",
    ),
    "clerk-1": ("Công tác văn thư",),
    "centre-justice": ("Hộ tịch",),
    "centre-chair": ("Hộ tịch",),
    "police-1": ("Quản lý ngành nghề đầu tư, kinh doanh có điều kiện về an ninh, trật tự",),
}

BIRTH = ProcedureRecord(
    code="1.001193",
    name="Thủ tục đăng ký khai sinh",
    field="Hộ tịch",
    levels=("commune",),
    decision="2228/QĐ-BTP",
    subjects=("Công dân Việt Nam",),
    sequence="Người đi đăng ký nộp giấy tờ tại Trung tâm Phục vụ hành chính công.",
    ways=(Way("counter"), Way("online"), Way("post")),
    papers=(
        Paper("01", "Tờ khai đăng ký khai sinh", originals=1, form_name="TK-KS"),
        Paper("02", "Giấy chứng sinh", originals=1, why="Chứng minh sự kiện sinh"),
        Paper("03", "Văn bản ủy quyền", case="Người được ủy quyền đi đăng ký", required=False, originals=1),
    ),
    limit=Limit(Decimal(1), TimeUnit.WORKING_DAY),
    limit_text="Ngay trong ngày; nếu nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo",
    same_day=True,
    cutoff=Cutoff.AFTER_15H,
    fees=(Fee("Lệ phí", 0, note="Miễn lệ phí đăng ký đúng hạn"),),
    agency="Ủy ban nhân dân cấp xã",
    results=("Giấy khai sinh",),
    legal_basis=(Basis("60/2014/QH13", "Luật Hộ tịch"), Basis("123/2015/NĐ-CP")),
    online_level="full",
)

SINGLE = ProcedureRecord(
    code="1.004873",
    name="Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
    field="Hộ tịch",
    levels=("commune",),
    decision="2228/QĐ-BTP",
    subjects=("Công dân Việt Nam",),
    ways=(Way("counter"), Way("online"), Way("post")),
    papers=(
        Paper("01", "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", originals=1),
        Paper("02", "Trích lục ghi chú ly hôn", case="Đã ly hôn ở nước ngoài", required=False, originals=1),
    ),
    limit=Limit(Decimal(3), TimeUnit.WORKING_DAY),
    limit_text="03 ngày làm việc",
    fees=(Fee("Lệ phí", None, note="Do Hội đồng nhân dân cấp tỉnh quy định"),),
    agency="Ủy ban nhân dân cấp xã",
    results=("Giấy xác nhận tình trạng hôn nhân",),
    legal_basis=(Basis("60/2014/QH13", "Luật Hộ tịch"),),
    online_level="full",
)


# --- the hall ----------------------------------------------------------------------------------------------------

MORNING = dt.datetime(2026, 11, 20, 9, 30, tzinfo=TZ)
SERVICES = (("A", "Hộ tịch, chứng thực", 2), ("B", "Đất đai, xây dựng", 0))


def _post_of(place: str, *duties: str) -> Actor:
    return Actor(post="hall", title="Phụ trách", unit=place, agency=place, duties=frozenset(duties))


def a_hall(place: str = WARD) -> str:
    """Two services and two counters, the first for A only."""
    head = _post_of(place, "head")
    for letter, name, capacity in SERVICES:
        hall.set_service(by=head, at=MORNING, place=place, letter=letter, name=name, slot_capacity=capacity)
    hall.set_counter(by=head, at=MORNING, place=place, number=1, name="Tiếp nhận 1", letters=["A"])
    hall.set_counter(by=head, at=MORNING, place=place, number=2, name="Tiếp nhận 2")
    return place


def a_ticket(service: str = "A", at: dt.datetime = MORNING) -> Ticket:
    """A number taken at the screen of the ward, whose hall (and that of the other ward) is arranged for it."""
    for place in (OTHER, WARD):
        a_hall(place)
    return hall.take_ticket(by=CITIZEN, at=at, place=WARD, service=service)


def a_screen(kind: str = "kiosk") -> str:
    """What the browser of a registered screen of the ward keeps in its cookie."""
    _screen, code = hall.register_screen(
        by=_post_of(WARD, "admin"), at=MORNING, place=WARD, name=f"Màn hình {kind}", kind=kind
    )
    return hall.pair_screen(by=CITIZEN, at=MORNING, code=code)[1]


def scan(name: str = "ban-ky.png") -> SimpleUploadedFile:
    """A document as it was signed, scanned."""
    out = io.BytesIO()
    Image.new("L", (12, 16), 255).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")
