"""Words of surveys (DOMAIN §5), and the questionnaires that come with the product."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.surveys import questionnaire

LOCAL = "local"
"""Questionnaires that belong to no index of the State: figures of them are never added to one (R5.5)."""
FEW_ANSWERED = _("tiêu chí gộp vì ít người trả lời, ít người hài lòng hoặc ít người chưa hài lòng")
"""Criteria that are hidden on the page of a round, together: few answered them, or one half of who did is few."""
REST = "khac"
"""The part of a frame into which parts of fewer than five people are put together."""

WITHIN = "/"
"""Between the unit and the field of a part, in a round that asks about several units."""


class Form(models.TextChoices):
    """Where a version of a questionnaire stands."""

    DRAFT = "draft", _("Đang soạn")
    PUBLISHED = "published", _("Đã ban hành")


class Frame(models.TextChoices):
    """Among whom is asked."""

    RESULTS = "results", _("Người đã nhận kết quả hồ sơ trong kỳ, chọn ngẫu nhiên")
    SLIPS = "slips", _("Phát phiếu theo nhóm (lớp học, tổ dân phố), không chọn mẫu")


class Spread(models.TextChoices):
    """How large the sample is, and how it is spread over several units (R5.6)."""

    WHOLE = "whole", _("Một cỡ mẫu chung, chia theo tỷ lệ cho các đơn vị và lĩnh vực")
    UNIT = "unit", _("Cỡ mẫu riêng của từng đơn vị, chia theo tỷ lệ cho các lĩnh vực")


class State(models.TextChoices):
    """Where a round stands."""

    PLANNED = "planned", _("Đang lập")
    DRAWN = "drawn", _("Đã chọn mẫu")
    OPEN = "open", _("Đang lấy ý kiến")
    CLOSED = "closed", _("Đã đóng")
    PUBLISHED = "published", _("Đã công bố")
    CANCELLED = "cancelled", _("Đã hủy")


class Channel(models.TextChoices):
    """How an answer came (R5.7); ``mixed`` of one whose way is not kept, since too few came that way."""

    LINK = "link", _("Trên mạng")
    KIOSK = "kiosk", _("Màn hình tại sảnh")
    TABLET = "tablet", _("Phỏng vấn tại nhà")
    PHONE = "phone", _("Phỏng vấn qua điện thoại")
    MIXED = "mixed", _("Cách khác")


BY_ONESELF = frozenset({Channel.LINK, Channel.KIOSK})
BY_INTERVIEWER = frozenset({Channel.TABLET, Channel.PHONE})


class Review(models.TextChoices):
    """What becomes of what somebody wrote."""

    NEW = "new", _("Chưa xem")
    SHOWN = "shown", _("Công bố")
    KEPT = "kept", _("Chỉ cán bộ đọc")


NOTHING_ALSO = questionnaire.Questionnaire(())


@dataclass(frozen=True)
class Shipped:
    """A questionnaire that comes with the product; ``certainty``: verified, likely, check by a legal officer.

    ``family``  which index it measures: ``sipas`` that of Bộ Nội vụ, ``school`` public education, else ``local``
    ``note``    what to check before it is used
    ``also``    what only some rounds ask besides: no part of the set and its index (R5.3)
    """

    code: str
    title: str
    source: str
    certainty: str
    asked: questionnaire.Questionnaire
    family: str = LOCAL
    note: str = ""
    also: questionnaire.Questionnaire = NOTHING_ALSO


@functools.cache
def shipped() -> Mapping[str, Shipped]:
    """The questionnaires of ``catalogue/surveys`` by code."""
    found = {}
    for file in sorted((settings.CATALOGUE / "surveys").glob("*.toml")):
        said = tomllib.loads(file.read_text(encoding="utf-8"))
        one = Shipped(
            said["code"],
            said["title"],
            said["source"],
            said["certainty"],
            questionnaire.read(said),
            said.get("family", LOCAL),
            said.get("note", ""),
            questionnaire.read({"elements": said.get("also", ())}),
        )
        found[one.code] = one
    return found


PAPI: tuple[tuple[str, str], ...] = (
    ("1", "Tham gia của người dân ở cấp cơ sở"),
    ("2", "Công khai, minh bạch trong việc ra quyết định ở địa phương"),
    ("3", "Trách nhiệm giải trình với người dân"),
    ("4", "Kiểm soát tham nhũng trong khu vực công"),
    ("5", "Thủ tục hành chính công"),
    ("6", "Cung ứng dịch vụ công"),
    ("7", "Quản trị môi trường"),
    ("8", "Quản trị điện tử"),
)
"""The eight contents of PAPI since 2018, the first six of which are older (R5.11)."""
PAPI_TOTAL = "0"
"""The published total, the unweighted sum of the contents of its year (R5.12): imported as it is, never summed here."""
PAPI_EIGHT_SINCE = 2018
