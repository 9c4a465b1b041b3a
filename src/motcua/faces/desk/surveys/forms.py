"""What is typed about surveys; shape only: what is asked of it is said by the acts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.surveys import queries
from motcua.areas.surveys.actions import MARGINS
from motcua.areas.surveys.choices import Frame, Spread
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.forms import ActForm, day, impersonal, posts_of, text


class PlanForm(ActForm):
    """Which questions, among whom, until when."""

    title = forms.CharField(label=gettext_lazy("Tên đợt khảo sát"), max_length=200)
    form = forms.ChoiceField(label=gettext_lazy("Bộ câu hỏi"))
    frame = forms.ChoiceField(
        label=gettext_lazy("Hỏi ai"), choices=Frame.choices, widget=forms.RadioSelect, initial=Frame.RESULTS
    )
    since = day(label=gettext_lazy("Nhận kết quả từ ngày"))
    until = day(label=gettext_lazy("Đến hết ngày"))
    margin = forms.ChoiceField(
        label=gettext_lazy("Sai số chọn mẫu"), choices=[(str(e), f"{int(e * 100)} %") for e in MARGINS], initial="0.05",
        help_text=gettext_lazy("Cỡ mẫu theo Yamane: n = N ÷ (1 + N × e²). Sai số càng nhỏ, càng nhiều người được hỏi."),
    )  # fmt: skip
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Hỏi về sự phục vụ của"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chọn nhiều đơn vị thì mẫu được chia theo từng đơn vị và lĩnh vực."),
    )  # fmt: skip
    spread = forms.ChoiceField(
        label=gettext_lazy("Cỡ mẫu khi hỏi về nhiều đơn vị"), choices=Spread.choices, widget=forms.RadioSelect,
        initial=Spread.WHOLE, required=False,
        help_text=gettext_lazy(
            "Cỡ mẫu riêng từng đơn vị thì so sánh được các đơn vị; chỉ số chung khi đó nghiêng về đơn vị nhỏ."
        ),
    )  # fmt: skip
    parts = text(
        3, label=gettext_lazy("Nhóm được phát phiếu"), required=False,
        help_text=gettext_lazy("Chỉ khi phát phiếu theo nhóm. Mỗi dòng một nhóm và số phiếu, ví dụ Lớp 5A: 35."),
    )  # fmt: skip
    closes_on = day(label=gettext_lazy("Nhận trả lời đến hết ngày"))

    def __init__(self, by: Actor, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["form"].choices = [  # type: ignore[attr-defined]
            (one.key, one.title + (_(" (bản {n})").format(n=one.version) if one.version else ""))
            for one in queries.offered(by)
        ]
        askable = queries.askable(by, on)
        self.fields["units"].choices = list(askable.items())  # type: ignore[attr-defined]
        self.fields["units"].initial = [by.agency]
        if len(askable) < 2:
            del self.fields["units"], self.fields["spread"]

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        said = super().given()
        return {**said, **({"spread": said["spread"] or Spread.WHOLE} if "spread" in said else {})}


class FormForm(ActForm):
    """A questionnaire, line by line."""

    title = forms.CharField(label=gettext_lazy("Tên bộ câu hỏi"), max_length=200)
    source = forms.CharField(label=gettext_lazy("Văn bản ban hành"), max_length=200, required=False)
    lines = text(
        18, label=gettext_lazy("Yếu tố và tiêu chí"),
        help_text=gettext_lazy(
            "Dòng bắt đầu bằng # là một yếu tố, dòng bắt đầu bằng dấu gạch (-) là một tiêu chí. Giữ nguyên tên trong "
            "ngoặc vuông khi sửa lời, để so sánh được các đợt."
        ),
    )  # fmt: skip
    overall = forms.CharField(label=gettext_lazy("Câu hỏi chung"), max_length=300, required=False)
    open = forms.CharField(label=gettext_lazy("Câu hỏi mở"), max_length=300, required=False)


class PublishForm(ActForm):
    """What the agency makes of it."""

    conclusion = text(4, label=gettext_lazy("Điều cơ quan rút ra và sẽ làm"))
    impersonal = impersonal()


class CloseForm(ActForm):
    """Why a round is closed before its last day is over."""

    reason = forms.CharField(
        label=gettext_lazy("Vì sao đóng sớm"), max_length=200,
        help_text=gettext_lazy("Lý do được ghi vào sổ cái và nêu cùng kết quả công bố."),
    )  # fmt: skip


class RemedyForm(ActForm):
    """What mends a criterion: a task that is drafted."""

    criterion = forms.ChoiceField(label=gettext_lazy("Điều cần khắc phục"))
    title = forms.CharField(label=gettext_lazy("Việc phải làm"), max_length=500)
    post = forms.ChoiceField(label=gettext_lazy("Ai làm"))
    due_on = day(label=gettext_lazy("Hạn hoàn thành"))

    error_field = {"tasks": "title"}

    def __init__(
        self, by: Actor, on: dt.date, choices: list[tuple[str, str]], *given: Any, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.fields["criterion"].choices = [("", _("Chọn tiêu chí")), *choices]  # type: ignore[attr-defined]
        self.fields["post"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]


class PapiForm(ActForm):
    """A published file of scores."""

    province = forms.CharField(label=gettext_lazy("Tỉnh, thành phố"), max_length=80)
    file = forms.FileField(
        label=gettext_lazy("Tệp CSV đã công bố"),
        help_text=gettext_lazy("Có các cột province, year, indicator_vi, score; mã UTF-8, nhiều nhất 4 MB."),
    )

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"province": self.cleaned_data["province"], "content": self.cleaned_data["file"].read()}
