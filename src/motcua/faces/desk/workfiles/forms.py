"""What is typed about work files; shape only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.areas.workfiles.choices import retentions
from motcua.faces.desk.dialogues.forms import ActForm, day, text


def kept(years: int) -> str:
    """How long a file is kept, in words."""
    return ngettext("{n} năm", "{n} năm", years).format(n=years) if years else _("vĩnh viễn")


class OpenForm(ActForm):
    """What a file is about, how long it is kept."""

    title = forms.CharField(
        label=gettext_lazy("Tiêu đề hồ sơ"), max_length=1200,
        help_text=gettext_lazy("Việc gì, của ai, năm nào. Không ghi tên người dân."),
    )  # fmt: skip
    retention = forms.ChoiceField(label=gettext_lazy("Loại hồ sơ, thời hạn lưu trữ"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = [(one.code, f"{_(one.name)} ({kept(one.years)})") for one in retentions().values()]
        self.fields["retention"].choices = [("", _("Chọn loại hồ sơ")), *known]  # type: ignore[attr-defined]


class PutForm(ActForm):
    """A document or a task by its code or number."""

    said = forms.CharField(
        label=gettext_lazy("Mã hoặc số văn bản, mã nhiệm vụ"), max_length=320,
        help_text=gettext_lazy("Văn bản đến, đi đã vào sổ; nhiệm vụ đã giao."),
    )  # fmt: skip


class OutForm(ActForm):
    """What was put by mistake."""

    n = forms.TypedChoiceField(label=gettext_lazy("Tài liệu"), coerce=int)
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=2000)

    def __init__(self, held: Iterable[Any], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = [(row.n, f"{row.n}. {row.code}") for row in held]  # type: ignore[attr-defined]


class CloseForm(ActForm):
    """When the work ended."""

    ended_on = day(label=gettext_lazy("Ngày công việc kết thúc (xây dựng cơ bản: ngày quyết toán)"))


class ReasonForm(ActForm):
    """What lacks."""

    reason = text(3, label=gettext_lazy("Còn thiếu gì"))
