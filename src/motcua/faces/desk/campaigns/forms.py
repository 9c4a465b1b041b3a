"""What is typed about a campaign; shape only: what is asked of it is said by the acts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.campaigns.choices import Audience, Channel, Counted, Kind, Role
from motcua.areas.directives.queries import directives
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.forms import ActForm, day, impersonal, posts_of, text

SHOWN = 200


class PlanForm(ActForm):
    """What is made known, to whom, when, who answers for it."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại đợt"), choices=Kind.choices, required=False)
    title = forms.CharField(label=gettext_lazy("Tên đợt"), max_length=200)
    goal = text(4, label=gettext_lazy("Mục đích, nội dung chính"))
    instruments = text(
        3, label=gettext_lazy("Văn bản được tuyên truyền"), required=False,
        help_text=gettext_lazy("Mỗi dòng một số, ký hiệu, ví dụ 31/2024/QH15."),
    )  # fmt: skip
    audiences = forms.MultipleChoiceField(
        label=gettext_lazy("Cho ai"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    starts_on = day(label=gettext_lazy("Từ ngày"))
    ends_on = day(label=gettext_lazy("Đến hết ngày"))
    post = forms.ChoiceField(label=gettext_lazy("Vị trí phụ trách"))
    directive = forms.ChoiceField(
        label=gettext_lazy("Nhiệm vụ theo văn bản"), required=False,
        help_text=gettext_lazy("Nhiệm vụ của đợt là nhiệm vụ của văn bản này."),
    )  # fmt: skip
    impersonal = impersonal()

    def __init__(self, by: Actor, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        issued = [(one.code, f"{one} · {one.title[:100]}") for one in directives(by, state="issued")[:SHOWN]]
        self.fields["directive"].choices = [("", _("Không theo văn bản nào")), *issued]  # type: ignore[attr-defined]
        self.fields["post"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        found = super().given()
        kind = found["kind"] or Kind.LAW
        return {**found, "kind": kind, "instruments": found["instruments"].splitlines()}


class StaffForm(ActForm):
    """Which posts take part."""

    posts = forms.MultipleChoiceField(
        label=gettext_lazy("Vị trí tham gia"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chỉ các vị trí này và vị trí phụ trách mở được danh bạ trực."),
    )  # fmt: skip

    def __init__(self, by: Actor, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["posts"].choices = posts_of(by, on)  # type: ignore[attr-defined]


class ContactForm(ActForm):
    """Who is on duty, as what, where, when."""

    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"), choices=[("", gettext_lazy("Chọn vai trò")), *Role.choices]
    )
    place = forms.CharField(label=gettext_lazy("Nơi trực"), max_length=120)
    hours = forms.CharField(label=gettext_lazy("Giờ trực"), max_length=80, required=False)
    name = forms.CharField(
        label=gettext_lazy("Tên người trực hoặc đầu mối"), max_length=120,
        help_text=gettext_lazy("Không ghi người dân, người bệnh, người tiếp xúc."),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("Điện thoại"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )


class LineForm(ActForm):
    """Which line."""

    n = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)


class ActivityForm(ActForm):
    """Over which channel, when, where."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Hình thức"), choices=[("", gettext_lazy("Chọn hình thức")), *Channel.choices]
    )
    on = day(label=gettext_lazy("Ngày"))
    place = forms.CharField(label=gettext_lazy("Địa điểm"), max_length=200, required=False)
    what = text(2, label=gettext_lazy("Nội dung"), required=False)
    impersonal = impersonal()


class HeldForm(ActForm):
    """How many were reached, counted how."""

    n = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)
    reach = forms.IntegerField(label=gettext_lazy("Số đã tiếp cận"), min_value=0, max_value=10_000_000)
    counted = forms.ChoiceField(
        label=gettext_lazy("Đếm cách nào"), choices=[("", gettext_lazy("Chọn cách đếm")), *Counted.choices]
    )
    said = text(2, label=gettext_lazy("Ghi chú"), required=False)


class SkipForm(ActForm):
    """Why it is not held."""

    n = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)
    said = text(2, label=gettext_lazy("Vì sao không làm"))


class MaterialForm(ActForm):
    """A file that people may take along."""

    title = forms.CharField(label=gettext_lazy("Tên tài liệu"), max_length=200)
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        help_text=gettext_lazy(
            "PDF, PNG, JPEG, DOCX, XLSX, nhiều nhất 25 MB. Công bố rồi thì ai cũng tải được."
        ),
    )

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        file = self.cleaned_data["file"]
        return {"title": self.cleaned_data["title"], "name": file.name or "", "content": file.read()}


class WithdrawForm(ActForm):
    """Which material."""

    n = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)


class FinishForm(ActForm):
    """What it brought."""

    result = text(4, label=gettext_lazy("Kết quả đợt tuyên truyền"))
