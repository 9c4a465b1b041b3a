"""The figures of the board: what each is called, what it means, and which rows stand behind it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.areas.cases.queries import Moments
from motcua.faces.ui.cases import KINDS
from motcua.rules.calendar import TZ, WorkingCalendar

DOSSIERS, OTHERS = ("dossier",), tuple(kind for kind in KINDS if kind != "dossier")
"""Dossiers are called so; whatever else is worked on is shown beside them as what it is."""

DAYS = 30
"""How far back figures of finished work look, in days before today."""

SOON_DAYS = 3
"""Working days ahead that count as soon."""


@dataclass(frozen=True)
class Figure:
    """A figure of dossiers: address of its rows, name of its condition, words under it, title of its rows, meaning."""

    slug: str
    name: str
    label: str | Promise
    title: str | Promise
    definition: str | Promise
    tone: str = ""


RUNNING = Figure(
    "dang-giai-quyet", "running", _("đang giải quyết"), _("Hồ sơ đang giải quyết"),
    _("Đã tiếp nhận, chưa có kết quả, không chờ người dân bổ sung giấy tờ."),
)  # fmt: skip
OPEN = (
    Figure(
        "tre", "late", _("đang trễ hạn"), _("Hồ sơ đang trễ hạn"),
        _(
            "Hồ sơ thủ tục hành chính đang giải quyết và lúc này đã quá giờ hẹn trả đang có hiệu lực. Hồ sơ chờ người "
            "dân bổ sung không tính; đơn thư, nhiệm vụ và việc khác đếm riêng. Chỉ tiêu “quá hạn” của báo cáo tính "
            "theo hạn của pháp luật, lúc hết ngày."
        ),
        "late",
    ),
    Figure(
        "hom-nay", "due_today", _("đến hạn hôm nay"), _("Hồ sơ đến hạn hôm nay"),
        _("Đang giải quyết, giờ hẹn trả từ lúc này đến hết hôm nay."), "soon",
    ),
    Figure(
        "sap-den-han", "due_soon", _("đến hạn trong 3 ngày làm việc"), _("Hồ sơ đến hạn trong 3 ngày làm việc"),
        _("Đang giải quyết, giờ hẹn trả trong 3 ngày làm việc tới, kể cả hôm nay."),
    ),
    Figure(
        "hen-lai", "re_promised", _("đã phải hẹn lại"), _("Hồ sơ đã phải xin lỗi và hẹn lại"),
        _("Đang giải quyết và đã một lần xin lỗi, hẹn lại. Xong sau hạn theo luật vẫn tính là trễ."),
    ),
    Figure(
        "cho-bo-sung", "paused", _("chờ người dân bổ sung"), _("Hồ sơ chờ người dân bổ sung"),
        _("Đã yêu cầu bổ sung giấy tờ hoặc nộp phí, lệ phí; thời hạn tạm dừng đến khi nhận đủ."),
    ),
    Figure(
        "cho-tra", "ready", _("có kết quả, chờ trả"), _("Hồ sơ có kết quả, chờ người dân đến nhận"),
        _("Đã có kết quả hoặc văn bản trả lời, người nộp chưa nhận."),
    ),
)  # fmt: skip
WITH_CITIZEN: Mapping[str, str | Promise] = {
    "paused": _("chờ người dân bổ sung"), "ready": _("chờ người dân đến nhận"),
}  # fmt: skip
"""Open dossiers that wait for no post, by the name of their figure: whom they wait for."""
WITH_NOBODY: Mapping[str, str | Promise] = {
    "paused": _("tạm dừng"),
    "ready": _("có kết quả, còn việc sau đó"),
}
"""The same of other work."""


def waits(kind: str) -> Mapping[str, str | Promise]:
    """How open work of a kind is called that waits for no post."""
    return WITH_CITIZEN if kind in DOSSIERS else WITH_NOBODY


BY_SLUG: Mapping[str, Figure] = {figure.slug: figure for figure in (RUNNING, *OPEN)}
RECEIVED = Figure(
    "tiep-nhan", "received", _("tiếp nhận hôm nay"), _("Hồ sơ tiếp nhận {when}"),
    _(
        "Hồ sơ vào sổ tiếp nhận từ 0 giờ hôm nay, qua mọi kênh. Hủy do tiếp nhận nhầm và từ chối tiếp nhận không tính."
    ),
)  # fmt: skip
FINISHED = Figure("da-xong", "finished", _("đã xong"), _("Hồ sơ giải quyết xong {when}"), "")
FINISHED_LATE = Figure("xong-tre", "late", _("xong trễ"), _("Hồ sơ giải quyết xong trễ hạn {when}"), "")
IN_TIME = Figure(
    "dung-han", "in_time", _("xong đúng hạn trong 30 ngày qua"),
    _("Hồ sơ giải quyết xong khi thời hạn đang tính {when}"),
    _(
        "Như chỉ tiêu “Hồ sơ giải quyết trước và đúng hạn”: hồ sơ xong không quá hạn theo luật, chia cho mọi hồ sơ "
        "xong khi thời hạn đang tính, từ 30 ngày trước đến nay. Hồ sơ rút, dừng trong lúc chờ người dân bổ sung, hủy "
        "do tiếp nhận nhầm và từ chối tiếp nhận không tính; hẹn lại không làm hồ sơ trễ thành đúng hạn."
    ),
)  # fmt: skip


ON_THE_SPOT = Figure(
    "tai-cho", "on_the_spot", _("tại chỗ, xong trong một lần đến"), _("Hồ sơ giải quyết tại chỗ {when}"),
    _(
        "Thủ tục “5 tại chỗ” (tiếp nhận, thẩm định, phê duyệt, đóng dấu, trả kết quả tại trung tâm): hồ sơ làm mọi "
        "bước tại trung tâm và trả ngay ngày nhận, chia cho mọi hồ sơ loại này đã trả, nhận từ 30 ngày trước đến nay."
    ),
)  # fmt: skip


FUNNEL_DAYS = 90
STAGES: Mapping[str, str | Promise] = {
    "received": _("Hồ sơ nhận {when}"), "begun": _("Hồ sơ nhận {when}, đã vào xử lý"),
    "finished": _("Hồ sơ nhận {when}, đã có kết quả"), "closed": _("Hồ sơ nhận {when}, đã trả, kết thúc"),
}  # fmt: skip
"""How far what was received has come: the title of its rows."""


def stage_rows(stage: str) -> str:
    """The address of what was received in the last ``FUNNEL_DAYS`` and came so far."""
    return link(chang=stage)


def moments(at: dt.datetime, calendar: WorkingCalendar) -> Moments:
    """What today's figures are counted against."""
    midnight = at.astimezone(TZ).replace(hour=0, minute=0, second=0, microsecond=0)
    soon = calendar.add_working_days(at, SOON_DAYS)
    return Moments(now=at, midnight=midnight, tomorrow=midnight + dt.timedelta(days=1), soon=soon)


def link(**asked: Any) -> str:
    """The address of rows: ``xem`` a figure (``ngay`` a day), ``chang`` a stage, or ``buoc``, ``vi-tri``,
    ``nhiem-vu``, ``thu-tuc``; of dossiers, or of ``loai`` another kind of work ("-" all of them)."""
    return f"{reverse('board:rows')}?{urlencode(asked)}"
