"""Words of feedback (R3.23–R3.25, R6.49, R6.50), and the categories of the catalogue."""

import csv
import functools
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.rules.feedback import Attribute

KIND = "feedback"


class State(models.TextChoices):
    """Where feedback stands."""

    RECEIVED = "received", _("Đã nhận")
    NEEDS_INFO = "needs_info", _("Chờ người phản ánh bổ sung")
    IN_PROGRESS = "in_progress", _("Đang xử lý")
    ANSWERED = "answered", _("Đã trả lời, chờ công khai")
    PUBLISHED = "published", _("Đã trả lời, công khai")
    CLOSED = "closed", _("Đã trả lời, không công khai")
    FORWARDED = "forwarded", _("Đã chuyển cơ quan có thẩm quyền")
    REJECTED = "rejected", _("Không tiếp nhận")
    MERGED = "merged", _("Gộp vào phản ánh trước")
    WITHDRAWN = "withdrawn", _("Đã rút")
    HANDED_OVER = "handed_over", _("Đã chuyển xử lý kín")


OPEN = (State.RECEIVED, State.NEEDS_INFO, State.IN_PROGRESS)
REPLIED = (State.ANSWERED, State.PUBLISHED, State.CLOSED)
"""States in which there is an answer to read, to rate and to object to."""


class Channel(models.TextChoices):
    """How feedback came in."""

    PORTAL = "portal", _("Cổng, điện thoại")
    PHONE = "phone", _("Gọi điện")
    COUNTER = "counter", _("Trực tiếp")
    OPEN311 = "open311", _("Ứng dụng khác (Open311)")
    PETITION = "petition", _("Từ đơn thư")


class Nature(models.TextChoices):
    """What a category is about; each has its clocks."""

    SCENE = "scene", _("Phản ánh hiện trường")
    GENERAL = "general", _("Kiến nghị, phản ánh")
    REGULATION = "regulation", _("Phản ánh về quy định hành chính")


class Group(models.TextChoices):
    """Under which heading people look for a category."""

    STREET = "street", _("Đường phố")
    ENVIRONMENT = "environment", _("Môi trường")
    CITY = "city", _("Đô thị")
    LIFE = "life", _("Đời sống")
    GOVERNMENT = "government", _("Chính quyền")


class Criterion(models.TextChoices):
    """By what feedback on a regulation is judged (R3.24)."""

    NECESSITY = "necessity", _("Sự cần thiết")
    REASONABLENESS = "reasonableness", _("Tính hợp lý")
    LEGALITY = "legality", _("Tính hợp pháp")
    SIMPLICITY = "simplicity", _("Tính đơn giản")
    CLARITY = "clarity", _("Tính dễ hiểu")
    FEASIBILITY = "feasibility", _("Tính khả thi")
    CONSISTENCY = "consistency", _("Sự thống nhất, đồng bộ")


class Reason(models.TextChoices):
    """Why feedback is not taken up."""

    COMPLAINT = "complaint", _("Là khiếu nại: gửi đơn theo thủ tục riêng")
    SECRET = "secret", _("Thuộc bí mật nhà nước")
    UNCLEAR = "unclear", _("Chưa rõ việc gì, ở đâu, không bổ sung được")
    UNFOUNDED = "unfounded", _("Đã kiểm tra, không đúng thực tế")
    NO_SENDER = "no_sender", _("Phản ánh về quy định không có tên, địa chỉ liên hệ")
    IMPROPER = "improper", _("Nội dung xúc phạm, quảng cáo, không phải phản ánh")


class Shown(models.TextChoices):
    """How exactly the place is shown to the public."""

    EXACT = "exact", _("Đúng vị trí")
    NEAR = "near", _("Khu vực, khoảng 100 m")
    NONE = "none", _("Không hiện vị trí")


class Role(models.TextChoices):
    """What a picture of feedback is."""

    SCENE = "scene", _("Ảnh người phản ánh gửi")
    ANSWER = "answer", _("Ảnh sau khi xử lý")


@dataclass(frozen=True)
class Category:
    """A kind of feedback: to whom it goes and how long it takes, as the catalogue says."""

    code: str
    name_vi: str
    name_en: str
    group: str
    icon: str
    nature: Nature
    keywords: str
    unit: str
    duty: str
    field: str
    amount: str
    time_unit: str
    parameter: str
    source: str
    certainty: str

    @property
    def name(self) -> str:
        """Its name in the language asked for."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi


@functools.cache
def categories() -> dict[str, Category]:
    """The categories of the catalogue by code, in their order."""
    place = settings.CATALOGUE / "feedback" / "categories.csv"
    with place.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["name_vi"] = row.pop("name")
    return {row["code"]: Category(nature=Nature(row.pop("kind")), **row) for row in rows}


@functools.cache
def _asked() -> dict[str, list[dict[str, str]]]:
    place = settings.CATALOGUE / "feedback" / "attributes.csv"
    found: dict[str, list[dict[str, str]]] = {}
    with place.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["category"], []).append(row)
    return found


def attributes(category: str) -> list[Attribute]:
    """What a category asks besides, in the language asked for."""
    english = (get_language() or "vi").startswith("en")
    values = "values_en" if english else "values"
    return [
        Attribute(
            code=row["code"], datatype=row["datatype"], required=row["required"] == "true", order=int(row["order"]),
            description=row["description_en" if english else "description"],
            values=tuple(
                (key, name) for key, _equals, name in (one.partition("=") for one in row[values].split("|")) if key
            ),
        )
        for row in _asked().get(category, ())
    ]  # fmt: skip
