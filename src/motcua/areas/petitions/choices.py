"""Words of petitions (TT 05/2021/TT-TTCP; Luật Khiếu nại, Luật Tố cáo)."""

import csv
import functools

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules import petitions as rules
from motcua.rules.alike import Wording
from motcua.rules.alike import wording as read_wording

KIND = "petition"
FIELD = "Tiếp công dân, xử lý đơn"
TYPE_COMPLAINT, TYPE_DENUNCIATION, TYPE_SUGGESTION = "don-khieu-nai", "don-to-cao", "don-kien-nghi"


class State(models.TextChoices):
    """Where a petition stands."""

    RECEIVED = "received", _("Đã nhận, đang xem xét")
    PROPOSED = "proposed", _("Đã đề xuất, chờ quyết định")
    SETTLED = "settled", _("Đã xử lý")
    WITHDRAWN = "withdrawn", _("Đã rút")


class PetitionClass(models.TextChoices):
    """What a petition is (R6.20)."""

    COMPLAINT = rules.Class.COMPLAINT.value, _("Khiếu nại")
    DENUNCIATION = rules.Class.DENUNCIATION.value, _("Tố cáo")
    SUGGESTION = rules.Class.SUGGESTION.value, _("Kiến nghị, phản ánh")
    MIXED = rules.Class.MIXED.value, _("Nhiều nội dung")
    UNKNOWN = rules.Class.UNKNOWN.value, _("Chưa rõ")


class Outcome(models.TextChoices):
    """What became of a petition (R6.24–R6.26)."""

    ACCEPTED = rules.Outcome.ACCEPTED.value, _("Thụ lý")
    REFUSED = rules.Outcome.REFUSED.value, _("Không thụ lý")
    GUIDED = rules.Outcome.GUIDED.value, _("Hướng dẫn")
    FORWARDED = rules.Outcome.FORWARDED.value, _("Chuyển cơ quan có thẩm quyền")
    STORED = rules.Outcome.STORED.value, _("Lưu đơn")
    INFORMED = rules.Outcome.INFORMED.value, _("Chuyển để thanh tra, kiểm tra")
    SPLIT = rules.Outcome.SPLIT.value, _("Tách đơn")
    LINKED = rules.Outcome.LINKED.value, _("Đơn trùng")
    URGED = rules.Outcome.URGED.value, _("Yêu cầu cấp dưới giải quyết")


ADDRESSED: frozenset[str] = frozenset({Outcome.FORWARDED, Outcome.INFORMED, Outcome.URGED})
"""Outcomes that name the agency to which the matter goes; guidance names it where there is one."""


class Channel(models.TextChoices):
    """How a petition came in."""

    COUNTER = "counter", _("Nộp trực tiếp")
    POST = "post", _("Bưu chính")
    ONLINE = "online", _("Trực tuyến")
    EMAIL = "email", _("Thư điện tử")
    RECEPTION = "reception", _("Tiếp công dân")
    FORWARDED = "forwarded", _("Cơ quan khác chuyển đến")


class Sender(models.TextChoices):
    """From whom it came (R6.24)."""

    PERSON = rules.Sender.PERSON.value, _("Người viết đơn")
    AGENCY = rules.Sender.AGENCY.value, _("Cơ quan nhà nước")
    PRESS = rules.Sender.PRESS.value, _("Báo chí")
    DEPUTY = rules.Sender.DEPUTY.value, _("Đại biểu Quốc hội, HĐND")
    FRONT = rules.Sender.FRONT.value, _("Mặt trận Tổ quốc và đoàn thể")


class Role(models.TextChoices):
    """What a file of a petition is."""

    ORIGINAL = "original", _("Đơn và tài liệu kèm theo")
    REDACTED = "redacted", _("Bản che thông tin người tố cáo")
    ANSWER = "answer", _("Văn bản trả lời người gửi")


class Aside(models.TextChoices):
    """Why a scan is laid aside without becoming a petition."""

    NOT_A_PETITION = "not_a_petition", _("Không phải đơn thư")
    UNREADABLE = "unreadable", _("Quét hỏng, quét lại")
    TWICE = "twice", _("Đã có bản khác")


class Purpose(models.TextChoices):
    """Why a sealed identity is opened; said again in words beside it."""

    VERIFY = "verify", _("Xác minh danh tính, điều kiện thụ lý")
    CONTACT = "contact", _("Liên hệ, thông báo cho người tố cáo")
    PROTECT = "protect", _("Áp dụng biện pháp bảo vệ")
    SPLIT = "split", _("Tách đơn nhiều nội dung")


class Mark(models.TextChoices):
    """By what two petitions are found to be alike (R6.26)."""

    PERSON = "p", _("cùng người")
    OBJECT = "o", _("cùng đối tượng")
    CONTENT = "c", _("nội dung giống nhau")


@functools.cache
def wording() -> Wording:
    """The shipped list of what letters say anyway (R6.26)."""
    place = settings.CATALOGUE / "petitions" / "form_words.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return read_wording(csv.DictReader(file))


@functools.cache
def topics() -> dict[str, str]:
    """The shipped topics by code, in their order (R6.22)."""
    place = settings.CATALOGUE / "petitions" / "topics.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
