"""Invented contents for the preview page: long names, late and on time, empty and full."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.faces.ui.charts.samples import samples
from motcua.faces.ui.chips import Chip, due_chip
from motcua.faces.ui.narrowed import Narrowed
from motcua.rules.calendar import OFFICE_WEEK, TZ, WorkingCalendar

NOW = dt.datetime(2026, 11, 23, 9, 30, tzinfo=TZ)
CODE = "000.00.17.H26-261118-0042"
LONG_NAME = "Công Tằng Tôn Nữ Thị Hoàng Anh"
SAID = gettext_lazy("Đã tiếp nhận hồ sơ. Giấy tiếp nhận đã sẵn sàng để in.")


def _calendar() -> WorkingCalendar:
    return WorkingCalendar(week=OFFICE_WEEK, closed=frozenset({dt.date(2026, 11, 24)}), opened={})


def _at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=TZ)


class SampleForm(forms.Form):
    """One field of each sort."""

    full_name = forms.CharField(
        label=gettext_lazy("Họ, chữ đệm và tên"),
        help_text=gettext_lazy("Viết đúng như trong giấy khai sinh hoặc thẻ căn cước."),
    )
    born_on = forms.DateField(
        label=gettext_lazy("Ngày sinh"),
        error_messages={"invalid": gettext_lazy("Ngày sinh viết theo mẫu 26/11/1990.")},
    )
    gender = forms.ChoiceField(
        label=gettext_lazy("Giới tính"),
        choices=[("f", gettext_lazy("Nữ")), ("m", gettext_lazy("Nam"))],
        widget=forms.RadioSelect,
    )
    hands_in = forms.ChoiceField(
        label=gettext_lazy("Nhận kết quả"),
        choices=[
            ("counter", gettext_lazy("Tại bộ phận một cửa")),
            ("post", gettext_lazy("Qua bưu chính công ích")),
        ],
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị"), widget=Narrowed, required=False,
        choices=[(str(n), f"Tổ dân phố số {n}") for n in range(1, 13)],
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("Ghi chú"), widget=forms.Textarea, required=False)
    scan = forms.FileField(label=gettext_lazy("Bản chụp"), required=False)
    agrees = forms.BooleanField(label=gettext_lazy("Đã đối chiếu với bản chính"))


def chips() -> list[Chip]:
    """Every state a promise can be in."""
    calendar = _calendar()
    return [
        due_chip(_at(27, 16, 30), NOW, calendar=calendar),
        due_chip(_at(23, 16, 30), NOW, calendar=calendar),
        due_chip(_at(20, 16, 30), NOW, calendar=calendar),
        due_chip(_at(9, 11), NOW, calendar=calendar),
        due_chip(_at(26, 16, 30), NOW, calendar=calendar, state="paused"),
        due_chip(_at(26, 16, 30), NOW, calendar=calendar, state="stopped", ended=_at(23, 9)),
        due_chip(_at(20, 11), NOW, calendar=calendar, state="stopped", ended=_at(23, 9)),
        due_chip(None, NOW),
    ]


FIVE = (
    {"icon": "user-round", "name": gettext_lazy("Rõ người"), "text": LONG_NAME},
    {"icon": "clipboard-list", "name": gettext_lazy("Rõ việc"), "text": gettext_lazy("Rà soát, báo cáo kết quả")},
    {"icon": "building-2", "name": gettext_lazy("Rõ trách nhiệm"), "text": gettext_lazy("Chủ trì"),
     "more": gettext_lazy("phối hợp: Công an phường")},
    {"icon": "calendar-clock", "name": gettext_lazy("Rõ tiến độ"), "text": "01/11/2026 → 27/11/2026"},
    {"icon": "file-check", "name": gettext_lazy("Rõ hiệu quả"), "text": "", "missing": True},
)  # fmt: skip
"""A task of which one item is still to be filled."""


def context() -> dict[str, Any]:
    """Everything the preview page shows."""
    every = chips()
    wrong = SampleForm({"full_name": "", "born_on": "32/13/1990"})
    wrong.is_valid()
    birth = _("Đăng ký khai sinh")
    return {
        "now": NOW,
        "unit_name": _("Phường Long Biên"),
        "actor": {"name": LONG_NAME, "title": _("Công chức Tư pháp – Hộ tịch")},
        "waiting": 11,
        "code": CODE,
        "chips": every,
        "drawn": samples(),
        "five_cells": FIVE,
        "form": SampleForm(),
        "wrong": wrong,
        "rows": [
            {"code": CODE, "what": birth, "who": LONG_NAME, "where": _("Thẩm tra"), "chip": every[2]},
            {
                "code": "000.00.17.H26-261120-0003",
                "what": _("Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh"),
                "who": "Lê Vi",
                "where": _("Ký duyệt"),
                "chip": every[1],
                "waits": True,
            },
            {
                "code": "000.00.17.H26-261119-0117",
                "what": _("Đăng ký kết hôn"),
                "who": "Đỗ Thị Ngọc Khuê",
                "where": _("Chờ bổ sung"),
                "chip": every[4],
            },
            {
                "code": "000.00.17.H26-261118-0009",
                "what": birth,
                "who": "Trần Văn Ý",
                "where": _("Thẩm tra"),
                "chip": every[0],
            },
        ],
        "steps": [
            {
                "state": "done",
                "what": _("Tiếp nhận hồ sơ và hẹn ngày trả kết quả"),
                "who": _("Bộ phận một cửa, phường Long Biên"),
                "at": _at(18, 8, 42),
            },
            {
                "state": "done",
                "what": _("Chuyển đến công chức Tư pháp – Hộ tịch"),
                "who": _("Bộ phận một cửa, phường Long Biên"),
                "at": _at(18, 9, 5),
            },
            {
                "state": "now",
                "what": _("Thẩm tra hồ sơ"),
                "who": _("Phòng Văn hóa – Xã hội"),
                "at": _at(18, 9, 20),
                "chip": every[1],
            },
            {"state": "next", "what": _("Ký Giấy khai sinh"), "who": _("Lãnh đạo Ủy ban nhân dân phường")},
            {"state": "next", "what": _("Trả kết quả"), "who": _("Bộ phận một cửa, phường Long Biên")},
        ],
        "papers": [
            {
                "name": _("Tờ khai đăng ký khai sinh theo mẫu"),
                "form": _("bản chính"),
                "count": 1,
                "why": _("Ghi điều ông/bà muốn đăng ký."),
                "state": "scanned",
                "value": "1",
            },
            {
                "name": _("Giấy chứng sinh"),
                "form": _("bản chính"),
                "count": 1,
                "why": _("Cho biết em bé sinh ở đâu, lúc nào. Không có thì nộp văn bản của người làm chứng."),
                "state": "missing",
                "value": "2",
            },
            {"name": _("Căn cước của cha, mẹ"), "state": "state-has"},
            {
                "name": _("Giấy chứng nhận kết hôn của cha, mẹ"),
                "form": _("xuất trình"),
                "state": "needed",
                "value": "3",
            },
        ],
        "fields": [
            {"label": _("Hộ tịch"), "value": 71, "late": 2, "href": "#"},
            {"label": _("Đất đai"), "value": 38, "late": 1, "href": "#"},
            {"label": _("Bảo trợ xã hội"), "value": 12, "late": 0, "href": "#"},
            {"label": _("Thành lập và hoạt động của hộ kinh doanh"), "value": 7, "late": 0, "href": "#"},
        ],
        "acts": [
            {
                "verb": _("Chuyển ký duyệt"),
                "url": "",
                "tone": "primary",
                "key": "c",
                "icon": "send",
                "method": "post",
                "confirm": _(
                    "Hồ sơ sẽ chuyển đến Phó Chủ tịch để ký. Lấy lại được cho đến khi hồ sơ được mở."
                ),
            },
            {
                "verb": _("Yêu cầu bổ sung"),
                "url": "#",
                "method": "get",
                "key": "s",
                "icon": "file-question-mark",
            },
            {"verb": _("Gia hạn"), "url": "#", "method": "get", "icon": "calendar-plus"},
            {
                "verb": _("Từ chối"),
                "url": "",
                "tone": "danger",
                "method": "post",
                "confirm": _("Hồ sơ sẽ dừng và người nộp nhận văn bản từ chối. Việc này không lấy lại được."),
                "confirm_name": "0042",
            },
        ],
    }


def found(words: str) -> list[dict[str, str]]:
    """People and procedures for the finders; nothing for words with a ``z``."""
    if "z" in words.casefold():
        return []
    return [
        {"value": "1", "text": LONG_NAME, "detail": _("sinh 1990 · …4821")},
        {"value": "2", "text": "Lê Vi", "detail": _("sinh 2001 · …0007")},
    ]
