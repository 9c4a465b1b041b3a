"""Words of citizen reception (Luật Tiếp công dân 42/2013/QH13; NĐ 154/2026/NĐ-CP)."""

import csv
import datetime as dt
import functools
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KIND = "reception"
TYPE_VISIT, TYPE_REFUSAL = "tiep-cong-dan", "tu-choi-tiep"
SYMBOL = "TB-TCD"
REGISTER, PAPERS = "reception-register", "reception-papers"
"""The number books of the register (Mẫu 03/TCD) and of receipts for papers (Mẫu 02/TCD)."""


class State(models.TextChoices):
    """Where what a visit left to do stands."""

    ARRIVED = "arrived", _("Đang tiếp")
    WAITING = "waiting", _("Đã tiếp, chờ trả lời kết quả")
    REFUSING = "refusing", _("Từ chối tiếp, chờ thông báo bằng văn bản")
    EXAMINING = "examining", _("Đang xem xét thêm, còn phải trả lời")
    ANSWERED = "answered", _("Đã trả lời")
    TURNED_AWAY = "turned_away", _("Đã từ chối tiếp")


class Result(models.TextChoices):
    """What a visit came to: on the spot, or told within ten working days (R6.11, R6.13)."""

    ON_SPOT = "on_spot", _("Trả lời tại chỗ")
    GUIDED = "guided", _("Hướng dẫn")
    ACCEPTED = "accepted", _("Thụ lý giải quyết")
    DECLINED = "declined", _("Không thụ lý")
    EXAMINING = "examining", _("Đang xem xét, cần thêm thời gian hoặc tài liệu")
    TRANSFERRED = "transferred", _("Chuyển cơ quan có thẩm quyền")
    TURNED_AWAY = "turned_away", _("Từ chối tiếp")


REPLIES = (Result.ACCEPTED, Result.DECLINED, Result.EXAMINING, Result.TRANSFERRED)
"""The four outcomes of the notice of the result (R6.13)."""
AT_ONCE = (Result.ON_SPOT, Result.GUIDED, Result.TRANSFERRED)
"""What ends a visit while the citizen still sits there."""
REASONED = frozenset({Result.ON_SPOT, Result.GUIDED, Result.DECLINED, Result.EXAMINING})
ADDRESSED = frozenset({Result.GUIDED, Result.TRANSFERRED})


class Session(models.TextChoices):
    """In which kind of session a citizen is received (R6.1, R6.2)."""

    REGULAR = "regular", _("Thường xuyên")
    PERIODIC = "periodic", _("Định kỳ của người đứng đầu")
    EXTRAORDINARY = "extraordinary", _("Đột xuất của người đứng đầu")


class Role(models.TextChoices):
    """As what somebody must receive citizens (R6.1)."""

    CHAIR = "chair", _("Chủ tịch Ủy ban nhân dân")
    HEAD = "head", _("Người đứng đầu cơ quan, đơn vị")


class DayState(models.TextChoices):
    """Where a duty day stands; missed is what passed and was not held."""

    PLANNED = "planned", _("Dự kiến")
    PUBLISHED = "published", _("Đã công bố")
    HELD = "held", _("Đã tiếp")
    MOVED = "moved", _("Đã dời")
    CALLED_OFF = "called_off", _("Đã bỏ")


class SignUpState(models.TextChoices):
    """A place taken at home for a duty day."""

    SIGNED = "signed", _("Đã đăng ký")
    CAME = "came", _("Đã đến")
    CANCELLED = "cancelled", _("Đã hủy")


class Check(models.TextChoices):
    """What an online session needs, each by its moment (R6.5)."""

    NOTIFIED = "notified", _("Đã báo công dân")
    TESTED = "tested", _("Đã kiểm tra kỹ thuật")
    CONNECTED = "connected", _("Đã kết nối, camera luôn bật")
    RECORDED = "recorded", _("Đã ghi hình, ghi tiếng và lưu")


class Signed(models.TextChoices):
    """How the citizen confirmed what was written down for them and read back (R6.9)."""

    SIGNATURE = "signature", _("Ký")
    FINGERPRINT = "fingerprint", _("Điểm chỉ")


class Equipment(models.TextChoices):
    """What a place of reception must have (S040)."""

    SIGN = "sign", _("Biển hiệu nơi tiếp công dân")
    RULES = "rules", _("Nội quy tiếp công dân niêm yết")
    SCHEDULE = "schedule", _("Lịch tiếp công dân niêm yết")
    GUIDE = "guide", _("Hướng dẫn quy trình khiếu nại, tố cáo, kiến nghị, phản ánh")
    SEATS = "seats", _("Bàn ghế, nước uống cho người chờ")
    ACCESS = "access", _("Lối vào cho người khuyết tật, người già yếu")
    PRIVATE = "private", _("Phòng riêng giữ kín danh tính")
    CAMERA = "camera", _("Camera, thiết bị ghi âm, ghi hình")
    NETWORK = "network", _("Máy tính, mạng, thiết bị họp trực tuyến")
    SECURITY = "security", _("Phương án bảo vệ an ninh, trật tự")


@dataclass(frozen=True)
class Duty:
    """What is owed when many come about the same thing: from which day, for which classes (none: all), by which law."""

    code: str
    text: str
    since: dt.date
    classes: tuple[str, ...]
    source: str


@functools.cache
def mass_duties() -> dict[str, Duty]:
    """The shipped duties towards many people by code, in their order (R6.15–R6.17)."""
    place = settings.CATALOGUE / "petitions" / "mass_duties.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Duty(
                row["code"], row["name"], dt.date.fromisoformat(row["from"]), tuple(row["classes"].split()),
                row["source"],
            )
            for row in csv.DictReader(file)
        }  # fmt: skip


def duties_of(on: dt.date, petition_class: str) -> list[Duty]:
    """What is owed to many who come on a day with a matter of a class."""
    return [
        one for one in mass_duties().values()
        if one.since <= on and (not one.classes or petition_class in one.classes)
    ]  # fmt: skip
