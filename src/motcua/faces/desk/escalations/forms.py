"""What is typed about a matter beyond competence; shape only: what is asked of it is said by the acts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.escalations.choices import Outcome
from motcua.areas.escalations.queries import higher_units
from motcua.areas.petitions.choices import topics
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.forms import ActForm, day, text

OUTSIDE = "ngoai"
PRIVATE = {"data-private": "", "autocomplete": "off"}


def said(rows: int, label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """Words that stay on this page only."""
    field = text(rows, label=label, help_text=help_text, required=required)
    field.widget.attrs |= PRIVATE
    return field


def title(label: Any, most: int = 200) -> forms.CharField:
    """A name of one line that stays on this page only."""
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs=PRIVATE))


class RaiseForm(ActForm):
    """What is asked of whom, why it is beyond competence, by when."""

    about = forms.CharField(
        label=gettext_lazy("Mã việc liên quan"), max_length=40, required=False,
        help_text=gettext_lazy("Đơn, phản ánh, khiếu nại, điểm nóng, ghi nhận tình hình; để trống nếu không có."),
    )  # fmt: skip
    obstacle = forms.IntegerField(required=False, min_value=1, max_value=999, widget=forms.HiddenInput)
    title = title(gettext_lazy("Việc cần báo cáo"))
    topic = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))
    asked = said(4, gettext_lazy("Đề nghị cấp trên điều gì"))
    why = said(
        4, gettext_lazy("Vì sao vượt thẩm quyền"), gettext_lazy("Căn cứ nào giao việc này cho cấp trên.")
    )
    to_agency = forms.ChoiceField(label=gettext_lazy("Gửi đến"))
    to_name = forms.CharField(label=gettext_lazy("Tên cơ quan bên ngoài"), max_length=200, required=False)
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu văn bản đã gửi"), max_length=60, required=False)
    sent_on = day(label=gettext_lazy("Ngày văn bản"), required=False)
    reply_by = day(label=gettext_lazy("Cần trả lời trước ngày"))
    no_denunciation = forms.BooleanField(
        label=gettext_lazy("Chỉ nhắc đến chữ “tố cáo”, không phải nội dung tố cáo"), required=False
    )

    def __init__(self, by: Actor, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        above = [(unit.key, unit.name) for unit in higher_units(by, on)]
        self.fields["to_agency"].choices = [*above, (OUTSIDE, _("Cơ quan bên ngoài hệ thống"))]  # type: ignore[attr-defined]
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn lĩnh vực")), *((code, _(name)) for code, name in topics().items()),
        ]  # fmt: skip

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        found = super().given()
        return {**found, "to_agency": "" if found["to_agency"] == OUTSIDE else found["to_agency"]}


class ReceiveForm(ActForm):
    """On which day it came in."""

    received_on = day(
        label=gettext_lazy("Ngày nhận"), required=False, help_text=gettext_lazy("Để trống là hôm nay.")
    )


class ReplyForm(ActForm):
    """What was answered, by which document."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Kết quả"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reply_number = forms.CharField(label=gettext_lazy("Số, ký hiệu văn bản trả lời"), max_length=60)
    reply_on = day(label=gettext_lazy("Ngày văn bản trả lời"))
    reply = said(5, gettext_lazy("Nội dung trả lời"))


class EndForm(ActForm):
    """What was done with the reply."""

    action = said(4, gettext_lazy("Đơn vị đã làm gì theo trả lời"))


class WithdrawForm(ActForm):
    """Why it is no longer asked."""

    action = said(3, gettext_lazy("Vì sao rút"))
