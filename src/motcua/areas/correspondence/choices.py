"""Words of correspondence (NĐ 30/2020/NĐ-CP; DOMAIN §8.1–8.3)."""

import csv
import functools
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.numbering import LETTERS

FIELD = "Công tác văn thư"
"""The field (lĩnh vực) of posts that keep the registers."""
LETTER = "cong-van"
UNIT, POST = "unit", "post"
"""How somebody in charge is named: ``unit:00145-vp``, ``post:justice-1``."""


class Urgency(models.TextChoices):
    """Marks of urgency (R8.7)."""

    NONE = "", _("Không")
    URGENT = "khan", _("Khẩn")
    VERY_URGENT = "thuong-khan", _("Thượng khẩn")
    EXPRESS = "hoa-toc", _("Hỏa tốc")


class Way(models.TextChoices):
    """How a document comes or goes."""

    ELECTRONIC = "electronic", _("Văn bản điện tử")
    PAPER = "paper", _("Văn bản giấy, giao tận nơi")
    POST = "post", _("Bưu chính")
    FAX = "fax", _("Fax, thư điện tử")


class IncomingState(models.TextChoices):
    """How an incoming document stands (R8.6)."""

    REGISTERED = "registered", _("Chờ trình")
    PRESENTED = "presented", _("Chờ ý kiến chỉ đạo")
    INSTRUCTED = "instructed", _("Đang giải quyết")
    DONE = "done", _("Đã giải quyết")
    CANCELLED = "cancelled", _("Đã hủy dòng")


class OutgoingState(models.TextChoices):
    """How an outgoing document stands (R8.4, R8.5)."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ ký")
    RETURNED = "returned", _("Trả lại để sửa")
    COSIGNING = "cosigning", _("Chờ người ký thứ hai")
    SIGNED = "signed", _("Đã ký, chờ phát hành")
    ISSUED = "issued", _("Đã phát hành")
    CANCELLED = "cancelled", _("Thôi không soạn nữa")


class Mend(models.TextChoices):
    """What a document does to an earlier one (Điều 18; R8.5)."""

    CORRECTS = "corrects", _("Đính chính")
    REPLACES = "replaces", _("Thay thế")
    RECALLS = "recalls", _("Thu hồi")


ISSUER, BODY = "UBND", "Ủy ban nhân dân"
"""The issuing body in numbers, and in whose name it is signed."""
MENDED = {
    Mend.CORRECTS: _("đã được đính chính"),
    Mend.REPLACES: _("đã bị thay thế"),
    Mend.RECALLS: _("đã bị thu hồi"),
}


@dataclass(frozen=True)
class Type:
    """A type of administrative document (Điều 7) and what its form asks (Phụ lục III).

    ``abbreviation`` blank for official letters and công thư; ``certainty`` of it
    ``opening``     the word before its articles
    ``by_order``    whether a head of a division may sign it thừa lệnh (by the agency's own regulation, Điều 13 khoản 3)
    ``calls``       how the issuer turns to those addressed, instead of "Kính gửi"; after the grounds where it begins
                    with "…"; {THẨM QUYỀN} who issues, in capitals, {Cơ quan} the agency
    ``abstract``    "không" where the form has none under its name
    ``signatures``  the words above two signatures from left to right, a star before that of the second who signs
    ``parties``     whether the two are parties, each named before the text with who represents it
    ``outline``     the lines that the form asks for, to be filled in
    """

    code: str
    name: str
    abbreviation: str
    opening: str
    by_order: str
    calls: str
    abstract: str
    signatures: str
    parties: str
    outline: str
    certainty: str
    source: str

    @property
    def book(self) -> str:
        """The number book of its year: one series a type (R8.4), one for all that bear no abbreviation."""
        return self.abbreviation or LETTERS

    @property
    def signed_by(self) -> tuple[tuple[str, bool], ...]:
        """The words above each of two signatures and whether it is the second's; none where one person signs."""
        said = [one.strip() for one in self.signatures.split("|") if one.strip()]
        return tuple((one.removeprefix("*"), one.startswith("*")) for one in said)


@functools.cache
def types() -> dict[str, Type]:
    """The 29 types by code, in the order of the decree (catalogue/documents/types.csv)."""
    place = settings.CATALOGUE / "documents" / "types.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return {row["code"]: Type(**row) for row in csv.DictReader(file)}


OTHER = "khac"


def type_choices() -> list[tuple[str, str]]:
    """Types that come in: the 29, and what is of none of them (laws, decrees, papers of the Party)."""
    return [*((one.code, one.name) for one in types().values()), (OTHER, "Văn bản khác")]
